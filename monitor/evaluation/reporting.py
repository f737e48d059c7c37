"""How sources report, where the rules' alerts ask: one that is silent, a gap in what it tells.

Neither is a verdict. Both go by what was known, and when it became known: a report that comes late
ends a silence when it comes, and shows no earlier day as one on which the source was heard.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

from monitor.agreements.alerting import GAP, REPORTING, SILENT
from monitor.agreements.dated import Duration
from monitor.agreements.model import Agreement
from monitor.evaluation.noted import Note, Noted, noted
from monitor.evaluation.view import View
from monitor.incidents.record import SourceProfile
from monitor.incidents.rhythm import Gap, gaps_in
from monitor.incidents.vocabulary import Strength

IS_SILENT, IS_HEARD = "silent", "heard"
"""How it stands with a source that was told of: nothing for so long, or something again since."""

GOES_ON, PAST, GONE = "goes_on", "past", "gone"
"""How it stands with a gap: up to the newest day told of, over, or no gap any more."""

_DAY = timedelta(days=1)


def beside(view: View, before: Sequence[Noted] | None = None) -> tuple[Noted, ...]:
    """Return all that there is to be told of beside the verdicts, in order of time.

    Args:
        view: The instant, and what is known.
        before: What was told of the last time: a silence that is over is told once.
    """
    found = [*noted(view)]
    if view.calendar.holds(view.at):
        told = {(one.what, one.key): one for one in before or ()}
        found += [*_silences(view, told), *_gaps(view, told)]
    return tuple(sorted(found, key=lambda one: (one.happened, one.what, one.key)))


def lengths(terms: Agreement) -> tuple[Duration, ...]:
    """Return for how long a source has to be silent to be told of, each once, shortest first."""
    asked = {str(length): length for word, length in _asked(terms) if word == SILENT and length}
    return tuple(sorted(asked.values(), key=lambda length: (length.elapsed, str(length))))


def falling_silent(view: View) -> Iterator[datetime]:
    """Yield when a source will have been silent for as long as is asked for, in no order.

    As long as nothing more becomes known of it, and where the agreement is in force then.
    """
    asked = lengths(view.agreement)
    heard = [last for _, last in _followed(view) if last is not None] if asked else []
    for last, length in product(heard, asked):
        instant = view.calendar.after(last, length)
        if view.calendar.holds(instant):
            yield instant


def _asked(terms: Agreement) -> list[tuple[str, Duration | None]]:
    return [(*one,) for entry in terms.alerts if entry.on == REPORTING for one in entry.events]


def _followed(view: View) -> Iterator[tuple[SourceProfile, datetime | None]]:
    """Yield each source whose silence is worth anything, and when it was heard of last.

    None is never: nobody can say then how long it has been silent.
    """
    heard = view.facts.heard(view.known)
    for source, profile in sorted(view.profiles.items()):
        if profile.strength is not Strength.NONE:
            yield profile, heard.get(source)


def _silences(view: View, told: Mapping[tuple[Note, str], Noted]) -> Iterator[Noted]:
    """Yield the sources that are silent, and those that were told to be and are not any more."""
    asked = lengths(view.agreement)
    for profile, last in _followed(view) if asked else ():
        was, name = told.get((Note.SILENT, profile.id)), (profile.name,)
        reached = [] if last is None else _reached(view, asked, last)
        if last is not None and reached:
            both = (last, last)
            yield Noted(Note.SILENT, profile.id, IS_SILENT, both, name, lengths=tuple(reached))
        elif last is not None and was is not None and was.word == IS_SILENT:
            yield Noted(Note.SILENT, profile.id, IS_HEARD, (was.happened[0], last), name)
        elif was is not None:
            yield was


def _reached(view: View, asked: Sequence[Duration], last: datetime) -> list[str]:
    """Return the lengths that a silence has reached: from exactly so long after `last` on."""
    return [str(length) for length in asked if view.calendar.after(last, length) <= view.at]


def _gaps(view: View, told: Mapping[tuple[Note, str], Noted]) -> Iterator[Noted]:
    """Yield the newest probable gap of each source, and those told of that are none any more."""
    if not any(word == GAP for word, _ in _asked(view.agreement)):
        return
    begun = view.facts.begun(view.known, view.at, view.calendar.zone)
    before = {key: one for (what, key), one in told.items() if what is Note.GAP}
    for source in sorted({*begun, *before}):
        was, days = before.get(source), begun.get(source, ())
        since = view.calendar.start if was is None else was.happened[0]
        found = [gap for gap in gaps_in(days) if _both(view, gap)[1] > since]
        if found:
            newest = max(one.day for one in days)
            yield _noted(view, source, found[-1], goes_on=found[-1].last == newest)
        elif was is not None:
            yield Noted(Note.GAP, source, GONE, was.happened, was.by)


def _noted(view: View, source: str, gap: Gap, *, goes_on: bool) -> Noted:
    profile = view.profiles.get(source)
    return Noted(
        Note.GAP,
        source,
        GOES_ON if goes_on else PAST,
        _both(view, gap),
        (profile.name if profile else source,),
        areas=gap.areas,
        usual=gap.usual,
    )


def _both(view: View, gap: Gap) -> tuple[datetime, datetime]:
    """Return when its first day begins, and when its last one is over, UTC."""
    return _midnight(view, gap.first), _midnight(view, gap.last + _DAY)


def _midnight(view: View, day: date) -> datetime:
    return datetime.combine(day, time(0), view.calendar.zone).astimezone(UTC)
