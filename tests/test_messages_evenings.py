"""The messages of September 2016, from the sample record, each as known when it would go out."""

import re
from dataclasses import replace

import pytest
from message_samples import above_of, alerts, gathered, later, turns, utc

from monitor.alerts.transition import Holds, Kind, Subject, Transition
from monitor.evaluation.noted import Note
from monitor.incidents.record import Statement
from monitor.incidents.vocabulary import Says
from monitor.messages.compose import compose
from monitor.messages.composed import Composed
from monitor.service import Service
from monitor.settings import PROJECT

pytest_plugins = ["page_fixtures"]


def message(service: Service, since: str, until: str, *about: str) -> Composed:
    """The message about these subjects, of what turned between two times of Damascus."""

    def asked(turned: Transition) -> bool:
        subject = turned.subject
        named = (subject.condition, subject.phase, subject.key, subject.noted)
        force = "force" in about and not any(named)
        return force or bool({name for name in named if name} & set(about))

    group = alerts(service, [one for one in turns(service, since, until) if asked(one)])
    assert group
    return compose(group, gathered(service, group))


MESSAGES = {
    "trucks overdue": (
        ("2016-09-15T12:59", "2016-09-15T13:01", "aid_moves"),
        """
Reducing violence · Overdue: Aid from the Turkish gate arrives · 15 Sept 13:01
INTERNAL · Reducing violence · Thu 15 Sept 2016 13:01 Damascus
Overdue: Aid from the Turkish gate arrives.
Its term ended 15 Sept 13:00.
Before → now: cannot be established (it hangs on the order of acts whose time is not exact) → not \
met (none on record in time).
Clause S-3.1: UN aid for eastern Aleppo goes from the Turkish border by Castello Road, sealed at \
the border, not searched on the way.
Next: 15 Sept 19:00 day 3 ends; 16 Sept 19:00 runs out unless renewed: Cessation of …
Still: Conditions of the Joint Implementation Center: not met: “Aid from the Turkish gate arrives”
Cut to length here; in full below.
""",
    ),
    "no renewal": (
        ("2016-09-16T18:59", "2016-09-16T19:01", "cessation"),
        """
Reducing violence · Cessation of hostilities: continues without a recorded renewal, since 16 Sept \
19:00 · 16 Sept 19:01
INTERNAL · Reducing violence · Fri 16 Sept 2016 19:01 Damascus
Cessation of hostilities: continues without a recorded renewal, since 16 Sept 19:00.
No renewal is on record; by the rules that does not end it.
Before: renewed, since 14 Sept 19:00; runs out 16 Sept 19:00 unless renewed.
Clause S-2.1: The first period is 48 hours; if satisfied, the sponsors extend it, and later may \
do so without limit.
Next: 17 Sept 19:00 day 5 ends; 18 Sept 23:59 runs out: Government of Syria, own freeze
Still: Conditions of the Joint Implementation Center: not met: “Aid from the Turkish gate arrives” \
and “Access for aid, as the UN attests it”
""",
    ),
    "Deir ez-Zor": (
        ("2016-09-17T19:00", "2016-09-17T22:00", "coalition/deir-ez-zor", "sponsors_refrain"),
        """
Reducing violence · Serious incident: Jabal Tardah, near Deir ez-Zor airport, 17 Sept \
17:00–17:50; … · 17 Sept 22:00
INTERNAL · Reducing violence · Sat 17 Sept 2016 22:00 Damascus
Serious incident: Jabal Tardah, near Deir ez-Zor airport, 17 Sept 17:00–17:50; air strike, by \
“US-led coalition”, as reported.
It counts under “No strike by a sponsor's forces on a party”.
As it stands: 10 or more killed and touches a sponsor; counted by a condition; killed: at least 62.
Clause F-9: Syrian, Russian and coalition forces do not strike the parties; they may go on \
striking ISIL and Nusra.
Next: 18 Sept 19:00 day 6 ends; …
Also: Correction: No strike by a sponsor's forces …
Still: Conditions of the Joint Implementation Center: not met: “Aid from the Turkish gate arrives” \
…
Cut to length here; in full below.
""",
    ),
    "the convoy": (
        ("2016-09-19T19:05", "2016-09-19T22:00", "serious"),
        """
Reducing violence · Serious incident: Urum al-Kubra, 19 Sept 19:00–21:30; air strike or attack on \
… · 19 Sept 22:00
INTERNAL · Reducing violence · Mon 19 Sept 2016 22:00 Damascus
Serious incident: Urum al-Kubra, 19 Sept 19:00–21:30; air strike or attack on aid, by “Russian \
warplanes” or “Syrian warplanes”, as reported.
As it stands: 10 or more killed, touches a sponsor and touches aid; counted for certain by no \
condition; killed: 12.
Next: 20 Sept 19:00 day 8 ends
Still: Conditions of the Joint Implementation Center: not met: “Aid from the Turkish gate arrives”
""",
    ),
    "the army's own freeze is over": (
        ("2016-09-19T18:00", "2016-09-19T19:01", "decision", "truce_holds"),
        """
Reducing violence · Decision: “Government of Syria”, own freeze over, 19 Sept 18:00–19:00 · 19 \
Sept 19:01
INTERNAL · Reducing violence · Mon 19 Sept 2016 19:01 Damascus
Decision: “Government of Syria”, own freeze over, 19 Sept 18:00–19:00.
The agreement can be ended only by a decision of United States or Russian Federation.
As it stands: on record.
Clause S-6.1: Either sponsor may withdraw if it judges the terms unmet.
Next: 20 Sept 19:00 day 8 ends
Also: Cannot be established: Seven days of calm in a row.
Still: Conditions of the Joint Implementation Center: not met: “Aid from the Turkish gate arrives”
""",
    ),
    "suspended": (
        ("2016-10-03T20:00", "2016-10-03T22:00", "decision", "force", "cessation"),
        """
Reducing violence · The agreement is out of force since 3 Oct 21:00 · 3 Oct 22:00
INTERNAL · Reducing violence · Mon 3 Oct 2016 22:00 Damascus
The agreement is out of force since 3 Oct 21:00.
Before: in force.
Clause S-6.1: Either sponsor may withdraw if it judges the terms unmet.
Also: Cessation of hostilities: closed, since 3 Oct 21:00.
Also: Decision: “United States”, suspended, 3 Oct 21:00–22:00.
""",
    ),
}
"""What is asked about, and the subject line and all that stands above the table, word for word."""


@pytest.mark.parametrize("name", MESSAGES)
def test_the_message_of_the_evening(loaded: Service, name: str) -> None:
    """Whoever waits for it reads what happened, what it means, what comes, and nothing else."""
    asked, words = MESSAGES[name]
    found = message(loaded, *asked)

    assert [found.subject, *above_of(found.text)] == words.replace("\\\n", "").strip().split("\n")


@pytest.mark.parametrize("name", ["trucks overdue", "Deir ez-Zor"])
def test_no_message_knows_what_came_later(loaded: Service, name: str) -> None:
    """No key, note or year of a record that was published after the message went out is in it."""
    asked, _ = MESSAGES[name]
    found = message(loaded, *asked)
    records = later(loaded, utc(asked[1]))
    said = "\n".join((found.text, found.html, str(found.payload)))

    assert records
    assert [record.key for record in records if f"[{record.key}]" in said] == []
    assert [record.note for record in records if record.note and record.note in said] == []
    assert {year for year in re.findall(r"\b20[12]\d\b", said) if int(year) > 2016} == set()


def test_the_army_declares_its_own_freeze_over(loaded: Service) -> None:
    """A declaration is told with who can end the agreement, and as what it is: a statement."""
    [record] = [
        one
        for one in loaded.record.of(Statement, utc("2016-09-19T19:01"))
        if one.record.says is Says.DECLARES_OVER
    ]
    made = record.record.made
    turned = Transition(
        "syria-2016-09",
        Subject(noted=Note.STATEMENT.value, key=record.record.key),
        utc("2016-09-19T19:01"),
        utc("2016-09-19T19:01"),
        Kind.CHANGE,
        None,
        Holds(
            record.record.says,
            since=(made.start, made.end),
            by=(record.record.actor,),
            about=record.record.about,
        ),
    )
    group = alerts(loaded, [turned])
    lines = above_of(compose(group, gathered(loaded, group)).text)

    assert lines[1:4] == [
        (
            "Statement: “Syrian Army General Command” declares over: its own freeze of operations, "
            "19 Sept 18:00–19:00."
        ),
        (
            "The agreement can be ended only by a decision of United States or Russian Federation; "
            "a statement ends nothing."
        ),
        "As it stands: on record.",
    ]


def test_the_coalition_is_heard_beside_those_who_accuse_it(loaded: Service) -> None:
    """At Deir ez-Zor its reply stands in the table, after the accounts that it replies to."""
    asked, _ = MESSAGES["Deir ez-Zor"]
    table = message(loaded, *asked).text.partition("\nEvidence\n")[2].partition("\nDetails\n")[0]
    keys = re.findall(r"\[(\S+)\]", table)

    assert keys == [
        "syrian_army/deir-ez-zor",
        "russian_centre/deir-ez-zor",
        "sohr/deir-ez-zor",
        "coalition/deir-ez-zor",
    ]
    assert "denies that it was meant" in table


def test_the_document_shows_a_message_as_it_is(loaded: Service) -> None:
    """The example of docs/messages.md is what the program writes, from subject to link."""
    asked, _ = MESSAGES["no renewal"]
    found = message(loaded, *asked)
    document = (PROJECT / "docs" / "messages.md").read_text("utf-8")

    assert f"```\n{found.subject}\n\n{found.text}```\n" in document


def test_an_incident_is_told_under_the_clause_that_weighs_it_and_no_other(loaded: Service) -> None:
    """The convoy may break the calm that the seven days count; the trucks say nothing of it."""
    turned = turns(loaded, "2016-09-19T18:00", "2016-09-19T22:00")
    convoy = [one for one in turned if one.subject.noted == Note.SERIOUS]
    count = [one for one in turned if one.subject.condition == "truce_holds"]
    group = alerts(loaded, [*convoy, *count])
    given = gathered(loaded, group)
    found = compose(group, given)
    at = utc("2016-09-19T22:00")
    trucks = loaded.verdicts.explain("syria-2016-09", "aid_moves", at=at, known=at)
    other = compose(group, replace(given, explanation=trucks))

    assert found.payload["kind"] == "serious"
    assert found.payload["clause"]["id"] == "S-1.1"
    assert "It may count under “No attack by a party”, not for certain" in found.text
    assert other.payload["clause"] is None
    assert "It may count" not in other.text


def test_only_what_counts_is_said_to_have_made_a_correction(loaded: Service) -> None:
    """The clash at Jobar became known in the same hours, and has no part in it."""
    found = message(loaded, "2016-09-17T19:00", "2016-09-17T22:00", "sponsors_refrain")

    lines = above_of(found.text)
    assert (
        "With syrian_army/deir-ez-zor (known 17 Sept 19:30), russian_centre/deir-ez-zor (known "
        "17 Sept 20:30) and 1 more, it is: breach confirmed (more than the limit is confirmed)."
    ) in lines
    assert "Provisional until 19 Sept 19:00." in lines
    assert not any("jobar" in line or "coalition/" in line for line in lines)
