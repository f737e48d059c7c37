"""What happened of that which a term names: the items on record, and when some went unseen."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from monitor.agreements.model import Happening
from monitor.evaluation.acts import Act
from monitor.evaluation.calendar import Interval
from monitor.evaluation.items import Item
from monitor.evaluation.tally import Question, Scope
from monitor.evaluation.view import View
from monitor.incidents.names import normal
from monitor.incidents.record import Attestation


def items(
    view: View,
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
            replace(
                _item("incident", one.incident, (one.first, one.last), one.references, match),
                must=one.must,
            )
            for one in view.tally.instants(question, since, scope)
        ]
    return [
        replace(item_of(act, match), must=scope is None or act.by == scope)
        for act in acts_named(view, named)
        if act.first < view.horizon and since <= act.last
        if scope is None or act.by in {None, scope}
    ]


def acts_named(view: View, named: Happening) -> list[Act]:
    """Return the acts that a term names, oldest knowledge first; none where it names a class."""
    acts = view.acts_for(named)
    given = acts.words_given if named.attested is not None else acts.decisions
    return [act for act in given if act.word == named.word and act.of(named.by)]


def item_of(record: Act | Attestation, match: str | None) -> Item:
    """Return an act as an item, with what it states of the reference that has to match."""
    if isinstance(record, Act):
        return _item(
            record.record, record.key, (record.first, record.last), record.references, match
        )
    span = record.during.start, record.during.last
    return _item(record.record, record.key, span, record.references, match)


def _during(record: Attestation) -> Interval:
    return record.during.start, record.during.last


def _item(
    record: str, key: str, span: Interval, references: Iterable[str], match: str | None
) -> Item:
    if match is None:
        return Item(record, key, *span)
    pairs = (reference.partition("=") for reference in references)
    told = tuple(value for name, _, value in pairs if name == match)
    return Item(record, key, *span, values=frozenset(map(normal, told)), told=told)


def unseen(view: View, named: Happening, start: datetime, end: datetime) -> list[Interval]:
    """Return the intervals of [start, end) in which it could have happened unseen.

    What is decided is so by being recorded, and whoever is named to attest something sees it; of
    what anybody may attest nobody's silence says that it is not so.
    """
    if named.anybodys_word:
        return [(start, end)] if start < end else []
    if named.happened is None:
        return []
    return view.lookout.gaps(Question(named.happened), None, start, end)
