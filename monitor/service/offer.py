"""A file as a person offers it, and what they state of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.apart.asked import Asked
from monitor.apart.reading import read
from monitor.incidents.formats.saved import Saved
from monitor.incidents.gazetteer import NOWHERE, Gazetteer
from monitor.incidents.intake import Intake
from monitor.incidents.opened.declared import NOTHING, Declared
from monitor.incidents.opened.given import Given
from monitor.service.coming import Coming


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person states of a file; None for what the file says itself.

    Attributes:
        kind: The kind of its records.
        source: The source of rows that name none.
        time_zone: IANA name of the zone of times that state none.
        reading: How its bytes are to be read.
        accept_sums: Whether its rows are taken as they stand although they do not add up to the
            totals that it states.
    """

    kind: str | None = None
    source: str | None = None
    time_zone: str | None = None
    reading: Declared = NOTHING
    accept_sums: bool = False

    @property
    def declared(self) -> dict[str, str]:
        """What is stated, by the names that the journal has."""
        stated = {"format": self.kind, "source": self.source, "time_zone": self.time_zone}
        known = {name: value for name, value in stated.items() if value is not None}
        return known | self.reading.stated


UNSTATED = Stated()
"""Nothing is stated."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A file as a person offers it; an `archive` counts as known since each row was published.

    `role` is that in which it is brought; empty where it is none of its own. `withdraw_missing`
    is whether what the last file of a source brought, and this one leaves out, is taken back.
    `saved` are the mappings that people have saved, by name.
    `coming` is told how far it has come.
    """

    file: str
    data: bytes | Given
    stated: Stated = UNSTATED
    archive: bool = False
    places: Gazetteer = NOWHERE
    role: str = ""
    withdraw_missing: bool = False
    saved: Mapping[str, Saved] = field(default_factory=dict)
    coming: Coming = field(default_factory=Coming, compare=False, repr=False)

    @property
    def original(self) -> str:
        """The SHA-256 of its bytes, as the store has it."""
        return Given.of(self.data).digest

    def declared(self, intake: Intake) -> dict[str, str]:
        """Return what is declared: the same bytes declared otherwise are another upload.

        So are the same bytes read by another version of a mapping that somebody saved.
        """
        missing = {"missing": "withdrawn"} if self.withdraw_missing else {}
        by = intake.mapped
        mapped = {} if by is None else {"mapping": by.name, "mapping_version": str(by.version)}
        sums = {"sums": "accepted"} if self.stated.accept_sums and intake.differing else {}
        return self.stated.declared | missing | mapped | sums

    def read(self) -> Intake:
        """Return its rows, each accepted or rejected with reasons.

        Raises:
            IncidentFileError: It is no file of records at all, or reading it takes too much.
        """
        stated = self.stated
        return read(
            Asked(
                self.data,
                self.file,
                stated.kind,
                stated.source,
                stated.time_zone,
                stated.reading,
                self.places,
                self.saved,
            ),
            self.coming.reading,
        )
