"""Who is told of what: what the alerts of a rule file mean, and what is told where it has none."""

import pytest
from bad_alerts import OWN_NAME, alerts, staged
from test_rules_bad import GOOD, problems_of

from monitor.agreements.alerting import OF_CONDITIONS, OF_PHASES, OF_RECORD, Alerting, Event, event
from monitor.agreements.dated import Duration, Unit
from monitor.agreements.english import explain_rules
from monitor.agreements.lint import lint
from monitor.agreements.load import Instrument, load_text
from monitor.handwritten.terms import Unfit
from monitor.incidents.vocabulary import Says

DAYS, HOURS = Unit.DAYS, Unit.HOURS


def edited(*edits: tuple[str, str]) -> str:
    """The made-up file with some things put otherwise."""
    text = GOOD
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def loaded(*edits: tuple[str, str]) -> Instrument:
    """The same, read."""
    return load_text(edited(*edits), "northland.yaml")


def test_an_alert_is_read() -> None:
    """One word or desk stands for a list of one; without more it goes with the digest."""
    first, second, *_ = loaded(
        alerts(
            "on: truce_holds, when: [approaching 2 days, met], to: [a, b], interrupts: yes",
            "on: reporting, when: silent for 24 hours, to: a",
        )
    ).agreement.alerts

    assert (first.on, first.to, first.at_once) == ("truce_holds", ("a", "b"), True)
    near = Duration(count=2, unit=DAYS)
    assert first.events == (Event("approaching", near), Event("met", None))
    assert (first.approaching, second.approaching) == (near, None)
    assert (second.to, second.at_once, second.scope, second.reading) == (("a",), False, None, None)
    assert second.events == (Event("silent", Duration(count=24, unit=HOURS)),)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("approaching day", Duration(count=1, unit=DAYS)),
        ("approaching 36 hours", Duration(count=36, unit=HOURS)),
        ("silent for 90 minutes", Duration(count=90, unit=Unit.MINUTES)),
    ],
)
def test_lengths_are_written_as_everywhere(text: str, length: Duration) -> None:
    """In days, hours or minutes; a bare word is one of it."""
    assert event(text).length == length


@pytest.mark.parametrize(
    "text", ["approaching2 days", "approaching  2 days", "silent for2 days", "Met", "", " met"]
)
def test_nothing_near_to_a_word_is_one(text: str) -> None:
    """Neither blanks nor capitals are guessed at."""
    with pytest.raises(Unfit):
        event(text)


@pytest.mark.parametrize("word", OF_CONDITIONS)
def test_every_word_happens_to_some_condition(word: str) -> None:
    """What a condition of no kind can be is no word for conditions."""
    answered = "  answered: {clause: N-2, response: {to: flight, with: attack, within: 2 days}}"
    answered += "\n  opens: {clause: N-2, all: [truce_holds, answered]}"
    text = f"{word} 1 day" if word == "approaching" else word
    taken = [
        on
        for on in ("calm_day", "often", "truce_holds", "posts", "answered", "opens")
        if _taken(
            ("  posts: {clause", f"{answered}\n  posts: {{clause"),
            alerts(f"on: {on}, when: {text}, to: desk"),
        )
    ]

    assert taken


@pytest.mark.parametrize("word", OF_PHASES)
def test_every_word_happens_to_some_phase(word: str) -> None:
    """One that lapses, or one that goes on; both are opened by a decision, and renewed."""
    text = f"{word} 1 day" if word == "approaching" else word
    more = ", renews: {decided: extended}, unrenewed_after: 2 days"
    taken = [
        _taken(
            staged(
                f"on: talks, when: {text}, to: desk",
                opens="when: truce_holds, by: north",
                more=f"{more}, then: {then}",
            )
        )
        for then in ("lapses", "continues_unrenewed")
    ]

    assert any(taken)


def _taken(*edits: tuple[str, str]) -> bool:
    text = edited(*edits)
    try:
        load_text(text, "northland.yaml")
    except Exception:  # noqa: BLE001 - whatever refuses it
        return False
    return True


@pytest.mark.parametrize("on", OF_RECORD)
def test_everything_is_corrected(on: str) -> None:
    """What was told of can be put right, whatever it was; each word of the record can happen."""
    words = [*OF_RECORD[on], "corrected"]
    when = ", ".join("silent for 2 days" if word == "silent" else word for word in words)

    (alert,) = loaded(alerts(f"on: {on}, when: [{when}], to: [desk]")).agreement.alerts

    assert [word for word, _ in alert.events] == words


def test_statements_have_the_words_of_the_record() -> None:
    """No kind of statement is left out."""
    assert OF_RECORD["statements"] == tuple(Says)


def test_a_name_means_one_thing_where_an_alert_uses_it() -> None:
    """A condition may be called statements, until an alert is on that."""
    assert loaded(OWN_NAME).agreement.alerts == ()

    (problem,) = problems_of(
        edited(OWN_NAME, alerts("on: statements, when: corrected, to: [desk]"))
    )

    assert problem.path == "alerts[1].on"
    assert "is a condition of this file, and a part of the record" in problem.message
    assert "another id" in problem.hint


def test_different_desks_may_be_told_differently() -> None:
    """Of the same thing one desk may be told at once and another with the digest."""
    found = loaded(
        alerts(
            "on: truce_holds, when: [met, approaching 1 day], to: [a], interrupts: yes",
            "on: truce_holds, when: [met, approaching 1 day], to: [b]",
            "on: truce_holds, when: met, to: [a], reading: elapsed",
            "on: often, when: met, to: [a], scope: north",
            "on: often, when: met, to: [a], scope: south",
        )
    ).agreement.alerts

    assert len(found) == 5
    assert not found[0].meets(found[2])
    assert not found[3].meets(found[4])


def test_imports_bring_no_alerts() -> None:
    """Whoever is told of one instrument is not told of another that takes over its terms."""
    base = edited(alerts("on: truce_holds, when: met, to: [desk]"))
    head = (
        "agreement: other\ntitle: Another\nstatus: agreed\nimports: [northland]\n"
        "calendar: {time_zone: Europe/Kyiv, from: 2021-01-01}\nparties: {}\nclauses: {}\n"
        "conditions: {}\n"
    )

    assert load_text(head, "other.yaml", {"northland": base}).agreement.alerts == ()


TOLD = {
    (
        "on: truce_holds, when: [approaching 2 days, met, count_restarts, corrected], "
        "to: [policy_desk], interrupts: yes"
    ): (
        "policy_desk, at once: of “Seven quiet days” (truce_holds), when it can be met within "
        "2 days by what is certain, when it is met, when the count restarts and when what was "
        "said of it is corrected."
    ),
    "on: reporting, when: silent for 24 hours, to: [monitors]": (
        "monitors, with the digest: of the sources that report, when one has been silent for "
        "24 hours."
    ),
    "on: calm_day, when: breached, to: [a, b]": (
        "a and b, with the digest: of calm_day, when it is breached."
    ),
    "on: often, when: met, to: [a], scope: north": (
        "a, with the digest: of often for Northland, when it is met."
    ),
    "on: few_killed, when: undetermined, to: [a], scope: valley, reading: elapsed": (
        "a, with the digest: of few_killed for the Valley, under the reading “168 hours from the "
        "start” (elapsed), when it cannot be established."
    ),
    "on: statements, when: [declares_over, judges_unmet], to: [a], interrupts: yes": (
        "a, at once: of statements, when one declares it over and when one judges conditions unmet."
    ),
    "on: serious_incidents, when: [told, corrected], to: [a]": (
        "a, with the digest: of serious incidents that no condition counts, when one is told and "
        "when what was said of it is corrected (that at once)."
    ),
    "on: decisions, when: [taken, taken_back], to: [a]": (
        "a, with the digest: of decisions, when one is taken and when one is taken back."
    ),
    "on: agreement, when: [in_force, out_of_force], to: [a]": (
        "a, with the digest: of the agreement, when it comes into force and when it goes out of "
        "force."
    ),
}


@pytest.mark.parametrize("entry", TOLD)
def test_it_is_told_in_plain_english(entry: str) -> None:
    """Who, how soon, of what, and when: one sentence for each entry."""
    told = explain_rules(loaded(alerts(entry)))

    assert f"Who is told\n- {TOLD[entry]}\n" in told


def test_phases_and_terms_are_told_by_what_ends() -> None:
    """A phase comes near its end; a term is over."""
    edit = staged(
        "on: talks, when: [approaching 1 day, due, opened, renewed, unrenewed, closed], to: [a]",
        "on: answered, when: [approaching 6 hours, overdue, answered_late], to: [a]",
        opens="when: truce_holds, by: north",
        more=", renews: {decided: extended}, unrenewed_after: 2 days",
    )
    answered = "  answered: {clause: N-2, response: {to: flight, with: attack, within: 2 days}}"

    told = explain_rules(loaded(edit, ("  posts: {clause", f"{answered}\n  posts: {{clause")))

    assert (
        "of talks, when it runs out within 1 day, when it is due, when it is opened, when it is "
        "renewed, when it continues without a recorded renewal and when it is closed."
    ) in told
    assert (
        "of answered, when a term is over within 6 hours, when something is overdue and when it "
        "is answered late."
    ) in told


def test_without_alerts_everybody_is_told_of_everything() -> None:
    """The file says nothing, and that is said; of a proposal nobody is told."""
    told = explain_rules(loaded())
    proposed = explain_rules(loaded(("status: agreed", "status: proposed")))

    assert "Who is told\n- Everybody, of everything, with the digest; and at once of" in told
    assert "Who is told" not in proposed


def test_alerts_of_a_proposal_are_warned_of() -> None:
    """Nobody is told of a proposal, whatever its file says."""
    proposal = loaded(
        ("status: agreed", "status: proposed"), alerts("on: calm_day, when: breached, to: [a]")
    )
    warned = [one for one in lint(proposal, None) if one.path == "alerts"]

    assert len(warned) == 1
    assert "nobody is told of a proposal" in warned[0].message
    assert not [one for one in lint(loaded(), None) if one.path == "alerts"]


def test_all_that_can_be_asked_for_is_followed() -> None:
    """Of nothing that an agreed file may ask for does check warn that nobody is told of it."""
    for entry in (
        "on: calm_day, when: breached, to: [a], reading: elapsed",
        "on: decisions, when: [taken, taken_back], to: [a]",
        "on: reporting, when: [silent for 24 hours, gap, corrected], to: [a]",
    ):
        told = loaded(alerts(entry))
        assert not [one for one in lint(told, None) if "told" in one.message]


def test_an_alert_keeps_what_stands_in_the_file() -> None:
    """What is read can be written and read again."""
    (alert,) = loaded(alerts("on: truce_holds, when: approaching 2 days, to: a")).agreement.alerts

    assert Alerting.model_validate(alert.model_dump()) == alert
