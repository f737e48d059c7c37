"""The messages of September 2016, as they would have gone out: the page in docs, and the evenings.

The record is fed in the order in which it was published; nothing known only later may show.
"""

from collections import Counter
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from monitor.errands.desk import carry_out
from monitor.errands.request import Request
from monitor.service import Service
from monitor.settings import PROJECT

pytest_plugins = ["page_fixtures"]

PAGE = PROJECT / "docs" / "replay-alerts-2016-09.md"
AGREEMENT, UNTIL = "syria-2016-09", "2017-07-01T00:00"
DAMASCUS = ZoneInfo("Asia/Damascus")

AT_ONCE = [
    ("2016-09-15T13:00", "Overdue: Every convoy that leaves the gate arrives"),
    ("2016-09-15T19:00", "Running out: Cessation of hostilities"),
    ("2016-09-16T19:00", "Cessation of hostilities: continues without a recorded renewal"),
    ("2016-09-17T19:30", "Serious incident: Jabal Tardah, near Deir ez-Zor airport"),
    (
        "2016-09-17T20:30",
        "No strike by a sponsor's forces on a party, day from 16 Sept 2016",
    ),
    ("2016-09-19T18:45", "Statement: “Syrian Army General Command” declares over"),
    ("2016-09-19T19:00", "Conditions of the Joint Implementation Center: the days have run"),
    ("2016-09-19T21:30", "Serious incident: Urum al-Kubra"),
    ("2016-10-03T21:08", "The agreement is out of force since 3 Oct 21:00"),
    ("2016-11-30T00:00", "Correction: Serious incident: Jabal Tardah"),
    ("2016-12-22T00:00", "Correction: Serious incident: Urum al-Kubra"),
    ("2017-03-02T00:00", "Correction: Serious incident: Urum al-Kubra"),
]
"""What must have interrupted the policy desk: the minute in Damascus, and what it says first."""


@pytest.fixture(scope="module")
def told(loaded: Service) -> dict[str, Any]:
    """All that would have been told until the summer of 2017, with the page."""
    options = {"agreement": AGREEMENT, "until": UNTIL, "alerts": True, "document": True}
    reply = carry_out(Request("replay", "tester", ZoneInfo("UTC"), options), loaded)
    assert reply.code == 0
    return dict(reply.answer)


def local(message: dict[str, Any]) -> str:
    """When a message went out, in Damascus."""
    at = datetime.fromisoformat(message["at"]).astimezone(DAMASCUS)
    return f"{at:%Y-%m-%dT%H:%M}"


def interrupting(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The messages that interrupted the policy desk."""
    return [
        one for one in told["messages"] if one["desk"] == "policy_desk" and one["way"] == "at_once"
    ]


def test_the_page_is_what_the_command_says(told: dict[str, Any]) -> None:
    """The document in docs was made by the command that it names, and by nobody's hand."""
    assert PAGE.read_text("utf-8") == told["document"] + "\n"


@pytest.mark.parametrize(("minute", "says"), AT_ONCE, ids=[one[0] for one in AT_ONCE])
def test_what_people_must_be_told_interrupts_them(
    told: dict[str, Any], minute: str, says: str
) -> None:
    """Trucks by the clock alone, no renewal, strikes, declarations, the end, later inquiries."""
    found = [one["subject"] for one in interrupting(told) if local(one) == minute]
    assert any(says in subject for subject in found), found


def test_a_desk_is_interrupted_three_times_a_day_at_most(told: dict[str, Any]) -> None:
    """A crisis is quiet: what one desk is told at once in a day can be read."""
    days = Counter(local(one)[:10] for one in interrupting(told))
    assert max(days.values()) <= 3
    assert len(days) >= 10


def test_nothing_is_told_before_it_was_known(told: dict[str, Any]) -> None:
    """No message of September 2016 knows of October, or of the inquiries of 2017."""
    texts = [one["text"] for one in told["messages"] if local(one) < "2016-10-01"]
    assert len(texts) >= 10
    for text in texts:
        assert "2017" not in text
        assert "3 Oct" not in text
        assert "un_boi/" not in text


def test_the_end_of_the_agreement_says_nothing_of_the_memorandum(told: dict[str, Any]) -> None:
    """The suspension of 3 October ends this agreement; the flight-safety line is another one."""
    (end,) = [one for one in interrupting(told) if local(one) == "2016-10-03T21:08"]
    assert "syria-2015-10" not in end["text"]
    after = [one for one in interrupting(told) if local(one) > "2016-10-03T21:08"]
    assert all("Correction" in one["subject"] for one in after)


def test_every_message_can_be_read_at_a_glance(told: dict[str, Any]) -> None:
    """At most 120 words above the table; every correction names the message that it corrects."""
    ids = {alert for one in told["messages"] for alert in one["alerts"]}
    ids |= {one["alert"] for one in told["waiting"]}
    for one in told["messages"]:
        above = one["text"].partition("\n\nEvidence\n")[0]
        assert len(above.split()) <= 120, one["subject"]
        if one["subject"].partition(" · ")[2].startswith("Correction: Serious"):
            references = one["payload"]["references"]
            assert references
            assert set(references) <= ids
