"""Where the pages show what a message tells, at its instant and as known then."""

from urllib.parse import urlencode

from monitor.alerts.alert import Alert
from monitor.evaluation.noted import Note
from monitor.messages.around import Around
from monitor.views.transitions import as_address
from monitor.views.turned_words import Writing


def link_to(alert: Alert, around: Around) -> str:
    """Return the address of *Why* on its subject; of an incident that of *Record*, else *Today*."""
    about, turned, zone = alert.turned.subject, alert.turned, around.terms.zone
    moment = {
        "agreement": turned.agreement,
        "at": as_address(turned.at, zone),
        "known": as_address(turned.known, zone),
    }
    condition = Writing(around.terms, about).condition
    if condition in around.terms.conditions:
        day = about.last_day.isoformat() if about.last_day else ""
        asked = {"condition": condition or "", "scope": about.scope or "", "day": day}
        asked["reading"] = about.reading or ""
        return _address(around.address, "why", moment | asked)
    if about.noted == Note.SERIOUS and about.key:
        return _address(around.address, "record", moment | {"incident": about.key})
    return _address(around.address, "", moment)


def link_to_desk(address: str, agreement: str) -> str:
    """Return the address of *Desk*, where every change of an agreement is listed."""
    return _address(address, "desk", {"agreement": agreement})


def _address(address: str, page: str, asked: dict[str, str]) -> str:
    given = {name: value for name, value in asked.items() if value}
    return f"{address.rstrip('/')}/{page}?{urlencode(given)}"
