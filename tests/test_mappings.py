"""A mapping of an unknown layout: drawn up from what a person says, checked, and recognised."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.apart.asked import Asked
from monitor.apart.reading import read_apart
from monitor.errors import IncidentFileError
from monitor.incidents.formats.drafted import drafted, name_for
from monitor.incidents.formats.drawn_up import drawn_up
from monitor.incidents.formats.guess import guessed, kind_meant, meanings_of
from monitor.incidents.formats.load import declaration, formats
from monitor.incidents.formats.meaning import SEVERAL, Meaning
from monitor.incidents.formats.said import Said
from monitor.incidents.formats.saved import Saved
from monitor.incidents.formats.seen import MOST_DIFFERENT, SeenColumn, UnknownLayoutError, seen
from monitor.incidents.formats.usable import LARGEST
from monitor.incidents.formats.usual import KIND_WORDS
from monitor.incidents.formats.written import DEEPEST, written
from monitor.incidents.gazetteer import Gazetteer
from monitor.incidents.intake import Intake, Mapped
from monitor.incidents.record import Range, Report
from monitor.incidents.rows import Row
from monitor.incidents.validate import read_file
from monitor.incidents.vocabulary import KINDS
from tests.format_samples import HEADERS

PLACES = Gazetteer({"XX01": ("Northland",), "XX02": ("Southland",)})
HEADER = "No.,التاريخ,Тип,Area,Town,Perpetrator,Killed,Comments"
ROWS = (
    "1,17/09/2016,Shelling,Northland,Exampletown,Army,2,first",
    "2,18/09/2016,Обстрел,Southland,Elsewhere,,0,second",
    "3,18/09/2016,Strange thing,Southland,Elsewhere,Army,,third",
)
FILE = "\n".join([HEADER, *ROWS, ""]).encode()
SAID = Said(
    "made_up",
    "Made-up list",
    {
        "No.": Meaning.ID,
        "التاريخ": Meaning.DATE,
        "Тип": Meaning.KIND,
        "Area": Meaning.AREA,
        "Town": Meaning.PLACE,
        "Perpetrator": Meaning.BY,
        "Killed": Meaning.KILLED,
        "Comments": Meaning.NOTE,
    },
    {"Shelling": "shelling", "Обстрел": "shelling"},
    source="made_up_source",
    time_zone="UTC",
)
TEXT = drawn_up(SAID)
SAVED = Saved.by_name([Saved(TEXT, 2)])


def read(data: bytes = FILE, saved: dict[str, Saved] | None = None, **stated: str) -> Intake:
    """Read a file where one mapping is saved."""
    held = SAVED if saved is None else saved
    return read_file(data, file="made-up.csv", places=PLACES, saved=held, **stated)  # type: ignore[arg-type]


def unknown(data: bytes = FILE) -> tuple[SeenColumn, ...]:
    """Return the columns of a file that nobody knows."""
    with pytest.raises(UnknownLayoutError) as caught:
        read_file(data, file="made-up.csv", places=PLACES)
    return caught.value.columns


def test_what_is_said_is_what_is_read() -> None:
    """Id, day, kind, area, place, actor, figure and note stand where they were said to stand."""
    intake = read()
    records = [record for _, record in intake.records]

    assert all(isinstance(record, Report) for record in records)
    first, second, third = (record for record in records if isinstance(record, Report))
    assert (first.key, first.kinds, first.by) == ("made_up_source/1", ("shelling",), ("Army",))
    assert first.happened.start == datetime(2016, 9, 17, tzinfo=UTC)
    assert (first.pcodes, first.place) == (("XX01",), "Northland, Exampletown")
    assert (first.killed, second.killed, third.killed) == (
        Range(low=2, high=2),
        Range(low=0, high=0),
        None,
    )
    assert second.by == ()
    assert (second.kinds, third.kinds) == (("shelling",), ())
    assert third.note == "third; Тип: Strange thing"
    assert intake.mapped == Mapped("made_up", 2)
    assert intake.how is not None
    assert "Made-up list (made_up, version 2)" in intake.how.told()
    assert "Strange thing (1)" in intake.how.told()
    assert "Обстрел" not in intake.how.told()


def test_reading_apart_says_the_same() -> None:
    """The process that reads a file is handed the mapping, and answers with its name."""
    asked = Asked(FILE, "made-up.csv", places=PLACES, saved=SAVED)

    assert read_apart(asked) == asked.read()
    with pytest.raises(UnknownLayoutError) as caught:
        read_apart(Asked(FILE, "made-up.csv", places=PLACES))
    assert caught.value.columns == unknown()


def test_every_column_is_shown_with_its_first_values_and_a_guess() -> None:
    """Name, first different values and what it probably is, in three alphabets."""
    columns = unknown()

    assert [column.name for column in columns] == HEADER.split(",")
    assert columns[2].first == ("Shelling", "Обстрел", "Strange thing")
    assert {column.name: column.guess for column in columns} == SAID.columns
    assert meanings_of(columns) == SAID.columns


def test_a_guess_is_never_applied_unasked() -> None:
    """The same file is refused, however sure every guess is, until a person has said it."""
    with pytest.raises(UnknownLayoutError, match="not the header of a template"):
        read_file(FILE, file="made-up.csv", places=PLACES)


@pytest.mark.parametrize(
    ("name", "values", "guess"),
    [
        ("Date", ("soon", "later"), Meaning.OUT),
        ("xyz", ("2016-09-17", "2016-09-18"), Meaning.DATE),
        ("xyz", ("20160917", "1"), Meaning.OUT),
        ("xyz", ("12345678", "87654321"), Meaning.OUT),
        ("Killed", ("Army", "Ali 7"), Meaning.OUT),
        ("Lat", ("200", "300"), Meaning.OUT),
        ("Широта", ("36.5", "35.25"), Meaning.LATITUDE),
        ("عدد القتلى", ("3", "0"), Meaning.KILLED),
        ("xyz", ("XX0101", "XX0203"), Meaning.PCODE),
        ("xyz", ("Shelling", "Air strike"), Meaning.KIND),
        ("Source", ("Some Office",), Meaning.CITATION),
        ("Source", ("some_office",), Meaning.SOURCE),
        ("xyz", ("Northland", "Southland"), Meaning.AREA),
        ("ID", ("1", "1", "2"), Meaning.OUT),
        ("Date", (), Meaning.OUT),
    ],
)
def test_what_stands_in_a_column_speaks_for_or_against(
    name: str, values: tuple[str, ...], guess: Meaning
) -> None:
    """A name alone is not enough where the values deny it; values may say it without a name."""
    rows = [Row(at, [value]) for at, value in enumerate(values, 2)]

    [column] = guessed(seen([name], rows), PLACES)

    assert column.guess is guess


def test_one_meaning_is_guessed_for_one_column() -> None:
    """Two dates of an event would be one too many; several notes are not."""
    rows = [Row(2, ["2016-09-17", "2016-09-18", "a", "b"])]

    columns = guessed(seen(["event date", "date", "notes", "comments"], rows))

    guesses = [column.guess for column in columns]
    assert guesses.count(Meaning.DATE) == 1
    assert guesses[2:] == [Meaning.NOTE, Meaning.NOTE]


def test_every_word_for_a_kind_is_one_of_ours() -> None:
    """The usual words lead to kinds of the vocabulary, and are found again."""
    assert set(KIND_WORDS.values()) <= set(KINDS)
    assert {word: kind_meant(word) for word in KIND_WORDS} == dict(KIND_WORDS)
    assert kind_meant("Something else entirely") == ""


def test_a_column_of_very_many_values_is_counted_no_further() -> None:
    """What is shown of a column is bounded, whatever the file holds."""
    rows = [Row(at, [str(at), "x" * 5_000]) for at in range(5_000)]

    numbers, long = seen(["a", "b", *(["c"] * 1_000)], rows)[:2]

    assert (numbers.different, numbers.filled) == (MOST_DIFFERENT, 5_000)
    assert len(seen(["a"] * 1_000, rows)) == 200
    assert len(long.first[0]) == 80


def test_a_shipped_format_wins_unless_a_person_says_otherwise() -> None:
    """A mapping of the columns of a known format is used when it is stated, and only then."""
    columns = HEADERS["acled"]
    said = {name: Meaning.DATE if name == "event_date" else Meaning.NOTE for name in columns}
    text = drawn_up(Said("mine", "Mine", said, source="mine", time_zone="UTC"))
    saved = Saved.by_name([Saved(text, 1)])
    row = ",".join("2016-09-17" if one == "event_date" else "1" for one in columns)
    data = f"{','.join(columns)}\n{row}\n".encode()

    found, stated = read(data, dict(saved)), read(data, dict(saved), kind="mine")

    assert found.mapped is None
    assert stated.mapped == Mapped("mine", 1)


def test_two_that_fit_are_asked_about() -> None:
    """Which of two mappings is meant is a question with both names, until one is stated."""
    other = TEXT.replace("format: made_up", "format: other")
    saved = Saved.by_name([Saved(TEXT, 1), Saved(other, 1)])

    with pytest.raises(IncidentFileError, match=r"several saved mappings fit.*made_up, other"):
        read(saved=dict(saved))
    assert read(saved=dict(saved), kind="other").mapped == Mapped("other", 1)


def test_a_column_that_is_gone_or_new_is_noticed() -> None:
    """Without one of its columns a file is unknown again; a further column is told as not read."""
    less = b"\n".join(line.rpartition(b",")[0] for line in FILE.splitlines())
    more = b"\n".join(line + b",x" for line in FILE.splitlines())

    with pytest.raises(UnknownLayoutError):
        read(less)
    intake = read(more.replace(b"Comments,x", b"Comments,New"))
    assert intake.mapped == Mapped("made_up", 2)
    assert intake.how is not None
    assert "Columns not read: New." in intake.how.told()


def test_titles_above_are_told_from_a_header_that_was_said() -> None:
    """Once its names are known, a header is found below the titles of the sheet."""
    intake = read(b"Made-up bulletin,,,,,,,\n" + FILE)

    assert (intake.lines, len(intake.records)) == (3, 3)


def test_dates_are_read_in_the_order_that_was_said() -> None:
    """A mapping knows what its source always does; without that the file still asks."""
    data = FILE.replace(b"17/09", b"03/04").replace(b"18/09", b"05/04")
    said = declaration(TEXT).model_dump(mode="json", exclude_defaults=True)
    ordered = Said(**{**{k: getattr(SAID, k) for k in SAID.__slots__}, "dates": "day_first"})

    with pytest.raises(IncidentFileError, match="two ways"):
        read(data)
    [(_, first), *_] = read(data, dict(Saved.by_name([Saved(drawn_up(ordered), 1)]))).records
    assert isinstance(first, Report)
    assert first.happened.start == datetime(2016, 4, 3, tzinfo=UTC)
    assert "dates" not in said


def test_how_exact_a_date_is_comes_from_a_column_or_for_all() -> None:
    """A week by its code is a week; for all rows a month is a month."""
    columns = {"d": Meaning.DATE, "p": Meaning.PRECISION, "n": Meaning.NOTE}
    data = b"d,p,n\n2016-09-05,w,a\n2016-09-05,d,b\n2016-09-05,?,c\n"
    said = Said(
        "m", "M", columns, precisions={"w": "week", "d": "day"}, source="s", time_zone="UTC"
    )
    month = Said("m", "M", columns | {"p": Meaning.OUT}, precision="month", source="s")

    week = read(data, dict(Saved.by_name([Saved(drawn_up(said), 1)])))
    all_ = read(data, dict(Saved.by_name([Saved(drawn_up(month), 1)])), kind="m", time_zone="UTC")

    spans = [r.happened for _, r in week.records if isinstance(r, Report)]
    assert [(span.end - span.start).days for span in spans] == [7, 1]
    assert [line.line for line in week.rejected] == [4]
    assert {
        (r.happened.end - r.happened.start).days for _, r in all_.records if isinstance(r, Report)
    } == {30}


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "message"),
    [
        ("format: made_up", "format: acled", 1, 1, "known without a mapping"),
        ("format: made_up", "format: count", 1, 1, "known without a mapping"),
        ("format: made_up", "format: to_be_said", 1, 1, "known without a mapping"),
        ("format: made_up", "format: Ünicode", 1, 1, "small letters"),
        ("source: made_up_source", "source: Made Up", 5, 1, "not the id of a source"),
        ("time_zone: UTC", "time_zone: Mars/Base", 6, 1, "Mars/Base"),
        ("Shelling: shelling", "Shelling: shellin", 29, 7, "not one of the allowed words"),
        ("record: report", "record: other", 4, 1, "'report' or 'count'"),
        ("  id:", "  idd:", 18, 3, "no column 'idd'"),
        ("title: Made-up list", "title: 5", 2, 1, "no text"),
        ("title: Made-up list", "title: *x", 2, 8, ""),
        ("title: Made-up list", "title: A\ntitle: B", 3, 1, "twice"),
        ("title: Made-up list", "colour: red\ntitle: B", 2, 1, "no such key"),
        ("title: Made-up list", 'title: "a\\x1b[31m"', 2, 1, "control character"),
        ("title: Made-up list", "title: " + "x" * 121, 2, 1, "at most 120"),
        ("title: Made-up list", "title: [", 4, 7, "no YAML"),
        ("title: Made-up list", "title: 2016-99-99", 2, 8, "no YAML"),
        ("title: Made-up list", "title: !!python/name:os.system x", 2, 8, ""),
    ],
)
def test_what_is_wrong_has_its_line_and_column(
    old: str, new: str, line: int, column: int, message: str
) -> None:
    """Each problem of a written mapping stands where it is, with what is wrong."""
    with pytest.raises(IncidentFileError) as caught:
        written(TEXT.replace(old, new, 1), "made.yaml")

    problem = caught.value.problems[0]
    assert problem.file == "made.yaml"
    assert (message in problem.message, problem.line) == (True, line)
    assert problem.column == column or not message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "- a",
        "[" * 1_000,
        "a: " * (DEEPEST + 9),
        "#" * (LARGEST + 1),
        "a: &x [1]\nb: *x\n",
        "{}",
        "known: {columns: [a]}",
        "? [a]\n: b",
        "\x00",
    ],
)
def test_what_is_no_mapping_is_refused_with_a_place(text: str) -> None:
    """Nothing but a declaration is one, and nothing makes reading it fail in another way."""
    with pytest.raises(IncidentFileError) as caught:
        written(text, "made.yaml")

    assert all(problem.line >= 1 and problem.message for problem in caught.value.problems)


def test_fewer_columns_than_two_would_take_every_file() -> None:
    """A mapping that is known by a date alone would read other people's files."""
    said = Said("m", "M", {"Date": Meaning.DATE}, source="s")

    with pytest.raises(IncidentFileError, match="at least 2 columns"):
        written(drawn_up(said), "made.yaml")


def test_a_draft_is_the_guesses_to_be_mended() -> None:
    """What `draft-mapping` writes can be saved as it is where every guess is right."""
    text = drafted("Made-up list", unknown())

    assert written(text, "x").known.columns == tuple(HEADER.split(","))
    assert text.startswith("# Guesses")
    assert "# Town: Exampletown | Elsewhere" in text
    [(_, record), *_] = read(
        saved=dict(Saved.by_name([Saved(text, 1)])), source="desk", time_zone="UTC"
    ).records
    assert record.key == "desk/1"


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("NGO list 2016", "ngo_list_2016"),
        ("2016 list", "table_2016_list"),
        ("قائمة", "table"),
        ("", "table"),
        ("x" * 200, "x" * 63),
    ],
)
def test_names_are_bounded_whatever_a_file_is_called(called: str, name: str) -> None:
    """A name for the command line is made of any title, in any alphabet."""
    assert name_for(called) == name


def test_every_shipped_declaration_could_be_saved_under_another_name() -> None:
    """What the shipped formats say, a saved mapping may say too."""
    for one in formats().values():
        said = one.model_dump(mode="json", exclude_defaults=True)
        assert written(json.dumps(said | {"format": "mine"}), "x").title == one.title


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cf", "Co", "Cn")),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() == text and text.isprintable() and text[0] not in "#'")


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_whatever_is_said_is_kept_as_it_was_said(data: st.DataObject) -> None:
    """Any names, values and meanings become a text that says the same, and reads every row."""
    names = data.draw(
        st.lists(TEXTS, min_size=2, max_size=8, unique_by=lambda name: name.casefold())
    )
    others = [meaning for meaning in Meaning if meaning is not Meaning.DATE]
    meanings: dict[str, Meaning] = {names[0]: Meaning.DATE}
    for name in names[1:]:
        meaning = data.draw(st.sampled_from(others))
        single = meaning not in SEVERAL and meaning in meanings.values()
        meanings[name] = Meaning.OUT if single else meaning
    kinds = data.draw(st.dictionaries(TEXTS, st.sampled_from([*KINDS, ""]), max_size=4))
    said = Said(
        "made",
        data.draw(TEXTS),
        meanings,
        kinds,
        data.draw(st.sampled_from(["", *KINDS])),
        "made",
        "UTC",
        data.draw(st.sampled_from(["", "week"])),
        {"w": "week"},
        data.draw(st.sampled_from(["", "day_first"])),
        data.draw(st.lists(TEXTS, max_size=2)),
    )

    text = drawn_up(said)
    found = written(text, "x")

    assert found == declaration(text)
    assert found.title == said.title
    assert found.known.columns == tuple(names)
    for meaning, column in ((Meaning.BY, "by"), (Meaning.ID, "id")):
        if named := said.of(meaning):
            assert list(found.columns[column].choices[0].of) == named
    rows = data.draw(st.lists(st.lists(TEXTS, min_size=len(names), max_size=len(names))))
    table = [names, ["2016-09-17", *["1"] * (len(names) - 1)], *rows]
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table]
    try:
        intake = read_file(
            "\n".join(lines).encode(),
            file="x.csv",
            kind="made",
            saved=Saved.by_name([Saved(text, 1)]),
        )
    except IncidentFileError:
        return
    assert intake.lines == intake.good + len(intake.rejected) + intake.repeated
