"""What making rule files count changes, or would change, as lines of text."""

from collections.abc import Iterator

from monitor.evaluation.calendar import MonitoringCalendar
from monitor.service import Activating
from monitor.service.activating import turn
from monitor.words import activation


def becoming(found: Activating) -> Iterator[str]:
    """Tell what changes, sentences first; of a first text, and of the same one, nothing does."""
    if found.before is None or found.unchanged:
        return
    name = found.name
    if found.sentences:
        yield activation.SENTENCES.format(agreement=name)
        yield from found.sentences
    else:
        yield activation.SAME_SENTENCES.format(agreement=name)
    if found.verdicts:
        yield activation.VERDICTS.format(agreement=name)
        yield from (f"  {turn(found, one)}" for one in found.verdicts)
    else:
        yield activation.SAME_VERDICTS.format(agreement=name)


def became(found: Activating, *, trial: bool) -> str:
    """Tell what became of a rule file, or would."""
    if found.unchanged or found.kind is None:
        return activation.UNCHANGED.format(agreement=found.name)
    words = activation.WOULD if trial else activation.NOW
    return words[found.kind].format(agreement=found.name, since=since(found))


def since(found: Activating) -> str:
    """Write from when an amendment changes verdicts, local to the agreement."""
    calendar = MonitoringCalendar(found.instrument.agreement.calendar, ())
    return f"{calendar.local(found.since):%Y-%m-%dT%H:%M}" if found.since else ""
