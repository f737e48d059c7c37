"""What people are told of beside verdicts: serious incidents, statements, decisions, silences.

None of it is a verdict: a statement drives no gate, and an incident that nothing counts changes
none. It is told because people act on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.evaluation.serious import Touches, grave, touches, uncounted
from monitor.evaluation.taking_back import Back, taken_back
from monitor.evaluation.view import View
from monitor.incidents.record import Decision, Report, Statement
from monitor.incidents.span import Span
from monitor.incidents.version import Stated

ATTACKS = {
    *("armed_clash", "ground_attack", "shelling", "small_arms_fire", "air_strike"),
    *("remote_explosive", "attack_on_civilians", "attack_on_aid", "attack_on_medical"),
    "chemical_attack",
}
"""Kinds of incident that are attacks: aid kept waiting and a check of the line are none."""


class Note(StrEnum):
    """What is told of."""

    SERIOUS = "serious"
    STATEMENT = "statement"
    DECISION = "decision"
    SILENT = "silent"
    """A source of which nothing has become known for so long."""
    GAP = "gap"
    """A probable gap in what a source tells."""


REPORTING = {Note.SILENT, Note.GAP}
"""What is told of how sources report; its key is the source. See `reporting`."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing that people are told of, as it is known.

    Attributes:
        what: Whether it is an incident, a statement or a decision; or how a source reports.
        key: The id of the incident, the key of the record, or the source.
        word: Why the incident is serious, the reasons in order and joined by commas; what the
            statement does; what was decided; how it stands with the source.
        happened: Its first instant, UTC, and the one after its last; of a silence when something
            of the source became known last, twice, and of its end that and when something did
            again; of a gap the beginning of its first day and the end of its last.
        by: Who is named: of an incident as reported, of an act who made it; the name of a source.
        reports: The keys of the reports of an incident; empty for a record.
        killed: Of an incident at least and at most, None where that is open; else None.
        counted: Whether a condition counts the incident for certain; True for a record.
        kinds: Of an incident, what was done.
        place: Where an incident was, as the first of its reports that says so states it.
        about: What a statement is about, as written.
        harmed: Whether an incident is an attack of which nobody says that it killed none; True for
            a record.
        back: What takes a decision back; None where nothing does.
        lengths: Of a silence, those that the rules' alerts ask for and that it has reached, as
            rules write them, the shortest first.
        areas: Of a gap, the areas silent at once; empty where it told of nothing anywhere.
        usual: Of a gap, how many reports would have been usual.
    """

    what: Note
    key: str
    word: str
    happened: tuple[datetime, datetime]
    by: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    killed: tuple[int, int | None] | None = None
    counted: bool = True
    kinds: tuple[str, ...] = ()
    place: str = ""
    about: str = ""
    harmed: bool = True
    back: Back | None = None
    lengths: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    usual: int = 0


def noted(view: View) -> tuple[Noted, ...]:
    """Return what records there are to be told of beside the verdicts, in order of time.

    Incidents and statements from the beginning of the agreement to the horizon, both as far as
    they may lie there; statements of the actors that the agreement names; the decisions under it,
    whenever they take effect. What takes a decision back is told of that one, and not by itself.
    """
    found = [*_serious(view), *_statements(view), *_decisions(view)]
    return tuple(sorted(found, key=lambda one: (one.happened, one.what, one.key)))


def _serious(view: View) -> Iterator[Noted]:
    uncounted_ones = {one.incident.id for one in uncounted(view)}
    for incident in grave(view):
        why: tuple[Touches, ...] = touches(view.agreement, incident, view)
        yield Noted(
            Note.SERIOUS,
            incident.id,
            ",".join(why),
            _both(incident.happened),
            _stated(incident.by),
            incident.reports,
            (incident.killed.low, incident.killed.high),
            counted=incident.id not in uncounted_ones,
            kinds=_stated(incident.kinds),
            place=_place(view, incident.reports),
            harmed=incident.killed.high != 0 and bool(ATTACKS & set(incident.kinds)),
        )


def _statements(view: View) -> Iterator[Noted]:
    roster = view.classifier.roster
    for known in view.facts.records(Statement, view.known):
        made, record = known.record.made, known.record
        if not made.touches(view.calendar.start, view.horizon):
            continue
        if roster.resolve(record.actor, view.calendar.local(made.start)) is not None:
            yield Noted(
                Note.STATEMENT,
                record.key,
                record.says,
                _both(made),
                (record.actor,),
                about=record.about,
            )


def _decisions(view: View) -> Iterator[Noted]:
    records = [known.record for known in view.facts.records(Decision, view.known)]
    named = {one.key: one for one in records if one.agreement == view.agreement.id}
    backs = {key: named[act.key] for key, act in taken_back(view).items()}
    take_back = {one.key for one in backs.values()}
    for key, record in named.items():
        if key not in take_back or key in backs:
            yield Noted(
                Note.DECISION,
                key,
                record.what,
                _both(record.effective),
                (record.by,),
                back=_back(backs[key]) if key in backs else None,
            )


def _back(record: Decision) -> Back:
    return Back(record.key, record.what, record.by, _both(record.effective))


def _stated(values: Stated) -> tuple[str, ...]:
    return tuple(value for value in values if value is not None)


def _place(view: View, reports: tuple[str, ...]) -> str:
    told = view.facts.named(Report, reports, view.known)
    return next((known.record.place for known in told if known.record.place), "")


def _both(span: Span) -> tuple[datetime, datetime]:
    return span.start, span.end
