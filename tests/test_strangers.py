"""Names of actors that no agreement knows are told with how often they stand."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cli_samples import Run
from page_samples import LONGEST, told
from screen_examples import RULES
from store_samples import hours, link, report
from streamlit.testing.v1 import AppTest

from monitor.agreements.load import load_text
from monitor.agreements.strangers import strangers
from monitor.service import Service

pytest_plugins = ["cli_fixtures", "page_fixtures"]

Write = Callable[[str, str], Path]
ROWS = """id,source,happened_from,time_zone,kind,by,against
1,synthetic,2016-09-14T10:00,Asia/Damascus,shelling,Third Force,civilians
2,synthetic,2016-09-14T11:00,Asia/Damascus,shelling,third  force,Red Crescent
3,synthetic,2016-09-14T12:00,Asia/Damascus,shelling,Somebody Else,Russia
"""
PAGE = """
import streamlit as st
from monitor.pages.file_preview import draw_preview
draw_preview("a.csv", *st.session_state["shown"])
"""
TOLD = "Actors not known by name, with how often they stand: Third Force (2), Somebody Else (1)."


def test_only_names_that_no_agreement_knows_are_told() -> None:
    """In any writing, once for each record, most frequent first; dated names at their time."""
    alias = "{name: Old Name, from: 2016-01-01, until: 2016-12-01}"
    dated = RULES.replace("aliases: [Northern army]", f"aliases: [{alias}]")
    terms = load_text(dated, "dated.yaml").agreement
    records = [
        report("1", by=("Stranger", "STRANGER "), against=("civilians",)),
        report("2", by=("Old Name",)),
        report("3", by=("Old Name",), happened=hours(24 * 400)),
        report("4", by=("stranger",), against=("North",)),
        link("north/1", "north/2"),
    ]

    assert strangers([terms], records) == (("Stranger", 2), ("Old Name", 1))
    assert strangers([], [report(by=("North",))]) == (("North", 1),)


def test_a_trial_tells_them(run: Run, store: Path, write: Write) -> None:
    """On the command line and in its JSON; without an agreement there is nobody to be unknown."""
    file = write("a.csv", ROWS)
    words = ("ingest", "--dry-run", "--store", store, file)
    run("ingest", "--store", store, write("b.csv", ROWS.replace("2016", "2015")))
    assert "Actors not known" not in run(*words).out
    run("activate", "--store", store)

    assert TOLD in run(*words).out
    (answer,) = run(*words, "--json").json

    assert answer["actors_not_known"] == [
        {"name": "Third Force", "count": 2},
        {"name": "Somebody Else", "count": 1},
    ]
    assert TOLD in run("ingest", "--store", store, file).out


def test_the_page_tells_them(sample_service: Service) -> None:
    """Beside the effect of a file, and in words of text."""
    preview = sample_service.uploads.preview(
        "a.csv", ROWS.encode(), agreement="syria-2016-09", at=datetime(2016, 9, 19, tzinfo=UTC)
    )
    drawn = AppTest.from_string(PAGE, default_timeout=LONGEST)
    terms = sample_service.rules.instrument("syria-2016-09").agreement
    drawn.session_state["shown"] = (preview, terms)

    assert TOLD in told(drawn.run())
