"""What may be given to anybody: nothing that a record which is not public may bear on."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from feed_samples import STORY, URL, Living, given, lived, public, public_rules, said
from schedule_samples import (
    BEGIN,
    HOUR,
    attack,
    attested,
    decision,
    hours,
    opened,
    record,
    rules,
    watch,
)
from store_samples import SetClock

from monitor.agreements.load import load_text
from monitor.incidents.record import (
    Count,
    Link,
    Range,
    Record,
    Review,
    SourceProfile,
    Statement,
)
from monitor.incidents.vocabulary import Grade, Handling, Measure, Relation, Says, Strength
from monitor.offering import OFFERS, index
from monitor.service import Service, published
from monitor.service.published import Given

pytest_plugins = ["feed_fixtures"]

CANARY = "CANARY"
TOLD = {"calm", "week", "quiet", "gate"}
"""The conditions that look for attacks, and what asks for them."""

ALL = TOLD | {"access", "satisfied", "report", "maps"}

HIDDEN: dict[str, tuple[Record, set[str]]] = {
    "a report of what is looked for": (attack(125, CANARY), TOLD),
    "a report of anything": (attack(125, CANARY, kinds=()), TOLD),
    "a report of something else": (attack(125, CANARY, kinds=("air_strike",)), set()),
    "a count of a source whose counts are not used": (
        Count(id=CANARY, source="north", window=hours(120), measure=Measure.INCIDENTS, value=1),
        set(),
    ),
    "a statement": (
        Statement(id=CANARY, source="north", actor=CANARY, says=Says.CLAIMS, made=hours(120)),
        set(),
    ),
    "an attestation that is asked for": (
        attested(125).model_copy(update={"id": CANARY}),
        {"access", "gate"},
    ),
    "a decision": (decision("spoke", 125, id=CANARY), ALL),
    "a decision under another agreement": (decision("spoke", 125, "york", id=CANARY), set()),
    "a watch": (watch(110, 3, CANARY), TOLD),
    "a profile": (SourceProfile(id=CANARY, source="desk", name=CANARY), TOLD),
    "a link": (
        Link(
            id=CANARY,
            source="desk",
            first="north/r59.5",
            second="north/r40.5",
            relation=Relation.DIFFERENT,
        ),
        TOLD,
    ),
    "a review": (
        Review(id=CANARY, source="desk", report="north/r59.5", grade=Grade.VERIFIED),
        TOLD,
    ),
}
"""A record that is not public, and the conditions on which it may bear; nothing of it happened."""


def canary(one: Record, handling: Handling = Handling.INTERNAL) -> Record:
    """The same record, not public, that can be recognised by every text that it may hold."""
    return one.model_copy(update={"handling": handling, "note": CANARY, "citation": CANARY})


def everything(service: Service) -> bytes:
    """All that anybody is given, of every agreement."""
    found = service.published.agreements()
    made = [offer.make(one, URL) for one in found.values() for offer in OFFERS.values()]
    return b"\n".join([index(found, URL), *made])


def shown(whole: Given) -> dict[str, Any]:
    """The conditions that are given, with what is said of them."""
    assert whole.saying is not None
    return {one.condition: one for one in whole.saying.conditions}


@pytest.fixture(scope="module")
def without(lived_store: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What is said at that moment where a record has come that has nothing to do with it."""
    folder = shutil.copytree(lived_store, tmp_path_factory.mktemp("without") / "store")
    clock = SetClock(BEGIN + (STORY[-1][0] + 1) * HOUR)
    with opened(Path(folder), clock) as service:
        record(service, public(HIDDEN["a report of something else"][0]))
        said(service)
        return shown(given(service))


@pytest.mark.parametrize("name", HIDDEN)
def test_what_rests_on_it_is_left_out(name: str, living: Living, without: dict[str, Any]) -> None:
    """And counted; all else is what would be said if the record had never come."""
    service, _ = living
    one, bears_on = HIDDEN[name]
    record(service, canary(one))
    said(service)
    whole, found = given(service), everything(service)

    assert CANARY.encode() not in found
    assert set(shown(whole)) == ALL - bears_on
    for condition, verdict in shown(whole).items():
        assert verdict == without[condition]
    assert whole.saying is not None
    assert whole.said is not None
    hidden = {"talks"} if "gate" in bears_on else set()
    hidden |= {"pause"} if bears_on == ALL else set()
    assert {one.phase for one in whole.saying.phases} == {"talks", "pause"} - hidden
    assert whole.force == (bears_on != ALL)
    content = service.record.content(whole.said)
    standing = [one for one in content.phases if one.phase in hidden]
    count = len(bears_on) + len(standing) + (not whole.force)
    assert whole.left_out[2] == count
    assert count == 0 or f'"{count} entries are not public."'.encode() in found


@pytest.mark.parametrize("handling", [Handling.INTERNAL, Handling.RESTRICTED])
def test_what_changed_by_it_is_left_out(living: Living, handling: Handling) -> None:
    """An attack that nobody may know of breaks the calm: no feed tells of it, nor of its date."""
    service, clock = living
    before = given(service)
    clock.pass_by(HOUR)
    record(service, canary(attack(125, CANARY), handling))
    said(service)
    after, found = given(service), everything(service)
    told = service.record.transitions("paris")

    assert len(told) > len(before.told)
    assert [one.transition for one in after.told] == [one.transition for one in before.told]
    assert after.left_out[0] == len(told) - len(after.told)
    assert {one.due.name for one in after.dates} == {"report", "pause"}
    assert after.left_out[1] == 2
    assert b"2 entries are not public." in found


def test_what_was_not_public_when_it_was_said_stays_out(living: Living) -> None:
    """A record that is released shows in what is said from then on, and not in what was."""
    service, clock = living
    clock.pass_by(HOUR)
    one = attack(125, CANARY)
    record(service, canary(one))
    said(service)
    closed = given(service)
    clock.pass_by(HOUR)
    record(service, public(one))
    said(service)
    clock.pass_by(24 * HOUR)
    said(service)
    after = given(service)

    assert set(shown(closed)) == ALL - TOLD
    assert set(shown(after)) == ALL
    assert after.left_out[0] >= closed.left_out[0] > 0
    assert after.left_out[2] == 0


def test_what_is_not_public_any_more_is_taken_out(living: Living) -> None:
    """With all that was told because of it while it was."""
    service, clock = living
    before = given(service)
    clock.pass_by(HOUR)
    record(service, canary(attack(59.5)))
    said(service)
    after = given(service)

    broken = [one for one in before.told if one.transition.subject.condition == "calm"]
    assert broken
    assert not [one for one in after.told if one.transition.subject.condition == "calm"]
    assert "access" in {one.transition.subject.condition for one in after.told}
    assert set(shown(after)) == ALL - TOLD


def test_what_is_taken_back_bears_on_nothing_new(living: Living) -> None:
    """What was said while it stood, and when it went, stays out."""
    service, clock = living
    clock.pass_by(HOUR)
    (act,) = record(service, canary(attack(125, CANARY)))
    said(service)
    clock.pass_by(HOUR)
    service.uploads.undo(act, actor="tester")
    said(service)
    after, found = given(service), everything(service)
    told = service.record.transitions("paris")

    assert set(shown(after)) == ALL
    assert after.left_out[0] == len(told) - len(after.told) > 1
    known = {one.transition.known for one in after.told}
    assert max(known) < BEGIN + 131 * HOUR
    assert CANARY.encode() not in found


DENIES = Statement(
    id=CANARY, source="north", actor="A", says=Says.DENIES, about=CANARY, made=hours(125)
)
MANY_KILLED = attack(125, CANARY, kinds=("air_strike",), killed=Range(low=40), place=CANARY)


@pytest.mark.parametrize("one", [DENIES, MANY_KILLED, decision(CANARY.lower(), 125, id=CANARY)])
def test_what_is_told_beside_the_verdicts_is_given_only_of_public_records(
    living: Living, one: Record
) -> None:
    """A statement, a serious incident, a decision: told on *Desk*, in no feed; then released."""
    service, clock = living
    record(service, canary(one))
    said(service)
    before, found = given(service), everything(service)
    assert [told for told in service.record.transitions("paris") if told.subject.noted]
    assert CANARY.encode() not in found
    assert CANARY.lower().encode() not in found
    assert before.left_out[0] > 0
    clock.pass_by(HOUR)
    record(service, public(one.model_copy(update={"id": "another"})))
    said(service)

    noted = [told for told in given(service).told if told.transition.subject.noted]
    assert len(noted) == (one is DENIES), "other reports and decisions bear on those"


@pytest.mark.parametrize("one", [DENIES, MANY_KILLED, decision(CANARY.lower(), 125, id=CANARY)])
def test_what_is_told_beside_the_verdicts_is_given_of_public_ones(
    living: Living, one: Record
) -> None:
    """With what they say."""
    service, _ = living
    record(service, public(one))
    said(service)

    noted = [told for told in given(service).told if told.transition.subject.noted]
    assert len(noted) == 1
    assert CANARY.lower().encode() in everything(service).lower()


def test_a_link_makes_any_report_bear(living: Living) -> None:
    """What it is linked to may make it what is looked for."""
    service, clock = living
    clock.pass_by(HOUR)
    other = attack(59.6, CANARY, kinds=("air_strike",))
    linked = Link(
        id="l", source="desk", first="north/r59.5", second=other.key, relation=Relation.SAME
    )
    record(service, canary(other), public(linked))
    said(service)

    assert set(shown(given(service))) == ALL - TOLD


def test_where_to_publish_is_to_watch_everything_published_bears(living: Living) -> None:
    """Whatever it tells of: that it was published says that somebody was there."""
    service, clock = living
    clock.pass_by(HOUR)
    watching = SourceProfile(id="north", source="desk", name="N", strength=Strength.CERTIFIES_QUIET)
    record(service, public(watching), canary(HIDDEN["a statement"][0]))
    said(service)

    assert set(shown(given(service))) == ALL - TOLD


def test_of_too_many_records_nothing_can_be_told(
    living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather nothing is given than something that may rest on one of them."""
    monkeypatch.setattr(published, "MOST_CLOSED", 0)
    service, _ = living
    record(service, canary(HIDDEN["a report of something else"][0]))
    said(service)
    whole = given(service)

    assert (whole.told, whole.dates, shown(whole), whole.force) == ((), (), {}, False)
    assert whole.left_out[0] > 0


@pytest.mark.parametrize("handling", ["internal", "restricted"])
def test_of_an_agreement_that_is_not_public_nothing_is_given(tmp_path: Path, handling: str) -> None:
    """Its feeds are there, say so, and hold not even its title, nor how much there would be."""
    service, _ = lived(tmp_path / "store", instrument=public_rules(handling=handling))
    with service:
        found, whole = everything(service), given(service)

    note = f"The agreement paris is handled as {handling.upper()}: nothing of it is given here."
    whole_lines = found.replace(b"\r\n ", b"")
    assert whole_lines.count(note.encode()) == 4, "a calendar says it twice"
    assert b"A truce" not in found
    assert b"calm" not in found
    assert b"entry" not in found
    assert b"VEVENT" not in found
    assert json.loads(OFFERS["verdicts.json"].make(whole, URL))["handling"] == handling


def test_an_agreement_is_internal_by_default(tmp_path: Path) -> None:
    """Nothing is given of one that does not say."""
    service, _ = lived(tmp_path / "store", instrument=rules(stages=True))
    with service:
        assert not given(service).public


def test_what_was_said_while_it_was_internal_stays_out(tmp_path: Path) -> None:
    """An agreement that is made public has feeds from then on."""
    service, clock = lived(tmp_path / "store", instrument=public_rules(handling="internal"))
    with service:
        clock.pass_by(HOUR)
        service.rules.activate(public_rules(), actor="tester", correction=True)
        said(service)
        clock.pass_by(HOUR)
        record(service, public(attack(131)))
        said(service)
        whole = given(service)

    assert set(shown(whole)) == ALL
    assert {one.transition.known for one in whole.told} == {whole.said.known if whole.said else 0}
    assert whole.left_out[0] > 15


def test_an_agreement_made_internal_is_taken_out(living: Living) -> None:
    """All of it, at once."""
    service, clock = living
    assert given(service).told
    clock.pass_by(HOUR)
    service.rules.activate(public_rules(handling="internal"), actor="tester", correction=True)
    whole = given(service)

    assert not whole.public
    assert (whole.told, whole.dates, whole.saying) == ((), (), None)


def test_what_it_takes_over_must_be_public_too(tmp_path: Path) -> None:
    """Terms of an internal file are not given away by another that imports them."""
    base = public_rules("york", handling="internal")
    instrument = load_text(_importing(), "paris.yaml", {"york": base.text})
    service, _ = lived(tmp_path / "store", instrument=instrument)
    with service:
        whole, found = given(service), everything(service)

    assert not whole.public
    assert b"takes over terms of another that is not public" in found


def _importing() -> str:
    """An agreement that takes over all that another has, and adds a condition."""
    return (
        "agreement: paris\ntitle: Another truce\nstatus: agreed\nimports: york\n"
        "calendar: {time_zone: Europe/Paris, from: 2026-03-02T00:00, day_starts: '19:00'}\n"
        "parties: {c: {name: C, role: party}}\n"
        "clauses: {P-1: {says: No attack., provenance: text}}\n"
        "conditions: {calmer: {clause: P-1, limit: {of: attack, at_most: 0, each: day}}}\n"
        "handling: public\n"
    )


def test_nothing_is_made_anew_until_something_is_said(living: Living) -> None:
    """Whoever asks is given the same, and no evaluation is made for it."""
    service, clock = living
    first = given(service)
    clock.pass_by(HOUR)
    assert given(service) is first
    record(service, public(attack(130.5)))
    again = given(service)
    assert (again.told, again.saying) == (first.told, first.saying)
    said(service)
    assert given(service).told != first.told


def test_no_one_is_given_a_proposal(tmp_path: Path) -> None:
    """Nor what nobody has heard of."""
    text = public_rules().text.replace("status: agreed", "status: proposed")
    service, _ = lived(tmp_path / "store", instrument=load_text(text, "paris.yaml"), story=())
    with service:
        assert service.published.of("paris") is None
        assert service.published.of("rome") is None
        assert service.published.agreements() == {}
