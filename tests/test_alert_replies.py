"""Alerts on the command line: listed with what became of each, and answered, by both ways.

The agreements and records are synthetic: nothing in them happened.
"""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cli_samples import Ran, Run
from schedule_samples import hours, record
from services import answering

from monitor.alerts.kinds import AlertKind
from monitor.alerts.outbox import FAILED
from monitor.digesting import tell_digests
from monitor.errands.desk import carry_out
from monitor.errands.request import Reply, Request
from monitor.incidents.record import Statement
from monitor.incidents.vocabulary import Says
from tests.telling_samples import HOUR, Place, directory
from tests.test_both_ways import plain

pytest_plugins = ["cli_fixtures"]

THREAD = "paris/calm"
FILE = """\
smtp: {host: mail.example.org, sender: m@example.org}
channels:
  mail: {email: officer@example.org}
people:
  officer: {name: A. Officer, channels: [mail]}
  head: {name: B. Head, channels: [mail]}
desks:
  desk: {people: [officer, head], time_zone: UTC, review: yes}
"""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A place where one desk is told."""
    found = Place(tmp_path / "store", directory())
    yield found
    found.service.close()


def asked(place: Place, command: str, actor: str = "officer", **options: object) -> Reply:
    """Carry out a command on the store of a place, on its clock."""
    return carry_out(Request(command, actor, ZoneInfo("UTC"), options), place.service)


def listed(place: Place, kind: AlertKind) -> Mapping[str, object]:
    """The newest alert of a kind, as it is listed."""
    answer = asked(place, "alerts").answer
    assert isinstance(answer, Mapping)
    found = answer["alerts"]
    assert isinstance(found, list)
    return next(one for one in found if one["kind"] == kind)


def test_the_story_of_a_breach(place: Place) -> None:
    """Told, listed, acknowledged, snoozed, corrected: the list says all of it."""
    (act,) = place.breach(59)

    told = listed(place, AlertKind.BREACHED)
    lines = asked(place, "alerts").lines
    lines = lines[next(n for n, line in enumerate(lines) if line.endswith("  breach")) :]

    assert told["desks"] == {"desk": "at_once"}
    assert (told["nobody_at"], told["thread"]) == (["unknown"], THREAD)
    assert (told["acknowledged"], told["overtaken_by"]) == ([], None)
    assert isinstance(told["messages"], dict)
    assert (told["messages"]["waiting"], told["messages"]["sent"]) == (3, 0)
    assert lines[0].startswith(f"{told['id']}  Tue 3 March 2026 ")
    assert lines[0].endswith(" Paris  breach")
    assert f"  {told['says']}" in lines
    for line in ("for: desk at once", "nobody sits at: unknown", "messages: 3 waiting"):
        assert f"  {line}" in lines
    assert "  not acknowledged" in lines

    done = asked(place, "ack", alert=told["id"])
    assert (done.code, "nobody else is called" in done.lines[0]) == (0, True)
    slept = asked(place, "snooze", thread=THREAD, desk="desk", **{"for": "2 days"})
    assert (slept.code, "snoozed for desk until Thu 5 March 2026" in slept.lines[0]) == (0, True)
    told = listed(place, AlertKind.BREACHED)
    assert isinstance(told["acknowledged"], list)
    assert [one["by"] for one in told["acknowledged"]] == ["officer"]
    assert isinstance(told["snoozed"], list)
    assert [one["desk"] for one in told["snoozed"]] == ["desk"]

    place.service.uploads.undo(act, actor="tester")
    place.keep_up()
    told, new = listed(place, AlertKind.BREACHED), listed(place, AlertKind.RESTATED)
    assert told["corrected_by"] == [new["id"]]
    assert told["overtaken_by"] == new["id"]
    assert new["follows"] == [told["id"]]
    again = asked(place, "ack", "head", alert=told["id"])
    assert f"{new['id']} has overtaken it" in again.lines[0]
    text = "\n".join(asked(place, "alerts").lines)
    assert f"corrected by {new['id']}" in text
    assert "seen by head after it was overtaken" in text
    assert place.book.issued == (place.again(), place.book.issued)[1]


def test_a_snooze_is_over_when_its_time_is(place: Place) -> None:
    """It is listed while it stands, and no longer; who wakes a matter ends it at once."""
    place.breach(59)
    asked(place, "snooze", thread=THREAD, desk="desk", **{"for": "4 hours"})
    assert listed(place, AlertKind.BREACHED)["snoozed"]
    assert asked(place, "wake", thread=THREAD, desk="desk").code == 0
    assert listed(place, AlertKind.BREACHED)["snoozed"] == []
    until = (place.clock.now + HOUR).isoformat()
    assert asked(place, "snooze", thread=THREAD, desk="desk", until=until).code == 0
    place.clock.pass_by(HOUR)
    assert listed(place, AlertKind.BREACHED)["snoozed"] == []


def test_why_a_message_was_given_up_is_listed(place: Place) -> None:
    """With its channel, in the list and in the outbox; the others go on their way."""
    place.breach(59)
    lost = next(iter(place.book.outbox)).notice
    place.service.alerting.claim(lost.id, actor="sender")
    why = {"why": "the recipient is unknown", "again": False}
    place.service.alerting.mark(lost.id, (FAILED, why), actor="sender")

    told = listed(place, AlertKind.BREACHED)
    outbox = asked(place, "outbox")

    assert told["not_sent"] == [
        {"notice": lost.id, "state": "given_up", "channel": "mail", "why": why["why"]}
    ]
    text = "\n".join(asked(place, "alerts").lines)
    assert "messages: 2 waiting, 1 given up" in text
    assert f"given up: mail ({lost.id}): the recipient is unknown" in text
    assert isinstance(outbox.answer, Mapping)
    assert isinstance(outbox.answer["notices"], list)
    assert [one["state"] for one in outbox.answer["notices"]] == ["given_up", "waiting", "waiting"]
    assert outbox.lines[-1] == "all notices: 2 waiting, 1 given up"


def test_the_list_is_by_agreement_thread_and_number(place: Place) -> None:
    """What is left out for its number is counted; nothing else is."""
    for hour in (59, 59.5):
        (act,) = place.breach(hour)
        place.service.uploads.undo(act, actor="tester")
        place.keep_up()
    whole = asked(place, "alerts", limit=1000).answer
    assert isinstance(whole, Mapping)
    assert isinstance(whole["alerts"], list)
    found = whole["alerts"]
    assert [one["at"] for one in found] == sorted((one["at"] for one in found), reverse=True)

    one = asked(place, "alerts", agreement="paris", limit=1)

    assert one.answer == {"alerts": found[:1], "older": len(found) - 1}
    assert one.lines[-1] == f"{len(found) - 1} older: --limit {len(found)} lists them, too"
    none = asked(place, "alerts", thread="paris/none")
    assert (none.answer, none.lines) == (
        {"alerts": [], "older": 0},
        ("there is no alert of that",),
    )
    assert asked(place, "alerts", thread=found[-1]["thread"], limit=1000).answer == {
        "alerts": [one for one in found if one["thread"] == found[-1]["thread"]],
        "older": 0,
    }


def test_a_message_of_several_alerts_is_a_message_of_each(place: Place) -> None:
    """Whichever of them leads it; one that waits for the digest has none yet, and says so."""
    over = Statement(id="s1", source="north", actor="A", says=Says.DECLARES_OVER, made=hours(59, 0))
    record(place.service, over)
    place.breach(59)
    parcels = list(place.book.outbox)
    assert len({one.notice.alert for one in parcels}) == 1

    ways = {str(one["kind"]): (one["desks"], one["messages"]) for one in _all(place)}
    waits = [one for one in _all(place) if one["waits_for_digest"]]

    for kind in ("breached", "statement"):
        assert ways[kind] == ({"desk": "at_once"}, EMPTY | {"waiting": len(parcels)})
    assert waits
    assert all(one["messages"] == EMPTY for one in waits)
    assert all(one["desks"] == {"desk": "digest"} for one in waits)


def test_an_alert_is_listed_with_the_digest_that_told_it(tmp_path: Path) -> None:
    """Before it went out it waits; then the list names the digest, and `outbox` has its notices."""
    place = Place(tmp_path / "daily", directory(digest={"daily": "07:00"}))
    try:
        tell_digests(place.service, place.clock.now, actor="scheduler")
        place.breach(59)
        waits = [str(one["id"]) for one in _all(place) if one["waits_for_digest"]]
        assert waits
        assert not any(one["told_by_digests"] for one in _all(place) if one["id"] in waits)
        place.keep_up(24 * HOUR)
        (act,) = tell_digests(place.service, place.clock.now, actor="scheduler")
        (digest,) = {notice["alert"] for notice in act.body["notices"]}
        told = [str(one["id"]) for one in _all(place) if digest in _digests(one)]
        assert set(waits) <= set(told)
        assert f"  told by: {digest}" in asked(place, "alerts", limit=1000).lines
        place.again()
        assert [str(one["id"]) for one in _all(place) if digest in _digests(one)] == told
    finally:
        place.service.close()


def _digests(one: Mapping[str, object]) -> list[object]:
    found = one["told_by_digests"]
    assert isinstance(found, list)
    return found


EMPTY = dict.fromkeys(("held", "waiting", "claimed", "sent", "given_up", "withheld"), 0)


def _all(place: Place) -> list[dict[str, object]]:
    answer = asked(place, "alerts", limit=1000).answer
    assert isinstance(answer, Mapping)
    found = answer["alerts"]
    assert isinstance(found, list)
    return found


REFUSED = [
    (("ack", "no"), "there is no alert 'no'; `alerts` lists them"),
    (("snooze", THREAD, "--desk", "desc", "--for", "4 hours"), "did you mean 'desk'?"),
    (("snooze", "paris/x", "--desk", "desk", "--for", "4 hours"), "nothing was told of 'paris/x'"),
    (("snooze", THREAD, "--desk", "desk", "--for", "soon"), "--for: 'soon' is no length of time"),
    (("snooze", THREAD, "--desk", "desk", "--for", "31 days"), "from 1 minute to 30 days"),
    (("snooze", THREAD, "--desk", "desk", "--until", "2016-09-19"), "within 30 days from now"),
    (("snooze", THREAD, "--desk", "desk", "--until", "noon"), "--until 'noon' is no time"),
    (("snooze", "x", "--desk", "desk", "--until", "2016-09-19"), "does not say by which clock"),
    (("snooze", THREAD, "--desk", "desk"), "one of the arguments --until --for is required"),
    (("snooze", THREAD, "--for", "4 hours"), "required: --desk"),
    (("wake", THREAD, "--desk", "desk"), "no snooze of 'paris/calm' stands at 'desk'"),
    (("approve", "no"), "no notice 'no' waits for a review; `outbox` lists those that do"),
    (("withhold", "{notice}", "--why", " "), "say why it is withheld"),
    (("withhold", "{notice}"), "required: --why"),
    (("alerts", "list", "--limit", "0"), "--limit 0 lists nothing"),
    (("alerts", "list", "--limit", "few"), "'few' is no number of alerts"),
    (("alerts", "list", "pariss"), "no agreement 'pariss' is active; did you mean 'paris'?"),
]


@pytest.fixture
def told(place: Place) -> Path:
    """The store of a place with a breach whose messages are held, and a file of alerts."""
    place.service.close()
    shutil.rmtree(place.folder)
    held = Place(place.folder, directory(review="yes"))
    held.breach(59)
    held.service.close()
    held.folder.with_name("alerts.yaml").write_text(FILE, "utf-8")
    return held.folder


@pytest.mark.parametrize("served", [False, True], ids=["direct", "served"])
def test_what_cannot_be_done_is_said_and_changes_nothing(
    run: Run,
    told: Path,
    served: bool,  # noqa: FBT001
) -> None:
    """In a sentence with what would be right, and as JSON; by both ways."""
    notice = run("outbox", "--json", "--store", told).json["notices"][0]["id"]
    before = (told / "journal.jsonl").read_bytes()

    def each() -> None:
        for given, says in REFUSED:
            ran = run(*[word.format(notice=notice) for word in given], "--json", "--store", told)
            assert (ran.code, says in ran.err) == (2, True), (given, ran.err)
            assert says.replace('"', '\\"') in ran.json["error"]

    if served:
        with answering(told):
            each()
    else:
        each()
    assert (told / "journal.jsonl").read_bytes() == before


def test_alerts_are_answered_the_same_both_ways(
    run: Run, told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command prints the same and records the same; plain `alerts` is the list."""
    ways = {way: tmp_path / way / "store" for way in ("direct", "served")}
    for store in ways.values():
        store.parent.mkdir()
        shutil.copytree(told, store)
        store.with_name("alerts.yaml").write_text(FILE, "utf-8")
    first, second, third = (
        one["id"] for one in run("outbox", "--json", "--store", told).json["notices"]
    )
    found = run("alerts", "--json", "--store", told).json["alerts"]
    alert = next(one["id"] for one in found if one["kind"] == "breached")
    lines = (
        ("officer", "alerts"),
        ("officer", "alerts", "list", "paris", "--limit", "3"),
        ("officer", "ack", alert),
        ("officer", "snooze", THREAD, "--desk", "desk", "--for", "4 hours"),
        ("officer", "alerts", "list", "--thread", THREAD, "--json"),
        ("officer", "wake", THREAD, "--desk", "desk"),
        ("officer", "snooze", THREAD, "--desk", "desk", "--for", "30 days", "--json"),
        ("officer", "approve", first),
        ("officer", "approve", first),
        ("head", "approve", first, "--json"),
        ("head", "withhold", second, "--why", "told by telephone"),
        ("head", "outbox"),
        ("head", "outbox", "--json"),
    )

    def each(store: Path) -> list[Ran]:
        ran: list[Ran] = []
        for actor, *words in lines:
            monkeypatch.setenv("MONITOR_ACTOR", actor)
            ran.append(run(*words, "--store", store))
        return ran

    direct = each(ways["direct"])
    with answering(ways["served"]):
        served = each(ways["served"])

    assert [one.code for one in direct] == [0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0]
    for one, other in zip(direct, served, strict=True):
        assert (one.code, plain(one.out, tmp_path), plain(one.err, tmp_path)) == (
            other.code,
            plain(other.out, tmp_path),
            plain(other.err, tmp_path),
        )
    assert "1 person has to approve it, too" in direct[7].out
    assert direct[9].json["state"] == "waiting"
    assert direct[9].json["approved_by"] == ["officer", "head"]
    outbox = direct[12].json
    assert {one["id"]: one["state"] for one in outbox["notices"]} == {
        first: "waiting",
        third: "held",
    }
    assert (outbox["counts"]["withheld"], outbox["counts"]["sent"]) == (1, 0)
    journals = [
        plain((store / "journal.jsonl").read_text("utf-8"), tmp_path) for store in ways.values()
    ]
    assert journals[0] == journals[1]


def test_nobody_told_yet_is_an_answer(run: Run, sample_store: Path, tmp_path: Path) -> None:
    """A store of which nothing was said has an empty list, and an empty outbox."""
    store = shutil.copytree(sample_store, tmp_path / "store")

    ran, outbox = run("alerts", "--store", store), run("outbox", "--store", store)

    assert (ran.code, ran.out) == (0, "there is no alert yet\n")
    assert outbox.out.splitlines() == [
        "no notice is held, on its way or given up",
        "nothing was ever sent or held",
    ]
    assert run("alerts", "--json", "--store", store).json == {"alerts": [], "older": 0}


def test_a_snooze_needs_the_file_of_alerts_where_no_service_runs(run: Run, told: Path) -> None:
    """A file that cannot be used is told with its place; nothing else needs it."""
    told.with_name("alerts.yaml").write_text("desks: {", "utf-8")

    ran = run("snooze", THREAD, "--desk", "desk", "--for", "4 hours", "--store", told)

    assert (ran.code, "alerts.yaml:1:" in ran.err) == (2, True)
    assert run("alerts", "--store", told).code == 0
