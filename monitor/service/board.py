"""What is said side by side: the official picture, each reading of the text, each account."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.evaluation.verdict import Evaluation


@dataclass(frozen=True, slots=True)
class Board:
    """The evaluations of one agreement at one (`at`, `known`).

    `readings` are by reading, in the order of the rule file; `accounts` by source, in the order
    of their ids. None of them is merged with another.
    """

    official: Evaluation
    readings: Mapping[str, Evaluation]
    accounts: Mapping[str, Evaluation]
