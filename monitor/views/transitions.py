"""What changed in what is said, in the words of the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.evaluation.verdict import Progress
from monitor.views.marks import scope_name, title_of
from monitor.views.naming import agreement_title
from monitor.views.rivals import progress_of
from monitor.views.standings import holder_name, title_of_phase
from monitor.views.verdict_words import verdict_words
from monitor.words import names_of, phases, phrasing, times, verdicts, what_changed

MOST_CHANGES = 30
"""How many changes the page lists; older ones are reached by narrower filters."""
MOST_ACTS = 4
"""How many of the acts behind a change are named."""
LATELY = 3
"""How many changes *Today* tells of."""

OURS = "ours"
"""What a filter calls a correction that comes from the rules or the program."""

OF_RULES = {OURS, "amendment"}
"""The kinds that come from another text of the rules."""


class Holding(Protocol):
    """What was said of something, or holds of it; see `alerts.transition.Holds`."""

    @property
    def word(self) -> str:
        """A verdict, or the state of a phase or agreement."""
        ...

    @property
    def cause(self) -> str | None:
        """The cause of a verdict."""
        ...

    @property
    def progress(self) -> Progress | None:
        """How far a count has come."""
        ...

    @property
    def decided(self) -> Sequence[tuple[str, str]]:
        """How the decision of each party stands."""
        ...

    @property
    def since(self) -> tuple[datetime, datetime] | None:
        """Since when, earliest and latest, UTC."""
        ...

    @property
    def until(self) -> datetime | None:
        """When it runs out, UTC."""
        ...


class About(Protocol):
    """What a change is about; see `alerts.transition.Subject`."""

    @property
    def condition(self) -> str | None:
        """A condition."""
        ...

    @property
    def scope(self) -> str | None:
        """Its area or party."""
        ...

    @property
    def day(self) -> date | None:
        """The first of finished days of it."""
        ...

    @property
    def last_day(self) -> date | None:
        """The last of them."""
        ...

    @property
    def phase(self) -> str | None:
        """A phase."""
        ...

    @property
    def holder(self) -> str | None:
        """For whom it stands there."""
        ...


class Turned(Protocol):
    """How what holds differs from what was said; see `alerts.transition.Transition`."""

    @property
    def agreement(self) -> str:
        """Of which agreement."""
        ...

    @property
    def subject(self) -> About:
        """Of what."""
        ...

    @property
    def at(self) -> datetime:
        """Of which instant it is told, UTC."""
        ...

    @property
    def known(self) -> datetime:
        """By what was known when, UTC."""
        ...

    @property
    def kind(self) -> str:
        """A change, or a correction."""
        ...

    @property
    def before(self) -> Holding | None:
        """What was said; None where nothing was."""
        ...

    @property
    def after(self) -> Holding | None:
        """What holds; None where nothing is said any more."""
        ...

    @property
    def ours(self) -> bool:
        """Whether the rules or the program changed, and not the record."""
        ...

    @property
    def because(self) -> Sequence[int]:
        """The acts recorded between, by number."""
        ...


class Behind(Protocol):
    """An act of the journal."""

    @property
    def seq(self) -> int:
        """Its number."""
        ...

    @property
    def actor(self) -> str:
        """Who acted."""
        ...

    @property
    def act(self) -> str:
        """What was done."""
        ...

    @property
    def body(self) -> Mapping[str, Any]:
        """What it says of itself."""
        ...


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change as it reads.

    `brief` is `says` without the causes of verdicts, where they do not make the difference.
    `when` is when it was found, `of` the past moment that a correction is about, else empty.
    The rest is what *Why* is asked to show it: `agreement`, `at` and `known` local to the
    agreement as an address has them; `condition` is None where it has nothing to show.
    """

    when: str
    title: str
    kind: str
    says: str
    brief: str
    of: str
    because: str
    agreement: str
    condition: str | None
    scope: str | None
    day: date | None
    at: str
    known: str


def kind_of(turned: Turned) -> str:
    """Return the kind of a change as a filter calls it."""
    return OURS if turned.ours else str(turned.kind)


def reads_alike(agreement: Agreement, turned: Turned) -> bool:
    """Whether both sides of a change read the same, but for a count beyond what is needed."""
    writing = _Writing(agreement, turned.subject)
    return writing.says(turned.before) == writing.says(turned.after)


def change_line(
    agreement: Agreement, turned: Turned, acts: Mapping[int, Behind] | None = None
) -> ChangeLine:
    """Write a change of an agreement; `acts` are those it may be because of, None: left unsaid."""
    zone = agreement.zone
    writing = _Writing(agreement, turned.subject)
    kind = kind_of(turned)
    past = kind != "change"
    condition = writing.condition
    return ChangeLine(
        when=times.full(turned.known, zone),
        title=agreement_title(agreement),
        kind=what_changed.KINDS[kind],
        says=f"{writing.what}: {writing.turn(turned.before, turned.after)}",
        brief=f"{writing.what}: {writing.brief(turned.before, turned.after)}",
        of=what_changed.SAID_OF.format(time=times.full(turned.at, zone)) if past else "",
        because=_because(turned, acts) if acts is not None else "",
        agreement=agreement.id,
        condition=condition if condition in agreement.conditions else None,
        scope=turned.subject.scope,
        day=turned.subject.last_day,
        at=_address(turned.at, zone),
        known=_address(turned.known, zone),
    )


@dataclass(frozen=True)
class _Writing:
    """Writes what is said of one subject of an agreement, whose rules may not name it any more."""

    agreement: Agreement
    subject: About

    @property
    def what(self) -> str:
        """The subject by its title, with its scope and days, or its holder."""
        about = self.subject
        if about.phase is not None:
            holder = holder_name(self.agreement, about.holder or "")
            return f"{title_of_phase(self.agreement, about.phase)}: {holder}"
        if about.condition is None:
            return phases.AGREEMENT_IN_FORCE
        terms = self.agreement.conditions.get(about.condition)
        title = title_of(about.condition, terms) if terms else about.condition.replace("_", " ")
        if about.scope is not None:
            title = f"{title}: {scope_name(self.agreement, about.scope)}"
        return f"{title}, {self._days}" if about.day else title

    @property
    def condition(self) -> str | None:
        """The condition that *Why* shows: the subject, or what makes the phase due."""
        phase = self.agreement.phases.get(self.subject.phase or "")
        return phase.opens.when if phase else self.subject.condition

    @property
    def _days(self) -> str:
        first, last = self.subject.day, self.subject.last_day
        if first is None or last is None or first == last:
            return what_changed.DAY_FROM.format(day=times.day(first, year=True) if first else "")
        return what_changed.DAYS_FROM.format(
            first=times.day(first), last=times.day(last, year=True)
        )

    def turn(self, before: Holding | None, after: Holding | None) -> str:
        """Write what was said and what holds; counts in full, where the rest reads alike."""
        was, now = self.says(before), self.says(after)
        told = (before and before.progress, after and after.progress)
        if was != now or not told[0] or not told[1]:
            return verdicts.CHANGED.format(before=was, after=now)
        first, last = (
            what_changed.LEAST_TO_MOST.format(least=p.least, most=p.most) for p in told if p
        )
        return what_changed.COUNT_MOVED.format(
            says=now, unit=told[1].unit, before=first, after=last
        )

    def brief(self, before: Holding | None, after: Holding | None) -> str:
        """Write the same without causes, where the two sides differ without them."""
        was, now = self.says(before, causes=False), self.says(after, causes=False)
        if was == now:
            return self.turn(before, after)
        return verdicts.CHANGED.format(before=was, after=now)

    def says(self, holds: Holding | None, *, causes: bool = True) -> str:
        """Write what is said of it; None is that nothing is."""
        if holds is None:
            return verdicts.NOT_JUDGED
        if self.subject.condition is not None:
            return self._verdict(self.subject.condition, holds, causes=causes)
        return self._state(holds) if self.subject.phase is not None else self._force(holds)

    def _verdict(self, condition: str, holds: Holding, *, causes: bool) -> str:
        terms = self.agreement.conditions.get(condition)
        text = verdict_words(terms)[holds.word]
        if holds.progress is not None:
            text += f"; {progress_of(holds.progress)}"
        if not causes:
            return text
        decided = [
            phases.HOLDER_STANDS.format(
                holder=holder_name(self.agreement, party), state=verdicts.CAUSES[how]
            )
            for party, how in holds.decided
        ]
        # A count says itself why it is not complete, but for days that nobody certified.
        silent = holds.progress is not None and holds.cause != "not_certified"
        why = [verdicts.CAUSES[holds.cause]] if holds.cause and not (silent or decided) else decided
        return f"{text} ({'; '.join(why)})" if why else text

    def _state(self, holds: Holding) -> str:
        text = phases.STATES[holds.word]
        if holds.since is not None:
            text += phases.SINCE.format(time=times.span(*holds.since, self.agreement.zone))
        if holds.until is not None:
            text += phases.GOES_UNTIL.format(time=times.short(holds.until, self.agreement.zone))
        return text

    def _force(self, holds: Holding) -> str:
        if holds.word == "in_force":
            return phases.IN_FORCE
        if holds.since is None:
            return verdicts.CAUSES["not_begun"]
        return phases.OUT_OF_FORCE.format(time=times.short(holds.since[0], self.agreement.zone))


def _because(turned: Turned, acts: Mapping[int, Behind]) -> str:
    """Name the acts behind a change: of another text those on rules, of a correction the others."""
    found = [acts[number] for number in turned.because if number in acts]
    if (kind := kind_of(turned)) != "change":
        found = [act for act in found if (act.act == "activate") == (kind in OF_RULES)]
    if not found:
        return what_changed.BECAUSE_PROGRAM if turned.ours else what_changed.BECAUSE_TIME
    named = [
        what_changed.BECAUSE_ACT.format(act=act.seq, what=_done(act), who=act.actor)
        for act in found[:MOST_ACTS]
    ]
    if len(found) > MOST_ACTS:
        named.append(what_changed.BECAUSE_MORE.format(count=len(found) - MOST_ACTS))
    return what_changed.BECAUSE_OF.format(acts=phrasing.listed(named))


def _done(act: Behind) -> str:
    """Name what was done: the file, the kind of record, the act undone."""
    match act.act:
        case "undo":
            return what_changed.BECAUSE_UNDO.format(act=act.body["upload"])
        case "activate":
            return what_changed.BECAUSE_RULES.format(file=act.body["file"])
        case "record":
            return names_of.ONE_RECORD[act.body["record"]["record"]]
        case _:
            return str(act.body["file"])


def _address(instant: datetime, zone: ZoneInfo) -> str:
    """Write an instant as an address has it, to the minute that it had come to by its end.

    What became known within a minute does not show at its beginning.
    """
    local = instant.astimezone(zone).replace(tzinfo=None)
    whole = local.replace(second=0, microsecond=0)
    return (whole + timedelta(minutes=whole != local)).isoformat(timespec="minutes")
