"""Tables that hold no incidents, told by their columns, with what to do instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.errors import IncidentFileError
from monitor.incidents.opened.headers import Head
from monitor.incidents.opened.known import plain
from monitor.incidents.opened.refusal import refusal


@dataclass(frozen=True, slots=True)
class WrongTable:
    """A kind of table that is often taken for one of incidents.

    Attributes:
        what: What it is, as "the file is ...".
        instead: What to do.
        marks: Columns that only such tables have.
        fewest: So many of them tell it.
        along: Columns of which it has one beside them; none where that is empty.
        never: Columns, or their beginnings, that such a table has not.
    """

    what: str
    instead: str
    marks: frozenset[str]
    fewest: int = 2
    along: frozenset[str] = frozenset()
    never: tuple[str, ...] = ()

    def fits(self, names: frozenset[str]) -> bool:
        """Whether a table with these columns is of this kind."""
        if self.along and not self.along & names:
            return False
        if any(name.startswith(begin) for name in names for begin in self.never):
            return False
        return len(self.marks & names) >= self.fewest


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PERSON = WrongTable(
    "a list of persons, one row for each, and no table of incidents",
    "upload the reports of what happened, or write how many they were, by day and place, to "
    "counts.csv",
    _words(
        "age sex gender dob date_of_birth birth_date birthdate date_of_death death_date "
        "cause_of_death marital_status father_name mother_name nationality occupation"
    ),
    along=_words("name full_name name_en name_ar victim victim_name first_name last_name surname"),
)
_VIDEO = WrongTable(
    "a list of videos, one row for each, and no table of incidents: several may show one event",
    "upload the reports of what happened; a video belongs in the column citation of one",
    _words(
        "video video_url video_id video_title youtube_id youtube_url channel channel_id uploader "
        "duration upload_date recording_date filename file_name md5 md5_hash sha256 verified_video "
        "online_link online_title"
    ),
)
_AGGREGATE = WrongTable(
    "a table of figures by month, year or other period, and no table of incidents",
    "write each figure with its window to counts.csv: sums are no incidents",
    _words(
        "month year week quarter period reference_period_start reference_period_end month_year "
        "year_month"
    ),
    fewest=1,
    along=_words(
        "events incidents fatalities deaths killed count total events_count event_count "
        "number_of_events sum best deaths_total"
    ),
    never=("date", "event_date", "day", "happened", "start_date", "end_date", "time", "timestamp"),
)
_PAGE = WrongTable(
    "a table saved from a page of this program, and no file of records",
    "use the command `export`, whose files can be uploaded again; rows that were rejected are "
    "downloaded under their own button",
    frozenset(
        (
            *("known since", "what is wrong", "what to do", "what had changed", "stated by"),
            *(
                "by, in the source's words",
                "accounts",
                "hurt",
                "established",
                "it was so",
                "taken in",
            ),
        )
    ),
)
_PLACES = WrongTable(
    "a table of places with their p-codes, and no table of incidents",
    "names of places are looked up in data/places: tables with the columns pcode and name",
    _words(
        "p_code pcode parent_p_code admin_level adm1_pcode adm2_pcode admin1_pcode admin2_pcode "
        "admin1pcode admin2pcode adm0_pcode adm3_pcode"
    ),
    never=("date", "event", "happened", "start_date", "kind"),
)
_KINDS = (_PAGE, _PERSON, _VIDEO, _AGGREGATE, _PLACES)


def wrong_table(header: Sequence[str]) -> WrongTable | None:
    """Return which kind of other table a header is that of; None where it is none of them."""
    names = frozenset(map(plain, header))
    joined = frozenset("_".join(name.replace("-", " ").split()) for name in names)
    return next((kind for kind in _KINDS if kind.fits(names | joined)), None)


def refuse_wrong_table(header: Sequence[str], line: int, file: str) -> None:
    """Refuse a table that holds no incidents.

    Raises:
        IncidentFileError: Saying what it is, and what to do instead.
    """
    if kind := wrong_table(header):
        raise refusal(file, f"the file is {kind.what}", kind.instead, line)


def no_rows(head: Head, file: str) -> IncidentFileError:
    """Return the error for a table without a row."""
    if head.sure:
        message = "the file has a header and no rows: an empty export"
        hint = "look at the dates and filters of the export, and export it again"
        return refusal(file, message, hint, head.row.line)
    shown = ", ".join(name for name in head.names if name)[:80]
    message = f"the file has a single row, no header and rows under it: {shown!r}"
    return refusal(file, message, "upload a table with a header and rows", head.row.line)
