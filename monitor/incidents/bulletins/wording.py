"""The words with which people mark a total, and the figures beside them."""

import re
from functools import lru_cache
from unicodedata import combining, normalize

from monitor.incidents.bulletins.days import without_days

EXACT = (
    *("total", "totals", "total general", "grand total", "overall total", "overall", "in all"),
    *("in total", "all together", "altogether", "sum", "sum total", "subtotal", "sub total"),
    *("total number", "totale", "totaal", "gesamt", "summe", "suma", "toplam", "somme"),
    *("итого", "всего", "сумма", "общий итог", "общее количество", "общее число", "в сумме"),
    *("المجموع", "مجموع", "المجموع الكلي", "المجموع العام", "الإجمالي", "إجمالي", "اجمالي"),
    *("الاجمالي", "الإجمالي العام", "المجموع الإجمالي", "جمع", "مجموع کل", "всього", "разом"),
)
"""What a cell says that is a total, and nothing else."""

BEGINNING = (
    *("total", "grand total", "overall total", "subtotal", "sub total", "sum of", "toplam"),
    *("итого", "всего", "общее количество", "общее число", "всього"),
    *("المجموع", "مجموع", "الإجمالي", "إجمالي", "اجمالي", "الاجمالي"),
)
"""With what a cell begins that says of what it is the total."""

JOINING = {"of", "for", "in", "by", "the", "по", "за", "в", "для", "في", "ل", "de", "del"}
"""Words between a total and what it is of."""

LONGEST_SAID = 200
"""Characters of a cell that says that it is a total."""

LONGEST_FIGURE = 18
"""Digits of a figure that is read."""

NUMBER = re.compile(r"\d{1,3}(?:[ ,.'\u2019\u00a0\u202f]\d{3})+(?!\d)|\d+")


def bare(text: str) -> str:
    """Return a text as it is compared: no letter case, marks over letters, or signs."""
    plain = "".join(c for c in normalize("NFKD", text).casefold() if not combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


_EXACT = frozenset(map(bare, EXACT))
_BEGINNING = tuple(sorted(map(bare, BEGINNING), key=len, reverse=True))
_SAID = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _BEGINNING))})(?!\w)")
_DATE = re.compile(r"(?<!\d)\d{1,4}([./-])\d{1,2}\1\d{2,4}(?!\d)")
_RIGHT_BEHIND = re.compile(r"\W*\d")


def total_of(cell: str) -> str | None:
    """Return of what a cell says that it is the total; empty for all, None where it says none."""
    return _total_of(cell) if len(cell) <= LONGEST_SAID else None


@lru_cache(maxsize=4096)
def _total_of(cell: str) -> str | None:
    text = bare(cell)
    if text in _EXACT:
        return ""
    for word in _BEGINNING:
        if text.startswith(f"{word} "):
            rest = text.removeprefix(word).split()
            while rest and rest[0] in JOINING:
                rest = rest[1:]
            return " ".join(rest)
    return None


def figure(text: str) -> int | None:
    """Read a figure of at most 18 digits, grouped or not; None for anything else."""
    plain = text.strip().removesuffix(".0")
    if not NUMBER.fullmatch(plain):
        return None
    digits = re.sub(r"\D", "", plain)
    return int(digits) if len(digits) <= LONGEST_FIGURE else None


def stated_in(text: str) -> tuple[int, ...]:
    """Return the figures that a line of text may state as a total; () where it states none.

    One figure is it; of several it is the one that stands right behind the word. Dates are none.
    """
    plain = "".join(c for c in normalize("NFKD", text).casefold() if not combining(c))
    said = _SAID.search(plain := _DATE.sub(" ", without_days(plain)))
    if said is None:
        return ()
    behind = plain[said.end() :]
    found = [figure(one) for one in NUMBER.findall(behind)]
    figures = tuple(one for one in found if one is not None)
    return figures[:1] if _RIGHT_BEHIND.match(behind) else figures
