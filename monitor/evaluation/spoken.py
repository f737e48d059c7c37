"""All that is said of an instant: under the open reading, and under those that alerts name.

A reading costs an evaluation; of each only what an alert names under it is said, with what that
hangs on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.agreements.circles import asked_for_by
from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate, evaluated
from monitor.evaluation.facts import Facts
from monitor.evaluation.near import with_near
from monitor.evaluation.reporting import beside
from monitor.evaluation.said import Saying, saying
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.turning import Turning, joined, next_deadline, turning_points
from monitor.evaluation.verdict import Evaluation
from monitor.evaluation.view import View


@dataclass(frozen=True)
class Texts:
    """The terms of an agreement, and under each reading that its alerts name, in their order."""

    terms: Agreement
    under: Mapping[str, Agreement]

    @classmethod
    def of(cls, terms: Agreement, variants: Mapping[str, Agreement]) -> "Texts":
        """Return those of the readings that alerts name; `variants` has the terms under each."""
        asked = {entry.reading for entry in terms.alerts if entry.reading is not None}
        return cls(terms, {name: one for name, one in variants.items() if name in asked})

    @property
    def named(self) -> Mapping[str, frozenset[str]]:
        """What alerts name under each: conditions, phases, and `agreement` itself."""
        alerts = self.terms.alerts
        return {
            name: frozenset(one.on for one in alerts if one.reading == name) for name in self.under
        }

    def kept(self, reading: str) -> frozenset[str]:
        """Return those, and all conditions that they hang on: what becomes of a gate is told by."""
        found, ahead = set[str](), list(self.named[reading])
        conditions = self.under[reading].conditions
        while ahead:
            one = ahead.pop()
            if one not in found:
                found.add(one)
                ahead += asked_for_by(conditions[one]) if one in conditions else ()
        return frozenset(found)

    def turning_points(
        self, facts: Facts, known: datetime, after: datetime, until: datetime
    ) -> tuple[Turning, ...]:
        """Return when anything turns on its own in (after, until], under any of the readings."""
        each = (self.terms, *self.under.values())
        return joined(
            point for terms in each for point in turning_points(terms, facts, known, after, until)
        )


@dataclass(frozen=True)
class Spoken:
    """What is said of an instant, and what it was worked out from.

    Attributes:
        saying: All of it.
        view: What is judged, under the open reading.
        judged: What holds under it.
        under: The same two under each other reading.
    """

    saying: Saying
    view: View
    judged: Evaluation
    under: Mapping[str, tuple[View, Evaluation]]

    def deadline(self) -> Turning | None:
        """Return the first deadline after the instant, under any of the readings."""
        each = ((self.view, self.judged), *self.under.values())
        found = [next_deadline(judged, view.agreement, view.facts) for view, judged in each]
        return min(joined(one for one in found if one is not None), default=None)


def speak(
    texts: Texts, facts: Facts, at: datetime, known: datetime, before: Saying | None = None
) -> Spoken:
    """Say what holds at an instant, what is near, and what there is beside the verdicts.

    Args:
        texts: The terms.
        facts: The record.
        at: The instant.
        known: What had been recorded by then counts.
        before: What was said last.
    """
    snapshot = Snapshot(facts)
    view, judged, said = _under(texts.terms, None, snapshot, at, known, before)
    earlier = dict(before.under) if before is not None else {}
    under: dict[str, tuple[View, Evaluation]] = {}
    sayings: list[tuple[str, Saying]] = []
    for reading, terms in texts.under.items():
        seen, found, one = _under(terms, reading, snapshot, at, known, earlier.get(reading))
        under[reading] = seen, found
        sayings.append((reading, one.only(texts.kept(reading))))
    notes = beside(view, before.noted if before is not None else None)
    return Spoken(replace(said, noted=notes, under=tuple(sayings)), view, judged, under)


def spoken(texts: Texts, facts: Facts, at: datetime, known: datetime) -> Saying:
    """Return what is said of an instant, without what is near or stands beside the verdicts."""
    snapshot = Snapshot(facts)
    said = saying(evaluate(texts.terms, snapshot, at, known))
    return replace(said, under=tuple(_plainly(texts, snapshot, at, known)))


def _plainly(
    texts: Texts, facts: Facts, at: datetime, known: datetime
) -> Iterator[tuple[str, Saying]]:
    for reading, terms in texts.under.items():
        said = saying(evaluate(terms, facts, at, known, reading=reading))
        yield reading, said.only(texts.kept(reading))


def _under(
    terms: Agreement,
    reading: str | None,
    facts: Facts,
    at: datetime,
    known: datetime,
    before: Saying | None,
) -> tuple[View, Evaluation, Saying]:
    view = View(terms, facts, at, known, None)
    judged = evaluated(view, reading)
    return view, judged, with_near(saying(judged), judged, terms, before)
