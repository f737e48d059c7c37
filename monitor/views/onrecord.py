"""What the record held at one moment of knowledge, as the views read it; gathered by the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor.evaluation.explanation import Explanation
from monitor.evaluation.serious import Uncounted
from monitor.incidents.record import (
    Attestation,
    Count,
    Decision,
    Link,
    Report,
    SourceProfile,
    Statement,
)
from monitor.incidents.rhythm import Gap


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Records as known at `known`, whatever they tell of; none known only later may be here.

    `uncounted` are the serious incidents that no condition counts for certain, `confirmed` the
    explanations of the last confirmed breach of each limit, and `reports` by key those of the
    incidents in both. `links` are those that name one of these, oldest knowledge first, where they
    are asked for. `newest` is when the last of what tells anything became known, None for
    nothing. `gaps` are the probable gaps of each source that has any, where they are asked for.
    """

    known: datetime
    counts: tuple[Count, ...] = ()
    statements: tuple[Statement, ...] = ()
    decisions: tuple[Decision, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    profiles: tuple[SourceProfile, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()
    confirmed: tuple[Explanation, ...] = ()
    reports: Mapping[str, Report] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    newest: datetime | None = None
    gaps: Mapping[str, Sequence[Gap]] = field(default_factory=dict)

    @property
    def by_source(self) -> dict[str, SourceProfile]:
        """The source profiles by source."""
        return {profile.id: profile for profile in self.profiles}
