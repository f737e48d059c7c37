"""What changed, as Atom: another reader finds in it what *Desk* says, and can read all of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from feed_samples import URL, given, lived, said
from hypothesis import given as each
from hypothesis import strategies as st
from naughty import NAUGHTY
from schedule_samples import HOUR, attack, entries, record

from monitor.alerts.kinds import kind_of as alert_of
from monitor.feeds.atom import ALERTS
from monitor.feeds.texts import carried
from monitor.incidents.vocabulary import Handling
from monitor.offering import transitions
from monitor.service import Service
from monitor.service.published import MOST_TOLD, Given
from monitor.views.transitions import change_line, kind_of

CONTROLS = [chr(code) for code in (*range(32), *range(127, 160), 0xFFFE, 0xFFFF)]
HALVES = ["\ud800", "\udfff", "a\ud83d", "\u2028", "\u2029", "]]>", "<!--", "&amp;", "\u202e"]
TEXTS = [*NAUGHTY, *CONTROLS, *HALVES]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service of which all is public, after six days."""
    service, _ = lived(tmp_path_factory.mktemp("atom") / "store")
    with service:
        yield service


def read(found: bytes) -> Any:  # noqa: ANN401 - what the other reader makes of it
    """The feed as another reader has it."""
    feed = feedparser.parse(found)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def test_another_reader_finds_every_change(service: Service) -> None:
    """In the words of *Desk*, with when it was said, of which kind, and where *Why* shows it."""
    told = service.record.transitions("paris")
    terms = service.rules.instrument("paris").agreement
    accepted = {act.seq: act.recorded_at for act in service.store.acts.of("said")}
    when = [accepted[one.act] for one in entries(service)[::-1] for _ in one.transitions]

    feed = read(transitions(given(service), URL))

    assert len(told) > 15
    assert [one.title for one in feed.entries] == [change_line(terms, one).brief for one in told]
    assert [one.tags[0].term for one in feed.entries] == [kind_of(one) for one in told]
    sorts = [[(tag.scheme, tag.term) for tag in one.tags[1:]] for one in feed.entries]
    assert sorts == [[(ALERTS, alert_of(one, terms).value)] for one in told]
    assert {"breached", "count_restarts", "due"} <= {one[0][1] for one in sorts}
    published = [datetime.fromisoformat(one.published) for one in feed.entries]
    assert published == when
    assert [one.updated for one in feed.entries] == [one.published for one in feed.entries]
    for entry, one in zip(feed.entries, told, strict=True):
        line = change_line(terms, one)
        assert line.says in entry.summary
        assert line.when in entry.summary
        if line.condition is None:
            assert entry.link == f"{URL}/desk"
            continue
        assert entry.link.startswith(f"{URL}/why?agreement=paris&")
        assert f"condition={line.condition}" in entry.link
    assert (feed.feed.title, feed.feed.subtitle) == (
        "A truce: what changed in what is said",
        "Nothing that was said is left out.",
    )
    assert feed.feed.updated == feed.entries[0].updated
    assert feed.feed.author == "Agreement Monitor"


def test_nobody_who_acted_is_named(service: Service) -> None:
    """Nor a number of an act: they are the desk's own."""
    found = transitions(given(service), URL)

    assert b"tester" not in found
    assert b"scheduler" not in found
    assert b"act " not in found


def test_ids_stay_and_each_is_one(tmp_path: Path) -> None:
    """What is said later adds entries, and changes none; a rebuilt store gives the same bytes."""
    service, clock = lived(tmp_path / "store")
    with service:
        before = read(transitions(given(service), URL)).entries
        clock.pass_by(HOUR)
        record(service, attack(130.5, handling=Handling.PUBLIC))
        said(service)
        found = transitions(given(service), URL)
        after = read(found).entries
        service.store.rebuild()
        assert transitions(given(service), URL) == found

    ids = [one.id for one in after]
    assert len({*ids}) == len(ids) > len(before)
    assert [(one.id, one.title) for one in after[-len(before) :]] == [
        (one.id, one.title) for one in before
    ]


def test_a_correction_names_what_it_corrects(tmp_path: Path) -> None:
    """By the id of its entry, where that is in the feed."""
    service, clock = lived(tmp_path / "store")
    with service:
        clock.pass_by(HOUR)
        wrong = attack(59.5, handling=Handling.PUBLIC, withdrawn=True, revision=1)
        record(service, wrong)
        said(service)
        found = read(transitions(given(service), URL)).entries

    by_id = {one.id: one for one in found}
    named = {
        one.title: by_id[link.href].title
        for one in found
        for link in one.links
        if link.rel == "related"
    }
    corrections = [one for one in found if one.tags[0].term == "correction"]
    assert corrections
    day = next(title for title in named if title.startswith("calm, day"))
    assert named[day] == "calm: not judged → breach confirmed"
    assert all(one.title in named or "links" in one for one in corrections)
    assert not [one for one in found if one.tags[0].term == "change" and one.title in named]
    told = next(one for one in found if one.title == day)
    assert "Corrects the entry of Tue 3 March 2026 13:01 Paris." in told.summary


def test_no_more_than_a_hundred(service: Service) -> None:
    """However much is told; the oldest are left to *Desk*."""
    whole = given(service)
    assert len(whole.told) <= MOST_TOLD
    assert read(transitions(replace(whole, told=()), URL)).entries == []


def titled(whole: Given, text: str) -> Given:
    """The same with this text as every title, and every name of a party."""
    terms = whole.instrument.agreement
    conditions = {
        name: one.model_copy(update={"title": text}) for name, one in terms.conditions.items()
    }
    parties = {name: one.model_copy(update={"name": text}) for name, one in terms.parties.items()}
    phases = {name: one.model_copy(update={"title": text}) for name, one in terms.phases.items()}
    changed = {"title": text, "conditions": conditions, "parties": parties, "phases": phases}
    agreement = terms.model_copy(update=changed)
    return replace(whole, instrument=replace(whole.instrument, agreement=agreement))


def test_no_text_breaks_it(service: Service) -> None:
    """Every naughty text, and every sign that XML cannot carry, is read back as it was shown."""
    whole = replace(given(service), told=given(service).told[:3])
    for text in TEXTS:
        found = transitions(titled(whole, text), URL)
        assert not feedparser.parse(found).bozo, repr(text)
        root = ET.fromstring(found)  # noqa: S314 - our own
        title = root.findtext("{http://www.w3.org/2005/Atom}title")
        assert title == carried(f"{text}: what changed in what is said"), repr(text)


@each(st.text(st.characters(codec=None), max_size=40))
def test_what_xml_cannot_carry_is_shown_as_such(text: str) -> None:
    """Whatever the text: it stays as long as it is, and is read back."""
    element = ET.Element("a")
    element.text = carried(text)

    assert ET.fromstring(ET.tostring(element, encoding="utf-8")).text == (carried(text) or None)  # noqa: S314 - our own
    assert len(carried(text)) == len(text.replace("\r\n", "\n"))


def test_of_an_agreement_never_said_of_it_says_so(service: Service) -> None:
    """With when its rules were made to count."""
    whole = replace(given(service), said=None, told=())
    feed = read(transitions(whole, URL))

    assert feed.feed.subtitle == "Nothing has been said of it yet."
    assert datetime.fromisoformat(feed.feed.updated) == whole.since.astimezone(UTC)
