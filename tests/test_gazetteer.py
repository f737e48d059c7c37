"""Place names: four spellings of one governorate are one; a doubtful name is never taken."""

import pytest

from monitor.errors import IncidentFileError
from monitor.incidents.gazetteer import Gazetteer, place_name, read_gazetteer
from monitor.settings import PROJECT

OURS = PROJECT / "data" / "places" / "syria.csv"

PUBLISHED = """Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date
XXX,1,XX01,North,XXX,2020-12-17
XXX,1,XX02,South,XXX,2020-12-17
XXX,2,XX0101,Middle,XX01,2020-12-17
XXX,2,XX0201,Middle,XX02,2020-12-17
XXX,2,XX0202,Harbour,XX02,2020-12-17
"""


@pytest.fixture(scope="module")
def syria() -> Gazetteer:
    """The names that come with the project."""
    return read_gazetteer(OURS.read_text("utf-8"), OURS.name)


@pytest.fixture(scope="module")
def made_up() -> Gazetteer:
    """A made-up country in the published layout."""
    return read_gazetteer(PUBLISHED, "made-up.csv")


@pytest.mark.parametrize(
    ("code", "spellings"),
    [
        ("SY02", ["Aleppo", "Aleppo Governorate", "ALEPPO", "Halab", "حلب", "محافظة حلب"]),
        ("SY03", ["Rif Dimashq Governorate", "Rural Damascus", "Damascus Suburbs", "ريف دمشق"]),
        ("SY05", ["Hama", "Hamah Governorate", "حماة"]),
        ("SY08", ["Al Hasakah Governorate", "Al-Hasakeh", "Hasakah", "Hasaka"]),
        ("SY09", ["Deir ez Zor Governorate", "Deir-ez-Zor", "Deir Ezzor", "Dayr az-Zawr"]),
        ("SY11", ["Ar Raqqah Governorate", "Ar-Raqqa", "Raqqa", "Al-Raqqa"]),
        ("SY12", ["Dar'a", "Daraa", "Darʿa", "Dar\u2019a", "Deraa"]),
        ("SY13", ["As-Sweida", "As Suwayda Governorate", "Sweida"]),
    ],
)
def test_spellings_of_publishers_are_one_place(
    syria: Gazetteer, code: str, spellings: list[str]
) -> None:
    """With or without article, marks, hyphens and the word for the sort of area."""
    assert [syria.find([name]) for name in spellings] == [(code,)] * len(spellings)


def test_no_two_places_share_a_name(syria: Gazetteer) -> None:
    """Else a spelling of one would be taken for the other."""
    seen: dict[str, str] = {}
    for code, names in syria.names.items():
        for name in names:
            assert seen.setdefault(place_name(name), code) == code, name


@pytest.mark.parametrize("text", ["", "Alepo", "Nowhere", "Damascus and Aleppo", "governorate"])
def test_what_is_not_known_is_not_taken(syria: Gazetteer, text: str) -> None:
    """A name one letter off is asked about, and until then unknown."""
    assert syria.find([text]) == ()


def test_a_doubtful_name_has_a_suggestion(syria: Gazetteer) -> None:
    """With its likelihood, for a person to decide."""
    first, *_ = syria.suggest("Alepo")

    assert (first.pcode, first.name) == ("SY02", "Aleppo")
    assert 85 <= first.score < 100
    assert syria.suggest("Nowhere") == ()


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        (["Middle", "North"], ("XX0101",)),
        (["Middle", "South"], ("XX0201",)),
        (["Middle"], ("XX0101", "XX0201")),
        (["Harbour", "North"], ("XX01",)),
        (["Somewhere", "South"], ("XX02",)),
        (["", "South"], ("XX02",)),
        (["Somewhere", "Elsewhere"], ()),
    ],
)
def test_the_wider_name_settles_which(
    made_up: Gazetteer, texts: list[str], codes: tuple[str, ...]
) -> None:
    """A district is taken only where it lies in the governorate that the row names."""
    assert made_up.find(texts) == codes


def test_a_place_lies_in_what_is_around_it(made_up: Gazetteer) -> None:
    """By the table, at any distance; and in itself."""
    assert made_up.lies_in("XX0101", "XX01")
    assert made_up.lies_in("XX01", "XX01")
    assert not made_up.lies_in("XX01", "XX0101")
    assert not made_up.lies_in("XX0101", "XX02")


def test_tables_are_put_together(made_up: Gazetteer) -> None:
    """Other spellings are added to the names of a code."""
    more = read_gazetteer("pcode,name,also\nXX01,Nord,Norden;Septentrion\n", "more.csv")
    both = made_up.together(more)

    assert both.names["XX01"] == ("North", "Nord", "Norden", "Septentrion")
    assert both.find(["Middle", "Norden"]) == ("XX0101",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b\n1,2\n", "no table of places"),
        ("pcode,name,also\nx1,North,\n", "no p-code and name"),
        ("pcode,name,also\nXX01,,\n", "no p-code and name"),
    ],
)
def test_another_table_is_refused(text: str, says: str) -> None:
    """By line, with what to do."""
    with pytest.raises(IncidentFileError, match=says):
        read_gazetteer(text, "made-up.csv")
