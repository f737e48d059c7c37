"""Evaluations and explanations as plain JSON values: what the command line and the API answer.

Every time is written in UTC with its offset; a day is named by the local date on which it begins.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime

from monitor.evaluation.check.check import check
from monitor.evaluation.check.ruling import Ruling
from monitor.evaluation.counterfactual import Counterfactual
from monitor.evaluation.explanation import Evidence, Explanation
from monitor.evaluation.items import Item
from monitor.evaluation.owed import Obligation
from monitor.evaluation.reference import Allowed, Reference
from monitor.evaluation.serious import Uncounted
from monitor.evaluation.standpoints import DOUBTS, Row, Seen
from monitor.evaluation.verdict import DayVerdict, Evaluation, Finding, Member, Standing
from monitor.incidents.record import Count
from monitor.incidents.version import Figures, Incident
from monitor.service.activating import Activating
from monitor.service.board import Board
from monitor.service.previewing import Change
from monitor.service.taking import Taken
from monitor.store.ledger import Upload

Json = dict[str, object]


def instant(time: datetime | None) -> str | None:
    """Write an instant in UTC; None stays None."""
    return None if time is None else time.astimezone(UTC).isoformat()


def evaluation(found: Evaluation) -> Json:
    """Return an evaluation with the finding of every condition."""
    return {
        "agreement": found.agreement,
        "at": instant(found.at),
        "known": instant(found.known),
        "reading": found.reading,
        "account": found.account,
        "in_force": found.in_force,
        "ended": instant(found.ended),
        "findings": [finding(item) for item in found.findings],
        "phases": [standing(item) for item in found.phases],
    }


def board(found: Board) -> Json:
    """Return the official evaluation, with that of each reading and each account beside it.

    Those beside it come without their days: asked for by name, each gives them.
    """
    return evaluation(found.official) | {
        "readings": {name: brief(one) for name, one in found.readings.items()},
        "accounts": {name: brief(one) for name, one in found.accounts.items()},
    }


def brief(found: Evaluation) -> Json:
    """Return an evaluation without its days."""
    return evaluation(replace(found, findings=tuple(map(_without_days, found.findings))))


def activating(found: Activating) -> Json:
    """Return what making a rule file count changes; `changed` is False where nothing does."""
    return {
        "agreement": found.name,
        "changed": not found.unchanged,
        "kind": found.kind,
        "from": instant(found.since),
        "sentences": list(found.sentences),
        "verdicts": [
            {
                "reading": one.reading,
                "condition": one.condition,
                "scope": one.scope,
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
                "before": one.before,
                "after": one.after,
            }
            for one in found.verdicts
        ],
    }


def change(found: Change) -> Json:
    """Return a finding before and after, without its days; null where it is not judged."""
    return {
        "condition": found.condition,
        "scope": found.scope,
        "before": finding(_without_days(found.before)) if found.before else None,
        "after": finding(_without_days(found.after)) if found.after else None,
    }


def standing(found: Standing) -> Json:
    """Return where a phase stands for one holder; `since` is [earliest, latest]."""
    return {
        "phase": found.phase,
        "holder": found.holder,
        "state": found.state.value,
        "since": [instant(edge) for edge in found.since] if found.since else None,
        "until": instant(found.until),
        "waiting_for": list(found.waiting_for),
        "rests_on": list(found.rests_on),
        "doubts": list(found.doubts),
        "provisional_until": instant(found.provisional_until),
    }


def _without_days(found: Finding) -> Finding:
    at_end = found.at_end and _without_days(found.at_end)
    return replace(found, days=(), at_end=at_end)


def taken(found: Taken) -> Json:
    """Return what became of a file: lines = stored + unchanged + rejected."""
    return {
        "file": found.file,
        "kind": found.intake.kind if found.intake else None,
        "outcome": found.outcome.value,
        "upload": found.receipt.upload if found.receipt else None,
        "lines": found.lines,
        "stored": found.stored,
        "unchanged": found.unchanged,
        "rejected": found.rejected,
        "problems": [asdict(problem) for problem in found.problems()],
    }


def upload(line: Upload) -> Json:
    """Return an upload, or a single record, as the journal has it."""
    return asdict(line) | {"recorded_at": instant(line.recorded_at)}


def finding(found: Finding) -> Json:
    """Return a finding; the days of a limit only by their verdicts."""
    answer: Json = {
        "condition": found.condition,
        "scope": found.scope,
        "verdict": found.verdict.value,
        "cause": found.cause.value,
        "provisional_until": instant(found.provisional_until),
        "days": [day(verdict) for verdict in found.days],
    }
    if found.progress:
        answer["progress"] = [found.progress.least, found.progress.most]
        answer["needed"] = found.progress.needed
        answer["unit"] = found.progress.unit
        answer["earliest"] = instant(found.earliest)
    if found.parties:
        answer["parties"] = dict(found.parties)
    if found.decided:
        answer["decided"] = {party: cause.value for party, cause in found.decided}
    if found.members:
        answer["members"] = [member(item) for item in found.members]
    if found.deadline:
        answer["deadline"] = instant(found.deadline)
    if found.obligations:
        answer["obligations"] = [obligation(one) for one in found.obligations]
    if found.rests_on:
        answer["rests_on"] = list(found.rests_on)
    if found.doubts:
        answer["doubts"] = list(found.doubts)
    if found.at_end:
        answer["at_end"] = finding(found.at_end)
    return answer


def obligation(found: Obligation) -> Json:
    """Return something that is owed; its term ends between `earliest` and `deadline`."""
    return {
        "item": happened(found.item),
        "state": found.state.value,
        "earliest": instant(found.earliest),
        "deadline": instant(found.deadline),
        "overdue": [instant(edge) for edge in found.overdue] if found.overdue else None,
        "answers": [happened(answer) for answer in found.answers],
        "not_watched": [[instant(start), instant(end)] for start, end in found.unseen],
    }


def happened(item: Item) -> Json:
    """Return something that happened, at one instant from `first` to `last`."""
    return {
        "record": item.record,
        "key": item.key,
        "first": instant(item.first),
        "last": instant(item.last),
        "certain": item.must,
        "values": sorted(item.values) if item.values is not None else None,
    }


def member(found: Member) -> Json:
    """Return a member of a gate; `truth` is true, false, or null where it is not known."""
    answer: Json = {
        "condition": found.condition,
        "scope": found.scope,
        "truth": found.truth,
        "verdict": found.verdict.value,
        "cause": found.cause.value,
    }
    if found.members:
        answer["members"] = [member(item) for item in found.members]
    return answer


def day(found: DayVerdict) -> Json:
    """Return one day of a limit; `high` is null where no upper bound can be given."""
    return {
        "day": found.day.date.isoformat(),
        "start": instant(found.day.start),
        "end": instant(found.day.end),
        "window_from": instant(found.first.start),
        "finished": found.finished,
        "verdict": found.verdict.value,
        "cause": found.cause.value,
        "low": found.bounds.low,
        "high": found.bounds.high,
        "on_record": found.bounds.possible,
        "watched": found.bounds.covered,
        "limit": found.limit,
        "policy": found.policy,
        "exceeded_at": instant(found.exceeded_at),
        "allowed": allowed(found.allowed) if found.allowed else None,
    }


def allowed(found: Allowed) -> Json:
    """Return what a baseline allows as exact fractions; `high` is null where it is open."""
    return {"low": str(found.low), "high": None if found.high is None else str(found.high)}


def reference(found: Reference) -> Json:
    """Return the reference time of a baseline and what was counted in it."""
    return {
        "window": [instant(edge) for edge in found.window],
        "days": str(found.terms.days),
        "low": found.bounds.low,
        "high": found.bounds.high,
        "watched": found.bounds.covered,
        "not_watched": [[instant(start), instant(end)] for start, end in found.gaps],
    }


def explanation(found: Explanation) -> Json:
    """Return what a verdict rests on."""
    return {
        "finding": finding(found.finding),
        "day": day(found.day) if found.day else None,
        "window": [instant(edge) for edge in found.window] if found.window else None,
        "counted": [evidence(item) for item in found.certain],
        "may_count": [evidence(item) for item in found.possible],
        "not_counted": [evidence(item) for item in found.left_out],
        "not_watched": [[instant(start), instant(end)] for start, end in found.gaps],
        "watched_by": list(found.watching),
        "nearest_before": incident(found.before),
        "nearest_after": incident(found.after),
        "counts": [count(item) for item in found.counts],
        "obligations": [obligation(one) for one in found.obligations],
        "reference": reference(found.reference) if found.reference else None,
        "checked": checked(check(found)),
    }


def checked(ruling: Ruling) -> Json:
    """Return what the second reading of the rules says of an explanation.

    `decided` is false where it could not decide; then, and where it comes to something else,
    `reasons` say why.
    """
    return {
        "accepted": ruling.accepted,
        "decided": ruling.decided,
        "reasons": list(ruling.reasons),
    }


def counterfactual(found: Counterfactual) -> Json:
    """Return what would turn a verdict now; `exact` says that no fewer changes do.

    Each change says what it does, and carries the record that falls away or would be put there.
    """
    return {
        "verdict": found.verdict.value,
        "exact": found.exact,
        "turns": [
            {
                "verdict": turn.verdict.value,
                "changes": [
                    {
                        "what": change.what.value,
                        "kind": change.record.record,
                        "key": change.record.key,
                        "incident": change.incident.id if change.incident else None,
                    }
                    for change in turn.changes
                ],
            }
            for turn in found.turns
        ],
    }


def standpoint(row: Row) -> Json:
    """Return what a condition reads from some standpoints; null where nothing is judged."""
    left_out = row.undisputed
    return {
        "reading": row.reading,
        "account": row.account,
        "standard": row.standard.value if row.standard else None,
        "by_doubt": _by_doubt(row.by_doubt),
        "without_disputed": _by_doubt(left_out) if left_out is not None else None,
    }


def _by_doubt(cells: Sequence[Seen | None]) -> Json:
    return {
        doubt.value: seen
        and {
            "verdict": seen.verdict.value,
            "progress": [seen.progress.least, seen.progress.most] if seen.progress else None,
        }
        for doubt, seen in zip(DOUBTS, cells, strict=True)
    }


def evidence(item: Evidence) -> Json:
    """Return an incident held against a limit, with the reasons."""
    return {
        "incident": incident(item.incident),
        "reasons": [reason.value for reason in item.reasons],
        "suffices": item.suffices,
        "unpaired": item.unpaired,
    }


def uncounted(found: Uncounted) -> Json:
    """Return a serious incident that no condition counts for certain, and what comes nearest."""
    held = found.evidence
    return {
        "incident": incident(found.incident),
        "touches": [reason.value for reason in found.touches],
        "nearest": found.condition,
        "scope": found.scope,
        "day": found.day.date.isoformat() if found.day else None,
        "may_count": held is not None and held.counts is None,
        "reasons": [reason.value for reason in held.reasons] if held else [],
    }


def incident(found: Incident | None) -> Json | None:
    """Return an incident as it was believed."""
    if found is None:
        return None
    return {
        "id": found.id,
        "reports": list(found.reports),
        "from": instant(found.happened.start),
        "to": instant(found.happened.end),
        "time_contested": found.time_contested,
        "kinds": list(found.kinds),
        "by": list(found.by),
        "against": list(found.against),
        "pcodes": list(found.pcodes),
        "killed": _figures(found.killed),
        "injured": _figures(found.injured),
        "quantity": _figures(found.quantity),
        "weapons": list(found.weapons),
        "claims": list(found.claims),
        "references": list(found.references),
        "grade": found.grade.value,
        "disputed": found.disputed,
        "may_repeat": found.repeats,
    }


def count(found: Count) -> Json:
    """Return a source's count."""
    return {
        "key": found.key,
        "from": instant(found.window.start),
        "to": instant(found.window.end),
        "measure": found.measure.value,
        "value": found.value,
        "bound": found.bound.value,
        "cumulative": found.cumulative,
        "by": list(found.by),
    }


def _figures(figures: Figures) -> list[int | None]:
    return [figures.low, figures.high]
