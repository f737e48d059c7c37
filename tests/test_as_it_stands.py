"""What a preview is set beside: the verdicts as they stand, judged once between two acts."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from store_samples import SetClock

from monitor.evaluation.evaluate import evaluate
from monitor.incidents.record import Report
from monitor.incidents.span import Span
from monitor.service.as_it_stands import MOST_KEPT, AsItStands
from monitor.service.checking import ALWAYS
from monitor.store.store import Store
from tests.naive.small import CALM, DAY, START, terms

AT = START + 5 * DAY
TERMS = terms(calm=CALM)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store.open(tmp_path / "store", SetClock(AT)) as opened:
        yield opened


def bring(store: Store, number: int) -> None:
    """Take in a file of one synthetic report of shelling by a party."""
    moment = START + number * DAY + timedelta(hours=1)
    told = Report(
        id=f"r{number}",
        source="un",
        happened=Span(start=moment, end=moment),
        kinds=("shelling",),
        by=("Army",),
    )
    store.accept.upload(f"{number}.csv", b"%d" % number, [(2, told)], actor="tester")


def test_it_is_what_judging_the_whole_record_gives_after_every_act(store: Store) -> None:
    """What a file brings shows, and what an undoing takes back is gone; never what held before."""
    stands = AsItStands(store)
    found = []
    for act in range(4):
        if act == 3:
            store.accept.undo(store.acts.uploads()[-1].act, actor="tester")
        elif act:
            bring(store, act)
        with store.facts() as facts:
            afresh = evaluate(TERMS, facts, AT, ALWAYS)
        found.append(stands.judged(TERMS, AT))
        assert found[-1] == afresh

    assert found[0] != found[1] != found[2], "each report shows"
    assert found[1] == found[3], "and undone it is gone"


def test_between_two_acts_it_is_judged_once(store: Store) -> None:
    """The very same evaluation is given again; other terms and another instant have their own."""
    stands = AsItStands(store)
    bring(store, 1)
    first = stands.judged(TERMS, AT)

    assert stands.judged(TERMS, AT) is first
    assert stands.judged(terms(calm=CALM), AT) is first, "equal terms are the same terms"
    amended = stands.judged(terms(calm=CALM, again=CALM), AT)
    assert [one.condition for one in amended.findings] == ["calm", "again"]
    assert stands.judged(TERMS, AT - DAY).at == AT - DAY


def test_only_so_many_are_kept(store: Store) -> None:
    """Those that were asked for last: memory does not grow with the moments looked at."""
    stands = AsItStands(store)
    first = stands.judged(TERMS, AT)
    for minute in range(1, MOST_KEPT):
        stands.judged(TERMS, AT + timedelta(minutes=minute))

    assert stands.judged(TERMS, AT) is first, "still kept, and now the last asked for"
    stands.judged(TERMS, AT + DAY)
    assert stands.judged(TERMS, AT) is first
    for minute in range(1, MOST_KEPT + 1):
        stands.judged(TERMS, AT + timedelta(minutes=minute))
    assert stands.judged(TERMS, AT) is not first


def test_what_is_judged_meanwhile_is_there_when_it_is_asked_for(store: Store) -> None:
    """An act accepted in between is not forgotten: what was judged before it is not used."""
    stands = AsItStands(store)
    with stands.meanwhile([(TERMS, AT)]):
        pass
    before = stands.judged(TERMS, AT)
    with stands.meanwhile([(TERMS, AT)]):
        bring(store, 1)
        after = stands.judged(TERMS, AT)

    assert before.of("calm") != after.of("calm")
    assert stands.judged(TERMS, AT) is after


def test_what_goes_wrong_meanwhile_comes_up_where_it_is_asked_for(tmp_path: Path) -> None:
    """A store that was closed cannot be judged; whoever does not ask is not told."""
    with Store.open(tmp_path / "store", SetClock(AT)) as opened:
        stands = AsItStands(opened)
    with stands.meanwhile([(TERMS, AT)]):
        pass

    with pytest.raises(Exception, match="onnection"):
        stands.judged(TERMS, AT)
