"""Possible duplicates on the pages and the command line: told before, answered, taken back."""

from collections.abc import Callable
from pathlib import Path

from cli_samples import Run
from page_samples import EVENING, fill, opened, ours, pick, press, told
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from monitor.clock import system_clock
from monitor.incidents.possible import FINDER
from monitor.incidents.record import Link
from monitor.incidents.span import FOREVER, TICK
from monitor.incidents.vocabulary import Relation
from monitor.service import Service
from monitor.settings import read_settings
from monitor.words import add_page, doubles, forms

pytest_plugins = ["cli_fixtures", "page_fixtures"]

ALWAYS = FOREVER - TICK
OTHER = "elsewhere/n"
HELD = "sohr/talbiseh-bombardment"
Write = Callable[[str, bytes], Path]
ROW = (
    b"id,source,happened_from,kind,place,time_zone\n"
    b"n,elsewhere,2016-09-18T10:00,shelling,Exampleville,Asia/Damascus\n"
)
EVENING_OF_IT, CONDITION, DAY = "2016-09-19T22:00", "calm_day", "2016-09-15"
"""When the report on record may have happened, and a condition that may count it."""

COLUMNS = "id,source,happened_from,happened_to,kind,by,against,place,pcode,latitude,longitude"


def likely(service: Service) -> bytes:
    """A made-up row of another source that says what a report on record says."""
    [held] = service.record.reports(ALWAYS, [HELD])
    report = held.record
    cells = (
        *("n", "elsewhere", report.happened.start.isoformat(), report.happened.end.isoformat()),
        *(report.kinds[0], report.by[0] if report.by else "", "", f'"{report.place}"'),
        *(report.pcodes[0] if report.pcodes else "", report.latitude, report.longitude),
    )
    return f"{COLUMNS}\n{','.join('' if c is None else str(c) for c in cells)}\n".encode()


def relations(service: Service) -> dict[str, Relation]:
    """Return the newest relation of each pair with the made-up report, by the other one."""
    links = [one.record for one in service.record.of(Link, ALWAYS)]
    return {
        ({link.first, link.second} - {OTHER}).pop(): link.relation
        for link in links
        if OTHER in {link.first, link.second}
    }


def button_of(drawn: AppTest, service: Service, relation: Relation) -> Button:
    """Return the button that gives this answer for the report on record."""
    [found] = [
        one.record.key
        for one in service.record.of(Link, ALWAYS)
        if {one.record.first, one.record.second} == {OTHER, HELD}
    ]
    return drawn.button(key=f"{relation.value}-{found}")


def test_a_pair_is_answered_on_its_incident_and_taken_back(sample_service: Service) -> None:
    """The reasons stand beside the two answers; either is a link of a person, and reversible."""
    taken = sample_service.uploads.take("n.csv", likely(sample_service), actor="tester")
    assert HELD in {pair.other.key for pair in taken.possible}
    for relation in (Relation.SAME, Relation.DIFFERENT):
        drawn = opened("record", at=EVENING, incident=OTHER)
        assert doubles.UNANSWERED in {mark.value.strip("*") for mark in drawn.markdown}
        assert f"{OTHER} and {HELD}; score" in told(drawn)
        assert FINDER.replace("_", " ") in told(drawn)

        button_of(drawn, sample_service, relation).click().run()

        assert relations(sample_service)[HELD] is relation
        assert doubles.SAID[relation.value].format(first=OTHER, second=HELD) in told(drawn)
        assert ours(drawn)
        press(drawn, doubles.TAKE_BACK)
        assert relations(sample_service)[HELD] is Relation.POSSIBLE
        assert doubles.TAKEN_BACK in told(drawn)


def test_a_form_says_what_it_may_repeat(sample_service: Service) -> None:
    """The preview of a report lists the pair with its reasons, and storing says how many."""
    sample_service.uploads.take("n.csv", ROW, actor="tester")
    drawn = opened("add", form="report", at="2016-09-19T19:00")
    pick(drawn, forms.FIELDS["source"], "un")
    for name, text in {"happened_from": "2016-09-18T10:00", "place": "Exampleville"}.items():
        fill(drawn, forms.FIELDS[name], text)
    [kind] = [field for field in drawn.multiselect if field.label == forms.FIELDS["kind"]]
    kind.set_value(["shelling"])

    press(drawn, forms.SHOW_EFFECT)
    text = told(drawn)
    assert "1 possible duplicate." in text
    assert "may tell of the same event as elsewhere/n, because: " in text
    assert "the same name in the place" in text
    assert ours(drawn)

    press(drawn, add_page.STORE)
    assert "Stored: 1 report, and 1 possible duplicate." in told(drawn)


def test_a_file_says_what_it_may_repeat(run: Run, store: Path, write: Write) -> None:
    """On trial and when it is stored: how many, which, on what line, and why; in JSON, too."""
    run("ingest", "--store", store, write("first.csv", ROW))
    second = write("second.csv", ROW.replace(b"elsewhere", b"here"))
    words = ("ingest", "--store", store, second)

    trial = run(*words, "--dry-run").out
    (answer,) = run(*words, "--dry-run", "--json").json
    done = run(*words).out

    for text in (trial, done):
        assert "1 stored, 0 unchanged, 0 rejected, and 1 possible duplicate" in text
        assert "line 2: here/n may tell of the same event as elsewhere/n, because: " in text
    [pair] = answer["possible"]
    assert (pair["line"], pair["report"], pair["other"]) == (2, "here/n", "elsewhere/n")
    assert "at the same time" in pair["because"]
    assert (answer["lines"], answer["stored"]) == (1, 1)
    form = ("--happened-from", "2016-09-18T10:00", "--kind", "shelling", "--place", "Exampleville")
    words = ("report", "--store", store, "--source", "un", *form, "--time-zone", "UTC")
    assert len(run(*words, "--dry-run", "--json").json["possible"]) == 2
    run("activate", "--store", store)
    assert len(run(*words, "--dry-run", "--json").json["possible"]) == 2
    assert "and 2 possible duplicates" in run(*words).out


def test_why_names_the_pairs_that_touch_a_verdict_and_leads_to_the_answer(
    sample_service: Service,
) -> None:
    """With score and reasons, while one of the two counts or may, and until a person has said."""
    quiet = opened("why", at=EVENING_OF_IT, condition=CONDITION, day=DAY)
    assert OTHER not in told(quiet)
    assert "rudaw/aleppo-east-sniper and sohr/al-ajraf-sniper may tell of one event:" in told(quiet)
    sample_service.uploads.take("n.csv", likely(sample_service), actor="tester")

    drawn = opened("why", at=EVENING_OF_IT, condition=CONDITION, day=DAY)

    assert doubles.IN_VERDICT in {mark.value.strip("*") for mark in drawn.markdown}
    assert f"{OTHER} and {HELD} may tell of one event: score " in told(drawn)
    assert "of 10: " in told(drawn)
    assert ours(drawn)
    links = [one for one in drawn.get("page_link") if one.proto.label == doubles.ANSWER]
    assert [link.proto.query_string.count("incident=") for link in links] == [1] * len(links)
    assert len(links) >= 2
    other_day = opened("why", at=EVENING_OF_IT, condition=CONDITION, day="2016-09-13")
    assert doubles.FROM_RECORD not in told(other_day)

    record = opened("record", at=EVENING_OF_IT, incident=OTHER)
    button_of(record, sample_service, Relation.DIFFERENT).click().run()
    after = opened("why", at=EVENING_OF_IT, condition=CONDITION, day=DAY)
    assert f"{OTHER} and {HELD} may tell" not in told(after)


def test_explain_tells_the_pairs_as_text_and_as_json(run: Run, sample: Path, write: Write) -> None:
    """The two reports, whose link it is, and why they may be one."""
    with Service.open(read_settings({"MONITOR_STORE": str(sample)}), system_clock) as service:
        file = write("n.csv", likely(service))
    asked = ("explain", "syria-2016-09", CONDITION, "--day", DAY, "--at", EVENING_OF_IT)
    before = run(*asked, "--json", "--store", sample).json
    assert [one["source"] for one in before["may_be_told_twice"]] == ["compiler"]
    assert run("ingest", "--store", sample, file).code == 0

    plain, answer = run(*asked, "--store", sample), run(*asked, "--json", "--store", sample)

    assert f"{OTHER} and {HELD} may tell of one event: score " in plain.out
    [pair] = [one for one in answer.json["may_be_told_twice"] if one["second"] == HELD]
    assert (pair["first"], pair["source"]) == (OTHER, FINDER)
    assert pair["because"].startswith("score ")
    named = [
        one["incident"]["id"] for part in ("counted", "may_count") for one in answer.json[part]
    ]
    assert pair["incident"] in named
