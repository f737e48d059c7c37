"""Which records may bear on what is said of a subject: rather one too many than one too few.

Only the kinds of incidents are looked at, never where, when or by whom they were: what a record
says of that may change, and what it was linked to may change what it counts for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from itertools import chain

from monitor.agreements.circles import asked_for_by
from monitor.agreements.model import Agreement, Condition
from monitor.agreements.named import happenings
from monitor.agreements.naming_acts import NamingActs
from monitor.evaluation.bearing import words_of
from monitor.evaluation.noted import REPORTING, Note
from monitor.handwritten.terms import Terms
from monitor.incidents.record import Attestation, Count, Decision, Record, Report, Statement

Kinds = frozenset[str]
"""Kinds of incidents; empty is any."""


@dataclass(frozen=True, slots=True)
class Bears:
    """What may bear on a subject.

    Attributes:
        under: Every decision under these agreements.
        words: The attestations of these words under the same agreements.
        classes: The kinds of each class of incidents that is looked for.
        sources: The sources whose counts are used.
        records: Records by kind and key, whatever they say.
    """

    under: frozenset[str]
    words: frozenset[str] = frozenset()
    classes: frozenset[Kinds] = frozenset()
    sources: frozenset[str] = frozenset()
    records: frozenset[tuple[str, str]] = frozenset()

    def and_of(self, other: "Bears") -> "Bears":
        """Return what may bear on either of two."""
        return Bears(
            self.under | other.under,
            self.words | other.words,
            self.classes | other.classes,
            self.sources | other.sources,
            self.records | other.records,
        )

    def has(self, record: Record, *, linked: bool, watching: bool) -> bool:
        """Whether a record may bear on it.

        Args:
            record: One version of it.
            linked: Whether a link names it.
            watching: Whether that its source publishes anything is itself a watch.
        """
        named = (record.record, record.key) in self.records
        return named or self._asks_for(record, linked=linked, watching=watching)

    def _asks_for(self, record: Record, *, linked: bool, watching: bool) -> bool:
        told = bool(self.classes)
        match record:
            case Decision():
                return record.agreement in self.under
            case Attestation():
                return record.agreement in self.under and record.what in self.words
            case Report():
                return told and (linked or watching or self._looks_for(record))
            case Count():
                return record.source in self.sources or (told and watching)
            case Statement():
                return told and watching
            case _:
                return told or bool(self.sources)

    def _looks_for(self, report: Report) -> bool:
        stated = frozenset(report.kinds)
        return any(not kinds or not stated or kinds & stated for kinds in self.classes)


def on_condition(terms: Agreement, name: str) -> Bears | None:
    """Return what may bear on a condition, in any scope; None where the terms have none so named.

    With it all that it comes down to.
    """
    if name not in terms.conditions:
        return None
    conditions = [terms.conditions[one] for one in _come_down_to(terms, name)]
    found = [one for condition in conditions for one in _classes(condition)]
    limits = [one.limit for one in conditions if one.limit]
    return Bears(
        _under(terms),
        frozenset(word for one in conditions for word in words_of(one)),
        frozenset(frozenset(terms.classes[one].any_kind) for one in found),
        frozenset(limit.from_counts for limit in limits if limit.from_counts is not None),
    )


def on_phase(terms: Agreement, name: str) -> Bears | None:
    """Return what may bear on a phase: decisions, and what bears on the condition that opens it."""
    phase = terms.phases.get(name)
    if phase is None:
        return None
    opening = phase.opens.when
    return on_condition(terms, opening) if opening is not None else on_force(terms)


def on_force(terms: Agreement) -> Bears:
    """Return what may bear on whether the agreement is in force."""
    return Bears(_under(terms))


def on_noted(terms: Agreement, what: str, key: str) -> Bears | None:
    """Return what may bear on what is told beside the verdicts: the record itself, and decisions.

    On an incident every report may, and whatever bears on any condition that may count it. None
    for how a source reports: all that it ever told bears on it.
    """
    if what in REPORTING:
        return None
    itself = Bears(_under(terms), records=frozenset({(what, key)}))
    if what != Note.SERIOUS.value:
        return itself
    conditions = (on_condition(terms, name) for name in terms.conditions)
    any_report = replace(itself, classes=frozenset({Kinds()}))
    return reduce(Bears.and_of, (one for one in conditions if one is not None), any_report)


def _come_down_to(terms: Agreement, name: str) -> set[str]:
    found: set[str] = set()
    ahead = [name]
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += asked_for_by(terms.conditions[one])
    return found


def _classes(condition: Condition) -> Iterator[str]:
    """Yield the classes of incidents that a condition looks for."""
    if condition.limit is not None:
        yield condition.limit.of
    if condition.pattern is not None:
        yield condition.pattern.of
    for _, named in happenings(condition):
        if named.happened is not None:
            yield named.happened


def _under(terms: Agreement) -> frozenset[str]:
    """Return the agreements under which acts count for anything in the terms."""
    return frozenset({terms.id}.union(*(one.also_under for one in _naming(terms))))


def _naming(value: object) -> Iterator[NamingActs]:
    """Yield every part of the terms that names acts."""
    if isinstance(value, NamingActs):
        yield value
    if isinstance(value, Terms):
        parts: Iterable[object] = (getattr(value, name) for name in type(value).model_fields)
    elif isinstance(value, dict):
        parts = value.values()
    else:
        parts = value if isinstance(value, tuple) else ()
    yield from chain.from_iterable(map(_naming, parts))
