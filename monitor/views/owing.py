"""What is owed, in words: every obligation with its state, and what would change it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.evaluation.items import Item
from monitor.evaluation.owed import Obligation, Owed
from monitor.evaluation.verdict import Cause, Finding, Verdict
from monitor.incidents.span import TICK
from monitor.views.marks import base_of
from monitor.words import owing, phrasing, times, verdicts

NAMED = 3
"""How many obligations of one state are named in a line."""

_TELLING = (Owed.OVERDUE, Owed.UNDETERMINED, Owed.PENDING, Owed.LATE, Owed.MET)
"""What is told first of the states."""


@dataclass(frozen=True, slots=True)
class OwedRow:
    """One obligation, one row: what asked, when, by when it is due, how that stands, the answer.

    `due` is empty where nothing is due by a time. `record` are the keys of what asked and
    answered.
    """

    asked: str
    when: str
    due: str
    state: str
    answer: str
    record: str
    line: str


def kind_of(agreement: Agreement, condition: str) -> str | None:
    """Return the kind of duty that a condition is, or counts days of; None where it is none."""
    duty = agreement.conditions[base_of(agreement, condition)].duty
    return duty.kind if duty else None


def owed_rows(
    agreement: Agreement, condition: str, obligations: Sequence[Obligation]
) -> Iterator[OwedRow]:
    """Yield a row for each obligation of a duty, what asked last coming first."""
    kind = kind_of(agreement, condition)
    for one in reversed(obligations) if kind else ():
        yield _row(one, kind or "", _match(agreement, condition), agreement.zone)


def _row(one: Obligation, kind: str, match: str | None, zone: ZoneInfo) -> OwedRow:
    when, state = _when(one.item, zone), _state(one, kind, zone)
    due = times.short(one.deadline, zone) if kind != "only_if" else ""
    answer = "; ".join(_when(answer, zone) for answer in one.answers[:NAMED])
    phrase = owing.ANSWERED[kind] if one.state in {Owed.MET, Owed.LATE} else owing.MAY_BE_ANSWERED
    record = "; ".join(item.key for item in (one.item, *one.answers[:NAMED]))
    named = _named(one.item, match)
    told = owing.LINE.format(
        asked=named,
        state=state,
        when=when,
        due=owing.DUE_BY.format(time=due) if due else "",
        answer=phrase.format(when=answer) if answer else "",
    )
    return OwedRow(named, when, due, state, answer, record, f"{told} [{record}]")


def owed_in_words(agreement: Agreement, finding: Finding) -> str:
    """Write how a duty stands: how many asked, and what became of it."""
    kind = kind_of(agreement, finding.condition) or ""
    if finding.cause is Cause.NOBODY_ASKED:
        return owing.MARKS[kind][finding.cause]
    counted = Counter(one.state for one in finding.obligations)
    states = [
        _counted(agreement, finding, state, counted[state]) for state in _TELLING if counted[state]
    ]
    asked = owing.COUNTED[kind].format(
        count=len(finding.obligations), states=phrasing.listed(states)
    )
    verdict = verdicts.VERDICTS[finding.verdict]
    if finding.verdict is Verdict.UNDETERMINED and finding.cause is Cause.RUNNING:
        verdict = verdicts.CAUSES[finding.cause]
    return f"{verdict}; {asked}" if states else verdict


def _counted(agreement: Agreement, finding: Finding, state: Owed, count: int) -> str:
    """Write how many stand so; of what is not done, or open, which."""
    kind, zone = kind_of(agreement, finding.condition) or "", agreement.zone
    text = owing.NUMBERED.format(count=count, state=owing.STATES[kind][state])
    if state is Owed.MET or (state is Owed.LATE and kind == "response"):
        return text
    some = [one for one in finding.obligations if one.state is state]
    match = _match(agreement, finding.condition)
    names = [f"{_named(one.item, match)}, {_told(one, kind, zone)}" for one in some[-NAMED:]]
    if len(some) > NAMED:
        names.append(owing.AND_MORE.format(count=len(some) - NAMED))
    return f"{text} ({'; '.join(names)})"


def _told(one: Obligation, kind: str, zone: ZoneInfo) -> str:
    """Write what tells an obligation best: how it stands, or when what needed it happened."""
    return _state(one, kind, zone) if kind == "response" else _when(one.item, zone)


def _state(one: Obligation, kind: str, zone: ZoneInfo) -> str:
    text = owing.STATES[kind][one.state]
    if kind == "response" and one.state is Owed.PENDING:
        text = owing.WAITING_UNTIL.format(time=times.short(one.deadline, zone))
    elif kind == "response" and one.state is Owed.OVERDUE:
        text = owing.OVERDUE_SINCE.format(time=times.short(one.deadline, zone))
    elif one.state is Owed.UNDETERMINED and one.unseen:
        gaps = phrasing.listed([times.window(*gap, zone) for gap in one.unseen[:NAMED]])
        text = f"{text}; {owing.UNSEEN.format(what=owing.UNSEEN_WHAT[kind], gaps=gaps)}"
    return text if one.item.must else owing.MAY_HAVE_ASKED.format(state=text)


def _match(agreement: Agreement, condition: str) -> str | None:
    duty = agreement.conditions[base_of(agreement, condition)].duty
    return duty.match if duty else None


def _named(item: Item, match: str | None) -> str:
    """Name what asked by the reference that has to match, else by its record."""
    if match is None or not item.told:
        return item.key
    values = phrasing.listed(item.told, "or")
    return owing.REFERENCE.format(match=match.replace("_", " "), values=values)


def _when(item: Item, zone: ZoneInfo) -> str:
    end = item.last if item.first == item.last else item.last + TICK
    return times.span(item.first, end, zone)


def owed_settling(
    agreement: Agreement, finding: Finding, obligations: Sequence[Obligation]
) -> Iterator[str]:
    """Say what would change the verdict on a duty, the most pressing first."""
    zone, kind = agreement.zone, kind_of(agreement, finding.condition) or ""
    by_state = {state: [one for one in obligations if one.state is state] for state in Owed}
    missed = [*by_state[Owed.OVERDUE], *(by_state[Owed.LATE] if kind == "notice" else ())]
    phrase = {"response": owing.ANSWER_ENDS, "notice": owing.NOTICE_BY}.get(kind)
    if missed and phrase:
        latest = max(one.deadline for one in missed)
        yield phrase.format(time=times.short(latest, zone))
    doubtful = [
        item.key
        for one in obligations
        for item in (one.item, *one.answers)
        if not item.must and one.state in {Owed.UNDETERMINED, Owed.OVERDUE}
    ]
    if doubtful and finding.stood.verdict is not Verdict.KEPT:
        keys = phrasing.listed([*dict.fromkeys(doubtful)][:NAMED])
        yield owing.CONFIRM.format(keys=keys)
    open_ones = by_state[Owed.UNDETERMINED]
    if any(one.unseen for one in open_ones) or (kind == "only_if" and open_ones):
        duty = agreement.conditions[base_of(agreement, finding.condition)].duty
        unnamed = duty is not None and duty.awaits is not None and duty.awaits.anybodys_word
        yield owing.UNNAMED if unnamed else owing.WATCHING[kind]
    for one in by_state[Owed.PENDING][:NAMED]:
        yield owing.ANSWER_BY.format(time=times.short(one.deadline, zone))
