"""*Why*: what a verdict on one condition and day rests on."""

from dataclasses import asdict
from datetime import date

import streamlit as st

from monitor.evaluation.verdict import Evaluation
from monitor.gathering import with_evidence
from monitor.pages.asked_for import choose
from monitor.pages.asking import Asked, ask
from monitor.pages.drawing import draw_top, lines, row, table
from monitor.pages.places import Places, to_incident, to_why
from monitor.pages.sides import choose_side, draw_sides
from monitor.pages.standpoint import Standpoint
from monitor.service import Service
from monitor.views.marks import scope_name, title_of
from monitor.views.sources import Sources
from monitor.views.standpoints import table as standpoint_table
from monitor.views.why import Why, why
from monitor.views.would_change import would_turn
from monitor.words import (
    by_standpoint,
    doubles,
    duties,
    owing,
    pages,
    rival_answers,
    silence,
    times,
    why_page,
    would_change,
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
STANDPOINT_WIDTHS = {
    by_standpoint.VIEW: 230,
    by_standpoint.TAKES: 180,
    **dict.fromkeys(by_standpoint.DOUBTS.values(), 185),
    by_standpoint.UNDISPUTED: 170,
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


def draw(service: Service, places: Places) -> None:
    """Draw the page."""
    with st.container(gap="xsmall"):
        seen = draw_top(service, places)
        if seen is not None:
            _explain(service, choose_side(seen), places)


def _explain(service: Service, seen: Standpoint, places: Places) -> None:
    asked = ask(service, seen)
    condition, scope, day, reading, account = _question(asked, seen)
    if not reading and not account:
        draw_sides(service, seen, condition, scope, day)
    explanation = service.verdicts.explain(
        seen.agreement,
        condition,
        at=seen.at,
        known=seen.known,
        scope=scope,
        day=day,
        account=account,
        reading=reading,
    )
    if explanation is None:
        st.text(rival_answers.ACCOUNT_CANNOT)
        return
    evaluation = _judged(service, asked, seen, account=account, reading=reading)
    shown = why(
        service.rules.instruments[seen.agreement].under(reading),
        explanation,
        evaluation,
        with_evidence(service, asked.record, explanation),
        official=asked.board.official,
        variants=asked.variants,
        by_reading=asked.board.readings,
        by_account=asked.board.accounts,
    )
    _draw(shown, places, condition, scope, day)
    _draw_turning(service, asked, seen, (condition, scope), account=account, reading=reading)
    _draw_standpoints(service, asked, seen, condition, scope)


def _judged(
    service: Service, asked: Asked, seen: Standpoint, *, account: str | None, reading: str | None
) -> Evaluation:
    """Return the evaluation asked for; only a reading on one account is not on the board."""
    if account and reading:
        return service.verdicts.evaluate(
            seen.agreement, at=seen.at, known=seen.known, account=account, reading=reading
        )
    if reading:
        return asked.board.readings[reading]
    return asked.board.accounts[account] if account else asked.board.official


def _question(
    asked: Asked, seen: Standpoint
) -> tuple[str, str | None, date | None, str | None, str | None]:
    """Draw the choices that make up the question; returns what they, or the address, say."""
    terms = asked.agreement.conditions
    with st.container(horizontal=True, gap="small"):
        titles = {name: title_of(name, terms[name]) for name in terms}
        condition = choose(why_page.CHOOSE_CONDITION, "condition", titles)
        scopes = {
            f.scope: scope_name(asked.agreement, f.scope)
            for f in asked.board.official.findings
            if f.condition == condition and f.scope
        }
        scope = choose(why_page.CHOOSE_SCOPE, "scope", scopes) if scopes else None
        readings = {"": rival_answers.AS_FILED} | {
            name: reading.title for name, reading in asked.agreement.readings.items()
        }
        reading = choose(rival_answers.READING, "reading", readings) or None
        sources = Sources.at(asked.agreement, asked.record.by_source, seen.at)
        accounts = {"": rival_answers.ALL_SOURCES} | {
            s: sources.name(s) for s in asked.board.accounts
        }
        account = choose(rival_answers.ACCOUNT, "account", accounts) or None
        judged = asked.board.readings[reading] if reading else asked.board.official
        days = {"": why_page.LAST_DAY} | _days(judged, condition, scope)
        day = choose(why_page.CHOOSE_DAY, "day", days) if len(days) > 1 else ""
    return condition, scope, date.fromisoformat(day) if day else None, reading, account


def _draw_standpoints(
    service: Service, asked: Asked, seen: Standpoint, condition: str, scope: str | None
) -> None:
    """Draw, on request, the condition by every standard, doubt, reading and account."""
    st.markdown(f"**{by_standpoint.TITLE}**")
    if not st.toggle(by_standpoint.ASK, key="standpoints"):
        return
    rows = service.verdicts.standpoints(
        seen.agreement, condition, at=seen.at, known=seen.known, scope=scope
    )
    sources = Sources.at(asked.agreement, asked.record.by_source, seen.at)
    shown = standpoint_table(asked.agreement, condition, rows, sources)
    st.text(shown.summary)
    table(list(shown.rows), by_standpoint.TITLE, most=14, widths=STANDPOINT_WIDTHS, wrapped=True)


def _draw_turning(
    service: Service,
    asked: Asked,
    seen: Standpoint,
    question: tuple[str, str | None],
    *,
    account: str | None,
    reading: str | None,
) -> None:
    """Draw, on request, the smallest change of the record that would turn the verdict."""
    st.markdown(f"**{would_change.TITLE}**")
    if not st.toggle(would_change.ASK, key="would_change"):
        return
    condition, scope = question
    found = service.verdicts.counterfactual(
        seen.agreement,
        condition,
        at=seen.at,
        known=seen.known,
        scope=scope,
        account=account,
        reading=reading,
    )
    terms = service.rules.instruments[seen.agreement].under(reading)
    sources = Sources.at(asked.agreement, asked.record.by_source, seen.at)
    source = sources.name(account) if account else None
    lines(list(would_turn(terms, condition, found, source)))


def _days(evaluation: Evaluation, condition: str, scope: str | None) -> dict[str, str]:
    """Return the days judged, newest first, by the date that the address carries."""
    return {
        verdict.day.date.isoformat(): f"{verdict.day.grid + 1}, from {times.day(verdict.day.date)}"
        for finding in evaluation.findings
        if (finding.condition, finding.scope) == (condition, scope)
        for verdict in reversed(finding.stood.days)
    }


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
    table(rows, why_page.EVIDENCE, most=12, widths=WIDTHS, wrapped=True)
    if not rows:
        st.text(why_page.NO_EVIDENCE)
    lines([*shown.watch, *shown.nearest])


def _draw(shown: Why, places: Places, condition: str, scope: str | None, day: date | None) -> None:
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
