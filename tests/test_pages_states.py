"""The pages without a browser: every state of each, and no text of other people as markup."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from page_samples import (
    EVENING,
    HEAD,
    MARKUP,
    NOW,
    ROW,
    fill,
    opened,
    ours,
    pick,
    press,
    told,
    too_early,
)

from monitor.agreements.load import load_file
from monitor.pages.serving import current, serve, stop_serving
from monitor.service import Service
from monitor.settings import PROJECT, read_settings
from monitor.words import add_page, forms, moments, pages, rival_answers, silence, undoing

pytest_plugins = ["page_fixtures"]


@pytest.mark.usefixtures("open_service")
@pytest.mark.parametrize("page", ["today", "why", "record", "add"])
def test_an_empty_store_is_a_state_of_every_page(page: str) -> None:
    """Without an active agreement a page says so, and which commands begin."""
    drawn = opened(page)

    assert not drawn.exception
    assert pages.FIRST_RUN in told(drawn)
    assert pages.FIRST_RUN_DO in told(drawn)


@pytest.mark.parametrize("page", ["today", "why", "record", "add"])
def test_a_closed_store_is_said_in_words(page: str) -> None:
    """A page without an open store says what to look at, and shows no traceback."""
    drawn = opened(page)

    assert not drawn.exception
    assert pages.NO_SERVICE in told(drawn)


@pytest.mark.parametrize("page", ["today", "why", "record", "add", "then-now", "desk"])
def test_a_damaged_store_is_said_in_words(tmp_path: Path, page: str) -> None:
    """A rule text that is lost: each page names the file and what to do, and shows no traceback."""
    settings = read_settings({"MONITOR_STORE": str(tmp_path / "store")})
    with Service.open(settings, lambda: NOW) as service:
        list(service.first_run(actor="tester"))
    (tmp_path / "store" / "kept").rename(tmp_path / "elsewhere")
    with Service.open(settings, lambda: NOW) as service:
        serve(service, "tester")
        address = {"part": "rules"} if page == "desk" else {}
        drawn = opened(page, **address)
        stop_serving()

    assert not drawn.exception
    assert pages.FAILED_DO in told(drawn)
    assert "Restore it from a backup." in told(drawn)


def test_a_record_that_has_grown_old_is_said_to_be_old(sample_service: Service) -> None:
    """A day after the last that became known, *Today* says so, and no longer once there is more."""
    old = {"at": "2016-09-12T22:00", "known": "2016-09-12T22:00"}
    newest = sample_service.record.newest(datetime(2016, 9, 12, 19, tzinfo=UTC))
    assert newest

    fresh = opened("today", **old)
    late = opened("today", at="2016-09-25T22:00", known="2016-09-12T22:00")

    assert "what happened after it may be missing" not in told(fresh)
    assert "what happened after it may be missing" in told(late)


def test_an_agreement_without_a_record_says_what_to_add(open_service: Service) -> None:
    """Active rules and no record: the page says that there is nothing yet, not that all is calm."""
    rules = load_file(read_settings({}).rules / "syria-2016-09.yaml")
    open_service.rules.activate(rules, actor="tester")
    drawn = opened("today", at=EVENING)

    assert silence.EMPTY_RECORD in told(drawn)
    assert silence.NOTHING_SEEN in told(drawn)


def test_what_pages_are_drawn_with_is_there_before_the_first() -> None:
    """No viewer finds a library half loaded by another: all are loaded once a service is served."""
    code = (
        "import sys; from monitor.pages import serving; serving.serve(None, 'tester'); "
        "print(*sorted({'altair', 'pandas', 'pyarrow'} & set(sys.modules)))"
    )
    asked = [sys.executable, "-c", f"import dashboard; {code}"]
    found = subprocess.run(asked, cwd=PROJECT, capture_output=True, text=True, check=True)

    assert found.stdout.split() == ["altair", "pandas", "pyarrow"]


@pytest.mark.usefixtures("sample_service")
def test_today_leads_with_what_is_certain() -> None:
    """The head names both moments; the certain lines stand before the uncertain ones."""
    drawn = opened("today", at=EVENING, known=EVENING)
    text = told(drawn)

    assert not drawn.exception
    assert "At Sat 17 Sept 2016 22:00 Damascus · Known: at the same time" in text
    assert text.index("breach confirmed on day 5") < text.index("none confirmed")
    assert len(drawn.get("vega_lite_chart")) == 2
    assert ours(drawn)


@pytest.mark.usefixtures("sample_service")
def test_the_latest_view_says_that_it_is_over() -> None:
    """Without moments in the address the page stands at the end of what has ended."""
    drawn = opened("today")

    assert "Out of force since Mon 3 Oct 2016 21:00 Damascus" in told(drawn)
    assert moments.KNOWN_NOW in told(drawn)


@pytest.mark.usefixtures("sample_service")
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"condition": "truce_holds"}, "Not yet; at most 5 of 7 days in a row"),
        ({"condition": "aid_access"}, "Not met: an accepted source says that it is not so"),
        ({"condition": "calm_day", "day": "2016-09-12"}, "day 1, 12 Sept 19:00"),
        ({"condition": "calm_day", "account": "russian_centre"}, "Russian Centre"),
        ({"condition": "calm_counted", "account": "sohr"}, rival_answers.ACCOUNT_CANNOT),
        ({"condition": "calm_day", "reading": "army_calendar"}, "17 Sept 00:00"),
        (
            {
                "condition": "calm_day",
                "reading": "any_report",
                "account": "sohr",
                "day": "2016-09-16",
            },
            "Cannot be established: breaches reported, not confirmed.",
        ),
        ({"condition": "no_such_condition", "day": "never"}, "No attack by a party"),
    ],
)
def test_why_answers_the_question_in_the_address(address: dict[str, str], said: str) -> None:
    """Condition, day, reading and account of an address are asked; an unknown one falls back."""
    drawn = opened("why", at=EVENING, known=EVENING, **address)

    assert not drawn.exception
    assert said in told(drawn)
    assert ours(drawn)


@pytest.mark.usefixtures("sample_service")
def test_no_page_knows_too_much() -> None:
    """Known on 17 September, neither later years nor later acts nor later tolls are shown."""
    for page in ("today", "why", "record", "add"):
        text = told(opened(page, at=EVENING, known=EVENING))

        assert too_early(text) == []


def test_an_upload_is_stored_only_on_request(sample_service: Service) -> None:
    """The effect is drawn first; a press on Store keeps the file, Undo takes it back."""
    before = len(sample_service.record.uploads())
    drawn = opened("add", at=EVENING)
    row = ROW.format(
        name="n", time="2016-09-14T20:00", kind="shelling", by="Syrian army", place="Testville"
    )
    drawn.file_uploader[0].set_value(("one.csv", (HEAD + row).encode(), "text/csv")).run()

    assert "Read as UTF-8 text, separated by commas." in told(drawn)
    assert "names of the header are known" in told(drawn)
    assert "one.csv: 1 row, 1 report, 0 rejected. Would store: 1." in told(drawn)
    assert len(sample_service.record.uploads()) == before

    press(drawn, add_page.STORE)

    assert len(sample_service.record.uploads()) == before + 1
    assert "Stored: 1 new" in told(drawn)

    press(drawn, undoing.UNDO)

    assert "counts for nothing from now on" in told(drawn)
    assert sample_service.record.uploads()[-1].undone is not None


def test_what_the_file_does_not_say_of_itself_can_be_stated(sample_service: Service) -> None:
    """An encoding that its words do not tell is asked for, chosen, shown and kept."""
    drawn = opened("add", at=EVENING)
    given = {"kind": "shelling", "by": "Syrian army", "place": "ÑÁÑEZ"}
    row = ROW.format(name="n", time="2016-09-14T20:00", **given)
    drawn.file_uploader[0].set_value(("one.csv", (HEAD + row).encode("cp1252"), "text/csv")).run()

    assert add_page.REFUSED_FILE in told(drawn)

    [encoding] = [box for box in drawn.selectbox if box.label == add_page.ITS_ENCODING]
    encoding.select("windows-1252").run()

    assert "Read as Windows-1252 text, separated by commas." in told(drawn)

    press(drawn, add_page.STORE)

    assert '"encoding":"windows-1252"' in sample_service.record.uploads()[-1].declared


def test_a_file_that_is_stored_already_is_not_offered_again(sample_service: Service) -> None:
    """The same file, good rows and bad ones, twice: the second time it is only put away."""
    given = {"kind": "shelling", "by": "Syrian army", "place": "Testville"}
    rows = [ROW.format(name=n, time=t, **given) for n, t in (("a", "2016-09-14"), ("b", "once"))]
    file = ("two.csv", (HEAD + "".join(rows)).encode(), "text/csv")
    drawn = opened("add", at=EVENING)
    drawn.file_uploader[0].set_value(file).run()
    press(drawn, add_page.STORE_GOOD.format(count="1 good row"))
    stored = sample_service.record.uploads()

    drawn = opened("add", at=EVENING)
    drawn.file_uploader[0].set_value(file).run()
    shown = told(drawn)

    assert add_page.ALREADY.format(upload=stored[-1].act) in shown
    assert add_page.REFUSED_ROWS.format(count="1 row") not in shown
    assert {button.label for button in drawn.button} & {add_page.STORE, add_page.DISCARD} == set()
    assert not [b for b in drawn.button if b.label.startswith("Store only")]

    press(drawn, add_page.PUT_AWAY)

    assert add_page.AWAY in told(drawn)
    assert undoing.UNDO not in {button.label for button in drawn.button}
    assert sample_service.record.uploads() == stored


def test_the_effect_on_the_count_of_days_comes_first(sample_service: Service) -> None:
    """A review that verifies an attack: the count of days as it is and as it would be."""
    drawn = opened("add", at=EVENING)
    data = b"id,source,report,grade\nr,synthetic,sohr/talbiseh-bombardment,verified\n"
    drawn.file_uploader[0].set_value(("reviews.csv", data, "text/csv")).run()
    [effect] = [table.value for table in drawn.dataframe if "before" in table.value]
    rows = {row["condition"]: row for row in effect.to_dict("records")}
    days = rows["Seven days of calm in a row"]

    assert days["before"].startswith("not yet · at most 5 of 7 days")
    assert days["after"].startswith("not yet · at most 1 of 7 days")
    assert "×" in rows["No attack by a party"]["after"]
    assert len(sample_service.record.uploads()) == 7


def test_a_refused_file_is_explained_cell_by_cell(sample_service: Service) -> None:
    """A bad row stops the file; good rows are stored only as an explicit choice."""
    before = len(sample_service.record.uploads())
    drawn = opened("add", at=EVENING)
    given = {"kind": "shelling", "by": "Syrian army", "place": "Testville"}
    rows = [ROW.format(name=n, time=t, **given) for n, t in (("a", "2016-09-14"), ("b", "once"))]
    data = (HEAD + "".join(rows)).encode()
    drawn.file_uploader[0].set_value(("two.csv", data, "text/csv")).run()
    [faults] = [t.value for t in drawn.dataframe if "what is wrong" in t.value]

    assert list(faults["line"]) == [3]
    assert list(faults["column"]) == ["happened_from"]
    assert list(faults["value"]) == ["once"]
    assert add_page.STORE not in {button.label for button in drawn.button}

    press(drawn, add_page.DISCARD)

    assert add_page.DISCARDED in told(drawn)
    assert len(sample_service.record.uploads()) == before


def test_a_file_of_nonsense_is_refused_whole(sample_service: Service) -> None:
    """What cannot be read at all says why, and offers nothing but to discard it."""
    drawn = opened("add", at=EVENING)
    drawn.file_uploader[0].set_value(("x.csv", b"\x00\x01\x02", "text/csv")).run()

    assert add_page.REFUSED_FILE in told(drawn)
    assert not {add_page.STORE} & {button.label for button in drawn.button}
    assert len(sample_service.record.uploads()) == 7


def test_a_single_report_shows_its_effect_and_is_stored(sample_service: Service) -> None:
    """The form names what is wrong; once right it shows the effect, and a press stores it."""
    drawn = opened("add", at=EVENING)
    fill(drawn, forms.FIELDS["happened_from"], "yesterday")
    press(drawn, forms.SHOW_EFFECT)

    assert forms.REFUSED in told(drawn)

    pick(drawn, forms.FIELDS["source"], "sohr")
    fill(drawn, forms.FIELDS["happened_from"], "2016-09-14T20:00")
    fill(drawn, forms.FIELDS["by"], "Syrian army")
    fill(drawn, forms.FIELDS["against"], "civilians")
    drawn.multiselect[0].set_value(["shelling"])
    press(drawn, forms.SHOW_EFFECT)
    press(drawn, add_page.STORE)

    assert add_page.STORED_KIND.format(kind="report") in told(drawn)
    known = NOW + timedelta(minutes=1)
    reports = sample_service.record.incidents(known, datetime(2016, 9, 14, tzinfo=UTC), NOW)
    assert any(r.incident.id.startswith("sohr/form-") for r in reports)


def test_other_peoples_text_is_never_markup(sample_service: Service) -> None:
    """Markup in names and places stands letter by letter in plain text and tables."""
    row = ROW.format(
        name="m", time="2016-09-14T20:00", kind="attack_on_aid", by=MARKUP, place=MARKUP
    )
    sample_service.uploads.take("m.csv", (HEAD + row).encode(), actor="tester")

    for page in ("today", "why", "record"):
        drawn = opened(page, at=EVENING, condition="calm_day", day="2016-09-14")

        assert not drawn.exception
        assert MARKUP in told(drawn)
        assert ours(drawn)


def test_the_service_of_a_page_is_the_open_one(open_service: Service) -> None:
    """Pages and routes reach the one service that is being served."""
    assert current() is open_service
