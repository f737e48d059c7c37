"""*Then & now*: what is said of one moment as known then, beside what is said as known now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.agreements.model import Agreement
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.incidents.possible import FINDER
from monitor.incidents.record import Link
from monitor.views.becoming import Telling, Told, when_of
from monitor.views.causes import Causes, Explained
from monitor.views.changed import Change, How
from monitor.views.differences import Comparing, Row, same_titles, settled_since
from monitor.views.marks import base_of
from monitor.views.shifts import Question, Reading, Shift, Side, questions, shifts
from monitor.views.sources import Sources
from monitor.words import phrasing, then_now_page, times, verdicts


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that reads otherwise.

    `then` and `later` are lines: what is said, then the days that differ. `told` are the records
    that make it. `note` says what it follows from, or that no single record makes it.
    """

    title: str
    then: tuple[str, ...]
    later: tuple[str, ...]
    told: tuple[Told, ...]
    note: str
    condition: str | None
    scope: str | None
    day: date | None


@dataclass(frozen=True, slots=True)
class ThenNow:
    """Everything the page draws; `also` are records that no difference was found to rest on."""

    then: str
    later: str
    summary: str
    differences: tuple[Difference, ...]
    folds: tuple[str, ...]
    also: tuple[Told, ...]


def to_ask(agreement: Agreement, then: Side, now: Side) -> tuple[Question, ...]:
    """Return what has to be explained on both sides before the two can be compared."""
    asked: dict[Question, None] = {}
    findings = [f for side in (then, now) for f in side.official.findings]
    for condition, scope in dict.fromkeys((f.condition, f.scope) for f in findings):
        if agreement.conditions[condition].daily:
            found = shifts(agreement, condition, scope, then, now)
            asked |= dict.fromkeys(questions(condition, scope, found))
    return tuple(asked)


def then_now(
    agreement: Agreement,
    then: Side,
    now: Side,
    changes: Sequence[Change],
    explained: Explained,
) -> ThenNow:
    """Return what the page shows.

    Args:
        agreement: The terms, without any reading.
        then: What is said as known at the earlier moment.
        now: The same as known at the later one, of the same moment looked at.
        changes: What became of the records in between.
        explained: The answers to what `to_ask` returns.
    """
    comparing = Comparing(agreement, then, now, Causes(changes, explained))
    rows = tuple(comparing.rows())
    telling = _telling(agreement, now)
    differing = [row for row in rows if row.differs]
    used = {name for row in differing for name in row.made_by}
    at = now.official.at
    unused = [c for c in changes if c.named not in used and not _asked(c)]
    also = [c for c in unused if _before(agreement, c, at)]
    zone = agreement.zone
    return ThenNow(
        then_now_page.ON_THE_LEFT.format(time=times.full(then.official.known, zone)),
        then_now_page.ON_THE_LEFT.format(time=times.full(now.official.known, zone)),
        _summary(then, now, len(differing), len(rows)),
        tuple(_difference(row, changes, telling) for row in differing),
        tuple(_folds(agreement, then, now, rows)),
        tuple(map(telling.row, also)),
    )


def difference_of(
    agreement: Agreement,
    then: Side,
    now: Side,
    changes: Sequence[Change],
    explained: Explained,
    *,
    condition: str,
    scope: str | None,
    day: date | None = None,
) -> tuple[Difference, ...]:
    """Return the difference in one condition, and in the limit that it counts; none if equal.

    With `day` only what that day reads is compared.
    """
    comparing = Comparing(agreement, then, now, Causes(changes, explained))
    telling = _telling(agreement, now)
    names = dict.fromkeys((condition, base_of(agreement, condition)))
    rows = [comparing.row(name, scope, day) for name in names]
    return tuple(_difference(row, changes, telling) for row in rows if row.differs)


def step(agreement: Agreement, at: datetime, days: int) -> datetime:
    """Return the same time of the clock so many monitoring days later, UTC."""
    calendar = MonitoringCalendar(agreement.calendar, ())
    return calendar.utc(calendar.local(at) + timedelta(days=days))


def _telling(agreement: Agreement, now: Side) -> Telling:
    sources = Sources.at(agreement, now.record.by_source, now.official.at)
    return Telling(sources, agreement)


def _summary(then: Side, now: Side, differing: int, whole: int) -> str:
    if then.official.known == now.official.known:
        return then_now_page.NOTHING_BETWEEN
    if not differing:
        return then_now_page.SAID_THE_SAME
    return then_now_page.SAID_OTHERWISE.format(count=differing, whole=whole)


def _folds(agreement: Agreement, then: Side, now: Side, rows: Sequence[Row]) -> Iterator[str]:
    same = same_titles(agreement, rows)
    if same:
        yield then_now_page.FOLD_SAME.format(titles="; ".join(same))
    settled = tuple(settled_since(agreement, then, now))
    if settled:
        yield then_now_page.FOLD_SETTLED.format(titles="; ".join(settled))


def _difference(row: Row, changes: Sequence[Change], telling: Telling) -> Difference:
    told = [change for change in changes if change.named in row.made_by]
    note = then_now_page.FOLLOWS.format(titles=phrasing.listed(row.follows)) if row.follows else ""
    if not told and not note:
        note = then_now_page.NO_SINGLE_RECORD
    return Difference(
        row.title,
        _lines(then_now_page.THEN_SAYS, row.then, _days(row, now=False)),
        _lines(then_now_page.NOW_SAYS, row.later, _days(row, now=True)),
        tuple(map(telling.row, told)),
        note,
        row.condition,
        row.scope if row.condition == row.name else None,
        row.day,
    )


def _lines(phrase: str, said: str, days: Iterable[str]) -> tuple[str, ...]:
    """Return the lines of one side; the first says which one it is."""
    first, *rest = (line for line in (said, *days) if line)
    return (phrase.format(says=first), *rest)


def _days(row: Row, *, now: bool) -> Iterator[str]:
    """Yield what the days that differ read on one side; days that read alike together."""
    groups: dict[tuple[str, str], list[int]] = {}
    for shift in row.shifts:
        groups.setdefault(_both(shift), []).append(shift.number)
    for both, numbers in groups.items():
        days = phrasing.days_named(numbers, 0)
        days = f"{days[:1].upper()}{days[1:]}"
        yield then_now_page.DAYS_READ.format(days=days, says=both[now])


def _both(shift: Shift) -> tuple[str, str]:
    """Write what a day reads on each side: its mark, or its verdict where only that differs."""
    then, now = shift.then, shift.later
    verdict = then is not None and now is not None and then.mark is now.mark
    return _reads(then, verdict=verdict), _reads(now, verdict=verdict)


def _reads(reading: Reading | None, *, verdict: bool) -> str:
    if reading is None:
        return verdicts.NOT_JUDGED
    told = reading.says
    if verdict:
        judged = reading.verdict
        told = f"{verdicts.VERDICTS[judged.verdict]}: {verdicts.CAUSES[judged.cause]}"
    return f"{verdicts.GLYPHS[reading.mark]} {told}"


def _asked(change: Change) -> bool:
    """Whether it is a question of ours that came up: it stands with its reports, and is no news."""
    record = change.record
    return isinstance(record, Link) and record.source == FINDER and change.how is How.NEW


def _before(agreement: Agreement, change: Change, at: datetime) -> bool:
    """Whether a record that changed may bear on this agreement, and is of before a moment."""
    span = when_of(change.record)
    about = getattr(change.record, "agreement", agreement.id)
    return about in {agreement.id, *agreement.also_under} and (span is None or span.start < at)
