"""*Record* and the five forms without a browser: every state of each part and form."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from page_samples import (
    EVENING,
    HEAD,
    MARKUP,
    ROW,
    fill,
    opened,
    ours,
    pick,
    press,
    told,
    too_early,
)
from streamlit.testing.v1 import AppTest

from monitor.agreements.load import load_file
from monitor.pages import record_incidents
from monitor.service import Service
from monitor.service.outlines import outlines
from monitor.settings import read_settings
from monitor.views.placing import mapped
from monitor.words import (
    add_page,
    believing,
    forms,
    record_page,
    silence,
    undoing,
    verdicts,
    who_watched,
)

pytest_plugins = ["page_fixtures"]

PARTS = list(record_page.PARTS)
DEIR_EZ_ZOR = "russian_centre/deir-ez-zor"


def columns(page: AppTest, *named: str) -> list[dict[str, object]]:
    """The rows of the one table that has these columns."""
    [found] = [table.value for table in page.dataframe if set(named) <= set(table.value)]
    rows: list[dict[str, object]] = found.to_dict("records")
    return rows


@pytest.mark.parametrize("part", PARTS)
def test_an_empty_record_is_a_state_of_every_part(open_service: Service, part: str) -> None:
    """Active rules and nothing on record: each part says so, and shows no nought for calm."""
    rules = load_file(read_settings({}).rules / "syria-2016-09.yaml")
    open_service.rules.activate(rules, actor="tester")
    drawn = opened("record", part=part, at=EVENING)

    assert not drawn.exception
    assert not drawn.dataframe
    assert not drawn.get("vega_lite_chart")
    assert {silence.EMPTY_RECORD, record_page.NONE_FIT, who_watched.NO_SOURCES} & set(
        told(drawn).split("\n")
    )


@pytest.mark.usefixtures("sample_service")
@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_nobody_knew_anything_of_yet(part: str) -> None:
    """Known before the first publication, every part but the book of uploads is empty."""
    drawn = opened("record", part=part, at=EVENING, known="2015-01-01T00:00")

    assert not drawn.exception
    assert bool(drawn.dataframe) == (part == "uploads")
    assert ours(drawn)


@pytest.mark.usefixtures("sample_service")
@pytest.mark.parametrize("part", [part for part in PARTS if part != "uploads"])
def test_no_part_knows_too_much(part: str) -> None:
    """Known on 17 September, no part tells of later years, acts or tolls; nor does an incident."""
    drawn = opened("record", part=part, at=EVENING, known=EVENING, incident=DEIR_EZ_ZOR)

    assert not drawn.exception
    assert drawn.dataframe
    assert too_early(told(drawn)) == []
    assert ours(drawn)


@pytest.mark.usefixtures("sample_service")
@pytest.mark.parametrize(
    ("address", "said", "left"),
    [
        ({}, "18 incidents", 18),
        ({"area": "SY09"}, "2 of 18 incidents", 2),
        ({"area": "*wider"}, "2 of 18 incidents", 2),
        ({"kind": "air_strike", "area": "SY09"}, "2 of 18 incidents", 2),
        ({"from": "2016-09-17"}, "2 of 2 incidents", 2),
        ({"source": "rudaw", "grade": "reported"}, "of 18 incidents", None),
        ({"text": "mayadin"}, "1 of 18 incidents", 1),
        ({"text": "no such words"}, "0 of 18 incidents", 0),
        ({"kind": "nonsense", "from": "never", "area": "YY"}, "18 incidents", 18),
    ],
)
def test_filters_live_in_the_address(address: dict[str, str], said: str, left: int | None) -> None:
    """What the address asks for is listed, and how many of all that is; nonsense asks nothing."""
    drawn = opened("record", at=EVENING, known=EVENING, **address)
    text = told(drawn)

    assert not drawn.exception
    assert said.removeprefix("2 of ") in text
    assert (record_page.NONE_FIT in text) == (left == 0)
    if left:
        assert len(columns(drawn, "established")) == left


@pytest.mark.usefixtures("sample_service")
def test_a_filter_is_written_to_the_address_and_cleared() -> None:
    """Choosing a kind changes the address; one press takes every filter out of it."""
    drawn = opened("record", at=EVENING, known=EVENING)
    pick(drawn, record_page.FILTER_KIND, "air_strike")
    drawn.run()

    assert drawn.query_params["kind"] == "air_strike"

    fill(drawn, record_page.FILTER_TEXT, "mayadin")
    drawn.run()
    assert "1 of 18 incidents" in told(drawn)

    press(drawn, record_page.CLEAR)
    assert "kind" not in drawn.query_params
    assert "18 incidents" in told(drawn)


@pytest.mark.usefixtures("sample_service")
def test_an_incident_shows_its_accounts_and_how_it_was_believed() -> None:
    """Deir ez-Zor on the evening of 17 September: four accounts, each belief with its change."""
    drawn = opened("record", at=EVENING, known=EVENING, incident="coalition/deir-ez-zor")
    accounts = columns(drawn, "version")
    beliefs = columns(drawn, "what had changed")
    ties = columns(drawn, "known since", "who", "what")

    assert {row["source"] for row in accounts} >= {"Syrian Observatory for Human Rights"}
    assert len(accounts) == 4
    assert "denies that it was meant" in {row["what"] for row in accounts}
    assert str(beliefs[0]["from"]).startswith("Sat 17 Sept 2016 19:30")
    assert beliefs[-1]["until"] == believing.STILL_BELIEVED
    assert "joined by russian_centre/deir-ez-zor" in str(beliefs[1]["what had changed"])
    assert len(ties) == 3


@pytest.mark.usefixtures("sample_service")
@pytest.mark.parametrize("incident", ["no/such", MARKUP, "wikipedia/deir-ez-zor"])
def test_an_incident_nobody_knew_is_said_to_be_none(incident: str) -> None:
    """An unknown id, nonsense, and a report that came later are not on record that evening."""
    drawn = opened("record", at=EVENING, known=EVENING, incident=incident)

    assert not drawn.exception
    assert believing.NO_SUCH_INCIDENT.format(incident=incident) in told(drawn)
    assert ours(drawn)


@pytest.mark.usefixtures("sample_service")
def test_the_map_is_there_and_told_in_words() -> None:
    """Numbers by area and what the map cannot show, for people who do not see it."""
    drawn = opened("record", at=EVENING, known=EVENING)
    [chart] = drawn.get("vega_lite_chart")

    assert "Aleppo 7" in chart.proto.spec
    assert "Place wider than one area of the map: 2." in told(drawn)


def synthetic(service: Service, count: int) -> None:
    """Put made-up reports without a p-code on record, one a file line."""
    rules = load_file(read_settings({}).rules / "syria-2016-09.yaml")
    service.rules.activate(rules, actor="tester")
    given = {"time": "2016-09-14T20:00", "kind": "shelling", "by": "rebels", "place": "Testville"}
    data = HEAD + "".join(ROW.format(name=n, **given) for n in range(count))
    service.uploads.take("many.csv", data.encode(), actor="tester")


def test_without_boundaries_there_is_a_line_instead_of_a_map(open_service: Service) -> None:
    """A record of no country with an outline in the data folder is listed all the same."""
    synthetic(open_service, 1)
    drawn = opened("record")

    assert not drawn.exception
    assert record_page.MAP_NONE in told(drawn)
    assert len(columns(drawn, "established")) == 1


def test_a_large_record_is_cut_and_says_so(
    open_service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More rows than a table holds, and more incidents than are looked through: both are said."""
    synthetic(open_service, 501)
    drawn = opened("record")

    assert len(columns(drawn, "established")) == 500
    assert record_page.FIRST_ROWS.format(most=500, total=501) in told(drawn)

    monkeypatch.setattr(record_incidents, "MOST_READ", 500)
    drawn = opened("record", to="2016-09-14")
    assert record_page.TOO_MANY.format(count=501) in told(drawn)
    assert not drawn.dataframe

    drawn = opened("record", to="2016-09-13")
    assert record_page.TOO_MANY.format(count=501) not in told(drawn)


@pytest.mark.usefixtures("sample_service")
def test_no_source_certifies_quiet_and_the_page_says_so() -> None:
    """The sample has no coverage: the days each source published are shown, and worth nothing."""
    drawn = opened("record", part="coverage", at=EVENING, known=EVENING)
    [chart] = drawn.get("vega_lite_chart")

    assert who_watched.NOBODY_CERTIFIES in told(drawn)
    assert who_watched.SEEN["published"] in chart.proto.spec
    assert '"quiet"' not in chart.proto.spec


def test_coverage_counts_for_what_it_watched(sample_service: Service) -> None:
    """With a watch that certifies quiet, the days it covers are told apart."""
    data = (
        "id,source,watched_from,watched_to,time_zone\n"
        "w,mission,2016-09-12T19:00,2016-09-14T19:00,Asia/Damascus\n"
    )
    sample_service.uploads.take("coverage.csv", data.encode(), actor="tester")
    drawn = opened("record", part="coverage", at=EVENING)

    assert "Some source certifies quiet for 2 days of 6, for what it watches." in told(drawn)


@pytest.mark.usefixtures("sample_service")
def test_the_figures_of_sources_stand_row_by_row() -> None:
    """27 + 11 + 7 + 6 + 2 + 1 + 1 and 55 are eight rows; nothing is summed over sources."""
    drawn = opened("record", part="counts", at=EVENING, known=EVENING, source="russian_centre")
    figures = [row["figure"] for row in columns(drawn, "figure")]

    assert {"55 incidents", "27 incidents", "1 incident"} <= set(figures)
    assert record_page.NEVER_ADDED in told(drawn)


def _uploaded(service: Service, *, killed: str = "12") -> int:
    row = ROW.format(
        name="n", time="2016-09-14T20:00", kind="shelling", by="Syrian army", place=MARKUP
    )
    data = (HEAD + row.replace("12,12", f"{killed},{killed}")).encode()
    taken = service.uploads.take(f"{killed}.csv", data, actor="tester")
    assert taken.receipt
    return taken.receipt.upload


def test_an_upload_shows_what_it_changed(sample_service: Service) -> None:
    """A corrected file: old to new, field by field; markup in it stays text."""
    first, second = _uploaded(sample_service), _uploaded(sample_service, killed="20")
    drawn = opened("record", part="uploads", upload=str(second), at=EVENING)
    [turn] = columns(drawn, "record", "details")

    assert (turn["record"], turn["what"]) == ("synthetic/n", undoing.CORRECTED)
    assert turn["details"] == "killed: 12 → 20"
    assert columns(drawn, "stored")[0]["number"] == second

    drawn = opened("record", part="uploads", upload=str(first), at=EVENING)
    [turn] = columns(drawn, "record", "details")
    assert turn["what"] == undoing.ADDED
    assert MARKUP in str(turn["details"])
    assert ours(drawn)


def test_undo_is_seen_before_it_is_done(sample_service: Service) -> None:
    """First what it would do to records and verdicts, then the button; keeping it keeps it."""
    data = b"id,source,report,grade\nr,synthetic,sohr/talbiseh-bombardment,verified\n"
    taken = sample_service.uploads.take("reviews.csv", data, actor="tester")
    number = taken.receipt.upload if taken.receipt else 0
    drawn = opened("record", part="uploads", upload=str(number), at=EVENING)
    assert undoing.UNDO_NOW.format(upload=number) not in {b.label for b in drawn.button}

    press(drawn, undoing.PREVIEW)
    text = told(drawn)

    assert undoing.HEAD.format(upload=number) in text
    assert undoing.FROM_NOW in text
    assert undoing.GOES in text
    assert columns(drawn, "before", "after")
    assert sample_service.record.uploads()[-1].undone is None

    press(drawn, undoing.KEEP_IT)
    assert undoing.HEAD.format(upload=number) not in told(drawn)

    press(drawn, undoing.PREVIEW)
    press(drawn, undoing.UNDO_NOW.format(upload=number))
    assert sample_service.record.uploads()[-1].undone is not None
    assert undoing.UNDONE.format(upload=number) in told(drawn)
    assert undoing.PREVIEW not in {button.label for button in drawn.button}


@pytest.mark.usefixtures("sample_service")
@pytest.mark.parametrize("upload", ["999", "x", MARKUP])
def test_an_upload_that_is_none_is_said_in_words(upload: str) -> None:
    """A number nobody has, or no number, gives a sentence and no traceback."""
    drawn = opened("record", part="uploads", upload=upload, at=EVENING)

    assert not drawn.exception
    assert "There is no upload" in told(drawn)


FORMS: dict[str, dict[str, str]] = {
    "statement": {"actor": "Synthetic office", "about": "the truce", "made_at": "2016-09-14"},
    "decision": {"effective_from": "2016-09-14T12:00"},
    "attestation": {"during_from": "2016-09-18"},
}
CHOSEN: dict[str, dict[str, str]] = {
    "statement": {"says": "denies", "precision": "week"},
    "decision": {"by": "United States", "what": "ended"},
    "attestation": {"by": "United Nations", "what": "access_open", "holds": "yes"},
}


@pytest.mark.usefixtures("sample_service")
@pytest.mark.parametrize("form", list(forms.FORMS))
def test_each_form_opens_by_its_address_and_refuses_what_is_blank(form: str) -> None:
    """Nothing is guessed where a person says nothing: what is missing is named, nothing stored."""
    drawn = opened("add", form=form, at=EVENING)

    assert forms.EXPLAINED[form] in told(drawn)
    press(drawn, forms.SHOW_EFFECT)

    assert not drawn.exception
    refused = forms.BULLETIN_EMPTY if form == "bulletin" else forms.REFUSED
    assert refused in told(drawn)
    assert add_page.STORE not in {button.label for button in drawn.button}
    assert ours(drawn)


@pytest.mark.parametrize("form", list(FORMS))
def test_a_form_shows_its_effect_stores_and_is_undone(sample_service: Service, form: str) -> None:
    """A vague time will do; the effect comes first, then one press stores, and one undoes."""
    drawn = opened("add", form=form, at="2016-09-19T19:00")
    pick(drawn, forms.FIELDS["source"], "un")
    labels = forms.FIELDS | forms.FIELDS_OF_FORM.get(form, {})
    for name, text in FORMS[form].items():
        fill(drawn, labels[name], text)
    for name, option in CHOSEN[form].items():
        pick(drawn, labels[name], option)
    before = len(sample_service.record.uploads())
    press(drawn, forms.SHOW_EFFECT)

    text = told(drawn)
    if form == "statement":
        assert verdicts.NOTHING_CHANGES in text
    else:
        assert columns(drawn, "condition", "before", "after")
    if form == "decision":
        assert columns(drawn, "phase", "before", "after"), "in a table of their own"
    assert len(sample_service.record.uploads()) == before

    press(drawn, add_page.STORE)
    assert add_page.STORED_KIND.format(kind=form) in told(drawn)
    assert len(sample_service.record.uploads()) == before + 1

    press(drawn, undoing.UNDO)
    assert sample_service.record.uploads()[-1].undone is not None


def test_a_statement_of_a_week_is_as_wide_as_that(sample_service: Service) -> None:
    """What is known to the week is stored over the week, not at its first instant."""
    test_a_form_shows_its_effect_stores_and_is_undone(sample_service, "statement")
    number = sample_service.record.uploads()[-1].act
    [turn] = sample_service.record.brought(number, most=5).turns
    span = turn.after.made  # type: ignore[union-attr] - a statement, as stored above

    assert (span.end - span.start).days == 7
    assert span.touches(datetime(2016, 9, 14, tzinfo=UTC), datetime(2016, 9, 15, tzinfo=UTC))


def test_a_form_of_one_kind_does_not_offer_what_another_began(sample_service: Service) -> None:
    """A record half entered is not shown under another form."""
    drawn = opened("add", form="statement", at=EVENING)
    press(drawn, forms.SHOW_EFFECT)
    assert forms.REFUSED in told(drawn)
    drawn.query_params["form"] = "decision"
    drawn.run()

    assert forms.EXPLAINED["decision"] in told(drawn)
    assert forms.REFUSED not in told(drawn)
    assert len(sample_service.record.uploads()) == 7


def _bulletin(*figures: str, total: str) -> AppTest:
    """The form of a bulletin, filled in for the last day, with what it says before storing."""
    drawn = opened("add", form="bulletin", at=EVENING)
    pick(drawn, forms.FIELDS["source"], "russian_centre")
    fill(drawn, forms.FIELDS["window_from"], "2016-09-18T19:00")
    fill(drawn, forms.FIELDS["window_to"], "2016-09-19T19:00")
    for number, figure in enumerate(figures, start=1):
        cell = forms.BULLETIN_CELL.format(column=forms.BULLETIN_COLUMNS["value"], number=number)
        fill(drawn, cell, figure)
    fill(drawn, forms.BULLETIN_STATED, total)
    press(drawn, forms.SHOW_EFFECT)
    return drawn


def test_a_bulletin_that_does_not_add_up_is_stored_all_the_same(sample_service: Service) -> None:
    """By how much it differs is said first; lines and total are one upload, undone as one."""
    drawn = _bulletin("27", "11", total="40")

    assert "27 + 11 = 38, stated 40, 2 missing" in told(drawn)
    press(drawn, add_page.STORE)
    newest = sample_service.record.uploads()[-1]
    assert (newest.stored, newest.file.startswith("bulletin-form-")) == (3, True)

    press(drawn, undoing.UNDO)
    assert sample_service.record.uploads()[-1].undone is not None


def test_what_is_wrong_with_a_bulletin_is_named_by_its_line(sample_service: Service) -> None:
    """A line that is no figure, and a total that is none; nothing is stored of it."""
    drawn = _bulletin("27", "eleven", total="many")
    wrong = {row["line"]: row["value"] for row in columns(drawn, "line", "what to do")}

    assert wrong == {"2": "eleven", forms.BULLETIN_TOTAL: "many"}
    assert add_page.STORE not in {button.label for button in drawn.button}
    assert len(sample_service.record.uploads()) == 7


@pytest.mark.usefixtures("sample_service")
def test_what_all_lines_share_is_said_to_be_wrong_once() -> None:
    """A window that cannot be read stands once, under no line."""
    drawn = _bulletin("27", "11", total="38")
    fill(drawn, forms.FIELDS["window_to"], "tomorrow")
    press(drawn, forms.SHOW_EFFECT)
    [wrong] = columns(drawn, "line", "what to do")

    assert (wrong["line"], wrong["field"], wrong["value"]) == ("", "window_to", "tomorrow")


def test_a_long_bulletin_has_as_many_lines_as_it_needs(sample_service: Service) -> None:
    """Seven at first; a total alone is enough, and stands for the whole country."""
    drawn = opened("add", form="bulletin", at=EVENING)
    [count] = [n for n in drawn.number_input if n.label == forms.BULLETIN_COUNT]
    assert count.value == 7
    count.set_value(9).run()
    labels = {field.label for field in drawn.text_input}
    assert forms.BULLETIN_CELL.format(column="Figure", number=9) in labels

    drawn = _bulletin(total="55")
    press(drawn, add_page.STORE)
    [turn] = sample_service.record.brought(sample_service.record.uploads()[-1].act, most=5).turns
    assert turn.after.place == ""  # type: ignore[union-attr] - a count, as stored above


@pytest.mark.usefixtures("sample_service")
def test_the_map_shows_what_the_filters_leave() -> None:
    """The map is worked out once for the same counts: other filters give another, and back."""

    def drawn(**filters: str) -> str:
        page = opened("record", at=EVENING, known=EVENING, **filters)
        [chart] = page.get("vega_lite_chart")
        return str(json.loads(chart.proto.spec)["description"])

    whole, few = drawn(), drawn(kind="shelling")

    assert whole != few
    assert drawn() == whole
    assert drawn(kind="shelling") == few


def test_a_changed_boundary_file_gives_another_map(tmp_path: Path) -> None:
    """A map that was worked out is of the outlines that it was drawn with, not of later ones."""
    shown = mapped([], {"SY01": "One"})
    square = {"type": "Polygon", "coordinates": [[[0, 0], [0, 2], [2, 2], [2, 0], [0, 0]]]}
    path = tmp_path / "areas.geojson"
    charts = []
    for size in (2, 3, 3):
        text = json.dumps(square).replace("2", str(size))
        feature = f'{{"properties": {{"pcode": "SY01", "name": "One"}}, "geometry": {text}}}'
        path.write_text(f'{{"features": [{feature}]}}', encoding="utf-8")
        os.utime(path, ns=(size, size))
        charts.append(record_incidents.chart_of(shown, outlines(tmp_path)[0]))

    assert charts[0] != charts[1]
    assert charts[1] == charts[2]
