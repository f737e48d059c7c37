"""The imperative shell: every act and every question goes through here."""

from monitor.service.service import Service
from monitor.service.taking import Change, Preview, Taken

__all__ = ["Change", "Preview", "Service", "Taken"]
