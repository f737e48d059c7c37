"""A file sent again: what is new, changed and unchanged in it, and what it leaves out."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_samples import Run
from page_samples import LONGEST, told
from store_samples import SetClock, hours, link, profile, report, upload
from streamlit.testing.v1 import AppTest

from monitor.incidents.arriving import arriving
from monitor.incidents.gazetteer import NOWHERE
from monitor.incidents.record import Record, Report
from monitor.incidents.span import FOREVER, TICK
from monitor.incidents.write import write_csv
from monitor.service import Service
from monitor.service.rules import Rules
from monitor.service.taken import Outcome, Taken
from monitor.service.uploads import Uploads
from monitor.store.store import Store

pytest_plugins = ["cli_fixtures", "page_fixtures"]

Write = Callable[[str, str], Path]
ALWAYS = FOREVER - TICK
HEADER = "id,source,happened_from,kind,time_zone\n"
ROWS = [f"{n},made-up,2016-09-1{n}T10:00,shelling,Asia/Damascus\n" for n in (1, 2, 3, 4)]
PAGE = """
import streamlit as st
from monitor.pages.file_preview import draw_preview
draw_preview("a.csv", *st.session_state["shown"])
"""


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Store]:
    """A store in which a file of a source brought four reports, an hour each."""
    with Store.open(tmp_path / "held", SetClock(datetime(2040, 1, 1, tzinfo=UTC))) as opened:
        take(opened, *(at(n) for n in range(4)))
        yield opened


def at(n: int, **stated: object) -> Report:
    """The report of one hour."""
    return report(str(n), happened=hours(n * 100), **stated)


def take(store: Store, *records: Record, **how: bool) -> Taken:
    """Take in a file of these records, as a person does."""
    data = write_csv(records[0].record, list(records))
    return Uploads(store, Rules(store), NOWHERE).take("a.csv", data, actor="tester", **how)


def standing(store: Store) -> set[str]:
    """The reports on record."""
    with store.facts() as facts:
        return {one.record.id for one in facts.records(Report, ALWAYS)}


def test_each_row_is_new_changed_or_unchanged_and_some_are_missing(held: Store) -> None:
    """Missing is what lies between the first and the last of the file; it stays on record."""
    taken = take(held, at(0), at(3, note="edited"), report("9", happened=hours(150)))

    rows = taken.arriving
    assert (rows.new, rows.changed, rows.unchanged) == (("north/9",), ("north/3",), ("north/0",))
    assert [one.id for one in rows.missing] == ["1", "2"]
    assert (taken.lines, taken.stored, taken.unchanged, taken.withdrawn) == (3, 2, 1, 0)
    assert standing(held) == {"0", "1", "2", "3", "9"}


def test_what_is_outside_the_time_of_the_file_is_not_missing(held: Store) -> None:
    """A file of fewer days says nothing of the others."""
    assert [one.id for one in take(held, at(1), at(3)).arriving.missing] == ["2"]


def test_only_the_last_file_that_stands_is_asked(held: Store) -> None:
    """Not a single record from a form, not another source, and not one that was undone."""
    held.accept.record(at(1, note="by hand"), actor="tester")
    upload(held, report("x", "south", happened=hours(150)))
    last = take(held, at(0), at(2), at(3))
    assert [one.id for one in last.arriving.missing] == ["1"]
    assert take(held, at(0, note="a"), at(3)).arriving.missing == (at(2),)

    held.accept.undo(held.acts.uploads()[-1].act, actor="tester")
    assert last.receipt
    held.accept.undo(last.receipt.upload, actor="tester")

    assert [one.id for one in take(held, at(0), at(3)).arriving.missing] == ["1", "2"]


def test_taken_back_in_the_same_act_and_undone_with_it(held: Store) -> None:
    """As it is tried; the journal replayed gives the same; the lines of the file are its own."""
    words = (at(0), at(3, note="edited"))
    tried = take(held, *words, withdraw_missing=True, dry_run=True)
    assert standing(held) == {"0", "1", "2", "3"}

    done = take(held, *words, withdraw_missing=True)

    assert (tried.stored, tried.unchanged, tried.withdrawn) == (1, 1, 2)
    assert (done.stored, done.unchanged, done.withdrawn) == (1, 1, 2)
    assert standing(held) == {"0", "3"}
    held.rebuild()
    assert standing(held) == {"0", "3"}
    assert done.receipt
    held.accept.undo(done.receipt.upload, actor="tester")
    assert standing(held) == {"0", "1", "2", "3"}


def test_whoever_thinks_again_may_take_back_later(held: Store) -> None:
    """The same bytes with the box are another upload: their rows unchanged, the missing gone."""
    take(held, at(0), at(3))
    take(held, at(0), at(1), at(2), at(3), withdraw_missing=True)
    again = take(held, at(0), at(3), withdraw_missing=True)

    assert (again.outcome, again.stored, again.unchanged) == (Outcome.STORED, 0, 2)
    assert standing(held) == {"0", "3"}


def test_thinking_again_needs_no_other_file_between(held: Store) -> None:
    """A file is compared with the one before it, not with itself: it would miss nothing then."""
    first = take(held, at(0), at(3))
    again = take(held, at(0), at(3), withdraw_missing=True)

    assert [one.id for one in first.arriving.missing] == ["1", "2"]
    assert (first.withdrawn, again.withdrawn) == (0, 2)
    assert standing(held) == {"0", "3"}


def test_kinds_without_a_time_are_never_missing() -> None:
    """Links and profiles are not of a day."""
    rows = arriving([link("a/1", "b/1")], {}, [link("a/1", "c/1", id_="2"), profile("x")])

    assert rows.missing == ()


def test_the_command_line_asks_and_never_assumes(run: Run, store: Path, write: Write) -> None:
    """Named with the option that takes them back; not where rows are rejected, nor of archives."""
    run("ingest", "--store", store, write("a.csv", HEADER + "".join(ROWS)))
    file = write("b.csv", HEADER + ROWS[0] + ROWS[3])
    words = ("ingest", "--store", store, file)

    trial = run(*words, "--dry-run").out
    assert "Left out: 2 that the last file" in trial
    assert "(made-up/2 and made-up/3)" in trial
    assert "--withdraw-missing" in trial
    bad = write("c.csv", HEADER + ROWS[0] + ROWS[3] + "5,made-up,x,shelling,UTC\n")
    (part,) = run("ingest", "--dry-run", "--json", "--accept-good-rows", "--store", store, bad).json
    assert part["missing"] == []
    assert run(*words, "--archive", "--withdraw-missing").code == 2

    (answer,) = run(*words, "--withdraw-missing", "--json").json
    assert answer["missing"] == ["made-up/2", "made-up/3"]
    assert (answer["withdrawn"], answer["lines"], answer["unchanged"]) == (2, 2, 2)


def test_the_page_asks_with_a_box(sample_service: Service) -> None:
    """Counts and names stand above it; ticked, the verdicts are those without the missing."""
    sample_service.uploads.take("a.csv", (HEADER + "".join(ROWS)).encode(), actor="tester")
    file = ("b.csv", (HEADER + ROWS[0] + ROWS[3]).encode())
    asked = {"agreement": "syria-2016-09", "at": datetime(2016, 9, 19, tzinfo=UTC)}
    preview = sample_service.uploads.preview(*file, **asked)  # type: ignore[arg-type] # as above
    without = sample_service.uploads.preview(*file, **asked, withdraw_missing=True)  # type: ignore[arg-type] # as above
    drawn = AppTest.from_string(PAGE, default_timeout=LONGEST)
    terms = sample_service.rules.instrument("syria-2016-09").agreement
    drawn.session_state["shown"] = (preview, terms)

    assert "They stay on record as they are." in told(drawn.run())
    [box] = drawn.checkbox
    box.check().run()
    assert "They are taken back with this file." in told(drawn)
    assert not [change for change in preview.changes if change.changed]
    assert [change for change in without.changes if change.changed]
