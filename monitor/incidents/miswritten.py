"""What stands where a date is meant and is none: said by its name, with what to write."""

import re

_FORMS = (
    (
        re.compile(r"[0-9]{4}[-/.][0-9]{2}"),
        "it is a month, not a day",
        "write the first day of it, and the last in the column of the end",
    ),
    (
        re.compile(r"[0-9]{5}(?:\.[0-9]+)?"),
        "it is a number of days as a spreadsheet counts them",
        "show the column as dates in the spreadsheet, and save it again",
    ),
    (
        re.compile(r"[0-9]{10}(?:[0-9]{3})?"),
        "it is a number of seconds or thousandths since 1970",
        "write the day and time that it means",
    ),
    (
        re.compile(r"[0-9]{14}"),
        "it is fourteen digits, from year to second",
        "write the day and time that they mean",
    ),
)


def miswritten(text: str) -> tuple[str, str] | None:
    """Return what a text is that is no date, and what to write; None for any other text."""
    return next(((reason, hint) for form, reason, hint in _FORMS if form.fullmatch(text)), None)
