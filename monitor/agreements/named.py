"""What the terms of a condition name as happening, and as holding, and where each is written."""

from collections.abc import Iterator

from monitor.agreements.conditions import Condition
from monitor.agreements.happenings import Happening
from monitor.agreements.holding import Holding
from monitor.handwritten.tree import Path


def happenings(condition: Condition, path: Path = ()) -> Iterator[tuple[Path, Happening]]:
    """Yield everything that a condition says may happen, each with where it is written."""
    if condition.response is not None:
        yield (*path, "response", "to"), condition.response.to
        yield (*path, "response", "with"), condition.response.with_
    if condition.notice is not None:
        yield (*path, "notice", "of"), condition.notice.of
        yield (*path, "notice", "before"), condition.notice.before
    if condition.only_if is not None:
        yield (*path, "only_if", "of"), condition.only_if.of
    if condition.since is not None:
        yield (*path, "since", "after"), condition.since.after
    if condition.order is not None:
        yield (*path, "order", "of"), condition.order.of
        key = "no_earlier_than" if condition.order.no_earlier_than else "together_with"
        yield (*path, "order", key), condition.order.other
    if condition.by is not None:
        yield (*path, "by"), condition.by.what
        if condition.by.of is not None and (first := condition.by.of.what) is not None:
            yield (*path, "by", "of"), first


def awaited(condition: Condition) -> Iterator[tuple[Path, Happening]]:
    """Yield what a condition waits for: that it did not happen decides; each with its place."""
    waits = {("response", "with"), ("notice", "of"), ("since", "after"), ("by",)}
    waits.add(("order", "no_earlier_than"))
    if condition.order is not None and condition.order.together_with is not None:
        waits |= {("order", "of"), ("order", "together_with")}
    return (pair for pair in happenings(condition) if pair[0] in waits)


def holdings(holding: Holding, path: Path = ()) -> Iterator[tuple[Path, Holding]]:
    """Yield what must hold and all that it consists of, each with where it is written."""
    yield path, holding
    if holding.not_ is not None:
        yield from holdings(holding.not_, (*path, "not"))
        return
    within: Path = ("all",) if holding.all_of is not None else ("any",)
    within = ("at_least", "of") if holding.at_least is not None else within
    for position, member in enumerate(holding.members):
        yield from holdings(member, (*path, *within, position))


def must_hold(condition: Condition) -> Iterator[tuple[Path, Holding]]:
    """Yield all that must hold where something happens, where a condition asks for that."""
    if condition.only_if is not None:
        yield from holdings(condition.only_if.holds, ("only_if", "holds"))
