"""A bulletin of counts: one source, one window, several lines and a total, checked and written."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from monitor.incidents.templates import TEMPLATES
from monitor.words import forms


@dataclass(frozen=True, slots=True)
class BulletinLine:
    """One line of a bulletin, as a person fills it in; every cell is text."""

    value: str
    place: str = ""
    pcode: str = ""
    kind: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What a person fills in; `shared` are the cells of the template that all rows have.

    `total` is the figure that the bulletin states for all lines together, empty for none. A
    line without actors of its own has those of the bulletin.
    """

    lines: tuple[BulletinLine, ...]
    total: str = ""
    by: str = ""
    shared: Mapping[str, str] = field(default_factory=dict)

    @property
    def filled(self) -> tuple[BulletinLine, ...]:
        """The lines that say anything."""
        return tuple(line for line in self.lines if any((line.value, line.place, line.pcode)))


def sum_said(bulletin: Bulletin) -> str:
    """Say whether the lines add up to the total; empty where that cannot be said.

    A total that does not fit is no mistake of ours: sources contradict themselves.
    """
    figures = [line.value for line in bulletin.filled]
    if not figures or not all(map(_is_figure, figures)):
        return ""
    values = [int(figure) for figure in figures]
    sums = " + ".join(map(str, values))
    made = f"{sums} = {sum(values):,}" if len(values) > 1 else f"{sum(values):,}"
    if not bulletin.total:
        return forms.SUM_WITHOUT_TOTAL.format(sum=made)
    if not _is_figure(bulletin.total):
        return ""
    stated = int(bulletin.total)
    if stated == sum(values):
        return forms.SUM_FITS.format(sum=made)
    off = sum(values) - stated
    differs = forms.SUM_OVER if off > 0 else forms.SUM_UNDER
    return differs.format(sum=made, stated=f"{stated:,}", by=f"{abs(off):,}")


def _is_figure(text: str) -> bool:
    return text.isascii() and text.isdigit()


def as_csv(bulletin: Bulletin, name: str) -> bytes:
    """Write a bulletin as a file of the counts template, its lines first, then its total.

    Args:
        bulletin: What was filled in.
        name: Begins the id of every row, so that they are told from those of other bulletins.
    """
    columns = TEMPLATES["count"].names()
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    for row in _rows(bulletin, name):
        writer.writerow(row)
    return text.getvalue().encode()


def _rows(bulletin: Bulletin, name: str) -> Iterator[dict[str, str]]:
    for number, line in enumerate(bulletin.filled, start=1):
        yield {
            **bulletin.shared,
            "id": f"{name}-{number}",
            "value": line.value,
            "place": line.place,
            "pcode": line.pcode,
            "kind": line.kind,
            "by": line.by or bulletin.by,
        }
    if bulletin.total:
        yield {**bulletin.shared, "id": f"{name}-total", "value": bulletin.total, "by": bulletin.by}


def line_named(number: int, bulletin: Bulletin) -> str:
    """Return what a line of the file is on the form; `number` is its line, the header being 1."""
    at = number - 1
    if not at:
        return ""
    return forms.BULLETIN_TOTAL if at > len(bulletin.filled) else str(at)
