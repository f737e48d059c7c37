"""Who is meant by a name, and where that actor stands, at a local time."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.agreements.load import load_file
from monitor.agreements.model import Role
from monitor.agreements.names import Roster
from monitor.incidents.names import normal
from monitor.settings import PROJECT

AGREEMENT = load_file(PROJECT / "tests" / "rules" / "northland.yaml").agreement


def local(text: str) -> datetime:
    """A local time."""
    return datetime.fromisoformat(text)


@pytest.fixture
def roster() -> Roster:
    """The actors of the made-up agreement."""
    return Roster(AGREEMENT)


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("north", "2020-01-03", "north"),
        ("Northland", "2020-01-03", "north"),
        ("  ARMY of\tthe  north ", "2020-01-03", "north"),
        ("\uff2eorthland", "2020-01-03", "north"),
        ("Old Guard", "2020-01-04T23:59:59", "north"),
        ("Old Guard", "2020-01-05", "riders"),
        ("Northlanders", "2020-01-03", None),
        ("", "2020-01-03", None),
        ("civilians", "2020-01-03", None),
    ],
)
def test_a_name_means_a_party_at_a_time(
    roster: Roster, name: str, at: str, expected: str | None
) -> None:
    """Ids, names and aliases match; `until` of an alias is excluded, `from` is included."""
    assert roster.resolve(name, local(at)) == expected


@pytest.mark.parametrize(
    ("party", "at", "expected"),
    [
        ("north", "1990-01-01", Role.PARTY),
        ("south", "2020-01-01T23:59:59", Role.OTHER),
        ("south", "2020-01-02", Role.PARTY),
        ("envoys", "2020-01-31T23:59:59", Role.SPONSOR),
        ("envoys", "2020-02-01", Role.OTHER),
        ("riders", "2020-01-03", Role.OUTSIDE),
    ],
)
def test_a_party_has_a_role_at_a_time(roster: Roster, party: str, at: str, expected: Role) -> None:
    """Before it accepted, a party is `other`; dated roles hold from `from` until `until`."""
    assert roster.role(party, local(at)) is expected


def test_changes_of_names_and_roles_are_listed(roster: Roster) -> None:
    """Every time at which an alias or a role begins or ends, once and in order."""
    expected = [local("2020-01-02"), local("2020-01-05"), local("2020-02-01")]

    assert list(roster.change_points()) == expected


@given(st.text("abcXYZ 1"), st.text(" \t\n\u00a0", min_size=1))
def test_case_and_spaces_do_not_tell_names_apart(name: str, space: str) -> None:
    """However a name is spaced or capitalised, it is the same name."""
    assert normal(space + name.upper().replace(" ", space)) == normal(name.lower())


@given(st.datetimes(min_value=datetime(2019, 12, 1), max_value=datetime(2020, 3, 1)))  # noqa: DTZ001
def test_nothing_changes_between_two_changes(at: datetime) -> None:
    """At any time names and roles are as at the last change before it."""
    roster = Roster(AGREEMENT)
    before = [change for change in roster.change_points() if change <= at]
    since = before[-1] if before else datetime.min  # noqa: DTZ901
    names = ["Old Guard", "north", "Riders"]

    assert [roster.resolve(n, at) for n in names] == [roster.resolve(n, since) for n in names]
    assert [roster.role(p, at) for p in AGREEMENT.parties] == [
        roster.role(p, since) for p in AGREEMENT.parties
    ]
