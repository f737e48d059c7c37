"""What each feed of an agreement is made of: what may be given of it, with where pages show it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from monitor.alerts.kinds import kind_of as alert_of
from monitor.alerts.transition import Subject, as_plain
from monitor.feeds import atom, calendar, verdicts
from monitor.feeds.correcting import Correcting
from monitor.feeds.texts import id_of, left_out
from monitor.service.published import Given, Told
from monitor.views.naming import agreement_title
from monitor.views.transitions import ChangeLine, change_line, kind_of
from monitor.views.turned_words import Writing
from monitor.words import feeds, names_of


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed: how its content is called, and how it is made for a service at an address."""

    type: str
    make: Callable[[Given, str], bytes]


def transitions(given: Given, url: str) -> bytes:
    """Return the feed of what changed."""
    agreement = given.instrument.agreement
    ids = _ids(given.told)
    correcting = Correcting(agreement, [one.transition for one in given.told])
    entries = []
    for place, one in enumerate(given.told):
        line = change_line(agreement, one.transition)
        told = correcting.corrected(place)
        corrects = None if told is None else atom.Corrected(ids[told], given.told[told].said)
        entries.append(
            atom.Entry(
                ids[place],
                kind_of(one.transition),
                alert_of(one.transition, agreement).value,
                line,
                one.said,
                agreement.zone,
                _page_of(url, line),
                corrects,
            )
        )
    return atom.atom(
        atom.Feed(
            id_of({"agreement": agreement.id, "feed": TRANSITIONS}),
            feeds.TRANSITIONS.format(title=_title(given)),
            _note(given, given.left_out[0]),
            address(url, agreement.id, TRANSITIONS),
            _desk(url),
            given.since,
            entries,
        )
    )


def dates(given: Given, url: str) -> bytes:
    """Return the calendar of what comes."""
    agreement = given.instrument.agreement

    def page(subject: Subject) -> str | None:
        condition = Writing(agreement, subject).condition
        if condition not in agreement.conditions:
            return None
        asked = {"agreement": agreement.id, "condition": condition, "scope": subject.scope}
        return _why(url, asked)

    title = feeds.DATES.format(title=_title(given))
    note = _note(given, given.left_out[1])
    if not given.public:
        return calendar.icalendar(calendar.Calendar(title, note))
    return calendar.icalendar(calendar.Calendar(title, note, agreement, given.dates, page))


def verdicts_of(given: Given, _: str) -> bytes:
    """Return what holds."""
    agreement, said = given.instrument.agreement, given.said
    spoken = None
    if said is not None and given.anchor is not None and given.saying is not None:
        spoken = verdicts.Spoken(
            said.at,
            said.known,
            said.rules,
            verdicts.Anchor(given.anchor.seq, given.anchor.hash),
            given.saying,
            given.force,
        )
    return verdicts.as_json(
        verdicts.Verdicts(
            agreement.id,
            agreement.handling,
            _note(given, given.left_out[2]),
            agreement if given.public else None,
            spoken,
            given.left_out[2],
        )
    )


TRANSITIONS, DATES, VERDICTS = "transitions.atom", "dates.ics", "verdicts.json"
OFFERS: Mapping[str, Offer] = {
    TRANSITIONS: Offer(f"{atom.TYPE}; charset=utf-8", transitions),
    DATES: Offer(f"{calendar.TYPE}; charset=utf-8", dates),
    VERDICTS: Offer(verdicts.TYPE, verdicts_of),
}
"""The feeds of every agreement, by the last part of their address."""


def index(given: Mapping[str, Given], url: str) -> bytes:
    """Return the list of all feeds, as JSON."""
    listed = [
        {
            "agreement": name,
            "handling": one.instrument.agreement.handling,
            "title": _title(one),
            **{feed.partition(".")[0]: address(url, name, feed) for feed in OFFERS},
        }
        for name, one in given.items()
    ]
    return json.dumps({"feeds": listed}, ensure_ascii=True, indent=1).encode() + b"\n"


def changed(given: Given) -> datetime:
    """Return since when its feeds read as they do, UTC, at the earliest that is certain.

    Of an agreement that is not public only its rules are in them.
    """
    return given.changed if given.public else given.since


def address(url: str, agreement: str, feed: str) -> str:
    """Return where a feed is."""
    return f"{url}/feeds/{agreement}/{feed}"


def _title(given: Given) -> str:
    """Return the title of an agreement; of one that is not public only its id."""
    agreement = given.instrument.agreement
    return agreement_title(agreement) if given.public else agreement.id


def _note(given: Given, count: int) -> str:
    agreement = given.instrument.agreement
    if not given.public:
        own = agreement.handling != "public"
        note = feeds.NOT_PUBLIC if own else feeds.IMPORTS_NOT_PUBLIC
        handling = names_of.HANDLING[agreement.handling]
        return note.format(agreement=agreement.id, handling=handling)
    return feeds.NOTHING_SAID if given.said is None else left_out(count)


def _ids(told: tuple[Told, ...]) -> list[str]:
    """Return the id of each, newest first: what is told of the same twice at once is numbered.

    The numbers of acts are left out: they are of one journal, and not of what was said.
    """
    found: list[str] = []
    seen: dict[str, int] = {}
    for one in reversed(told):
        (plain,) = as_plain([one.transition])
        plain.pop("because", None)
        first = id_of(plain)
        seen[first] = seen.get(first, 0) + 1
        found.append(first if seen[first] == 1 else id_of(plain | {"again": seen[first]}))
    return found[::-1]


def _page_of(url: str, line: ChangeLine) -> str:
    """Return where *Why* shows a change, as known when it was told; *Desk* where nothing does."""
    if line.condition is None:
        return _desk(url)
    day = line.day.isoformat() if line.day else None
    asked = {"agreement": line.agreement, "at": line.at, "known": line.known}
    return _why(url, asked | {"condition": line.condition, "scope": line.scope, "day": day})


def _desk(url: str) -> str:
    return f"{url}/desk"


def _why(url: str, asked: Mapping[str, str | None]) -> str:
    given = {name: value for name, value in asked.items() if value}
    return f"{url}/why?{urlencode(given)}"
