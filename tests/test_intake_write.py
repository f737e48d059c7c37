"""What is written is read back equal; the templates and their page are those of the program."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import IncidentFileError
from monitor.incidents.describe import template_csv, templates_page
from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Link,
    Range,
    Record,
    Report,
    Review,
    SourceProfile,
    Statement,
)
from monitor.incidents.span import TICK, Span
from monitor.incidents.templates import TEMPLATES
from monitor.incidents.validate import read_file
from monitor.incidents.vocabulary import CLAIMS, KINDS, PURPOSES, WEAPONS
from monitor.incidents.write import write_csv
from monitor.settings import PROJECT

INSTANTS = st.datetimes(
    datetime(1900, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    datetime(2200, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
LENGTHS = st.timedeltas(TICK, timedelta(days=40))
TEXT = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12)
SPACED = st.builds(lambda a, b: f"{a} {b}".strip(), TEXT, TEXT)
FILLED = SPACED.filter(bool)
NAMED = FILLED.filter(lambda name: ";" not in name)
NAMES = st.lists(NAMED, max_size=3, unique=True).map(tuple)
IDS = FILLED.filter(lambda text: "/" not in text and text.isprintable())
SOURCES = st.from_regex(r"[a-z0-9_-]{1,12}", fullmatch=True)
PCODES = st.from_regex(r"[A-Z]{2}[0-9A-Z]{0,6}", fullmatch=True)
KEYS = st.builds("{}/{}".format, SOURCES, IDS)
NUMBERS = st.integers(0, 999_999_999)


def some(values: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    """Some different values, in order."""
    return st.lists(values, max_size=most, unique=True).map(tuple)


def spans(shortest: timedelta = timedelta()) -> st.SearchStrategy[Span]:
    """Points, and spans of up to 40 days that end by 2200."""
    return st.builds(
        lambda start, length: Span(start=start, end=min(start + length, LAST)),
        INSTANTS.filter(lambda at: at < LAST - timedelta(days=40)),
        st.one_of(st.just(shortest), LENGTHS),
    )


LAST = datetime(2200, 12, 31, tzinfo=UTC)
RANGES = st.none() | st.builds(
    lambda low, more: Range(low=low, high=None if more is None else low + more),
    st.integers(0, 10_000),
    st.none() | st.integers(0, 10_000),
)
PLACES = st.none() | st.tuples(
    st.floats(-90, 90), st.floats(-180, 180), st.none() | st.integers(0, 10_000)
)
ENTRY = {"id": IDS, "source": SOURCES, "revision": NUMBERS, "citation": SPACED, "note": FILLED}
ENTRY |= {"published_at": st.none() | INSTANTS}
ACTORS = {"by": NAMES, "against": NAMES, "place": SPACED, "kinds": some(st.sampled_from([*KINDS]))}
SCOPE = {"sides": NAMES, "areas": some(PCODES), "kinds": ACTORS["kinds"]}
AGREEMENT = {
    "agreement": st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True),
    "by": FILLED,
    "what": st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True),
}


def _placed(report: Report, place: tuple[float, float, int | None] | None) -> Report:
    fields = ("latitude", "longitude", "location_precision")
    return report.model_copy(update=dict(zip(fields, place or (None, None, None), strict=True)))


def _until(decision: Decision, length: timedelta | None) -> Decision:
    until = None if length is None else min(decision.effective.start + length, LAST)
    return decision.model_copy(update={"until": until})


def _self_named(profile: SourceProfile) -> SourceProfile:
    return profile.model_copy(update={"id": profile.source})


REFERENCES = some(
    st.builds("{}={}".format, st.from_regex("[a-z][a-z0-9_]{0,8}", fullmatch=True), NAMED)
)
RECORDS: dict[str, st.SearchStrategy[Record]] = {
    "report": st.builds(
        _placed,
        st.builds(
            Report,
            **ENTRY,
            **ACTORS,
            happened=spans(),
            pcodes=some(PCODES),
            latitude=st.none(),
            longitude=st.none(),
            purposes=some(st.sampled_from([*PURPOSES])),
            killed=RANGES,
            injured=RANGES,
            weapons=some(st.sampled_from([*WEAPONS])),
            claims=some(st.sampled_from([*CLAIMS])),
            quantity=RANGES,
            references=REFERENCES,
        ),
        PLACES,
    ),
    "count": st.builds(
        Count,
        **ENTRY,
        **ACTORS,
        window=spans(),
        value=NUMBERS,
        pcodes=some(PCODES, 1),
        stated_by=SPACED,
    ),
    "statement": st.builds(Statement, **ENTRY, actor=FILLED, about=SPACED, made=spans()),
    "decision": st.builds(
        _until,
        st.builds(
            Decision,
            **ENTRY,
            **AGREEMENT,
            effective=spans(),
            until=st.none(),
            references=REFERENCES,
        ),
        st.none() | LENGTHS,
    ),
    "attestation": st.builds(
        Attestation, **ENTRY, **AGREEMENT, during=spans(), references=REFERENCES
    ),
    "coverage": st.builds(Coverage, **ENTRY, **SCOPE, watched=spans(TICK)),
    "link": st.builds(Link, **ENTRY, first=KEYS, second=KEYS).filter(
        lambda link: link.first != link.second
    ),
    "review": st.builds(Review, **ENTRY, report=KEYS).filter(
        lambda review: review.grade is not None or review.occurrence is not None
    ),
    "source_profile": st.builds(
        _self_named,
        st.builds(
            SourceProfile,
            **ENTRY,
            **SCOPE,
            name=FILLED,
            side=SPACED,
            speaks_for=NAMES,
            relays=some(SOURCES),
            time_zone=st.sampled_from(["UTC", "Asia/Damascus"]),
            cut_off=SPACED,
            limits=SPACED,
        ),
    ),
}


@pytest.mark.parametrize("kind", RECORDS)
@settings(max_examples=40)
@given(data=st.data())
def test_records_are_read_back_equal(kind: str, data: st.DataObject) -> None:
    """Any record that has an id of its own comes back from its file as it was."""
    written = data.draw(
        st.lists(RECORDS[kind], max_size=4, unique_by=lambda record: (record.key, record.revision))
    )
    if not written:
        with pytest.raises(IncidentFileError, match="a header and no rows"):
            read_file(write_csv(kind, written), file="f.csv")
        return

    found = read_file(write_csv(kind, written), file="f.csv")

    assert found.kind == kind
    assert found.rejected == ()
    assert [record for _, record in found.records] == written


def test_a_name_that_holds_the_separator_is_not_written() -> None:
    """It would be read as two names."""
    at = datetime(2016, 9, 17, tzinfo=UTC)
    report = Report(id="1", source="un", happened=Span(start=at, end=at), by=("a;b",))

    with pytest.raises(ValueError, match="'a;b' holds the ;"):
        write_csv("report", [report])


def test_every_kind_of_record_has_its_template() -> None:
    """The templates and the kinds of record are the same nine."""
    kinds = {kind.model_fields["record"].default for kind in get_args(get_args(Record)[0])}

    assert set(TEMPLATES) == kinds == set(RECORDS)


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_field_of_a_record_has_its_columns(kind: str) -> None:
    """Nothing that a record holds is out of a file's reach."""
    template = TEMPLATES[kind]
    read = {column.field for column in template.columns} | {*template.ranges}
    read |= {template.when.field} if template.when else set()
    read |= {"published_at", "until", "record"} | (
        {"source"} if kind == "source_profile" else set()
    )

    assert set(template.record.model_fields) <= read


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_file_is_fresh_and_reads_without_a_problem(kind: str) -> None:
    """Its rows say that they are examples; `python -m monitor.incidents.describe` makes it."""
    data = (PROJECT / "data" / "templates" / TEMPLATES[kind].file).read_bytes()

    found = read_file(data, file=TEMPLATES[kind].file)

    assert data == template_csv(kind)
    assert (found.kind, found.lines, found.rejected) == (kind, 2, ())
    assert {record.note for _, record in found.records} == {"synthetic example"}
    assert all(record.source.startswith("example") for _, record in found.records)


def test_the_page_of_the_templates_is_fresh() -> None:
    """`python -m monitor.incidents.describe > docs/templates.md` makes it."""
    page = (PROJECT / "docs" / "templates.md").read_text(encoding="utf-8")

    assert page == templates_page()
    for template in TEMPLATES.values():
        assert all(f"| `{name}` |" in page for name in template.names())
