"""The decisions on record, read as acts."""

from collections.abc import Collection

from monitor.agreements.naming_acts import NamingActs
from monitor.evaluation.check.deeds import Deed
from monitor.evaluation.check.matter import Matter


def decisions(
    matter: Matter,
    terms: NamingActs,
    words: Collection[str],
    named: Collection[str] = (),
    *,
    written: bool = False,
) -> list[Deed]:
    """The decisions of these words by one of these parties, as terms ask for them.

    By anybody where none is named.

    With `written` the name may also be written as it is named, whoever it stands for.
    """
    found = []
    for record in matter.decisions(terms):
        one = matter.deed(record)
        local = matter.clock.local(record.effective.start)
        by = one.party in named
        if written:
            by = matter.names.speaks(record.by, local, tuple(named))
        if record.what in words and (by or not named):
            found.append(one)
    return found
