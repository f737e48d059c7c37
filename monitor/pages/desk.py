"""*Desk*: what changed in what is said, alerts, the rules to read, how the service fares."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from monitor import __version__
from monitor.agreements.english import explain_rules
from monitor.agreements.model import Agreement
from monitor.pages.asked_for import choose_any, choose_one
from monitor.pages.desk_alerts import draw_alerts
from monitor.pages.desk_mappings import draw_mappings
from monitor.pages.desk_pausing import draw_pausing
from monitor.pages.desk_sending import draw_sending
from monitor.pages.drawing import lines, row
from monitor.pages.places import Places, to_why_of
from monitor.pages.serving import health
from monitor.service import Service
from monitor.views.health import checked_lines, folder_lines, said_line, scheduler_lines
from monitor.views.naming import agreement_title
from monitor.views.rules import counts_since, what_it_is
from monitor.views.transitions import MOST_CHANGES, change_line, kind_of
from monitor.words import desk_page, inbox, moments, names_of, pages, what_changed


def draw(service: Service, places: Places) -> None:
    """Draw the page."""
    with st.container(gap="xsmall"):
        handling = names_of.HANDLING["internal"]
        lines([f"{handling} · {pages.DESK}", desk_page.HEAD])
        part = choose_one(desk_page.CHOOSE_PART, "part", desk_page.PARTS)
        _PARTS[part](service, places)


def _changed(service: Service, places: Places) -> None:
    """Draw what changed in what is said, newest first."""
    agreements = _agreements(service)
    with st.container(horizontal=True, gap="small"):
        titles = {name: agreement_title(found) for name, found in agreements.items()}
        agreement = choose_any(moments.CHOOSE_AGREEMENT, "agreement", titles)
        kind = choose_any(what_changed.FILTER, "kind", what_changed.KINDS)
    found = service.record.transitions(
        agreement or None,
        limit=MOST_CHANGES + 1,
        wanted=lambda one: not kind or kind_of(one) == kind,
    )
    shown = found[:MOST_CHANGES]
    if not shown:
        st.text(what_changed.NONE_FITS if agreement or kind else what_changed.NONE)
        return
    capped = len(found) > MOST_CHANGES
    told = [what_changed.FIRST.format(most=MOST_CHANGES)] if capped else []
    lines([what_changed.MEANING, *told])
    numbers = {number for one in shown for number in one.because}
    acts = {act.seq: act for act in service.record.acts(numbers)}
    for one in shown:
        line = change_line(agreements[one.agreement], one, acts)
        head = what_changed.HEAD.format(when=line.when, agreement=line.title, kind=line.kind)
        with st.container(border=True), row():
            first = " ".join(filter(None, [head, line.of]))
            st.text(f"{first}\n{line.says}\n{line.because}", width="stretch")
            to_why_of(places, line)


def _rules(service: Service, _: Places) -> None:
    """Draw the rules that count, to be read: as English, and as the text of the file."""
    lines([desk_page.RULES_HEAD])
    activations = service.rules.activations
    if not activations:
        lines([desk_page.NO_RULES, pages.FIRST_RUN_DO])
    for name, instrument in service.rules.instruments.items():
        with st.container(border=True):
            agreement = instrument.agreement
            digest = desk_page.DIGEST.format(digest=instrument.digest)
            counts = counts_since(agreement, made := activations[name])
            lines([agreement_title(agreement), counts, what_it_is(agreement, made), digest])
            with st.expander(desk_page.FILE_TEXT):
                st.code(instrument.text, language="yaml", line_numbers=True)
                for file, text in instrument.imports.items():
                    st.text(desk_page.IMPORTED.format(file=file))
                    st.code(text, language="yaml", line_numbers=True)
            st.text(explain_rules(instrument))


def _health(service: Service, _: Places) -> None:
    """Draw how the scheduler fares, what is said, and what can be checked."""
    agreements = _agreements(service)
    store = service.store
    lines(
        [
            desk_page.FOLDER.format(folder=store.folder),
            desk_page.VERSION.format(version=__version__),
        ]
    )
    fares = health()
    _told(desk_page.SCHEDULER_TITLE, [*scheduler_lines(fares, agreements, service.zone)])
    if fares is not None:
        draw_pausing(service)
    _told(inbox.TITLE, [*folder_lines(fares, service.zone)])
    said = [said_line(found, service.record.said(name)) for name, found in agreements.items()]
    _told(desk_page.SAYING_TITLE, said or [pages.FIRST_RUN])
    draw_sending(service)
    _told(desk_page.NOTES_TITLE, store.notes)
    st.markdown(f"**{desk_page.JOURNAL_TITLE}**")
    head = store.head
    if head is None:
        st.text(desk_page.NO_ANCHOR)
        return
    lines([desk_page.ACTS.format(count=head.seq), desk_page.ANCHOR.format(act=head.seq)])
    st.code(head.hash, language=None)
    if st.button(desk_page.CHECK_JOURNAL):
        _check(service)


def _check(service: Service) -> None:
    """Check the journal, and say what that found."""
    with st.spinner(desk_page.CHECKING):
        try:
            told = checked_lines(service.store.verify())
        except OSError as error:
            told = (desk_page.JOURNAL_UNREAD.format(error=error),)
    lines(told)


def _told(title: str, texts: Sequence[str]) -> None:
    """Draw lines under a title of ours; neither where there are none."""
    if texts:
        st.markdown(f"**{title}**")
        lines(texts)


def _agreements(service: Service) -> Mapping[str, Agreement]:
    return {name: found.agreement for name, found in service.rules.instruments.items()}


_PARTS: dict[str, Callable[[Service, Places], None]] = {
    "changed": _changed,
    "alerts": draw_alerts,
    "rules": _rules,
    "mappings": lambda service, _: draw_mappings(service),
    "health": _health,
}
