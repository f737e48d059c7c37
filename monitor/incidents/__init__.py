"""The record: what sources say happened, as frozen values; no database, no screen."""
