"""Which terms this reading of the rules knows: what it does not, it refuses, and never passes over.

A term that were passed over could turn a verdict, and nobody would notice.
"""

from collections.abc import Iterator

from pydantic import BaseModel

from monitor.agreements.actors import Exclusion
from monitor.agreements.dated import Alone
from monitor.agreements.filters import Excepted
from monitor.agreements.holding import AtLeastHolding
from monitor.agreements.model import (
    ActorTest,
    Agreement,
    Alias,
    Anchor,
    Area,
    AtLeast,
    Attested,
    Baseline,
    By,
    Calendar,
    Condition,
    DatedNumber,
    DatedRole,
    Decided,
    Deciding,
    Duration,
    Ending,
    EvidencePolicy,
    Filter,
    Happening,
    Holding,
    IncidentClass,
    Limit,
    Member,
    Notice,
    OnlyIf,
    Opening,
    Order,
    Party,
    Pattern,
    Phase,
    Quantity,
    Response,
    Since,
    Streak,
)

_FILTER = {"any_kind", "by", "against", "in_", "purpose", "weapon", "claimed", "quantity"}
_GATE = {"all_of", "any_of", "not_", "at_least"}
_TIMES = {"once", "from_", "until"}
_DAILY = {"response", "notice", "only_if"}
_SEQUENCE = {"since", "order"}
_LINE = {"of_line", "within", "from_distance", "side", "lies_in"}
_TOLD = {"clause", "title", "assumption", "name", "provenance", "bound", "best_efforts", "proposes"}
"""What people read and nothing is decided by."""

KNOWN: dict[type[BaseModel], set[str]] = {
    ActorTest: {"parties", "roles", "civilians"},
    Alias: {"from_", "until"},
    Anchor: {"start", "decided", "attested", "happened", "by"},
    Area: {"from_", "until", "pcodes", "unpublished", "polygon", *_LINE},
    Alone: {"count", "unit"},
    AtLeast: {"count", "of"},
    Attested: {"what", "by", "fresh_for"},
    Baseline: {"of_baseline", "from_", "until", "standard"},
    By: {"attested", "decided", "happened", "said_by", "within", "of", "no_later_than"},
    Calendar: {"time_zone", "day_starts", "from_", "until", "partial_days"},
    Condition: {"limit", "pattern", "streak", "attested", "decided", "by", "per", *_GATE}
    | {*_TIMES, *_SEQUENCE, *_DAILY},
    DatedNumber: {"from_", "until", "is_"},
    DatedRole: {"from_", "until", "is_"},
    Decided: {"what", "by", "withdrawn"},
    Deciding: {"decided", "by"},
    Duration: {"count", "unit"},
    Ending: {"decided", "resumed", "by"},
    EvidencePolicy: {"standard", "doubt", "unobserved", "settles_after"},
    Exclusion: {"decided", "back", "by"},
    Excepted: {*_FILTER, "paired_within", "same_place"},
    Filter: _FILTER,
    AtLeastHolding: {"count", "of"},
    Happening: {"happened", "attested", "decided", "by"},
    IncidentClass: {*_FILTER, "except_"},
    Limit: {"of", "at_most", "at_least", "each", "measure", "from_counts", "in_"},
    Pattern: {"of", "at_least", "in_", "per"},
    Holding: {"condition", "attested", "decided", "by", *_GATE},
    OnlyIf: {"of", "holds", "match"},
    Notice: {"of", "before", "at_least", "match"},
    Member: {"condition", *_GATE},
    Opening: {"start", "at", "when", "by", "decided"},
    Order: {"of", "no_earlier_than", "together_with", "within"},
    Party: {"role", "accepted", "aliases", "excluded"},
    Quantity: {"at_least", "at_most"},
    Response: {"to", "with_", "within", "match"},
    Phase: {"opens", "renews", "unrenewed_after", "then", "closes"},
    Since: {"of", "after", "for_"},
    Streak: {"of", "for_", "resets", "reset_by", "certified_by"},
}


def unknown_anywhere(terms: Agreement) -> set[str]:
    """Return the terms that bear on all conditions and phases, and are not known here."""
    common: list[BaseModel] = [terms.calendar, terms.evidence, *terms.parties.values()]
    common += [terms.ends] if terms.ends is not None else []
    return {unknown for one in common for unknown in _unknown(one)}


def unknown_in(terms: Agreement, name: str) -> set[str]:
    """Return the terms that bear on one condition, or phase, and are not known here."""
    named = terms.phases[name] if name in terms.phases else terms.conditions[name]
    found = [named, *bearing(terms, name, set())]
    return {unknown for one in found for unknown in _unknown(one)}


def bearing(terms: Agreement, name: str, seen: set[str]) -> Iterator[BaseModel]:
    """Yield the conditions, classes and areas that one leads to."""
    if name in seen:
        return
    seen.add(name)
    if name in terms.phases:
        when = terms.phases[name].opens.when
        yield from bearing(terms, when, seen) if when else ()
        return
    condition = terms.conditions[name]
    yield condition
    ahead = [condition.counts] if condition.counts is not None else []
    ahead += conditions_of(condition.only_if.holds) if condition.only_if is not None else []
    ahead += [condition.once] if condition.once is not None else []
    waiting = list(condition.members)
    while waiting:
        member = waiting.pop()
        waiting += member.members
        ahead += [member.condition] if member.condition is not None else []
    for one in ahead:
        yield from bearing(terms, one, seen)
    counts = condition.limit or condition.pattern
    named = [counts.of] if counts else []
    named += [one.happened for one in _happening(condition) if one.happened is not None]
    for name_ in named:
        class_ = terms.classes[name_]
        yield class_
        within = condition.limit.in_ if condition.limit else None
        areas = {within, class_.in_, *(each.in_ for each in class_.except_)}
        areas |= set(terms.areas) if condition.judged_per == "area" else set()
        yield from (terms.areas[area] for area in areas if area is not None)


def conditions_of(holding: Holding) -> list[str]:
    """Return the conditions that must hold, or that a gate of what must hold names."""
    own = [holding.condition] if holding.condition is not None else []
    return own + [name for member in holding.members for name in conditions_of(member)]


def _happening(condition: Condition) -> Iterator[Happening]:
    """Yield what a condition names as happening."""
    if condition.response is not None:
        yield from (condition.response.to, condition.response.with_)
    if condition.notice is not None:
        yield from (condition.notice.of, condition.notice.before)
    if condition.only_if is not None:
        yield condition.only_if.of
    if condition.since is not None:
        yield condition.since.after
    if condition.order is not None:
        yield from (condition.order.of, condition.order.other)
    if condition.by is not None:
        first = condition.by.of.what if condition.by.of is not None else None
        yield from (condition.by.what, *([first] if first is not None else []))


def _unknown(terms: BaseModel) -> Iterator[str]:
    """Yield what is given in some terms, or within them, and not known."""
    known = KNOWN.get(type(terms))
    if known is None:
        yield type(terms).__name__
        return
    for name, field in type(terms).model_fields.items():
        value = getattr(terms, name)
        if name in _TOLD or value == field.default:
            continue
        if name not in known:
            yield field.alias or name
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, BaseModel):
                yield from _unknown(one)
