"""What the pages read of an act that brought a file: records, or rules."""

from datetime import datetime
from typing import Protocol


class Accepted(Protocol):
    """An act that was accepted, with its file."""

    @property
    def act(self) -> int:
        """Its number."""
        ...

    @property
    def recorded_at(self) -> datetime:
        """When it was accepted, UTC: since then rules count."""
        ...

    @property
    def actor(self) -> str:
        """Who acted."""
        ...

    @property
    def file(self) -> str:
        """The name of the file; empty for a single record."""
        ...
