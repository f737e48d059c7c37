"""*Desk*: what changed in what is said, the rules to read, and how the service fares."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from monitor import __version__, words
from monitor.agreements.english import explain_rules
from monitor.agreements.model import Agreement
from monitor.pages.asked_for import choose_any, choose_one
from monitor.pages.drawing import lines, row
from monitor.pages.places import Places, to_why_of
from monitor.pages.serving import health
from monitor.service import Service
from monitor.views.health import checked_lines, said_line, scheduler_lines
from monitor.views.rules import counts_since
from monitor.views.transitions import MOST_CHANGES, change_line, kind_of


def draw(service: Service, places: Places) -> None:
    """Draw the page."""
    with st.container(gap="xsmall"):
        handling = words.HANDLING_NAMES["internal"]
        lines([f"{handling} · {words.DESK}", words.DESK_HEAD])
        part = choose_one(words.CHOOSE_DESK_PART, "part", words.DESK_PARTS)
        _PARTS[part](service, places)


def _changed(service: Service, places: Places) -> None:
    """Draw what changed in what is said, newest first."""
    agreements = _agreements(service)
    with st.container(horizontal=True, gap="small"):
        titles = {name: found.title for name, found in agreements.items()}
        agreement = choose_any(words.CHOOSE_AGREEMENT, "agreement", titles)
        kind = choose_any(words.FILTER_CHANGE, "kind", words.CHANGES_OF)
    found = service.transitions(
        agreement or None,
        limit=MOST_CHANGES + 1,
        wanted=lambda one: not kind or kind_of(one) == kind,
    )
    shown = found[:MOST_CHANGES]
    if not shown:
        st.text(words.NO_CHANGE_FITS if agreement or kind else words.NO_CHANGE)
        return
    capped = len(found) > MOST_CHANGES
    told = [words.FIRST_CHANGES.format(most=MOST_CHANGES)] if capped else []
    lines([words.CHANGES_MEAN, *told])
    numbers = {number for one in shown for number in one.because}
    acts = {act.seq: act for act in service.acts(numbers)}
    for one in shown:
        line = change_line(agreements[one.agreement], one, acts)
        head = words.CHANGE_HEAD.format(when=line.when, agreement=line.title, kind=line.kind)
        with st.container(border=True), row():
            first = " ".join(filter(None, [head, line.of]))
            st.text(f"{first}\n{line.says}\n{line.because}", width="stretch")
            to_why_of(places, line)


def _rules(service: Service, _: Places) -> None:
    """Draw the rules that count, to be read: as English, and as the text of the file."""
    lines([words.RULES_HEAD])
    activations = service.activations
    if not activations:
        lines([words.NO_RULES, words.FIRST_RUN_DO])
    for name, instrument in service.instruments.items():
        with st.container(border=True):
            agreement = instrument.agreement
            digest = words.DIGEST.format(digest=instrument.digest)
            lines([agreement.title, counts_since(agreement, activations[name]), digest])
            with st.expander(words.FILE_TEXT):
                st.code(instrument.text, language="yaml", line_numbers=True)
            st.text(explain_rules(instrument))


def _health(service: Service, _: Places) -> None:
    """Draw how the scheduler fares, what is said, and what can be checked."""
    agreements = _agreements(service)
    store = service.store
    lines(
        [
            words.HEALTH_STORE.format(folder=store.folder),
            words.HEALTH_VERSION.format(version=__version__),
        ]
    )
    _told(words.SCHEDULER_TITLE, [*scheduler_lines(health(), agreements, service.zone)])
    said = [said_line(found, service.said(name)) for name, found in agreements.items()]
    _told(words.SAYING_TITLE, said or [words.FIRST_RUN])
    _told(words.NOTES_TITLE, store.notes)
    st.markdown(f"**{words.JOURNAL_TITLE}**")
    head = store.head
    if head is None:
        st.text(words.HEALTH_NO_HEAD)
        return
    lines([words.HEALTH_ACTS.format(count=head.seq), words.HEALTH_HEAD.format(act=head.seq)])
    st.code(head.hash, language=None)
    if st.button(words.CHECK_JOURNAL):
        _check(service)


def _check(service: Service) -> None:
    """Check the journal, and say what that found."""
    with st.spinner(words.CHECKING):
        try:
            told = checked_lines(service.store.verify())
        except OSError as error:
            told = (words.JOURNAL_UNREAD.format(error=error),)
    lines(told)


def _told(title: str, texts: Sequence[str]) -> None:
    """Draw lines under a title of ours; neither where there are none."""
    if texts:
        st.markdown(f"**{title}**")
        lines(texts)


def _agreements(service: Service) -> Mapping[str, Agreement]:
    return {name: found.agreement for name, found in service.instruments.items()}


_PARTS: dict[str, Callable[[Service, Places], None]] = {
    "changed": _changed,
    "rules": _rules,
    "health": _health,
}
