"""Running the cases beside a rule file: a small record, and what must come of it."""

from monitor.casebook.completeness import missing
from monitor.casebook.judging import END_OF_TIME, Difference
from monitor.casebook.records import case_records
from monitor.casebook.running import Result, answer, run_cases, run_file

__all__ = [
    "END_OF_TIME",
    "Difference",
    "Result",
    "answer",
    "case_records",
    "missing",
    "run_cases",
    "run_file",
]
