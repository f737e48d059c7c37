"""What is to be told of an agreement, from what was said of it last to what holds now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain, repeat

from monitor.agreements.alerting import AGREEMENT
from monitor.alerts.compare import Difference, Standing, changes, corrections
from monitor.alerts.nearing import come_near
from monitor.alerts.noted import beside
from monitor.alerts.reporting import turned_silent
from monitor.alerts.run_out import run_out
from monitor.alerts.transition import Kind, Transition
from monitor.evaluation.said import Saying


@dataclass(frozen=True, slots=True)
class Course:
    """From what was said of an agreement to what holds, in three steps.

    Attributes:
        agreement: Of which.
        said: What stands, and the instant it was said of, `said_at`.
        by_rules: The same instant and knowledge by today's rules and program.
        texts: The same by each text of the rules since, in order, the last being `by_rules`, and
            whether it differs by our error: not where the parties amended it. Without any, the
            one step is ours.
        by_record: The same instant by what is known now.
        present: What holds at `at`.
        said_at: The instant, UTC; of an agreement that has ended, its end at the latest.
        at: The instant, UTC, cut in the same way.
        known: What had been recorded by then counts.
        because: The acts recorded since, by number.
        since: Up to when what had been recorded counted in what was said, UTC; None: `said_at`.
        named: What is told of under each reading: conditions, phases, `agreement` itself.
    """

    agreement: str
    said: Standing
    by_rules: Saying
    by_record: Saying
    present: Saying
    said_at: datetime
    at: datetime
    known: datetime
    because: tuple[int, ...]
    texts: tuple[tuple[Saying, bool], ...] = ()
    since: datetime | None = None
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def restated(self) -> Standing:
        """What stands of the instant last said, by today's rules and knowledge."""
        return self.said.again(self.by_rules).again(self.by_record)

    @property
    def stands(self) -> Standing:
        """What stands in the end."""
        return self.restated.then(self.present)

    def transitions(self) -> Iterator[Transition]:
        """Yield what is to be told, under the open reading and then under each that was said.

        Of what was not said under a reading, or is not any more, nothing is told: it is asked for
        now, or no more.
        """
        yield from self._turned()
        for reading in self._readings():
            for one in self._read_as(reading)._turned():  # noqa: SLF001 - the same course, read otherwise
                on = one.subject.condition or one.subject.phase or AGREEMENT
                if on in self.named.get(reading, ()):
                    yield replace(one, subject=replace(one.subject, reading=reading))

    def _sayings(self) -> Iterator[Saying]:
        yield from (self.said.last, self.by_rules, self.by_record, self.present)
        yield from (text for text, _ in self.texts)

    def _readings(self) -> list[str]:
        """Return the readings of which all that is compared says something."""
        each = [dict(one.under) for one in self._sayings()]
        return [name for name, _ in self.present.under if all(name in under for under in each)]

    def _read_as(self, reading: str) -> "Course":
        """Return the same under a reading, of what all that is compared says something of."""
        each = [dict(one.under)[reading] for one in self._sayings()]
        named = [{*(o.condition for o in s.conditions), *(o.phase for o in s.phases)} for s in each]
        alike = set[str].intersection(*named)
        said, by_rules, by_record, present, *texts = (one.only(alike) for one in each)
        ended, since = present.ended, self.since or self.said_at
        return replace(
            self,
            said=Standing(said, self.said.under.get(reading, {})),
            by_rules=by_rules,
            by_record=by_record,
            present=present,
            texts=tuple(zip(texts, (ours for _, ours in self.texts), strict=True)),
            said_at=min(since, ended or since),
            at=min(self.known, ended or self.known),
        )

    def _turned(self) -> Iterator[Transition]:
        """Yield what is to be told: by the rules or our error, by records, by time, beside them.

        What has come near is news where it was not said to be, whatever is known now of then.
        """
        before = self.said.last
        for text, ours in self.texts or ((self.by_rules, True),):
            kind = Kind.CORRECTION if ours else Kind.AMENDMENT
            yield from self._corrected(corrections(before, text), kind, ours=ours)
            before = text
        found = corrections(self.by_rules, self.by_record)
        yield from self._corrected(found, Kind.CORRECTION, ours=False)
        passed = max(self.at - self.said_at, timedelta(0))
        said, now = self.said.last, self.present
        turned = chain(
            changes(self.restated, now, passed), come_near(said, now), run_out(said, now)
        )
        for kind, (subject, was, holds) in chain(
            zip(repeat(Kind.CHANGE), turned),
            beside(said.noted, now.noted),
            turned_silent(said.noted, now.noted),
        ):
            yield Transition(
                self.agreement,
                subject,
                self.at,
                self.known,
                kind,
                was,
                holds,
                because=self.because,
            )

    def _corrected(
        self, found: Iterable[Difference], kind: Kind, *, ours: bool
    ) -> Iterator[Transition]:
        for subject, was, holds in found:
            yield Transition(
                self.agreement,
                subject,
                self.said_at,
                self.known,
                kind,
                was,
                holds,
                ours,
                self.because,
            )
