"""What is told beside the verdicts, compared: what is new, what reads otherwise, what is gone."""

from collections.abc import Iterator, Sequence

from monitor.alerts.compare import Difference
from monitor.alerts.transition import Holds, Kind, Subject
from monitor.evaluation.noted import REPORTING, Note, Noted

Named = tuple[Note, str]


def beside(
    before: Sequence[Noted] | None, now: Sequence[Noted] | None
) -> Iterator[tuple[Kind, Difference]]:
    """Yield how what is told beside the verdicts differs; nothing where nobody looked before.

    What is no longer told is a correction: nothing but a record that was withdrawn, undone or
    refuted takes it away; so is that a decision was not taken back, or by something else. Reports
    joined to those of another incident take nothing away, nor does that a decision is found to take
    another one back. How sources report is compared in `reporting`.
    """
    if before is None or now is None:
        return
    before, now = ([one for one in each if one.what not in REPORTING] for each in (before, now))
    earlier = {(one.what, one.key): one for one in before}
    gone = {name: one for name, one in earlier.items() if name not in _named(now)}
    for one in now:
        was = earlier.get((one.what, one.key)) or _joined(one, gone)
        known = was is None and one.key in takes_back(before)
        if not known and (was is None or _holds(was) != _holds(one)):
            kind = Kind.CORRECTION if was and was.back not in {None, one.back} else Kind.CHANGE
            yield kind, (_subject(one), _holds(was) if was else None, _holds(one))
    for one in gone.values():
        if not _told_by_another(one, now) and one.key not in takes_back(now):
            yield Kind.CORRECTION, (_subject(one), _holds(one), None)


def takes_back(these: Sequence[Noted]) -> set[str]:
    """Return the keys of what takes decisions back."""
    return {one.back.key for one in these if one.back is not None}


def _named(these: Sequence[Noted]) -> set[Named]:
    return {(one.what, one.key) for one in these}


def _joined(one: Noted, gone: dict[Named, Noted]) -> Noted | None:
    """Return an incident that this one has come out of, by its reports; None for a new one."""
    mine = set(one.reports)
    return next((other for other in gone.values() if mine & set(other.reports)), None)


def _told_by_another(one: Noted, now: Sequence[Noted]) -> bool:
    mine = set(one.reports)
    return any(mine & set(other.reports) for other in now)


def _subject(one: Noted) -> Subject:
    return Subject(noted=one.what.value, key=one.key)


def _holds(one: Noted) -> Holds:
    return Holds(
        one.word,
        since=one.happened,
        by=one.by,
        killed=one.killed,
        counted=one.counted,
        kinds=one.kinds,
        place=one.place,
        about=one.about,
        harmed=one.harmed,
        reports=one.reports,
        back=one.back,
    )
