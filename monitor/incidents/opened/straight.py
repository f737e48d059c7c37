"""A text whose cells are taken as they stand in it."""

from dataclasses import dataclass

from monitor.incidents.opened.text import Text


@dataclass(frozen=True, slots=True)
class Straight:
    """A text in UTF-8, and how it is split; nothing of a cell is changed on the way.

    Attributes:
        text: The text.
        mark: What separates cells.
        ends: The line of the last row that is not data.
        file: Its name, for messages.
    """

    text: Text
    mark: str
    ends: int
    file: str
