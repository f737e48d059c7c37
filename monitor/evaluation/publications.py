"""When sources published whose publishing is itself a watch, and the watch without some of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from monitor.evaluation.coverage import Published, account_watch, watches
from monitor.evaluation.watch import Watch
from monitor.incidents.record import SourceProfile


@dataclass(frozen=True, slots=True)
class Publications:
    """What sources published, each with when; of an account (None: official) its own alone.

    `since` is from when on an account is taken as complete.
    """

    by_source: Mapping[str, Sequence[Published]] = field(default_factory=dict)
    profiles: Mapping[str, SourceProfile] = field(default_factory=dict)
    account: str | None = None
    since: datetime = datetime(1, 1, 1, tzinfo=UTC)

    def change(
        self,
        seen: Sequence[Watch],
        gone: Sequence[tuple[str, Published]],
        more: Sequence[tuple[str, Published]],
    ) -> tuple[Watch, ...]:
        """Return watches as they were without some publications, and with some more."""
        found = list(seen)
        for source in {source for source, _ in (*gone, *more)} & self.by_source.keys():
            published = list(self.by_source[source])
            before = self._watches(source, published)
            for of, one in gone:
                if of == source and one in published:
                    published.remove(one)
            after = self._watches(source, published + [one for of, one in more if of == source])
            for watch in before:
                if watch in found and watch not in after:
                    found.remove(watch)
            found += [watch for watch in after if watch not in before]
        return tuple(found)

    def _watches(self, source: str, published: Sequence[Published]) -> list[Watch]:
        profile = self.profiles.get(source)
        if self.account is not None:
            return account_watch(source, profile, published, self.since)
        return watches((), [profile] if profile else [], lambda _: published)
