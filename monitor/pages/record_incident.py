"""One incident of *Record*, opened: its accounts, how it was believed, what ties it."""

from dataclasses import asdict

import streamlit as st

from monitor.incidents.record import Link, Review
from monitor.pages.drawing import table
from monitor.pages.record_doubles import draw_unanswered
from monitor.pages.standpoint import Standpoint
from monitor.service import Service
from monitor.views.believed import account_lines, belief_lines, tie_lines
from monitor.views.exhibits import accounts_of
from monitor.views.sources import Sources
from monitor.words import believing

ACCOUNT_WIDTHS = {
    "source": 145,
    "when": 125,
    "what": 110,
    "by": 125,
    "against": 110,
    "place": 125,
    "killed": 80,
    "hurt": 80,
    "version": 175,
    "published": 125,
    "known since": 125,
}


def draw_incident(service: Service, seen: Standpoint, opened: str, sources: Sources) -> None:
    """Draw one incident: its accounts, how it was believed, what links and weighs it."""
    keys = _keys(service, seen, opened)
    revisions = {key: service.record.revisions(key, seen.known) for key in keys}
    accounts = account_lines(revisions, sources, seen.zone)
    if not accounts:
        st.text(believing.NO_SUCH_INCIDENT.format(incident=opened))
        return
    st.markdown(f"**{believing.ACCOUNTS_OF_IT}**")
    rows = [
        {believing.FIELDS.get(name, _label(name)): cell for name, cell in asdict(account).items()}
        for account in accounts
    ]
    table(rows, believing.ACCOUNTS_OF_IT, widths=ACCOUNT_WIDTHS, wrapped=True)
    left, right = st.columns([3, 2], gap="small")
    with left:
        st.markdown(f"**{believing.TITLE}**")
        history = service.record.history(keys, seen.known)
        beliefs = [
            {"from": b.since, "until": b.until, "what had changed": b.changed}
            for b in belief_lines(history, seen.known, seen.zone)
        ]
        widths = {"from": 125, "until": 125, "what had changed": 510}
        table(beliefs, believing.TITLE, widths=widths, wrapped=True)
    with right:
        st.markdown(f"**{believing.TIES}**")
        links, reviews = service.record.of(Link, seen.known), service.record.of(Review, seen.known)
        ties = tie_lines(links, reviews, keys, sources, seen.zone)
        rows = [{"known since": t.known, "who": t.who, "what": t.what} for t in ties]
        table(
            rows, believing.TIES, widths={"known since": 125, "who": 115, "what": 270}, wrapped=True
        )
        if not rows:
            st.text(believing.NO_TIES)
    draw_unanswered(service, [one.record for one in links], keys)


def _label(name: str) -> str:
    return {"known": "known since"}.get(name, name)


def _keys(service: Service, seen: Standpoint, opened: str) -> tuple[str, ...]:
    """Return the reports of an incident as known: those that its newest version holds."""
    history = [v for v in service.record.history([opened], seen.known) if v.known_to > seen.known]
    return accounts_of(history[-1].incident) if history else (opened,)
