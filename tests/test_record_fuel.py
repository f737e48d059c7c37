"""Whatever a record says, it is kept as it is, shown letter by letter, and runs nowhere."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from cli_samples import HEADER, Run
from naughty import BASE, FILLED, HELD, file, kept, rows, texts_of
from page_samples import NOW, opened, ours, told
from playwright.sync_api import Browser, expect
from screens import browsing, served, watched_page
from store_samples import HOUR, SetClock
from streamlit.testing.v1 import AppTest

from monitor.agreements.load import load_file
from monitor.incidents.guard import guarded
from monitor.incidents.templates import TEMPLATES
from monitor.pages.serving import serve, stop_serving
from monitor.service import Service, Stated
from monitor.settings import PROJECT, read_settings

pytest_plugins = ["cli_fixtures"]

AT = "2016-09-19T22:00"
PART = HELD[::24]
"""Those that the pages of verdicts show in every run; all of them with `-m campaign`."""

RUNS = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
PROFILE = "source_profile"
KINDS = tuple(kind for kind in TEMPLATES if kind != PROFILE)


def filled(store: Path, texts: Sequence[str]) -> Service:
    """A service over a store in which every text stands in every text of every template."""
    service = Service.open(read_settings({"MONITOR_STORE": str(store)}), SetClock(NOW))
    rules = load_file(PROJECT / "rules" / "syria-2016-09.yaml")
    service.rules.activate(rules, actor="tester")
    for kind in KINDS:
        take(service, kind, file(kind, texts), len(rows(kind, texts)))
    return service


def take(service: Service, kind: str, data: bytes, stored: int) -> None:
    """Take in a file, of which so many rows are new, and none is wrong."""
    taken = service.uploads.take(kind, data, actor="tester", stated=Stated(kind))
    assert (taken.stored, taken.rejected) == (stored, 0), kind


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """All the strings, on record."""
    with filled(tmp_path_factory.mktemp("naughty") / "store", FILLED) as opened_:
        yield opened_


def exported(service: Service, kind: str) -> bytes:
    """The record of a kind as a file."""
    return service.export(kind, NOW + HOUR, actor="tester").data


def kept_in(kind: str, name: str, text: str) -> str:
    """The text as a column keeps it: of a list, each name without blanks around it."""
    column = next(one for one in TEMPLATES[kind].columns if one.name == name)
    names = text.split(";") if column.type.name == "names" else [text]
    return ";".join(kept(one) for one in names)


def checked(kind: str, data: bytes) -> int:
    """Hold a file against the rows that came in; returns how many texts stand in it unchanged."""
    exercised = 0
    lines = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    written = {one["id"]: one for one in lines}
    for row in rows(kind):
        out = written[row["id"]]
        assert not [c for c in out.values() if RUNS.match(c) and not NUMBER.fullmatch(c)]
        for name in texts_of(kind):
            if name in row:
                assert out[name] == guarded(kept_in(kind, name, row[name])), (kind, name)
                exercised += out[name] != BASE[kind].get(name)
    return exercised


def test_every_text_goes_out_unchanged_comes_back_and_runs_in_no_spreadsheet(
    service: Service, tmp_path: Path
) -> None:
    """Each string in each text of each template: in the store, in its CSV, in another store."""
    files = {kind: exported(service, kind) for kind in KINDS}
    settings = read_settings({"MONITOR_STORE": str(tmp_path / "second")})
    with Service.open(settings, SetClock(NOW)) as second:
        take(second, PROFILE, file(PROFILE), len(FILLED))
        files[PROFILE] = exported(second, PROFILE)
        take(second, PROFILE, files[PROFILE], 0)
        for kind in KINDS:
            take(second, kind, files[kind], len(rows(kind)))
            assert exported(second, kind) == files[kind]

    assert sum(checked(kind, data) for kind, data in files.items()) >= 15_000


def inert(page: AppTest, texts: Sequence[str]) -> None:
    """A page shows these texts, as they are, and every piece of markup on it is ours."""
    shown = told(page)
    assert not page.exception
    assert ours(page)
    assert [text for text in texts if kept(text) not in shown] == []


@pytest.fixture
def shown(service: Service) -> Iterator[Service]:
    """The service, for pages."""
    serve(service, "tester")
    yield service
    stop_serving()


@pytest.mark.parametrize("part", ["counts", "statements"])
@pytest.mark.usefixtures("shown")
def test_texts_of_the_record_are_text_on_its_lists(part: str) -> None:
    """Every string, on each list of *Record*."""
    inert(opened("record", at=AT, part=part), HELD)


@pytest.mark.usefixtures("shown")
def test_texts_of_incidents_are_text_where_they_are_opened() -> None:
    """In the list, in the accounts of one event, in what ties them; and what an upload brought."""
    inert(opened("record", at=AT, part="incidents"), [])
    for number in range(0, len(FILLED), 96):
        texts = [text for text in FILLED[number : number + 16] if text in HELD]
        inert(opened("record", at=AT, incident=f"naughty/r{number}"), texts)
    for upload in ("3", "4", "5"):
        inert(opened("record", at=AT, part="uploads", upload=upload), HELD)


@pytest.mark.parametrize("texts", [PART, pytest.param(HELD, marks=pytest.mark.campaign)])
def test_texts_of_the_record_are_text_beside_the_verdicts(
    tmp_path: Path, texts: Sequence[str]
) -> None:
    """On *Today*, *Why*, *Then and now*; and in names of files, of people and in a search."""
    with filled(tmp_path / "store", texts) as service:
        take(service, PROFILE, file(PROFILE, texts), len(texts))
        for number, text in enumerate(texts):
            name = kept(text)
            data = f"{HEADER}\nf{number},naughty,2016-09-13T10:00,shelling,,,,,UTC\n".encode()
            service.uploads.take(name, data, actor=name)
        serve(service, "tester")
        for page in ("today", "why", "then-now"):
            inert(opened(page, at=AT, condition="calm_day", day="2016-09-14"), texts)
        for part in ("uploads", "coverage"):
            inert(opened("record", at=AT, part=part), texts)
        for text in texts[:8]:
            inert(opened("record", at=AT, text=text, incident=text, condition=text), [])
        stop_serving()


def wrong(texts: Sequence[str]) -> str:
    """A file of reports with each text where it cannot be: a date, a kind, a figure, a zone."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(HEADER.split(","))
    for number, text in enumerate(texts):
        plain = kept(text) or "x"
        writer.writerow([f"w{number}", "naughty", plain, plain, "", "", plain, "", plain])
    return made.getvalue()


def visible(text: str) -> bool:
    """Whether a terminal shows all of it, and obeys none of it."""
    return all(line.isprintable() for line in text.split("\n"))


def test_messages_show_every_character_and_obey_none(run: Run, store: Path, tmp_path: Path) -> None:
    """The reasons of rejected rows on a terminal and as JSON; the rows to be mended run nowhere."""
    path = tmp_path / "wrong.csv"
    path.write_text(wrong(FILLED), encoding="utf-8", newline="")

    ran = run("ingest", "--store", store, path)
    answer = run("ingest", "--json", "--store", store, path)

    assert (ran.code, answer.code) == (2, 2)
    assert visible(ran.out + ran.err)
    [one] = answer.json
    assert (one["lines"], one["rejected"]) == (len(FILLED), len(FILLED))
    assert visible(answer.out)
    good = HEADER + "\ng1,naughty,2016-09-13T10:00,shelling,,,,,UTC\n"
    path.write_text(good + wrong(FILLED).split("\n", 1)[1], encoding="utf-8", newline="")
    kept_ = run("ingest", "--accept-good-rows", "--json", "--store", store, path)
    assert kept_.json[0]["stored"] == 1


def test_answers_of_the_command_line_show_every_character(run: Run, tmp_path: Path) -> None:
    """What a verdict rests on, as text and as JSON; uploads by the names of their files."""
    store = tmp_path / "store"
    with filled(store, PART) as service:
        for number, text in enumerate(PART):
            data = f"{HEADER}\nf{number},naughty,2016-09-13T10:00,shelling,,,,,UTC\n".encode()
            service.uploads.take(text, data, actor=kept(text))
    asked = ("--at", AT, "--store", store)
    for words in (
        ("explain", "syria-2016-09", "calm_day", "--day", "2016-09-14", *asked),
        ("status", "syria-2016-09", *asked),
        ("uploads", "--store", store),
    ):
        plain, told_ = run(*words), run(*words, "--json")
        assert (plain.code, told_.code) == (0, 0), words
        assert visible(plain.out + plain.err), words
        assert told_.json
        assert visible(told_.out), words


WORST = [
    text
    for text in HELD
    if re.search(r"alert|<|javascript|onerror|\u202e|\]\(", text) and len(text) < 300
][::4]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser."""
    with browsing() as found:
        yield found


@pytest.mark.browser
def test_nothing_that_a_record_says_runs_in_a_browser(tmp_path: Path, browser: Browser) -> None:
    """The worst of them on every page: no dialog opens, and the text is there to be read."""
    store, dialogs = tmp_path / "store", list[str]()
    with filled(store, WORST):
        pass
    with served(store) as address, watched_page(browser) as page:
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for path in (
            *("", "why?condition=calm_day&day=2016-09-14", "then-now"),
            *("record", "record?incident=naughty/r0", "record?part=statements"),
            *("record?part=counts", "record?part=coverage", "record?part=uploads&upload=3"),
            *("add", "desk"),
        ):
            page.goto(f"{address}/{path}{'&' if '?' in path else '?'}at={AT}")
            expect(page.get_by_test_id("stApp")).to_be_visible()
            expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
            assert page.get_by_test_id("stException").count() == 0, path
            assert page.locator("[onerror], [onload], iframe[src^=javascript]").count() == 0
    assert dialogs == []
    assert len(WORST) >= 30
