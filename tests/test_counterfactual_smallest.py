"""The smallest change that turns a verdict is the one that trying them all on the record finds.

What tries them all shares no code with what is tried: it edits the records themselves, all that
are there whatever they bear on, and has the second evaluator judge every edited record afresh.
Only what is offered to be put on record is taken from there: a definition, and no finding.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import pytest

from monitor.agreements.model import Agreement, Condition
from monitor.evaluation.changes import Change, What
from monitor.evaluation.counterfactual import Counterfactual, Turning, turning_of
from monitor.evaluation.grounding import grounds
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.engine import TABLES
from tests.naive.generate import Ask, Pair, pair
from tests.naive.generate_gates import gated_pair
from tests.naive.generate_kinds import pair_of_kinds
from tests.naive.small import (
    CALM,
    DAY,
    HOUR,
    LATER,
    START,
    Fields,
    record,
    report,
    terms,
    verified,
    watch,
)
from tests.naive.smallest import Edit, Edited, Edits, Scope

KINDS = (
    *("limit", "pattern", "response", "notice", "only_if", "streak", "since"),
    *("order", "attested", "decided", "by", "gate"),
)


def edit_of(change: Change) -> Edit:
    """Return a change as the trial of all of them calls it."""
    record_, incident = change.record, change.incident
    if change.what in {What.WITHOUT, What.UNDO}:
        return "gone", record_.record, record_.key
    if change.what in {What.CONFIRM, What.REFUTE}:
        assert incident is not None
        return change.what.value, record_.record, incident.id
    return "new", record_.record, record_.key


def in_turn(edits: Edits) -> bool:
    """Whether of several incidents that are added alike the first are taken."""
    numbers: dict[str, list[int]] = {}
    for what, kind, key in edits:
        if (what, kind) == ("new", "report"):
            alike, _, number = key.rpartition("-")
            numbers.setdefault(alike, []).append(int(number))
    return all(sorted(each) == list(range(len(each))) for each in numbers.values())


@dataclass
class Comparison:
    """What was compared so far: up to `most` changes, of at most `largest` possible ones."""

    most: int
    largest: int
    sizes: Counter[int] = field(default_factory=Counter)
    """How often the smallest was of each size; 0 where nothing so small turned a verdict."""
    kinds: Counter[str] = field(default_factory=Counter)
    accounts: int = 0
    bounded: int = 0

    def compare(self, agreement: Agreement, versions: Sequence[Known[Record]], ask: Ask) -> None:
        """Compare all conditions of an agreement, in all scopes, that are not too large."""
        TABLES.load(versions)
        view = View(agreement, TABLES, ask.at, ask.known, ask.account)
        if not view.days or not view.calendar.holds(view.at):
            return
        edited = Edited(agreement, versions, ask.at, ask.known, ask.account)
        for name, condition in agreement.conditions.items():
            for scope in view.scopes(condition):
                turning, possible = turning_of(view, grounds(view), name, scope)
                offered = {edit_of(one): one.record for one in possible}
                offered = {edit: one for edit, one in offered.items() if edit[0] == "new"}
                edited.offered |= offered
                pool = [*edited.on_record(), *offered]
                if len(pool) <= self.largest:
                    self._compare(edited, pool, (name, scope), (turning, possible))

    def _compare(
        self,
        edited: Edited,
        pool: Sequence[Edit],
        asked: tuple[str, Scope],
        tried: tuple[Turning, Sequence[Change]],
    ) -> None:
        turning, possible = tried
        found = turning.smallest(possible)
        if found is None:
            return
        size, theirs = edited.smallest(*asked, pool, self.most, sensible=in_turn)
        assert found.verdict.value == edited.reads(*asked), asked
        if not found.exact:
            self.bounded += 1
            assert not theirs or size > found.tried, asked
            return
        fits = found.turns and len(found.turns[0].changes) <= self.most
        ours = _said(found) if fits else {}
        assert ours == theirs, (asked, edited.account)
        condition = edited.agreement.conditions[asked[0]]
        self.sizes[size] += 1
        self.kinds[_kind(condition)] += 1
        self.accounts += edited.account is not None


def _said(found: Counterfactual) -> dict[Edits, str]:
    return {frozenset(map(edit_of, one.changes)): one.verdict.value for one in found.turns}


def _kind(condition: Condition) -> str:
    return next((kind for kind in KINDS if kind != "gate" and getattr(condition, kind)), "gate")


def drawn(draw: Callable[[int], Pair], seeds: Iterable[int]) -> Iterable[tuple[Pair, Ask]]:
    """Return pairs, every other one asked on an account, where one is."""
    for seed in seeds:
        found = draw(seed)
        yield found, found.asks[seed % 2]


def enough(compared: Comparison, sizes: dict[int, int], accounts: int, kinds: set[str]) -> None:
    """See that there was enough to compare, and say how much."""
    print(compared)  # noqa: T201
    short = {size: few for size, few in sizes.items() if compared.sizes[size] < few}
    assert not short, compared
    assert compared.accounts >= accounts, compared
    assert kinds <= compared.kinds.keys(), compared


def test_it_equals_brute_force_on_small_records() -> None:
    """The same size, the same changes and the same verdicts, on conditions of every kind."""
    compared = Comparison(most=2, largest=9)
    for found, ask in (*drawn(pair_of_kinds, range(70)), *drawn(gated_pair, range(6))):
        compared.compare(found.agreement, found.versions, ask)
    enough(compared, {0: 25, 1: 60, 2: 8}, 40, {*KINDS})


@pytest.mark.campaign
@pytest.mark.parametrize("block", range(8))
def test_it_equals_brute_force_for_long(block: int) -> None:
    """The same on more and larger records, with up to three changes together."""
    compared = Comparison(most=3, largest=12)
    seeds = range(1_000 + 50 * block, 1_050 + 50 * block)
    for found, ask in (
        *drawn(pair_of_kinds, seeds),
        *drawn(gated_pair, seeds[:15]),
        *drawn(pair, seeds[:15]),
    ):
        compared.compare(found.agreement, found.versions, ask)
    enough(compared, {1: 50, 2: 5, 3: 1}, 20, {"limit", "streak"})


def breaches(number: int, told: int = 1) -> list[Fields]:
    """Return a watched day with so many confirmed incidents, each told of so many times."""
    rows = [watch(START - DAY, START + 30 * DAY)]
    for n in range(number):
        for again in range(told):
            rows.append({**report(START + n * HOUR), "id": f"a{n}{again}", "source": f"s{again}"})
            if again:
                pair_ = {"first": f"s0/a{n}0", "second": f"s{again}/a{n}{again}"}
                rows.append({"record": "link", **pair_, "relation": "same"})
        rows.append({**verified(f"s0/a{n}0"), "id": f"v{n}"})
    return rows


@pytest.mark.parametrize(
    ("rows", "condition", "size", "ways"),
    [
        pytest.param(breaches(2), CALM, 2, 1, id="two breaching reports in a day"),
        pytest.param(breaches(3), CALM, 3, 1, id="three"),
        pytest.param(breaches(4), {"limit": {"of": "attack", "at_most": "1"}}, 3, 4, id="4 but 1"),
        pytest.param(breaches(2, 2), CALM, 2, 4, id="each of two told twice"),
        pytest.param(
            breaches(0), {"limit": {"of": "attack", "at_most": "2"}}, 3, 1, id="room for two"
        ),
        pytest.param(
            breaches(3), {"limit": {"of": "attack", "at_least": "1"}}, 3, 1, id="three where one is"
        ),
    ],
)
def test_no_single_change_turns_what_rests_on_several(
    rows: Sequence[Fields], condition: Fields, size: int, ways: int
) -> None:
    """Two breaching reports in a day, or three, must go together; and so in all such cases."""
    compared = Comparison(most=size, largest=12)
    agreement = terms(asked=condition)
    TABLES.load(record(*rows))
    view = View(agreement, TABLES, START + DAY, LATER, None)

    turning, possible = turning_of(view, grounds(view), "asked", None)
    found = turning.smallest(possible)
    compared.compare(agreement, record(*rows), Ask(START + DAY, LATER, None))

    assert found is not None
    assert (len(found.turns[0].changes), len(found.turns)) == (size, ways)
    assert compared.sizes == {size: 1}
