"""Days drawn one character each, made into records: what a rule's cases are tested on.

`.` watched, nothing happened · `!` watched, an incident · `?` nobody watching · `~` watched, one
report that nobody confirms · `x` watched, an incident whose occurrence is disputed.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import product
from typing import NamedTuple

from monitor.agreements.case_terms import Strip
from monitor.agreements.model import ActorTest, Agreement, Area, IncidentClass
from monitor.errors import MonitorError
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.classify import Classifier
from monitor.evaluation.geometry import ground_of
from monitor.evaluation.tally import Question
from monitor.incidents.known import Known
from monitor.incidents.merge import alone
from monitor.incidents.record import Coverage, Names, Range, Record, Report, Review
from monitor.incidents.span import Span
from monitor.incidents.vocabulary import (
    CIVILIANS,
    CLAIMS,
    KINDS,
    PURPOSES,
    WEAPONS,
    Grade,
    Occurrence,
)

SOURCE = "strip"
"""The source of a strip that names none."""
REVIEWER = "strip_review"


class CannotDrawError(MonitorError):
    """No incident of the class can be made, so that a strip of it shows nothing."""


def drawn(agreement: Agreement, strip: Strip, number: int) -> Iterator[Known[Record]]:
    """Yield the records that a strip stands for, each known when it happened or was watched.

    Args:
        agreement: The terms; days are those of its calendar under the open reading.
        strip: The drawing.
        number: Its number among the strips of the case, which keeps its records apart.

    Raises:
        CannotDrawError: No incident belongs to the class for certain.
    """
    calendar = MonitoringCalendar(agreement.calendar, ())
    classifier = Classifier(agreement, calendar)
    for position, mark in enumerate(strip.days):
        named = strip.from_ + timedelta(days=position)
        start, end = calendar.begins(named), calendar.begins(named + timedelta(days=1))
        if mark != "?":
            watch = _watch(agreement, strip, Span(start=start, end=end))
            yield Known(watch.model_copy(update={"id": f"{number}-{position}"}), (0, 0), end)
        if mark in "!~x":
            for report in _reports(classifier, strip, named, start + (end - start) / 2):
                key = f"{number}-{position}-{report.id}"
                yield from _told(report.model_copy(update={"id": key}), mark)


def _watch(agreement: Agreement, strip: Strip, window: Span) -> Coverage:
    """Return a watch over the kinds of the class, everywhere or in the scope named."""
    area = agreement.areas.get(strip.scope or "")
    party = strip.scope if strip.scope in agreement.parties else None
    return Coverage(
        id="",
        source=strip.source or SOURCE,
        watched=window,
        kinds=agreement.classes[strip.class_].any_kind,
        areas=area.units if area else (),
        sides=(party,) if party else (),
    )


def _told(report: Report, mark: str) -> Iterator[Known[Record]]:
    happened = report.happened.start
    yield Known(report, (0, 0), happened)
    if mark == "~":
        return
    disputed = Occurrence.DISPUTED if mark == "x" else None
    review = Review(
        id=report.id,
        source=REVIEWER,
        report=report.key,
        grade=Grade.VERIFIED,
        occurrence=disputed,
    )
    yield Known(review, (0, 1), happened)


def _reports(
    classifier: Classifier, strip: Strip, named: date, moment: datetime
) -> Iterator[Report]:
    """Yield one report of an incident of the class, or one in each scope it is judged in."""
    wanted = _scopes(classifier, strip, classifier.calendar.local(moment))
    for position, (per, scope) in enumerate(wanted):
        test = classifier.class_test(strip.class_, per=per, scope=scope)
        for stated in _candidates(classifier.agreement, strip.class_, per, scope):
            at = Span(start=moment, end=moment)
            report = stated.report(str(position), strip.source or SOURCE, at)
            if classifier.member(test, alone(report, Grade.VERIFIED)) is True:
                yield report
                break
        else:
            where = f" in {scope}" if scope else ""
            raise CannotDrawError(
                f"no incident of class {strip.class_}{where} can be made for {named}: "
                "nothing that a report can state belongs to it for certain"
            )


def _scopes(
    classifier: Classifier, strip: Strip, local: datetime
) -> list[tuple[str | None, str | None]]:
    """Return (per, scope) of each incident to draw: in every scope unless the strip names one."""
    agreement = classifier.agreement
    if strip.scope is not None:
        return [("area" if strip.scope in agreement.areas else "party", strip.scope)]
    asked = [question for c in agreement.conditions.values() if (question := Question.of(c))]
    counting = [question for question in asked if question.incident_class == strip.class_]
    if any(question.per is None for question in counting) or not counting:
        return [(None, None)]
    per = counting[0].per
    if per == "area":
        return [(per, name) for name, area in agreement.areas.items() if not area.unpublished]
    return [(per, party) for party in classifier.perpetrators(strip.class_, local)]


class _Place(NamedTuple):
    """What a report could state of a place: a p-code, or a point on the ground."""

    pcode: str = ""
    latitude: float | None = None
    longitude: float | None = None


def _places(areas: Iterable[Area]) -> Iterator[_Place]:
    """Yield a place in each unit of each area, and in each area on the ground."""
    for area in areas:
        yield from (_Place(code) for code in area.pcodes)
        if area.on_the_ground:
            yield _Place("", *ground_of(area).inner_point)


class _Stated(NamedTuple):
    """What a report could state, one word each; empty where it states nothing."""

    purpose: str
    place: "_Place"
    kind: str
    by: str
    against: str
    weapon: str
    claim: str
    quantity: int | None

    def report(self, id_: str, source: str, at: Span) -> Report:
        """Return the report that states it."""
        many = self.quantity
        return Report(
            id=id_,
            source=source,
            happened=at,
            kinds=_one(self.kind),
            by=_one(self.by),
            against=_one(self.against),
            pcodes=_one(self.place.pcode),
            latitude=self.place.latitude,
            longitude=self.place.longitude,
            purposes=_one(self.purpose),
            weapons=_one(self.weapon),
            claims=_one(self.claim),
            quantity=None if many is None else Range(low=many, high=many),
        )


def _candidates(
    agreement: Agreement, name: str, per: str | None, scope: str | None
) -> Iterator[_Stated]:
    """Yield what a report of the class could state, the most telling first."""
    terms = agreement.classes[name]
    kinds = terms.any_kind or tuple(KINDS)
    purposes = terms.purpose or ("", "combat", *PURPOSES)
    doers = (scope,) if per == "party" and scope else _actors(agreement, terms.by)
    areas = [area for area in (terms.in_, scope if per == "area" else None) if area]
    named = [agreement.areas[area] for area in areas]
    anywhere = [_Place(), *_places(agreement.areas.values())]
    places = [*_places(named)] if named else anywhere
    victims = _actors(agreement, terms.against)
    weapons = terms.weapon or ("", *(WEAPONS if any(e.weapon for e in terms.except_) else ()))
    claims = terms.claimed or ("", *(CLAIMS if any(e.claimed for e in terms.except_) else ()))
    everything = product(
        purposes, places, kinds, doers, victims, weapons, claims, _quantities(terms)
    )
    yield from (_Stated(*each) for each in everything)


def _quantities(terms: IncidentClass) -> Sequence[int | None]:
    """Return the numbers that may be stated: within the bounds, beyond those of exceptions."""
    own = terms.quantity
    if own is not None:
        return [number for number in (own.at_least, own.at_most) if number is not None]
    excepted = [exception.quantity for exception in terms.except_ if exception.quantity]
    below = [bounds.at_least - 1 for bounds in excepted if bounds.at_least is not None]
    above = [bounds.at_most + 1 for bounds in excepted if bounds.at_most is not None]
    return [None, *below, *above]


def _actors(agreement: Agreement, test: ActorTest | None) -> tuple[str, ...]:
    """Return the actors that may be stated: those the test names, or anybody."""
    if test is None:
        return ("", *agreement.parties, CIVILIANS)
    in_role = [
        party
        for party, terms in agreement.parties.items()
        if any(role.is_ in test.roles for role in terms.role)
    ]
    civilians = [CIVILIANS] if test.civilians else []
    return tuple(dict.fromkeys([*test.parties, *in_role, *civilians]))


def _one(word: str) -> Names:
    return (word,) if word else ()
