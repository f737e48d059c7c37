"""What the alerts of a rule file say of its other terms: each is on something that can be so."""

from collections.abc import Iterator
from itertools import combinations

from monitor.agreements.alerting import (
    APPROACHING,
    CORRECTED,
    NOT_MET,
    OF_CONDITIONS,
    OF_PHASES,
    OF_RECORD,
    Alerting,
    spelled,
)
from monitor.agreements.circles import named_in, scopes_of
from monitor.agreements.conditions import KINDS_OF_CONDITION
from monitor.agreements.model import Agreement, Condition, Phase
from monitor.agreements.references import Declared
from monitor.handwritten.flaw import Flaw
from monitor.handwritten.tree import Path
from monitor.handwritten.wording import choose, quoted

_AS_RECORDED = ("reporting", "statements", "decisions")
"""What is the same under every reading."""

_KINDS = {
    "only_if": "a duty to do something only if",
    "attested": "what is attested",
    "decided": "what is decided",
    "by": "a duty with a term",
    "order": "an order",
}
"""Kinds of condition that their key does not name by itself."""


def faulty_alerts(terms: Agreement, ids: Declared) -> Iterator[Flaw]:
    """Yield what is wrong with the alerts of an agreement.

    Args:
        terms: The agreement, or as much of it as could be read.
        ids: What its file declares.
    """
    for position, alert in enumerate(terms.alerts):
        path: Path = ("alerts", position)
        yield from _of_subject(ids, alert, path)
        yield from _of_words(terms, alert, path)
        yield from _of_scope(terms, alert, path)
        yield from _of_reading(ids, alert, path)
    for (first, one), (second, other) in combinations(enumerate(terms.alerts), 2):
        if one.meets(other):
            yield from _of_both(one, other, first, ("alerts", second))


def _of_subject(ids: Declared, alert: Alerting, path: Path) -> Iterator[Flaw]:
    named = [kind for kind in ("conditions", "phases") if alert.on in ids[kind]]
    if named and alert.on in OF_RECORD:
        what = "a condition" if named == ["conditions"] else "a phase"
        wrong = f"{quoted(alert.on)} is {what} of this file, and a part of the record"
        yield Flaw((*path, "on"), wrong, f"give the {what.split()[1]} another id")
    if not named and alert.on not in OF_RECORD:
        known = (*ids["conditions"], *ids["phases"], *OF_RECORD)
        hint = choose(alert.on, known, "an alert is on one of")
        yield Flaw((*path, "on"), f"there is nothing called {quoted(alert.on)}", hint)


def _of_words(terms: Agreement, alert: Alerting, path: Path) -> Iterator[Flaw]:
    subject, words = _can_happen(terms, alert.on)
    if not words:
        return
    for position, (word, _) in enumerate(alert.events):
        if word not in words:
            wrong = f"{subject} is never {quoted(word)}"
            hint = choose(word, spelled(words), f"of {subject} there can be")
            yield Flaw((*path, "when", position), wrong, hint, alert.when[position])


def _can_happen(terms: Agreement, on: str) -> tuple[str, tuple[str, ...]]:
    """Return what something is called, and what can happen to it: nothing where it is not known."""
    words: tuple[str, ...]
    if on in terms.conditions:
        subject, words = _of_condition(terms, terms.conditions[on])
    elif on in terms.phases:
        subject, words = "this phase", _of_phase(terms.phases[on])
    else:
        subject, words = on, OF_RECORD.get(on, ())
    return subject, (*words, CORRECTED) if words else ()


def _of_condition(terms: Agreement, condition: Condition) -> tuple[str, tuple[str, ...]]:
    kind = condition.gate or next(
        kind for kind in KINDS_OF_CONDITION if getattr(condition, kind, None) is not None
    )
    counts, has_term = condition.counts is not None, bool(condition.by or condition.response)
    never = set() if counts else {"count_restarts"}
    never |= {"breached"} if counts or condition.pattern else set()
    never |= set() if has_term else {"overdue", "answered_late"}
    apart = condition.order is not None and condition.order.within is not None
    never |= set() if counts or has_term or apart else {APPROACHING}
    never |= set() if _waits_for_days(terms, condition) else {NOT_MET}
    subject = "a gate" if condition.gate else _KINDS.get(kind, f"a {kind}")
    return subject, tuple(word for word in OF_CONDITIONS if word not in never)


def _waits_for_days(terms: Agreement, gate: Condition) -> bool:
    """Whether a count is in a gate, or in one of the gates within it."""
    names = list(named_in(gate))
    for name in names:  # those of gates within come to it
        if name not in terms.conditions:
            continue
        if terms.conditions[name].counts is not None:
            return True
        names += [inner for inner in named_in(terms.conditions[name]) if inner not in names]
    return False


def _of_phase(phase: Phase) -> tuple[str, ...]:
    never = set() if phase.opens.by else {"due"}
    never |= set() if phase.renews else {"renewed"}
    never |= {"unrenewed" if phase.then == "lapses" else "lapsed"}
    if not phase.opens.by and phase.unrenewed_after is None:
        never |= {APPROACHING, "unrenewed", "lapsed"}  # no decision gives it an end of its own
    return tuple(word for word in OF_PHASES if word not in never)


def _of_scope(terms: Agreement, alert: Alerting, path: Path) -> Iterator[Flaw]:
    if alert.scope is None:
        return
    path, known, of_what = (*path, "scope"), tuple[str, ...](), ""
    if alert.on in terms.phases:
        known, of_what = terms.phases[alert.on].opens.by, "those whose decision opens it"
    elif alert.on in terms.conditions:
        per = scopes_of(terms, terms.conditions[alert.on])
        known = tuple(terms.areas if per == "area" else terms.parties if per else ())
        of_what = "the areas" if per == "area" else "the parties"
    elif alert.on not in OF_RECORD:
        return
    if not known:
        wrong = f"{alert.on} is told of as a whole, and has no scopes"
        yield Flaw(path, wrong, "remove scope")
    elif alert.scope not in known:
        wrong = f"{quoted(alert.scope)} is no scope of {alert.on}"
        yield Flaw(path, wrong, choose(alert.scope, known, f"{of_what} are"))


def _of_reading(ids: Declared, alert: Alerting, path: Path) -> Iterator[Flaw]:
    if alert.reading is None:
        return
    if alert.on in _AS_RECORDED:
        wrong = f"{alert.on} are the same under every reading"
        yield Flaw((*path, "reading"), wrong, "remove reading")
    elif alert.reading not in ids["readings"]:
        hint = choose(alert.reading, ids["readings"], "the readings are")
        yield Flaw((*path, "reading"), f"there is no reading {quoted(alert.reading)}", hint)


def _of_both(one: Alerting, other: Alerting, first: int, path: Path) -> Iterator[Flaw]:
    """Yield in what an alert overlaps an earlier one: a desk told twice, two lengths of near."""
    there = f"entry {first + 1}"
    told = [word for word, _ in one.events]
    desks = [desk for desk in other.to if desk in one.to]
    for position, (word, length) in enumerate(other.events):
        here: Path = (*path, "when", position)
        if word in told and desks:
            wrong = f"{desks[0]} is told of this by {there} already"
            yield Flaw(here, wrong, "leave it out of one of the two", other.when[position])
        elif word == APPROACHING and one.approaching not in {None, length}:
            wrong = f"{there} calls it near {one.approaching} before"
            hint = "what is near has one length: give both the same"
            yield Flaw(here, wrong, hint, other.when[position])
