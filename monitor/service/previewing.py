"""What a file, or a record from a form, would do: nothing of it is stored."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from monitor.agreements.model import Agreement
from monitor.errors import IncidentFileError
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.verdict import Evaluation
from monitor.incidents.arriving import NO_ROWS, Arriving
from monitor.incidents.cause import Cause, How
from monitor.incidents.intake import CellProblem, Intake
from monitor.incidents.possible import Possible
from monitor.incidents.turn import Turn
from monitor.service.arrivals import arrival
from monitor.service.as_it_stands import AsItStands, Looked
from monitor.service.checking import ALWAYS, checked
from monitor.service.coming import Coming
from monitor.service.finding import found, linked
from monitor.service.offer import Offer
from monitor.service.taking import standing
from monitor.service.trying import Change, PhaseChange, Would, caused, look, would
from monitor.store.reading import Reading
from monitor.store.rows import Row
from monitor.store.store import Store
from monitor.store.tables import Trial

MOST_ROWS = 5_000
"""Of larger files it is worked out what they would change, and not which rows do it."""


class Given(NamedTuple):
    """What is said of a file beside its rows; see `Offer`. `already` is as in a preview.

    `original` is the SHA-256 of its bytes; empty where it is no file. `coming` is told how far it
    has come; None where nobody is.
    """

    already: int | None = None
    original: str = ""
    archive: bool = False
    withdraw_missing: bool = False
    coming: Coming | None = None


PLAIN = Given()
"""Nothing is said of it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file, or a record from a form, would do.

    `intake` is None where the file cannot be read at all (`error` says why) or the record is
    refused (`problems` say why). `stored` and `unchanged` count its good rows, `records` the
    versions that would come of those stored; `already` is the upload that brought the very same
    file. `possible` are the pairs of reports that may tell of one event, which would be linked
    with it; the verdicts of `changes` take them into account. `phases` are those that would stand
    elsewhere.
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
    phases: tuple[PhaseChange, ...] = ()
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
    phases: tuple[PhaseChange, ...] = ()


def preview(
    store: Store, offer: Offer, looked: Looked, as_it_stands: AsItStands
) -> tuple[Preview, ...]:
    """Say what a file would do to the verdicts of some agreements, on everything known so far.

    One preview for each agreement; a single one of a file that cannot be read. What holds
    without it is judged while it is read.
    """
    with as_it_stands.meanwhile(looked):
        try:
            intake = offer.read()
        except IncidentFileError as error:
            return (Preview(None, error),)
        earlier = standing(store, offer, intake)
        with store.facts() as facts:
            intake = checked(intake, facts)
        already = earlier.upload if earlier else None
        withdraw = offer.withdraw_missing
        given = Given(already, offer.original, offer.archive, withdraw, offer.coming)
        return effect(store, intake, looked, given, as_it_stands)


def effect(
    store: Store,
    intake: Intake,
    looked: Looked,
    given: Given = PLAIN,
    as_it_stands: AsItStands | None = None,
) -> tuple[Preview, ...]:
    """Say what the good rows of a file, or a record from a form, would do to each agreement.

    One preview where no agreement is looked at, too. Without `as_it_stands` what holds now is
    judged for this once.
    """
    as_it_stands = as_it_stands or AsItStands(store)
    coming = given.coming or Coming()
    with store.facts() as facts:
        pairs = () if given.archive else found(facts, intake.records)
        rows = arrival(facts, intake, given.original, coming)
    back = rows.withdrawals if given.withdraw_missing else ()
    beside = len(pairs) + len(back)
    if len(intake.records) + beside > MOST_ROWS:
        counted = coming.counting(intake.records, len(intake.records))
        every = chain(counted, linked(pairs), back)
        counts, changed = _would_many(store, every, looked, as_it_stands, archive=given.archive)
    else:
        causes = _causes(intake, rows, pairs, back)
        counts, changed = _would(store, causes, looked, as_it_stands, archive=given.archive)
    plain = Preview(
        intake,
        stored=counts.stored - beside,
        unchanged=counts.unchanged + intake.repeated,
        records=counts.records - beside,
        already=given.already,
        possible=pairs,
        arriving=rows,
    )
    return tuple(replace(plain, **one._asdict()) for one in changed) or (plain,)


def undoing(
    store: Store,
    upload: int,
    terms: Agreement,
    at: datetime,
    as_it_stands: AsItStands | None = None,
    *,
    most: int,
) -> Undoing:
    """Say what undoing an upload would do to its first records, and to the verdicts at `at`.

    Without `as_it_stands` what holds now is judged for this once.

    Raises:
        UnknownUploadError: There is none under that number, or it is undone already.
    """
    with store.alone():
        before = (as_it_stands or AsItStands(store)).judged(terms, at)
        return _undoing(store, upload, terms, before, most=most)


def _undoing(
    store: Store, upload: int, terms: Agreement, before: Evaluation, *, most: int
) -> Undoing:
    with store.without(upload, most=most) as trial:
        turns, vanish = trial.turns, trial.vanish
        if trial.total > MOST_ROWS:
            after = evaluate(terms, trial.reading, before.at, ALWAYS)
            return Undoing(turns, vanish, *would(terms, before, after))
    causes = [Cause(line, record, How.TAKEN_BACK) for line, record in store.rows_of(upload)]
    with store.portion([one.record for one in causes]) as portion:

        def taking_back(some: Collection[Cause]) -> AbstractContextManager[Reading]:
            named = [(one.record.record, one.record.key) for one in some]
            return portion.taking_back(upload, named, vanish=vanish)

        with taking_back(causes) as undone:
            seen = look(terms, before, Snapshot(portion.rest), portion.few, undone)
        return Undoing(turns, vanish, *caused(seen, causes, taking_back))


_Would = tuple[Trial, list[Would]]
"""How many rows would be new, and what they would change of each agreement."""


def _would_many(
    store: Store, rows: Iterable[Row], looked: Looked, as_it_stands: AsItStands, *, archive: bool
) -> _Would:
    """Try many rows on the whole record; which of them make a change is not looked for."""
    with store.hypothetical(rows, archive=archive) as trial:
        then = Snapshot(trial.reading)
        return trial, [
            would(terms, as_it_stands.judged(terms, at), evaluate(terms, then, at, ALWAYS))
            for terms, at in looked
        ]


def _would(
    store: Store,
    causes: Sequence[Cause],
    looked: Looked,
    as_it_stands: AsItStands,
    *,
    archive: bool,
) -> _Would:
    """Try rows on the part of the record that they bear on, and some of them by themselves."""
    with store.portion([one.record for one in causes], archive=archive) as portion:
        rest = Snapshot(portion.rest)
        with portion.trying(_rows(causes)) as trial:
            portion.learn(trial.reading)
            seen = [
                look(terms, as_it_stands.judged(terms, at), rest, portion.few, trial.reading)
                for terms, at in looked
            ]

        @contextmanager
        def trying(some: Collection[Cause]) -> Iterator[Reading]:
            with portion.trying(_rows(some)) as one:
                yield one.reading

        return trial, [caused(one, causes, trying) for one in seen]


def _rows(causes: Iterable[Cause]) -> list[Row]:
    return [(one.line, one.record) for one in causes]


def _causes(
    intake: Intake, rows: Arriving, pairs: Sequence[Possible], back: Sequence[Row]
) -> list[Cause]:
    """Return what would be stored: the good rows, the links that were found, what is taken back."""
    changed = {*rows.changed}
    return [
        *(
            Cause(line, record, How.CHANGED if record.key in changed else How.NEW)
            for line, record in intake.records
        ),
        *(Cause(line, link, How.FOUND_TWICE) for line, link in linked(pairs)),
        *(Cause(line, record, How.LEFT_OUT) for line, record in back),
    ]
