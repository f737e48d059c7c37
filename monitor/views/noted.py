"""What is told beside the verdicts, in words: an incident, a statement, a decision, a silence."""

from zoneinfo import ZoneInfo

from monitor.evaluation.noted import REPORTING, Note
from monitor.evaluation.reporting import GONE, IS_HEARD
from monitor.views.sources import short_name
from monitor.views.turned import Holding
from monitor.words import names_of, noted, phrasing, rhythms, silence, times, today_page

MOST_AREAS = 4
"""Areas of a gap that are named."""


def titled(what: str, key: str, holds: Holding | None, zone: ZoneInfo) -> str:
    """Write what it is: where and when, or who said or decided what; its key where nothing is.

    Of how a source reports that, with its name.
    """
    if holds is None or holds.since is None:
        return key
    if Note(what) in REPORTING:
        name = short_name(holds.by[0]) if holds.by else key
        return noted.SOURCES[holds.word].format(source=name)
    by, time = phrasing.actors(tuple(holds.by)), times.span(*holds.since, zone)
    match Note(what):
        case Note.SERIOUS:
            kinds, place = (
                phrasing.kinds(tuple(holds.kinds)),
                holds.place or silence.PLACE_NOT_STATED,
            )
            return noted.TITLES[what].format(place=place, time=time, kinds=kinds, by=by)
        case Note.STATEMENT:
            says = names_of.SAYS[holds.word] + (f": {holds.about}" if holds.about else "")
            return noted.TITLES[what].format(by=by, says=says, time=time)
        case _:
            done = holds.word.replace("_", " ")
            return noted.TITLES[what].format(by=by, what=done, time=time)


def told_of(what: str, holds: Holding | None, zone: ZoneInfo) -> str:
    """Write how it stands; None is that it is not on record."""
    if holds is None:
        return noted.NOT_ON_RECORD[what]
    if holds.back is not None:
        by, time = phrasing.actors((holds.back.by,)), times.span(*holds.back.happened, zone)
        return noted.TAKEN_BACK.format(by=by, time=time)
    if Note(what) in REPORTING and holds.since is not None:
        first, last = (times.short(one, zone) for one in holds.since)
        return _gap(holds, first, last) if Note(what) is Note.GAP else _silence(holds, first, last)
    if Note(what) is not Note.SERIOUS:
        return noted.ON_RECORD
    why = phrasing.listed([today_page.SERIOUS[reason] for reason in holds.word.split(",")])
    parts = [why, noted.COUNTED if holds.counted else noted.COUNTED_BY_NONE]
    if holds.killed is not None and any(holds.killed):
        parts.append(noted.KILLED.format(figure=phrasing.figure(*holds.killed)))
    return "; ".join(parts)


def _silence(holds: Holding, first: str, last: str) -> str:
    if holds.word == IS_HEARD:
        return noted.HEARD_AGAIN.format(time=last, since=first)
    return noted.NOTHING_FOR.format(length=holds.lengths[-1], since=first)


def _gap(holds: Holding, first: str, last: str) -> str:
    if holds.word == GONE:
        return noted.NO_GAP.format(first=first, last=last)
    where = noted.EVERYWHERE
    if holds.areas:
        named = [*holds.areas[:MOST_AREAS]]
        if len(holds.areas) > len(named):
            named.append(rhythms.MORE.format(count=len(holds.areas) - len(named)))
        where = noted.AT_ONCE.format(count=len(holds.areas), areas=phrasing.listed(named))
    return noted.GAP.format(where=where, first=first, last=last, usual=f"{holds.usual:,}")
