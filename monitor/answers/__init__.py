"""Evaluations and explanations as plain JSON values: what the command line and the API answer.

Every time is written in UTC with its offset; a day is named by the local date on which it begins.
"""

from monitor.answers.accepted import (
    activating,
    change,
    mapping,
    possible,
    silence,
    taken,
    upload,
    would,
)
from monitor.answers.explained import counterfactual, explanation, standpoint, uncounted
from monitor.answers.judged import board, brief, evaluation, finding, standing
from monitor.answers.plain import instant

__all__ = [
    "activating",
    "board",
    "brief",
    "change",
    "counterfactual",
    "evaluation",
    "explanation",
    "finding",
    "instant",
    "mapping",
    "possible",
    "silence",
    "standing",
    "standpoint",
    "taken",
    "uncounted",
    "upload",
    "would",
]
