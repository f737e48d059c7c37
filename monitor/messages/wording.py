"""The words of a language: a file of the catalogue that gives every name a message needs."""

import re
from collections.abc import Mapping
from types import ModuleType
from typing import Protocol, cast

from monitor.alerts.desk import Language
from monitor.errors import MonitorError
from monitor.words import alerts

Labels = dict[str, str]


class Wording(Protocol):
    """Every name that such a file gives, each with what `words/alerts.py` says under it."""

    LEADS: Labels
    DRILL: str
    DRILL_MARK: str
    LATE: str
    LATE_MARK: str
    MARKED: str
    HEAD: str
    SUBJECT: str
    TURNED: str
    WAS: str
    STANDS: str
    NOTED: str
    PROVISIONAL: str
    RUNNING_OUT: str
    TERM_ENDING: str
    APPROACHING: str
    APPROACHING_TERM: str
    APPROACHING_END: str
    MEMBER: str
    NO_TIME: str
    TERM_ENDED: str
    NO_RENEWAL: str
    AWAITS: str
    ONLY_THEY_END: str
    A_STATEMENT: str
    ENDS_IT: str
    BEARS_ON: str
    NOT_THEIRS: str
    COUNTS_UNDER: str
    IT_MAY: str
    IT_IS_NOT: str
    JUDGED_BY_NONE: str
    ONE_READING: str
    READ_OTHERWISE: str
    OTHER_READINGS: str
    SO_MANY_SAY: str
    READ_ALIKE: str
    A_QUESTION: str
    LAST_TOLD: str
    NOT_SEEN: str
    ANY_KIND: str
    ANY_SIDE: str
    ANYWHERE: str
    IN_AREAS: str
    NOT_CALM: str
    NOT_KEPT: str
    ASK: str
    TOLD_AGAIN: str
    STILL_MISSING: str
    WE_TOLD_YOU: str
    WE_SAID: str
    IT_IS: str
    WITH_RECORD: str
    RECORD: str
    BY_AMENDMENT: str
    BY_OUR_ERROR: str
    TAKEN_BACK: str
    CLAUSE: str
    NEXT: str
    DATE: str
    ALSO: str
    ALSO_MORE: str
    STILL: str
    CUT: str
    ELLIPSIS: str
    EVIDENCE: str
    WHO: str
    WHAT: str
    WHEN: str
    HAPPENED: str
    KNOWN: str
    COUNTS: str
    NO_EVIDENCE: str
    MORE_EVIDENCE: str
    ROW: str
    ROW_TIMES: str
    NO_TIME_OF_ITS_OWN: str
    DETAILS: str
    IN_FULL: str
    READINGS: str
    UNDER_READING: str
    OPEN_READING: str
    STAYS_SO: str
    TOLD_ALSO: str
    OF_CLAUSE: str
    ASSUMED: str
    RULES: str
    RULES_TEXT: str
    LEADING: str
    LEADING_TIMES: str
    MOMENTS: str
    OF_WHEN: str
    COMES: str
    NOTHING_COMES: str
    BEFORE: str
    TOLD_TO: str
    PERSON: str
    PEOPLE: str
    RECORDED: str
    SEE: str
    CHAIN: str
    CHAIN_HEAD: str
    NO_CHAIN: str
    MESSAGE: str
    FOLLOWS: str
    HANDLED: str
    LABELLED: str
    DIGEST_SUBJECT: str
    DIGEST_OF: str
    DIGEST_CHANGED: dict[bool, str]
    DIGEST_NOTHING: str
    DIGEST_HEAD: str
    MISSED: dict[bool, str]
    NOTHING_HAPPENED: str
    CHANGED: str
    NO_CHANGES: str
    CHANGED_LINE: str
    CORRECTED_LINE: str
    AND_BACK: str
    CORRECTIONS: Labels
    STAYS: str
    NO_VERDICTS: str
    UNSEEN: str
    NOTHING_UNSEEN: str
    COMING: str
    HELD_BACK: str
    NONE_HELD: str
    HELD_LINES: Labels
    RESTING: str
    SNOOZE_SUBJECT: str
    SNOOZE_HEAD: str
    SNOOZE_OVER: str
    SNOOZE_STANDS: str
    SNOOZE_MEANWHILE: str
    SNOOZE_NOTHING: str
    LATE_LINE: str
    LATE_EVALUATOR: str
    LATE_STRETCH: dict[bool, str]
    LATE_STRETCHES_MORE: str
    LOOKED_LATE: str
    LOOKED_LATE_MORE: str
    TURNS: Labels
    HEALTH: str
    LAST_EVALUATION: str
    NEVER_EVALUATED: str
    LAST_REPORT: str
    NO_REPORT: str
    MORE_LINES: str
    OF_AGREEMENT: str


class WordsMissingError(MonitorError):
    """A language lacks words; the text names them."""


FILES: Mapping[Language, Wording] = {Language.EN: alerts}
"""The file of each language."""

_PLACES = re.compile(r"\{(\w+)\}")


def wording(language: Language) -> Wording:
    """Return the words of a language."""
    return FILES[language]


def checked(file: ModuleType) -> Wording:
    """Return the words that a file of the catalogue gives.

    Raises:
        WordsMissingError: It lacks a name, or an entry of one, or what is filled in differs.
    """
    wrong = [fault for name in names() for fault in _faults(file, name)]
    if wrong:
        raise WordsMissingError(f"{file.__name__} cannot be used: {'; '.join(wrong)}")
    return cast("Wording", file)


def names() -> tuple[str, ...]:
    """Return the names that every language gives."""
    return tuple(Wording.__annotations__)


def _faults(file: ModuleType, name: str) -> list[str]:
    english, own = getattr(alerts, name), getattr(file, name, None)
    if own is None:
        return [f"{name} is missing"]
    if isinstance(english, str):
        return _differs(name, english, own)
    if not isinstance(own, Mapping) or set(own) != set(english):
        return [f"{name} has other entries than in English"]
    return [fault for key in english for fault in _differs(f"{name} {key}", english[key], own[key])]


def _differs(name: str, english: str, own: object) -> list[str]:
    if isinstance(own, str) and set(_PLACES.findall(own)) == set(_PLACES.findall(english)):
        return []
    return [f"{name} does not fill in the same as in English"]
