"""Counts, statements, decisions and attestations as tables; no figure is added to another."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from monitor.incidents.known import Known
from monitor.incidents.record import Attestation, Count, Decision, Entry, Statement
from monitor.incidents.span import Span
from monitor.views.record import Filters
from monitor.views.sources import Sources
from monitor.views.telling import claimed, figure, named
from monitor.words import names_of, phrasing, record_page, times

R = TypeVar("R", bound=Entry)

Row = Mapping[str, str]
"""Cells by column, in the order of the columns."""


@dataclass(frozen=True)
class Listing:
    """Writes the rows of one kind of record, newest first, as far as they are asked for."""

    sources: Sources
    zone: ZoneInfo
    filters: Filters

    def counts(self, known: Sequence[Known[Count]]) -> tuple[Row, ...]:
        """Return what sources count, one row a figure."""
        return self._rows(known, lambda count: count.window, self._count)

    def statements(self, known: Sequence[Known[Statement]]) -> tuple[Row, ...]:
        """Return who said what."""
        return self._rows(known, lambda said: said.made, self._statement)

    def decisions(self, known: Sequence[Known[Decision]]) -> tuple[Row, ...]:
        """Return who decided what, and until when."""
        return self._rows(known, lambda done: done.effective, self._decision)

    def attestations(self, known: Sequence[Known[Attestation]]) -> tuple[Row, ...]:
        """Return who attests that a duty was fulfilled, or was not."""
        return self._rows(known, lambda attested: attested.during, self._attestation)

    def _rows(
        self, known: Iterable[Known[R]], when: Callable[[R], Span], write: Callable[[R], Row]
    ) -> tuple[Row, ...]:
        asked = [
            one
            for one in known
            if self.filters.source in {"", one.record.source}
            and self.filters.within(when(one.record), self.zone)
        ]
        asked.sort(key=lambda one: (when(one.record).start, one.record.key), reverse=True)
        return tuple(self._row(one, when(one.record), write(one.record)) for one in asked)

    def _row(self, known: Known[R], when: Span, cells: Row) -> Row:
        record = known.record
        return {
            "when": times.span(when.start, when.end, self.zone),
            **cells,
            "source": self.sources.name(record.source),
            "published": times.full(record.published_at, self.zone) if record.published_at else "",
            "known since": times.full(known.known_from, self.zone),
            "note": record.note,
            "record": record.key,
        }

    def _count(self, count: Count) -> Row:
        return {
            "figure": figure(count),
            "running": record_page.RUNNING if count.cumulative else "",
            "kind": phrasing.kinds(count.kinds) if count.kinds else "",
            "by": phrasing.actors(count.by) if count.by else "",
            "against": phrasing.actors(count.against) if count.against else "",
            "place": count.place or phrasing.listed(count.pcodes) or record_page.WHOLE_COUNTRY,
            "stated by": "" if self._own(count) else count.stated_by,
        }

    def _own(self, count: Count) -> bool:
        """Whether the source states its own figure, under the name that the table has anyway."""
        short = self.sources.name(count.source).removesuffix(" …")
        return count.stated_by.startswith(short)

    def _statement(self, said: Statement) -> Row:
        return {"who": said.actor, "what": claimed(said)}

    def _decision(self, done: Decision) -> Row:
        return {
            "who": done.by,
            "what": named(done.what),
            "until": self._time(done.until),
            "agreement": done.agreement,
        }

    def _attestation(self, attested: Attestation) -> Row:
        return {
            "who": attested.by,
            "what": named(attested.what),
            "it was so": names_of.HOLDS[attested.holds],
            "agreement": attested.agreement,
        }

    def _time(self, instant: datetime | None) -> str:
        return times.short(instant, self.zone) if instant else ""
