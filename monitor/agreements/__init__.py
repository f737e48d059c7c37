"""The rule language: an agreement's terms as frozen values; no incidents, no database."""
