"""A whole agreement in plain English, in the order of its file."""

from collections.abc import Iterator

from monitor.agreements.actors import Exclusion, Party
from monitor.agreements.english_acts import (
    local_time_told,
    phase_told,
)
from monitor.agreements.english_alerts import alerts_told
from monitor.agreements.english_classes import (
    ONE_OF,
    area_told,
    dates_told,
    tests_told,
)
from monitor.agreements.english_conditions import day_hours, policy_told, sentence
from monitor.agreements.load import Instrument
from monitor.agreements.model import (
    Agreement,
    Condition,
)
from monitor.words import duties, names_of, phrasing


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
        f"{calendar.time_zone}. A monitoring day runs {day_hours(agreement)}; a first or last day "
        f"cut short {partial}. Limits are judged like this: {policy_told(evidence)}. A verdict can "
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
        "Who is told": list(alerts_told(agreement)),
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
    if not titles:
        return ""
    return (
        f"It takes over the parties, areas, clauses, classes and conditions of "
        f"{phrasing.listed(titles)}, marked here, and judges them by its own calendar and "
        f"evidence. For these, decisions and attestations count that are recorded under this "
        f"agreement or under the one that they come from; for all else, its phases and its end "
        f"among it, only those recorded under this one."
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
        known = f" (told as known from {local_time_told(one.said)} on)" if one.said else ""
        yield f"{by} answers for {of}{dates_told(one)}, by the word of: {one.per}{known}."


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
