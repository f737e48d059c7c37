"""A digest: what changed net, what stays, what was not seen, what was held back, who was heard."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from message_samples import (
    ADDRESS,
    DAMASCUS,
    DESK,
    HASH,
    NOON,
    PARIS,
    TERMS,
    alert_of,
    alerts,
    sample,
    stood,
    stood_as,
    turned_as,
    turns,
    utc,
)
from schedule_samples import HOUR

from monitor.alerts.desk import Language
from monitor.alerts.kinds import AlertKind
from monitor.alerts.notice import Status
from monitor.messages.around import Anchor
from monitor.messages.composed import Composed
from monitor.messages.digest import digest
from monitor.messages.period import Held, Part, Period, Why
from monitor.service import Service
from monitor.views.coming import Coming
from monitor.views.conclusions import Conclusion

pytest_plugins = ["page_fixtures"]
K = AlertKind
DAY = timedelta(days=1)


def part(**more: Any) -> Part:  # noqa: ANN401
    """One agreement of which nothing is told unless it is given."""
    return Part(**{"terms": TERMS, "digest": HASH, **more})


def period(*parts: Part, **more: Any) -> Period:  # noqa: ANN401
    """The day up to noon, for the desk."""
    given: dict[str, Any] = {
        "id": "d1",
        "desk": DESK,
        "zone": PARIS,
        "language": Language.EN,
        "since": NOON - DAY,
        "until": NOON,
        "moment": NOON,
        "address": ADDRESS,
        "parts": parts,
        "head": Anchor(41, HASH),
    }
    return Period(**{**given, **more})


def lines(found: Composed, title: str) -> list[str]:
    """The lines of one section."""
    after = found.text.partition(f"\n\n{title}\n")[2].partition("\n\n")[0]
    return [line.removeprefix("- ") for line in after.strip().split("\n")]


def test_a_day_without_anything_is_told_as_that() -> None:
    """It goes out all the same: that it is missing means that something is wrong."""
    heard = {"Northern Monitor": NOON - 5 * HOUR, "Southern Monitor": None}
    found = digest(period(part(evaluated=NOON - HOUR, heard=heard)))

    assert found.subject == "Digest, 4 March 12:00 to 5 March 12:00: nothing changed · A truce"
    assert found.text.split("\n")[:2] == [
        "INTERNAL · Digest of A truce · 4 March 12:00 to 5 March 12:00 Paris",
        "Nothing that is said has changed in this time, and nothing was told.",
    ]
    assert lines(found, "What changed") == ["No change."]
    assert lines(found, "Held back") == ["Nothing was held back."]
    assert lines(found, "How we know") == [
        "Last evaluation that succeeded: Thu 5 March 2026 11:00 Paris",
        "Last report of Northern Monitor: Thu 5 March 2026 07:00 Paris",
        "Nothing from Southern Monitor is on record",
    ]


@pytest.mark.parametrize(
    ("missed", "says"),
    [
        (
            [NOON - DAY],
            (
                "A digest was due on 4 March 12:00 while the service was not running, or paused: "
                "this one takes its place."
            ),
        ),
        (
            [NOON - 2 * DAY, NOON - DAY],
            (
                "2 digests were due from 3 March 12:00 to 4 March 12:00 while the service was not "
                "running, or paused: this one takes their place."
            ),
        ),
    ],
    ids=["one", "two"],
)
def test_a_digest_names_those_whose_place_it_takes(missed: list[datetime], says: str) -> None:
    """Whoever waited for one in vain reads why it did not come."""
    found = digest(period(part(evaluated=NOON), missed=missed))

    assert found.text.split("\n")[1] == says
    assert says in found.html


def test_an_evaluator_that_never_worked_is_no_calm() -> None:
    """Where nothing was evaluated the digest says so, and not that all is well."""
    found = digest(period(part()))

    assert lines(found, "How we know") == [
        "Nothing has been evaluated yet: take none of this for calm"
    ]


def test_a_matter_is_told_net() -> None:
    """Kept, then unseen, then a breach: from kept to breach, in one line, with every id."""
    first, last = sample(K.UNDETERMINED), sample(K.BREACHED)
    last = replace(last, turned=replace(last.turned, before=first.turned.after))
    found = digest(period(part(alerts=(first, last))))

    assert lines(found, "What changed") == [
        (
            "calm: kept (watched throughout, and within the limit) → breach confirmed (more than "
            "the limit is confirmed)"
        )
    ]
    [changed] = found.payload["agreements"][0]["changed"]
    assert changed["identifiers"] == [first.id, last.id]
    assert found.subject.startswith("Digest, 4 March 12:00 to 5 March 12:00: 1 change")


def test_what_came_and_went_is_not_told_as_a_change() -> None:
    """It stands as it stood, and the digest says that it moved meanwhile."""
    there = sample(K.UNDETERMINED)
    turned = there.turned
    back = alert_of(replace(turned, before=turned.after, after=turned.before), K.MET)
    found = digest(period(part(alerts=(there, back))))

    assert lines(found, "What changed") == [
        "calm: changed, and back: kept (watched throughout, and within the limit)"
    ]


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (K.RESTATED, "Corrected (by what became known): calm, day from 3 March 2026: kept"),
        (
            K.AMENDED,
            "Corrected (the parties changed the text): calm, day from 3 March ",
        ),
        (K.OUR_ERROR, "Corrected (our error): calm, day from 3 March 2026: kept"),
    ],
)
def test_what_is_corrected_shows_as_corrected(kind: AlertKind, says: str) -> None:
    """Never netted into the changes of a day, and with whose fault it was."""
    found = digest(period(part(alerts=(sample(K.BREACHED), sample(kind)))))
    told = lines(found, "What changed")

    assert len(told) == 2
    assert told[1].startswith(says)
    assert found.payload["agreements"][0]["changed"][1]["corrected"] is True


def test_what_is_told_late_says_so() -> None:
    """A digest after a time without the service marks what nobody was told in time."""
    found = digest(period(part(alerts=(sample(K.BREACHED, late=True),))))

    assert lines(found, "What changed")[0].endswith(
        "(told late: the service was not running, or paused)"
    )


def test_interruptions_held_back_are_listed_with_why() -> None:
    """Snoozed, over the limit of a day, or kept for the digest: none of them is lost."""
    held = tuple(Held(sample(K.BREACHED), why) for why in Why)
    found = digest(period(part(held=held)))

    assert lines(found, "Held back") == [
        "told without interrupting: calm: breach confirmed",
        "kept for this digest: calm: breach confirmed",
        "snoozed: calm: breach confirmed",
    ]
    assert "Nothing that is said has changed" not in found.text


def test_what_stays_what_is_unseen_and_what_comes() -> None:
    """Each condition in a line, each limit of knowledge, each date."""
    given = part(
        stays=(Conclusion("calm", None, "calm", "kept", "○", certain=True),),
        unseen=("No source watched the country.",),
        coming=(Coming(NOON + 12 * HOUR, "", "day 5 ends"),),
    )
    found = digest(period(given))

    assert lines(found, "What holds") == ["○ calm: kept"]
    assert lines(found, "What could not be seen") == ["No source watched the country."]
    assert lines(found, "What comes next") == ["6 March 00:00 day 5 ends"]


def test_its_length_is_bounded() -> None:
    """Twelve lines of each sort, each of sixty words at most, then how many more, and where."""
    turned = turned_as(K.SERIOUS)
    told = tuple(
        alert_of(replace(turned, subject=replace(turned.subject, key=f"north/r{n}")), K.SERIOUS)
        for n in range(24)
    )
    long = Conclusion("calm", None, "calm", "w " * 500, "○", certain=True)
    found = digest(period(part(alerts=told, stays=(long,) * 100)))

    changed = lines(found, "What changed")
    assert len(changed) == 13
    assert changed[-1] == "and 12 more: https://monitor.example.org/desk?agreement=paris"
    assert lines(found, "What holds")[-1].startswith("and 88 more: ")
    assert max(len(line.split()) for line in found.text.split("\n")) <= 61
    assert len(found.subject) <= 120


def test_several_agreements_are_told_apart() -> None:
    """Each section names whose it is."""
    other = TERMS.model_copy(update={"id": "other", "title": "Another truce"})
    found = digest(period(part(), part(terms=other)))

    assert "\n\nA truce: What changed\n" in found.text
    assert "\n\nAnother truce: What changed\n" in found.text
    assert "Digest of A truce and Another truce" in found.text


def test_a_drill_is_a_drill() -> None:
    """The digest of an exercise says so first."""
    found = digest(period(part(), status=Status.DRILL))

    assert found.subject.startswith("DRILL: Digest")
    assert found.text.startswith("DRILL. This is an exercise")
    assert found.payload["status"] == "Exercise"


def test_what_others_wrote_does_nothing_in_it() -> None:
    """Tags are shown as they were written."""
    named = TERMS.model_copy(update={"title": "<script>alert(1)</script>"})
    found = digest(period(part(terms=named, unseen=("<img src=x onerror=alert(1)>",))))

    assert "<script" not in found.html
    assert "<img" not in found.html
    assert "&lt;img src=x onerror=alert(1)&gt;" in found.html


def test_the_day_of_deir_ez_zor(loaded: Service) -> None:
    """17 September in one message: the incident, the calm that nobody could see, the aid."""
    official = stood(loaded, "2016-09-17T22:00")
    instrument = loaded.rules.instrument("syria-2016-09")
    told = alerts(loaded, turns(loaded, "2016-09-17T19:00", "2016-09-17T22:00"))
    given = Part(
        instrument.agreement,
        instrument.digest,
        alerts=told,
        stays=stood_as(official, instrument.agreement),
        evaluated=utc("2016-09-17T22:00"),
    )
    found = digest(
        period(
            given,
            zone=DAMASCUS,
            since=utc("2016-09-16T22:00"),
            until=utc("2016-09-17T22:00"),
            moment=utc("2016-09-17T22:00"),
        )
    )

    changed = "\n".join(lines(found, "What changed"))
    assert (
        "Serious incident: Jabal Tardah, near Deir ez-Zor airport, 17 Sept 17:00–17:50; air "
        "strike, by “US-led coalition”: 10 or more killed and touches a sponsor; counted by a "
        "condition; killed: at least 62"
    ) in changed
    assert "Corrected (by what became known): No strike by a sponsor's forces on a party" in changed
    assert any(
        line.startswith("× Conditions of the Joint Implementation Center: not met")
        for line in lines(found, "What holds")
    )
    assert "2017" not in found.text


def test_each_correction_of_a_matter_is_told() -> None:
    """Two that came one after the other are two lines: each was told to somebody."""
    first = sample(K.RESTATED)
    turned = first.turned
    second = alert_of(
        replace(turned, before=turned.after, after=turned.before, known=NOON + HOUR), K.RESTATED
    )
    found = digest(period(part(alerts=(first, second))))

    assert len(lines(found, "What changed")) == 2


def test_a_digest_of_no_agreement_is_told_too() -> None:
    """Where no agreement is active the heartbeat still goes out, and claims nothing."""
    found = digest(period())

    assert "nothing changed" in found.subject
    assert "Nothing that is said has changed in this time, and nothing was told." in found.text
