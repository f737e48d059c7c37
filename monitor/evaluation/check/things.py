"""What happened of that which a term names, read from the grounds: incidents and acts alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from monitor.agreements.model import Happening
from monitor.evaluation.check.belonging import Sought
from monitor.evaluation.check.clock import Stretch
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.names import Truth, plain
from monitor.incidents.record import Attestation, Decision
from monitor.incidents.span import TICK

EVER = datetime(1, 1, 1, tzinfo=UTC)
"""Before everything."""

INCIDENT = "incident"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that happened at one instant of [first, last], or may have.

    `record` is the kind of record it stands in, within which its key is unique. `certain` is
    False where it may not have happened, or may be something else. `said` are the values it states
    of the reference that must be shared, empty where it states none; None where none must be.
    """

    record: str
    key: str
    first: datetime
    last: datetime
    certain: bool = True
    said: frozenset[str] | None = None

    def in_order(self) -> tuple[datetime, datetime, str, str]:
        """What things are ordered by."""
        return self.first, self.last, self.record, self.key


def alike(one: Thing, other: Thing) -> Truth:
    """Whether two speak of the same, as far as they say."""
    if one.said is None or other.said is None:
        return True
    if not one.said or not other.said or (len(one.said | other.said) > 1 and one.said & other.said):
        return None
    return one.said == other.said


@dataclass(frozen=True)
class Things:
    """Finds what happened, in a scope where one is given."""

    matter: Matter
    share: str | None = None
    per: str | None = None
    scope: str | None = None

    def of(self, named: Happening, since: datetime) -> list[Thing]:
        """What may have happened at `since` or later, before the horizon, in order of time.

        Raises:
            OutOfReachError: The grounds do not go back so far.
        """
        found = self._acts(named) if named.happened is None else self._incidents(named, since)
        horizon = self.matter.horizon
        reached = (one for one in found if one.first < horizon and since <= one.last)
        return sorted(reached, key=Thing.in_order)

    def by_then(self, named: Happening, at: datetime) -> list[Thing]:
        """What may have happened by an instant: an act at it has, an incident at it has not.

        Raises:
            OutOfReachError: The grounds do not go back far enough.
        """
        if named.happened is None:
            return sorted((t for t in self._acts(named) if t.first <= at), key=Thing.in_order)
        begun = [one for one in self.of(named, EVER) if one.first < at]
        return [replace(one, last=at + TICK) if one.last == at else one for one in begun]

    def acts(self, named: Happening) -> Iterator[Decision | Attestation]:
        """The records of the acts that a term names: of attestations those that it is so."""
        every: list[Decision | Attestation] = []
        if named.decided is not None:
            every += self.matter.decisions(named)
        elif named.attested is not None:
            every += self.matter.affirmed(named)
        names, clock = self.matter.names, self.matter.clock
        for record in every:
            span = record.effective if isinstance(record, Decision) else record.during
            begun = clock.local(span.start)
            own = not named.by or names.speaks(record.by, begun, tuple(named.by))
            if own and record.what == named.word:
                yield record

    def _acts(self, named: Happening) -> Iterator[Thing]:
        for record in self.acts(named):
            deed = self.matter.deed(record)
            if self.scope is None or deed.party in {None, self.scope}:
                own = self.scope is None or deed.party is not None
                said = self.said(record.references)
                yield Thing(deed.record, deed.key, deed.first, deed.last, own, said)

    def _incidents(self, named: Happening, since: datetime) -> Iterator[Thing]:
        sought = Sought(named.happened or "", None, self.per, self.scope)
        for incident, certain in self.matter.incidents(sought, since):
            span, said = incident.happened, self.said(incident.references)
            yield Thing(INCIDENT, incident.id, span.start, span.last, certain, said)

    def said(self, references: Iterable[str]) -> frozenset[str] | None:
        """The values stated of the reference that must be shared, as they are compared."""
        if self.share is None:
            return None
        stated = (reference.partition("=") for reference in references)
        return frozenset(plain(value) for name, _, value in stated if name == self.share)


def unseen(matter: Matter, named: Happening, start: datetime, end: datetime) -> list[Stretch]:
    """The stretches in which it could have happened unseen.

    Those named see what they attest, and decisions are what is recorded: neither has any.
    """
    if start >= end:
        return []
    if named.happened is not None:
        return matter.open_times(Sought(named.happened), start, end)
    return [] if named.decided is not None or named.by else [(start, end)]
