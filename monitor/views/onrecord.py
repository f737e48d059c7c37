"""What the record held at one moment of knowledge, as the views read it; gathered by the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitor.evaluation.explanation import Explanation
from monitor.evaluation.serious import Uncounted
from monitor.incidents.record import (
    Attestation,
    Count,
    Decision,
    Report,
    SourceProfile,
    Statement,
)


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Records as known at `known`, whatever they tell of; none known only later may be here.

    `uncounted` are the serious incidents that no condition counts for certain, `confirmed` the
    explanations of the last confirmed breach of each limit, and `reports` by key those of the
    incidents in both. `newest` is when the last of what tells anything became known, None for
    nothing.
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
    newest: datetime | None = None

    @property
    def by_source(self) -> dict[str, SourceProfile]:
        """The source profiles by source."""
        return {profile.id: profile for profile in self.profiles}
