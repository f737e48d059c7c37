"""Acts, each at one instant of its span, and every world that their spans allow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from monitor.agreements.model import Duration, Unit
from monitor.agreements.naming_acts import NamingActs
from monitor.incidents.known import Known
from monitor.incidents.record import Attestation, Decision
from monitor.incidents.span import FOREVER, TICK
from tests.naive.days import instant, speaks_as
from tests.naive.gauge import Case
from tests.naive.under import recorded, single

World = Mapping[str, datetime]
"""The instant at which each act took place, by its key."""


@dataclass(frozen=True)
class Act:
    """A decision or an attestation: in the closed [first, last]; in force up to `until`."""

    key: str
    by: str
    what: str
    first: datetime
    last: datetime
    until: datetime = FOREVER
    refs: frozenset[str] = frozenset()

    def is_by(self, case: Case, who: Iterable[str]) -> bool:
        """Whether it is the act of one of these parties or sources, of anybody if none is named."""
        ids = tuple(who)
        return not ids or any(speaks_as(case.agreement, self.by, each, self.first) for each in ids)


def decisions(case: Case, words: Iterable[str], terms: NamingActs | None = None) -> list[Act]:
    """Return the decisions of these names, those that may have been taken by the instant judged.

    Those that count for the terms; without any, those of the agreement alone.
    """
    wanted = set(words)
    return [
        _decision(each)
        for each in single(case, recorded(case, Decision, terms))
        if each.record.what in wanted and each.record.effective.start <= case.at
    ]


def attested(case: Case, word: str, terms: NamingActs) -> list[Act]:
    """Return the attestations that this is so; under an account, those of its source."""
    told = [
        each
        for each in recorded(case, Attestation, terms)
        if each.record.what == word
        and each.record.holds
        and case.account in {None, each.record.source}
        and each.record.during.start <= case.at
    ]
    return [_attestation(each) for each in single(case, told)]


def _decision(known: Known[Decision]) -> Act:
    terms = known.record
    span = terms.effective
    until = terms.until or FOREVER
    return Act(
        f"decision {terms.key}", terms.by, terms.what, span.start, span.last, until, _refs(terms)
    )


def _attestation(known: Known[Attestation]) -> Act:
    terms = known.record
    span = terms.during
    key = f"attestation {terms.key}"
    return Act(key, terms.by, terms.what, span.start, span.last, refs=_refs(terms))


def _refs(terms: Attestation | Decision) -> frozenset[str]:
    return frozenset(terms.references)


def worlds(acts: Sequence[Act], marks: Iterable[datetime]) -> Iterator[World]:
    """Yield the worlds that matter: every act at each instant at which an order may turn.

    Args:
        acts: What may have happened.
        marks: Instants other than the ends of the acts' own spans at which something changes.

    Yields:
        An instant for each act: the ends of its span, and every mark and every end of another
        span that lies in it, with the instants just before and after.
    """
    single = {act.key: act for act in acts}
    turns = {*marks, *(end for act in acts for end in (act.first, act.last, act.until))}
    places = [_places(act, turns) for act in single.values()]
    for chosen in product(*places):
        yield dict(zip(single, chosen, strict=True))


def _places(act: Act, turns: Iterable[datetime]) -> list[datetime]:
    if act.first == act.last:
        return [act.first]
    found = {act.first, act.last}
    for turn in turns:
        if act.first - TICK <= turn <= act.last + TICK:
            near = (turn - TICK, turn, turn + TICK)
            found.update(place for place in near if act.first <= place <= act.last)
    return sorted(found)


def after(moment: datetime, length: Duration, zone: str) -> datetime:
    """Return the end of a time: hours elapse; days lead to the same local time of another day."""
    if length.unit is not Unit.DAYS:
        return moment + timedelta(**{str(length.unit): length.count})
    local = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    return instant(local + timedelta(days=length.count), zone)


def before(moment: datetime, length: Duration, zone: str) -> datetime:
    """Return the instant a time earlier: so much time, or the same local time of another day."""
    if length.unit is not Unit.DAYS:
        return moment - length.elapsed
    local = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    return instant(local - timedelta(days=length.count), zone)


def turning_back(moments: Iterable[datetime], length: Duration, zone: str) -> set[datetime]:
    """Return where a time of this length may end that begins about one of these instants."""
    if length.unit is not Unit.DAYS:
        return {moment + length.elapsed for moment in moments}
    there = ZoneInfo(zone)
    found: set[datetime] = set()
    for moment in moments:
        for near in (moment - TICK, moment, moment + TICK):
            local = near.astimezone(there).replace(tzinfo=None) + timedelta(days=length.count)
            for fold in (0, 1):
                found.add(local.replace(fold=fold, tzinfo=there).astimezone(moment.tzinfo))
    return found


def turning(moments: Iterable[datetime], length: Duration, zone: str) -> set[datetime]:
    """Return where a time of this length may begin that ends about one of these instants."""
    if length.unit is not Unit.DAYS:
        return {moment - timedelta(**{str(length.unit): length.count}) for moment in moments}
    there = ZoneInfo(zone)
    found: set[datetime] = set()
    for moment in moments:
        for near in (moment - TICK, moment, moment + TICK):
            local = near.astimezone(there).replace(tzinfo=None) - timedelta(days=length.count)
            for fold in (0, 1):
                first = local.replace(fold=fold, tzinfo=there)
                found.add(first.astimezone(moment.tzinfo))
    return found
