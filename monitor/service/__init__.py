"""The imperative shell: every act and every question goes through here."""

from monitor.service.activating import Activating
from monitor.service.board import Board
from monitor.service.mappings import SavedMapping
from monitor.service.offer import Stated
from monitor.service.outlines import Outlines
from monitor.service.previewing import MOST_ROWS, Preview, Undoing
from monitor.service.recorded import Recorded
from monitor.service.service import Service
from monitor.service.taken import Outcome, Taken
from monitor.service.trying import Change, PhaseChange, Would

__all__ = [
    "MOST_ROWS",
    "Activating",
    "Board",
    "Change",
    "Outcome",
    "Outlines",
    "PhaseChange",
    "Preview",
    "Recorded",
    "SavedMapping",
    "Service",
    "Stated",
    "Taken",
    "Undoing",
    "Would",
]
