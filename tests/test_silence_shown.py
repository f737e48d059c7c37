"""A file that goes silent: a naive count certifies a truce, this system does not. Synthetic."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.silence_days import Shown, certified, figures, looked_at, shown
from benchmarks.silence_picture import draw
from monitor.evaluation.verdict import Verdict
from monitor.service import Service
from monitor.settings import read_settings

FIRST, LAST = date(2030, 3, 1), date(2030, 3, 31)
GAP = (date(2030, 3, 18), date(2030, 3, 24))
"""Seven days of which the made-up file holds nothing."""

PLACES = ("Aleppo Governorate", "Homs Governorate", "Hamah Governorate", "Idlib Governorate")
COLUMNS = (
    "id,type_of_violence,dyad_name,side_a,side_b,where_prec,adm_1,date_prec,date_start,date_end,"
    "low,best,high\n"
)


def file() -> str:
    """Return a made-up file of the shape of UCDP GED: an event a day in each place, but for a week.

    Nothing of it happened.
    """
    days = [date(2030, 2, 1) + timedelta(days=n) for n in range(59)]
    told = [day for day in days if not GAP[0] <= day <= GAP[1]]
    sides = ("Government of Syria", "Syrian insurgents")
    rows = (
        f"{at * 10 + place},1,{' - '.join(sides)},{','.join(sides)},4,{name},1,{day},{day},1,1,1\n"
        for at, day in enumerate(told)
        for place, name in enumerate(PLACES)
    )
    return COLUMNS + "".join(rows)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A service over an empty store, long after these days."""
    settings = read_settings({"MONITOR_STORE": str(tmp_path / "store")})
    with Service.open(settings, lambda: datetime(2031, 1, 1, tzinfo=UTC)) as opened:
        yield opened


@pytest.fixture
def found(service: Service, tmp_path: Path) -> Shown:
    """The file, taken in and looked at both ways."""
    path = tmp_path / "made-up.csv"
    path.write_text(file(), encoding="utf-8")
    return shown(service, path, FIRST, LAST)


def test_a_week_that_the_file_leaves_out_is_certified_by_counting_and_not_by_us(
    found: Shown,
) -> None:
    """On its last day the naive count has a truce everywhere; we say so little, and flag it."""
    assert found.certified(GAP[1]) == list(found.names.values())
    assert len(found.names) == len(PLACES)
    assert found.said(GAP[1]) == {"undetermined": len(PLACES)}
    assert not any(Verdict.KEPT in days.values() for days in found.verdicts.values())
    assert [day for day in found.days if found.flagged(day)] == [
        GAP[0] + timedelta(days=n) for n in range(7)
    ]
    assert found.lines == [
        (
            "Probable gap of ucdp: 18 March to 24 March 2030 (nothing anywhere). "
            "Its silence there is not calm."
        )
    ]


def test_reported_days_are_told_alike_by_both(found: Shown) -> None:
    """The difference is in the silence alone."""
    for day in found.days:
        told = {area for area in found.names if day in found.reported[area]}
        breached = {a for a in found.names if found.verdicts[a][day] is Verdict.BREACHED}
        assert told == breached


def test_where_somebody_watched_the_same_silence_is_quiet(service: Service, found: Shown) -> None:
    """Undetermined is no refusal to judge: a watch on these days makes them kept."""
    cells = {
        "id": "watch",
        "source": "made_up_watch",
        "watched_from": "2030-03-18",
        "watched_to": "2030-03-24",
        "strength": "certifies_quiet",
    }
    service.uploads.add("coverage", cells, actor="tester", time_zone="Asia/Damascus")
    again = looked_at(service, FIRST, LAST)

    assert found.said(GAP[1]) == {"undetermined": len(PLACES)}
    assert again.said(GAP[1]) == {"kept": len(PLACES)}
    assert again.flagged(GAP[1])


def test_six_days_of_silence_are_not_seven() -> None:
    """The naive count is no straw man: it counts its seven days right."""
    days = [FIRST + timedelta(days=n) for n in range(8)]

    assert certified(frozenset({FIRST}), days) == {days[7]}


def test_figures_and_picture_are_made_from_the_same_days(found: Shown) -> None:
    """A line for each day, and a picture that has every day and governorate."""
    assert [line["day"] for line in figures(found)] == [day.isoformat() for day in found.days]
    picture = draw(found)

    assert picture.width > 26 * len(found.days)
    assert picture.height > 2 * 24 * len(found.names)
