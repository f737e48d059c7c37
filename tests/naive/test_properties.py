"""What must be true of the second evaluator on any record, tried on random ones."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from random import Random

from monitor.agreements.model import Agreement
from monitor.incidents.known import Known
from monitor.incidents.record import Coverage, Record, SourceProfile
from monitor.incidents.span import FOREVER, Span
from monitor.incidents.vocabulary import Strength
from tests.naive.days import ALWAYS
from tests.naive.generate import Ask, Pair, pair
from tests.naive.naive import verdicts
from tests.naive.streaks import Reads


@cache
def some_pairs() -> tuple[Pair, ...]:
    """Return the pairs that the properties below are tried on."""
    return tuple(pair(seed) for seed in range(240))


def answers(
    drawn: Pair, ask: Ask, versions: Sequence[Known[Record]] | None = None
) -> dict[tuple[str, str | None], Reads]:
    """Return the verdicts on a pair, or on its agreement with other versions."""
    taken = drawn.versions if versions is None else versions
    return verdicts(drawn.agreement, taken, ask.at, ask.known, ask.account)


def asked() -> Iterator[tuple[Pair, Ask]]:
    """Every pair with each of its questions."""
    for drawn in some_pairs():
        for ask in drawn.asks:
            yield drawn, ask


def test_the_order_of_rows_means_nothing() -> None:
    """Only the recorded order counts, never where a row stands in a list."""
    for drawn, ask in asked():
        mixed = list(drawn.versions)
        Random(drawn.seed).shuffle(mixed)  # noqa: S311  # a steady draw, not a secret one
        assert answers(drawn, ask) == answers(drawn, ask, mixed), drawn.seed


def test_what_was_not_known_changes_nothing() -> None:
    """What came later, and what had been undone, might as well not be there."""
    for drawn, ask in asked():
        stood = [each for each in drawn.versions if each.stands(ask.known)]
        assert answers(drawn, ask) == answers(drawn, ask, stood), drawn.seed


def test_an_undone_act_was_never_there() -> None:
    """After an undo the verdicts are those of a record without the act."""
    for drawn, ask in asked():
        act = Random(drawn.seed).choice(drawn.versions).order[0]  # noqa: S311  # as above
        without = [each for each in drawn.versions if each.order[0] != act]
        undone = [
            replace(each, known_to=ask.known) if each.order[0] == act else each
            for each in drawn.versions
        ]
        assert answers(drawn, ask, without) == answers(drawn, ask, undone), drawn.seed


def blind(versions: Sequence[Known[Record]]) -> list[Known[Record]]:
    """Return the record with nobody's silence worth anything."""
    return [
        replace(each, record=each.record.model_copy(update={"strength": Strength.CAN_REPORT}))
        if isinstance(each.record, Coverage | SourceProfile)
        else each
        for each in versions
    ]


def test_silence_is_never_kept() -> None:
    """Where nobody's silence certifies quiet, no limit on reports and no count of them is kept."""
    for drawn, ask in asked():
        if ask.account is not None:
            continue
        for (name, _), reads in answers(drawn, ask, blind(drawn.versions)).items():
            streak = drawn.agreement.conditions[name].streak
            if streak is not None and streak.certified_by:
                continue
            limit = drawn.agreement.conditions[streak.of if streak else name].limit
            if limit is not None and limit.from_counts is None and limit.at_most:
                assert reads is None or reads[0] != "kept", (drawn.seed, name)


def softer(agreement: Agreement) -> Agreement:
    """Return the agreement with one more allowed by every `at_most`."""
    conditions = {}
    for name, condition in agreement.conditions.items():
        limit = condition.limit
        if limit is not None and limit.at_most:
            more = tuple(each.model_copy(update={"is_": each.is_ + 1}) for each in limit.at_most)
            raised = {"limit": limit.model_copy(update={"at_most": more})}
            conditions[name] = condition.model_copy(update=raised)
    return agreement.model_copy(update={"conditions": conditions})


def test_a_softer_limit_is_never_harder_to_keep() -> None:
    """One more allowed moves no verdict away from kept."""
    ladder = ["breached", "undetermined", "kept"]
    for drawn, ask in asked():
        before = answers(drawn, ask)
        after = verdicts(softer(drawn.agreement), drawn.versions, ask.at, ask.known, ask.account)
        for key, reads in after.items():
            was = before[key]
            if reads is None or was is None or reads[0] not in ladder:
                assert reads == was, (drawn.seed, key)
            else:
                assert ladder.index(reads[0]) >= ladder.index(was[0]), (drawn.seed, key)


def test_more_watching_settles_and_never_unsettles() -> None:
    """With everything watched, an official limit that was kept or breached stays so."""
    everything: Record = Coverage(id="all", source="all", watched=Span(start=ALWAYS, end=FOREVER))
    for drawn, ask in asked():
        if ask.account is not None or drawn.agreement.evidence.unobserved != "undetermined":
            continue
        before = answers(drawn, ask)
        seen = Known(everything, (9999, 1), ask.known, FOREVER)
        after = answers(drawn, ask, [*drawn.versions, seen])
        for key, reads in before.items():
            limit = drawn.agreement.conditions[key[0]].limit
            if limit is not None and reads is not None and reads[0] in {"kept", "breached"}:
                assert after[key] == reads, (drawn.seed, key)


FLOORS = {
    "limit": {"kept": 150, "breached": 80, "undetermined": 250, "not_in_force": 25},
    "counts": {"kept": 8, "breached": 10, "undetermined": 70, "not_in_force": 3},
    "days": {"kept": 80, "not_yet": 80, "undetermined": 70, "not_in_force": 12},
    "hours": {"kept": 50, "not_yet": 12, "undetermined": 50, "not_in_force": 5},
    "certified": {"kept": 3, "not_yet": 100, "not_in_force": 5},
    "attested": {"kept": 8, "breached": 6, "undetermined": 80, "not_in_force": 5},
    "account": {"kept": 25, "breached": 20, "undetermined": 150, "not judged": 25},
}
"""How often the 480 questions must come to each verdict at least."""


def sort_of(drawn: Pair, ask: Ask, name: str) -> str:
    """Return the row of the table of floors that a condition belongs to."""
    condition = drawn.agreement.conditions[name]
    if ask.account is not None:
        return "account"
    if condition.limit is not None:
        return "limit" if condition.limit.from_counts is None else "counts"
    if condition.streak is None:
        return "attested"
    return "certified" if condition.streak.certified_by else condition.streak.for_.unit.value


def test_the_random_pairs_come_to_every_verdict() -> None:
    """A search that never reaches a verdict says nothing about it."""
    seen: dict[str, Counter[str]] = {sort: Counter() for sort in FLOORS}
    for drawn, ask in asked():
        for (name, _), reads in answers(drawn, ask).items():
            seen[sort_of(drawn, ask, name)]["not judged" if reads is None else reads[0]] += 1

    short = {
        (sort, verdict): (seen[sort][verdict], floor)
        for sort, floors in FLOORS.items()
        for verdict, floor in floors.items()
        if seen[sort][verdict] < floor
    }
    print(*(f"{sort}: {dict(counts)}" for sort, counts in seen.items()), sep="\n")  # noqa: T201
    assert not short, "seen, floor"
