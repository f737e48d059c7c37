"""What changed in what is said, as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from monitor import __version__
from monitor.feeds.texts import carried
from monitor.views.transitions import ChangeLine
from monitor.words import feeds, times, what_changed

SPACE = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"
ALERTS = "urn:agreement-monitor:alert"
"""The scheme of the category that says what sort of thing is told."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """The entry that another corrects: its id, and when it was said, UTC."""

    id: str
    said: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A change, as it is told.

    Attributes:
        id: A UUID.
        kind: As a filter of *Desk* calls it.
        alert: What sort of thing is told, as rule files call it.
        line: As it reads.
        said: When it was said, UTC.
        zone: That of the agreement.
        page: Where *Why* shows it, or, where nothing there does, *Desk*.
        corrects: What it corrects, where that is known.
    """

    id: str
    kind: str
    alert: str
    line: ChangeLine
    said: datetime
    zone: ZoneInfo
    page: str
    corrects: Corrected | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed of one agreement; `note` says what is left out, `since` is when its rules counted.

    `address` is its own, `page` that of *Desk*.
    """

    id: str
    title: str
    note: str
    address: str
    page: str
    since: datetime
    entries: Sequence[Entry] = ()


def atom(feed: Feed) -> bytes:
    """Write a feed, in UTF-8."""
    root = ET.Element("feed", {"xmlns": SPACE})
    _text(root, "id", f"urn:uuid:{feed.id}")
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.note)
    _text(root, "updated", _instant(max([one.said for one in feed.entries], default=feed.since)))
    _link(root, "self", feed.address, TYPE)
    _link(root, "alternate", feed.page, "text/html")
    _text(_under(root, "author"), "name", feeds.PRODUCT)
    generator = _text(root, "generator", feeds.PRODUCT)
    generator.set("version", __version__)
    for entry in feed.entries:
        _entry(_under(root, "entry"), entry)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(element: ET.Element, entry: Entry) -> None:
    line = entry.line
    _text(element, "id", f"urn:uuid:{entry.id}")
    _text(element, "title", line.brief)
    _text(element, "published", _instant(entry.said))
    _text(element, "updated", _instant(entry.said))
    _category(element, entry.kind, what_changed.KINDS[entry.kind])
    _category(element, entry.alert, entry.alert.replace("_", " ")).set("scheme", ALERTS)
    _link(element, "alternate", entry.page, "text/html")
    told = [f"{line.says}.", feeds.FOUND.format(when=line.when)]
    if line.of:
        told.append(f"{line.kind}, {line.of}.")
    if entry.corrects is not None:
        _link(element, "related", f"urn:uuid:{entry.corrects.id}")
        time = times.full(entry.corrects.said, entry.zone)
        told.append(feeds.CORRECTS.format(time=time))
    _text(element, "summary", " ".join(told))


def _under(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, name)


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = _under(parent, name)
    element.text = carried(text)
    return element


def _category(parent: ET.Element, term: str, label: str) -> ET.Element:
    category = _under(parent, "category")
    category.set("term", term)
    category.set("label", label)
    return category


def _link(parent: ET.Element, relation: str, address: str, kind: str | None = None) -> None:
    link = _under(parent, "link")
    link.set("rel", relation)
    link.set("href", carried(address))
    if kind is not None:
        link.set("type", kind)


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
