"""Other people's layouts: what a row of each becomes, and that it never says more than the row."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import IncidentFileError
from monitor.incidents.formats.dates import Order, orders_of, read_date
from monitor.incidents.formats.describe import formats_page
from monitor.incidents.formats.load import formats
from monitor.incidents.formats.recognise import recognise
from monitor.incidents.intake import Intake
from monitor.incidents.opened.declared import Declared
from monitor.incidents.record import Count, Record, Report
from monitor.incidents.validate import read_file
from monitor.incidents.vocabulary import KINDS, Measure
from monitor.settings import PROJECT
from tests.format_samples import HEADERS, SAMPLES, table

DAY = timedelta(days=1)


def test_the_page_of_the_formats_is_fresh() -> None:
    """`python -m monitor.incidents.formats.describe > docs/formats.md` makes it."""
    page = (PROJECT / "docs" / "formats.md").read_text(encoding="utf-8")

    assert page == formats_page()
    assert all(f"`{name}`. " in page for name in formats())


def read(layout: str, *rows: dict[str, str], dates: str | None = None) -> Intake:
    """Read a made-up file by the format that its own header shows."""
    intake = read_file(
        table(layout, *rows),
        file="made-up.csv",
        source="desk" if layout in {"osce_table", "bulletin"} else None,
        time_zone="UTC",
        declared=Declared(dates=dates),
    )
    assert intake.how is not None
    assert formats()[SAMPLES[layout][0]].title in intake.how.told()
    return intake


def report(layout: str, **changed: str) -> Report:
    """Return the one report of a file of one row."""
    intake = read(layout, changed)
    assert intake.rejected == ()
    [(_, record)] = intake.records
    assert isinstance(record, Report)
    return record


def reasons(intake: Intake) -> list[tuple[int, str, str]]:
    """Return line, column and reason of every problem."""
    return [(p.line, p.column, p.reason) for one in intake.rejected for p in one.problems]


@pytest.mark.parametrize(
    "layout", [name for name in SAMPLES if name not in {"osce_table", "hdx_hapi", "bulletin"}]
)
def test_each_layout_is_known_and_read(layout: str) -> None:
    """The id, the place, the dead and the day stand where they stood in the row."""
    told = report(layout)

    assert told.key in {"acled/XXA1", "ucdp/900001"}
    assert (told.latitude, told.longitude) == (1.5, 2.5)
    assert "Exampleville" in told.place
    assert told.killed is not None
    assert told.killed.low == 3
    assert told.happened.end - told.happened.start == DAY


@pytest.mark.parametrize("name", formats())
def test_what_a_format_fills_in_can_be_read(name: str) -> None:
    """Every kind that a format knows is one of ours, or several."""
    for choice in formats()[name].columns.get("kind", formats()[name].columns["id"]).choices:
        said = [*choice.codes.values(), choice.text]
        assert {kind for text in said for kind in text.split(";") if text} <= set(KINDS)


def test_neither_column_of_actors_is_the_one_that_struck() -> None:
    """Both actors of a clash stand as alternatives; blame by order would be ours."""
    for layout in ("acled", "acled_2023", "ucdp_ged", "ucdp_ged_19"):
        told = report(layout)
        assert len(told.by) == 2
        assert told.by == told.against


@pytest.mark.parametrize(
    ("changed", "by", "against"),
    [
        ({"actor2": "Civilians (X)", "inter2": "Civilians"}, "actor1", ("civilians",)),
        ({"actor2": "Civilians (X)", "inter2": "7"}, "actor1", ("civilians",)),
        ({"actor1": "Civilians (X)", "inter1": "7"}, "actor2", ("civilians",)),
    ],
)
def test_civilians_are_struck_and_do_not_strike(
    changed: dict[str, str], by: str, against: tuple[str, ...]
) -> None:
    """Where one of two actors is civilians, the other one struck."""
    told = report("acled", **changed)

    names = {"actor1": "Military Forces of Northland (2001-)", "actor2": "Southland Front"}
    assert told.by == (names[by],)
    assert told.against == against


def test_an_attack_on_civilians_by_nobody_named_is_nobodys() -> None:
    """A blank actor beside civilians does not make the civilians the ones who struck."""
    told = report("acled", actor1="Civilians (X)", inter1="Civilians", actor2="", inter2="")

    assert (told.by, told.against) == ((), ("civilians",))


def test_somebody_unidentified_makes_all_of_them_unknown() -> None:
    """An unknown actor is no stranger to the agreement: nothing is said of who struck."""
    told = report("acled", actor2="Unidentified Armed Group (X)", inter2="3")

    assert told.by == ()
    assert told.against == ()


@pytest.mark.parametrize(
    ("code", "before", "after"), [("1", 0, 0), ("2", 6, 6), ("3", 30, 30)], ids="123"
)
def test_precision_codes_become_spans(code: str, before: int, after: int) -> None:
    """A date known to the week or month may be any day around it."""
    told = report("acled", time_precision=code)

    day = datetime(2023, 2, 10, tzinfo=UTC)
    assert told.happened.start == day - before * DAY
    assert told.happened.end == day + (after + 1) * DAY


@pytest.mark.parametrize("code", ["4", "", "x"])
def test_a_precision_without_meaning_is_refused(code: str) -> None:
    """Neither guessed nor taken as exact."""
    [(line, column, reason)] = reasons(read("acled", {"time_precision": code}))

    assert (line, column) == (2, "time_precision")
    assert "how exact the date is" in reason


def test_months_of_an_event_are_its_span() -> None:
    """An event from 1 February to 1 June may have been on any of these days."""
    told = report("ucdp_ged", date_prec="5", date_end="2016-06-01", date_start="2016-02-01")

    assert told.happened.start == datetime(2016, 2, 1, tzinfo=UTC)
    assert told.happened.end == datetime(2016, 6, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("low", "best", "high", "least", "most", "noted"),
    [
        ("3", "3", "4", 3, 4, False),
        ("5", "3", "4", 3, 5, True),
        ("0", "0", "0", 0, 0, False),
        ("", "3", "4", 3, 4, False),
        ("-1", "2", "-1", 2, 2, False),
    ],
)
def test_figures_out_of_order_are_put_in_order(
    low: str, best: str, high: str, least: int, most: int, *, noted: bool
) -> None:
    """The smallest is low, the largest high, with a note; -1 and blank are unknown, not zero."""
    told = report("ucdp_ged", low=low, best=best, high=high)

    assert told.killed is not None
    assert (told.killed.low, told.killed.high) == (least, most)
    assert ("put in order" in told.note) is noted


def test_no_figure_is_not_zero() -> None:
    """All three unknown: nothing is said of the dead."""
    assert report("ucdp_ged", low="", best="NA", high="-1").killed is None


@pytest.mark.parametrize(
    ("layout", "column", "code", "metres", "placed"),
    [
        ("ucdp_ged", "where_prec", "1", None, True),
        ("ucdp_ged", "where_prec", "2", 25_000, True),
        ("ucdp_ged", "where_prec", "3", None, False),
        ("ucdp_ged", "where_prec", "4", None, False),
        ("ucdp_ged", "where_prec", "6", None, False),
        ("acled", "geo_precision", "1", None, True),
        ("acled", "geo_precision", "2", 30_000, True),
        ("acled", "geo_precision", "3", None, False),
    ],
)
def test_a_place_known_to_its_region_has_no_coordinates(
    layout: str, column: str, code: str, metres: int | None, *, placed: bool
) -> None:
    """The middle of a governorate is not where it happened."""
    told = report(layout, **{column: code})

    assert (told.latitude is not None) is placed
    assert told.location_precision == metres


def test_one_sided_violence_has_a_side() -> None:
    """Type 3 is of one side against civilians, and no clash."""
    told = report("ucdp_ged", type_of_violence="3", side_b="Civilians")

    assert told.by == ("Government of Northland",)
    assert told.against == ("civilians",)
    assert "armed_clash" not in told.kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Air/drone strike", ("air_strike",)),
        ("Peaceful protest", ("protest",)),
        ("Grenade", ("remote_explosive", "ground_attack")),
        ("", ()),
    ],
)
def test_sub_types_are_kinds(text: str, kinds: tuple[str, ...]) -> None:
    """A protest is no attack; a blank one says nothing."""
    assert report("acled", sub_event_type=text).kinds == kinds


def test_a_type_nobody_declared_is_refused_with_the_nearest() -> None:
    """A new word of the publisher is not passed over."""
    [refused] = read("acled", {"sub_event_type": "Air/drone strikes"}).rejected

    [problem] = refused.problems
    assert (problem.column, problem.value) == ("sub_event_type", "Air/drone strikes")
    assert "Air/drone strike" in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        *("10 February 2023", "2023-02-10", "10-Feb-23", "2023-02-10T00:00:00Z", "20230210"),
        *("10-Feb-2023", "2023/02/10", "February 10, 2023", "2023-02-10 00:00:00.000"),
    ],
)
def test_dates_as_exports_and_spreadsheets_write_them(text: str) -> None:
    """All of one day, whatever wrote it."""
    told = report("acled", event_date=text)

    assert told.happened.start == datetime(2023, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize("text", ["0025-03-04", "31-Feb-21", "2023-02", "44967", "soon"])
def test_what_is_no_date_is_refused(text: str) -> None:
    """The year 25, a day that is not, a month, the number of a spreadsheet."""
    [(line, column, _)] = reasons(read("acled", {"event_date": text}))

    assert (line, column) == (2, "event_date")


def test_day_and_month_are_never_guessed() -> None:
    """A column that can be read both ways asks; one date that settles it settles all."""
    with pytest.raises(IncidentFileError, match="read in two ways"):
        read("acled", {"event_date": "03/04/2023"})
    with pytest.raises(IncidentFileError, match="its day first"):
        read(
            "acled",
            {"event_date": "13/04/2023"},
            {"event_id_cnty": "XXA2", "event_date": "04/13/2023"},
        )
    settled = read(
        "acled", {"event_date": "13/04/2023"}, {"event_id_cnty": "XXA2", "event_date": "03/04/2023"}
    )
    starts = [record.happened.start for _, record in settled.records if isinstance(record, Report)]
    assert starts == [datetime(2023, 4, 13, tzinfo=UTC), datetime(2023, 4, 3, tzinfo=UTC)]
    told = read("acled", {"event_date": "03/04/2023"}, dates="month_first")
    assert [one.happened.start for one in _reports(told)] == [datetime(2023, 3, 4, tzinfo=UTC)]


def _reports(intake: Intake) -> list[Report]:
    return [record for _, record in intake.records if isinstance(record, Report)]


@pytest.mark.parametrize(
    ("texts", "settled"),
    [
        (["13/04/2023", "01/02/2023"], Order.DAY_FIRST),
        (["04/13/2023"], Order.MONTH_FIRST),
        (["04/04/2023"], None),
        (["01/02/2023"], None),
        (["13/04/2023", "04/13/2023"], None),
        (["2023-04-13"], None),
    ],
)
def test_the_order_of_a_column(texts: list[str], settled: Order | None) -> None:
    """Only a figure above twelve settles it."""
    assert orders_of(texts).settled is settled


@pytest.mark.parametrize(("text", "year"), [("1-Jan-69", 2069), ("1-Jan-70", 1970)])
def test_two_figures_of_a_year(text: str, year: int) -> None:
    """Below 70 they are of this century."""
    assert read_date(text).year == year


def test_each_actors_row_of_one_event_is_put_together() -> None:
    """Two rows, one event: stored once, the other unchanged; civilians are only ever struck."""
    clash = read("acled_monadic", {"actor1": "North"}, {"actor1": "South"})
    assert (len(clash.records), clash.repeated, len(clash.rejected)) == (1, 1, 0)
    assert _reports(clash)[0].by == ("North", "South")

    struck = read(
        "acled_monadic", {"actor1": "North"}, {"actor1": "Civilians (X)", "inter1": "Civilians"}
    )
    assert _reports(struck)[0].by == ("North",)
    assert _reports(struck)[0].against == ("civilians",)

    unknown = read("acled_monadic", {"actor1": "North"}, {"actor1": "Unidentified Group"})
    assert _reports(unknown)[0].by == ()


def test_an_id_of_two_events_is_refused_and_an_exact_copy_is_not() -> None:
    """Which of two is right is not known; a copy adds nothing."""
    reused = read("acled", {}, {"fatalities": "9"}, {"event_id_cnty": "XXA2"})
    assert [one.line for one in reused.rejected] == [2, 3]
    assert {problem.column for one in reused.rejected for problem in one.problems} == {
        "event_id_cnty"
    }
    copied = read("acled", {}, {})
    assert (len(copied.records), copied.repeated) == (1, 1)


def test_every_row_is_accounted_for() -> None:
    """Accepted, rejected and repeated ones are all there are."""
    intake = read("acled", {}, {}, {"event_id_cnty": ""}, {"event_id_cnty": "XXA3"})

    assert intake.lines == 4
    assert len(intake.records) + len(intake.rejected) + intake.repeated == 4


def test_observations_of_a_mission_are_counts() -> None:
    """Nobody is named, and the same row, moved, keeps its mark."""
    first, second = (read("osce_table", {}, {"count": "7"}), read("osce_table", {"count": "7"}, {}))
    told = sorted(_keyed(first))

    assert told == sorted(_keyed(second))
    [count] = [record for _, record in first.records if getattr(record, "value", 0) == 4]
    assert isinstance(count, Count)
    assert count.measure is Measure.INCIDENTS
    assert count.by == ()


def _keyed(intake: Intake) -> list[tuple[str, str]]:
    return [(record.key, record.model_dump_json()) for _, record in intake.records]


def test_a_candidate_gives_way_to_the_yearly_release() -> None:
    """The same id from both is one report, and the release has the higher revision."""
    by_name = recognise(HEADERS["ucdp_ged"], (), "GEDEvent_v25_0_6.csv", formats())
    assert by_name is not None
    assert by_name.declaration.format == "ucdp_ged_candidate"
    assert report("ucdp_ged").revision == 1


def test_names_with_semicolons_stay_one_name() -> None:
    """A semicolon parts alternatives in our own files; in a publisher's name it does not."""
    assert report("acled", actor1="North; East", actor2="").by == ("North, East",)


def test_a_file_without_a_needed_column_says_which() -> None:
    """Chosen by hand for another file: the missing column is named."""
    with pytest.raises(IncidentFileError, match="event_id_cnty"):
        read_file(b"id,date_start\n1,2016-01-01\n", file="made-up.csv", kind="acled")


@pytest.mark.parametrize(
    ("header", "title", "lacks"),
    [
        ([n for n in HEADERS["acled"] if n != "geo_precision"], "ACLED, the", "geo_precision"),
        ([n for n in HEADERS["ucdp_ged"] if n not in {"date_prec", "best"}], "UCDP GED", "best"),
        (["Place,When", "#loc+name,#date+start"], "HXL hashtags", "#meta+id"),
    ],
)
def test_a_layout_that_lacks_something_is_told_by_its_name(
    header: list[str], title: str, lacks: str
) -> None:
    """One sentence with what is lacking, not every column that no template has."""
    lines = header if title == "HXL hashtags" else [",".join(header)]
    lines = [*lines, ",".join("x" for _ in lines[0].split(","))]

    with pytest.raises(IncidentFileError) as refused:
        read_file("\n".join(lines).encode(), file="made-up.csv", source="desk")

    [problem] = refused.value.problems
    assert title in problem.message
    assert lacks in problem.message


def test_a_template_with_a_wrong_column_is_nearly_no_layout() -> None:
    """Every wrong column of it is named at its place."""
    data = b"id,source,happened_from,kindd,latitude,longitude\n1,un,2016-09-17,x,1,2\n"

    with pytest.raises(IncidentFileError, match="no column 'kindd'"):
        read_file(data, file="made-up.csv")


def record_of_hxl(rows: list[str]) -> Record:
    """Read a file with a tag row."""
    data = "\n".join(rows).encode()
    intake = read_file(data, file="made-up.csv", source="desk", time_zone="UTC")
    assert intake.rejected == ()
    return intake.records[0][1]


def test_columns_are_found_by_their_hashtags() -> None:
    """Whatever the headers say and in whatever order the attributes stand."""
    told = record_of_hxl(
        [
            "Ref,Quand,Ou,Morts",
            "#meta +id,#date+start+x,#adm1 +name,#affected+f+killed",
            "7,2016-02-08,Milieu,2",
        ]
    )

    assert isinstance(told, Report)
    assert (told.key, told.place) == ("desk/7", "Milieu")
    assert told.killed is not None
    assert told.killed.high == 2
