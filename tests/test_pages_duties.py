"""*Today* and *Why* of duties, without a browser: what is owed, line by line; all of it made up."""

import pytest
from page_samples import opened, ours, told

from monitor.agreements.load import load_file
from monitor.service import Service, Stated
from monitor.settings import PROJECT
from monitor.words import owing

pytest_plugins = ["page_fixtures"]

ACTS = (
    "id,source,agreement,by,what,holds,during_from,time_zone\n"
    "a,office,duties,Southland,asked,yes,2020-01-02T10:00,Europe/Kyiv\n"
    "b,office,duties,Southland,asked,yes,2020-01-04T10:00,Europe/Kyiv\n"
)
GRANTS = (
    "id,source,agreement,by,what,effective_from,time_zone\n"
    "g,office,duties,Northland,granted,2020-01-04T12:00,Europe/Kyiv\n"
)
AT = "2020-01-05T12:00"


@pytest.fixture
def service(open_service: Service) -> Service:
    """A service with the agreement on convoys, and what was asked and granted."""
    open_service.rules.activate(
        load_file(PROJECT / "tests" / "rules" / "duties.yaml"), actor="tester"
    )
    for kind, content in (("attestation", ACTS), ("decision", GRANTS)):
        taken = open_service.uploads.take(
            f"{kind}.csv", content.encode(), stated=Stated(kind), actor="tester"
        )
        assert taken.stored > 0
    return open_service


@pytest.mark.usefixtures("service")
def test_today_says_what_became_of_what_was_asked() -> None:
    """How many asked, how each stands, and what nobody asked for, each with its own mark."""
    page = opened("today", at=AT)

    assert not page.exception
    assert "2 asked: 1 answered late and 1 answered in time" in told(page)
    assert "nobody asked" in told(page)


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize(
    ("condition", "title", "says"),
    [
        ("replies", owing.ASKED, "answered late"),
        ("announced", owing.NEEDED_NOTICE, owing.NOTHING["notice"]),
        ("allowed", owing.NEEDED_PERMISSION, owing.NOTHING["only_if"]),
        ("week", owing.ASKED, "answered in time"),
    ],
)
def test_why_lists_what_is_owed(condition: str, title: str, says: str) -> None:
    """Under a title of the catalogue, each with its state; or that there was nothing."""
    page = opened("why", at=AT, condition=condition, day="2020-01-03")

    assert not page.exception
    assert ours(page)
    assert f"**{title}**" in {mark.value for mark in page.markdown}
    assert says in told(page)


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize("condition", ["arrives", "ready", "calm_since", "first_things", "at_once"])
def test_why_of_the_other_kinds_stands(condition: str) -> None:
    """What is judged on no day has its page as well."""
    page = opened("why", at=AT, condition=condition)

    assert not page.exception
    assert ours(page)
