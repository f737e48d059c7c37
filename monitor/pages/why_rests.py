"""What a verdict rests on, drawn: its clause, its evidence, what would settle it."""

from dataclasses import asdict
from datetime import date

import streamlit as st

from monitor.pages.drawing import lines, row, table
from monitor.pages.places import Places, to_incident, to_why
from monitor.views.why import Why
from monitor.words import (
    doubles,
    duties,
    owing,
    pages,
    rival_answers,
    silence,
    why_page,
    would_settle,
)

ACT_WIDTHS = {"when": 210, "who": 230, "what": 330, "source": 140, "record": 210, "published": 120}
SAID_WIDTHS = {"when": 115, "who": 120, "what": 285}
COLUMNS = {
    "stands": "how it counts",
    "why": "why not for certain, or not at all",
    "when": "when",
    "what": "what",
    "place": "place",
    "by": "by, in the source's words",
    "whose": "whose, and who answers for it",
    "against": "against",
    "figure": "killed",
    "source": "source",
    "side": "side it counts",
    "grade": "established",
    "record": "record",
    "published": "published",
}


OWED_COLUMNS = {
    "state": "how it stands",
    "asked": "what",
    "when": "when",
    "due": "due by",
    "answer": "answer, or notice",
    "record": "record",
}
OWED_WIDTHS = {
    "how it stands": 250,
    "what": 180,
    "when": 180,
    "due by": 120,
    "answer, or notice": 180,
}

WIDTHS = {
    "how it counts": 90,
    "why not for certain, or not at all": 200,
    "when": 120,
    "what": 110,
    "place": 110,
    "by, in the source's words": 130,
    "whose, and who answers for it": 290,
    "against": 80,
    "killed": 60,
    "source": 135,
    "side it counts": 115,
}
"""In pixels: together as wide as the page on a desk; any cell opens to its whole text."""
PARTY_ALONE = 60
"""So many letters take the names of parties; the word of a guarantor takes more, and more room."""


def draw_rests(
    shown: Why, places: Places, condition: str, scope: str | None, day: date | None
) -> None:
    """Draw the verdict, and all that it rests on."""
    st.text(f"{shown.title}: {shown.day}" if shown.day else shown.title)
    settled = f"({shown.settled})" if shown.settled else ""
    st.text(" ".join(filter(None, [shown.glyph, shown.verdict, shown.policy, settled])))
    st.text(why_page.CLAUSE.format(clause=shown.clause, says=shown.says) + f" ({shown.provenance})")
    told = [why_page.RULE.format(rule=shown.rule)] if shown.rule else []
    if shown.assumption:
        told.append(why_page.ASSUMED.format(assumption=shown.assumption))
    lines(told)
    _parts(shown, places, day)
    _owed(shown)
    _acts(shown)
    if shown.exhibits or (not shown.parts and shown.acts is None):
        _exhibits(shown)
    _doubles(shown, places)
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(f"**{would_settle.TITLE}**")
        lines(shown.settles)
        st.markdown(f"**{why_page.SAID_AND_SEEN}**")
        said = [{"when": s.when, "who": s.who, "what": s.what} for s in shown.said]
        table(said, why_page.SAID_AND_SEEN, widths=SAID_WIDTHS, wrapped=True)
        if not said:
            st.text(silence.NOTHING_SAID)
    with right:
        st.markdown(f"**{rival_answers.SAME_ELSEWHERE}**")
        for answer in shown.answers:
            with row():
                st.text(f"{answer.under}: {answer.says}", width="stretch")
                if answer.reading or answer.account:
                    to_why(
                        places,
                        pages.WHY,
                        condition,
                        scope=scope,
                        day=day,
                        reading=answer.reading,
                        account=answer.account,
                    )
    st.text(shown.checked)


def _parts(shown: Why, places: Places, day: date | None) -> None:
    """Draw the members of a gate, each with a link to what it rests on itself."""
    if not shown.parts:
        return
    st.markdown(f"**{duties.MEMBERS}**")
    with st.container(gap=None):
        for part in shown.parts:
            with row():
                indent = "\u2003" * part.depth
                st.text(f"{indent}{part.title}: {part.says}", width="stretch")
                if part.condition is not None:
                    to_why(places, pages.WHY, part.condition, scope=part.scope, day=day)


def _acts(shown: Why) -> None:
    """Draw the decisions and attestations that a duty rests on."""
    if shown.acts is None:
        return
    st.markdown(f"**{duties.ACTS_OF_RECORD}**")
    table([asdict(act) for act in shown.acts], duties.ACTS_OF_RECORD, widths=ACT_WIDTHS)
    if not shown.acts:
        st.text(duties.NO_ACTS)


def _owed(shown: Why) -> None:
    """Draw what puts the day of a duty to the test, and how each stands."""
    if shown.owed is None or shown.duty is None:
        return
    title = owing.TITLES[shown.duty]
    st.markdown(f"**{title}**")
    rows = [
        {label: row[name] for name, label in OWED_COLUMNS.items()}
        for row in map(asdict, shown.owed)
    ]
    table(rows, title, most=12, widths=OWED_WIDTHS, wrapped=True)
    st.text(owing.ON_RECORD_ONLY if rows else owing.NOTHING[shown.duty])


def _doubles(shown: Why, places: Places) -> None:
    """Draw the pairs of reports that may be one event, each with where that is answered."""
    if not shown.doubles:
        return
    st.markdown(f"**{doubles.IN_VERDICT}**")
    st.text(doubles.FROM_RECORD)
    with st.container(gap=None):
        for double in shown.doubles:
            with row():
                st.text(double.line, width="stretch")
                to_incident(places, doubles.ANSWER, double.incident)


def _exhibits(shown: Why) -> None:
    """Draw the incidents and counts that bear on the day, and who watched."""
    st.markdown(f"**{why_page.EVIDENCE}**")
    columns = COLUMNS
    if not any(exhibit.whose for exhibit in shown.exhibits):
        columns = {name: label for name, label in COLUMNS.items() if name != "whose"}
    rows = [
        {label: row[name] for name, label in columns.items()} for row in map(asdict, shown.exhibits)
    ]
    longest = max((len(exhibit.whose) for exhibit in shown.exhibits), default=0)
    widths = WIDTHS if longest > PARTY_ALONE else WIDTHS | {COLUMNS["whose"]: 130}
    table(rows, why_page.EVIDENCE, most=12, widths=widths, wrapped=True)
    if not rows:
        st.text(why_page.NO_EVIDENCE)
    lines([*shown.watch, *shown.nearest])
