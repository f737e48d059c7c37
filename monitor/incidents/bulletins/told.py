"""The totals that a file states, as sentences for whoever offers it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.incidents.bulletins.total import Total
from monitor.incidents.opened.how import How
from monitor.words import bulletins

MOST = 20
"""Totals that are told one by one."""


def totals_told(totals: Sequence[Total], lines: int) -> Iterator[str]:
    """Tell what was stated beside what the rows add up to: what differs first.

    `lines` is how many lines of the file state totals, and are no records.
    """
    if lines:
        yield bulletins.LINES.format(count=lines) if lines > 1 else bulletins.LINE
    fits = [total for total in totals if total.summed == total.stated]
    differing = [total for total in totals if total.differs]
    open_ = [total for total in totals if total.summed is None]
    yield from (difference(total) for total in differing[:MOST])
    if len(fits) > MOST:
        yield bulletins.ALL_FIT.format(count=len(fits))
    else:
        yield from (bulletins.FITS.format(**_said(total)) for total in fits)
    yield from (bulletins.OPEN.format(**_said(total), why=total.why) for total in open_[:MOST])
    if (more := max(len(differing) - MOST, 0) + max(len(open_) - MOST, 0)) > 0:
        yield bulletins.MORE.format(count=more)


def with_totals(how: How, totals: Sequence[Total], lines: int) -> How:
    """Add to how a file was read what it states as totals."""
    return replace(how, notes=(*how.notes, *totals_told(totals, lines)))


def difference(total: Total) -> str:
    """Say that a total is not what the rows add up to."""
    off = (total.summed or 0) - total.stated
    text = bulletins.OVER if off > 0 else bulletins.UNDER
    return text.format(**_said(total), off=f"{abs(off):,}")


def _said(total: Total) -> dict[str, str]:
    of = f" ({', '.join(part[:60] for part in total.of)})" if total.of else ""
    column = f", {total.column[:60]}" if total.column else ""
    return {
        "sum": f"{total.summed:,}" if total.summed is not None else "",
        "stated": f"{total.stated:,}",
        "where": f"line {total.line}{column}{of}",
    }
