"""How sources report, compared: who has fallen silent, and is heard again; a gap, and its end."""

from collections.abc import Iterator, Sequence

from monitor.alerts.compare import Difference
from monitor.alerts.transition import Holds, Kind, Subject
from monitor.evaluation.noted import REPORTING, Note, Noted
from monitor.evaluation.reporting import GOES_ON, IS_HEARD, IS_SILENT, PAST


def turned_silent(
    before: Sequence[Noted] | None, now: Sequence[Noted] | None
) -> Iterator[tuple[Kind, Difference]]:
    """Yield how what is told of the sources differs; nothing where nobody looked before.

    What time or a new report makes so is a change. That a source was heard of is taken back, and
    corrected, where the record of it was undone.
    """
    if before is None or now is None:
        return
    earlier = {(one.what, one.key): one for one in before}
    for one in now:
        if one.what in REPORTING:
            was = earlier.get((one.what, one.key))
            kind = _of_gap(was, one) if one.what is Note.GAP else _of_silence(was, one)
            if kind is not None:
                subject = Subject(noted=one.what.value, key=one.key)
                yield kind, (subject, holds_of(was) if was else None, holds_of(one))


def holds_of(one: Noted) -> Holds:
    """Return what holds of how a source reports."""
    return Holds(
        one.word,
        since=one.happened,
        by=one.by,
        lengths=one.lengths,
        areas=one.areas,
        usual=one.usual,
    )


def goes_on(was: Holds | None, now: Holds) -> bool:
    """Whether what was said of a gap, or of a silence, is of the one that holds now."""
    if was is None or was.since is None or now.since is None:
        return False
    if IS_SILENT in {was.word, now.word}:
        return was.word == now.word and was.since == now.since
    return now.since[0] < was.since[1]


def _of_silence(was: Noted | None, now: Noted) -> Kind | None:
    if was is None:
        return Kind.CHANGE
    if now.word == IS_HEARD:
        return Kind.CHANGE if was.word == IS_SILENT else None
    if now.happened[1] < was.happened[1]:
        return Kind.CORRECTION
    longer = set(now.lengths) > set(was.lengths)
    return Kind.CHANGE if now.happened != was.happened or longer else None


def _of_gap(was: Noted | None, now: Noted) -> Kind | None:
    """Return whether it is news: another gap is, and its end; that it has grown is not."""
    another = was is None or now.happened[0] >= was.happened[1]
    return Kind.CHANGE if another or (was and was.word != now.word) else None


def is_over(was: Holds | None, now: Holds) -> bool:
    """Whether what holds is the end of a silence or of a gap that went on."""
    if now.word in {IS_SILENT, GOES_ON}:
        return False
    ended = was is not None and was.word == GOES_ON and goes_on(was, now)
    return now.word != PAST or ended


def reached(was: Holds | None, now: Holds | None) -> frozenset[str]:
    """Return the lengths that a silence has reached since it was told of last."""
    if now is None:
        return frozenset()
    return frozenset(now.lengths) - frozenset(was.lengths if was and goes_on(was, now) else ())
