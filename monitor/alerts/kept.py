"""Alerts as the acts of the journal hold them, beside the transitions that they tell of."""

from collections.abc import Sequence
from typing import Any

from monitor.alerts.alert import Alert, Way
from monitor.alerts.kinds import AlertKind
from monitor.alerts.notice import Does
from monitor.alerts.transition import Transition


def as_plain(alerts: Sequence[Alert], turned: Sequence[Transition]) -> list[dict[str, Any]]:
    """Write alerts as plain JSON values; each names its transition by its place."""
    places = {id(one): place for place, one in enumerate(turned)}
    return [
        {
            "id": alert.id,
            "kind": alert.kind.value,
            "of": places[id(alert.turned)],
            "does": alert.does.value,
            "references": list(alert.references),
            "desks": {desk: way.value for desk, way in alert.desks.items()},
            **({"late": True} if alert.late else {}),
        }
        for alert in alerts
    ]


def from_plain(values: Sequence[dict[str, Any]], turned: Sequence[Transition]) -> list[Alert]:
    """Read what `as_plain` wrote, with the transitions of the same act."""
    return [
        Alert(
            one["id"],
            AlertKind(one["kind"]),
            turned[one["of"]],
            Does(one["does"]),
            tuple(one["references"]),
            {desk: Way(way) for desk, way in one["desks"].items()},
            late=one.get("late", False),
        )
        for one in values
    ]
