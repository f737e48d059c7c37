"""What is told beside the verdicts, in words: a serious incident, a statement, a decision."""

from zoneinfo import ZoneInfo

from monitor.evaluation.noted import Note
from monitor.views.turned import Holding
from monitor.words import names_of, noted, phrasing, silence, times, today_page


def titled(what: str, key: str, holds: Holding | None, zone: ZoneInfo) -> str:
    """Write what it is: where and when, or who said or decided what; its key where nothing is."""
    if holds is None or holds.since is None:
        return key
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
        case Note.DECISION:
            done = holds.word.replace("_", " ")
            return noted.TITLES[what].format(by=by, what=done, time=time)


def told_of(what: str, holds: Holding | None, zone: ZoneInfo) -> str:
    """Write how it stands; None is that it is not on record."""
    if holds is None:
        return noted.NOT_ON_RECORD[what]
    if holds.back is not None:
        by, time = phrasing.actors((holds.back.by,)), times.span(*holds.back.happened, zone)
        return noted.TAKEN_BACK.format(by=by, time=time)
    if Note(what) is not Note.SERIOUS:
        return noted.ON_RECORD
    why = phrasing.listed([today_page.SERIOUS[reason] for reason in holds.word.split(",")])
    parts = [why, noted.COUNTED if holds.counted else noted.COUNTED_BY_NONE]
    if holds.killed is not None and any(holds.killed):
        parts.append(noted.KILLED.format(figure=phrasing.figure(*holds.killed)))
    return "; ".join(parts)
