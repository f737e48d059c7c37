"""The imperative shell: every act and every question goes through here."""

from monitor.service.board import Board
from monitor.service.previewing import Change, Preview
from monitor.service.service import Service
from monitor.service.taking import Outcome, Taken

__all__ = ["Board", "Change", "Outcome", "Preview", "Service", "Taken"]
