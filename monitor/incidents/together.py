"""What the cells of one row must be to each other."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from monitor.incidents.columns import Template


class Fault(NamedTuple):
    """A column whose cell does not go with the others, why, and what to do."""

    column: str
    reason: str
    hint: str


def disagreements(template: Template, values: Mapping[str, object]) -> Iterator[Fault]:
    """Say where the values of a row do not go together.

    Args:
        template: What the row follows.
        values: Value by column; blank ones are not there, and one that could not be read is the
            error: it goes with anything.
    """
    for field in template.ranges:
        yield from _range(f"{field}_low", f"{field}_high", values)
    match template.kind:
        case "report":
            yield from _pair("latitude", "longitude", values)
            yield from _needs("location_precision", "latitude", values)
            yield from _one_of("kind", "note", values)
        case "review":
            yield from _one_of("grade", "occurrence", values)
        case "link":
            yield from _unlike("first", "second", values)


def _unlike(one: str, other: str, values: Mapping[str, object]) -> Iterator[Fault]:
    if isinstance(values.get(one), str) and values.get(one) == values.get(other):
        yield Fault(other, f"it is the same report as {one}", "name the other report")


def _range(low: str, high: str, values: Mapping[str, object]) -> Iterator[Fault]:
    least, most = values.get(low), values.get(high)
    if least is None and most is not None:
        hint = f"write 0 in {low} if that is stated, or the same figure in both"
        yield Fault(low, f"it is blank, but {high} is {most}", hint)
    elif isinstance(least, int) and isinstance(most, int) and most < least:
        yield Fault(high, f"it is below {low}, which is {least}", "swap them")


def _pair(one: str, other: str, values: Mapping[str, object]) -> Iterator[Fault]:
    for there, absent in ((one, other), (other, one)):
        if there in values and absent not in values:
            yield Fault(absent, f"it is blank, but {there} is not", "give both or neither")


def _needs(one: str, other: str, values: Mapping[str, object]) -> Iterator[Fault]:
    if one in values and other not in values:
        hint = f"give the coordinates, or leave {one} blank"
        yield Fault(other, f"it is blank, but {one} is not", hint)


def _one_of(one: str, other: str, values: Mapping[str, object]) -> Iterator[Fault]:
    if one not in values and other not in values:
        reason = f"both {one} and {other} are blank, so that the row says nothing"
        yield Fault(one, reason, f"fill in {one} or {other}")
