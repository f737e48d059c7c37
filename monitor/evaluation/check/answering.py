"""Whose breach an incident is, and who answered for them then, worked out instant by instant."""

from collections.abc import Sequence
from datetime import datetime

from monitor.agreements.model import Dated
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.windows import Windows
from monitor.evaluation.explanation import Answering, Doer, Evidence
from monitor.evaluation.verdict import Verdict
from monitor.incidents.version import Incident


def breaking(
    windows: Windows, shown: Sequence[Evidence], verdict: Verdict, most: int | None
) -> set[str]:
    """The incidents, by id, that break a limit on a day of a verdict, or may break it."""
    limit = windows.limit
    open_ = verdict in {Verdict.BREACHED, Verdict.UNDETERMINED}
    if windows.pattern or limit.at_most is None or most is None or not open_:
        return set()
    highs = {
        item.incident.id: windows.weight(item.incident).high
        for item in shown
        if item.counts is not False
    }
    if limit.alone:
        return {key for key, high in highs.items() if high is None or high > most}
    known = [high for high in highs.values() if high is not None]
    return set(highs) if len(known) < len(highs) or sum(known) > most else set()


def doers_of(matter: Matter, incident: Incident) -> tuple[Doer, ...]:
    """Who did it, as its reports have it, in the order in which they are stated."""
    names, clock, span = matter.names, matter.clock, incident.happened
    dated = [edge for one in matter.terms.guarantors for edge in (one.from_, one.until)]
    turns = {*names.turns, *(clock.instant(edge) for edge in dated if edge is not None)}
    instants = [span.start, *sorted(turn for turn in turns if span.start < turn <= span.last)]
    found: dict[tuple[str, str | None], list[datetime]] = {}
    for name in incident.by:
        for instant in instants if name is not None else ():
            party = names.party(name or "", names.moment(instant))
            found.setdefault((name or "", party), []).append(instant)
    return tuple(
        Doer(name, party, _answering(matter, party, then)) for (name, party), then in found.items()
    )


def _answering(
    matter: Matter, party: str | None, then: Sequence[datetime]
) -> tuple[Answering, ...]:
    answering = []
    for one in matter.terms.guarantors:
        held = [_holds(matter, one, instant) for instant in then]
        known = one.said is None or matter.clock.instant(one.said) <= matter.grounds.known
        if known and one.of == party and True in held:
            answering.append(Answering(one.by, one.per, certain=False not in held))
    return tuple(answering)


def _holds(matter: Matter, term: Dated, instant: datetime) -> bool:
    """Whether a dated term holds at an instant."""
    clock = matter.clock
    if term.from_ is not None and instant < clock.instant(term.from_):
        return False
    return term.until is None or instant < clock.instant(term.until)
