"""Bulletins of counts: the totals that a file states, beside what its rows add up to."""

LINE = "1 line states a total, and is no record."
LINES = "{count:,} lines state totals, and are no records."
FITS = "Sum {sum} = stated {stated}: {where}."
ALL_FIT = "All {count:,} other totals that are stated fit their sums."
OVER = "Sum {sum}, but stated {stated}: {where}. Too many in the rows: {off}."
UNDER = "Sum {sum}, but stated {stated}: {where}. Missing from the rows: {off}."
OPEN = "Stated {stated}: {where}. It was not compared: {why}."
MORE = "And {count:,} more."

DAY = "The day of every row, {day}, is taken from line {line}: the table has no column of days."

SEVERAL_FIGURES = "which of several figures of the line is meant is not known"
WHICH_COLUMN = "which column of figures is meant is not known"
WHICH_ROWS = "which rows it is the total of is not known"
REJECTED = "rows that it is of are rejected (line {lines})"
BLANK = "a figure that belongs to it is not known (line {lines})"
NOT_EXACT = "figures that are “at least” or “at most” have no exact sum"
MEASURES = "the rows count different things"
RUNNING = "running totals of different times do not add up"
THE_ROW = "the row"

QUESTION = (
    "The sums do not fit what the file states. Nothing is stored until you say so: ask the source "
    "which is meant, or store the rows as they stand."
)
AS_IT_STANDS = (
    "Store the rows as they stand: the source contradicts itself, and nobody mends it here"
)
ASK_SOURCE = "ask the source; or store the rows as they stand: --accept-sums, or on Add"
REFUSED = "{rows}: what it states is not what its rows add up to, so nothing of it is stored"
OPTION = "Ask the source which is meant, or store the rows as they stand (--accept-sums)."
TOTAL_LINE, TOTAL_LINES = "total line", "total lines"
