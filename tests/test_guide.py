"""The guide and the operations page: labels and sentences are the pages', commands are commands."""

import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from urllib.parse import parse_qsl, urlsplit

import pytest
from catalogue import entries
from page_samples import HEAD, fill, opened, pick, press
from streamlit.testing.v1 import AppTest
from test_words import FORBIDDEN

from monitor.cli import parser
from monitor.schedule import Health
from monitor.settings import NAMES, PROJECT
from monitor.words import add_page, forms, mapping
from tests.test_bulletins import DIFFERS
from tests.test_mappings_kept import IN_SYRIA

pytest_plugins = ["page_fixtures"]

DOCS = PROJECT / "docs"
GUIDE = (DOCS / "guide.md").read_text(encoding="utf-8")
OPERATIONS = (DOCS / "operations.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"python -m monitor [^`\n]*")
ADDRESS = re.compile(r"`(/[^`]*)`")
LABEL = re.compile(r"\*\*(.+?)\*\*")
OF_THE_GUIDE = {"When.", "Steps.", "What you see,", "What it means.", "What it does not mean."} | {
    *("A vague time.", "Both at once.", "Why none is merged.", "How you learn of it.")
}
"""What the guide itself sets in bold: the parts of a task."""

BULLETIN = (
    *(("27", "Aleppo"), ("11", "Damascus"), ("7", "Hama"), ("6", "Latakia")),
    *(("2", "Homs"), ("1", "Quneitra"), ("1", "Daraa")),
)
ROWS = (
    "one,sohr,2016-09-17T20:00,Asia/Damascus,shelling,regime forces,civilians,Jobar,1,1\n"
    "two,sohr,17/9/2016,Asia/Damascus,shelling,regime forces,civilians,Jobar,3,1\n"
)


def bulletin(page: AppTest) -> None:
    """Fill in the bulletin of the guide."""
    pick(page, forms.FIELDS["source"], "russian_centre")
    fill(page, forms.FIELDS["window_from"], "2016-09-18T19:00")
    fill(page, forms.FIELDS["window_to"], "2016-09-19T19:00")
    for number, (figure, place) in enumerate(BULLETIN, start=1):
        for column, text in (("value", figure), ("place", place)):
            label = forms.BULLETIN_CELL.format(column=forms.BULLETIN_COLUMNS[column], number=number)
            fill(page, label, text)
    fill(page, forms.BULLETIN_STATED, "55")
    press(page, forms.SHOW_EFFECT)


def report(page: AppTest) -> None:
    """Fill in the report with a vague time."""
    told = {
        "happened_from": "2016-09-17T19:00",
        "happened_to": "2016-09-18T19:00",
        "by": "regime forces",
        "against": "civilians",
        "place": "Jobar, Damascus",
        "killed_low": "1",
        "killed_high": "3",
    }
    pick(page, forms.FIELDS["source"], "sohr")
    for name, text in told.items():
        fill(page, forms.FIELDS[name], text)
    [kinds] = [one for one in page.multiselect if one.label == forms.FIELDS["kind"]]
    kinds.set_value(["shelling"])
    press(page, forms.SHOW_EFFECT)


def upload(page: AppTest) -> None:
    """Choose the file of two rows."""
    page.get("file_uploader")[0].set_value(("sept.csv", (HEAD + ROWS).encode(), "text/csv")).run()


def nobody_knows(page: AppTest) -> None:
    """Choose the made-up list, take over the guesses, and say its source."""
    page.get("file_uploader")[0].set_value(("list.csv", IN_SYRIA, "text/csv")).run()
    press(page, mapping.TAKE_GUESSES)
    fill(page, mapping.SOURCE, "desk")
    page.run()


def differing(page: AppTest) -> None:
    """Choose the bulletin whose rows do not add up to its total."""
    fill(page, add_page.ITS_SOURCE, "russian_centre")
    upload = page.get("file_uploader")[0]
    upload.set_value(("bulletin.csv", DIFFERS.encode(), "text/csv")).run()


FILLED: Mapping[str, Callable[[AppTest], None]] = {
    "/add?form=bulletin&at=2016-09-19T22:00": bulletin,
    "/add?at=2016-09-19T22:00": report,
    "/add?at=2016-09-17T22:00": upload,
    "/add?at=2016-09-19T21:00": differing,
    "/add?at=2016-09-18T22:00": nobody_knows,
}
"""What the reader does on a page before it says what the guide quotes."""


@cache
def page_of(address: str) -> frozenset[str]:
    """Open a page by its address; return its lines, cells and labels."""
    parts = urlsplit(address)
    page = opened(parts.path.strip("/") or "today", **dict(parse_qsl(parts.query)))
    FILLED.get(address, lambda _: None)(page)
    assert not page.exception
    found: set[str] = set()
    for text in page.text:
        found |= {text.value, *text.value.splitlines()}
    for table in page.dataframe:
        found |= {str(cell) for cell in table.value.to_numpy().flatten()}
    for kind in ("date_time_input", "button", "download_button", "file_uploader", "expander"):
        found |= {one.proto.label for one in page.get(kind)}
    return frozenset(found)


def texts(value: object) -> Iterator[str]:
    """Yield every text of the catalogue that has no gaps to fill."""
    if isinstance(value, str) and "{" not in value:
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from texts(one)


def addresses() -> list[str]:
    """Return the addresses of the guide, each once."""
    return list(dict.fromkeys(ADDRESS.findall(GUIDE)))


def quoted() -> Iterator[tuple[str, str]]:
    """Yield the quoted lines, each with the last address before it."""
    address = ""
    for line in GUIDE.splitlines():
        for address in ADDRESS.findall(line):  # noqa: B007 - the last one is kept
            pass
        if line.startswith("> "):
            yield address, line.removeprefix("> ")


@pytest.mark.usefixtures("loaded")
def test_what_the_guide_quotes_stands_on_the_page() -> None:
    """Each quoted line is on the page whose address stands before it, filled in as told."""
    lines = list(quoted())
    missing = [
        (address, line)
        for address, line in lines
        if not any(line in said for said in page_of(address))
    ]

    assert missing == []
    assert len(lines) >= 35
    assert FILLED.keys() <= set(addresses())


@pytest.mark.usefixtures("loaded")
def test_every_label_of_the_guide_is_a_label() -> None:
    """What is bold is in the catalogue, or on a page that the guide opens."""
    known = {text for value in entries() for text in texts(value)}
    known |= {text for address in addresses() for text in page_of(address)}
    bold = set(LABEL.findall(GUIDE)) - OF_THE_GUIDE

    assert bold - known == set()
    assert len(bold) >= 70


def test_the_guide_has_no_jargon() -> None:
    """None of the words that the pages avoid; the names of actors stand in quotes there only."""
    said = set(re.findall(r"[a-z]+", GUIDE.lower()))

    assert said & set(FORBIDDEN) == set()


@pytest.mark.parametrize("name", ["README.md", "docs/guide.md", "docs/operations.md"])
def test_every_command_is_one(name: str) -> None:
    """Each command line parses: no option is misspelt, none has been renamed since."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    found = [
        part.strip().removeprefix("python -m monitor")
        for line in COMMAND.findall(text)
        for part in line.partition(" >> ")[0].split("&&")
    ]

    for command in found:
        assert parser().parse_args(shlex.split(command, comments=True)).command
    assert len(found) >= 6


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_no_command_is_left_out(name: str) -> None:
    """Whoever reads what there is learns of every command."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    told = set(
        re.findall(r"[a-z][a-z-]+", " ".join(re.findall(r"`[^`]*`|^    .*$", text, re.MULTILINE)))
    )
    commands = set(re.findall(r"^    ([a-z-]+)", parser().format_help(), re.MULTILINE))

    assert len(commands) > 20
    assert commands - told == set()


def test_operations_name_every_setting_and_field() -> None:
    """Each variable has its row, and so has each field of `/healthz` about the schedule."""
    fields = Health(running=True, ran_at=None, next=None, failed={}).as_plain()

    assert [name for name in NAMES if f"`{name}`" not in OPERATIONS] == []
    assert [name for name in fields if f"`{name}`" not in OPERATIONS] == []


@pytest.mark.parametrize("page", [GUIDE, OPERATIONS], ids=["guide", "operations"])
def test_links_lead_somewhere(page: str) -> None:
    """Every file that is linked is there."""
    links = re.findall(r"\]\(([^)#]+)", page)

    assert [link for link in links if not (DOCS / link).exists()] == []
    assert links
