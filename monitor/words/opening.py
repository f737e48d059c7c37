"""How a file was read, in words."""

TEXT = "Read as {letters} text, {separated}"
SEPARATED = {
    "": "one column",
    "comma": "separated by commas",
    "semicolon": "separated by semicolons",
    "tab": "separated by tabs",
    "pipe": "separated by vertical bars",
}
WORKBOOK = "Read as {kind}, sheet “{sheet}”"
KINDS = {"xlsx": "an Excel workbook", "ods": "an OpenDocument workbook"}
DECIMAL_COMMA = ", with decimal commas"

ABOVE = "Line {line}, beside the header, is no row."
ABOVE_MANY = "Lines {first} to {last}, beside the header, are no rows."
HEADER_STATED = "Line {line} names the columns, as stated."
HEADER_BELOW = (
    "Line {line} is taken for the header: what stands above it fills fewer columns than the rows. "
    "If another line names the columns, state which."
)
NO_LINE = "{given!r} is not the number of a line"
WRITE_LINE = "write the number of the line that names the columns, from 1"
NO_SUCH_HEADER = "line {line}, stated as the header, begins no row of it"
FIRST_LINES = "state the line that names the columns; it is one of the first {most:,} rows"
TAGGED = "Line {line} is a row of HXL tags, not of data."
OTHER_SHEETS = "Sheets not read: {sheets}."
AMBIGUOUS = (
    "Column {column}: {cell} can mean {point} or {whole}, so it is left as it stands; say what "
    "stands before decimals."
)
TWO_MARKS = "Column {column} has decimal commas and decimal points: it is left as it stands."
UNCALCULATED = "{count} never calculated, so without a value; the first in row {row}."

FORMAT = "It is {title}: it has {because}."
FORMAT_STATED = "It is read as {title}, as stated."
MAPPED = "It is read by the saved mapping {title} ({name}, version {version}): it has its columns."
MAPPED_STATED = "It is read by the saved mapping {title} ({name}, version {version}), as stated."
COLUMNS = "the columns {names}"
TAGS = "the hashtags {names}"
UNREAD = "Columns not read: {names}."
STRANGE = "Places not known by name, with how often they stand: {names}."
STRANGERS = "Actors not known by name, with how often they stand: {names}."
UNMEANT = "Values without a meaning, read as unknown, with how often they stand: {names}."
FOLDED = "Rows of one event are put together."
TIMES_EACH = "{name} ({count})"
AND_MORE = "and {count} more"

STATED = "{what}: as stated"
MARKED = "{letters}: the file begins with its byte order mark"
VALID = "UTF-8: all its bytes are"
WIDE = "UTF-16 without a byte order mark: every other byte is what UTF-16 has there"
ARABIC = "Windows-1256: not UTF-8, and the words beyond ASCII are Arabic ones in it ({count})"
LATIN = "Windows-1252: not UTF-8, and the words beyond ASCII are Latin ones in it ({count})"
SAME = "Windows-1252: not UTF-8, and the few other characters tell nothing else"
BY_NAMES = "{delimiter}: with it {found} of {all} names of the header are known or tagged"
BY_FILE = "{delimiter}: the first line of the file says so"
BY_WIDTH = "{delimiter}: with it every row has {width} cells"
BY_MOST = "{delimiter}: with it most rows have {width} cells, as the header"
ONE_COLUMN = "no separator gives the first rows the same number of cells"
SHEET_BY_NAMES = "sheet “{sheet}”: {found} of {all} names of its header are known"
SHEET_ONLY = "sheet “{sheet}”: the only one with a table"
