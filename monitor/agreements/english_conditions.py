"""A condition in plain English, in one sentence."""

from monitor.agreements.dated import Unit
from monitor.agreements.english_acts import (
    clock_told,
    decision_taken,
    met_together,
    name_of,
    term_met,
    whose_decision,
)
from monitor.agreements.english_answering import duty_told
from monitor.agreements.english_applying import applies_told
from monitor.agreements.english_baseline import no_more_than
from monitor.agreements.english_classes import (
    class_told,
    dates_told,
    in_area,
)
from monitor.agreements.english_sequence import order_told, since_told
from monitor.agreements.model import (
    Agreement,
    Attested,
    Doubt,
    Duration,
    EvidencePolicy,
    Limit,
    Pattern,
    Streak,
    Unobserved,
)
from monitor.incidents.vocabulary import Grade, Measure
from monitor.words import phrasing

_STANDARDS = {
    Grade.REPORTED: "taking every report as certain",
    Grade.CORROBORATED: "counting only incidents told by two independent sources as certain",
    Grade.VERIFIED: "counting only incidents that a review has verified as certain",
}
_DOUBTS = {
    Doubt.UNDETERMINED: "an incident in doubt leaves it open",
    Doubt.BREAKS: "an incident in doubt counts as a breach",
    Doubt.COUNTS_AS_QUIET: "an incident in doubt does not count",
}
_UNWATCHED = {
    Unobserved.UNDETERMINED: "a day that nobody watched is never taken as kept",
    Unobserved.BREAKS: "a day that nobody watched counts as a breach",
}


def sentence(agreement: Agreement, condition: str) -> str:
    """Say what a condition asks for, its defaults and the agreement's policies included.

    Raises:
        KeyError: The agreement has no condition of that id.
    """
    terms = agreement.conditions[condition]
    if terms.limit is not None:
        told = _limit(agreement, terms.limit)
    elif terms.duty is not None:
        told = duty_told(agreement, terms.duty, lambda name: class_told(agreement, name))
    elif terms.pattern is not None:
        told = _pattern(agreement, terms.pattern, terms.proposes)
    elif terms.streak is not None:
        told = _streak(agreement, terms.streak)
    elif terms.since is not None:
        told = since_told(agreement, terms.since, lambda name: class_told(agreement, name))
    elif terms.order is not None:
        told = order_told(agreement, terms.order, lambda name: class_told(agreement, name))
    elif terms.attested is not None:
        told = _attested(agreement, terms.attested)
    elif terms.decided is not None:
        told = decision_taken(agreement, terms.decided)
    elif terms.by is not None:
        told = term_met(agreement, terms.by, lambda name: class_told(agreement, name))
    else:
        told = met_together(agreement, terms)
    per = terms.judged_per
    scopes = f", judged separately for each {per}" if per else ""
    return f"{told[:1].upper()}{told[1:]}{scopes}{applies_told(agreement, terms)}."


def _limit(agreement: Agreement, limit: Limit) -> str:
    where = in_area(agreement, limit.in_)
    counted = f"{class_told(agreement, limit.of)}{where}"
    told = f"{_window(agreement, limit.each)}, {_how_many(limit)} {counted}"
    if limit.alone:
        told = f"{told}, each taken by itself"
    if limit.baseline is not None:
        standard = limit.baseline.standard
        own = _STANDARDS[standard] if standard else ""
        none_more = _MEASURED[limit.measure][1].format(number="no more")
        allowed = no_more_than(limit.baseline, limit, f"{none_more} of {counted}", own)
        told = f"{_window(agreement, limit.each)}, {allowed}"
    if limit.from_counts is not None:
        return f"{told}, by the counts of {limit.from_counts} alone"
    return f"{told}, {policy_told(agreement.evidence)}"


def _pattern(agreement: Agreement, pattern: Pattern, proposes: str | None) -> str:
    days = phrasing.number(pattern.in_.count, "monitoring day")
    row = " in a row" if pattern.in_.count > 1 else ""
    what = f"“{proposes.replace('_', ' ')}”" if proposes else "nothing by itself"
    incidents = "incident" if pattern.at_least == 1 else "incidents"
    return (
        f"at least {pattern.at_least:,} {incidents} of {class_told(agreement, pattern.of)} within "
        f"{days}{row}, {day_hours(agreement)}, are a repeated pattern, "
        f"{_STANDARDS[agreement.evidence.standard]}; it proposes {what}, and people decide"
    )


def _window(agreement: Agreement, each: Duration) -> str:
    if each.unit is Unit.HOURS:
        ends = f"every instant of a monitoring day, {day_hours(agreement)}, that instant included"
        return f"in the {each} up to {ends} and nothing from before the beginning"
    if each.count == 1:
        return f"on every monitoring day, {day_hours(agreement)}"
    return f"in every {each.count} monitoring days in a row, each {day_hours(agreement)}"


def day_hours(agreement: Agreement) -> str:
    """Say from when to when a monitoring day runs."""
    calendar = agreement.calendar
    start = clock_told(calendar.day_starts)
    return f"from {start} to {start} {calendar.time_zone}"


def _how_many(limit: Limit) -> str:
    numbers = limit.numbers
    none, some = _MEASURED[limit.measure]
    if limit.at_most is not None and all(number.is_ == 0 for number in numbers):
        return f"{none} of"
    bound = "at most" if limit.at_most is not None else "at least"
    parts = [f"{bound} {number.is_:,}{dates_told(number)}" for number in numbers]
    return f"{some.format(number=phrasing.listed(parts))} of"


_MEASURED = {
    Measure.INCIDENTS: ("there is no incident", "there are {number} incidents"),
    Measure.KILLED: ("nobody is killed in incidents", "{number} people are killed in incidents"),
    Measure.INJURED: ("nobody is injured in incidents", "{number} people are injured in incidents"),
    Measure.COUNT: ("nothing is counted in incidents", "{number} are counted in incidents"),
}
"""How a limit of none, and one of a number, reads."""


def policy_told(evidence: EvidencePolicy) -> str:
    """Say what makes an incident certain, and what is made of doubt and of days unwatched."""
    doubt, unwatched = _DOUBTS[evidence.doubt], _UNWATCHED[evidence.unobserved]
    return f"{_STANDARDS[evidence.standard]}; {doubt}, and {unwatched}"


def _streak(agreement: Agreement, streak: Streak) -> str:
    title = agreement.conditions[streak.of].title
    base = f"“{title}” ({streak.of})" if title else f"“{streak.of}”"
    if streak.certified_by:
        parties = phrasing.listed([agreement.parties[party].name for party in streak.certified_by])
        days = phrasing.number(streak.for_.count, "monitoring day")
        return f"{days} in a row, {day_hours(agreement)}, are attested as adherence by {parties}"
    restarts = "a confirmed breach makes the count restart"
    if streak.reset_by is not None:
        days = phrasing.number(streak.for_.count, "monitoring day")
        return (
            f"{days} in a row, {day_hours(agreement)}, have gone by since the start or the last "
            f"restart, whatever happened on them; breaches of {base} are listed, and only "
            f"{whose_decision(agreement, streak.reset_by, ' together')} makes the count restart"
        )
    if streak.for_.unit is Unit.HOURS:
        return f"{streak.for_} in a row pass without a breach of {base}; {restarts}"
    days = phrasing.number(streak.for_.count, "monitoring day")
    return f"{base} is kept on {days} in a row, {day_hours(agreement)}; {restarts}"


def _attested(agreement: Agreement, attested: Attested) -> str:
    by = phrasing.listed([name_of(agreement, one) for one in attested.by], "or")
    what = attested.what.replace("_", " ")
    fresh = f"is no older than {attested.fresh_for}"
    return f"the newest attestation of “{what}” by {by} says that it is so, and {fresh}"
