"""The terms that an agreement takes over, each with the agreements whose acts count for it too."""

from collections.abc import Collection, Mapping

from monitor.agreements.model import Agreement
from monitor.agreements.naming_acts import taken_over

NAMING = ("parties", "conditions")
"""The sections that are taken over whose terms name acts."""


def recommitted(
    agreement: Agreement, others: Mapping[str, Mapping[str, Collection[str]]]
) -> Agreement:
    """Return an agreement in which acts under others count for the terms that it shares with them.

    Args:
        agreement: The terms, with all that is imported.
        others: By the id of each agreement that it imports, the ids of that one's terms by
            section, also of those that it takes over from others itself.
    """
    if not others:
        return agreement
    sections: dict[str, object] = {}
    for section in NAMING:
        marked = dict(getattr(agreement, section))
        for name, terms in marked.items():
            if under := {other for other, theirs in others.items() if name in theirs[section]}:
                marked[name] = taken_over(terms, under)
        sections[section] = marked
    return agreement.model_copy(update=sections).counting(others)
