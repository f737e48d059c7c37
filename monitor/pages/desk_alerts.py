"""Alerts of *Desk*: what people were told, who has it, and what can be done about it."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from itertools import islice

import streamlit as st

from monitor.gathering import on_alerts
from monitor.pages.asked_for import choose_any
from monitor.pages.drawing import lines, row
from monitor.pages.places import Places, to_why_of
from monitor.pages.pressing import act_button, what_came
from monitor.pages.serving import actor
from monitor.service import Service
from monitor.views.alerts import (
    MOST_ALERTS,
    AlertLine,
    Shelf,
    alert_lines,
    nobody_sits,
    snooze_line,
)
from monitor.views.messages import MessageLine, ReviewLine, reviews
from monitor.views.naming import agreement_title
from monitor.words import desk_alerts, moments, times


def draw_alerts(service: Service, places: Places) -> None:
    """Draw what waits for somebody, then the alerts, newest first."""
    lines([*what_came(), *_nobody(service), desk_alerts.MEANING])
    shelf = on_alerts(service)
    _draw_reviews(service, shelf)
    _draw_snoozes(service, shelf)
    agreements = {n: found.agreement for n, found in service.rules.instruments.items()}
    with st.container(horizontal=True, gap="small"):
        titles = {name: agreement_title(found) for name, found in agreements.items()}
        agreement = choose_any(moments.CHOOSE_AGREEMENT, "agreement", titles)
        seen = choose_any(
            desk_alerts.SEEN_FILTER, "seen", desk_alerts.SEEN_OPTIONS, desk_alerts.SEEN_ANY
        )
    fitting = alert_lines(shelf, agreements, agreement, unseen=seen == "no")
    found = list(islice(fitting, MOST_ALERTS + 1))
    if not found:
        st.text(desk_alerts.NONE_FITS if agreement or seen else desk_alerts.NONE)
    lines([desk_alerts.FIRST.format(most=MOST_ALERTS)] if len(found) > MOST_ALERTS else [])
    for one in found[:MOST_ALERTS]:
        _draw(service, places, one)


def _nobody(service: Service) -> Iterable[str]:
    """Say that nobody is told, or which desks nobody sits at, and what to do."""
    desks = service.alerting.directory.desks
    if not desks:
        return [desk_alerts.NOBODY_TOLD.format(file=service.alerts_file)]
    agreements = [found.agreement for found in service.rules.instruments.values()]
    return nobody_sits(agreements, desks, service.alerts_file)


def _draw(service: Service, places: Places, one: AlertLine) -> None:
    with st.container(border=True, gap="xsmall"):
        with row():
            told = [one.head, one.says, "; ".join(one.told), *one.answered, *one.others]
            st.text("\n".join(told), width="stretch")
            to_why_of(places, one.change)
        if one.acknowledges or one.snoozes:
            with st.container(horizontal=True, gap="small"):
                if one.acknowledges:
                    act_button(
                        desk_alerts.ACKNOWLEDGE, f"ack-{one.id}", partial(_ack, service, one.id)
                    )
                if one.snoozes:
                    _draw_snoozing(service, one)
        _draw_messages(one.messages)


def _draw_messages(found: Iterable[MessageLine]) -> None:
    for message in found:
        lines(message.to)
        with st.expander(desk_alerts.MESSAGE_AS_SENT):
            st.text(message.subject)
            st.code(message.text, language=None, wrap_lines=True)


def _draw_snoozing(service: Service, one: AlertLine) -> None:
    with st.popover(desk_alerts.SNOOZE):
        for desk in one.snoozes:
            st.text(desk_alerts.SNOOZE_FOR.format(desk=desk))
            for days, label in desk_alerts.SNOOZE_DAYS.items():
                act = partial(_snooze, service, desk, one.thread, days)
                act_button(label, f"snooze-{desk}-{one.id}-{days}", act)


def _draw_snoozes(service: Service, shelf: Shelf) -> None:
    standing = shelf.standing()
    if not standing:
        return
    st.markdown(f"**{desk_alerts.SNOOZED_TITLE}**")
    last = {issued.alert.thread: issued.alert.turned for issued in shelf.issued}
    for one in standing:
        turned = last[one.thread]
        terms = service.rules.instrument(turned.agreement).agreement
        desk = service.alerting.directory.desks.get(one.desk)
        with row():
            zone = desk.zone if desk else service.zone
            st.text(snooze_line(one, turned, terms, zone), width="stretch")
            act = partial(_wake, service, one.desk, one.thread)
            act_button(desk_alerts.END_SNOOZE, f"wake-{one.desk}-{one.thread}", act)


def _draw_reviews(service: Service, shelf: Shelf) -> None:
    zones = {name: desk.zone for name, desk in service.alerting.directory.desks.items()}
    held = list(reviews(shelf.parcels, shelf.people, zones))
    if not held:
        return
    st.markdown(f"**{desk_alerts.REVIEW_TITLE}**")
    lines([desk_alerts.REVIEW_MEANING])
    for one in held:
        _draw_review(service, one)


def _draw_review(service: Service, one: ReviewLine) -> None:
    first = one.notices[0]
    with st.container(border=True, gap="xsmall"):
        lines([one.head, one.approved])
        with st.expander(desk_alerts.MESSAGE_AS_SENT):
            st.code(one.text, language=None, wrap_lines=True)
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            if actor() not in one.by:
                act = partial(_approve, service, one.notices)
                act_button(desk_alerts.APPROVE, f"approve-{first}", act)
            key = f"why-{first}"
            st.text_input(desk_alerts.WHY_WITHHELD, key=key, max_chars=500)
            act = partial(_withhold, service, one.notices, key)
            act_button(desk_alerts.WITHHOLD, f"withhold-{first}", act)


def _ack(service: Service, alert: str) -> str:
    service.replies.acknowledge(alert, actor=actor())
    return desk_alerts.DONE_ACKNOWLEDGED.format(who=actor())


def _snooze(service: Service, desk: str, thread: str, days: int) -> str:
    until = service.moment() + timedelta(days=days)
    service.replies.snooze(desk, thread, until, actor=actor())
    zone = service.alerting.directory.desks[desk].zone
    return desk_alerts.DONE_SNOOZED.format(desk=desk, time=times.full(until, zone))


def _wake(service: Service, desk: str, thread: str) -> str:
    service.replies.wake(desk, thread, actor=actor())
    return desk_alerts.DONE_WOKEN.format(desk=desk)


def _approve(service: Service, notices: Iterable[str]) -> str:
    book = service.alerting.book
    for name in notices:
        if actor() not in book.outbox.of(name).by:
            service.replies.approve(name, actor=actor())
    return desk_alerts.DONE_APPROVED.format(who=actor())


def _withhold(service: Service, notices: Iterable[str], key: str) -> str:
    for name in notices:
        service.replies.withhold(name, st.session_state[key], actor=actor())
    return desk_alerts.DONE_WITHHELD.format(who=actor())
