"""The record of September 2016 told day by day: the page in docs is what the command says."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.errands.desk import carry_out
from monitor.errands.request import Reply, Request
from monitor.service import Service
from monitor.settings import PROJECT

pytest_plugins = ["page_fixtures"]

DOCS = PROJECT / "docs"
PAGE = DOCS / "replay-2016-09.md"
OTHERS = {
    name: DOCS / f"replay-2016-09-{name}.md"
    for name in ("syria-2015-10", "syria-2016-02", "syria-2016-07")
}
COMMAND = re.compile(
    r"^    (python -m monitor replay (\S+) --document(?: --from (\S+) --to (\S+))?)$", re.MULTILINE
)


def replayed(service: Service, **options: object) -> Reply:
    """Return what `replay` says of an agreement."""
    return carry_out(Request("replay", "tester", ZoneInfo("UTC"), options), service)


@pytest.mark.parametrize("page", [PAGE, *OTHERS.values()], ids=lambda page: page.stem)
def test_the_page_is_fresh(loaded: Service, page: Path) -> None:
    """Made anew it is the same, line for line; where it is not, this is the command to run."""
    text = page.read_text(encoding="utf-8")
    [(command, name, since, until)] = COMMAND.findall(text)
    ends = {"since": since, "until": until} if since else {}
    reply = replayed(loaded, agreement=name, document=True, **ends)

    assert reply.code == 0
    assert "\n".join(reply.lines) + "\n" == text, (
        f"make it anew: {command} > docs/{page.name} (on a store with the sample record)"
    )


def test_the_memorandum_stays_in_use_throughout() -> None:
    """Neither the army's word of 19 September nor the suspension of 3 October ends it."""
    text = OTHERS["syria-2015-10"].read_text(encoding="utf-8")
    days = text.count("\n## Day ")

    assert days == 23
    for holder in ("United States", "Russian Federation", "all named together"):
        assert text.count(f"- Flight-safety line in use, {holder}: open, since") == days
    assert "5 Oct 2016 00:00" in text


def test_the_truce_of_february_is_told_beside_that_of_september() -> None:
    """Its own days, counted from February; the party of the proposal is called proposed."""
    february = OTHERS["syria-2016-02"].read_text(encoding="utf-8")
    assert "## Day 199 · Tue 13 Sept 2016 00:00" in february
    assert (
        february.count("- Cessation of hostilities, all named together: open, since 27 Feb") == 12
    )
    proposal = OTHERS["syria-2016-07"].read_text(encoding="utf-8")
    assert "(proposed, not agreed)" in proposal.partition("\n")[0]


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
