"""Classes of incidents in plain English: what belongs to one, who, where, and what is left out."""

from monitor.agreements.areas import Points
from monitor.agreements.english_acts import local_time_told
from monitor.agreements.model import (
    ActorTest,
    Agreement,
    Area,
    Dated,
    Excepted,
    Filter,
    IncidentClass,
    Quantity,
)
from monitor.incidents.vocabulary import CLAIMS, PURPOSES
from monitor.words import names_of, phrasing

ONE_OF = {
    "party": "a party",
    "sponsor": "a sponsor",
    "outside": "a group outside the truce",
    "other": "an actor without a role in it",
}
"""Somebody who has a role."""


def class_told(agreement: Agreement, name: str) -> str:
    """Name a class, and say what belongs to it."""
    return f"class {name} ({tests_told(agreement, agreement.classes[name])})"


def tests_told(agreement: Agreement, terms: Filter) -> str:
    """Say what passes: kinds, who, with what, how many, for what, where, and what is left out."""
    purposes = [PURPOSES[purpose] for purpose in terms.purpose]
    kinds = [names_of.KINDS[kind] for kind in terms.any_kind]
    weapons = [names_of.WEAPONS[weapon] for weapon in terms.weapon]
    told = phrasing.listed(kinds, "or") or "those"
    told += f" by {_actors(agreement, terms.by)}" if terms.by else ""
    told += f" against {_actors(agreement, terms.against)}" if terms.against else ""
    told += f" with {phrasing.listed(weapons, 'or')}" if weapons else ""
    told += f" {phrasing.listed(purposes, 'or')}" if purposes else ""
    told += in_area(agreement, terms.in_)
    told += f", with {_many(terms.quantity)}" if terms.quantity else ""
    told += _claimed(terms)
    exceptions = terms.except_ if isinstance(terms, IncidentClass) else ()
    left_out = [tests_told(agreement, exception) for exception in exceptions]
    return f"{told}, leaving out {phrasing.listed(left_out)}" if left_out else told


def _actors(agreement: Agreement, test: ActorTest) -> str:
    roles = [ONE_OF[role] for role in test.roles]
    named = [agreement.parties[party].name for party in test.parties]
    return phrasing.listed([*roles, *named, *(["civilians"] if test.civilians else [])], "or")


def _many(quantity: Quantity) -> str:
    least = f"at least {quantity.at_least:,}" if quantity.at_least is not None else ""
    most = f"at most {quantity.at_most:,}" if quantity.at_most is not None else ""
    return f"{phrasing.listed([part for part in (least, most) if part])} people or things counted"


def _claimed(terms: Filter) -> str:
    claims = [CLAIMS[claim] for claim in terms.claimed]
    told = f", of which those who did it say {phrasing.listed(claims, 'or')}" if claims else ""
    if not isinstance(terms, Excepted) or terms.paired_within is None:
        return told
    there = " at the same place" if terms.same_place else ""
    after = f"another incident of the class{there}, at most {terms.paired_within} before"
    return f"{told}, and which follow an attack on them ({after})"


def in_area(agreement: Agreement, area: str | None) -> str:
    """Say in which area; nothing where no area is named."""
    if area is None:
        return ""
    terms = agreement.areas[area]
    unknown = ", which nobody has published" if terms.unpublished else ""
    return f" in {terms.name or area}{unknown}"


def area_told(name: str, area: Area) -> str:
    """Say of what an area consists, and how its borders are known."""
    how = f"; borders {names_of.PROVENANCE[area.provenance]}" if area.provenance else ""
    return f"{area.name or name} ({name}){dates_told(area)}: {_extent(area)}{how}."


def _extent(area: Area) -> str:
    if area.unpublished:
        return "published by nobody"
    if area.pcodes:
        return f"p-codes {phrasing.listed(area.pcodes)}"
    holding = phrasing.listed(area.lies_in) or "nobody says which"
    return f"{_drawn(area)}; p-codes that hold it: {holding}"


def _drawn(area: Area) -> str:
    """Say how the border of an area runs on the ground."""
    if area.polygon:
        return f"within the border through {_points(area.polygon)}"
    beyond = f"from {area.from_distance:,} " if area.from_distance else ""
    reach = f"{beyond}up to {area.within or 0:,} metres from the line through"
    side = f", on its {area.side.replace('_', '-')} side" if area.side else ""
    return f"{reach} {_points(area.of_line)}{side}"


def _points(points: Points) -> str:
    return phrasing.listed([f"{_turn(north, 'NS')} {_turn(east, 'EW')}" for north, east in points])


def _turn(degrees: float, ways: str) -> str:
    return f"{abs(degrees)}° {ways[degrees < 0]}"


def dates_told(dated: Dated) -> str:
    """Say over which time a dated term holds; nothing where it always does."""
    if dated.from_ is None and dated.until is None:
        return ""
    start = f"from {local_time_told(dated.from_)}" if dated.from_ else ""
    end = f"until {local_time_told(dated.until)}" if dated.until else ""
    return f" ({' '.join(part for part in (start, end) if part)})"
