"""*Today*: how the agreement stands, from the moment chosen."""

from collections.abc import Sequence

import streamlit as st

from monitor import charts
from monitor.agreements.model import Agreement
from monitor.gathering import on_alerts
from monitor.pages.asking import Asked, ask
from monitor.pages.drawing import band, draw_top, lines, row, table
from monitor.pages.places import Places, to_why, to_why_of
from monitor.pages.standpoint import Standpoint, carried
from monitor.service import Service
from monitor.views.alerts import waiting_line
from monitor.views.conclusions import Conclusion
from monitor.views.folding import rows
from monitor.views.health import pause_line
from monitor.views.rivals import Rival
from monitor.views.today import Today, today
from monitor.views.transitions import LATELY, change_line, reads_alike
from monitor.views.turned import Turned
from monitor.words import (
    desk_alerts,
    pages,
    phases,
    phrasing,
    rival_answers,
    silence,
    today_page,
    what_changed,
)


def draw(service: Service, places: Places) -> None:
    """Draw the page."""
    with st.container(gap="xsmall"):
        seen = draw_top(service, places)
        if seen is not None:
            _draw(service, seen, places)


def _draw(service: Service, seen: Standpoint, places: Places) -> None:
    asked = ask(service, seen)
    shown = today(
        asked.agreement,
        asked.board.official,
        asked.record,
        variants=asked.variants,
        by_reading=asked.board.readings,
        by_account=asked.board.accounts,
        ended=asked.ended,
        reconstructed=service.record.reconstructed,
        latest=seen.latest,
    )
    if seen.latest and (pause := service.alerting.book.paused(service.store.present())):
        st.text(pause_line(pause, service.zone))
    lines(shown.state)
    if _empty(asked):
        st.text(silence.EMPTY_RECORD)
        st.page_link(places.add, label=pages.ADD, query_params=carried())
    _phases(shown, places)
    _conclusions(today_page.CERTAIN, shown.certain, places)
    _conclusions(today_page.CANNOT_SAY, shown.unclear, places)
    _days(asked.agreement, shown, seen)
    if shown.coming:
        with band(today_page.NEXT):
            lines([f"{coming.when}  {coming.what}" for coming in shown.coming])
    _lately(service, seen, asked.agreement, places)
    if seen.latest:
        _alerts(service, places)
    _serious(shown, places)
    with band(silence.CANNOT_SEE):
        lines(shown.unseen)
    _figures(shown, seen)
    _rivals(rival_answers.BY_READING, shown.readings, places, account=False)
    _rivals(rival_answers.BY_ACCOUNT, shown.accounts, places, account=True)
    if shown.mute:
        st.text(rival_answers.MUTE.format(sources=phrasing.listed(shown.mute)))
    st.markdown(f"**{today_page.ON_RECORD}**")
    entries = [{"when": e.when, "who": e.who, "what": e.what} for e in shown.entries]
    table(entries, today_page.ON_RECORD, widths={"when": 190, "who": 230, "what": 860})
    if not entries:
        st.text(silence.NOTHING_SAID)


def _empty(asked: Asked) -> bool:
    return asked.record.newest is None


def _lately(service: Service, seen: Standpoint, agreement: Agreement, places: Places) -> None:
    """Draw the newest changes in what is said that read so, of those that were known."""

    def wanted(one: Turned) -> bool:
        return one.known <= seen.known and not reads_alike(agreement, one)

    found = service.record.transitions(seen.agreement, limit=LATELY, wanted=wanted)
    if not found:
        return
    with band(what_changed.LATELY):
        for one in found:
            line = change_line(agreement, one)
            past = what_changed.LINE_OTHER if line.of else what_changed.LINE
            with row():
                st.text(
                    past.format(when=line.when, says=line.brief, kind=line.kind), width="stretch"
                )
                to_why_of(places, line)


def _alerts(service: Service, places: Places) -> None:
    """Draw how many alerts of the last days nobody has acknowledged."""
    told = waiting_line(on_alerts(service))
    if told:
        with band(desk_alerts.FOR_YOU), row():
            st.text(told, width="stretch")
            asked = {"part": "alerts", "seen": "no"}
            st.page_link(places.desk, label=desk_alerts.SEE_THEM, query_params=asked)


def _phases(shown: Today, places: Places) -> None:
    if not shown.phases:
        return
    with band(phases.TITLE):
        for one in shown.phases:
            with row():
                st.text(f"{one.title}: {one.text}", width="stretch")
                if one.condition is not None:
                    to_why(places, pages.WHY, one.condition)


def _conclusions(label: str, conclusions: Sequence[Conclusion], places: Places) -> None:
    if not conclusions:
        return
    with band(label):
        for one in conclusions:
            with row():
                st.text(f"{one.glyph}  {one.title}: {one.text}", width="stretch")
                to_why(places, pages.WHY, one.condition, scope=one.scope, day=one.day)


def _days(agreement: Agreement, shown: Today, seen: Standpoint) -> None:
    lines([f"{clock.title}: {clock.sentence}" for clock in shown.clocks])
    if shown.strips:
        chosen = rows(agreement, shown.strips, charts.MOST_DAYS)
        st.vega_lite_chart(charts.strip_chart(chosen.drawn, seen.zone))
        lines([silence.NOT_DRAWN.format(titles="; ".join(chosen.bare))] if chosen.bare else [])


def _figures(shown: Today, seen: Standpoint) -> None:
    st.markdown(f"**{today_page.COUNTED_BY_SOURCES}**")
    days = charts.shown(shown.strips)
    for series in shown.series:
        left, right = st.columns([6, 5], gap="medium")
        with left:
            if any(figure.value is not None for figure in series.figures):
                st.vega_lite_chart(charts.counts_chart(series, days, seen.zone))
            else:
                st.text(series.title)
        with right:
            lines([text for text in (series.sum, *series.apart) if text])
    if not shown.series:
        st.text(silence.NOTHING_COUNTED)


def _rivals(label: str, rivals: Sequence[Rival], places: Places, *, account: bool) -> None:
    if not rivals:
        return
    st.markdown(f"**{label}**")
    with st.container(gap=None):
        for rival in rivals:
            with row():
                st.text(rival.line, width="stretch")
                to_why(
                    places,
                    pages.WHY,
                    rival.condition,
                    account=rival.name if account else None,
                    reading=None if account else rival.name,
                )


def _serious(shown: Today, places: Places) -> None:
    if not shown.serious:
        return
    st.markdown(f"**{today_page.SERIOUS_TITLE}**")
    with st.container(gap=None):
        for one in shown.serious:
            with row():
                st.text(one.line, width="stretch")
                if one.condition:
                    to_why(places, pages.WHY, one.condition, scope=one.scope, day=one.day)
