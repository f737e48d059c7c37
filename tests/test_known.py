"""Which version of a record counts at an instant of knowledge."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.incidents.known import Known, believed
from monitor.incidents.record import Statement
from monitor.incidents.span import FOREVER, Span
from monitor.incidents.vocabulary import Says
from monitor.store.tables import Tables

START = datetime(2016, 9, 12, 16, tzinfo=UTC)
DAY = timedelta(days=1)


def version(
    said: str, day: int, line: int, revision: int = 0, *, withdrawn: bool = False, undone: int = 0
) -> Known[Statement]:
    """Return a version of one statement, known from a day, recorded on a line."""
    record = Statement(
        id="1",
        source="desk",
        revision=revision,
        withdrawn=withdrawn,
        actor="somebody",
        says=Says.CLAIMS,
        about=said,
        made=Span(start=START, end=START),
    )
    return Known(record, (1, line), START + day * DAY, START + undone * DAY if undone else FOREVER)


CASES = {
    "the highest revision": ([version("new", 1, 1, 2), version("old", 2, 2, 1)], ["new"]),
    "among equals the last known": ([version("late", 3, 1), version("early", 1, 2)], ["late"]),
    "known alike, the last recorded": ([version("one", 1, 1), version("two", 1, 2)], ["two"]),
    "withdrawn by its newest": (
        [version("said", 1, 1), version("said", 2, 2, withdrawn=True)],
        [],
    ),
    "undone meanwhile": ([version("kept", 1, 1), version("gone", 2, 2, undone=3)], ["kept"]),
    "not known yet": ([version("now", 1, 1), version("then", 9, 2)], ["now"]),
}


@pytest.mark.parametrize("name", CASES)
def test_which_version_counts(name: str) -> None:
    """Revision, then knowledge, then recording; the tables say the same as the definition."""
    versions, expected = CASES[name]
    at = START + 5 * DAY
    tables = Tables.in_memory()
    tables.load(versions)

    assert [record.about for record in believed(versions, at)] == expected
    assert [known.record.about for known in tables.records(Statement, at)] == expected
    tables.close()
