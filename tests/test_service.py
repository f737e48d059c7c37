"""The service: what is shown before an act is what the act does, and nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from pathlib import Path

import pytest
from cli_samples import AGREEMENT, ALSO_GOOD, BAD, GOOD, journal, rows, sample_records
from store_samples import HOUR, SetClock

from monitor.agreements.load import load_text
from monitor.errors import IncidentFileError, MonitorError
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.snapshot import Snapshot
from monitor.incidents.intake import CellProblem
from monitor.incidents.known import believed
from monitor.incidents.record import Count, Decision, Report, SourceProfile
from monitor.service import Outcome, Service, Stated
from monitor.service.authorize import ACTIONS, NotAllowedError, authorize
from monitor.service.trying import said
from monitor.settings import PROJECT, Settings, read_settings
from monitor.store.errors import ArchiveRefusedError, StoreLockedError, UnknownUploadError
from monitor.store.receipt import Receipt

pytest_plugins = ["cli_fixtures"]

SEVENTH_EVENING = datetime(2016, 9, 19, 16, tzinfo=UTC)
TODAY = datetime(2040, 1, 1, tzinfo=UTC)
ZONE = "Asia/Damascus"
RULES = (PROJECT / "rules" / f"{AGREEMENT}.yaml").read_text("utf-8")
IMPORTED = {"syria-2016-02": (PROJECT / "rules" / "syria-2016-02.yaml").read_text("utf-8")}
CELLS = {
    "id": "form-1",
    "source": "synthetic",
    "happened_from": "2016-09-14T10:00",
    "kind": "shelling",
    "by": "rebels",
    "against": "civilians",
}
REVIEW = "id,source,report,grade\nr1,synthetic,synthetic/g1,verified\n"


def settings(store: Path) -> Settings:
    """The shipped rules and data, and this store."""
    return read_settings({"MONITOR_STORE": str(store), "MONITOR_ACTOR": "tester"})


@pytest.fixture
def clock() -> SetClock:
    """A clock long after everything of the sample."""
    return SetClock(TODAY)


@pytest.fixture
def service(sample: Path, clock: SetClock) -> Service:
    """A service over a copy of the sample store; the process ends what holds it."""
    return Service.open(settings(sample), clock)


def state(service: Service) -> tuple[bytes, list[str]]:
    """Everything that is stored."""
    kept = sorted(str(path) for path in (service.store.folder / "kept").rglob("*"))
    return journal(service.store.folder), [*kept, *map(repr, service.record.uploads())]


# Before and after.

FILES: Mapping[str, str] = {
    "reports": rows(GOOD, ALSO_GOOD, GOOD),
    "a confirmed attack": rows(GOOD.replace("synthetic", "sohr")),
    "counts": "id,source,window_from,window_to,measure,value,time_zone\n"
    f"c1,russian_centre,2016-09-18T19:00,2016-09-19T19:00,incidents,5,{ZONE}\n",
    "coverage": "id,source,watched_from,watched_to,strength,time_zone\n"
    f"w1,synthetic,2016-09-12T19:00,2016-09-14T19:00,certifies_quiet,{ZONE}\n",
    "decisions": "id,source,agreement,by,what,effective_from,time_zone\n"
    f"d1,synthetic,{AGREEMENT},United States,ended,2016-09-15T12:00,{ZONE}\n",
    "attestations": "id,source,agreement,by,what,holds,during_from,during_to,time_zone\n"
    f"t1,synthetic,{AGREEMENT},United Nations,access_open,yes,2016-09-19,2016-09-19,{ZONE}\n",
}


@pytest.mark.parametrize("name", FILES)
def test_a_preview_is_what_storing_then_does(service: Service, clock: SetClock, name: str) -> None:
    """Counts and every changed finding; and until then nothing is stored."""
    data = FILES[name].encode()
    with service:
        before = state(service)
        was = service.verdicts.evaluate(AGREEMENT, at=SEVENTH_EVENING, known=clock())
        shown = service.uploads.preview("f.csv", data, agreement=AGREEMENT, at=SEVENTH_EVENING)
        assert state(service) == before
        assert (shown.error, shown.intake and shown.intake.rejected) == (None, ())

        taken = service.uploads.take("f.csv", data, actor="tester")

        now = service.verdicts.evaluate(AGREEMENT, at=SEVENTH_EVENING, known=clock.pass_by())
        assert taken.outcome is Outcome.STORED
        assert (shown.stored, shown.unchanged) == (taken.stored, taken.unchanged)
        olds = {(f.condition, f.scope): said(f) for f in was.findings}
        news = {(f.condition, f.scope): said(f) for f in now.findings}
        assert {(c.condition, c.scope): said(c.before) for c in shown.changes} == olds
        assert {(c.condition, c.scope): said(c.after) for c in shown.changes} == news
        changed = {(c.condition, c.scope) for c in shown.changes if c.changed}
        assert changed == {key for key in olds if olds[key] != news[key]}
        assert changed, "each file is chosen to change something"


def test_a_preview_of_what_stands_says_so(service: Service) -> None:
    """The very same file changes nothing, and is told by the number of its upload."""
    data = rows(GOOD).encode()
    with service:
        first = service.uploads.take("a.csv", data, actor="tester")
        shown = service.uploads.preview("b.csv", data, agreement=AGREEMENT, at=SEVENTH_EVENING)

    assert first.receipt
    assert (shown.already, shown.stored, shown.unchanged) == (first.receipt.upload, 0, 1)
    assert not [change for change in shown.changes if change.changed]


def test_a_preview_of_a_wrong_file_holds_the_reasons(service: Service) -> None:
    """A file that cannot be read has an error; bad rows have theirs, and the good are judged."""
    with service:
        broken = service.uploads.preview(
            "f.csv", b"PK\x03\x04", agreement=AGREEMENT, at=SEVENTH_EVENING
        )
        half = service.uploads.preview(
            "f.csv", rows(GOOD, BAD).encode(), agreement=AGREEMENT, at=SEVENTH_EVENING
        )

    assert (broken.intake, isinstance(broken.error, IncidentFileError)) == (None, True)
    assert half.intake
    assert ([line.line for line in half.intake.rejected], half.stored) == ([3], 1)


def test_a_record_from_a_form_does_what_its_preview_shows(
    service: Service, clock: SetClock
) -> None:
    """One record is previewed, stored and undone like a file of one line."""
    with service:
        before = state(service)
        shown = service.uploads.preview_record(
            "report", CELLS, agreement=AGREEMENT, at=SEVENTH_EVENING, time_zone=ZONE
        )
        assert state(service) == before

        receipt = service.uploads.add("report", CELLS, actor="tester", time_zone=ZONE)

        assert isinstance(receipt, Receipt)
        assert (shown.stored, shown.unchanged) == (receipt.stored, receipt.unchanged) == (1, 0)
        now = service.verdicts.evaluate(AGREEMENT, at=SEVENTH_EVENING, known=clock.pass_by())
        after = {(c.condition, c.scope): said(c.after) for c in shown.changes}
        assert after == {(f.condition, f.scope): said(f) for f in now.findings}
        (known,) = service.record.reports(clock(), ["synthetic/form-1"])
        assert (known.record.by, known.record.happened.start) == (
            ("rebels",),
            datetime(2016, 9, 14, 7, tzinfo=UTC),
        )
        service.uploads.undo(receipt.upload, actor="tester")
        assert service.record.reports(clock.pass_by(), ["synthetic/form-1"]) == []


WRONG_CELLS = {
    "wrong cells": ("report", {**CELLS, "kind": "shelingg", "killed_low": "1,000"}),
    "no source": ("report", {name: text for name, text in CELLS.items() if name != "source"}),
    "no such column": ("report", {**CELLS, "mood": "bad"}),
    "a link to nothing": (
        "link",
        {"id": "l", "source": "desk", "first": "a/b", "second": "c/d", "relation": "same"},
    ),
}


@pytest.mark.parametrize("name", WRONG_CELLS)
def test_a_wrong_record_is_told_with_its_columns(service: Service, name: str) -> None:
    """Every problem at once, the same on trial and in earnest, and nothing is stored."""
    kind, cells = WRONG_CELLS[name]
    with service:
        before = state(service)
        shown = service.uploads.preview_record(
            kind, cells, agreement=AGREEMENT, at=SEVENTH_EVENING, time_zone=ZONE
        )
        told = service.uploads.add(kind, cells, actor="tester", time_zone=ZONE)
        assert state(service) == before

    assert (shown.intake, shown.problems) == (None, told)
    assert shown.problems
    assert all(isinstance(problem, CellProblem) and problem.column for problem in shown.problems)


# Taking in.


def test_links_and_reviews_name_reports_that_are_there(service: Service) -> None:
    """Else they are refused at line and column; accepting the rest keeps the row for mending."""
    links = (
        "id,source,second,first,relation,published_approximate\n"
        "l1,desk,synthetic/g2,synthetic/g1,same,yes\n"
        "l2,desk,synthetic/none,synthetic/g1,same,yes\n"
    )
    with service:
        service.uploads.take("r.csv", rows(GOOD, ALSO_GOOD).encode(), actor="tester")
        refused = service.uploads.take("l.csv", links.encode(), actor="tester")
        assert refused.outcome is Outcome.REFUSED
        assert [(p.line, p.column, p.path) for p in refused.problems()] == [(3, 3, "second")]
        assert (refused.lines, refused.wrong, refused.rejected) == (2, 1, 2)

        taken = service.uploads.take("l.csv", links.encode(), actor="tester", accept_good_rows=True)
        assert taken.receipt
        assert (taken.stored, taken.rejected) == (1, 1)
        kept = service.record.rejected(taken.receipt.upload).decode("utf-8-sig")
        mended = kept.replace(",synthetic/none,", ",synthetic/g2,")
        again = service.uploads.take("m.csv", mended.encode(), actor="tester")
        assert (again.outcome, again.stored) == (Outcome.STORED, 1)
        assert (
            service.uploads.take("v.csv", REVIEW.encode(), actor="tester").outcome is Outcome.STORED
        )


def test_a_file_of_nothing_but_bad_rows_is_refused(service: Service) -> None:
    """Also where its good rows would be accepted: there are none."""
    with service:
        taken = service.uploads.take(
            "b.csv", rows(BAD).encode(), actor="tester", accept_good_rows=True
        )

    assert (taken.outcome, taken.lines, taken.rejected) == (Outcome.REFUSED, 1, 1)


def test_a_file_declared_otherwise_is_another_upload(service: Service) -> None:
    """The same bytes with another source say something else."""
    data = b"id,happened_from,kind,time_zone\na,2016-09-13T10:00,shelling,Asia/Damascus\n"
    with service:
        refused = service.uploads.take("f.csv", data, actor="tester")
        one, again, other = (
            service.uploads.take("f.csv", data, actor="tester", stated=Stated(source=source))
            for source in ("n", "n", "s")
        )

    assert refused.outcome is Outcome.REFUSED
    outcomes = [taken.outcome for taken in (one, again, other)]
    assert outcomes == [Outcome.STORED, Outcome.ALREADY_STORED, Outcome.STORED]


def test_a_late_archive_is_refused_before_it_is_read(service: Service) -> None:
    """Also on trial; the message names the first live act."""
    with service:
        live = service.uploads.take("r.csv", rows(GOOD).encode(), actor="tester")
        for dry_run in (True, False):
            with pytest.raises(ArchiveRefusedError, match=r"act \d+") as refused:
                service.uploads.take(
                    "a.csv",
                    rows(ALSO_GOOD).encode(),
                    actor="tester",
                    archive=True,
                    dry_run=dry_run,
                )
            assert live.receipt
            assert f"act {live.receipt.upload}" in str(refused.value)


def test_only_what_was_left_out_can_be_asked_back(service: Service) -> None:
    """Not of an activation, a record, an upload without bad rows, or one that is not there."""
    with service:
        receipt = service.uploads.add("report", CELLS, actor="tester", time_zone=ZONE)
        assert isinstance(receipt, Receipt)
        for number in (0, 1, 2, receipt.upload, 99):
            with pytest.raises(UnknownUploadError):
                service.record.rejected(number)


def test_nobody_acts_without_a_name(service: Service) -> None:
    """Without sign-in the actor is the system's user, who holds every role; nobody is refused."""
    for action in ACTIONS:
        authorize("tester", action, "anything")
    with service:
        before = state(service)
        for act in (
            lambda: service.uploads.take("f.csv", rows(GOOD).encode(), actor=""),
            lambda: service.uploads.add("report", CELLS, actor="", time_zone=ZONE),
            lambda: service.uploads.undo(2, actor=""),
            lambda: service.rules.activate(service.rules.instrument(AGREEMENT), actor=""),
        ):
            with pytest.raises(NotAllowedError, match="say who acts"):
                act()
        assert state(service) == before
    with pytest.raises(NotAllowedError):
        authorize("tester", "forget", "everything")


# What counts.


def test_a_changed_rule_file_counts_from_its_activation(service: Service) -> None:
    """The newest text of a name is the one judged by; the same text again changes nothing."""
    changed = load_text(
        RULES.replace("title: No attack by a party", "title: Calm"), "other-name.yaml", IMPORTED
    )
    with service:
        was = service.rules.instrument(AGREEMENT)
        assert was.text == RULES
        assert not service.rules.activate(was, actor="tester")
        assert service.rules.activate(changed, actor="tester", correction=True)
        assert service.rules.instruments[AGREEMENT] == service.rules.instrument(AGREEMENT)
        assert sorted(service.rules.instruments) == [
            *("syria-2015-10", "syria-2016-02", "syria-2016-07", "syria-2016-09")
        ]
        assert service.rules.instrument(AGREEMENT).text == changed.text
        assert service.rules.activate(was, actor="tester", correction=True)
        assert service.rules.instrument(AGREEMENT).text == RULES


def test_first_run_is_for_an_empty_store_only(sample: Path, tmp_path: Path) -> None:
    """Whatever stands in it, nothing is added; an archive load needs nothing live before it."""
    with Service.open(settings(sample), SetClock(TODAY)) as service:
        before = state(service)
        assert [*service.first_run(actor="tester")] == []
        assert state(service) == before
        assert service.record.reconstructed
    with Service.open(settings(tmp_path / "new"), SetClock(TODAY)) as service:
        service.uploads.take("r.csv", rows(GOOD).encode(), actor="tester")
        assert [*service.first_run(actor="tester")] == []
        assert (service.rules.instruments, service.record.reconstructed) == ({}, False)


def test_first_run_refuses_a_sample_that_is_not_sound(tmp_path: Path) -> None:
    """With every reason: shipped files are checked like any other."""
    folder = tmp_path / "data" / "samples" / "one"
    folder.mkdir(parents=True)
    (folder / "reports.csv").write_text(rows(BAD), "utf-8")
    there = replace(settings(tmp_path / "new"), data=tmp_path / "data")
    with (
        Service.open(there, SetClock(TODAY)) as service,
        pytest.raises(MonitorError, match=r"reports\.csv:2:3: happened_from"),
    ):
        assert [*service.first_run(actor="tester")]


def test_one_service_holds_a_store(service: Service) -> None:
    """A second is told, in the same process too, until the first is closed."""
    folder = service.store.folder
    with service, pytest.raises(StoreLockedError):
        Service.open(settings(folder), SetClock(TODAY))
    Service.open(settings(folder), SetClock(TODAY)).close()


# What holds.


def test_the_board_is_every_evaluation_by_itself(service: Service) -> None:
    """Asked together or one by one, with or without a snapshot, each verdict is the same."""
    with service:
        board = service.verdicts.board(AGREEMENT, at=SEVENTH_EVENING, known=TODAY)
        instrument = service.rules.instrument(AGREEMENT)
        assert list(board.readings) == list(instrument.variants)
        assert list(board.accounts) == service.record.accounts(TODAY)
        views = {
            (None, None): board.official,
            **{(None, reading): one for reading, one in board.readings.items()},
            **{(account, None): one for account, one in board.accounts.items()},
        }
        for (account, reading), one in views.items():
            asked = {"account": account, "reading": reading}
            with service.store.facts() as facts:
                terms = instrument.under(reading)
                bare = evaluate(terms, facts, SEVENTH_EVENING, TODAY, **asked)
            assert bare == one
            alone = service.verdicts.evaluate(AGREEMENT, at=SEVENTH_EVENING, known=TODAY, **asked)
            assert alone == one


def test_looking_sees_one_moment_of_the_record(service: Service, clock: SetClock) -> None:
    """What is accepted meanwhile does not show inside, and does afterwards."""

    def keys() -> set[str]:
        return {fact.record.key for fact in service.record.of(Decision, clock())}

    with service:
        before = keys()
        with service.record.looking():
            assert keys() == before
            with service.record.looking():
                service.uploads.take("d.csv", FILES["decisions"].encode(), actor="tester")
                clock.pass_by()
                assert keys() == before
            assert keys() == before
        assert keys() == before | {"synthetic/d1"}


def test_a_snapshot_asks_each_thing_once(service: Service) -> None:
    """Its answers are those of the facts beneath, which it asks no second time."""
    asked: list[str] = []

    class Counting:
        """Facts that note what they are asked."""

        def __init__(self, facts: object) -> None:
            self._facts = facts

        def __getattr__(self, name: str) -> object:
            method = getattr(self._facts, name)

            @wraps(method)
            def once(*about: object) -> object:
                asked.append(name)
                return method(*about)

            return once

    first, last = SEVENTH_EVENING - 200 * HOUR, SEVENTH_EVENING
    with service, service.store.facts() as facts:
        snapshot = Snapshot(Counting(facts))  # type: ignore[arg-type]
        for _ in range(3):
            assert snapshot.codes("kind") == facts.codes("kind")
            assert snapshot.account_code("sohr") == facts.account_code("sohr")
            assert snapshot.records(Count, TODAY) == facts.records(Count, TODAY)
            assert snapshot.published("sohr", TODAY) == facts.published("sohr", TODAY)
            assert snapshot.incidents(TODAY, first, last) == facts.incidents(TODAY, first, last)
            assert snapshot.tally("SELECT 1") == [(1,)]
        methods = ["codes", "account_code", "records", "published", "incidents", "tally"]
        assert asked == methods
        assert snapshot.records(Decision, TODAY) != snapshot.records(Count, TODAY)
        assert snapshot.records(Count, last - 100 * HOUR) != snapshot.records(Count, TODAY)


def test_the_accounts_are_of_sources_that_had_spoken(service: Service) -> None:
    """At each moment those public by then, without those whose silence is worth nothing."""
    with service:
        for known in (
            *(datetime(2016, 9, day, 21, tzinfo=UTC) for day in (10, 13, 15, 19, 26)),
            TODAY,
        ):
            there = sample_records(known)
            told = {r.source for r in there if isinstance(r, Report | Count)}
            mute = {
                r.id for r in there if isinstance(r, SourceProfile) and r.strength.value == "none"
            }
            assert service.record.accounts(known) == sorted(told - mute)


def test_an_account_nobody_gave_is_no_account(service: Service) -> None:
    """A source that had not spoken by then, or whose silence is worth nothing, is told."""
    early = datetime(2016, 9, 10, tzinfo=UTC)
    with service:
        for account, known in (("sohr", early), ("un", TODAY), ("nobody", TODAY)):
            with pytest.raises(MonitorError, match=account):
                service.verdicts.evaluate(AGREEMENT, at=early, known=known, account=account)
            with pytest.raises(MonitorError, match=account):
                service.verdicts.explain(
                    AGREEMENT, "calm_day", at=early, known=known, account=account
                )


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"condition": "calm"}, "did you mean 'calm_day'"),
        ({"scope": "aleppo"}, "its scopes are: none"),
        ({"day": date(2016, 9, 11)}, "2016-09-12 to 2016-09-18"),
        ({"day": date(2016, 9, 19)}, "2016-09-12 to 2016-09-18"),
        ({"reading": "none"}, "its readings are: army_calendar"),
        ({"agreement": "other"}, f"active: {AGREEMENT}"),
        ({"at": datetime(2016, 9, 1, tzinfo=UTC), "day": date(2016, 9, 12)}, "none has begun"),
    ],
)
def test_explaining_what_is_not_there_names_what_is(
    service: Service, asked: dict[str, object], told: str
) -> None:
    """Each name that is asked about can be wrong; the message lists the right ones."""
    given = {"condition": "calm_day", "at": SEVENTH_EVENING, "known": TODAY, **asked}
    agreement, condition = given.pop("agreement", AGREEMENT), given.pop("condition")
    with service, pytest.raises(MonitorError) as refused:
        service.verdicts.explain(agreement, condition, **given)

    assert told in str(refused.value)


def test_a_condition_with_scopes_asks_which(service: Service) -> None:
    """And lists them; each of them can then be explained."""
    per_area = load_text(
        RULES.replace(
            "limit: {of: attack, at_most: 0, each: day}",
            "limit: {of: attack, at_most: 0, each: day}\n    per: area",
            1,
        ),
        f"{AGREEMENT}.yaml",
        IMPORTED,
    )
    assert per_area.agreement.conditions["calm_day"].per == "area"
    with service:
        service.rules.activate(per_area, actor="tester", correction=True)
        asked = {"at": SEVENTH_EVENING, "known": TODAY}
        with pytest.raises(MonitorError, match=r"--scope.*aleppo"):
            service.verdicts.explain(AGREEMENT, "calm_day", **asked)
        with pytest.raises(MonitorError, match="did you mean 'aleppo'"):
            service.verdicts.explain(AGREEMENT, "calm_day", scope="alepo", **asked)
        found = service.verdicts.explain(AGREEMENT, "calm_day", scope="aleppo", **asked)
    assert found
    assert found.finding.scope == "aleppo"


def test_the_default_moment_is_now_or_the_end(service: Service, clock: SetClock) -> None:
    """The end as known then: before anybody knew of it, the moment of knowing."""
    with service:
        decisions = believed(service.record.of(Decision, clock()), clock())
        ended = service.verdicts.ended(AGREEMENT, clock(), clock())
        assert ended in {decision.effective.start for decision in decisions}
        assert service.verdicts.default_at(AGREEMENT, clock()) == ended
        assert service.verdicts.default_at(AGREEMENT, SEVENTH_EVENING) == SEVENTH_EVENING
        assert service.verdicts.ended(AGREEMENT, clock(), ended - timedelta(microseconds=1)) is None
        assert service.verdicts.ended(AGREEMENT, clock(), ended) == ended
        before = datetime(2016, 9, 1, tzinfo=UTC)
        assert service.verdicts.ended(AGREEMENT, clock(), before) is None


def test_the_list_of_uploads_counts_every_line(service: Service) -> None:
    """A row that repeats another of its file is unchanged in the list too: the sum is the file."""
    row = "a,example,2030-01-05T10:00,UTC,shelling,Northland,civilians\n"
    data = ("id,source,happened_from,time_zone,kind,by,against\n" + row + row).encode()
    service.uploads.take("twice.csv", data, actor="tester")

    listed = service.record.uploads()[-1]

    assert (listed.stored, listed.unchanged, listed.rejected) == (1, 1, 0)
