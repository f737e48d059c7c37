"""What an explanation shows of one day, held against what the day rests on."""

from collections.abc import Iterator
from datetime import datetime

from monitor.evaluation.check.answering import breaking, doers_of
from monitor.evaluation.check.daily import day_of_duty_differs
from monitor.evaluation.check.dayreads import DayReads
from monitor.evaluation.check.days import day_differs, days_of, window_of
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.ruling import differs
from monitor.evaluation.check.windows import Windows
from monitor.evaluation.explanation import Evidence, Explanation
from monitor.words import checking


def exhibits_differ(matter: Matter, shown: Explanation) -> Iterator[str]:
    """Yield what is shown of the day explained that does not follow."""
    if shown.day is None:
        return
    name = matter.terms.conditions[shown.finding.condition].counts or shown.finding.condition
    condition = matter.terms.conditions[name]
    if condition.duty:
        yield from day_of_duty_differs(matter, shown, condition)
        return
    days, windows = days_of(matter, name, shown.finding.scope)
    read = next((one for one in days if one.day.start == shown.day.day.start), None)
    if read is None:
        yield differs(checking.DAYS, shown.day.day.date, None)
        return
    yield from day_differs(shown.day, read)
    start, end = window = window_of(matter, windows.limit, read)
    if shown.window != window:
        yield differs(checking.WINDOW, shown.window, window)
    counts = _counts(matter, windows, *window)
    if counts != [count.key for count in shown.counts]:
        yield differs(checking.COUNTS, [count.key for count in shown.counts], counts)
    if windows.limit.from_counts is not None:
        return
    yield from _incidents_differ(matter, shown, windows, read)
    gaps = tuple(windows.open_times(start, end))
    if gaps != shown.gaps:
        yield differs(checking.GAPS, shown.gaps, gaps)
    there = {w.source for w in matter.grounds.watches if w.start < end and start < w.end}
    if there != set(shown.watching):
        yield differs(checking.WATCHING, set(shown.watching), there)


def _incidents_differ(
    matter: Matter, shown: Explanation, windows: Windows, read: DayReads
) -> Iterator[str]:
    start, end = window_of(matter, windows.limit, read)
    touching = {
        incident.id: incident
        for incident in matter.grounds.incidents
        if incident.happened.start < end and start <= incident.happened.last
    }
    if {item.incident.id: item.incident for item in shown.evidence} != touching:
        said = {item.incident.id for item in shown.evidence}
        yield differs(checking.INCIDENTS, said, set(touching))
        return
    belonging = {
        incident.id: (certain and start <= incident.happened.start and incident.happened.last < end)
        or None
        for incident, certain in matter.incidents(windows.sought, start)
    }
    for item in shown.evidence:
        counts = belonging.get(item.incident.id, False)
        if item.counts is not counts:
            what = checking.COUNTS_AS.format(id=item.incident.id)
            yield differs(what, str(item.counts), str(counts))
    broken = breaking(windows, shown.evidence, read.verdict, read.number)
    for item in shown.evidence:
        doers = doers_of(matter, item.incident) if item.incident.id in broken else ()
        if item.doers != doers:
            what = checking.WHOSE.format(id=item.incident.id)
            yield differs(what, item.doers, doers)
    yield from _suffice(shown, windows, read)


def _suffice(shown: Explanation, windows: Windows, read: DayReads) -> Iterator[str]:
    """Yield where the incidents marked are not just those that exceed a limit or make a pattern."""
    marked = [item for item in shown.evidence if item.suffices]
    counted = windows.pattern or windows.limit.at_most is not None
    enough = None if read.number is None else read.number + (0 if windows.pattern else 1)
    if not counted or enough is None or read.range.low < enough:
        if marked:
            yield differs(checking.SUFFICES, _ids(marked), None)
        return
    weights = [windows.weight(item.incident).low for item in marked]
    just = sum(weights) >= enough > sum(weights[:-1])
    sure = all(item.counts is True for item in marked)
    told = windows.sentences
    if not (just and sure) and not told:
        yield differs(checking.SUFFICES, _ids(marked), enough)


def _ids(items: list[Evidence]) -> list[str]:
    return [item.incident.id for item in items]


def _counts(matter: Matter, windows: Windows, start: datetime, end: datetime) -> list[str]:
    """The counts used that touch a window, by their keys."""
    source = windows.limit.from_counts or matter.grounds.account
    return [
        count.key
        for count in matter.grounds.counts
        if count.source == source
        and count.measure is windows.limit.measure
        and count.window.start < end
        and start <= count.window.last
    ]
