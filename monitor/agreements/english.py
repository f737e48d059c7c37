"""An agreement in plain English: one sentence for a condition, a page for the whole."""

from collections.abc import Iterator

from monitor.agreements.actors import Exclusion, Party
from monitor.agreements.dated import Unit
from monitor.agreements.english_acts import (
    decision_taken,
    local_time_told,
    met_together,
    name_of,
    phase_told,
    term_met,
    whose_decision,
)
from monitor.agreements.english_answering import duty_told
from monitor.agreements.english_applying import applies_told
from monitor.agreements.english_baseline import no_more_than
from monitor.agreements.english_classes import (
    ONE_OF,
    area_told,
    class_told,
    dates_told,
    in_area,
    tests_told,
)
from monitor.agreements.english_sequence import order_told, since_told
from monitor.agreements.load import Instrument
from monitor.agreements.model import (
    Agreement,
    Attested,
    Condition,
    Doubt,
    Duration,
    EvidencePolicy,
    Limit,
    Pattern,
    Streak,
    Unobserved,
)
from monitor.incidents.vocabulary import Grade, Measure
from monitor.words import duties, names_of, phrasing

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
    return f"{told}, {_policy(agreement.evidence)}"


def _pattern(agreement: Agreement, pattern: Pattern, proposes: str | None) -> str:
    days = phrasing.number(pattern.in_.count, "monitoring day")
    row = " in a row" if pattern.in_.count > 1 else ""
    what = f"“{proposes.replace('_', ' ')}”" if proposes else "nothing by itself"
    incidents = "incident" if pattern.at_least == 1 else "incidents"
    return (
        f"at least {pattern.at_least:,} {incidents} of {class_told(agreement, pattern.of)} within "
        f"{days}{row}, {_hours(agreement)}, are a repeated pattern, "
        f"{_STANDARDS[agreement.evidence.standard]}; it proposes {what}, and people decide"
    )


def _window(agreement: Agreement, each: Duration) -> str:
    if each.unit is Unit.HOURS:
        ends = f"every instant of a monitoring day, {_hours(agreement)}, that instant included"
        return f"in the {each} up to {ends} and nothing from before the beginning"
    if each.count == 1:
        return f"on every monitoring day, {_hours(agreement)}"
    return f"in every {each.count} monitoring days in a row, each {_hours(agreement)}"


def _hours(agreement: Agreement) -> str:
    calendar = agreement.calendar
    start = f"{calendar.day_starts:%H:%M}"
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


def _policy(evidence: EvidencePolicy) -> str:
    doubt, unwatched = _DOUBTS[evidence.doubt], _UNWATCHED[evidence.unobserved]
    return f"{_STANDARDS[evidence.standard]}; {doubt}, and {unwatched}"


def _streak(agreement: Agreement, streak: Streak) -> str:
    title = agreement.conditions[streak.of].title
    base = f"“{title}” ({streak.of})" if title else f"“{streak.of}”"
    if streak.certified_by:
        parties = phrasing.listed([agreement.parties[party].name for party in streak.certified_by])
        days = phrasing.number(streak.for_.count, "monitoring day")
        return f"{days} in a row, {_hours(agreement)}, are attested as adherence by {parties}"
    restarts = "a confirmed breach makes the count restart"
    if streak.reset_by is not None:
        days = phrasing.number(streak.for_.count, "monitoring day")
        return (
            f"{days} in a row, {_hours(agreement)}, have gone by since the start or the last "
            f"restart, whatever happened on them; breaches of {base} are listed, and only "
            f"{whose_decision(agreement, streak.reset_by, ' together')} makes the count restart"
        )
    if streak.for_.unit is Unit.HOURS:
        return f"{streak.for_} in a row pass without a breach of {base}; {restarts}"
    days = phrasing.number(streak.for_.count, "monitoring day")
    return f"{base} is kept on {days} in a row, {_hours(agreement)}; {restarts}"


def _attested(agreement: Agreement, attested: Attested) -> str:
    by = phrasing.listed([name_of(agreement, one) for one in attested.by], "or")
    what = attested.what.replace("_", " ")
    fresh = f"is no older than {attested.fresh_for}"
    return f"the newest attestation of “{what}” by {by} says that it is so, and {fresh}"


def explain_rules(instrument: Instrument) -> str:
    """Tell the whole agreement: every term of the file, in the order of the file, as plain text."""
    agreement = instrument.agreement
    parts = [_head(agreement), _imports(instrument), _calendar(agreement), *_sections(instrument)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(agreement: Agreement) -> str:
    handling = names_of.HANDLING[agreement.handling]
    status = names_of.STATUSES[agreement.status]
    return f"{agreement.title} ({agreement.id}): {status}. {handling}"


def _calendar(agreement: Agreement) -> str:
    calendar, evidence = agreement.calendar, agreement.evidence
    end = f", and ends at {local_time_told(calendar.until)}" if calendar.until else ""
    partial = "counts as a day" if calendar.partial_days == "counted" else "is not a day"
    return (
        f"It begins at {local_time_told(calendar.from_)}{end}; every time here is local to "
        f"{calendar.time_zone}. A monitoring day runs {_hours(agreement)}; a first or last day "
        f"cut short {partial}. Limits are judged like this: {_policy(evidence)}. A verdict can "
        f"change with late reports for {evidence.settles_after}, then it is settled."
    )


def _sections(instrument: Instrument) -> Iterator[str]:
    agreement = instrument.agreement
    sections = {
        "Who is who": [_party(agreement, name, party) for name, party in agreement.parties.items()],
        "Who answers for whom": list(_guarantors(agreement)),
        "What ends it": list(_ending(agreement)),
        "Areas": [area_told(name, area) for name, area in agreement.areas.items()],
        "Clauses": list(_clauses(agreement)),
        "Classes of incidents": [
            f"{name}: {tests_told(agreement, terms)}." for name, terms in agreement.classes.items()
        ],
        "Conditions": [
            _condition(agreement, name, terms) for name, terms in agreement.conditions.items()
        ],
        "Phases": [phase_told(agreement, name, phase) for name, phase in agreement.phases.items()],
        "Rival readings": list(_readings(agreement)),
    }
    for title, lines in sections.items():
        if lines:
            told = _origins(instrument, title, lines)
            yield "\n".join([title, *(f"- {line}" for line in told)])


_SHARED = {
    "Who is who": "parties",
    "Areas": "areas",
    "Clauses": "clauses",
    "Classes of incidents": "classes",
    "Conditions": "conditions",
}
"""The chapters of which other rule files may hold a part, one line for each id."""


def _imports(instrument: Instrument) -> str:
    """Say what is taken over from other rule files; nothing where nothing is."""
    titles = [f"“{one.title}” ({one.agreement})" for one in instrument.imported]
    return (
        f"It takes over the parties, areas, clauses, classes and conditions of "
        f"{phrasing.listed(titles)}, marked here, and judges them by its own calendar and evidence."
        if titles
        else ""
    )


def _origins(instrument: Instrument, title: str, lines: list[str]) -> list[str]:
    """Mark the lines of a chapter that tell what is imported."""
    section = _SHARED.get(title)
    if section is None:
        return lines
    ids = getattr(instrument.agreement, section)
    origins = [instrument.origin(section, name) for name in ids]
    return [
        f"[{origin}] {line}" if origin else line
        for origin, line in zip(origins, lines, strict=True)
    ]


def _party(agreement: Agreement, name: str, party: Party) -> str:
    roles = [f"{ONE_OF[role.is_]}{dates_told(role)}" for role in party.role]
    roles_told = phrasing.listed(roles, "then")
    clause = f" (clause {party.clause})" if party.clause else ""
    aliases = [f"{alias.name}{dates_told(alias)}" for alias in party.aliases]
    also = f" Also written {phrasing.listed(aliases, 'or')}." if aliases else ""
    out = f" {_excluded(agreement, party.excluded)}" if party.excluded else ""
    return f"{party.name} ({name}): {roles_told}{clause}.{out}{also}"


def _excluded(agreement: Agreement, excluded: Exclusion) -> str:
    by = phrasing.listed([agreement.parties[party].name for party in excluded.by], "or")
    words_ = [f"“{word.replace('_', ' ')}”" for word in excluded.decided]
    back = [f"“{word.replace('_', ' ')}”" for word in excluded.back]
    again = f"; {phrasing.listed(back, 'or')} takes it back in" if back else ""
    told = phrasing.listed(words_, "or")
    return f"A recorded decision of {by}, {told}, puts it outside the truce{again}."


def _guarantors(agreement: Agreement) -> Iterator[str]:
    for one in agreement.guarantors:
        by, of = agreement.parties[one.by].name, agreement.parties[one.of].name
        yield f"{by} answers for {of}{dates_told(one)}, by the word of: {one.per}."


def _ending(agreement: Agreement) -> Iterator[str]:
    if agreement.ends is not None:
        ends = agreement.ends
        by = phrasing.listed([agreement.parties[party].name for party in ends.by], "or")
        clause = f" (clause {ends.clause})" if ends.clause else ""
        out, back = phrasing.listed(ends.decided, "or"), phrasing.listed(ends.resumed, "or")
        yield f"A recorded decision of {by}: {out}{clause}. Back in force: {back or 'nothing'}."


def _clauses(agreement: Agreement) -> Iterator[str]:
    for name, clause in agreement.clauses.items():
        source = f"; {clause.source}" if clause.source else ""
        by = phrasing.listed([agreement.parties[party].name for party in clause.agreed_by])
        agreed = f"; {duties.AGREED_BY.format(parties=by)}" if by else ""
        how = names_of.PROVENANCE[clause.provenance]
        free = f"; {duties.REQUIRES_NOTHING}" if clause.requires else ""
        yield f"{name}: {clause.says} ({how}{source}{agreed}{free})"


def _condition(agreement: Agreement, name: str, terms: Condition) -> str:
    title = f"{terms.title} ({name})" if terms.title else name
    chosen = f" Assumption: {terms.assumption}" if terms.assumption else ""
    return f"{title}, clause {terms.clause}: {sentence(agreement, name)}{chosen}"


def _readings(agreement: Agreement) -> Iterator[str]:
    for name, reading in agreement.readings.items():
        changes = [f"{path} is {_value(value)}" for path, value in reading.set.items()]
        yield f"{reading.title} ({name}): {phrasing.listed(changes)}."


def _value(value: object) -> str:
    if isinstance(value, dict):
        return phrasing.listed([f"{key}: {_value(inner)}" for key, inner in value.items()])
    if isinstance(value, list | tuple):
        return phrasing.listed([_value(inner) for inner in value])
    return str(value)
