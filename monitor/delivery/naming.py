"""Names in the file of alerts that nothing has, and people and channels that stand twice."""

from collections.abc import Collection, Iterator

from monitor.delivery.file import AlertsFile
from monitor.handwritten.flaw import Flaw
from monitor.handwritten.keys import keys
from monitor.handwritten.tree import Fields, Items, Node, Path, Scalar, child, names_under
from monitor.handwritten.wording import choose, quoted


def misnamed(root: Node) -> Iterator[Flaw]:
    """Yield every channel of a person and person of a desk that is not there, or there twice."""
    for section, key in (("people", "channels"), ("desks", "people")):
        known = names_under(root, key)
        if child(root, key) is None:  # then that is the fault
            continue
        for name in names_under(root, section):
            path = (section, name, key)
            listed = child(child(child(root, section) or root, name) or root, key)
            if isinstance(listed, Items):
                yield from _among(listed, path, known)
    yield from _mails(root)


def _among(listed: Items, path: Path, known: Collection[str]) -> Iterator[Flaw]:
    what = {"channels": "channel", "people": "person"}[str(path[-1])]
    seen: set[str] = set()
    for number, item in enumerate(listed.items):
        if not isinstance(item, Scalar):
            continue
        if item.text not in known:
            wrong = f"there is no {what} {quoted(item.text)}"
            yield Flaw((*path, number), wrong, choose(item.text, known, f"{path[-1]} are"))
        elif item.text in seen:
            yield Flaw((*path, number), f"{quoted(item.text)} stands twice", "keep one of the two")
        seen.add(item.text)


def _mails(root: Node) -> Iterator[Flaw]:
    """Yield each channel that is mail where no mail server is named, not even misspelt."""
    channels = child(root, "channels")
    if not isinstance(root, Fields) or not isinstance(channels, Fields):
        return
    if "smtp" in root.entries or set(root.entries) - set(keys(AlertsFile)):
        return
    for name, channel in channels.entries.items():
        if child(channel, "email") is not None:
            hint = "add 'smtp:' with host and sender, at the left of the file"
            yield Flaw(("channels", name, "email"), "mail without a mail server", hint)
