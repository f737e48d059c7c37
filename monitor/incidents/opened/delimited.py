"""Text as a table: what separates its cells, where its header stands, and its rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from monitor.errors import IncidentFileError
from monitor.incidents.opened.headers import LOOKED_AT, Head, head_of
from monitor.incidents.opened.known import Known
from monitor.incidents.opened.refusal import no_such_header, refusal
from monitor.incidents.opened.text import Text
from monitor.incidents.rows import DELIMITERS, Row, read_rows
from monitor.words import opening

_SAMPLE = LOOKED_AT
"""Rows that are tried with each delimiter."""

_SAYS = re.compile(r'"?sep=([,;\t|])"?[\r\n]', re.IGNORECASE)
"""The first line by which a spreadsheet is told the delimiter."""

_LONGEST_WORD = len('"sep=,"\r\n')


@dataclass(frozen=True, slots=True)
class Split:
    """How a text is split into cells, why so, and the header found with it."""

    mark: str
    head: Head
    why: str


@dataclass(frozen=True, slots=True)
class _Trial:
    """What a delimiter makes of the first rows.

    Attributes:
        mark: The delimiter.
        head: The header.
        like: The share of the rows under the header that have as many cells as it; a row whose
            quotes are broken has not.
    """

    mark: str
    head: Head
    like: float

    @property
    def width(self) -> int:
        return len(self.head.names)

    @property
    def fit(self) -> tuple[float, int]:
        """How well it fits, the better the more; a row that is taken for a title does not."""
        return self.like, -len(self.head.titles)


def split(
    text: Text, file: str, known: Known, stated: str | None, header: int | None = None
) -> Split:
    """Find what separates the cells of a text.

    The delimiter that is stated, here or in the file, is taken. Else the one with which most
    names of a header are known, if it is one beyond doubt. Else the one with which every row has
    as many cells as the header.

    Args:
        text: The file.
        file: Its name, for messages.
        known: The names by which its header is recognised.
        stated: The delimiter, where that is stated.
        header: The line of the header, where that is stated.

    Raises:
        IncidentFileError: Quotes do not close, several delimiters do as well, or no row begins on
            the line that is stated for the header.
    """
    says = _says(text)
    if stated or says:
        mark = stated or says[1]  # type: ignore[index]
        head = head_of([*islice(data_rows(text, mark, file), _SAMPLE)], known, header)
        if head is None:
            raise _no_head(file, header)
        reason = opening.STATED if stated else opening.BY_FILE
        name = DELIMITERS[mark]
        return Split(mark, head, reason.format(what=name, delimiter=name))
    trials, broken = _trials(text, file, known, header)
    if not trials:
        raise broken or _no_head(file, header)
    return _by_names(trials) or _by_width(trials, broken, file)


def data_rows(text: Text, mark: str, file: str) -> Iterator[Row]:
    """Read the rows of a text, but for a first line that only names the delimiter."""
    rows = read_rows(text.lines(), mark, file)
    return (row for row in rows if row.line > 1) if _says(text) else rows


def _says(text: Text) -> re.Match[str] | None:
    return _SAYS.match(text.start(_LONGEST_WORD))


def _trials(
    text: Text, file: str, known: Known, header: int | None
) -> tuple[list[_Trial], IncidentFileError | None]:
    """Try each delimiter; the error is that of the first with which the first row is broken."""
    found: list[_Trial] = []
    broken: IncidentFileError | None = None
    for mark in DELIMITERS:
        rows, error = _first_rows(text, mark, file)
        head = head_of(rows, known, header)
        if head is not None:
            found.append(_Trial(mark, head, _like(rows, head, broken=error is not None)))
        broken = broken or error
    return found, broken


def _first_rows(text: Text, mark: str, file: str) -> tuple[list[Row], IncidentFileError | None]:
    """Return the first rows up to one whose quotes are broken, and the error of that."""
    rows: list[Row] = []
    try:
        rows.extend(islice(read_rows(text.lines(), mark, file), _SAMPLE))
    except IncidentFileError as error:
        return rows, error
    return rows, None


def _like(rows: Sequence[Row], head: Head, *, broken: bool) -> float:
    under = [row for row in rows if row.line > head.ends]
    alike = sum(len(row.cells) == len(head.names) for row in under)
    all_ = len(under) + broken
    return alike / all_ if all_ else 1


def _by_names(trials: Sequence[_Trial]) -> Split | None:
    sure = [trial for trial in trials if trial.head.sure]
    if not sure:
        return None
    best = max(sure, key=lambda trial: (trial.head.known, trial.like))
    all_ = sum(1 for name in best.head.names if name)
    why = opening.BY_NAMES.format(
        delimiter=DELIMITERS[best.mark], found=min(best.head.known, all_), all=all_
    )
    return Split(best.mark, best.head, why)


def _by_width(trials: Sequence[_Trial], broken: IncidentFileError | None, file: str) -> Split:
    """Choose by width; quotes that are broken with one delimiter are not read as text with another.

    Only where every row has as many cells as the header is that other one believed. Of two for
    which that is so, the one that leaves fewer rows above the header is.
    """
    wide = [trial for trial in trials if trial.width > 1]
    best = max((trial.fit for trial in wide), default=None)
    whole = [trial for trial in wide if trial.like == 1 and trial.fit == best]
    if len(whole) > 1:
        ways = " or ".join(f"by {DELIMITERS[t.mark]} ({t.width} columns)" for t in whole)
        message = f"the cells may be separated {ways}"
        raise refusal(file, message, "state what separates the cells", path="delimiter")
    if broken and not whole:
        raise broken
    most = max(wide, key=lambda trial: trial.fit, default=None)
    if most is None or not most.like:
        alone = trials[0]
        return Split(alone.mark, alone.head, opening.ONE_COLUMN)
    reason = opening.BY_WIDTH if whole else opening.BY_MOST
    why = reason.format(delimiter=DELIMITERS[most.mark], width=most.width)
    return Split(most.mark, most.head, why)


def _no_head(file: str, header: int | None) -> IncidentFileError:
    if header is not None:
        return no_such_header(file, header, LOOKED_AT)
    return refusal(file, "the file is empty", "begin with the header line of a template")
