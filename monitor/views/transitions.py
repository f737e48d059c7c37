"""What changed in what is said, in the words of the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.views.naming import agreement_title
from monitor.views.turned import Behind, Turned
from monitor.views.turned_words import Writing
from monitor.words import names_of, phrasing, times, what_changed

MOST_CHANGES = 30
"""How many changes the page lists; older ones are reached by narrower filters."""
MOST_ACTS = 4
"""How many of the acts behind a change are named."""
LATELY = 3
"""How many changes *Today* tells of."""
OURS = "ours"
"""What a filter calls a correction that comes from the rules or the program."""
OF_RULES = {OURS, "amendment"}
"""The kinds that come from another text of the rules."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change as it reads.

    `brief` is `says` without the causes of verdicts, where they do not make the difference.
    `when` is when it was found, `of` the past moment that a correction is about, else empty.
    The rest is what *Why* is asked to show it: `agreement`, `at` and `known` local to the
    agreement as an address has them; `condition` is None where it has nothing to show.
    """

    when: str
    title: str
    kind: str
    says: str
    brief: str
    of: str
    because: str
    agreement: str
    condition: str | None
    scope: str | None
    day: date | None
    at: str
    known: str


def kind_of(turned: Turned) -> str:
    """Return the kind of a change as a filter calls it."""
    return OURS if turned.ours else str(turned.kind)


def reads_alike(agreement: Agreement, turned: Turned) -> bool:
    """Whether both sides of a change read the same, but for a count beyond what is needed."""
    if turned.after is not None and (turned.after.near is not None or turned.after.run):
        return False
    writing = Writing(agreement, turned.subject)
    return writing.says(turned.before) == writing.says(turned.after)


def change_line(
    agreement: Agreement, turned: Turned, acts: Mapping[int, Behind] | None = None
) -> ChangeLine:
    """Write a change of an agreement; `acts` are those it may be because of, None: left unsaid."""
    zone = agreement.zone
    writing = Writing(agreement, turned.subject, turned.after or turned.before)
    kind = kind_of(turned)
    past = kind != "change"
    condition = writing.condition
    return ChangeLine(
        when=times.full(turned.known, zone),
        title=agreement_title(agreement),
        kind=what_changed.KINDS[kind],
        says=f"{writing.what}: {writing.turn(turned.before, turned.after)}",
        brief=f"{writing.what}: {writing.brief(turned.before, turned.after)}",
        of=what_changed.SAID_OF.format(time=times.full(turned.at, zone)) if past else "",
        because=_because(turned, acts) if acts is not None else "",
        agreement=agreement.id,
        condition=condition if condition in agreement.conditions else None,
        scope=turned.subject.scope,
        day=turned.subject.last_day,
        at=as_address(turned.at, zone),
        known=as_address(turned.known, zone),
    )


def _because(turned: Turned, acts: Mapping[int, Behind]) -> str:
    """Name the acts behind a change: of another text those on rules, of a correction the others."""
    found = [acts[number] for number in turned.because if number in acts]
    if (kind := kind_of(turned)) != "change":
        found = [act for act in found if (act.act == "activate") == (kind in OF_RULES)]
    if not found:
        return what_changed.BECAUSE_PROGRAM if turned.ours else what_changed.BECAUSE_TIME
    named = [
        what_changed.BECAUSE_ACT.format(act=act.seq, what=_done(act), who=act.actor)
        for act in found[:MOST_ACTS]
    ]
    if len(found) > MOST_ACTS:
        named.append(what_changed.BECAUSE_MORE.format(count=len(found) - MOST_ACTS))
    return what_changed.BECAUSE_OF.format(acts=phrasing.listed(named))


def _done(act: Behind) -> str:
    """Name what was done: the file, the kind of record, the act undone."""
    match act.act:
        case "undo":
            return what_changed.BECAUSE_UNDO.format(act=act.body["upload"])
        case "activate":
            return what_changed.BECAUSE_RULES.format(file=act.body["file"])
        case "record":
            return names_of.ONE_RECORD[act.body["record"]["record"]]
        case _:
            return str(act.body["file"])


def as_address(instant: datetime, zone: ZoneInfo) -> str:
    """Write an instant as an address has it, to the minute that it had come to by its end.

    What became known within a minute does not show at its beginning.
    """
    local = instant.astimezone(zone).replace(tzinfo=None)
    whole = local.replace(second=0, microsecond=0)
    return (whole + timedelta(minutes=whole != local)).isoformat(timespec="minutes")
