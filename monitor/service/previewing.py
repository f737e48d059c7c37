"""What a file, or a record from a form, would do: nothing of it is stored."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from monitor.agreements.model import Agreement
from monitor.errors import IncidentFileError
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.verdict import Evaluation, Finding
from monitor.incidents.arriving import NO_ROWS, Arriving
from monitor.incidents.intake import CellProblem, Intake
from monitor.incidents.possible import Possible
from monitor.incidents.turn import Turn
from monitor.service.arrivals import arrival
from monitor.service.checking import ALWAYS, checked
from monitor.service.coming import Coming
from monitor.service.finding import found, linked
from monitor.service.taking import Offer, standing
from monitor.store.store import Store


@dataclass(frozen=True, slots=True)
class Change:
    """A finding as it is and as it would be; None where the condition is not judged."""

    condition: str
    scope: str | None
    before: Finding | None
    after: Finding | None

    @property
    def changed(self) -> bool:
        """Whether anything that is said would be said otherwise."""
        return said(self.before) != said(self.after)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file, or a record from a form, would do.

    `intake` is None where the file cannot be read at all (`error` says why) or the record is
    refused (`problems` say why). `stored` and `unchanged` count its good rows, `records` the
    versions that would come of those stored; `already` is the upload that brought the very same
    file. `possible` are the pairs of reports that may tell of one event, which would be linked
    with it; the verdicts of `changes` take them into account.
    `arriving` is what the good rows are to the record, and what the file leaves out.
    """

    intake: Intake | None
    error: IncidentFileError | None = None
    problems: tuple[CellProblem, ...] = ()
    stored: int = 0
    unchanged: int = 0
    records: int = 0
    already: int | None = None
    changes: tuple[Change, ...] = ()
    possible: tuple[Possible, ...] = ()
    arriving: Arriving = NO_ROWS


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing an upload would do.

    `turns` are the first of its records, as believed now and as they would be; `vanish` says
    whether it would be as if it had never been known.
    """

    turns: tuple[Turn, ...]
    vanish: bool
    changes: tuple[Change, ...]


def said(finding: Finding | None) -> object:
    """Return what a finding says: verdict, progress, every day's verdict, what it rests on."""
    if finding is None:
        return None
    days = tuple((day.day.date, day.verdict, day.bounds) for day in finding.days)
    return (
        *(finding.verdict, finding.cause, finding.progress, finding.parties, days),
        *(finding.earliest, finding.rests_on, said(finding.at_end)),
    )


def changes(before: Evaluation, after: Evaluation) -> tuple[Change, ...]:
    """Set two evaluations side by side, in the order of the rule file."""
    olds = {(finding.condition, finding.scope): finding for finding in before.findings}
    news = {(finding.condition, finding.scope): finding for finding in after.findings}
    return tuple(
        Change(*key, olds.get(key), news.get(key)) for key in dict.fromkeys([*olds, *news])
    )


def preview(store: Store, offer: Offer, terms: Agreement, at: datetime) -> Preview:
    """Say what a file would do to the verdicts at `at`, on everything known so far."""
    try:
        intake = offer.read()
    except IncidentFileError as error:
        return Preview(None, error)
    earlier = standing(store, offer, intake)
    with store.facts() as facts:
        intake = checked(intake, facts)
    already = earlier.upload if earlier else None
    withdraw = offer.withdraw_missing
    return effect(
        store,
        intake,
        terms,
        at,
        already=already,
        original=offer.original,
        withdraw_missing=withdraw,
        coming=offer.coming,
    )


def effect(
    store: Store,
    intake: Intake,
    terms: Agreement,
    at: datetime,
    *,
    already: int | None = None,
    original: str = "",
    withdraw_missing: bool = False,
    coming: Coming | None = None,
) -> Preview:
    """Say what the good rows of a file would do to the verdicts at `at`.

    `original` is the SHA-256 of its bytes; empty where it is no file. `coming` is told how far it
    has come.
    """
    coming = coming or Coming()
    with store.facts() as facts:
        before = evaluate(terms, facts, at, ALWAYS)
        pairs = found(facts, intake.records)
        rows = arrival(facts, intake, original, coming)
    beside = (*linked(pairs), *(rows.withdrawals if withdraw_missing else ()))
    counted = coming.counting(intake.records, len(intake.records))
    with store.hypothetical(chain(counted, beside)) as trial:
        after = evaluate(terms, trial.reading, at, ALWAYS)
        return Preview(
            intake,
            stored=trial.stored - len(beside),
            unchanged=trial.unchanged + intake.repeated,
            records=trial.records - len(beside),
            already=already,
            changes=changes(before, after),
            possible=pairs,
            arriving=rows,
        )


def undoing(store: Store, upload: int, terms: Agreement, at: datetime, *, most: int) -> Undoing:
    """Say what undoing an upload would do to its first records, and to the verdicts at `at`.

    Raises:
        UnknownUploadError: There is none under that number, or it is undone already.
    """
    with store.without(upload, most=most) as trial, store.facts() as facts:
        before = evaluate(terms, facts, at, ALWAYS)
        after = evaluate(terms, trial.reading, at, ALWAYS)
        return Undoing(trial.turns, trial.vanish, changes(before, after))
