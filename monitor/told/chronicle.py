"""An agreement told day by day as a document in Markdown: what was to be said when each day ended.

Everything that sources or a rule file wrote is escaped: text stays text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.agreements.model import Agreement
from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.verdict import Evaluation, Finding
from monitor.service.board import Board
from monitor.told.phases import phase_name, state
from monitor.views.conclusions import Concluding
from monitor.views.folding import folded
from monitor.views.marks import Strip, strips, titled
from monitor.views.naming import agreement_title
from monitor.views.onrecord import OnRecord
from monitor.views.rivals import accounts, readings, standing
from monitor.views.serious import serious
from monitor.views.sources import Sources
from monitor.words import chronicle, moments, phases, rival_answers, times, today_page

Lines = Iterator[str]


@dataclass(frozen=True, slots=True)
class Leaf:
    """What was to be said at the end of one day: `ended` names it, `record` is what was known.

    `again` judges the end of the day before on what was known now; None for the first.
    """

    ended: date
    board: Board
    record: OnRecord
    again: Evaluation | None = None


@dataclass(frozen=True)
class Chronicle:
    """The days of an agreement, oldest first, and how the last of them stands as known now.

    `command` is what is typed to make it again.
    """

    agreement: Agreement
    variants: Mapping[str, Agreement]
    leaves: Sequence[Leaf]
    since_known: Leaf
    reconstructed: bool
    command: str

    def document(self) -> Lines:
        """Yield the lines of the document."""
        yield f"# {_text(agreement_title(self.agreement))}"
        yield ""
        yield chronicle.HEAD
        yield f"{moments.RECONSTRUCTED}." if self.reconstructed else ""
        yield ""
        yield f"    {self.command}"
        earlier: tuple[Strip, ...] = ()
        told: Evaluation | None = None
        listed: set[str] = set()
        for leaf in self.leaves:
            drawn = self._strips(leaf)
            yield from self._day(leaf, drawn)
            otherwise = [*self._marked(earlier, drawn), *self._stood(told, leaf.again)]
            yield from _part(chronicle.CORRECTIONS, otherwise)
            yield from self._serious(leaf, listed)
            earlier, told = drawn, leaf.board.official
        yield ""
        yield f"## {chronicle.NOW}"
        yield ""
        yield chronicle.NOW_SAYS
        now = self._strips(self.since_known)
        otherwise = [
            *self._marked(earlier, now),
            *self._stood(told, self.since_known.board.official),
        ]
        yield from _part(chronicle.CORRECTIONS, otherwise or [chronicle.SAME])

    def _strips(self, leaf: Leaf) -> tuple[Strip, ...]:
        return strips(self.agreement, leaf.board.official, leaf.board.accounts.values())

    def _day(self, leaf: Leaf, drawn: Sequence[Strip]) -> Lines:
        official = leaf.board.official
        day = next((d for d in _days(official) if d.date == leaf.ended), None)
        number = f"{chronicle.DAY.format(number=day.grid + 1)} · " if day else ""
        yield ""
        yield f"## {number}{times.full(official.at, self.agreement.zone)}"
        yield from _part(phases.TITLE, self._phases(official))
        concluded = Concluding(self.agreement, official, drawn, leaf.record).all()
        certain = folded([one for one in concluded if one.certain])
        unclear = folded([one for one in concluded if not one.certain])
        yield from _part(today_page.CERTAIN, [one.line for one in certain])
        yield from _part(today_page.CANNOT_SAY, [one.line for one in unclear])
        told = readings(self.variants, leaf.board.readings)
        yield from _part(rival_answers.BY_READING, [one.line for one in told])
        sources = Sources.at(self.agreement, leaf.record.by_source, official.at)
        by_account, _ = accounts(self.agreement, leaf.board.accounts, sources)
        yield from _part(rival_answers.BY_ACCOUNT, [one.line for one in by_account])

    def _phases(self, official: Evaluation) -> list[str]:
        return [
            f"{phase_name(self.agreement, one)}: {state(self.agreement, one, official.at)}"
            for one in official.phases
        ]

    def _serious(self, leaf: Leaf, listed: set[str]) -> Lines:
        """Tell the serious incidents that were not told on an earlier day."""
        found = serious(self.agreement, leaf.record.uncounted, leaf.record.reports)
        new = [one for one in found if one.incident not in listed]
        listed.update(one.incident for one in new)
        yield from _part(today_page.SERIOUS_TITLE, [one.line for one in new])

    def _marked(self, before: Sequence[Strip], after: Sequence[Strip]) -> Lines:
        """Yield every day that had ended and is marked otherwise than it was told."""
        marks = {(s.condition, s.scope, d.number): d.mark for s in before for d in s.ended}
        for strip in after:
            for day in strip.ended:
                old = marks.get((strip.condition, strip.scope, day.number))
                if old is not None and old is not day.mark:
                    yield chronicle.CORRECTION.format(
                        title=strip.title,
                        number=day.number,
                        before=strip.says(old),
                        after=strip.says(day.mark),
                    )

    def _stood(self, told: Evaluation | None, again: Evaluation | None) -> Lines:
        """Yield what would now be said otherwise of the moment that was told before."""
        if told is None or again is None:
            return
        when = times.short(told.at, self.agreement.zone)
        for old, new in zip(told.phases, again.phases, strict=True):
            if (old.state, old.since) != (new.state, new.since):
                yield chronicle.STOOD.format(
                    time=when,
                    title=phase_name(self.agreement, old),
                    before=state(self.agreement, old, again.at),
                    after=state(self.agreement, new, again.at),
                )
        for was in told.findings:
            now = next((f for f in again.findings if (f.condition, f.scope) == _key(was)), None)
            if now is None or self.agreement.conditions[was.condition].daily:
                continue
            if (was.verdict, was.progress) != (now.verdict, now.progress):
                yield chronicle.STOOD.format(
                    time=when,
                    title=titled(self.agreement, was),
                    before=standing(self.agreement, told, was),
                    after=standing(self.agreement, again, now),
                )


def _key(found: Finding) -> tuple[str, str | None]:
    return found.condition, found.scope


def _days(official: Evaluation) -> Iterable[MonitoringDay]:
    return (d.day for found in official.findings for d in found.stood.days)


def _part(title: str, lines: Sequence[str]) -> Lines:
    if lines:
        yield ""
        yield f"**{title}**"
        yield ""
        yield from (f"- {_text(line)}" for line in lines)


def _text(written: str) -> str:
    """Keep other people's text what it is: no mark of it is a mark of the document."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", written.replace("\n", " "))
