"""What is said to turn a verdict turns it, when it is uploaded as a file and all is judged anew."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import pytest
from cli_samples import AGREEMENT
from store_samples import SetClock

from monitor.evaluation.changes import Change, What
from monitor.evaluation.counterfactual import Counterfactual, Turn
from monitor.incidents.record import Record, Review
from monitor.incidents.vocabulary import Grade
from monitor.incidents.write import write_csv
from monitor.service import Outcome, Service
from monitor.settings import read_settings

pytest_plugins = ["cli_fixtures"]

SIXTH_EVENING = datetime(2016, 9, 17, 19, tzinfo=UTC)
FIFTH_DAY_OVER = datetime(2016, 9, 17, 16, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    """A clock long after everything of the sample."""
    return SetClock(datetime(2040, 1, 1, tzinfo=UTC))


@pytest.fixture
def service(sample: Path, clock: SetClock) -> Iterator[Service]:
    """A service over a copy of the sample store."""
    settings = read_settings({"MONITOR_STORE": str(sample), "MONITOR_ACTOR": "tester"})
    with Service.open(settings, clock) as opened:
        yield opened


def rows(changes: Iterable[Change], *, official: bool) -> Iterator[Record]:
    """Yield the records that make changes: a record falls away when its source withdraws it."""
    for change in changes:
        record = change.record
        gone = change.what in {What.WITHOUT, What.UNDO}
        yield record.model_copy(update={"withdrawn": True}) if gone else record
        if change.what is What.ADD and official:
            yield Review(
                id=f"of-{record.id}", source="new", report=record.key, grade=Grade.VERIFIED
            )


def upload(service: Service, turn: Turn, *, official: bool) -> list[int]:
    """Upload the changes of a turn, a file for each kind of record; return the uploads."""
    every = sorted(rows(turn.changes, official=official), key=lambda one: one.record)
    numbers = []
    for kind, some in groupby(every, key=lambda one: one.record):
        taken = service.uploads.take(f"{kind}.csv", write_csv(kind, some), actor="tester")
        assert taken.outcome is Outcome.STORED, taken
        assert taken.receipt
        numbers.append(taken.receipt.upload)
    return numbers


@pytest.mark.parametrize(
    ("conditions", "account", "at"),
    [
        (("calm_day", "aid_access", "aid_moves", "sponsors_satisfied"), None, SIXTH_EVENING),
        (("guards_few", "posts_few", "convoys_arrive"), None, SIXTH_EVENING),
        (("strip_quiet", "opposition_in_step"), None, FIFTH_DAY_OVER),
        (("calm_day", "no_civilian_killed", "calm_counted"), "sohr", FIFTH_DAY_OVER),
    ],
)
def test_what_is_offered_turns_the_verdict_when_it_is_carried_out(
    service: Service,
    clock: SetClock,
    conditions: tuple[str, ...],
    account: str | None,
    at: datetime,
) -> None:
    """Through the files, the journal and the engine; then taken back, and it is as it was."""
    turned = 0
    for condition in conditions:
        scope = "government" if condition == "guards_few" else None
        found = _asked(service, clock, (condition, scope), account, at)
        for turn in found.turns[:2] if found is not None else ():
            numbers = upload(service, turn, official=account is None)
            now = clock.pass_by()
            read = service.verdicts.evaluate(AGREEMENT, at=at, known=now, account=account)
            verdicts = {(one.condition, one.scope): one.verdict for one in read.findings}
            assert verdicts[condition, scope] == turn.verdict, (condition, turn)
            for number in numbers:
                service.uploads.undo(number, actor="tester")
            turned += 1
        clock.pass_by()
        assert _asked(service, clock, (condition, scope), account, at) == found
    assert turned >= len(conditions) - 1


def _asked(
    service: Service,
    clock: SetClock,
    asked: tuple[str, str | None],
    account: str | None,
    at: datetime,
) -> Counterfactual | None:
    condition, scope = asked
    return service.verdicts.counterfactual(
        AGREEMENT, condition, at=at, known=clock(), scope=scope, account=account
    )
