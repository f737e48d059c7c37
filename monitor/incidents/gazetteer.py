"""Names of places and the p-codes they stand for; a doubtful name is asked about, never taken."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import StringIO
from unicodedata import combining, normalize

from rapidfuzz import fuzz, process

from monitor.errors import IncidentFileError, Problem

LIKELY = 85
"""From 0 to 100: a name this near to a known one is worth asking about."""

OWN = ("pcode", "name", "also")
PUBLISHED = ("P-Code", "Name", "Parent P-Code")
PCODE = re.compile(r"[A-Z]{2}[0-9A-Z]*")

_GENERIC = frozenset(
    {
        *("governorate", "gouvernorat", "muhafazat", "mohafazat", "muhafazah", "province"),
        *("district", "mintaqat", "mantiqa", "mantika", "subdistrict", "nahiya", "nahiyah"),
        *("region", "state", "division", "oblast", "county", "municipality", "city", "of"),
        *("محافظة", "منطقة", "ناحية"),
    }
)
"""Words that say what sort of area a name is, and not which."""


def place_name(text: str) -> str:
    """Return a place name as it is compared.

    Letter case, marks over letters, hyphens and apostrophes, the article, and words for the sort
    of area do not matter.
    """
    bare = "".join(c for c in normalize("NFKD", text).casefold() if not combining(c))
    spaced = "".join("" if c in _SILENT else c if c.isalnum() else " " for c in bare)
    words = [word for word in spaced.split() if word not in _GENERIC]
    kept = [word for word in words if word not in _ARTICLES] or words
    return "".join(kept)


_SILENT = frozenset("'`\u2018\u2019\u02bb\u02bc\u02bd\u02be\u02bf")
_ARTICLES = frozenset({"al", "ar", "as", "at", "az", "ad", "an", "ash", "el", "the"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A known name near to one that is not known; `score` goes from 0 to 100."""

    pcode: str
    name: str
    score: int


@dataclass(frozen=True)
class Gazetteer:
    """Places by their p-codes: the names of each, and the area that it lies in.

    Attributes:
        names: By p-code, the first of them the one shown.
        within: By p-code, that of the area around it; none for the largest.
    """

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    within: Mapping[str, str] = field(default_factory=dict)

    def find(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Return the p-codes that names stand for, the narrowest area first.

        Args:
            texts: Names of one place, from the narrowest area to the widest, as a row has them.

        Returns:
            The codes of the narrowest area of which a name is known for certain: several where
            the name is of several and the wider names do not settle which; empty where none is
            known. A narrow name that lies in no area of the wider names is not taken.
        """
        found = [self._by_name.get(place_name(text), ()) if text else () for text in texts]
        for at, codes in enumerate(found):
            wider = [code for others in found[at + 1 :] for code in others]
            inside = tuple(c for c in codes if not wider or any(self.lies_in(c, w) for w in wider))
            if inside:
                return inside
        return ()

    def suggest(self, text: str, most: int = 3) -> tuple[Suggestion, ...]:
        """Return known names near to one that is not, the nearest first."""
        name = place_name(text)
        near = process.extract(name, list(self._by_name), scorer=fuzz.ratio, limit=most)
        return tuple(
            Suggestion(code, self.names[code][0], round(score))
            for known, score, _ in near
            if score >= LIKELY
            for code in self._by_name[known][:1]
        )

    def lies_in(self, pcode: str, area: str) -> bool:
        """Whether a place is an area, or lies in it."""
        at: str | None = pcode
        while at is not None and at != area:
            at = self.within.get(at)
        return at == area

    def together(self, other: "Gazetteer") -> "Gazetteer":
        """Return the places of both; names of one code are put together."""
        names = dict(self.names)
        for code, more in other.names.items():
            names[code] = tuple(dict.fromkeys((*names.get(code, ()), *more)))
        return Gazetteer(names, {**self.within, **other.within})

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for code, names in self.names.items():
            for name in names:
                found[place_name(name)][code] = None
        return {name: tuple(codes) for name, codes in found.items() if name}


NOWHERE = Gazetteer()
"""No place is known by name."""


def read_gazetteer(text: str, file: str) -> Gazetteer:
    """Read a table of places: our own (`pcode,name,also`) or one in the published layout.

    Raises:
        IncidentFileError: It is neither, or rows of it have no code or name.
    """
    rows = csv.reader(StringIO(text), strict=True)
    header = [name.strip().lstrip("\ufeff") for name in next(rows, [])]
    layout = next((one for one in (OWN, PUBLISHED) if set(one) <= set(header)), None)
    if layout is None:
        message = f"it is no table of places: {', '.join(header)[:80]!r}"
        hint = f"give it the columns {', '.join(OWN)}, or those of a published table of p-codes"
        raise IncidentFileError([Problem(file, 1, 1, "", message, hint)])
    names, within, problems = dict[str, tuple[str, ...]](), dict[str, str](), list[Problem]()
    for cells in rows:
        row = dict(zip(header, map(str.strip, cells), strict=False))
        code, name, more = (row.get(column, "") for column in layout)
        if not PCODE.fullmatch(code) or not name:
            message = f"{code[:40]!r} and {name[:40]!r} are no p-code and name"
            problems.append(Problem(file, rows.line_num, 1, layout[0], message, "fill in both"))
        elif layout is OWN:
            also = (one.strip() for one in more.split(";"))
            names[code] = tuple(dict.fromkeys((name, *filter(None, also))))
        else:
            names[code] = (name,)
            if PCODE.fullmatch(more):
                within[code] = more
    if problems:
        raise IncidentFileError(problems)
    return Gazetteer(names, within)


def by_frequency(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return names with how often each stands, the most frequent first, then by the alphabet."""
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
