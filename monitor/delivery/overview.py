"""Who would be told by what: the file of alerts read back, without anything that lets one in."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from monitor.alerts.desk import Desk
from monitor.delivery.channels import Channel, Email, Service, Webhook
from monitor.delivery.load import Distribution
from monitor.words import delivering, phrasing


def overview(found: Distribution) -> Iterator[str]:
    """Tell of every desk, channel and person, a line each."""
    if not found.there:
        yield delivering.NO_FILE.format(file=found.file)
        return
    for name, desk in found.desks.items():
        yield _desk(name, desk, found)
    for channel in found.channels.values():
        yield _channel(channel)
    for name in idle_people(found):
        yield delivering.NAMES_NO_DESK.format(name=name)
    for name in idle_channels(found):
        yield delivering.NAMES_NO_PERSON.format(name=name)


def as_answer(found: Distribution) -> Mapping[str, object]:
    """Tell the same as plain JSON values."""
    people = {
        name: {"name": one.name, "channels": list(one.channels)}
        for name, one in found.people.items()
    }
    return {
        "file": str(found.file),
        "there": found.there,
        "public_address": found.public_address,
        "desks": {
            name: one.model_dump(mode="json", by_alias=True) for name, one in found.desks.items()
        },
        "people": people,
        "channels": {name: _channel(one) for name, one in found.channels.items()},
        "idle": {"people": idle_people(found), "channels": idle_channels(found)},
    }


def idle_people(found: Distribution) -> list[str]:
    """Return the people who sit at no desk."""
    told = {person for desk in found.desks.values() for person in desk.people}
    return [name for name in found.people if name not in told]


def idle_channels(found: Distribution) -> list[str]:
    """Return the channels that are nobody's."""
    used = {channel for person in found.people.values() for channel in person.channels}
    return [name for name in found.channels if name not in used]


def _desk(name: str, desk: Desk, found: Distribution) -> str:
    people = ", ".join(
        delivering.TOLD_BY.format(
            name=found.people[one].name, channels=" and ".join(found.people[one].channels)
        )
        for one in desk.people
    )
    parts = [delivering.DESK_TELLS.format(desk=name, people=people, zone=desk.time_zone)]
    parts += [*_manners(desk)]
    return "; ".join(parts)


def _manners(desk: Desk) -> Iterator[str]:
    if desk.review:
        yield delivering.REVIEWED
    if desk.escalate_after is not None:
        yield delivering.ESCALATES.format(span=_span(desk.escalate_after))
    if quiet := desk.quiet_hours:
        yield delivering.QUIET.format(since=f"{quiet.since:%H:%M}", until=f"{quiet.until:%H:%M}")
    if desk.digest and desk.digest.daily:
        yield delivering.DIGEST_DAILY.format(at=f"{desk.digest.daily:%H:%M}")
    if desk.digest and desk.digest.weekly:
        yield delivering.DIGEST_WEEKLY.format(at=desk.digest.weekly)


def _span(span: timedelta) -> str:
    minutes = span // timedelta(minutes=1)
    for of, unit in ((24 * 60, "day"), (60, "hour")):
        if minutes % of == 0:
            return phrasing.number(minutes // of, unit)
    return phrasing.number(minutes, "minute")


def _channel(channel: Channel) -> str:
    match channel:
        case Email(name, address, smtp):
            security = delivering.SEALED[smtp.security.value]
            return delivering.BY_MAIL.format(
                name=name, address=address, host=smtp.host, port=smtp.port, security=security
            )
        case Webhook(name, url):
            return delivering.BY_HOOK.format(name=name, host=url.authority)
        case Service(name, _, service):
            return delivering.BY_SERVICE.format(name=name, service=service)
