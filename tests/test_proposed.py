"""A proposal beside agreements: compared with the record, named for what it is, alerted never."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from page_samples import opened as opened_page
from page_samples import told
from schedule_samples import BEGIN, DAY, HOUR, attack, entries, record, rules, watch
from schedule_samples import opened as opened_store
from store_samples import SetClock

from monitor.agreements.english import explain_rules
from monitor.agreements.load import Instrument, load_text
from monitor.errands.desk import carry_out
from monitor.errands.request import Reply, Request
from monitor.pages.serving import serve, stop_serving
from monitor.service import Service
from monitor.words import desk_page, names_of, today_page

NOT_AGREED = f"A truce ({names_of.STATUSES['proposed']})"


def proposed(name: str = "york", **terms: str) -> Instrument:
    """The rules of an agreement that nobody agreed to."""
    text = rules(name, **terms).text
    return load_text(text.replace("status: agreed", "status: proposed"), f"{name}.yaml")


@pytest.fixture
def clock() -> SetClock:
    """A clock at the beginning."""
    return SetClock(BEGIN)


@pytest.fixture
def service(tmp_path: Path, clock: SetClock) -> Iterator[Service]:
    """A service that pages find, with an agreement and a proposal, both active."""
    with opened_store(tmp_path / "store", clock) as service:
        serve(service, "tester")
        service.rules.activate(proposed(), actor="tester")
        service.rules.activate(rules(), actor="tester")
        yield service
        stop_serving()


def ask(service: Service, command: str, **options: object) -> Reply:
    """Carry out a request as the command line and the route do."""
    return carry_out(Request(command, "tester", ZoneInfo("UTC"), options), service)


def test_nothing_is_said_of_a_proposal_while_the_agreement_beside_it_is_told(
    service: Service, clock: SetClock
) -> None:
    """The same attack on both: a transition of the agreement, and no entry of the proposal."""
    clock.now = BEGIN + 3 * DAY
    record(service, watch(20, 50))
    assert not service.keep_up(actor="scheduler", periodic=True).failed
    record(service, attack(60))
    clock.pass_by(HOUR)
    assert not service.keep_up(actor="scheduler", periodic=True).failed

    assert service.record.transitions("paris")
    assert {one.agreement for one in entries(service)} == {"paris"}
    found = service.verdicts.evaluate("york", at=clock.now, known=clock.now)
    assert found.of("calm").verdict == "breached"


def test_a_proposal_is_told_of_from_when_it_was_agreed_and_no_more_once_it_is_not(
    service: Service, clock: SetClock
) -> None:
    """What happened while it was proposed is never told afterwards as a change."""
    clock.now = BEGIN + 2 * DAY
    assert not service.keep_up(actor="scheduler").failed
    assert service.rules.activate(rules("york"), actor="tester", correction=True)
    clock.pass_by(DAY)
    assert not service.keep_up(actor="scheduler").failed
    said = entries(service, "york")
    assert said[0].trigger == ("first",)
    assert said[0].known.replace(microsecond=0) == BEGIN + 2 * DAY

    assert service.rules.activate(proposed(), actor="tester", correction=True)
    record(service, attack(50))
    clock.pass_by(DAY)
    assert not service.keep_up(actor="scheduler", periodic=True).failed
    assert entries(service, "york") == said


def test_the_agreed_stand_first_and_of_these_the_newest(service: Service) -> None:
    """The order of every list, and what is meant where no agreement is named."""
    service.rules.activate(rules("kolkata", start="2026-03-09T00:00"), actor="tester")
    service.rules.activate(proposed("rome", zone="UTC", start="2026-04-01T00:00"), actor="tester")
    service.rules.activate(rules("oslo", zone="UTC", start="2026-02-01T00:00"), actor="tester")

    assert [*service.rules.instruments] == ["kolkata", "paris", "oslo", "rome", "york"]
    assert [*service.rules.activations] == [*service.rules.instruments]


def test_an_unnamed_agreement_is_the_first_and_the_others_are_named(
    service: Service, clock: SetClock
) -> None:
    """A person is told which agreement was taken, and what else could be asked for."""
    clock.now = BEGIN + 4 * DAY
    reply = ask(service, "status")
    assert reply.answer["agreement"] == "paris"
    assert reply.notes == ("no agreement is named: this is paris; active too: york",)
    named = ask(service, "status", agreement="york")
    assert named.notes == ()
    assert named.answer["agreement"] == "york"


def test_a_time_is_read_by_the_clock_that_all_agreements_have(
    service: Service, clock: SetClock
) -> None:
    """Paris and New York have none in common; without New York it is that of Paris."""
    clock.now = BEGIN + 4 * DAY
    cells = {"source": "desk", "happened_from": "2026-03-03T08:00", "kind": "shelling"}
    refused = ask(service, "report", cells=cells)
    assert (refused.code, refused.answer["time_zone"]) == (2, None)

    service.rules.activate(proposed("york", zone="Europe/Paris"), actor="tester", correction=True)
    taken = ask(service, "report", cells=cells)
    assert (taken.code, taken.answer["time_zone"]) == (0, "Europe/Paris")


def test_every_command_says_that_it_is_a_proposal(service: Service, clock: SetClock) -> None:
    """Status, a reading of it, an explanation, a replay and its document, and the rules."""
    clock.now = BEGIN + 4 * DAY
    asked = {
        "status": ask(service, "status", agreement="york"),
        "explain": ask(service, "explain", agreement="york", condition="calm"),
        "replay": ask(service, "replay", agreement="york"),
        "document": ask(service, "replay", agreement="york", document=True),
        "trial": ask(
            service,
            "report",
            dry_run=True,
            cells={
                "source": "desk",
                "happened_from": "2026-03-03T08:00Z",
                "kind": "shelling",
                "by": "A",
            },
        ),
    }
    told_in = {name: "\n".join(reply.lines) for name, reply in asked.items()}
    silent = [name for name, text in told_in.items() if names_of.STATUSES["proposed"] not in text]

    assert [*filter(lambda name: name != "explain", silent)] == []
    assert today_page.PROPOSED in told_in["status"]
    assert today_page.PROPOSED in told_in["explain"]
    assert asked["status"].answer["agreement_status"] == "proposed"
    assert ask(service, "status", agreement="paris").answer["agreement_status"] == "agreed"
    assert names_of.STATUSES["proposed"] in explain_rules(proposed())


@pytest.mark.parametrize("page", ["today", "why", "then-now", "record", "add"])
def test_every_page_says_that_it_is_a_proposal(
    service: Service, clock: SetClock, page: str
) -> None:
    """The head of the page, and the list from which an agreement is chosen; never of another."""
    clock.now = BEGIN + 4 * DAY
    record(service, attack(60))
    drawn = opened_page(page, agreement="york")
    other = opened_page(page, agreement="paris")

    assert not drawn.exception
    assert NOT_AGREED in told(drawn)
    assert NOT_AGREED not in told(other)
    assert [*drawn.selectbox[0].options] == ["A truce", NOT_AGREED]


@pytest.mark.usefixtures("service")
def test_today_says_what_a_proposal_is_worth() -> None:
    """Nobody is bound by it, and nothing raises an alert: said once, before any verdict."""
    assert today_page.PROPOSED in told(opened_page("today", agreement="york"))
    assert today_page.PROPOSED not in told(opened_page("today"))


@pytest.mark.usefixtures("service")
def test_the_desk_says_that_a_proposal_is_not_told_of() -> None:
    """Its rules are labelled, and its line under what is said is no missed duty."""
    assert NOT_AGREED in told(opened_page("desk", part="rules"))
    health = told(opened_page("desk", part="health"))
    assert desk_page.NEVER_TOLD.format(agreement=NOT_AGREED) in health
    assert desk_page.NEVER_SAID.format(agreement=NOT_AGREED) not in health
