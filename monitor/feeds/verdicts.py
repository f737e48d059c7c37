"""What holds, as JSON: the verdicts as they were said last, in the fields of `status --json`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.agreements.model import Agreement
from monitor.alerts.transition import Holds, Subject
from monitor.evaluation.said import Part, Saying, Stood, Told
from monitor.feeds.subject import stood_of, told_of
from monitor.views.naming import agreement_title
from monitor.views.turned_words import Writing

TYPE = "application/json"

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The entry of the journal in which it was said: its number, and its hash."""

    act: int
    hash: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said last, with of which instant, by what was known when, and by which rules.

    `force` is False where it is not given whether the agreement is in force.
    """

    at: datetime
    known: datetime
    rules: str
    anchor: Anchor
    saying: Saying
    force: bool


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The verdicts of one agreement; `agreement` is None where nothing of it is given.

    `spoken` is None where nothing was said of it yet; `left_out` how many are not public.
    """

    id: str
    handling: str
    note: str
    agreement: Agreement | None = None
    spoken: Spoken | None = None
    left_out: int = 0


def as_json(verdicts: Verdicts) -> bytes:
    """Write the verdicts, in ASCII."""
    text = json.dumps(_plain(verdicts), ensure_ascii=True, allow_nan=False, indent=1)
    return text.encode() + b"\n"


def _plain(verdicts: Verdicts) -> Json:
    agreement, spoken = verdicts.agreement, verdicts.spoken
    head: Json = {
        "agreement": verdicts.id,
        "handling": verdicts.handling,
        "note": verdicts.note,
        "not_public": verdicts.left_out,
    }
    if agreement is None or spoken is None:
        return head
    saying = spoken.saying
    force: Json = {}
    if spoken.force:
        ended = (saying.ended, saying.ended) if saying.ended else None
        holds = Holds("in_force" if saying.in_force else "not_in_force", since=ended)
        says = Writing(agreement, Subject()).says(holds)
        force = {"in_force": saying.in_force, "ended": _instant(saying.ended), "says": says}
    return head | {
        "title": agreement_title(agreement),
        "agreement_status": agreement.status,
        "at": _instant(spoken.at),
        "known": _instant(spoken.known),
        "reading": None,
        "account": None,
        "rules": spoken.rules,
        "anchor": {"act": spoken.anchor.act, "hash": spoken.anchor.hash},
        **force,
        "findings": [_finding(agreement, one) for one in saying.conditions],
        "phases": [_standing(agreement, one) for one in saying.phases],
    }


def _finding(agreement: Agreement, told: Told) -> Json:
    writing = Writing(agreement, Subject(condition=told.condition, scope=told.scope))
    answer: Json = {
        "condition": told.condition,
        "scope": told.scope,
        "title": writing.what,
        "verdict": told.verdict.value,
        "cause": told.cause.value,
        "says": writing.says(told_of(told)),
        "settled": told.settled,
        "days": [
            {
                "first": days.first.isoformat(),
                "last": days.last.isoformat(),
                "verdict": days.verdict.value,
                "cause": days.cause.value,
            }
            for days in told.days
        ],
    }
    if told.progress:
        answer["progress"] = [told.progress.least, told.progress.most]
        answer["needed"] = told.progress.needed
        answer["unit"] = told.progress.unit
    if told.decided:
        answer["decided"] = {party: cause.value for party, cause in told.decided}
    if told.members:
        answer["members"] = _members(told.members)
    return answer


def _members(members: Sequence[Part]) -> list[Json]:
    return [
        {"condition": one.condition, "scope": one.scope, "truth": one.truth}
        | ({"members": _members(one.members)} if one.members else {})
        for one in members
    ]


def _standing(agreement: Agreement, stood: Stood) -> Json:
    writing = Writing(agreement, Subject(phase=stood.phase, holder=stood.holder))
    return {
        "phase": stood.phase,
        "holder": stood.holder,
        "title": writing.what,
        "state": stood.state.value,
        "says": writing.says(stood_of(stood)),
        "since": [_instant(edge) for edge in stood.since] if stood.since else None,
        "until": _instant(stood.until),
    }


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else instant.astimezone(UTC).isoformat()
