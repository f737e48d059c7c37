"""What was taken in, what each upload made of its records, and what undoing it would do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from monitor.incidents.turn import Turn
from monitor.views.accepted import Accepted
from monitor.views.telling import differences, told
from monitor.words import mapping, names_of, times, undoing


class TakenIn(Accepted, Protocol):
    """An upload or a single record, as the store tells of it."""

    @property
    def archive(self) -> bool:
        """Whether its records count as known since their publication."""
        ...

    @property
    def stored(self) -> int:
        """Rows that became versions of records."""
        ...

    @property
    def unchanged(self) -> int:
        """Rows that said what stood already."""
        ...

    @property
    def rejected(self) -> int:
        """Rows that were left out."""
        ...

    @property
    def mapping(self) -> tuple[str, int] | None:
        """The saved mapping by which its file was read, and its version; None for none."""
        ...

    @property
    def undone(self) -> int | None:
        """The act that undid it; None while it stands."""
        ...


@dataclass(frozen=True, slots=True)
class UploadLine:
    """One upload in the table."""

    number: int
    when: str
    who: str
    what: str
    stored: int
    unchanged: int
    rejected: int
    known: str
    stands: str


@dataclass(frozen=True, slots=True)
class TurnLine:
    """What became, or would become, of one record."""

    record: str
    kind: str
    what: str
    details: str


def upload_lines(found: Sequence[TakenIn], zone: ZoneInfo) -> tuple[UploadLine, ...]:
    """Return everything taken in, newest first."""
    return tuple(
        UploadLine(
            one.act,
            times.full(one.recorded_at, zone),
            one.actor,
            _what(one),
            one.stored,
            one.unchanged,
            one.rejected,
            undoing.KNOWN_BY_ARCHIVE if one.archive else undoing.KNOWN_BY_STORING,
            undoing.UNDONE_BY.format(act=one.undone) if one.undone else undoing.STANDING,
        )
        for one in reversed(found)
    )


def _what(one: TakenIn) -> str:
    """Name what was taken in, and the mapping by which its file was read."""
    file = one.file or undoing.WITHOUT_FILE
    if one.mapping is None:
        return file
    name, version = one.mapping
    return f"{file}, {mapping.READ_BY.format(name=name, version=version)}"


def upload_titles(found: Sequence[UploadLine]) -> dict[str, str]:
    """Return each upload's line of the choice to open it, by number."""
    return {str(line.number): f"{line.number} · {line.what} · {line.when}" for line in found}


def turn_lines(turns: Iterable[Turn], zone: ZoneInfo) -> tuple[TurnLine, ...]:
    """Return what an upload made of its records."""
    return _lines(
        turns, zone, (undoing.ADDED, undoing.CORRECTED, undoing.TAKEN_BACK, undoing.NO_EFFECT)
    )


def undo_lines(turns: Iterable[Turn], zone: ZoneInfo) -> tuple[TurnLine, ...]:
    """Return what would become of an upload's records were it undone, those that change."""
    said = (undoing.COMES_BACK, undoing.GOES_BACK, undoing.GOES, undoing.STAYS_AS_IS)
    return _lines((turn for turn in turns if turn.before != turn.after), zone, said)


def _lines(
    turns: Iterable[Turn], zone: ZoneInfo, said: tuple[str, str, str, str]
) -> tuple[TurnLine, ...]:
    """Write turns; `said` is of a record that comes, changes, goes, stays."""
    return tuple(
        TurnLine(turn.key, names_of.ONE_RECORD[turn.kind], *_become(turn, zone, said))
        for turn in turns
    )


def _become(turn: Turn, zone: ZoneInfo, said: tuple[str, str, str, str]) -> tuple[str, str]:
    comes, changes, goes, stays = said
    before, after = turn.before, turn.after
    if before == after:
        return stays, told(after, zone) if after else ""
    if before and after:
        return changes, "; ".join(differences(before, after, zone))
    return (comes, told(after, zone)) if after else (goes, told(before, zone) if before else "")
