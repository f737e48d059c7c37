"""Alerts as the acts of the journal hold them, beside the transitions that they tell of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from monitor.alerts.alert import Alert, Way
from monitor.alerts.kinds import AlertKind
from monitor.alerts.notice import Does
from monitor.alerts.transition import Kind, Transition


def as_plain(alerts: Sequence[Alert], turned: Sequence[Transition]) -> list[dict[str, Any]]:
    """Write alerts as plain JSON values; each names its transition by its place."""
    return [_plain(alert, turned) for alert in alerts]


def from_plain(values: Sequence[Mapping[str, Any]], turned: Sequence[Transition]) -> list[Alert]:
    """Read what `as_plain` wrote, with the transitions of the same act."""
    return [_read(one, turned) for one in values]


def as_news(turned: Transition) -> Transition:
    """Return a correction as the change that it is for those who were told nothing before."""
    return replace(turned, kind=Kind.CHANGE, ours=False)


def _plain(alert: Alert, turned: Sequence[Transition]) -> dict[str, Any]:
    as_it_is = [place for place, one in enumerate(turned) if one == alert.turned]
    news = [place for place, one in enumerate(turned) if as_news(one) == alert.turned]
    return {
        "id": alert.id,
        "kind": alert.kind.value,
        "of": (as_it_is or news)[0],
        "does": alert.does.value,
        "references": list(alert.references),
        "desks": {desk: way.value for desk, way in alert.desks.items()},
        **({"late": True} if alert.late else {}),
        **({} if as_it_is else {"news": True}),
    }


def _read(one: Mapping[str, Any], turned: Sequence[Transition]) -> Alert:
    told = turned[one["of"]]
    return Alert(
        one["id"],
        AlertKind(one["kind"]),
        as_news(told) if one.get("news") else told,
        Does(one["does"]),
        tuple(one["references"]),
        {desk: Way(way) for desk, way in one["desks"].items()},
        late=one.get("late", False),
    )
