"""A text split by a reader of columns has the rows that it has split one by one: all, and as many.

What is split by columns is proved to be of a shape that both read alike; the rest is not.
"""

import random

from monitor.errors import IncidentFileError
from monitor.incidents.opened.given import Given
from monitor.incidents.opened.straight import Straight
from monitor.incidents.opened.stretches import STRETCH, sheaves, size_for, stretch_of
from monitor.incidents.opened.text import Text
from monitor.incidents.rows import Row, read_rows
from monitor.incidents.sheaf import Sheaf, Wanted

TEXTS = 3_000
WIDTH = 3
CELLS = (
    *("", " ", "a", "ab c", '""', '"a"', '"a,b"', '"a\nb"', '"a\r\nb"', '"""a"""', '"a""b"', '" "'),
    *('a"b', '"a"b', 'a"', '"a" ', ' "a"', '"', '""a', 'a""b', "a\rb", "é\u2028", '"\u0627,"'),
)
"""Cells as they are written: sound ones, and ones whose quotes stand where none should."""

SOUND = CELLS[:12]


def text_of(choose: random.Random, *, sound: bool) -> str:
    """A text of rows under a header: most of them as wide as it, some blank, some not."""
    end = choose.choice(("\n", "\r\n"))
    odd = 0.0 if sound else choose.choice((0, 0.01, 0.1))
    rows = ["h,i,j"]
    for _ in range(choose.randrange(1, 25)):
        width = WIDTH if sound or choose.random() < 0.95 else choose.randrange(1, 5)
        rows.append(
            ",".join(choose.choice(CELLS if choose.random() < odd else SOUND) for _ in range(width))
        )
        if choose.random() < 1 / 12:
            rows.append(choose.choice(("", " ", ",,", '"",," "')))
    return end.join(rows) + choose.choice(("", end, end * 2))


def one_by_one(text: str) -> list[Row] | str:
    """The rows of data as they are split one by one, or why they cannot be."""
    try:
        return [row for row in read_rows(text, ",", "f.csv") if row.line > 1]
    except IncidentFileError as error:
        return str(error)


def by_columns(text: str, size: int, fresh: frozenset[int]) -> list[Row] | str:
    """The same by columns: each row as its columns have it, and as it is given by itself."""
    given = Text(Given.of(b"\xef\xbb\xbf" + text.encode()), "utf-8", 3, "UTF-8", "")
    wanted = Wanted(WIDTH, (0, 1, 2), fresh)
    found: list[Row] = []
    try:
        for sheaf in sheaves(Straight(given, ",", 1, "f.csv"), wanted, size):
            found += rows_of(sheaf)
    except IncidentFileError as error:
        return str(error)
    return found


def rows_of(sheaf: Sheaf) -> list[Row]:
    """All rows of a sheaf, in their order."""
    columns = [sheaf.columns[at].to_pylist() for at in range(WIDTH)]
    even = [
        Row(line, [*cells]) for line, *cells in zip(sheaf.lines.tolist(), *columns, strict=True)
    ]
    assert even == [sheaf.row(number) for number in range(len(sheaf))]
    return sorted([*even, *sheaf.odd])


def test_rows_are_the_same_by_columns() -> None:
    """Lines, cells, stray quotes, rows too wide, blank ones left out, quotes that never close."""
    choose = random.Random(4180)  # noqa: S311 - made-up data
    seen = {"refused": 0, "stray": 0, "wide": 0, "even": 0}
    for _ in range(TEXTS):
        text = text_of(choose, sound=False)
        fresh = frozenset(choose.sample(range(WIDTH), choose.randrange(WIDTH)))
        here = one_by_one(text)
        assert by_columns(text, choose.choice((1, 7, 20, 60, 10_000)), fresh) == here
        if isinstance(here, str):
            seen["refused"] += 1
            continue
        seen["stray"] += sum(row.stray is not None for row in here)
        seen["wide"] += sum(len(row.cells) != WIDTH for row in here)
        seen["even"] += sum(row.stray is None and len(row.cells) == WIDTH for row in here)

    assert all(count > 100 for count in seen.values())


def test_what_is_written_soundly_is_split_by_columns() -> None:
    """The shorter way is taken: a text of sound cells and equal rows is one stretch."""
    choose = random.Random(9)  # noqa: S311 - made-up data
    for _ in range(300):
        text = text_of(choose, sound=True)
        data = text[text.index("\n") + 1 :].encode()
        found = stretch_of(data, ",", 2, whole=True)
        assert found is None if not data else found is not None


def test_a_table_of_many_columns_is_taken_by_shorter_stretches() -> None:
    """The reader sets aside a stretch for each column: together they stay far below the limit."""
    assert size_for(0) == size_for(25) == STRETCH
    assert size_for(2_000) * 2_000 <= 300_000_000
