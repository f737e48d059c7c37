"""What holds of every message: its length, that nothing in it does anything, and its languages."""

import html
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import settings as searching
from hypothesis import strategies as st
from message_samples import (
    NOON,
    SAMPLES,
    above_of,
    alert_of,
    around,
    known,
    sample,
    told,
    turned_as,
)
from naughty import HELD, kept
from schedule_samples import HOUR, attack, decision
from test_words import FORBIDDEN

from monitor.agreements.model import Agreement
from monitor.alerts.alert import Alert
from monitor.alerts.desk import Language
from monitor.alerts.kinds import AlertKind
from monitor.alerts.notice import Status
from monitor.alerts.transition import Holds
from monitor.incidents.record import Count, Statement
from monitor.incidents.span import Span
from monitor.incidents.vocabulary import Measure, Says
from monitor.messages.compose import compose
from monitor.messages.composed import Composed
from monitor.messages.cutting import Piece, cut, fitted, shortened, words
from monitor.messages.wording import FILES, WordsMissingError, checked, names, wording
from monitor.views.coming import Coming
from monitor.views.conclusions import Conclusion
from monitor.words import alerts

TEXTS = st.one_of(
    st.text(min_size=1, max_size=60),
    st.lists(st.text("abcdefghij", min_size=1, max_size=14), min_size=1, max_size=80).map(" ".join),
    st.integers(1, 400).map(lambda n: "x" * n),
    st.sampled_from(HELD),
)


def titled(terms: Agreement, text: str) -> Agreement:
    """The agreement with a text wherever its author writes one."""
    clauses = {n: c.model_copy(update={"says": text}) for n, c in terms.clauses.items()}
    conditions = {
        n: c.model_copy(update={"title": text, "assumption": text})
        for n, c in terms.conditions.items()
    }
    phases = {n: p.model_copy(update={"title": text}) for n, p in terms.phases.items()}
    parties = {n: p.model_copy(update={"name": text}) for n, p in terms.parties.items()}
    return terms.model_copy(
        update={
            "title": text,
            "clauses": clauses,
            "conditions": conditions,
            "phases": phases,
            "parties": parties,
        }
    )


def with_text(kind: AlertKind, text: str) -> Alert:
    """An alert of a kind with a text wherever others write one."""
    turned = turned_as(kind)

    def holds(one: Holds | None) -> Holds | None:
        if one is None or turned.subject.noted is None:
            return one
        return replace(one, by=(text,), place=text, about=text)

    turned = replace(turned, before=holds(turned.before), after=holds(turned.after))
    return alert_of(turned, kind, references=("a",), late=True)


def full_of(text: str, kind: AlertKind) -> Composed:
    """A drill, told late, of an alert among others, with a text in every place for one."""
    records = (
        known(attack(60, "r1", by=text, place=text, against=(text,)), NOON - HOUR),
        known(decision("own_freeze", 60, by=text), NOON - HOUR),
        known(
            Statement(
                id="s1",
                source="desk",
                actor=text,
                says=Says.CLAIMS,
                about=text,
                made=Span(start=NOON - HOUR, end=NOON),
            ),
            NOON - HOUR,
        ),
        known(
            Count(
                id="c1",
                source="desk",
                window=Span(start=NOON - HOUR, end=NOON),
                measure=Measure.KILLED,
                value=3,
                by=(text,),
                place=text,
            ),
            NOON - HOUR,
        ),
    )
    base = around()
    given_ = replace(
        base,
        terms=titled(base.terms, text),
        records=records,
        told=told("a", text),
        coming=tuple(Coming(NOON + n * HOUR, "", text) for n in range(1, 9)),
        stays=(Conclusion("gate", None, text, text, "?", certain=False),),
        profiles=(base.profiles[0].model_copy(update={"name": text}),),
        status=Status.DRILL,
    )
    others = [with_text(other, text) for other in AlertKind if other is not kind]
    return compose([with_text(kind, text), *others[:4]], given_)


@searching(max_examples=150)
@given(st.sampled_from(list(AlertKind)), TEXTS)
def test_no_message_is_long_above_its_table(kind: AlertKind, text: str) -> None:
    """At most 120 words, a subject of one line and 120 characters; what is cut stands below."""
    found = full_of(text, kind)
    lines = above_of(found.text)

    assert len(" ".join(lines).split()) <= 120
    assert len(found.subject) <= 120
    assert len(found.subject.splitlines()) == 1
    if any(line.rstrip("”.").endswith("…") and text not in line for line in lines):
        assert lines[-1] == "Cut to length here; in full below."


@given(st.sampled_from(list(AlertKind)))
def test_every_kind_alone_is_short(kind: AlertKind) -> None:
    """Without long texts nothing is cut at all."""
    lines = above_of(compose([sample(kind)], around()).text)

    assert len(" ".join(lines).split()) <= 120
    assert "Cut to length here; in full below." not in lines


@given(TEXTS, st.integers(2, 40))
def test_a_text_is_cut_at_a_word(text: str, most: int) -> None:
    """What is left is the beginning of the text, of no more words, with a mark that it is cut."""
    found = cut(text, most, "…")

    assert words(found) <= most
    assert len(found) <= max(10 * most, 60)
    if found != text:
        assert found.endswith("…")
        begun = " ".join(found.removesuffix("…").split())
        assert " ".join(text.split()).startswith(begun)


@given(st.text("ab ", min_size=1, max_size=200), st.integers(10, 90))
def test_a_subject_is_cut_at_a_word(text: str, most: int) -> None:
    """And never longer than it may be."""
    assert len(shortened(text, most, "…")) <= most


@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(2, 30), st.integers(0, 5)), max_size=9),
    st.integers(10, 90),
)
def test_sentences_share_the_room(given_: list[tuple[int, int, int]], most: int) -> None:
    """All together stay within it; nothing is cut where all have room; what is cut is told."""
    pieces = [
        Piece(" ".join([f"{n}w"] * length), cap, rank)
        for n, (length, cap, rank) in enumerate(given_)
    ]
    found, lost = fitted(pieces, most, "…")

    assert sum(map(words, found)) <= most
    assert (not lost) == (found == tuple(piece.text for piece in pieces))
    if sum(length for length, _, _ in given_) <= most:
        assert not lost


def test_a_long_sentence_leaves_the_others_their_share() -> None:
    """What goes first gets its share, and only what is left beyond that of the others."""
    long, short = Piece(" ".join(["a"] * 90), 20, 0), Piece(" ".join(["b"] * 8), 10, 9)
    found, lost = fitted([long, short], 40, "…")

    assert [words(text) for text in found] == [32, 8]
    assert lost == (long,)


class Seen(HTMLParser):
    """What a reader of mail would see and do."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.links: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, its attributes, and where it leads."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value for name, value in attrs if name == "href"}

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)


TAGS = {
    *("html", "head", "meta", "title", "body", "p", "h2"),
    *("table", "thead", "tbody", "tr", "th", "td", "a"),
}
ATTRIBUTES = {*("lang", "charset", "name", "content"), *("style", "dir", "scope", "href")}


@pytest.mark.parametrize("number", range(8))
def test_what_others_wrote_is_unchanged_and_does_nothing(number: int) -> None:
    """Naughty strings in every text: no tag, address or line of theirs, and they read as written.

    Each in turn is every title, name, place, claim and message before.
    """
    texts = [kept(text) for text in HELD][number::8]
    for position, text in enumerate(texts):
        kind = list(AlertKind)[position % len(AlertKind)]
        found = full_of(text, kind)
        page = Seen()
        page.feed(found.html)

        assert page.tags <= TAGS
        assert page.attributes <= {
            "lang",
            "charset",
            "name",
            "content",
            "style",
            "dir",
            "scope",
            "href",
        }
        assert page.links == {found.payload["link"]}
        assert str(found.payload["link"]).startswith("https://monitor.example.org/")
        assert f"“{text}”" in found.text
        assert f"“{text}”" in "\n".join(page.texts)
        assert html.escape(f"“{text}”") in found.html
        assert text in json.dumps(found.payload, ensure_ascii=False) or "\\" in json.dumps(text)
        assert json.loads(json.dumps(found.payload))["also"] is not None


def test_a_page_fetches_nothing_and_says_nothing_by_colour() -> None:
    """No image, script, style sheet or address but that of Why; no colour at all."""
    page = compose([sample(AlertKind.BREACHED)], around()).html

    assert not re.search(r"src=|url\(|<script|<link|<img|colou?r|background", page)
    assert page.count("http") == 3
    assert page.count('href="http') == 2


@pytest.mark.parametrize("kind", AlertKind)
def test_no_forbidden_word_is_told(kind: AlertKind) -> None:
    """Words of the machinery, and words that take a side, are in no message."""
    text = compose([sample(kind)], around()).text.casefold()

    assert [word for word in FORBIDDEN if re.search(rf"\b{word}\b", text)] == []


def test_every_kind_has_its_sentence() -> None:
    """In the catalogue, and none is left without a meaning."""
    assert set(alerts.LEADS) == {kind.value for kind in AlertKind}
    assert set(SAMPLES) == set(AlertKind)


def test_a_language_is_a_file_of_the_same_names() -> None:
    """All that the English file says has its name in the list, and nothing else has."""
    said = {name for name in vars(alerts) if name.isupper()}

    assert set(names()) == said
    assert set(FILES) == set(Language)
    assert wording(Language.EN) is alerts


def copy_of(**other: object) -> ModuleType:
    """A made-up language: the English file with something else in it."""
    made = ModuleType("made_up")
    vars(made).update({name: getattr(alerts, name) for name in names()} | other)
    return made


def test_a_whole_language_is_taken() -> None:
    """Other words under the same names, filling in the same: that is a language."""
    leads = {key: f"Alors: {text}" for key, text in alerts.LEADS.items()}
    made = checked(copy_of(LEADS=leads, EVIDENCE="Preuves"))

    assert made.LEADS["met"] == "Alors: Met: {what}."
    assert made.EVIDENCE == "Preuves"


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"EVIDENCE": None}, "EVIDENCE is missing"),
        ({"LEADS": {"met": "{what}"}}, "LEADS has other entries than in English"),
        ({"SUBJECT": "{agreement}"}, "SUBJECT does not fill in the same as in English"),
        ({"SUBJECT": 3}, "SUBJECT does not fill in the same as in English"),
        (
            {"LEADS": {**alerts.LEADS, "met": "{who}"}},
            "LEADS met does not fill in the same as in English",
        ),
    ],
)
def test_half_a_language_is_refused(other: dict[str, object], says: str) -> None:
    """A name that is missing would be found out in the middle of a crisis: it is found before."""
    with pytest.raises(WordsMissingError, match=says):
        checked(copy_of(**other))
