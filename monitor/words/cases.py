"""What the command that runs cases says: what failed, and what no case shows."""

FAILED = "FAILED {file}: {name}"
PASSED = "{passed} passed, {failed} failed"
NOT_SHOWN = "{file}: no case shows {condition}: {marks}"
ALL_SHOWN = "every condition is shown each way"
INCOMPLETE = "{count} missing; with --complete this is an error"

MARKS = {
    "kept": "kept",
    "breached": "breached",
    "undetermined": "undetermined",
    "not_yet": "not yet",
    "not_met": "breached or not yet",
    "exact": "exactly at its number",
    "one_beyond": "one short of its number, or one over",
    "first_instant": "an incident at the first instant of a day",
    "last_instant": "an incident in the last minute of a day",
    "at_end": "the very end of its term",
    "after_end": "the minute after the end of its term",
    "late_report": "a verdict that a late report changes",
}
"""What a case can show of a condition."""
