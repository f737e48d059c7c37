"""What is allowed in a rule file and probably not meant: told, never refused."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from monitor.agreements.cases import CaseFile
from monitor.agreements.circles import asked_for_by
from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement, Condition
from monitor.agreements.named import awaited
from monitor.agreements.never import never_in_force, phases_that_never_turn
from monitor.errors import Problem
from monitor.handwritten.flaw import Flaw, place, problem
from monitor.handwritten.tree import Path
from monitor.handwritten.wording import listed, quoted
from monitor.incidents.names import normal

_BESIDE = {"title": "", "clause": "", "assumption": "", "limit": None}
"""What two conditions may differ in and still ask about the same days."""


def lint(instrument: Instrument, cases: CaseFile | None) -> tuple[Problem, ...]:
    """Return what is probably not meant in a rule file, in its order.

    What is imported is told with its own file. `cases` are those beside it, None without any.
    """
    terms, root = instrument.agreement, instrument.root
    flaws = [flaw for find in _FINDERS for flaw in find(terms)]
    flaws += [*_other_clocks(instrument), *_untested(instrument, cases)]
    own = [flaw for flaw in flaws if not place(flaw, root).file]
    return tuple(sorted({problem(flaw, root, instrument.file) for flaw in own}))


def names_apart(instruments: Sequence[Instrument]) -> tuple[Problem, ...]:
    """Return the names that stand for one party in one rule file, and for another in another."""
    held: dict[str, tuple[str, str]] = {}
    found: list[Problem] = []
    for one in instruments:
        mine: dict[str, str] = {}
        for party, actor in one.agreement.parties.items():
            names: list[tuple[Path, str]] = [(("name",), actor.name)]
            names += [(("aliases", at), alias.name) for at, alias in enumerate(actor.aliases)]
            for step, name in names:
                there, other = held.get(normal(name), (one.file, party))
                mine.setdefault(normal(name), party)
                if other != party:
                    wrong = f"{quoted(name)} is {party} here, and {other} in {there}"
                    hint = "give the party the same id in both, or the name to one of them"
                    flaw = Flaw(("parties", party, *step), wrong, hint)
                    if not place(flaw, one.root).file:
                        found.append(problem(flaw, one.root, one.file))
        held = {name: (one.file, party) for name, party in mine.items()} | held
    return tuple(found)


def _overlaps(terms: Agreement) -> Iterator[Flaw]:
    """Yield limits that are kept whenever another one is: the same days, a wider number."""
    limits = [(name, it) for name, it in terms.conditions.items() if it.limit is not None]
    for (name, one), (other, two) in combinations(limits, 2):
        if _alike(one, two):
            for weak, strong in (((other, two), (name, one)), ((name, one), (other, two))):
                if _implies(strong[1], weak[1]):
                    wrong = f"this is kept on every day on which {strong[0]} is kept"
                    hint = "the same class, scope and window are counted: keep one, or tell apart"
                    yield Flaw(("conditions", weak[0]), wrong, hint, on_key=True)
                    break


def _alike(one: Condition, two: Condition) -> bool:
    first, second = (it.model_copy(update=_BESIDE) for it in (one, two))
    if first != second or one.limit is None or two.limit is None:
        return False
    without = {"at_most": None, "at_least": None}
    if one.limit.model_copy(update=without) != two.limit.model_copy(update=without):
        return False
    return (one.limit.at_most is None) == (two.limit.at_most is None)


def _implies(strong: Condition, weak: Condition) -> bool:
    """Whether a limit that is kept keeps the other: of numbers that hold over the same times."""
    if strong.limit is None or weak.limit is None:
        return False
    less, more = strong.limit.numbers, weak.limit.numbers
    if strong.limit.at_most is None:
        less, more = more, less
    times = [[(it.from_, it.until) for it in numbers] for numbers in (less, more)]
    by_time = zip(less, more, strict=False)
    return bool(less) and times[0] == times[1] and all(a.is_ <= b.is_ for a, b in by_time)


def _recalled(terms: Agreement) -> Iterator[Flaw]:
    """Yield the gates, phases and ends that rest on clauses which are only remembered."""
    for name, condition in terms.conditions.items():
        if condition.gate and (rests := _on_memory(terms, name)):
            yield _remembered(("conditions", name), f"this gate rests on {rests}")
    for name, phase in terms.phases.items():
        by = _on_memory(terms, phase.opens.when) if phase.opens.when else ""
        if rests := by or _memory(terms, phase.clause):
            yield _remembered(("phases", name), f"this phase rests on {rests}")
    if terms.ends is not None and (rests := _memory(terms, terms.ends.clause)):
        yield _remembered(("ends",), f"what ends the agreement rests on {rests}")


def _remembered(path: Path, wrong: str) -> Flaw:
    hint = "find its text, or a secondary source, before anybody relies on it"
    return Flaw(path, wrong, hint, on_key=True)


def _on_memory(terms: Agreement, name: str) -> str:
    """Say which recalled clauses a condition leads to, itself included; empty for none."""
    ahead, seen = [name], dict[str, str]()
    while ahead:
        condition = terms.conditions.get(here := ahead.pop())
        if condition is None or here in seen:
            continue
        seen[here] = _memory(terms, condition.clause)
        ahead += asked_for_by(condition)
    return listed(f"{rests} ({here})" for here, rests in seen.items() if rests) * any(seen.values())


def _memory(terms: Agreement, clause: str | None) -> str:
    found = terms.clauses.get(clause or "")
    recalled = found is not None and found.provenance == "recalled"
    return f"the clause {clause}, which is only recalled" if recalled else ""


def _anybodys_word(terms: Agreement) -> Iterator[Flaw]:
    """Yield what is waited for as anybody's word: that nobody gives it says nothing then."""
    for name, condition in terms.conditions.items():
        for path, one in awaited(condition):
            if one.anybodys_word:
                wrong = f"nobody is named who would attest {one.word}"
                key = "said_by" if path == ("by",) else "by"
                hint = f"name them with {key}: else that nobody has attested it is never a breach"
                yield Flaw(("conditions", name, *path), wrong, hint, on_key=True)


def _unused_clauses(terms: Agreement) -> Iterator[Flaw]:
    used = {condition.clause for condition in terms.conditions.values()}
    used |= {phase.clause or "" for phase in terms.phases.values()}
    used |= {party.clause or "" for party in terms.parties.values()}
    used |= {terms.ends.clause or ""} if terms.ends else set()
    for name, clause in terms.clauses.items():
        if name not in used and clause.requires is None:
            wrong = f"nothing tests the clause {name}"
            hint = "write a condition for it, or say in a remark why it cannot be tested"
            yield Flaw(("clauses", name), wrong, hint, on_key=True)


def _told_to_nobody(terms: Agreement) -> Iterator[Flaw]:
    """Yield the alerts of a proposal: none is ever sent."""
    if terms.proposed and terms.alerts:
        hint = "leave the alerts out until it is agreed"
        yield Flaw(("alerts",), "nobody is told of a proposal", hint, on_key=True)


def _other_clocks(instrument: Instrument) -> Iterator[Flaw]:
    """Yield imports whose times were written by another clock than they are read by here."""
    here = instrument.agreement.calendar.time_zone
    for one in instrument.imported:
        if one.time_zone not in {"", here} and one.agreement in instrument.agreement.imports:
            position = instrument.agreement.imports.index(one.agreement)
            wrong = f"the times of {one.agreement} are local to {one.time_zone}, and are read here"
            hint = f"as local to {here}: write dated terms that need it out here"
            yield Flaw(("imports", position), wrong, hint)


def _untested(instrument: Instrument, cases: CaseFile | None) -> Iterator[Flaw]:
    """Yield the conditions of which no case expects anything; of a file without cases, that."""
    if cases is None:
        wrong = "no case tests these rules"
        hint = f"write {instrument.agreement.id}.cases.yaml beside them: docs/rules.md says how"
        yield Flaw(("agreement",), wrong, hint)
        return
    asked = {expected.condition for case in cases.cases for expected in case.expect}
    for name in instrument.agreement.conditions:
        if name not in asked:
            wrong = f"no case expects anything of {name}"
            hint = "add a case in which it comes out each way"
            yield Flaw(("conditions", name), wrong, hint, on_key=True)


_FINDERS: tuple[Callable[[Agreement], Iterator[Flaw]], ...] = (
    _overlaps,
    _recalled,
    _anybodys_word,
    _unused_clauses,
    _told_to_nobody,
    never_in_force,
    phases_that_never_turn,
)


def as_warning(one: Problem) -> Problem:
    """Return a problem whose text says that it is only a warning."""
    return replace(one, message=f"warning: {one.message}")
