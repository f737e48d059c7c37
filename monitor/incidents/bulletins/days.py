"""Days in a line of text, with their months in words or figures, in three languages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import combining, normalize

_ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_RUSSIAN = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_ARABIC = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
    *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
_LEVANTINE = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
    *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
)

BEFORE = (
    *("from", "since", "until", "till", "to", "through", "after", "before", "between", "by"),
    *("as of", "\u0441", "\u0441\u043e", "по", "до", "после", "между", "на", "к"),
    *("من", "منذ", "حتى", "إلى", "بين", "بعد", "قبل"),
)
"""Words that, right before a date, make it the end of a span."""

ANYWHERE = (
    *("week", "weekly", "month", "monthly", "period", "published", "issued", "released"),
    *("updated", "неделю", "неделя", "недели", "неделе", "месяц", "месяца", "период", "периода"),
    *("опубликовано", "обновлено", "أسبوع", "الأسبوع", "أسبوعية", "شهر", "الفترة", "نشر", "صدر"),
)
"""Words by which a date is that of more than a day, or that of the publication."""


def _plain(text: str) -> str:
    """Return a text with no letter case, no marks over letters, and digits 0 to 9."""
    bare = "".join(c for c in normalize("NFKD", text).casefold() if not combining(c))
    return "".join(str(int(c)) if c.isdecimal() else c for c in bare)


_MONTHS = {
    _plain(name): number
    for names in (_ENGLISH, _RUSSIAN, _ARABIC, _LEVANTINE, [one[:3] for one in _ENGLISH])
    for number, name in enumerate(names, 1)
} | {"sept": 9}
_NAME = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_ORDINAL = "(?:st|nd|rd|th)?"
_NAMED = rf"(?P<day>\d{{1,2}}){_ORDINAL}[ .]*(?:of )?(?P<month>{_NAME})\.?,? *(?P<year>\d{{4}})"
_MONTH_FIRST = rf"(?P<month2>{_NAME})\.? (?P<day2>\d{{1,2}}){_ORDINAL},? *(?P<year2>\d{{4}})"
_YEAR_FIRST = r"\d{4}(?P<a>[-/.])\d{1,2}(?P=a)\d{1,2}"
_YEAR_LAST = r"\d{1,2}(?P<b>[-/.])\d{1,2}(?P=b)\d{4}"
_FIGURES = rf"(?P<figures>{_YEAR_FIRST}|{_YEAR_LAST})"
_DAY = re.compile(
    rf"(?<![\w.,/-])(?:{_FIGURES}|{_NAMED}|{_MONTH_FIRST})(?!\d|[./-]\d)",
)
_AND = "[-\u2010-\u2015&,/+]|and|\u0438|و"
_JOINED = re.compile(rf"\d *(?:{_AND})? *$")
_GOES_ON = re.compile(rf" *(?:(?:{_AND}) *|to +|until +|по +|до +)\d")


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(_plain(word)) for word in words)


_SPAN_BEFORE = re.compile(rf"(?<!\w)(?:{_words(BEFORE)}) +(?:the +)?$")
_SPAN = re.compile(rf"(?<!\w)(?:{_words(ANYWHERE)})(?!\w)")


@dataclass(frozen=True, slots=True)
class Days:
    """The days that lines of text name.

    Attributes:
        named: Each once: as 2016-09-17 where the month is in words, else as it is written.
        certain: Whether each stands alone, and nothing says that it is more than one day.
    """

    named: tuple[str, ...]
    certain: bool


def days_in(text: str) -> Days:
    """Return the days that a line names."""
    plain = _plain(text)
    found: dict[str, None] = {}
    certain = True
    for match in _DAY.finditer(plain):
        found[_written(match)] = None
        before, behind = plain[: match.start()], plain[match.end() :]
        joined = _JOINED.search(before) or _SPAN_BEFORE.search(before) or _GOES_ON.match(behind)
        certain = certain and not joined
    return Days(tuple(found), certain and not _SPAN.search(plain))


def without_days(plain: str) -> str:
    """Return a text, as `_plain` gives it, without the days that it names."""
    return _DAY.sub(" ", plain)


def _written(match: re.Match[str]) -> str:
    if match["figures"]:
        return match["figures"]
    month = _MONTHS[match["month"] or match["month2"]]
    day, year = match["day"] or match["day2"], match["year"] or match["year2"]
    return f"{year}-{month:02}-{int(day):02}"
