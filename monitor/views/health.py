"""How the service fares: its scheduler, what it said last, and what checking its journal found."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.views.naming import agreement_title
from monitor.words import desk_page, phrasing, times


class Health(Protocol):
    """How a scheduler fares, as it tells it; times in UTC."""

    @property
    def running(self) -> bool:
        """Whether it is started and not stopped."""
        ...

    @property
    def ran_at(self) -> datetime | None:
        """Up to when it has last done its work; None before."""
        ...

    @property
    def next(self) -> datetime | None:
        """When something turns on its own again; None where that is not soon."""
        ...

    @property
    def failed(self) -> Mapping[str, str]:
        """What went wrong the last time, by agreement; under "" where it was none of them."""
        ...


class SaidLast(Protocol):
    """What was said of an agreement, as the journal has it."""

    @property
    def act(self) -> int:
        """The number of the entry."""
        ...

    @property
    def known(self) -> datetime:
        """By what was known when, UTC."""
        ...


class Checked(Protocol):
    """What checking a journal found."""

    @property
    def acts(self) -> int:
        """Whole acts read."""
        ...

    @property
    def problems(self) -> Sequence[str]:
        """What is wrong, a sentence each."""
        ...

    @property
    def notes(self) -> Sequence[str]:
        """What is no fault but should be known."""
        ...


def scheduler_lines(
    health: Health | None, agreements: Mapping[str, Agreement], zone: ZoneInfo
) -> Iterator[str]:
    """Yield how the scheduler fares, what failed first; None is that there is none."""
    if health is None:
        yield desk_page.SCHEDULER_NONE
        return
    if health.failed:
        yield desk_page.SCHEDULER_FAILED
    for name, error in health.failed.items():
        titled = agreements[name].title if name in agreements else name
        yield desk_page.FAILED_OF.format(agreement=titled or desk_page.FAILED_ALL, error=error)
    yield desk_page.SCHEDULER_RUNS if health.running else desk_page.SCHEDULER_STOPPED
    if health.ran_at is None:
        yield desk_page.SCHEDULER_NOT_RAN
        return
    yield desk_page.SCHEDULER_RAN.format(time=times.full(health.ran_at, zone))
    if health.next is None:
        yield desk_page.SCHEDULER_NO_NEXT
    else:
        yield desk_page.SCHEDULER_NEXT.format(time=times.full(health.next, zone))


def said_line(agreement: Agreement, said: SaidLast | None) -> str:
    """Write when something was last said of an agreement (None: never), or that it is not told."""
    title = agreement_title(agreement)
    if agreement.proposed:
        return desk_page.NEVER_TOLD.format(agreement=title)
    if said is None:
        return desk_page.NEVER_SAID.format(agreement=title)
    time = times.full(said.known, agreement.zone)
    return desk_page.LAST_SAID.format(agreement=title, time=time, act=said.act)


def checked_lines(found: Checked) -> tuple[str, ...]:
    """Write what checking the journal found, what is wrong first."""
    whole = desk_page.JOURNAL_WHOLE.format(acts=phrasing.number(found.acts, "act"))
    verdict = desk_page.JOURNAL_BROKEN if found.problems else whole
    return (verdict, *found.problems, *found.notes, desk_page.CHECK_LIMIT)
