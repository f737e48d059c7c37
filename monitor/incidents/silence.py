"""What the silence of each source in a file is taken to be worth, by the profiles on record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitor.incidents.record import Count, Record, Report, SourceProfile, Statement
from monitor.incidents.vocabulary import Strength


@dataclass(frozen=True, slots=True)
class Silence:
    """A source that publishes, and its profile on record; None where there is none."""

    source: str
    profile: SourceProfile | None

    @property
    def strength(self) -> Strength:
        """What its silence is worth; without a profile it can report, and says nothing."""
        return self.profile.strength if self.profile else Strength.CAN_REPORT


def silences(
    records: Iterable[Record], profiles: Mapping[str, SourceProfile]
) -> tuple[Silence, ...]:
    """Return the silence of each source that publishes in these records, in order of their ids.

    Args:
        records: Those of a file; a source publishes by reports, counts and statements.
        profiles: The profiles on record, by source.
    """
    publishing = {one.source for one in records if isinstance(one, Report | Count | Statement)}
    return tuple(Silence(source, profiles.get(source)) for source in sorted(publishing))
