"""*Why*: one condition from every standpoint, as a table that can be read at a glance."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from monitor.agreements.model import Agreement
from monitor.evaluation.standpoints import Row, Seen
from monitor.views.sources import Sources
from monitor.views.verdict_words import verdict_words
from monitor.words import by_standpoint, phrasing


@dataclass(frozen=True, slots=True)
class Table:
    """What the fold draws: what it comes to, and a row for each standpoint, column by column."""

    summary: str
    rows: tuple[dict[str, str], ...]


def table(agreement: Agreement, condition: str, rows: Sequence[Row], sources: Sources) -> Table:
    """Put a condition from every standpoint into by_standpoint.

    Standards that make no difference share a row, and so do readings and accounts that read alike.
    """
    views: dict[tuple[str, ...], list[str]] = {}
    for _, some in groupby(rows, key=_alike):
        alike = list(some)
        view = _view(agreement, alike[0], sources)
        views.setdefault(_cells(agreement, condition, alike), []).append(view)
    heads = (by_standpoint.TAKES, *by_standpoint.DOUBTS.values(), by_standpoint.UNDISPUTED)
    shown = (
        {
            by_standpoint.VIEW: by_standpoint.LISTED.join(names),
            **dict(zip(heads, cells, strict=True)),
        }
        for cells, names in views.items()
    )
    return Table(_summary(agreement, condition, rows), tuple(shown))


def _alike(row: Row) -> tuple[object, ...]:
    return row.reading, row.account, row.by_doubt, row.undisputed


def _cells(agreement: Agreement, condition: str, alike: Sequence[Row]) -> tuple[str, ...]:
    row = alike[0]
    takes = phrasing.listed(
        [by_standpoint.STANDARDS[one.standard] for one in alike if one.standard], "or"
    )
    doubts = [_cell(agreement, condition, seen) for seen in row.by_doubt]
    left_out = (
        by_standpoint.SAME if row.account is not None else _left_out(agreement, condition, row)
    )
    return takes or by_standpoint.STATED, *doubts, left_out


def _view(agreement: Agreement, row: Row, sources: Sources) -> str:
    if row.account is not None:
        return by_standpoint.ACCOUNT.format(source=sources.name(row.account))
    return agreement.readings[row.reading].title if row.reading else by_standpoint.AS_FILED


def _cell(agreement: Agreement, condition: str, seen: Seen | None) -> str:
    if seen is None:
        return by_standpoint.NOT_JUDGED
    said = verdict_words(agreement.conditions.get(condition))[seen.verdict]
    progress = seen.progress
    if progress is None:
        return said
    count = phrasing.progress(progress.least, progress.most, progress.needed, progress.unit)
    return f"{said}: {count}"


def _left_out(agreement: Agreement, condition: str, row: Row) -> str:
    if row.undisputed is None:
        return by_standpoint.CANNOT
    if row.undisputed == row.by_doubt:
        return by_standpoint.SAME
    cells = [_cell(agreement, condition, seen) for seen in row.undisputed]
    return by_standpoint.JOINED.join(dict.fromkeys(cells))


def _summary(agreement: Agreement, condition: str, rows: Sequence[Row]) -> str:
    """Say how many standpoints come to what; every doubt of every row is one."""
    said = verdict_words(agreement.conditions.get(condition))
    found = [seen for row in rows for seen in row.by_doubt if seen is not None]
    counted = Counter(said[seen.verdict] for seen in found)
    if len(counted) == 1:
        return by_standpoint.ALL_SAME.format(verdict=next(iter(counted)))
    parts = [
        by_standpoint.OF_ALL.format(verdict=verdict, count=count, total=len(found))
        for verdict, count in counted.most_common()
    ]
    return by_standpoint.DIFFERS.format(verdicts=phrasing.listed(parts))
