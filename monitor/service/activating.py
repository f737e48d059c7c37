"""Making another text of the rules count: what it is, what it would change, whether it may."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.agreements.becoming import sentences_changed
from monitor.agreements.load import Instrument
from monitor.errors import MonitorError
from monitor.evaluation.retold import Retold, retold
from monitor.evaluation.snapshot import Snapshot
from monitor.store import ledger
from monitor.store.store import Store
from monitor.words import activation, times, verdicts

MOST_NAMED = 10
"""How many verdicts a refusal names."""


class Kind(StrEnum):
    """What a text of the rules is that is to count."""

    FIRST = ledger.FIRST
    """The first of its agreement."""
    AMENDMENT = ledger.AMENDMENT
    """The parties changed the text: only verdicts from a date may change."""
    CORRECTION = ledger.CORRECTION
    """Our reading of the text was wrong: whatever was said by it is restated as our error."""


class ActivationError(MonitorError):
    """A text of the rules cannot be made to count as it is said to be."""


@dataclass(frozen=True, slots=True)
class Activating:
    """What making a rule file count would change.

    Attributes:
        instrument: The rule file.
        before: The text that counts; None before the first.
        kind: What it is said to be; None where that is not said, and it must be.
        since: From when an amendment changes verdicts, UTC, included; else None.
        unchanged: Whether this very text counts already.
        sentences: The plain-English sentences that change; see `sentences_changed`.
        verdicts: The verdicts at day ends that change, as known now.
        early: Those of days that began before `since`: an amendment must have none.
    """

    instrument: Instrument
    before: Instrument | None
    kind: Kind | None
    since: datetime | None = None
    unchanged: bool = False
    sentences: tuple[str, ...] = ()
    verdicts: tuple[Retold, ...] = ()
    early: tuple[Retold, ...] = ()

    @property
    def name(self) -> str:
        """The agreement's id."""
        return self.instrument.agreement.id

    def check(self) -> None:
        """Refuse what is not said to be either kind, and an amendment of the past.

        Raises:
            ActivationError: Saying what to do, and which verdicts an amendment would change.
        """
        if self.kind is None and not self.unchanged:
            raise ActivationError(activation.SAY_WHICH.format(agreement=self.name))
        if self.early and self.since is not None:
            local = self.since.astimezone(self.instrument.agreement.zone)
            told = [turn(self, one) for one in self.early[:MOST_NAMED]]
            if len(self.early) > MOST_NAMED:
                told.append(activation.MORE.format(count=len(self.early) - MOST_NAMED))
            raise ActivationError(
                activation.TOO_EARLY.format(
                    agreement=self.name, since=f"{local:%Y-%m-%dT%H:%M}", verdicts="; ".join(told)
                )
            )


def activating(
    store: Store,
    before: Instrument | None,
    instrument: Instrument,
    at: datetime,
    *,
    amendment: datetime | None,
    correction: bool,
    shown: bool = True,
) -> Activating:
    """Say what making a rule file count would change, judged at `at` on all that is known.

    Args:
        store: Holds the record.
        before: The text that counts; None before the first, which is neither kind.
        instrument: The text that is to count.
        at: The present, UTC.
        amendment: From when the parties changed the text, UTC, included; None if they did not.
        correction: Whether our reading was wrong.
        shown: Whether anybody will read what changes; else only what an amendment must not.
    """
    if before is None:
        return Activating(instrument, None, Kind.FIRST)
    if before.digest == instrument.digest:
        return Activating(instrument, before, None, unchanged=True)
    kind = Kind.AMENDMENT if amendment else Kind.CORRECTION if correction else None
    if not (shown or amendment):
        return Activating(instrument, before, kind)
    with store.facts() as facts:
        verdicts = retold(before, instrument, Snapshot(facts), at, at, apart=amendment)
    return Activating(
        instrument,
        before,
        kind,
        amendment,
        sentences=sentences_changed(before, instrument),
        verdicts=verdicts,
        early=tuple(one for one in verdicts if amendment and one.began < amendment),
    )


def turn(found: Activating, one: Retold) -> str:
    """Write which condition reads otherwise, under which reading, on which days, and how."""
    texts = [text for text in (found.instrument, found.before) if text is not None]
    named = [text.agreement.conditions.get(one.condition) for text in texts]
    terms = next(terms for terms in named if terms is not None)
    title = f"{terms.title} ({one.condition})" if terms.title else one.condition
    reading = found.instrument.agreement.readings[one.reading].title if one.reading else ""
    whole = one.first == one.last
    days = activation.DAY if whole else activation.DAYS
    words = verdicts.VERDICTS if terms.limit else verdicts.MET
    was, becomes = (
        words[verdict] if verdict else verdicts.NOT_JUDGED for verdict in (one.before, one.after)
    )
    return activation.TURNS.format(
        what=f"{title}: {one.scope}" if one.scope else title,
        under=activation.UNDER.format(reading=reading) if reading else "",
        days=days.format(
            first=times.day(one.first, year=whole), last=times.day(one.last, year=True)
        ),
        change=verdicts.CHANGED.format(before=was, after=becomes),
    )
