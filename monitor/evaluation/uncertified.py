"""Limits that nobody could certify: with these source profiles no day of them is ever kept."""

from collections.abc import Iterator, Sequence

from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement
from monitor.errors import Problem
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.classify import Classifier
from monitor.evaluation.coverage import Lookout
from monitor.evaluation.tally import Question, Scope
from monitor.evaluation.watch import Watch
from monitor.handwritten.flaw import Flaw, place, problem
from monitor.incidents.record import SourceProfile
from monitor.incidents.span import FOREVER
from monitor.incidents.vocabulary import Strength


def never_certified(
    instrument: Instrument, profiles: Sequence[SourceProfile]
) -> tuple[Problem, ...]:
    """Return the limits of at most so many whose quiet no source certifies, publish as it may.

    Limits by one source's counts are left out: a count speaks for itself.
    """
    root = instrument.root
    flaws = _flaws(instrument.agreement, profiles)
    return tuple(problem(f, root, instrument.file) for f in flaws if not place(f, root).file)


def _flaws(terms: Agreement, profiles: Sequence[SourceProfile]) -> Iterator[Flaw]:
    calendar = MonitoringCalendar(terms.calendar, ())
    certain = [one for one in profiles if one.strength is Strength.CERTIFIES_QUIET]
    watches = [
        Watch(one.id, calendar.start, FOREVER, one.sides, one.areas, one.kinds) for one in certain
    ]
    lookout = Lookout(terms, Classifier(terms, calendar), watches)
    for name, condition in terms.conditions.items():
        limit = condition.limit
        if limit is None or limit.at_most is None or limit.from_counts is not None:
            continue
        question = Question(limit.of, limit.in_, limit.measure, condition.per)
        scopes: list[Scope] = [None]
        if condition.per == "area":
            scopes = [area for area, it in terms.areas.items() if it.pcodes]
        elif condition.per == "party":
            scopes = [*lookout.classifier.perpetrators(limit.of, terms.calendar.from_)]
        open_ = [s for s in scopes if lookout.gaps(question, s, calendar.start, FOREVER)]
        if open_:
            scoped = f" for {', '.join(str(s) for s in open_)}" if None not in open_ else ""
            why = f"no source certifies quiet for every kind, side and area of {limit.of}"
            hint = "name a certifier (a profile that certifies_quiet), or assume quiet, and say so"
            if not all(lookout.ground(question, scope) for scope in open_):
                why = "nobody has published the area that it asks about"
                hint = "give the area when it is published, or assume where it lies, and say so"
            wrong = f"with these source profiles no day of this is ever kept{scoped}: {why}"
            yield Flaw(("conditions", name), wrong, hint, on_key=True)
