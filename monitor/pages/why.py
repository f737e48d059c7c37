"""*Why*: what a verdict on one condition and day rests on."""

from datetime import date

import streamlit as st

from monitor.evaluation.verdict import Evaluation
from monitor.gathering import with_evidence
from monitor.pages.asked_for import choose
from monitor.pages.asking import Asked, ask
from monitor.pages.drawing import draw_top, lines, table
from monitor.pages.places import Places
from monitor.pages.sides import choose_side, draw_sides
from monitor.pages.standpoint import Standpoint
from monitor.pages.why_rests import draw_rests
from monitor.service import Service
from monitor.views.marks import scope_name, title_of
from monitor.views.sources import Sources
from monitor.views.standpoints import table as standpoint_table
from monitor.views.why import why
from monitor.views.would_change import would_turn
from monitor.words import (
    by_standpoint,
    rival_answers,
    times,
    why_page,
    would_change,
)

STANDPOINT_WIDTHS = {
    by_standpoint.VIEW: 230,
    by_standpoint.TAKES: 180,
    **dict.fromkeys(by_standpoint.DOUBTS.values(), 185),
    by_standpoint.UNDISPUTED: 170,
}


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
    draw_rests(shown, places, condition, scope, day)
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
