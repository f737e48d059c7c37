"""What somebody owes, in words: every obligation with its state, and what would change it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.evaluation.items import Item
from monitor.evaluation.owed import Obligation, Owed
from monitor.evaluation.verdict import Cause, Finding, Verdict
from monitor.incidents.span import TICK
from monitor.words import owing, phrasing, times, verdicts

NAMED = 3
"""How many obligations of one state are named in a line."""

_TELLING = (Owed.OVERDUE, Owed.UNDETERMINED, Owed.PENDING, Owed.LATE, Owed.MET)
"""What is told first of the states."""


@dataclass(frozen=True, slots=True)
class OwedRow:
    """One obligation, one row: what asked, when, by when it is due, how that stands, the answer.

    `record` are the keys of what asked and answered. `settled` is whether it is answered for
    certain, else `answer` is when it may have been.
    """

    asked: str
    when: str
    due: str
    state: str
    answer: str
    record: str
    settled: bool

    @property
    def line(self) -> str:
        """The same as one line of text."""
        phrase = owing.ANSWERED if self.settled else owing.MAY_BE_ANSWERED
        answer = phrase.format(when=self.answer) if self.answer else ""
        told = owing.LINE.format(
            asked=self.asked, state=self.state, when=self.when, due=self.due, answer=answer
        )
        return f"{told} [{self.record}]"


def owed_rows(agreement: Agreement, obligations: Sequence[Obligation]) -> Iterator[OwedRow]:
    """Yield a row for each obligation, what asked last coming first."""
    zone = agreement.zone
    for one in reversed(obligations):
        yield OwedRow(
            asked=one.item.key,
            when=_when(one.item, zone),
            due=times.short(one.deadline, zone),
            state=_state(one, zone),
            answer="; ".join(_when(answer, zone) for answer in one.answers[:NAMED]),
            record="; ".join(item.key for item in (one.item, *one.answers[:NAMED])),
            settled=one.state in {Owed.MET, Owed.LATE},
        )


def owed_in_words(agreement: Agreement, finding: Finding) -> str:
    """Write how a duty stands: how many asked, and what became of it."""
    if finding.cause is Cause.NOBODY_ASKED:
        return owing.NOBODY
    counted = Counter(one.state for one in finding.obligations)
    states = [
        _counted(agreement, finding, state, counted[state]) for state in _TELLING if counted[state]
    ]
    asked = owing.ASKED.format(
        count=len(finding.obligations), states=phrasing.listed(states) or verdicts.CAUSES["running"]
    )
    verdict = verdicts.VERDICTS[finding.verdict]
    if finding.verdict is Verdict.UNDETERMINED and finding.cause is Cause.RUNNING:
        verdict = verdicts.CAUSES[finding.cause]
    return f"{verdict}; {asked}"


def _counted(agreement: Agreement, finding: Finding, state: Owed, count: int) -> str:
    """Write how many stand so; of what is overdue, waits or is open, which."""
    text = owing.NUMBERED.format(count=count, state=owing.STATES[state])
    if state in {Owed.MET, Owed.LATE}:
        return text
    zone = agreement.zone
    some = [one for one in finding.obligations if one.state is state]
    names = [f"{one.item.key}, {_state(one, zone)}" for one in some[-NAMED:]]
    if len(some) > NAMED:
        names.append(owing.AND_MORE.format(count=len(some) - NAMED))
    return f"{text} ({'; '.join(names)})"


def _state(one: Obligation, zone: ZoneInfo) -> str:
    text = owing.STATES[one.state]
    if one.state is Owed.PENDING:
        text = owing.WAITING_UNTIL.format(time=times.short(one.deadline, zone))
    elif one.state is Owed.OVERDUE:
        text = owing.OVERDUE_SINCE.format(time=times.short(one.deadline, zone))
    elif one.state is Owed.UNDETERMINED and one.unseen:
        gaps = [times.window(*gap, zone) for gap in one.unseen[:NAMED]]
        text = f"{text}; {owing.UNSEEN.format(gaps=phrasing.listed(gaps))}"
    return text if one.item.must else owing.MAY_HAVE_ASKED.format(state=text)


def _when(item: Item, zone: ZoneInfo) -> str:
    end = item.last if item.first == item.last else item.last + TICK
    return times.span(item.first, end, zone)


def owed_settling(
    agreement: Agreement, finding: Finding, obligations: Sequence[Obligation]
) -> Iterator[str]:
    """Say what would change the verdict on a duty, the most pressing first."""
    zone = agreement.zone
    by_state = {state: [one for one in obligations if one.state is state] for state in Owed}
    if by_state[Owed.OVERDUE]:
        latest = max(one.deadline for one in by_state[Owed.OVERDUE])
        yield owing.ANSWER_ENDS.format(time=times.short(latest, zone))
    doubtful = [
        item.key
        for one in obligations
        for item in (one.item, *one.answers)
        if not item.must and one.state in {Owed.UNDETERMINED, Owed.OVERDUE}
    ]
    if doubtful and finding.stood.verdict is not Verdict.KEPT:
        keys = phrasing.listed([*dict.fromkeys(doubtful)][:NAMED])
        yield owing.CONFIRM.format(keys=keys)
    if any(one.unseen for one in by_state[Owed.UNDETERMINED]):
        yield owing.WATCHING
    for one in by_state[Owed.PENDING][:NAMED]:
        yield owing.ANSWER_BY.format(time=times.short(one.deadline, zone))
