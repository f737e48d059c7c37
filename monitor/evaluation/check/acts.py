"""The decisions and attestations on record, read as acts."""

from collections.abc import Collection

from monitor.evaluation.check.deeds import Deed
from monitor.evaluation.check.matter import Matter


def decisions(
    matter: Matter, words: Collection[str], named: Collection[str] = (), *, written: bool = False
) -> list[Deed]:
    """The decisions of these words by one of these parties; by anybody where none is named.

    With `written` the name may also be written as it is named, whoever it stands for.
    """
    found = []
    for record in matter.grounds.decisions:
        one = matter.deed(record)
        local = matter.clock.local(record.effective.start)
        by = one.party in named
        if written:
            by = matter.names.speaks(record.by, local, tuple(named))
        if record.what in words and (by or not named):
            found.append(one)
    return found


def words_given(matter: Matter, word: str, named: Collection[str]) -> list[Deed]:
    """The attestations that something is so, by one of those named or, without any, anybody."""
    return [
        matter.deed(record)
        for record in matter.grounds.attestations
        if record.holds
        and record.what == word
        and (
            not named
            or matter.names.speaks(record.by, matter.clock.local(record.during.start), tuple(named))
        )
    ]
