"""What became of a file, and what was taken in, as lines of text."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from monitor.errors import Problem, one_line
from monitor.incidents.silence import Silence
from monitor.service.taken import Outcome, Taken
from monitor.store.ledger import Upload
from monitor.views.arrivals import arriving_told
from monitor.views.doubles import doubles_told, with_doubles
from monitor.views.silences import silence_line
from monitor.views.strangers import strangers_told
from monitor.words import arrivals, bulletins, mapping, phrasing, terminal, times, undoing

Lines = Iterator[str]


def on_one_line(problem: Problem) -> str:
    """Write a problem with its hint behind it: a file may have thousands."""
    return one_line(str(problem).replace("\n  hint: ", "; "))


def untold(found: Taken) -> Lines:
    """Tell how many wrong rows are not listed; nothing where all are."""
    if found.untold and found.outcome is not Outcome.ALREADY_STORED:
        yield f"{found.file}: {terminal.UNTOLD.format(count=found.untold)}"


def opened(found: Taken) -> Lines:
    """Tell how a file was read; nothing where it could not be."""
    if found.intake and found.intake.how:
        yield f"{found.file}: {found.intake.how.told()}"


def taken(found: Taken) -> Lines:
    """Tell what became of a file, and what to do next."""
    rows = phrasing.number(found.lines, "row")
    counts = with_doubles(_counts(found), len(found.possible))
    upload = found.receipt.upload if found.receipt else 0
    if found.outcome is Outcome.STORED:
        yield f"{found.file}: {terminal.TAKEN.format(rows=rows, counts=counts, upload=upload)}"
        if found.rejected:
            yield f"  {terminal.REJECTED_KEPT.format(upload=upload)}"
    elif found.outcome is Outcome.ALREADY_STORED:
        yield f"{found.file}: {terminal.TAKEN_BEFORE.format(upload=upload)}"
    elif found.outcome is Outcome.WOULD_BE_STORED:
        yield f"{found.file}: {terminal.WOULD_TAKE.format(rows=rows, counts=counts)}"
    elif found.intake is None:
        yield f"{found.file}: {terminal.UNREADABLE}"
    elif found.asks and not found.wrong:
        yield f"{found.file}: {bulletins.REFUSED.format(rows=rows)}"
        yield f"  {bulletins.OPTION}"
    else:
        yield f"{found.file}: {terminal.REFUSED_WHOLE.format(wrong=found.wrong, rows=rows)}"
        yield f"  {terminal.MEND_OR_ACCEPT if found.intake.records else terminal.MEND_ALL}"
    for told in arriving_told(found.arriving, withdrawn=bool(found.withdrawn)):
        yield f"  {told}"
    if found.arriving.missing and not found.withdrawn:
        yield f"  {arrivals.ASK_BY_OPTION}"
    for told in doubles_told(found.possible):
        yield f"  {told}"


def silences(found: Sequence[Silence]) -> Lines:
    """Tell what the silence of each source in a file is taken to be worth, and from where."""
    for one in found:
        yield f"  {silence_line(one)}"


def unknown(found: Sequence[tuple[str, int]]) -> Lines:
    """Tell the names of actors that no active agreement knows."""
    for line in strangers_told(found):
        yield f"  {line}"


def uploads(lines: Sequence[Upload], zone: ZoneInfo) -> Lines:
    """Tell of everything taken in, a line each."""
    for line in lines:
        notes = [terminal.FROM_ARCHIVE] if line.archive else []
        notes += [undoing.UNDONE_BY.format(act=line.undone)] if line.undone else []
        after = f" ({', '.join(notes)})" if notes else ""
        when = times.full(line.recorded_at, zone)
        yield f"{line.act:>5}  {when}  {line.actor}  {_what(line)}{after}"
    if not lines:
        yield terminal.NOTHING_TAKEN


def undone(line: Upload) -> str:
    """Tell that an upload was taken back."""
    return f"{undoing.UNDONE.format(upload=line.act)} {terminal.STAYS} ({_what(line)})"


def _what(line: Upload) -> str:
    by = (
        f", {mapping.READ_BY.format(name=line.mapping[0], version=line.mapping[1])}"
        if line.mapping
        else ""
    )
    return f"{line.file or undoing.WITHOUT_FILE}: {_counts(line)}{by}"


def _counts(found: Taken | Upload) -> str:
    """Count rows; records only where the rows brought more of them, or fewer."""
    text = terminal.COUNTS if found.records == found.stored else terminal.AS_RECORDS
    return text.format(
        stored=found.stored,
        records=found.records,
        unchanged=found.unchanged,
        rejected=found.rejected,
    )
