"""What a condition asks for, part by part: decisions, members, a deadline, as lines of text."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from monitor import words
from monitor.agreements.model import Agreement
from monitor.evaluation.verdict import Finding, Member
from monitor.views.marks import scope_name, title_of

Lines = Iterator[str]


def parts(agreement: Agreement, found: Finding, zone: ZoneInfo) -> Lines:
    """Tell the decision of each party, each member of a gate, and by when a duty is due."""
    for party, cause in found.decided:
        named = agreement.parties.get(party)
        yield f"  {named.name if named else party}: {words.CAUSES[cause]}"
    if found.deadline is not None:
        yield f"  {words.DEADLINE.format(time=words.full_time(found.deadline, zone))}"
    yield from _members(agreement, found.members, "  ")
    if found.doubts:
        yield f"  {words.HANGS_ON.format(keys=words.listed(found.doubts))}"


def _members(agreement: Agreement, members: Iterable[Member], indent: str) -> Lines:
    for one in members:
        title = words.TOGETHER
        if one.condition is not None:
            title = title_of(one.condition, agreement.conditions[one.condition])
        where = f": {scope_name(agreement, one.scope)}" if one.scope else ""
        why = f" ({words.CAUSES[one.cause]})" if not one.members else ""
        name = f" [{one.condition}]" if one.condition else ""
        yield f"{indent}{title}{where}: {words.TRUTHS[one.truth]}{why}{name}"
        yield from _members(agreement, one.members, f"{indent}  ")
