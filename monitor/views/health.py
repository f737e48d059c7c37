"""How the service fares: its scheduler, what it said last, and what checking its journal found."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.errors import one_line
from monitor.views.naming import agreement_title
from monitor.words import desk_page, inbox, phrasing, times


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

    @property
    def inbox(self) -> "Folder | None":
        """The folder of files to be taken up; None where none is looked into."""
        ...

    @property
    def paused(self) -> "Pause | None":
        """The pause that stands; None where it goes on."""
        ...

    @property
    def runs(self) -> "Sequence[Run]":
        """The last runs, newest first."""
        ...


class Took(Protocol):
    """A file that was taken up from the folder."""

    @property
    def file(self) -> str:
        """Its name."""
        ...

    @property
    def at(self) -> datetime:
        """When, UTC."""
        ...

    @property
    def upload(self) -> int:
        """The upload that brought it."""
        ...

    @property
    def stored(self) -> int:
        """Rows that were new."""
        ...

    @property
    def unchanged(self) -> int:
        """Rows that were on record."""
        ...


class Folder(Protocol):
    """What the folder of files to be taken up is like."""

    @property
    def folder(self) -> Path:
        """Where it is."""
        ...

    @property
    def looked_at(self) -> datetime | None:
        """When it was last looked into, UTC; None before."""
        ...

    @property
    def taken(self) -> Sequence[Took]:
        """The newest files taken up since the start, newest first."""
        ...

    @property
    def refused(self) -> Sequence[str]:
        """The names of those that wait refused."""
        ...

    @property
    def unfinished(self) -> Sequence[str]:
        """The names of those that are not complete yet."""
        ...

    @property
    def trouble(self) -> str:
        """What went wrong the last time; empty where nothing did."""
        ...


class Pause(Protocol):
    """A pause: for a while nothing new is said, and nothing is sent."""

    @property
    def until(self) -> datetime:
        """To when, UTC."""
        ...

    @property
    def by(self) -> str:
        """Who asked for it."""
        ...

    @property
    def why(self) -> str:
        """The reason given."""
        ...


class Run(Protocol):
    """One run of the scheduler."""

    @property
    def at(self) -> datetime:
        """Up to when it did its work, UTC."""
        ...

    @property
    def why(self) -> Sequence[str]:
        """What had it run."""
        ...

    @property
    def act(self) -> int | None:
        """The number of the newest act among the reasons."""
        ...

    @property
    def said(self) -> int:
        """How many entries it journalled."""
        ...

    @property
    def failed(self) -> bool:
        """Whether something failed in it."""
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
    if health.running and health.paused:
        yield desk_page.SCHEDULER_PAUSES
    else:
        yield desk_page.SCHEDULER_RUNS if health.running else desk_page.SCHEDULER_STOPPED
    if health.ran_at is None:
        yield desk_page.SCHEDULER_NOT_RAN
        return
    yield desk_page.SCHEDULER_RAN.format(time=times.full(health.ran_at, zone))
    if health.next is None:
        yield desk_page.SCHEDULER_NO_NEXT
    else:
        yield desk_page.SCHEDULER_NEXT.format(time=times.full(health.next, zone))
    if health.runs:
        yield desk_page.RUNS
    yield from (_run_line(run, zone) for run in health.runs)


def pause_line(pause: Pause, zone: ZoneInfo) -> str:
    """Write a pause that stands: until when, who asked for it and why."""
    why = one_line(pause.why)
    return desk_page.PAUSED.format(until=times.full(pause.until, zone), by=pause.by, why=why)


def _run_line(run: Run, zone: ZoneInfo) -> str:
    why = [desk_page.RUN_FOR[one].format(act=run.act) for one in run.why]
    said = phrasing.number(run.said, "entry", "entries") if run.said else ""
    what = desk_page.RUN_SAID.format(entries=said) if said else desk_page.RUN_NOTHING
    return desk_page.RUN.format(
        time=times.full(run.at, zone),
        why=phrasing.listed(why) or desk_page.RUN_ASKED,
        what=desk_page.RUN_FAILED if run.failed else what,
    )


def folder_lines(health: Health | None, zone: ZoneInfo) -> Iterator[str]:
    """Yield what the folder of files to be taken up is like: what went wrong and waits first."""
    found = health.inbox if health else None
    if found is None:
        yield inbox.NONE
        return
    if found.trouble:
        yield inbox.TROUBLE.format(error=found.trouble)
    yield inbox.FOLDER.format(folder=found.folder)
    if found.looked_at is None:
        yield inbox.NOT_LOOKED
        return
    yield inbox.LOOKED.format(time=times.full(found.looked_at, zone))
    for name in found.refused:
        yield inbox.WAITS.format(file=one_line(name))
    for name in found.unfinished:
        yield inbox.UNFINISHED.format(file=one_line(name))
    for took in found.taken:
        yield inbox.TOOK.format(
            time=times.full(took.at, zone),
            file=one_line(took.file),
            upload=took.upload,
            stored=took.stored,
            unchanged=took.unchanged,
        )
    if not found.taken:
        yield inbox.TOOK_NONE


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
