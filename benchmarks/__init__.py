"""Measurements, each a command that prints what it found; docs/benchmarks.md holds the figures."""
