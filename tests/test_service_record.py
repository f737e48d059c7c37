"""What the service answers of the record: undoing shown before it is done, outlines, histories."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_samples import AGREEMENT, GOOD, rows
from store_samples import SetClock

from monitor.errors import MonitorError
from monitor.service import Service
from monitor.service.outlines import outlines
from monitor.service.trying import said
from monitor.settings import read_settings
from monitor.store.errors import UnknownUploadError

pytest_plugins = ["cli_fixtures"]

SEVENTH_EVENING = datetime(2016, 9, 19, 16, tzinfo=UTC)
KNOWN_EARLY = datetime(2016, 9, 17, 19, tzinfo=UTC)
DEIR_EZ_ZOR = "syrian_army/deir-ez-zor"


@pytest.fixture
def clock() -> SetClock:
    """A clock long after everything of the sample."""
    return SetClock(datetime(2040, 1, 1, tzinfo=UTC))


@pytest.fixture
def service(sample: Path, clock: SetClock) -> Service:
    """A service over a copy of the sample store; the process ends what holds it."""
    return Service.open(read_settings({"MONITOR_STORE": str(sample)}), clock)


def test_the_preview_of_undoing_is_what_undoing_does(service: Service, clock: SetClock) -> None:
    """Every finding before and after, and what becomes of the records; until then nothing."""
    with service:
        service.uploads.take(
            "a.csv", rows(GOOD.replace("synthetic", "sohr")).encode(), actor="tester"
        )
        number = service.record.uploads()[-1].act
        clock.pass_by()
        head = service.store.head
        shown = service.uploads.preview_undo(
            number, agreement=AGREEMENT, at=SEVENTH_EVENING, most=10
        )
        assert service.store.head == head

        was = service.verdicts.evaluate(AGREEMENT, at=SEVENTH_EVENING, known=clock())
        service.uploads.undo(number, actor="tester")
        now = service.verdicts.evaluate(AGREEMENT, at=SEVENTH_EVENING, known=clock.pass_by())

    olds = {(f.condition, f.scope): said(f) for f in was.findings}
    news = {(f.condition, f.scope): said(f) for f in now.findings}
    assert {(c.condition, c.scope): said(c.before) for c in shown.changes} == olds
    assert {(c.condition, c.scope): said(c.after) for c in shown.changes} == news
    assert olds != news
    assert [(turn.key, turn.after) for turn in shown.turns] == [("sohr/g1", None)]
    assert not shown.vanish


def test_nothing_unknown_is_undone_on_trial(service: Service) -> None:
    """A number that is no upload is refused with what to do."""
    with service, pytest.raises(UnknownUploadError, match="no upload 999"):
        service.uploads.preview_undo(999, agreement=AGREEMENT, at=SEVENTH_EVENING, most=10)


def test_no_version_of_later_is_told(service: Service) -> None:
    """On 17 September the history of an incident ends with what was known that evening."""
    with service:
        early = service.record.history([DEIR_EZ_ZOR, "coalition/deir-ez-zor"], KNOWN_EARLY)
        revisions = service.record.revisions("sohr/deir-ez-zor", KNOWN_EARLY)
        late = service.record.revisions("sohr/deir-ez-zor", datetime(2039, 1, 1, tzinfo=UTC))

    assert early
    assert all(version.known_from <= KNOWN_EARLY for version in early)
    assert 0 < len(revisions) <= len(late)


def test_outlines_are_read_from_the_data_folder(service: Service) -> None:
    """Each boundary file gives names and shapes by p-code; which country is nowhere in code."""
    with service:
        [found] = service.outlines()

    assert found.names["SY02"] == "Aleppo"
    assert found.shapes.keys() == found.names.keys()


def test_a_folder_without_boundaries_gives_none(tmp_path: Path) -> None:
    """No map is no error; a feature without p-code is left out, one without name has its code."""
    assert outlines(tmp_path) == ()
    square = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}
    features = [
        {"properties": {"pcode": "XX01"}, "geometry": square},
        {"properties": {"name": "nowhere"}, "geometry": square},
    ]
    (tmp_path / "x.geojson").write_text(json.dumps({"features": features}), encoding="utf-8")

    [found] = outlines(tmp_path)

    assert (found.file, found.names, found.shapes) == (
        "x.geojson",
        {"XX01": "XX01"},
        {"XX01": square},
    )


@pytest.mark.parametrize("text", ["", "[]", '{"features": [3]}', '{"features": [{}]}'])
def test_a_broken_boundary_file_is_named(tmp_path: Path, text: str) -> None:
    """What is no GeoJSON is refused by its name, with what to do."""
    (tmp_path / "broken.geojson").write_text(text, encoding="utf-8")

    with pytest.raises(MonitorError, match=r"broken\.geojson: this is no GeoJSON"):
        outlines(tmp_path)
