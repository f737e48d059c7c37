"""A condition as one English sentence, from its terms alone."""

from monitor import words
from monitor.agreements.model import ActorTest, Agreement, Attested, Limit, Streak
from monitor.incidents.vocabulary import Measure
from monitor.views.marks import title_of


def rule_sentence(agreement: Agreement, name: str) -> str:
    """Return the sentence that says what a condition asks for."""
    condition = agreement.conditions[name]
    if condition.limit:
        return _limit(agreement, condition.limit)
    if condition.streak:
        return _streak(agreement, condition.streak)
    return _attested(agreement, condition.attested) if condition.attested else ""


def _limit(agreement: Agreement, limit: Limit) -> str:
    numbers = limit.at_most or limit.at_least or ()
    bound = words.BOUND_NAMES["at_most" if limit.at_most is not None else "at_least"]
    number = words.listed([str(n.is_) for n in numbers], "then")
    each = str(limit.each).removeprefix("1 ")
    what = words.COUNTED[limit.measure]
    of = _class(agreement, limit)
    if limit.at_most is not None and all(n.is_ == 0 for n in numbers):
        bound, number = "", "no"
        what = "incident" if limit.measure is Measure.INCIDENTS else f"person {limit.measure}"
    by_count = ""
    if limit.from_counts:
        by_count = f", by the counts of {limit.from_counts.replace('_', ' ')} alone"
    text = f"{bound}{number} {what}{of}, on each {each}{by_count}."
    return text[0].upper() + text[1:]


def _class(agreement: Agreement, limit: Limit) -> str:
    terms = agreement.classes[limit.of]
    parts = []
    if terms.any_kind:
        parts.append(f" of {words.listed([words.KIND_NAMES[k] for k in terms.any_kind], 'or')}")
    if terms.by:
        parts.append(f" by {_who(agreement, terms.by)}")
    if terms.against:
        parts.append(f" against {_who(agreement, terms.against)}")
    areas = [agreement.areas[area] for area in (terms.in_, limit.in_) if area]
    parts += [f" in {area.name or words.AN_AREA}" for area in areas]
    if terms.except_:
        parts.append(", exceptions apart")
    return "".join(parts)


def _who(agreement: Agreement, test: ActorTest) -> str:
    named = [agreement.parties[party].name for party in test.parties]
    roles = [words.ROLE_NAMES[role] for role in test.roles]
    return words.listed([*roles, *named, *(["civilians"] if test.civilians else [])], "or")


def _streak(agreement: Agreement, streak: Streak) -> str:
    base = title_of(streak.of, agreement.conditions[streak.of])
    if streak.certified_by:
        parties = words.listed([agreement.parties[p].name for p in streak.certified_by])
        return f"{streak.for_} in a row, each certified by {parties}."
    return f"{streak.for_} in a row of “{base}”; {words.RESTARTS_RULE}."


def _attested(agreement: Agreement, attested: Attested) -> str:
    by = words.listed([agreement.parties[p].name for p in attested.by if p in agreement.parties])
    what = attested.what.replace("_", " ")
    return f"The newest word of {by} on “{what}”, no older than {attested.fresh_for}, says yes."
