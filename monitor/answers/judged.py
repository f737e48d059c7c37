"""Evaluations as plain JSON values: findings, their days, obligations and phases."""

from dataclasses import replace

from monitor.answers.plain import Json, instant
from monitor.evaluation.items import Item
from monitor.evaluation.owed import Obligation
from monitor.evaluation.reference import Allowed
from monitor.evaluation.verdict import DayVerdict, Evaluation, Finding, Member, Standing
from monitor.service.board import Board


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
    return evaluation(replace(found, findings=tuple(map(without_days, found.findings))))


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


def without_days(found: Finding) -> Finding:
    """Return a finding without its days."""
    at_end = found.at_end and without_days(found.at_end)
    return replace(found, days=(), at_end=at_end)


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
