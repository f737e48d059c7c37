"""What the record held at one moment of knowledge, as the views read it; gathered by the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitor.evaluation.explain import Explanation
from monitor.incidents.record import (
    Attestation,
    Count,
    Decision,
    Report,
    SourceProfile,
    Statement,
)
from monitor.incidents.version import Incident


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Records as known at `known`, whatever they tell of; none known only later may be here.

    `incidents` are those of the time looked at, `reports` theirs by key, and `explanations`
    hold the serious ones among them against every limit. `newest` is when the last of all these
    became known, None for none.
    """

    known: datetime
    counts: tuple[Count, ...] = ()
    statements: tuple[Statement, ...] = ()
    decisions: tuple[Decision, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    profiles: tuple[SourceProfile, ...] = ()
    incidents: tuple[Incident, ...] = ()
    reports: Mapping[str, Report] = field(default_factory=dict)
    explanations: tuple[Explanation, ...] = ()
    newest: datetime | None = None

    @property
    def by_source(self) -> dict[str, SourceProfile]:
        """The source profiles by source."""
        return {profile.id: profile for profile in self.profiles}
