"""The mark of a day: what its verdict, the reports below it and the watch say together."""

from enum import StrEnum

from monitor.agreements.model import Limit
from monitor.evaluation.verdict import Cause, DayVerdict, Verdict


class Mark(StrEnum):
    """What can be drawn of a day; never a colour for a day that nobody watched.

    `DONE` is of duties alone: nothing on record is owed any more, whoever was watching.
    """

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    QUIET = "quiet"
    DONE = "done"
    UNWATCHED = "unwatched"
    NOBODY_ASKED = "nobody_asked"
    NOT_IN_FORCE = "not_in_force"


def mark_of(verdict: DayVerdict, limit: Limit | None, *, told: bool) -> Mark:
    """Return the mark of one day judged; `limit` is None for a duty.

    A limit on one source's counts is at most reported: a single source confirms nothing.
    """
    if verdict.verdict is Verdict.NOT_IN_FORCE:
        return Mark.NOT_IN_FORCE
    if verdict.verdict is Verdict.BREACHED and verdict.policy is None:
        counted = limit is not None and limit.from_counts is not None
        return Mark.REPORTED if counted else Mark.CONFIRMED
    if told or _possible(verdict, limit):
        return Mark.REPORTED
    if limit is None:
        return _mark_of_duty(verdict)
    seen = verdict.bounds.covered and verdict.cause is not Cause.NO_BASELINE
    return Mark.QUIET if seen else Mark.UNWATCHED


def _mark_of_duty(verdict: DayVerdict) -> Mark:
    """Return the mark of a day of a duty on which nothing on record is, or may be, a breach."""
    if verdict.cause is Cause.NOBODY_ASKED:
        return Mark.NOBODY_ASKED
    if not verdict.bounds.covered:
        return Mark.UNWATCHED
    # Else what asked is not certain, but answered it is: whether anybody asked stays open.
    done = verdict.verdict is Verdict.KEPT or verdict.cause is Cause.RUNNING
    return Mark.DONE if done else Mark.NOBODY_ASKED


def _possible(verdict: DayVerdict, limit: Limit | None) -> bool:
    """Whether what is on record, confirmed or not, would be a breach."""
    if limit is None:
        return verdict.bounds.possible > 0
    most = verdict.surely_within
    if most is None or limit.at_most is None:
        return False
    return verdict.bounds.possible > most
