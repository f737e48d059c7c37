"""What has to be known beside a verdict, by what sort of thing is told: one or two sentences."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from monitor.agreements.names import Roster
from monitor.alerts.kinds import AlertKind
from monitor.evaluation.reporting import GONE
from monitor.evaluation.serious import Weighed
from monitor.evaluation.verdict import Verdict
from monitor.incidents.vocabulary import Says, Strength
from monitor.messages.correcting import told_before, when
from monitor.messages.speaking import Speaking
from monitor.views.becoming import when_of
from monitor.views.counting import reasons_of
from monitor.views.marks import base_of, title_in, title_of
from monitor.views.rivals import progress_of
from monitor.views.verdict_words import asked_of, verdict_words
from monitor.words import names_of, phrasing, rhythms, times, today_page

MOST_NAMED = 3
"""Kinds, sides or areas that are named of a source."""

MOST_REASONS = 2
"""Reasons named why an incident does not count for certain, or at all; *Why* has them all."""


def details(speaking: Speaking) -> str:
    """Write what has to be known beside it; empty for nothing."""
    told = _BY_KIND.get(speaking.alert.kind)
    return " ".join(told(speaking)) if told else ""


def _approaching(speaking: Speaking) -> Iterator[str]:
    """Say of a count how far it is, and what would stop it; of anything else when it comes."""
    alerts, finding, holds = speaking.words, speaking.finding, speaking.alert.turned.after
    near = holds.near if holds else None
    counts = speaking.condition.counts if speaking.condition else None
    if holds is not None and holds.progress is not None and counts is not None:
        yield alerts.APPROACHING.format(
            progress=_capital(progress_of(holds.progress)),
            time=_time(speaking, near or (finding.earliest if finding else None)),
            condition=_titled(speaking, counts),
        )
        return
    of_phase = speaking.alert.turned.subject.phase is not None
    says = alerts.APPROACHING_END if of_phase else alerts.APPROACHING_TERM
    yield says.format(time=_time(speaking, near or (finding.deadline if finding else None)))


def _time(speaking: Speaking, instant: datetime | None) -> str:
    return times.short(instant, speaking.around.zone) if instant else speaking.words.NO_TIME


def _titled(speaking: Speaking, condition: str) -> str:
    return title_of(condition, speaking.around.terms.conditions[condition])


def _breached(speaking: Speaking) -> Iterator[str]:
    condition = speaking.condition
    question = asked_of(speaking.around.terms, condition, Verdict.BREACHED) if condition else ""
    if question:
        yield speaking.words.A_QUESTION.format(question=question)


def _not_met(speaking: Speaking) -> Iterator[str]:
    """Say how each count stands whose days have run, and what is not met of all it waits for."""
    finding, holds = speaking.finding, speaking.alert.turned.after
    run = holds.run if holds else ()
    named = [one for one in finding.members if one.condition is not None] if finding else []
    for one in sorted(named, key=lambda member: member.condition not in run):
        if one.condition is not None and (one.condition in run or one.truth is False):
            says = verdict_words(speaking.around.terms.conditions[one.condition])[one.verdict]
            yield speaking.words.MEMBER.format(member=_titled(speaking, one.condition), says=says)


def _overdue(speaking: Speaking) -> Iterator[str]:
    finding = speaking.finding
    if finding is not None and finding.deadline is not None:
        time = times.short(finding.deadline, speaking.around.zone)
        yield speaking.words.TERM_ENDED.format(time=time)


def _unrenewed(speaking: Speaking) -> Iterator[str]:
    yield speaking.words.NO_RENEWAL


def _due(speaking: Speaking) -> Iterator[str]:
    terms = speaking.around.terms
    phase = terms.phases.get(speaking.alert.turned.subject.phase or "")
    if phase is not None and phase.opens.by:
        parties = phrasing.listed([terms.parties[one].name for one in phase.opens.by])
        yield speaking.words.AWAITS.format(parties=parties)


def _serious(speaking: Speaking) -> Iterator[str]:
    """Say under which condition the incident counts, or may, or that none counts it."""
    found = speaking.around.weighed or _explained(speaking)
    if found is not None:
        yield _weighed(speaking, found)


def _explained(speaking: Speaking) -> Weighed | None:
    """Return how an explanation weighs the incident; None where there is none, or it does not."""
    told, terms = speaking.around.explanation, speaking.around.terms
    key = speaking.alert.turned.subject.key
    item = next((one for one in told.evidence if one.incident.id == key), None) if told else None
    if told is None or item is None or told.finding.condition not in terms.conditions:
        return None
    name = base_of(terms, told.finding.condition)
    return Weighed(name, told.finding.scope, item.counts, item)


def _weighed(speaking: Speaking, found: Weighed) -> str:
    alerts, terms = speaking.words, speaking.around.terms
    if found.condition is None:
        return alerts.JUDGED_BY_NONE
    title = title_in(terms, found.condition, found.scope)
    if found.counts:
        return alerts.COUNTS_UNDER.format(title=title)
    reasons = phrasing.listed(reasons_of(found.evidence)[:MOST_REASONS]) if found.evidence else ""
    may = found.counts is None
    how = today_page.MAY_COUNT if may else today_page.COUNTS_NOWHERE
    says = alerts.IT_MAY if may else alerts.IT_IS_NOT
    return says.format(how=how.format(title=title, reasons=reasons))


def _statement(speaking: Speaking) -> Iterator[str]:
    holds, alerts = speaking.alert.turned.after, speaking.words
    parties = _who_ends(speaking)
    if holds is not None and holds.word == Says.DECLARES_OVER and parties:
        yield alerts.ONLY_THEY_END.format(parties=parties)
    else:
        yield alerts.A_STATEMENT


def _decision(speaking: Speaking) -> Iterator[str]:
    holds, ends = speaking.alert.turned.after, speaking.around.terms.ends
    if holds is None or ends is None:
        return
    local = speaking.alert.turned.at.astimezone(speaking.around.terms.zone).replace(tzinfo=None)
    roster = Roster(speaking.around.terms)
    theirs = {roster.resolve(name, local) for name in holds.by} & set(ends.by)
    if theirs and holds.word in ends.decided:
        yield speaking.words.ENDS_IT
    elif not theirs:
        yield speaking.words.NOT_THEIRS.format(parties=_who_ends(speaking))


def _taken_back(speaking: Speaking) -> Iterator[str]:
    """Say what was told of the decision, and how the condition stands that asked for it."""
    alerts, told, terms = speaking.words, speaking.around.explanation, speaking.around.terms
    if (last := told_before(speaking)) is not None:
        yield alerts.WE_TOLD_YOU.format(when=when(speaking, last.at), words=last.words)
    condition = terms.conditions.get(told.finding.condition) if told else None
    if told is not None and condition is not None:
        stood = told.finding.stood
        title = title_of(told.finding.condition, condition)
        yield alerts.BEARS_ON.format(title=title, says=verdict_words(condition)[stood.verdict])


def _silent(speaking: Speaking) -> Iterator[str]:
    """Say what it told last, what is not seen meanwhile, what to do, and what comes next."""
    alerts, zone, source = speaking.words, speaking.around.zone, speaking.source
    told = [one for one in speaking.around.records if one.record.source == source]
    last = max(told, key=lambda one: (one.known_from, one.order), default=None)
    span = when_of(last.record) if last else None
    if last is not None and span is not None:
        happened = times.span(span.start, span.end, zone)
        yield alerts.LAST_TOLD.format(happened=happened, known=times.short(last.known_from, zone))
    profile = speaking.sources.profiles.get(source or "")
    if profile is not None:
        areas = alerts.IN_AREAS.format(areas=_few(profile.areas)) if profile.areas else ""
        yield alerts.NOT_SEEN.format(
            kinds=_few([names_of.KINDS[kind] for kind in profile.kinds]) or alerts.ANY_KIND,
            sides=_few(speaking.sources.sides(profile.id)) or alerts.ANY_SIDE,
            areas=areas or alerts.ANYWHERE,
        )
    yield alerts.NOT_CALM
    if profile is not None and profile.strength is Strength.CERTIFIES_QUIET:
        yield alerts.NOT_KEPT
    yield alerts.ASK
    yield alerts.TOLD_AGAIN


def _gap(speaking: Speaking) -> Iterator[str]:
    yield speaking.words.NOT_CALM
    yield speaking.words.ASK


def _over(speaking: Speaking) -> Iterator[str]:
    holds = speaking.alert.turned.after
    if holds is not None and holds.word != GONE:
        yield speaking.words.STILL_MISSING


def _few(names: Sequence[str]) -> str:
    """Name a few of some; empty for none."""
    if len(names) <= MOST_NAMED:
        return phrasing.listed(names)
    first = names[: MOST_NAMED - 1]
    return phrasing.listed([*first, rhythms.MORE.format(count=len(names) - len(first))])


def _who_ends(speaking: Speaking) -> str:
    terms = speaking.around.terms
    by = terms.ends.by if terms.ends else ()
    return phrasing.listed([terms.parties[one].name for one in by], "or")


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


_BY_KIND: Mapping[AlertKind, Callable[[Speaking], Iterator[str]]] = {
    AlertKind.APPROACHING: _approaching,
    AlertKind.BREACHED: _breached,
    AlertKind.NOT_MET: _not_met,
    AlertKind.OVERDUE: _overdue,
    AlertKind.UNRENEWED: _unrenewed,
    AlertKind.DUE: _due,
    AlertKind.SERIOUS: _serious,
    AlertKind.STATEMENT: _statement,
    AlertKind.DECISION: _decision,
    AlertKind.TAKEN_BACK: _taken_back,
    AlertKind.SOURCE_SILENT: _silent,
    AlertKind.SOURCE_HEARD: _over,
    AlertKind.FEED_GAP: _gap,
    AlertKind.GAP_OVER: _over,
}
