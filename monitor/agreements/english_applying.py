"""When a condition applies, and whom it binds, in plain English."""

from collections.abc import Iterator

from monitor.agreements.english_acts import local_time_told, name_of
from monitor.agreements.model import Agreement, Condition
from monitor.words import phrasing


def applies_told(agreement: Agreement, condition: Condition) -> str:
    """Say when a condition applies and whom it binds; empty for always and nobody named."""
    return "".join(f"; {part}" for part in _parts(agreement, condition))


def _parts(agreement: Agreement, condition: Condition) -> Iterator[str]:
    if condition.once is not None:
        title = agreement.conditions[condition.once].title
        named = f"“{title}” ({condition.once})" if title else f"“{condition.once}”"
        if condition.by_day:
            yield f"it applies from the first day after that at whose end {named} first was met"
        else:
            yield f"it applies from the end of the day at which {named} first was met"
    start = f"from {local_time_told(condition.from_)}" if condition.from_ else ""
    end = f"until {local_time_told(condition.until)}" if condition.until else ""
    if start or end:
        yield f"this text is in force {' '.join(part for part in (start, end) if part)}"
    if condition.bound:
        names = phrasing.listed([name_of(agreement, party) for party in condition.bound])
        efforts = ", by their best efforts: falling short puts a question to them, and is no breach"
        yield f"it binds {names}{efforts if condition.best_efforts else ''}"
