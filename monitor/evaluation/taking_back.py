"""Which decisions were taken back, and by which: in the words that the rules have for that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.agreements.named import must_hold
from monitor.evaluation.acts import Act
from monitor.evaluation.view import View


@dataclass(frozen=True, slots=True)
class Back:
    """What takes a decision back: its key and word, whose it is as written, and when.

    `happened` is its first instant, UTC, and the one after its last.
    """

    key: str
    word: str
    by: str
    happened: tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A decision by its word, what takes it back, and whose it is; nobody named is anybody."""

    taken: str
    back: str
    by: tuple[str, ...]

    def fits(self, taken: Act, back: Act) -> bool:
        return (
            (taken.word, back.word) == (self.taken, self.back)
            and (not self.by or taken.by in self.by)
            and taken.by is not None
        )


def taken_back(view: View) -> Mapping[str, Act]:
    """Return, by the key of a decision under the agreement, what its own party took it back by.

    The first that came after it, or with it, while it had not run out; each as far as it may have.
    """
    pairs = tuple(_pairs(view.agreement))
    words = {pair.back for pair in pairs}
    acts = sorted(view.decisions, key=lambda act: (act.first, act.last, act.key))
    found: dict[str, Act] = {}
    for back in (act for act in acts if act.word in words):
        for taken in acts:
            if taken.key not in found and _ends(taken, back, pairs):
                found[taken.key] = back
    return found


def asks_for(terms: Agreement, word: str) -> str | None:
    """Return the first condition that asks for a decision, or that it takes back; None for none."""
    for name, condition in terms.conditions.items():
        decided = condition.decided
        if decided is not None and word in {decided.what, *decided.withdrawals}:
            return name
    return None


def _ends(taken: Act, back: Act, pairs: tuple[_Pair, ...]) -> bool:
    runs = taken.first <= back.last and (taken.until is None or taken.until > back.first)
    return runs and taken.by == back.by and any(pair.fits(taken, back) for pair in pairs)


def _pairs(terms: Agreement) -> Iterator[_Pair]:
    for condition in terms.conditions.values():
        decided = condition.decided
        if decided is not None:
            yield from (_Pair(decided.what, back, decided.by) for back in decided.withdrawals)
        for _, held in must_hold(condition):
            if held.decided is not None:
                yield _Pair(held.decided, f"{held.decided}_withdrawn", held.by)
