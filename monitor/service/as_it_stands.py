"""The verdicts as they stand, which what is tried is set beside: judged once between two acts."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.verdict import Evaluation
from monitor.service.checking import ALWAYS
from monitor.store.store import Store

MOST_KEPT = 32
"""So many evaluations are kept, those that were asked for last."""

Looked = Sequence[tuple[Agreement, datetime]]
"""Agreements, each with the instant at which its verdicts are looked at."""

_Key = tuple[str, datetime, str]
"""The id of an agreement, the instant, and the act by which the record is as it is."""


class AsItStands:
    """Judges agreements on everything known so far; its methods may be called from any thread.

    An evaluation is pure, so between two acts that change the record or the rules it stands.
    Whoever needs it beside something that is tried asks while no other act is accepted.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._judging = threading.Lock()
        self._kept: OrderedDict[_Key, tuple[Agreement, Evaluation]] = OrderedDict()

    def judged(self, terms: Agreement, at: datetime) -> Evaluation:
        """Return what holds at an instant, by the record as it is now."""
        with self._judging, self._store.facts() as facts:
            key = terms.id, at, facts.version
            kept = self._kept.get(key)
            if kept is None or kept[0] != terms:
                kept = terms, evaluate(terms, Snapshot(facts), at, ALWAYS)
                self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return kept[1]

    @contextmanager
    def meanwhile(self, looked: Looked) -> Iterator[None]:
        """Judge these in another thread, so that they are there by the time they are asked for.

        What goes wrong there comes up again where they are asked for.
        """
        with ThreadPoolExecutor(1, "as-it-stands") as another:
            for terms, at in looked:
                another.submit(self.judged, terms, at)
            yield
