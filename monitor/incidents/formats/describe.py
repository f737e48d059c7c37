"""The page that explains the declared formats, made from the declarations themselves.

python -m monitor.incidents.formats.describe > docs/formats.md
"""

import sys
from collections.abc import Iterator

from monitor.incidents.formats.declaration import Choice, Declaration, Filled
from monitor.incidents.formats.load import formats

INTRODUCTION = """\
# Formats of other publishers

A file in one of these layouts is taken as it is: its columns are found by name, in any order, and
letter case does not matter. Columns that are not read are named when the file is read.
Each format is a file of declarations in `monitor/incidents/formats/`; this page is made from them:
`python -m monitor.incidents.formats.describe`.

Common to all:

- **Dates** may be `2023-02-10`, `10 February 2023`, `10-Feb-23`, `20230210`, or these with a time
  of day that says nothing. `03/04/2023` is read only where another date of the column settles
  whether day or month comes first; else the file asks.
- **Unknown** is unknown: a blank cell, and the words listed with each format, are never zero.
- **Places** become p-codes where their names are known for certain, by `data/places/`; other names
  are listed with how often they stand.
- **An id** that stands again with other content is refused on every line where it stands; an exact
  copy is counted as unchanged.
- **Totals** in a table of counts are no records: a line with a word for a total and a figure, a
  column or a title that states one. What the rows add up to is held against them; where it differs
  the file is refused until a person says that its rows are meant as they stand (`--accept-sums`).

## A layout that is not here

A table whose columns nobody knows is refused, and not guessed at. On **Add** its columns stand with
the first values of each, and somebody says what each of them is; or `draft-mapping FILE` writes
what they probably are, to be mended, and `save-mapping` saves it. What is saved is a *mapping*: a
declaration as those below, in the same words, read by the same reader.

- It is an act of the journal, with who saved it and when, and comes back with a restored backup.
- The next file that has all of its columns is read by it. A layout of our own and the formats below
  are preferred to it, unless it is stated (`ingest --format NAME`); of two that fit the file asks.
- Saved again under its name it is the next version. Every upload says by which version it was read,
  and both the file and that version are kept: the same rows can be read from them again.
  The same file is taken in anew once the mapping has another version.
- Lines of title above its header are left out: the header is the first line that fills more
  than half of the columns that the rows fill. Which line that is, is said; another is stated by
  `--header LINE`, and on **Add**. Once a mapping is saved, its header is known by its names.
- A row is one event, or a count (`record: count`), as the person says. A count has a day or a first
  and a last day, and one figure or several; a row of it with a blank end, or with a blank or
  unknown area, is refused: its figure would be of less time, or of the whole country.
- A time of day in a column of its own belongs to its date (`clock: NAME` beside `style: date`):
  `15:55`, `3:55 PM`, `1555`. Where it is blank the whole day is meant; one that cannot be read is
  an error of its cell.
- A value of the column of kinds that nothing was said of is unknown: it is named, with how often it
  stands, each time a file is read, and its words stand in the note.
- A mapping may say the order of day and month (`dates: day_first`), where its source always keeps
  to one.
- `mappings` lists them, `mappings NAME` gives one as it was written, and `take-back-mapping NAME`
  lets no more files be read by it. What was read stays, and is undone as every upload.\
"""

MOST_CODES = 30
"""Codes of one choice that are written out; a longer list stands in its declaration."""


def formats_page() -> str:
    """Return the page in Markdown."""
    lines = [INTRODUCTION]
    for one in formats().values():
        lines += _format(one)
    return "\n".join([*lines, ""])


def _format(one: Declaration) -> Iterator[str]:
    yield from ("", f"## {one.title}", "", f"`{one.format}`. {one.says} It becomes a {one.record}.")
    if one.note:
        yield from ("", one.note.strip())
    told = [f"the columns {_names(one.known.columns)}"] if one.known.columns else []
    told += [f"one of {_names(group)}" for group in one.known.one_of]
    told += [f"the hashtags {_names(one.known.tags)}"] if one.known.tags else []
    without = f", without {_names(one.known.without)}" if one.known.without else ""
    yield from ("", f"Known by {' and '.join(told)}{without}.")
    if one.known.file:
        yield f"Told from a format of the same columns by the file's name: {_names(one.known.file)}"
    if one.unknown:
        yield f"Unknown, beside blank: {_names(one.unknown)}."
    if one.totals:
        yield f"The total of all rows of a day may stand in {_names(one.totals)}."
    if one.folds:
        yield f"Rows of one id are put together; they differ in {_names(one.folds)}."
    yield from ("", "| becomes | from |", "| --- | --- |")
    if one.source:
        yield f"| `source` | always {one.source} |"
    for name, filled in one.columns.items():
        yield f"| `{name}` | {_filled(filled)} |"
    for also in one.also:
        yield from ("", f"Each row is a second record, its id with `-{also.name}` behind it, with:")
        yield from ("", "| becomes | from |", "| --- | --- |")
        yield from (f"| `{name}` | {_filled(filled)} |" for name, filled in also.columns.items())


def _filled(filled: Filled) -> str:
    joint = "; then " if filled.together else "; else "
    return joint.join(_choice(choice) for choice in filled.choices)


def _choice(choice: Choice) -> str:
    said = _origin(choice)
    if choice.codes:
        told = [f"{code} → {word or 'blank'}" for code, word in choice.codes.items()]
        if len(told) > MOST_CODES:
            told[MOST_CODES:] = [f"and {len(told) - MOST_CODES} more"]
        codes = ", ".join(told)
        rest = {"keep": ", others as they are", "blank": ", others unknown", "refuse": ""}
        said += f" ({codes}{rest[choice.otherwise]})"
    if choice.spread is not None:
        days = ", ".join(f"{code} → {n}" for code, n in choice.spread.days.items())
        side = "earlier" if choice.day == "first" else "later"
        said += f", so many days {side} by `{choice.spread.of}`: {days}"
    if choice.clock:
        said += f" with the time of day in `{choice.clock}`"
    if choice.nobody:
        said += f", unknown where a name begins with {_names(choice.nobody)}"
    if choice.needed:
        said += ", which no row leaves blank"
    if choice.label:
        said = f"“{choice.label.strip()}” and {said}"
    where = " and ".join(
        f"`{name}` is {' or '.join(values)}" for name, values in choice.when.items()
    )
    return f"{said}, where {where}" if where else said


def _origin(choice: Choice) -> str:
    names = _names(choice.of)
    if choice.whole or choice.marked:
        return f"a mark of {names or 'all cells of the row'}"
    if choice.text:
        return f"always {choice.text.replace(';', ' or ')}"
    if choice.pick:
        return f"the {choice.pick} of {names}"
    if choice.area:
        certain = "; a row whose area is not known is refused" if choice.certain else ""
        return f"the p-code of {names}, the narrowest that is known{certain}"
    if choice.join or len(choice.of) == 1:
        return names
    return f"{names}, as alternatives"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    sys.stdout.write(formats_page())
