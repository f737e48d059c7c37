"""Which of the alerts that are told together leads: the one that people act on first."""

from collections.abc import Sequence

from monitor.agreements.model import Agreement
from monitor.alerts import grave
from monitor.alerts.alert import Alert, Way
from monitor.evaluation.verdict import ALL_NAMED

_WAYS = (Way.AT_ONCE, Way.IN_THREAD, Way.DIGEST)


def ordered(group: Sequence[Alert], terms: Agreement, desk: str) -> tuple[Alert, ...]:
    """Return alerts that a desk is told together, the leading one first.

    What interrupts goes before what does not, then it goes by weight; what follows from others, as
    a gate does, goes after them, and a phase for one holder after that for all named; what is told
    under a rival reading goes after what the open one says. A phase that stands for each as for all
    is told once.
    """
    by_weight = grave.leading(list(group))
    return together(sorted(by_weight, key=lambda one: _rank(one, terms, desk)))


def together(found: Sequence[Alert]) -> tuple[Alert, ...]:
    """Return alerts without those of a phase for one holder that all named have alike."""
    for_all = {_of_phase(one) for one in found if one.turned.subject.holder == ALL_NAMED}
    return tuple(
        one
        for one in found
        if one.turned.subject.holder in {None, ALL_NAMED} or _of_phase(one) not in for_all
    )


def leading(group: Sequence[Alert], terms: Agreement, desk: str) -> Alert:
    """Return the alert that leads; of that one the caller gives what a message is written from."""
    return ordered(group, terms, desk)[0]


def _of_phase(alert: Alert) -> tuple[object, ...]:
    turned = alert.turned
    after = turned.after
    named = turned.subject.phase, turned.subject.reading
    return (alert.kind, named, after and (after.word, after.since, after.until))


def _rank(alert: Alert, terms: Agreement, desk: str) -> tuple[int, bool, bool, bool]:
    about = alert.turned.subject
    condition = terms.conditions.get(about.condition or "")
    follows = condition is not None and condition.gate is not None
    return (
        _WAYS.index(alert.desks.get(desk, Way.DIGEST)),
        about.reading is not None,
        follows,
        about.holder not in {None, ALL_NAMED},
    )
