"""What is asked of the process that reads a file, as it is sent to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from monitor.apart.limits import Limits
from monitor.incidents.flow import Flowing
from monitor.incidents.formats.saved import Saved
from monitor.incidents.gazetteer import NOWHERE, Gazetteer
from monitor.incidents.intake import Intake
from monitor.incidents.opened.declared import NOTHING, Declared
from monitor.incidents.opened.given import Given
from monitor.incidents.validate import flow_file, read_file


@dataclass(frozen=True, slots=True)
class Asked:
    """A file to be read, with what is stated of it; see `read_file`."""

    data: bytes | Given
    file: str
    kind: str | None = None
    source: str | None = None
    time_zone: str | None = None
    declared: Declared = NOTHING
    places: Gazetteer = NOWHERE
    saved: Mapping[str, Saved] = field(default_factory=dict)

    def read(self) -> Intake:
        """Read it here.

        Raises:
            IncidentFileError: It is no file of records at all.
        """
        return read_file(
            self.data,
            file=self.file,
            kind=self.kind,
            source=self.source,
            time_zone=self.time_zone,
            declared=self.declared,
            places=self.places,
            saved=self.saved,
        )

    def begin(self, given: Given | None = None) -> Flowing | Intake:
        """Begin to read it here, row by row; what cannot be read like that is read whole.

        `given` is the file itself, where it is not at hand.

        Raises:
            IncidentFileError: It is no file of records at all.
        """
        return flow_file(
            given or self.data,
            file=self.file,
            kind=self.kind,
            source=self.source,
            time_zone=self.time_zone,
            declared=self.declared,
            places=self.places,
            saved=self.saved,
        )

    def sent(self, limits: Limits) -> bytes:
        """Return the line that is sent before the bytes of the file."""
        said = {
            "file": self.file,
            "kind": self.kind,
            "source": self.source,
            "time_zone": self.time_zone,
            "declared": self.declared.stated,
            "names": dict(self.places.names),
            "within": dict(self.places.within),
            "saved": [[one.text, one.version] for one in self.saved.values()],
            "limits": [limits.memory, limits.seconds],
        }
        return json.dumps(said).encode() + b"\n"

    @classmethod
    def received(cls, line: bytes, data: bytes = b"") -> Self:
        """Read what was sent before the file."""
        said = json.loads(line)
        names = {code: tuple(given) for code, given in said["names"].items()}
        return cls(
            data,
            said["file"],
            said["kind"],
            said["source"],
            said["time_zone"],
            Declared(**said["declared"]),
            Gazetteer(names, said["within"]),
            Saved.by_name(Saved(text, version) for text, version in said["saved"]),
        )


def limits_received(line: bytes) -> Limits:
    """Return the limits that were sent."""
    return Limits(*json.loads(line)["limits"])
