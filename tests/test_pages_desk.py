"""*Desk* without a browser, and what changed lately on *Today*: every state of each part."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from page_samples import MARKUP, opened, ours, press, told
from schedule_samples import BEGIN, DAY, HOUR, attack, decision, record, rules, watch
from schedule_samples import opened as opened_store
from store_samples import SetClock
from streamlit.testing.v1 import AppTest

from monitor import __version__
from monitor.agreements.english import explain_rules
from monitor.agreements.load import load_text
from monitor.inbox.looked import Looked, Took
from monitor.pages import desk
from monitor.pages.serving import serve, stop_serving
from monitor.schedule import Health, Scheduler
from monitor.service import Service
from monitor.store.journal import NAME
from monitor.words import activation, desk_alerts, desk_page, pages, what_changed
from monitor.words import inbox as folder_words

PARTS = list(desk_page.PARTS)
CORRECTED = "calm, day from 3 March 2026: kept (watched throughout, and within the limit) → "
"""How the correction of the sample reads."""


@pytest.fixture
def clock() -> SetClock:
    """A clock at the beginning."""
    return SetClock(BEGIN)


@pytest.fixture
def service(tmp_path: Path, clock: SetClock) -> Iterator[Service]:
    """A service that pages find, over an empty store, with a simulated clock."""
    with opened_store(tmp_path / "store", clock) as service:
        serve(service, "tester")
        yield service
        stop_serving()


def keep_up(service: Service) -> None:
    """Say what there is to say."""
    assert not service.keep_up(actor="scheduler").failed


def correct(service: Service, clock: SetClock) -> int:
    """Say of a day that it was kept, then learn of an attack in it; the number of that act."""
    service.rules.activate(rules(), actor="counsel")
    for day in range(3, 6):
        clock.now = BEGIN + day * DAY + 20 * HOUR
        record(service, watch(23 if day == 3 else day * 24 - 4, 20 if day > 3 else 69, f"w{day}"))
        keep_up(service)
    record(service, watch(20, 120, "all"))
    keep_up(service)
    clock.pass_by(HOUR)
    (late,) = record(service, attack(70, "late"))
    keep_up(service)
    return late


def links(page: AppTest) -> list[str]:
    """The addresses of the links to *Why*, in order."""
    found = [link.proto for link in page.get("page_link")]
    return [one.query_string for one in found if one.label == pages.WHY]


@pytest.mark.parametrize("part", PARTS)
def test_a_closed_store_is_said_in_words(part: str) -> None:
    """Without an open service the page says what to look at, and shows no traceback."""
    drawn = opened("desk", part=part)

    assert not drawn.exception
    assert pages.NO_SERVICE in told(drawn)


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("changed", [what_changed.NONE]),
        ("alerts", [desk_alerts.NONE, desk_alerts.MEANING]),
        ("rules", [desk_page.RULES_HEAD, desk_page.NO_RULES, pages.FIRST_RUN_DO]),
        ("health", [desk_page.SCHEDULER_NONE, pages.FIRST_RUN, desk_page.NO_ANCHOR]),
    ],
)
def test_an_empty_store_is_a_state_of_every_part(part: str, says: list[str]) -> None:
    """Nothing active and nothing recorded: each part says so, and nothing can be pressed."""
    drawn = opened("desk", part=part)

    assert not drawn.exception
    assert set(says) <= set(told(drawn).split("\n"))
    assert not drawn.button
    assert not links(drawn)
    assert ours(drawn)


def test_without_a_change_both_pages_say_nothing_of_one(service: Service, clock: SetClock) -> None:
    """Rules that count and a first thing said: no change on *Desk*, no band on *Today*."""
    service.rules.activate(rules(), actor="tester")
    clock.pass_by(HOUR)
    keep_up(service)
    drawn, today = opened("desk"), opened("today")

    assert what_changed.NONE in told(drawn)
    assert what_changed.LATELY not in {mark.value.strip("*") for mark in today.markdown}
    assert not [*drawn.exception, *today.exception]


def test_a_late_record_is_a_correction_with_its_act(service: Service, clock: SetClock) -> None:
    """The day said to be kept reads otherwise: both words, of when, which act, and its *Why*."""
    late = correct(service, clock)
    drawn = opened("desk", kind="correction")
    text = told(drawn)

    assert not drawn.exception
    assert CORRECTED in text
    assert f"Recorded since what was said before: act {late} (report, by tester)." in text
    assert (
        "Fri 6 March 2026 22:00 Paris · A truce · correction in what was said of Fri 6 March"
        in text
    )
    assert what_changed.KINDS["ours"] not in text
    newest = [one for one in links(drawn) if "known=2026-03-06T22%3A00" in one]
    [asked] = [one for one in newest if "condition=calm&day=2026-03-03" in one]
    assert ours(drawn)
    why = opened("why", **dict(pair.split("=") for pair in asked.replace("%3A", ":").split("&")))
    assert not why.exception
    assert "Then: " in told(why)
    assert "breach confirmed" in told(why)


def test_a_count_that_reads_alike_is_told_in_full(service: Service, clock: SetClock) -> None:
    """Where only hours beyond what is needed were lost, *Desk* says which, and *Today* nothing."""
    correct(service, clock)

    assert "what may count, in hours: 0 to " in told(opened("desk"))
    assert "what may count" not in told(opened("today"))


def test_the_kinds_are_told_apart(service: Service, clock: SetClock) -> None:
    """Another text of the rules is our error, with the act that made it count and no other."""
    correct(service, clock)
    clock.pass_by(HOUR)
    service.rules.activate(rules(standard="verified"), actor="counsel", correction=True)
    record(service, decision("noted", 1))
    keep_up(service)
    ours_only, changes = told(opened("desk", kind="ours")), told(opened("desk", kind="change"))

    assert "(rules paris.yaml, by counsel)." in ours_only
    assert "decision" not in ours_only
    assert " · our error in " in ours_only
    assert " · change\n" in changes
    assert "correction of" not in changes
    assert what_changed.BECAUSE_TIME in changes


def test_the_address_filters_by_agreement(service: Service, clock: SetClock) -> None:
    """One agreement's changes alone; of one that nothing is told of, that none fits."""
    correct(service, clock)
    service.rules.activate(rules("york", start="2026-04-01T00:00"), actor="tester")
    one, other = opened("desk", agreement="paris"), opened("desk", agreement="york")

    assert CORRECTED in told(one)
    assert what_changed.NONE_FITS in told(other)
    assert CORRECTED in told(opened("desk", agreement="nowhere", kind="nothing"))


def test_many_changes_are_capped(
    service: Service, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more than the first are listed, and the page says that there are others."""
    correct(service, clock)
    monkeypatch.setattr(desk, "MOST_CHANGES", 2)
    drawn = opened("desk")

    assert what_changed.FIRST.format(most=2) in told(drawn)
    assert told(drawn).count(" → ") == 2


def test_today_tells_the_newest_three_that_were_known(service: Service, clock: SetClock) -> None:
    """At most three, each with its *Why*; none that was found after the moment of knowledge."""
    correct(service, clock)
    before = "2026-03-06T21:30"
    latest, earlier, first = (
        opened("today"),
        opened("today", at=before, known=before),
        opened("today", at=before, known="2026-03-01T12:00"),
    )

    assert told(latest).count(" → ") == 3
    assert "Fri 6 March 2026 22:00 Paris" in told(latest)
    assert "3 March 2026: kept → breach confirmed (correction)" in told(latest)
    assert told(earlier).count(" → ") == 3
    assert "22:00 Paris" not in told(earlier)
    assert " → " not in told(first)
    assert sum("known=2026-03-06T22%3A00" in one for one in links(latest)) >= 1
    assert not [*latest.exception, *earlier.exception, *first.exception]


def test_rules_are_read_and_not_changed(service: Service, clock: SetClock) -> None:
    """Each agreement: since when, by whom, in English, and its text as text; nothing to press."""
    service.rules.activate(rules(), actor="counsel")
    clock.pass_by(HOUR)
    marked = rules("york").text.replace("No attack.", f'"{MARKUP}"')
    service.rules.activate(load_text(marked, "york.yaml"), actor=MARKUP)
    drawn = opened("desk", part="rules")
    text = told(drawn)

    assert not drawn.exception
    assert desk_page.RULES_HEAD in text
    assert "Counts since Sun 1 March 2026 01:00 Paris, by counsel (act 1, paris.yaml)." in text
    assert f"by {MARKUP} (act 2, york.yaml)" in text
    assert explain_rules(rules()).strip() in text
    assert rules().digest in text
    assert [code.value for code in drawn.code] == [rules().text.strip(), marked.strip()]
    assert ours(drawn)
    assert not drawn.button


def test_rules_say_what_the_text_is_and_what_it_imports(service: Service, clock: SetClock) -> None:
    """The first text, a correction, or an amendment and from when; each imported text beside."""
    service.rules.activate(rules(), actor="counsel")
    assert activation.KINDS["first"] in told(opened("desk", part="rules"))
    clock.pass_by(HOUR)
    base = "agreement: base\ntitle: Base\nstatus: agreed\n"
    base += "calendar: {time_zone: Europe/Paris, from: 2026-01-01}\n"
    base += "parties: {}\nclauses: {}\nconditions: {}\n"
    text = rules(standard="verified").text.replace(
        "status: agreed", "status: agreed\nimports: base"
    )
    service.rules.activate(
        load_text(text, "paris.yaml", {"base": base}), actor="x", correction=True
    )
    drawn = opened("desk", part="rules")
    assert activation.KINDS["correction"] in told(drawn)
    assert desk_page.IMPORTED.format(file="base") in told(drawn)
    assert [code.value for code in drawn.code] == [text.strip(), base.strip()]
    clock.pass_by(HOUR)
    service.rules.activate(rules(), actor="x", amendment=BEGIN)
    since = "Sun 1 March 2026 01:00 Paris"
    assert activation.KINDS["amendment"].format(since=since) in told(opened("desk", part="rules"))


def test_health_tells_what_failed_first(service: Service, clock: SetClock) -> None:
    """What went wrong stands above all else, by agreement; with when it ran and goes on."""
    service.rules.activate(rules(), actor="tester")
    failed = {"paris": f"StoreDamagedError: {MARKUP}", "": "OSError: no space"}
    health = Health(running=True, ran_at=clock.now, next=clock.now + DAY, failed=failed)
    serve(service, "tester", lambda: health)
    drawn = opened("desk", part="health")
    text = told(drawn)

    assert not drawn.exception
    assert f"A truce: StoreDamagedError: {MARKUP}" in text
    assert f"{desk_page.FAILED_ALL}: OSError: no space" in text
    assert text.index(desk_page.SCHEDULER_FAILED) < text.index(desk_page.SCHEDULER_RUNS)
    assert "Next turning point: Mon 2 March 2026 00:00 UTC" in text
    assert "A truce: nothing has been said yet" in text
    assert ours(drawn)


def test_health_of_a_scheduler_that_works(service: Service, clock: SetClock) -> None:
    """The real one, before it ran, after, and stopped; what was said last; version and anchor."""
    service.rules.activate(rules(), actor="tester")
    schedule = Scheduler(service, timedelta(hours=1))
    serve(service, "tester", lambda: schedule.health)
    fresh = opened("desk", part="health")
    clock.pass_by(HOUR)
    assert schedule.tick()
    drawn = opened("desk", part="health")
    head = service.store.head

    assert desk_page.SCHEDULER_NOT_RAN in told(fresh)
    assert desk_page.SCHEDULER_STOPPED in told(drawn)
    assert "Last done: Sun 1 March 2026 01:00 UTC" in told(drawn)
    assert "A truce: last said Sun 1 March 2026 01:00 Paris, as act 2" in told(drawn)
    assert f"Version: {__version__}" in told(drawn)
    assert head
    assert [code.value for code in drawn.code] == [head.hash]
    assert "Acts in the journal: 2" in told(drawn)


def test_health_tells_of_the_folder(service: Service, clock: SetClock, tmp_path: Path) -> None:
    """When it was looked into, what was taken up and as which upload, what waits and why."""
    took = Took(f"{MARKUP}.csv", clock.now, upload=12, stored=1_003, unchanged=1)
    looked = Looked(tmp_path, clock.now, (took,), ("bad.csv",), ("half.csv",), MARKUP)
    for inbox in (looked, Looked(tmp_path), Looked(tmp_path, clock.now), None):
        health = Health(running=True, ran_at=None, next=None, failed={}, inbox=inbox)
        serve(service, "tester", lambda health=health: health)
        drawn = opened("desk", part="health")
        text = told(drawn)
        assert not drawn.exception
        assert ours(drawn)
        assert (folder_words.NOT_LOOKED in text) is (inbox == Looked(tmp_path))
        assert (folder_words.TOOK_NONE in text) is (inbox == Looked(tmp_path, clock.now))
        assert (folder_words.NONE in text) is (inbox is None)
        if inbox is looked:
            shown = f"{MARKUP}.csv as upload 12, 1,003 rows new, 1 on record"
            assert f"Taken up Sun 1 March 2026 00:00 UTC: {shown}" in text
            assert "Last looked into: Sun 1 March 2026 00:00 UTC" in text
            assert "Refused and waiting: bad.csv" in text
            assert "Not complete yet: half.csv" in text
            assert text.index(folder_words.TROUBLE.format(error=MARKUP)) < text.index("bad.csv")


def test_the_journal_is_checked_on_request(service: Service, tmp_path: Path) -> None:
    """Whole: said with how many acts; a changed line: named, with what to do; nothing unasked."""
    service.rules.activate(rules(), actor="tester")
    drawn = opened("desk", part="health")
    assert desk_page.CHECK_LIMIT not in told(drawn)

    press(drawn, desk_page.CHECK_JOURNAL)
    assert "The journal is whole: 1 act," in told(drawn)
    assert desk_page.CHECK_LIMIT in told(drawn)

    path = tmp_path / "store" / NAME
    path.write_bytes(path.read_bytes().replace(b'"tester"', b'"nobody"'))
    press(drawn, desk_page.CHECK_JOURNAL)
    assert desk_page.JOURNAL_BROKEN in told(drawn)
    assert f"{NAME}, line 1" in told(drawn)

    path.unlink()
    press(drawn, desk_page.CHECK_JOURNAL)
    assert "The journal cannot be read: " in told(drawn)
    assert not drawn.exception
