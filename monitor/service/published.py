"""What of the things said of an agreement may be given to anybody: what rests on public records.

Nothing is evaluated for it: it is what was said, with what is not public left out and counted.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, pairwise

from monitor.agreements.load import Instrument
from monitor.alerts.transition import Subject, Transition
from monitor.evaluation.dates import Dated
from monitor.evaluation.disclosing import Closed, Disclosing, Text
from monitor.evaluation.said import Saying
from monitor.incidents.record import Report
from monitor.incidents.vocabulary import Handling, Strength
from monitor.service.rules import Rules
from monitor.service.said import Said
from monitor.service.saying import Sayings, concerns
from monitor.store.act import Act
from monitor.store.ledger import ACTIVATE, OWN_WORDS
from monitor.store.store import Store

MOST_TOLD = 100
"""Transitions that are given of one agreement."""

LOOKED_AT = 300
"""Transitions that are looked at for those, the newest first."""

MOST_CLOSED = 2_000
"""Records that are not public, beyond which nothing is given that may rest on any record."""


@dataclass(frozen=True, slots=True)
class Told:
    """A transition, with when it was said, UTC: when that was accepted."""

    transition: Transition
    said: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """What may be given of one agreement.

    Attributes:
        instrument: As it counts now.
        public: Whether anything of it may be given.
        since: When it was made to count, UTC.
        changed: When anything last changed that this is made from, UTC.
        said: What was said last; None before the first, and where nothing may be given.
        anchor: The entry in which it was said.
        told: The transitions, newest first.
        dates: What is said of dates.
        saying: What is said, of conditions and phases that may be given.
        force: Whether it may be said whether the agreement is in force.
        left_out: How many transitions, dates and verdicts are not public; `force` is one of these.
    """

    instrument: Instrument
    public: bool
    since: datetime
    changed: datetime
    said: Said | None = None
    anchor: Act | None = None
    told: tuple[Told, ...] = ()
    dates: tuple[Dated, ...] = ()
    saying: Saying | None = None
    force: bool = False
    left_out: tuple[int, int, int] = (0, 0, 0)


class Published:
    """What may be given to anybody of what was said; made once until something is said anew.

    Its methods may be called from any thread.
    """

    def __init__(self, store: Store, rules: Rules, sayings: Sayings) -> None:
        self._store = store
        self._rules = rules
        self._sayings = sayings
        self._lock = threading.Lock()
        self._given: dict[str, tuple[tuple[int, str], Given]] = {}

    def agreements(self) -> dict[str, Given]:
        """Return what may be given of each agreement that somebody has agreed to."""
        with self._lock:
            agreed = [name for name, one in self._rules.instruments.items() if _agreed(one)]
            return {name: self._of(name) for name in agreed}

    def of(self, agreement: str) -> Given | None:
        """Return what may be given of an agreement; None where nobody has agreed to one so named.

        Raises:
            StoreDamagedError: A kept file is missing or damaged.
        """
        with self._lock:
            active = self._rules.instruments.get(agreement)
            return self._of(agreement) if active is not None and _agreed(active) else None

    def _of(self, agreement: str) -> Given:
        last = self._sayings.last(agreement)
        made_from = (last.act if last else 0, self._store.version)
        kept = self._given.get(agreement)
        if kept is None or kept[0] != made_from:
            kept = made_from, self._make(agreement, last)
            self._given[agreement] = kept
        return kept[1]

    def _make(self, agreement: str, last: Said | None) -> Given:
        instrument = self._rules.instruments[agreement]
        since = self._rules.activations[agreement].recorded_at
        newest = [act for word in OWN_WORDS for act in self._store.acts.newest(word, most=1)]
        saying = self._store.acts.named([last.act]) if last else ()
        changed = max(act.recorded_at for act in (*newest, *saying))
        given = Given(instrument, self._is_public(instrument), since, changed)
        if last is None or not given.public:
            return given
        disclosing = Disclosing(self._texts(agreement), self._closed())
        return self._filled(replace(given, said=last, anchor=saying[0]), last, disclosing)

    def _filled(self, given: Given, last: Said, disclosing: Disclosing) -> Given:
        looked_at = list(self._looked_at(last.agreement))
        told = [one for one, since in looked_at if _may_tell(disclosing, one.transition, since)]
        said = self._sayings.dates(last)
        dates = tuple(one for one in said if _may_date(disclosing, one, last.known))
        content = self._sayings.content(last)
        saying, force = _may_say(disclosing, content, last.known)
        here, there = (len(one.conditions) + len(one.phases) for one in (saying, content))
        left_out = len(looked_at) - len(told), len(said) - len(dates), there - here + (not force)
        return replace(
            given,
            told=tuple(told[:MOST_TOLD]),
            dates=dates,
            saying=saying,
            force=force,
            left_out=left_out,
        )

    def _looked_at(self, agreement: str) -> Iterator[tuple[Told, datetime]]:
        """Yield the newest transitions, each with when had been said what it is compared with."""
        found = (
            (said, one, before.known)
            for said, before in pairwise(self._sayings.entries(agreement))
            for one in reversed(said.transitions)
        )
        newest = list(islice(found, LOOKED_AT))
        acts = self._store.acts.named({said.act for said, _, _ in newest})
        at = {act.seq: act.recorded_at for act in acts}
        for said, one, before in newest:
            yield Told(one, at[said.act]), before

    def _texts(self, agreement: str) -> list[Text]:
        acts = [act for act in self._store.acts.of(ACTIVATE) if concerns(act, agreement)]
        made = [self._store.acts.activation(act) for act in acts]
        read = [(one.recorded_at, self._rules.read(one)) for one in made]
        return [
            Text(since, one.agreement, self._is_public(one), one.variants) for since, one in read
        ]

    def _is_public(self, instrument: Instrument) -> bool:
        """Whether anybody may see a rule file, and those that it imports."""
        files = [instrument, *self._rules.imported(instrument)]
        return all(one.agreement.handling == Handling.PUBLIC.value for one in files)

    def _closed(self) -> Closed:
        with self._store.facts() as facts:
            versions = facts.closed(MOST_CLOSED)
            if versions is None:
                return Closed(None)
            reports = {one.record.key for one in versions if isinstance(one.record, Report)}
            watching = {
                profile.id
                for profile in facts.profiles()
                if profile.strength is Strength.CERTIFIES_QUIET
            }
            return Closed(versions, facts.linked(reports), watching)


def _agreed(instrument: Instrument) -> bool:
    return not instrument.agreement.proposed


def _may_tell(disclosing: Disclosing, one: Transition, since: datetime) -> bool:
    about, disclosing = one.subject, disclosing.read_as(one.subject.reading)
    if about.noted is not None:
        return disclosing.noted(about.noted, about.key or "", since, one.known)
    if about.condition is not None:
        return disclosing.condition(about.condition, since, one.known)
    if about.phase is not None:
        return disclosing.phase(about.phase, since, one.known)
    return about == Subject(reading=about.reading) and disclosing.force(since, one.known)


def _may_date(disclosing: Disclosing, one: Dated, known: datetime) -> bool:
    """Whether a date may be given: what it has been since it was said first goes with it."""
    may = disclosing.phase if one.due.of_phase else disclosing.condition
    return may(one.due.name, one.said, known)


def _may_say(disclosing: Disclosing, content: Saying, known: datetime) -> tuple[Saying, bool]:
    """Return what may be given of what was said, and whether that it is in force is of it."""
    conditions = tuple(
        one for one in content.conditions if disclosing.condition(one.condition, known, known)
    )
    phases = tuple(one for one in content.phases if disclosing.phase(one.phase, known, known))
    left = replace(content, conditions=conditions, phases=phases)
    return left, disclosing.force(known, known)
