"""Health of sending on *Desk*: the sender, its messages, digests by the clock, and drills."""

import streamlit as st

from monitor.errors import MonitorError
from monitor.gathering import on_alerts
from monitor.pages.drawing import lines, row
from monitor.pages.serving import actor, sender
from monitor.service import Service
from monitor.views.sender import Sender, digest_line, drill_line, sender_lines
from monitor.words import desk_alerts


def draw_sending(service: Service) -> None:
    """Draw how sending fares."""
    door, shelf = sender(), on_alerts(service)
    fares = door.health if door else None
    st.markdown(f"**{desk_alerts.SENDER_TITLE}**")
    lines([*sender_lines(fares, shelf.parcels, shelf.people, service.zone)])
    _digests(service)
    _channels(service, door)


def _channels(service: Service, door: Sender | None) -> None:
    """Draw the channels that are closed, and each that there is with its last drill."""
    closed = sorted(service.alerting.book.outbox.gone)
    if door is None and not closed:
        return
    st.markdown(f"**{desk_alerts.CHANNELS_TITLE}**")
    file = service.alerts_file
    lines([desk_alerts.CHANNEL_CLOSED.format(channel=name, file=file) for name in closed])
    if door is None:
        return
    if not door.channels:
        st.text(desk_alerts.NO_CHANNELS)
    for channel in door.channels:
        _drill(service, door, channel)


def _digests(service: Service) -> None:
    """Draw when the digest of each desk is due, and when the last was told."""
    desks = service.alerting.directory.desks
    if not desks:
        return
    now, last = service.moment(), service.alerting.book.digested
    st.markdown(f"**{desk_alerts.DIGESTS_TITLE}**")
    lines(
        [
            digest_line(
                name, service.alerting.next_digest(name, now), last.get(name), now, desk.zone
            )
            for name, desk in desks.items()
        ]
    )


def _drill(service: Service, door: Sender, channel: str) -> None:
    """Draw what came of the last drill of a channel, and a button that sends one."""
    with row():
        told = st.container(width="stretch")
        if st.button(desk_alerts.SEND_DRILL, key=f"drill-{channel}"):
            with st.spinner(desk_alerts.SENDING_DRILL):
                _send(door, channel)
        drills = [act for act in service.store.acts.of("drill") if act.body["channel"] == channel]
        told.text(drill_line(channel, drills[-1] if drills else None, service.zone))


def _send(door: Sender, channel: str) -> None:
    try:
        door.drill(channel, actor=actor())
    except MonitorError as error:
        st.text(str(error))
