"""The record of September 2016 told day by day: the page in docs is what the command says."""

import re
from zoneinfo import ZoneInfo

from monitor.errands.desk import carry_out
from monitor.errands.request import Reply, Request
from monitor.service import Service
from monitor.settings import PROJECT

pytest_plugins = ["page_fixtures"]

PAGE = PROJECT / "docs" / "replay-2016-09.md"


def replayed(service: Service, **options: object) -> Reply:
    """Return what `replay` says of the arrangement."""
    asked = {"agreement": "syria-2016-09", **options}
    return carry_out(Request("replay", "tester", ZoneInfo("UTC"), asked), service)


def test_the_page_is_fresh(loaded: Service) -> None:
    """Made anew it is the same, line for line; where it is not, this is the command to run."""
    reply = replayed(loaded, document=True)

    assert reply.code == 0
    made = "\n".join(reply.lines) + "\n"
    assert made == PAGE.read_text(encoding="utf-8"), (
        "make it anew: python -m monitor replay syria-2016-09 --document > docs/replay-2016-09.md "
        "(on a store with the sample record)"
    )


def test_every_day_is_there_with_its_parts() -> None:
    """Phase per holder, conditions, readings, accounts and corrections, from day 1 to the last."""
    text = PAGE.read_text(encoding="utf-8")
    days = re.findall(r"^## Day (\d+) · ", text, re.MULTILINE)

    assert days == [str(number) for number in range(1, 22)]
    for part, least in (
        ("**Phases**", 21),
        ("**Cannot say**", 21),
        ("**Under another reading**", 21),
        ("**If one source's account is taken as complete**", 18),
        ("**Corrections of earlier days**", 5),
    ):
        assert text.count(part) >= least, part
    assert "Cessation of hostilities, Russian Federation: continues without a recorded" in text
    assert "## As known today" in text


def test_no_day_knows_what_came_after_it() -> None:
    """Before the last part nothing of a later year is told."""
    told, _, _ = PAGE.read_text(encoding="utf-8").partition("## As known today")

    assert not re.findall(r"\b20(?!16)\d\d\b", told.replace("replay-2016-09", ""))
