"""What terms say of each other: every id they use is one the file declares, and means one thing."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from monitor.agreements.actors import ActorTest, Party, Role
from monitor.agreements.circles import circles, has_scopes, members_of
from monitor.agreements.conditions import DAILY
from monitor.agreements.dated import ONE_DAY, Unit
from monitor.agreements.model import Agreement, Condition, Filter, Gate, Limit, Phase, Streak
from monitor.agreements.named import happenings, must_hold
from monitor.agreements.shared_names import shared_names
from monitor.handwritten.flaw import Flaw
from monitor.handwritten.tree import Path
from monitor.handwritten.wording import choose, quoted
from monitor.incidents.vocabulary import Measure

Declared = Mapping[str, Collection[str]]
"""The ids of each section as the file has them, those of broken entries included."""

_NOUNS = {
    "parties": "party",
    "areas": "area",
    "clauses": "clause",
    "classes": "class",
    "conditions": "condition",
    "phases": "phase",
    "readings": "reading",
}


def declared(raw: object) -> Declared:
    """Return the ids that a raw rule file declares in each section."""
    sections = raw if isinstance(raw, dict) else {}
    return {
        section: tuple(sections[section]) if isinstance(sections.get(section), dict) else ()
        for section in _NOUNS
    }


def faulty_references(terms: Agreement, ids: Declared) -> Iterator[Flaw]:
    """Yield what is wrong between the terms of an agreement.

    Args:
        terms: The agreement, or as much of it as could be read.
        ids: What its file declares.
    """
    yield from _of_parties(terms, ids)
    yield from shared_names(terms)
    yield from _of_classes(terms, ids)
    yield from _ids_used_twice(ids)
    for name, condition in terms.conditions.items():
        yield from _of_condition(terms, ids, condition, ("conditions", name))
    yield from circles(terms)
    for name, phase in terms.phases.items():
        yield from _of_phase(ids, phase, ("phases", name))


def _check(ids: Declared, section: str, used: str, path: Path) -> Iterator[Flaw]:
    if used not in ids[section]:
        hint = choose(used, ids[section], f"the {section} are")
        yield Flaw(path, f"there is no {_NOUNS[section]} {quoted(used)}", hint, used)


def _check_all(ids: Declared, section: str, used: Iterable[str], path: Path) -> Iterator[Flaw]:
    for one in used:
        yield from _check(ids, section, one, path)


def _of_parties(terms: Agreement, ids: Declared) -> Iterator[Flaw]:
    for name, party in terms.parties.items():
        if party.clause is not None:
            yield from _check(ids, "clauses", party.clause, ("parties", name, "clause"))
        if party.excluded is not None:
            yield from _check_all(
                ids, "parties", party.excluded.by, ("parties", name, "excluded", "by")
            )
    for position, guarantor in enumerate(terms.guarantors):
        yield from _check(ids, "parties", guarantor.of, ("guarantors", position, "of"))
        yield from _check(ids, "parties", guarantor.by, ("guarantors", position, "by"))
    if terms.ends is not None:
        yield from _check_all(ids, "parties", terms.ends.by, ("ends", "by"))
        if terms.ends.clause is not None:
            yield from _check(ids, "clauses", terms.ends.clause, ("ends", "clause"))
    for name, clause in terms.clauses.items():
        yield from _check_all(ids, "parties", clause.agreed_by, ("clauses", name, "agreed_by"))


def _of_classes(terms: Agreement, ids: Declared) -> Iterator[Flaw]:
    for name, incidents in terms.classes.items():
        path: Path = ("classes", name)
        yield from _of_filter(incidents, ids, path)
        for position, exception in enumerate(incidents.except_):
            yield from _of_filter(exception, ids, (*path, "except", position))


def _of_filter(terms: Filter, ids: Declared, path: Path) -> Iterator[Flaw]:
    sides: dict[str, ActorTest | None] = {"by": terms.by, "against": terms.against}
    for key, actors in sides.items():
        if actors is not None:
            yield from _check_all(ids, "parties", actors.parties, (*path, key))
    if terms.in_ is not None:
        yield from _check(ids, "areas", terms.in_, (*path, "in"))


def _ids_used_twice(ids: Declared) -> Iterator[Flaw]:
    """Yield ids that a reading could not tell apart."""
    taken = dict.fromkeys(Agreement.model_fields, "a part of every rule file")
    for section in ("classes", "conditions", "phases"):
        for name in ids[section]:
            if name in taken:
                wrong = f"the id {quoted(name)} already names {taken[name]}"
                yield Flaw((section, name), wrong, "choose another id", on_key=True)
        taken.update(dict.fromkeys(ids[section], f"a {_NOUNS[section]}"))


def _of_condition(
    terms: Agreement, ids: Declared, condition: Condition, path: Path
) -> Iterator[Flaw]:
    yield from _of_its_place(terms, ids, condition, path)
    if condition.limit is not None:
        yield from _of_limit(terms, ids, condition.limit, (*path, "limit"))
    if condition.pattern is not None:
        yield from _check(ids, "classes", condition.pattern.of, (*path, "pattern", "of"))
    if condition.streak is not None:
        yield from _of_streak(terms, ids, condition.streak, (*path, "streak"))
    yield from _of_counts(terms, ids, condition, path)
    if condition.decided is not None:
        yield from _check_all(ids, "parties", condition.decided.by, (*path, "decided", "by"))
    for here, happening in happenings(condition, path):
        if happening.happened is not None:
            yield from _check(ids, "classes", happening.happened, here)
    for here, holding in must_hold(condition):
        if holding.condition is not None:
            yield from _check(ids, "conditions", holding.condition, (*path, *here))
        if holding.decided is not None:
            yield from _check_all(ids, "parties", holding.by, (*path, *here, "by"))
    yield from _of_members(ids, condition, path)
    yield from _of_scopes(terms, ids, condition, path)


def _of_its_place(
    terms: Agreement, ids: Declared, condition: Condition, path: Path
) -> Iterator[Flaw]:
    """Yield faults of what a condition tests, waits for, and whom it binds."""
    yield from _check(ids, "clauses", condition.clause, (*path, "clause"))
    clause = terms.clauses.get(condition.clause)
    if clause is not None and clause.requires is not None:
        wrong = f"the clause {condition.clause} requires nothing, so nothing of it can be tested"
        hint = f"name another clause, or take 'requires: nothing' out of {condition.clause}"
        yield Flaw((*path, "clause"), wrong, hint)
    if condition.once is not None:
        yield from _check(ids, "conditions", condition.once, (*path, "once"))
    yield from _check_all(ids, "parties", condition.bound, (*path, "bound"))


def _of_members(ids: Declared, gate: Gate, path: Path) -> Iterator[Flaw]:
    for here, member in members_of(gate, path):
        if member.condition is not None:
            yield from _check(ids, "conditions", member.condition, here)
        yield from _of_members(ids, member, here)


def _of_phase(ids: Declared, phase: Phase, path: Path) -> Iterator[Flaw]:
    if phase.clause is not None:
        yield from _check(ids, "clauses", phase.clause, (*path, "clause"))
    yield from _check_all(ids, "parties", phase.opens.by, (*path, "opens", "by"))
    if phase.opens.when is not None:
        yield from _check(ids, "conditions", phase.opens.when, (*path, "opens", "when"))
    if phase.renews is not None:
        yield from _check_all(ids, "parties", phase.renews.by, (*path, "renews", "by"))
    for position, closing in enumerate(phase.closes):
        yield from _check_all(ids, "parties", closing.by, (*path, "closes", position, "by"))


def _of_limit(terms: Agreement, ids: Declared, limit: Limit, path: Path) -> Iterator[Flaw]:
    yield from _check(ids, "classes", limit.of, (*path, "of"))
    if limit.in_ is None:
        return
    yield from _check(ids, "areas", limit.in_, (*path, "in"))
    counted = terms.classes.get(limit.of)
    if counted is not None and counted.in_ is not None:
        wrong = f"the class {limit.of} already says where: in {counted.in_}"
        yield Flaw((*path, "in"), wrong, "say where in one place, the class or the limit")


def _of_streak(terms: Agreement, ids: Declared, streak: Streak, path: Path) -> Iterator[Flaw]:
    yield from _check_all(ids, "parties", streak.certified_by, (*path, "certified_by"))
    if streak.reset_by is not None:
        yield from _check_all(ids, "parties", streak.reset_by.by, (*path, "reset_by", "by"))
    daily = terms.conditions.get(streak.of)
    if daily is None or not daily.daily:
        return
    if streak.for_.unit is Unit.HOURS and not _is_none_at_all(daily.limit):
        wrong = f"hours are counted only of a limit of none at all, and {streak.of} is not one"
        yield Flaw(
            (*path, "for"), wrong, "count days, or name a limit with 'at_most: 0, each: day'"
        )


def _of_counts(terms: Agreement, ids: Declared, condition: Condition, path: Path) -> Iterator[Flaw]:
    """Yield what is wrong with the condition whose days another counts."""
    counted = condition.counts
    if counted is None:
        return
    path = (*path, "streak" if condition.streak else "since", "of")
    yield from _check(ids, "conditions", counted, path)
    daily = terms.conditions.get(counted)
    if daily is not None and not daily.daily:
        wrong = f"the condition {counted} is not judged day by day: it has no kept days to count"
        yield Flaw(path, wrong, f"name a condition with one of {', '.join(DAILY)}")


def _is_none_at_all(limit: Limit | None) -> bool:
    """Whether any incident breaks it: only then does the time since the last one decide."""
    return (
        limit is not None
        and limit.at_most is not None
        and limit.baseline is None
        and all(number.is_ == 0 for number in limit.numbers)
        and limit.each == ONE_DAY
        and limit.measure is Measure.INCIDENTS
        and limit.from_counts is None
    )


def _of_scopes(terms: Agreement, ids: Declared, condition: Condition, path: Path) -> Iterator[Flaw]:
    """Yield scopes that do not exist; where an entry could not be read, it may be one."""
    path = (*path, "pattern", "per") if condition.pattern is not None else (*path, "per")
    per = condition.judged_per
    areas, parties = terms.areas.values(), terms.parties.values()
    whole = len(areas) == len(ids["areas"]) and len(parties) == len(ids["parties"])
    if per == "area" and whole and all(area.unpublished for area in areas):
        yield Flaw(path, "there is no published area to judge it by", "declare it under areas")
    if per == "party" and whole and not any(_is_party(party) for party in parties):
        yield Flaw(path, "nobody has the role of a party", "declare it under parties")
    if condition.per and condition.gate and not has_scopes(terms, condition, condition.per):
        wrong = f"nothing that this gate asks for is judged per {condition.per}"
        yield Flaw(path, wrong, "remove per, or name a condition that has it")
    if condition.per == "area" and condition.duty and condition.duty.asks.happened is None:
        wrong = "an act has no place, so it cannot be judged for each area"
        yield Flaw(path, wrong, "remove per, or judge it per party")


def _is_party(party: Party) -> bool:
    return any(role.is_ is Role.PARTY for role in party.role)
