"""Dates that are said: when a term ends, a count can be complete, a phase runs out.

What is said of a date is carried on from one saying to the next, so that a calendar can tell of
each that it has moved, or fallen away.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from pydantic import TypeAdapter

from monitor.agreements.model import Agreement
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.owed import Owed
from monitor.evaluation.verdict import ALL_NAMED, Evaluation, Finding, PhaseState, Verdict

KEPT_FOR = timedelta(days=90)
"""How long a date that has passed or fallen away is still told of."""

_RUNNING = {Verdict.NOT_YET, Verdict.UNDETERMINED}
"""The verdicts on a duty that is neither done nor broken."""


class Dating(StrEnum):
    """What comes at a date."""

    TERM = "term"
    ANSWER = "answer"
    MET = "met"
    OPENS = "opens"
    RUNS_OUT = "runs_out"


Key = tuple[str, str, str, str]
"""What makes a date the same when it moves: what comes, of what, in which scope, for which item."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that comes at an instant, UTC.

    `name` is a condition, with its scope, or a phase, with its holder; `item` the kind and key of
    the record that made an answer owed.
    """

    what: Dating
    name: str
    at: datetime
    scope: str | None = None
    item: str | None = None

    @property
    def key(self) -> Key:
        """What makes it the same when it moves."""
        return self.what.value, self.name, self.scope or "", self.item or ""

    @property
    def of_phase(self) -> bool:
        """Whether it is of a phase, and not of a condition."""
        return self.what in {Dating.OPENS, Dating.RUNS_OUT}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as it was said last.

    Attributes:
        due: What comes when; of one that is off, when it would have come.
        said: When it was said first, UTC: of what was known then.
        changed: When what is said of it changed last, UTC.
        sequence: How often it moved, fell away or came back.
        off: Whether it fell away before its time.
    """

    due: Due
    said: datetime
    changed: datetime
    sequence: int = 0
    off: bool = False

    def over(self, known: datetime) -> bool:
        """Whether nothing is to be told of it any more."""
        last = self.changed if self.off else max(self.due.at, self.changed)
        ended = self.off or self.due.at <= known
        return ended and last < known - KEPT_FOR

    def moved(self, due: Due, known: datetime) -> "Dated":
        """Return it at another time, or there again."""
        return replace(self, due=due, changed=known, sequence=self.sequence + 1, off=False)

    def fallen_away(self, known: datetime) -> "Dated":
        """Return it as fallen away."""
        return replace(self, changed=known, sequence=self.sequence + 1, off=True)


def due(evaluation: Evaluation, agreement: Agreement) -> tuple[Due, ...]:
    """Return what comes after the instant of an evaluation, each once, in the order of keys.

    Of two of one key the sooner; nothing of an agreement that has ended.
    """
    if evaluation.ended is not None:
        return ()
    found: dict[Key, Due] = {}
    for one in _all(evaluation, agreement):
        if one.at > evaluation.at:
            sooner = found.get(one.key)
            found[one.key] = one if sooner is None or one.at < sooner.at else sooner
    return tuple(found[key] for key in sorted(found))


def _all(evaluation: Evaluation, agreement: Agreement) -> Iterator[Due]:
    for finding in evaluation.findings:
        yield from _of_finding(finding)
    yield from _of_phases(evaluation, agreement)


def _of_finding(finding: Finding) -> Iterator[Due]:
    name, scope = finding.condition, finding.scope
    if finding.deadline is not None and finding.verdict in _RUNNING:
        yield Due(Dating.TERM, name, finding.deadline, scope)
    if finding.earliest is not None:
        yield Due(Dating.MET, name, finding.earliest, scope)
    for owed in finding.obligations:
        if owed.state in {Owed.PENDING, Owed.UNDETERMINED}:
            item = f"{owed.item.record}:{owed.item.key}"
            yield Due(Dating.ANSWER, name, owed.deadline, scope, item)


def _of_phases(evaluation: Evaluation, agreement: Agreement) -> Iterator[Due]:
    """Yield the dates of a phase for all named together; for each holder where those have none."""
    calendar = MonitoringCalendar(agreement.calendar, ())
    for name, phase in agreement.phases.items():
        of_it = [one for one in evaluation.phases if one.phase == name]
        together = [one for one in of_it if one.holder == ALL_NAMED]
        opens = phase.opens.at
        if opens is not None and any(one.state is PhaseState.NOT_DUE for one in of_it):
            yield Due(Dating.OPENS, name, calendar.utc(opens), ALL_NAMED)
        running = [one for one in together if one.until is not None] or of_it
        for one in running:
            if one.until is not None:
                yield Due(Dating.RUNS_OUT, name, one.until, one.holder)


def carried(before: Iterable[Dated], now: Sequence[Due], known: datetime) -> tuple[Dated, ...]:
    """Return what is said of dates at `known`, from what was said of them and what comes now.

    A date that is in the past stays as it was; before its time it falls away.
    """
    coming = {one.key: one for one in now}
    found: dict[Key, Dated] = {}
    for one in before:
        there = coming.pop(one.due.key, None)
        if there is not None:
            same = not one.off and there.at == one.due.at
            found[one.due.key] = one if same else one.moved(there, known)
        elif one.off or one.due.at <= known:
            found[one.due.key] = one
        else:
            found[one.due.key] = one.fallen_away(known)
    found |= {key: Dated(one, known, known) for key, one in coming.items()}
    return tuple(found[key] for key in sorted(found) if not found[key].over(known))


def dump(dates: Sequence[Dated]) -> bytes:
    """Write dates as JSON in UTF-8, one way only."""
    plain = _DATES.dump_python(tuple(dates), mode="json", exclude_defaults=True)
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def load(text: bytes) -> tuple[Dated, ...]:
    """Read what `dump` wrote; every time in UTC.

    Raises:
        ValueError: It is nothing of the kind.
    """
    return tuple(_in_utc(one) for one in _DATES.validate_json(text))


def _in_utc(one: Dated) -> Dated:
    at = replace(one.due, at=one.due.at.astimezone(UTC))
    return replace(one, due=at, said=one.said.astimezone(UTC), changed=one.changed.astimezone(UTC))


_DATES = TypeAdapter(tuple[Dated, ...])
