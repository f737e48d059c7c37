"""Random pairs of an agreement of gates and phases and a record of acts: synthetic and seeded."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from monitor.incidents.span import TICK
from tests.naive.gate_rules import Words, place, terms
from tests.naive.generate import HOUR, NAMES, Ask, Draft, Fields, Pair, asked, recorded
from tests.naive.times import Times

ACTS = {
    "decided": (2, 3, 4, 5),
    "duties": (2, 3, 4, 5),
    "resets": (3, 4, 6),
    "gates": (3, 4, 5, 6),
    "phases": (4, 5, 6, 7, 8),
    "triggers": (4, 5, 6, 7),
}
"""How many acts a record tells of, by its theme."""
LIMITS = {"resets", "gates", "triggers"}


@dataclass
class Acts(Times):
    """The acts of a pair, being drawn."""

    words: Words = field(kw_only=True)

    def mark(self) -> datetime:
        """Draw an instant: a mark, or just beside one, or some hours away."""
        beside = self.beside()
        if self.ends and self.rng.random() < 0.3:
            return self.rng.choice(self.ends) + beside
        return self.rng.choice(self.marks) + beside

    def span(self) -> tuple[datetime, datetime]:
        """Draw when an act took place: exactly, to the hour, or on a local day; half-open."""
        return self.span_at(self.mark(), exactly=0.45, in_ticks=0.35)


def gated_pair(seed: int) -> Pair:
    """Draw one pair; the same seed always gives the same."""
    rng = Random(seed)  # noqa: S311  # tests need a steady draw, not a secret one
    where = place(rng)
    agreement, words = terms(rng, where)
    acts = Acts(Draft(rng, where), words=words)
    acts.set_marks(range(5), (0, 0, 0, 3, 12), words.lengths)
    if where.theme in LIMITS:
        _limits(acts)
    for _ in range(rng.choice(ACTS[where.theme])):
        if words.attested and rng.random() < (0.5 if where.theme == "duties" else 0.3):
            _attest(acts)
        else:
            _decide(acts)
    versions = recorded(acts.draft)
    asks = tuple(_ask(acts, official=official) for official in (True, False))
    return Pair(seed, agreement, versions, asks)


def _limits(acts: Acts) -> None:
    """Watch most of the time, and let a little happen."""
    rng, draft = acts.rng, acts.draft
    watched = {"start": draft.day(-1), "end": draft.day(14)}
    if rng.random() < 0.3:
        watched = {"start": draft.day(rng.randrange(3)), "end": draft.day(rng.randint(4, 9))}
    if rng.random() < 0.9:
        draft.add({"record": "coverage", "watched": watched}, after=watched["end"])
    for _ in range(rng.choice([0, 1, 1, 2])):
        at = draft.day(rng.randrange(5)) + rng.choice([0, 4]) * HOUR
        report: Fields = {
            "record": "report",
            "happened": {"start": at, "end": at + rng.choice([0, 0, 30]) * HOUR},
            "kinds": (rng.choice(["shelling", "air_strike"]),),
            "by": (rng.choice([*NAMES["government"], *NAMES["opposition"]]),),
            "pcodes": (rng.choice(["SY0201", "SY03"]),),
        }
        key = draft.add(report, after=at)
        if rng.random() < 0.7:
            draft.add({"record": "review", "report": key, "grade": "verified"}, after=at)


def _decide(acts: Acts) -> None:
    rng = acts.rng
    start, end = acts.span()
    what, by = rng.choice(acts.words.decided or ["something_else"]), _who(acts)
    if acts.words.awaited and rng.random() < 0.45:
        what, names = rng.choice(acts.words.awaited)
        by = rng.choice(NAMES[rng.choice(names)])
    fields: Fields = {
        "record": "decision",
        "agreement": _of(rng),
        "by": by,
        "what": what if rng.random() < 0.98 else "something_else",
        "effective": {"start": start, "end": end},
    }
    if rng.random() < 0.4:
        later = [mark for mark in acts.marks if mark > end]
        ends = [*later, *later, end + 24 * HOUR, end + 48 * HOUR, end + TICK]
        until = rng.choice(ends)
        fields["until"] = until
        acts.ends.append(until)
    acts.ends += [acts.later(start, text) for text in acts.words.lengths]
    _put(acts, fields, start)


def _attest(acts: Acts) -> None:
    rng = acts.rng
    start, end = acts.span()
    fields: Fields = {
        "record": "attestation",
        "agreement": _of(rng),
        "by": rng.choice(["un", "UN", _who(acts), _who(acts)]),
        "what": rng.choice(acts.words.attested),
        "holds": rng.random() < 0.85,
        "during": {"start": start, "end": end},
    }
    _put(acts, fields, start)


def _put(acts: Acts, fields: Fields, start: datetime) -> None:
    """Record an act, perhaps once more: for another time, or taken back."""
    rng, draft = acts.rng, acts.draft
    key = draft.add(fields, after=start)
    if rng.random() < 0.1:
        source, _, id_ = key.partition("/")
        again = {**fields, "source": source, "id": id_, "revision": rng.choice([0, 1, 1])}
        name = "effective" if fields["record"] == "decision" else "during"
        moved = acts.mark()
        again |= {name: {"start": moved, "end": moved}}
        again.pop("until", None)
        if rng.random() < 0.4:
            again["withdrawn"] = True
        draft.add(again, after=max(start, moved) + 24 * HOUR)


def _of(rng: Random) -> str:
    return "test-terms" if rng.random() < 0.96 else "other-terms"


def _who(acts: Acts) -> str:
    rng = acts.rng
    if rng.random() < 0.85:
        return rng.choice(NAMES[rng.choice(acts.words.duo)])
    return rng.choice([*NAMES["front"], *NAMES["opposition"], *NAMES["america"], "gunmen"])


def _ask(acts: Acts, *, official: bool) -> Ask:
    rng, draft = acts.rng, acts.draft
    late = sorted(acts.marks)[len(acts.marks) // 2 :]
    at = rng.choice(late) + rng.choice([*[timedelta(0)] * 4, TICK, -TICK, 9 * HOUR])
    chance = rng.random()
    if chance < 0.25 and acts.words.lengths:
        length = rng.choice(acts.words.lengths)
        at = acts.later(rng.choice(acts.marks), length)
        at += rng.choice([timedelta(0), TICK, -TICK])
    elif chance < (0.8 if draft.where.theme in LIMITS else 0.5):
        at = draft.day(rng.choice([0, *range(2, 9)])) + rng.choice([0, 0, 0, 11]) * HOUR
    return asked(rng, at, official=official)
