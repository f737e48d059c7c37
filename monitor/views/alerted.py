"""What the pages read of alerts, their messages, and what people do about them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from monitor.views.turned import Holding, Turned


class Alert(Protocol):
    """Something that people are told; see `alerts.alert.Alert`."""

    @property
    def id(self) -> str:
        """Its name."""
        ...

    @property
    def kind(self) -> str:
        """What sort of thing it is."""
        ...

    @property
    def turned(self) -> Turned:
        """The change that it tells of."""
        ...

    @property
    def references(self) -> Sequence[str]:
        """The alerts that it follows or corrects, by id."""
        ...

    @property
    def desks(self) -> Mapping[str, str]:
        """The desks that are told, and how."""
        ...

    @property
    def late(self) -> bool:
        """Whether it is told after its time."""
        ...

    @property
    def thread(self) -> str:
        """The matter to which it belongs."""
        ...


class Seen(Protocol):
    """Somebody acknowledged an alert."""

    @property
    def by(self) -> str:
        """Who."""
        ...

    @property
    def at(self) -> datetime:
        """When, UTC."""
        ...

    @property
    def superseded(self) -> bool:
        """Whether a later one of its matter was out."""
        ...


class Issued(Protocol):
    """An alert as it was decided."""

    @property
    def alert(self) -> Alert:
        """What it tells."""
        ...

    @property
    def at(self) -> datetime:
        """When it was decided, UTC."""
        ...

    @property
    def act(self) -> int:
        """The number of the act."""
        ...

    @property
    def nobody(self) -> Sequence[str]:
        """Desks that the rules name and nobody sits at."""
        ...

    @property
    def seen(self) -> Sequence[Seen]:
        """Who acknowledged it."""
        ...


class Notice(Protocol):
    """What one channel of one person gets."""

    @property
    def id(self) -> str:
        """Its name."""
        ...

    @property
    def alert(self) -> str:
        """The alert that it leads with; of a digest, its own."""
        ...

    @property
    def desk(self) -> str:
        """For which desk."""
        ...

    @property
    def person(self) -> str:
        """For whom, by id."""
        ...

    @property
    def channel(self) -> str:
        """By what."""
        ...

    @property
    def subject(self) -> str:
        """Its one line."""
        ...

    @property
    def text(self) -> str:
        """The whole of it."""
        ...


class Parcel(Protocol):
    """A notice and how far it has come; see `alerts.outbox.Parcel`."""

    @property
    def notice(self) -> Notice:
        """What is sent."""
        ...

    @property
    def decided(self) -> datetime:
        """When it was decided, UTC."""
        ...

    @property
    def state(self) -> str:
        """Where it is."""
        ...

    @property
    def due(self) -> datetime:
        """Not sent before this, UTC."""
        ...

    @property
    def unsure(self) -> int:
        """So often it may have arrived twice."""
        ...

    @property
    def why(self) -> str:
        """What went wrong the last time, or why it is withheld."""
        ...

    @property
    def by(self) -> Sequence[str]:
        """Who has approved it, or withheld it last."""
        ...

    @property
    def settled(self) -> datetime | None:
        """When it was sent, given up or withheld, UTC."""
        ...


class Call(Protocol):
    """A message that interrupted a desk."""

    @property
    def desk(self) -> str:
        """Which desk."""
        ...

    @property
    def alerts(self) -> Sequence[str]:
        """What it told of, by id; the first leads."""
        ...

    @property
    def seen(self) -> tuple[str, datetime] | None:
        """Who acknowledged it, and when, UTC."""
        ...


class Snooze(Protocol):
    """A desk is not interrupted with a matter."""

    @property
    def desk(self) -> str:
        """Whose."""
        ...

    @property
    def thread(self) -> str:
        """With what."""
        ...

    @property
    def until(self) -> datetime:
        """To when, UTC, exclusive."""
        ...

    @property
    def by(self) -> str:
        """Who asked for it."""
        ...

    @property
    def held(self) -> Holding | None:
        """What was said of the matter when it began."""
        ...

    @property
    def act(self) -> int:
        """The number of the act."""
        ...
