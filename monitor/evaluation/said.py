"""What an evaluation says, in little: to be kept, and compared with what is said later."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pydantic import TypeAdapter

from monitor.evaluation.kleene import Kleene
from monitor.evaluation.noted import Noted
from monitor.evaluation.verdict import (
    Cause,
    DayVerdict,
    Evaluation,
    Finding,
    Member,
    PhaseState,
    Progress,
    Standing,
    Verdict,
)

Judged = tuple[Verdict, Cause]
_Early = Mapping[tuple[str | None, str | None], bool]
"""Whether it is too early for a condition in a scope; a nested gate without a name has no entry."""

TELLING = {Cause.UNCONFIRMED, Cause.CONTRADICTION}
"""Why a running day is undetermined, where that is news: something was told of the day."""


@dataclass(frozen=True, slots=True)
class Days:
    """Finished days `first` to `last`, both included, all with one verdict and cause."""

    first: date
    last: date
    verdict: Verdict
    cause: Cause


@dataclass(frozen=True, slots=True)
class Part:
    """What a member made of its gate; `condition` is None for a nested gate without a name."""

    condition: str | None
    scope: str | None
    truth: Kleene
    members: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one condition, in one scope; of an ended agreement, how it stood at the end.

    `days` are the finished days of a limit. `early` is True where it is too early to say
    anything: before the first day, on a running day of which nothing was told, and for a gate
    that hangs on nothing else. `settled` is False while the verdict is provisional. `day` is the
    day that the verdict of a limit or a duty of every day is about; None for any other. `near` is
    when what comes near comes, UTC, soonest first: a count that can be met, the end of a term; none
    where the rules' alerts ask for nothing, or nothing is near.
    """

    condition: str
    scope: str | None
    verdict: Verdict
    cause: Cause
    progress: Progress | None = None
    decided: tuple[tuple[str, Cause], ...] = ()
    members: tuple[Part, ...] = ()
    days: tuple[Days, ...] = ()
    early: bool = False
    settled: bool = True
    day: date | None = None
    near: tuple[datetime, ...] = ()

    @property
    def key(self) -> tuple[str, str | None]:
        """The condition and its scope."""
        return self.condition, self.scope

    @property
    def stands(self) -> Judged | None:
        """The verdict that stands; early on a day that of the last finished day, None without."""
        if not self.early:
            return self.verdict, self.cause
        return (self.days[-1].verdict, self.days[-1].cause) if self.days else None


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a phase is said to stand for one holder; `since` is (earliest, latest).

    `near` is when it runs out, UTC, where the rules' alerts call that near; else there is none.
    """

    phase: str
    holder: str
    state: PhaseState
    since: tuple[datetime, datetime] | None = None
    until: datetime | None = None
    near: tuple[datetime, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """The phase and its holder."""
        return self.phase, self.holder


@dataclass(frozen=True, slots=True)
class Saying:
    """All that is said of an agreement, without when: equal sayings leave nothing new to tell.

    `ended` is when it went out of force; it may come back into it. Before it begins it is neither
    in force nor ended. `noted` is what there is to be told of beside the verdicts; None where
    nobody looked. `under` is what is said under other readings, in the order of the file: of what
    alerts name there, and of what that hangs on.
    """

    in_force: bool
    ended: datetime | None = None
    conditions: tuple[Told, ...] = ()
    phases: tuple[Stood, ...] = ()
    noted: tuple[Noted, ...] | None = None
    under: tuple[tuple[str, "Saying"], ...] = ()

    def only(self, names: Collection[str]) -> "Saying":
        """Return it with these conditions and phases alone."""
        return replace(
            self,
            conditions=tuple(one for one in self.conditions if one.condition in names),
            phases=tuple(one for one in self.phases if one.phase in names),
        )

    def dump(self) -> bytes:
        """Write it as JSON in UTF-8, one way only, so that equal sayings have equal texts."""
        plain = _SAYING.dump_python(self, mode="json", exclude_defaults=True)
        text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()

    @classmethod
    def load(cls, text: bytes) -> "Saying":
        """Read what `dump` wrote.

        Raises:
            ValueError: It is nothing of the kind.
        """
        return _SAYING.validate_json(text)


_SAYING = TypeAdapter(Saying)


def saying(evaluation: Evaluation, noted: tuple[Noted, ...] | None = None) -> Saying:
    """Return what an evaluation says, and what is told beside it."""
    findings = [finding.stood for finding in evaluation.findings]
    early: _Early = {(found.condition, found.scope): _early(found) for found in findings}
    gates: _Early = {(f.condition, f.scope): _gate_early(f, early) for f in findings if f.members}
    return Saying(
        evaluation.in_force,
        evaluation.ended,
        tuple(_told(found, {**early, **gates}) for found in findings),
        tuple(_stood(standing) for standing in evaluation.phases),
        noted,
    )


def _told(found: Finding, early: _Early) -> Told:
    days = () if found.progress else found.days
    return Told(
        found.condition,
        found.scope,
        found.verdict,
        found.cause,
        found.progress,
        found.decided,
        tuple(_part(member) for member in found.members),
        tuple(_runs(days, unpublished=found.cause is Cause.UNPUBLISHED)),
        early[found.condition, found.scope],
        found.provisional_until is None,
        days[-1].day.date if days else None,
    )


def _part(member: Member) -> Part:
    nested = tuple(_part(inner) for inner in member.members)
    return Part(member.condition, member.scope, member.truth, nested)


def _stood(standing: Standing) -> Stood:
    return Stood(standing.phase, standing.holder, standing.state, standing.since, standing.until)


def _early(found: Finding) -> bool:
    """Whether it is too early to say anything of a condition that is no gate."""
    if found.cause in {Cause.NOT_BEGUN, Cause.NO_DAY}:
        return True
    running = bool(found.days) and not found.days[-1].finished and found.progress is None
    return running and found.verdict is Verdict.UNDETERMINED and found.cause not in TELLING


def _gate_early(gate: Finding, early: _Early) -> bool:
    """Whether a gate is open only because it is too early for some of its members."""
    unknown = [leaf for leaf in _leaves(gate.members) if leaf.truth is None]
    hangs_on = [_leaf_early(leaf, early) for leaf in unknown]
    return gate.verdict is Verdict.UNDETERMINED and bool(hangs_on) and all(hangs_on)


def _leaf_early(leaf: Member, early: _Early) -> bool:
    key = (leaf.condition, leaf.scope)
    if key in early:
        return early[key]
    scopes = [value for (condition, _), value in early.items() if condition == leaf.condition]
    return bool(scopes) and all(scopes)


def _leaves(members: Iterable[Member]) -> Iterator[Member]:
    for member in members:
        if member.members:
            yield from _leaves(member.members)
        else:
            yield member


def _runs(days: Sequence[DayVerdict], *, unpublished: bool) -> Iterator[Days]:
    """Yield the finished days, neighbours that are alike together.

    Where the finding names the unpublished area as its cause, so do the days.
    """
    run: Days | None = None
    for day in days:
        if not day.finished:
            continue
        cause = Cause.UNPUBLISHED if unpublished and day.cause is Cause.UNWATCHED else day.cause
        named = day.day.date
        alike = run is not None and (run.verdict, run.cause) == (day.verdict, cause)
        if run is not None and alike and run.last + timedelta(days=1) == named:
            run = Days(run.first, named, day.verdict, cause)
            continue
        if run is not None:
            yield run
        run = Days(named, named, day.verdict, cause)
    if run is not None:
        yield run
