"""What happened of that which a term names: the items on record, and when some went unseen."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.agreements.model import Happening
from monitor.evaluation.acts import Act
from monitor.evaluation.calendar import Interval
from monitor.evaluation.items import Item
from monitor.evaluation.tally import Question, Scope
from monitor.incidents.names import normal

if TYPE_CHECKING:  # the view is handed in: it asks for days of duties itself
    from monitor.evaluation.view import View


def items(
    view: "View",
    named: Happening,
    *,
    since: datetime,
    match: str | None = None,
    per: str | None = None,
    scope: Scope = None,
) -> list[Item]:
    """Return what may have happened at `since` or later, and before the horizon, in no order.

    Args:
        view: From where the record is looked at.
        named: The class, or the act; of attestations those that something is so.
        since: Of what may have happened before, only what may have happened then or later.
        match: The reference that has to match; None where nothing has to.
        per: Whether it is asked of one area or one party, in `scope`.
        scope: What is known to lie elsewhere is left out; what may lie there is not certain.
    """
    if named.happened is not None:
        question = Question(named.happened, per=per)
        return [
            _item("incident", one.incident, (one.first, one.last), one.must, _stated((), match))
            for one in view.tally.instants(question, since, scope)
        ]
    return [
        _item(act.record, act.key, (act.first, act.last), must, _stated((), match))
        for act in acts_named(view, named)
        if act.first < view.horizon and since <= act.last
        if (must := scope is None or act.by == scope) or act.by is None
    ]


def acts_named(view: "View", named: Happening) -> list[Act]:
    """Return the acts that a term names, oldest knowledge first; none where it names a class."""
    given = view.words_given if named.attested is not None else view.decisions
    return [act for act in given if act.word == named.word and act.of(named.by)]


def _stated(references: Iterable[str], match: str | None) -> tuple[str, ...] | None:
    """Return the stated values of the reference that has to match; None where nothing has to."""
    if match is None:
        return None
    pairs = (reference.partition("=") for reference in references)
    return tuple(value for name, _, value in pairs if name == match)


def _item(
    record: str,
    key: str,
    span: Interval,
    must: bool,  # noqa: FBT001 - one field of many
    stated: tuple[str, ...] | None,
) -> Item:
    values = None if stated is None else frozenset(map(normal, stated))
    return Item(record, key, *span, must, values, stated or ())


def unseen(view: "View", named: Happening, start: datetime, end: datetime) -> list[Interval]:
    """Return the intervals of [start, end) in which it could have happened unseen.

    Whoever decides or attests something sees it: acts have none.
    """
    if named.happened is None:
        return []
    return view.lookout.gaps(Question(named.happened), None, start, end)
