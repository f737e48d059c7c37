"""Commands that act on a store: what counts, what is taken in, what is taken back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from monitor import answers
from monitor.agreements.load import Instrument, load_text
from monitor.agreements.strangers import Strangers, strangers
from monitor.errands.effects import effects_of, looked_at
from monitor.errands.request import Reply, Request
from monitor.errands.usage import UsageError, time_of
from monitor.errors import Problem, RuleFileError
from monitor.incidents.opened.declared import Declared
from monitor.incidents.silence import Silence
from monitor.incidents.span import FOREVER
from monitor.service import Activating, Outcome, Service, Stated, Taken
from monitor.service.activating import ActivationError
from monitor.service.offer import Offer
from monitor.service.previewing import Given
from monitor.store.errors import StoreError
from monitor.told import activating as told_of
from monitor.told import acts as told
from monitor.told import recorded
from monitor.words import activation, arrivals
from monitor.words.terminal import NOT_EMPTY, NOW_ACTIVE


def activate(request: Request, service: Service) -> Reply:
    """Make rule files count from now on, or say what that would change; all of them, or none.

    They may import each other, and the texts that are given beside them.
    """
    if request.text("amendment") and request.flag("correction"):
        raise UsageError(activation.EITHER)
    trial = request.flag("dry_run")
    ways: dict[str, _Way] = {}
    planned: list[Activating] = []
    for instrument in _rules(request):
        way = _way(request, instrument)
        ways[instrument.agreement.id] = way
        planned.append(service.rules.activating(instrument, **way))
    lines = [line for one in planned for line in told_of.becoming(one)]
    answer = [answers.activating(one) for one in planned]
    if refused := [*_refusals(planned)]:
        code = 0 if trial and not any(one.early for one in planned) else 2
        return Reply(code, answer, tuple(lines), tuple(refused))
    if not trial:
        for one in planned:
            service.rules.activate(one.instrument, actor=request.actor, **ways[one.name])
    done = (told_of.became(one, trial=trial) for one in planned)
    return Reply(0, answer, (*lines, *done))


class _Way(TypedDict):
    amendment: datetime | None
    correction: bool


def _way(request: Request, instrument: Instrument) -> _Way:
    """Return what a rule file is said to be; the date of an amendment is local to it."""
    calendar = instrument.agreement.calendar
    since = time_of(request.text("amendment"), calendar, "--amendment", FOREVER)
    return {"amendment": since, "correction": request.flag("correction")}


def _rules(request: Request) -> list[Instrument]:
    """Read the rule files given.

    Raises:
        RuleFileError: With the problems of all of them.
    """
    instruments: list[Instrument] = []
    problems: list[Problem] = []
    texts = {given.name: given.whole.decode("utf-8-sig", "replace") for given in request.files}
    named = {Path(name).stem: text for name, text in texts.items()}
    beside = {**named, **request.cells("imports")}
    for name, text in texts.items():
        try:
            instruments.append(load_text(text, name, beside))
        except RuleFileError as error:
            problems += error.problems
    if problems:
        raise RuleFileError(problems)
    return instruments


def _refusals(planned: Sequence[Activating]) -> Iterator[str]:
    for one in planned:
        try:
            one.check()
        except ActivationError as error:
            yield str(error)


def ingest(request: Request, service: Service) -> Reply:
    """Take in one file of records, all or nothing."""
    given = request.files[0]
    if request.flag("archive") and request.flag("withdraw_missing"):
        raise UsageError(arrivals.NOT_OF_AN_ARCHIVE)
    try:
        taken = service.uploads.take(
            Path(given.name).name,
            given.data,
            stated=_stated(request),
            archive=request.flag("archive"),
            accept_good_rows=request.flag("accept_good_rows"),
            dry_run=request.flag("dry_run"),
            withdraw_missing=request.flag("withdraw_missing"),
            actor=request.actor,
            told=request.progress,
        )
    except StoreError as error:
        answer = {"file": given.name, "error": str(error)}
        return Reply(2, answer, notes=(f"{given.name}: {error}",))
    brings = taken.outcome in {Outcome.STORED, Outcome.WOULD_BE_STORED} and taken.intake
    silences = service.record.silences(taken.intake) if brings and taken.intake else ()
    named = _strangers(taken, service) if brings else ()
    reply = became(replace(taken, file=given.name), silences, named)
    return _with_effect(request, service, taken, reply) if request.flag("dry_run") else reply


def _with_effect(request: Request, service: Service, taken: Taken, reply: Reply) -> Reply:
    """Add to what would become of a file what would become of the verdicts, and by which rows."""
    if taken.intake is None or not isinstance(reply.answer, Mapping):
        return reply
    if taken.outcome is not Outcome.WOULD_BE_STORED:
        return replace(reply, answer={**reply.answer, "changes": [], "phases": []})
    looked = looked_at(service)
    given = Given(
        original=Offer(taken.file, request.files[0].data).original,
        archive=request.flag("archive"),
        withdraw_missing=request.flag("withdraw_missing"),
    )
    _, found = service.uploads.effects(taken.intake, looked, given)
    answer = {**reply.answer, **answers.would(looked, found)}
    told_so = recorded.effects_told(effects_of(service, looked, found))
    return replace(reply, answer=answer, lines=(*reply.lines, *told_so))


def _strangers(taken: Taken, service: Service) -> Strangers:
    """Return the actors that no active agreement knows; none where no agreement is active."""
    agreements = [one.agreement for one in service.rules.instruments.values()]
    if not agreements or taken.intake is None:
        return ()
    return strangers(agreements, (record for _, record in taken.intake.records))


def _stated(request: Request) -> Stated:
    """Return what is stated of a file beside it."""
    reading = {field.name: request.text(field.name) for field in fields(Declared)}
    return Stated(
        kind=request.text("format"),
        source=request.text("source"),
        time_zone=request.text("time_zone"),
        reading=Declared(**reading),
        accept_sums=request.flag("accept_sums"),
    )


def became(taken: Taken, silences: Sequence[Silence] = (), unknown: Strangers = ()) -> Reply:
    """Return what is said of what became of a file, of the silence of its sources, of its actors.

    `unknown` are the names that no active agreement knows, with how often they stand.
    """
    problems = taken.problems() if taken.outcome is not Outcome.ALREADY_STORED else ()
    return Reply(
        2 if taken.outcome is Outcome.REFUSED else 0,
        {
            **answers.taken(taken),
            "silence": [answers.silence(one) for one in silences],
            "actors_not_known": [{"name": name, "count": count} for name, count in unknown],
        },
        (*told.taken(taken), *told.silences(silences), *told.unknown(unknown)),
        (
            *told.opened(taken),
            *(told.on_one_line(problem) for problem in problems),
            *told.untold(taken),
        ),
    )


def uploads(request: Request, service: Service) -> Reply:
    """List what was taken in, newest last."""
    lines = service.record.uploads()
    answer = [answers.upload(line) for line in lines]
    return Reply(0, answer, tuple(told.uploads(lines, request.time_zone)))


def rejected(request: Request, service: Service) -> Reply:
    """Give back the rows that an upload left out, as a file to be mended."""
    upload = request.number("upload") or 0
    text = service.record.rejected(upload).decode("utf-8-sig")
    return Reply(0, {"upload": upload, "csv": text})


def undo(request: Request, service: Service) -> Reply:
    """Take back an upload or a single record."""
    upload = request.number("upload") or 0
    service.uploads.undo(upload, actor=request.actor)
    line = next(line for line in service.record.uploads() if line.act == upload)
    return Reply(0, answers.upload(line), (told.undone(line),))


def first_run(request: Request, service: Service) -> Reply:
    """Load and activate the sample agreements and record, if the store is empty."""
    given: list[dict[str, object]] = []
    notes: list[str] = []
    for done in service.first_run(actor=request.actor):
        if isinstance(done, Taken):
            given.append(answers.taken(done))
            notes += told.taken(done)
        else:
            given.append({"agreement": done.agreement.id, "changed": True})
            notes.append(f"{done.agreement.id}: {NOW_ACTIVE}")
    if not given:
        notes.append(f"{service.store.folder}: {NOT_EMPTY}")
    return Reply(0, given, notes=tuple(notes))
