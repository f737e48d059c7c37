"""Random pairs of an agreement of gates and phases and a record of acts: synthetic and seeded.

Times come from a few marks of the pair, and from these a term later, so that acts meet each
other, the ends of terms, the bounds of days and the instant judged more often than by chance.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from monitor.agreements.model import Duration
from monitor.incidents.span import TICK
from tests.naive.acts import after
from tests.naive.gate_rules import Words, place, terms
from tests.naive.generate import HOUR, NAMES, SOURCES, Ask, Draft, Fields, Pair, recorded

VAGUE = 4
"""How many acts of a pair may have a span: the worlds are the product of their places."""
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
class Acts:
    """The acts of a pair, being drawn."""

    draft: Draft
    words: Words
    marks: list[datetime] = field(default_factory=list)
    ends: list[datetime] = field(default_factory=list)
    """Where what an act so far began may end: its own end, or a length of the agreement later."""
    vague: int = 0

    @property
    def rng(self) -> Random:
        """The draw of the pair."""
        return self.draft.rng

    def mark(self) -> datetime:
        """Draw an instant: a mark, or just beside one, or some hours away."""
        beside = self.rng.choice([*[timedelta(0)] * 12, TICK, -TICK, 5 * HOUR, -7 * HOUR])
        if self.ends and self.rng.random() < 0.3:
            return self.rng.choice(self.ends) + beside
        return self.rng.choice(self.marks) + beside

    def span(self) -> tuple[datetime, datetime]:
        """Draw when an act took place: exactly, to the hour, or on a local day; half-open."""
        at = self.mark()
        if self.vague >= VAGUE or self.rng.random() < 0.45:
            return at, at
        self.vague += 1
        chance = self.rng.random()
        if chance < 0.25:
            day = at.astimezone(ZoneInfo(self.draft.where.zone)).date()
            midnight = self.draft.moment(day, time(0))
            return midnight, self.draft.moment(day + timedelta(days=1), time(0))
        if chance < 0.35:
            return at, at + self.rng.choice([TICK, 2 * TICK])
        return at - self.rng.choice([0, 0, 1, 2]) * HOUR, at + self.rng.choice([1, 2, 30]) * HOUR


def gated_pair(seed: int) -> Pair:
    """Draw one pair; the same seed always gives the same."""
    rng = Random(seed)  # noqa: S311  # tests need a steady draw, not a secret one
    where = place(rng)
    agreement, words = terms(rng, where)
    acts = Acts(Draft(rng, where), words)
    acts.marks = _marks(acts)
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


def _marks(acts: Acts) -> list[datetime]:
    """Draw the instants around which everything takes place."""
    rng, draft = acts.rng, acts.draft
    marks = [
        draft.day(rng.randrange(5)) + rng.choice([0, 0, 0, 3, 12]) * HOUR
        for _ in range(rng.randint(2, 3))
    ]
    for text in acts.words.lengths[:2]:
        length = Duration.model_validate(text)
        marks.append(after(rng.choice([draft.day(0), *marks]), length, draft.where.zone))
    return marks


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
    for text in acts.words.lengths:
        acts.ends.append(after(start, Duration.model_validate(text), acts.draft.where.zone))
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
        length = Duration.model_validate(rng.choice(acts.words.lengths))
        at = after(rng.choice(acts.marks), length, draft.where.zone)
        at += rng.choice([timedelta(0), TICK, -TICK])
    elif chance < (0.8 if draft.where.theme in LIMITS else 0.5):
        at = draft.day(rng.choice([0, *range(2, 9)])) + rng.choice([0, 0, 0, 11]) * HOUR
    known = at + rng.choice([0, 6, 30, *[2000] * 9]) * HOUR
    account = None if official or rng.random() < 0.4 else rng.choice(SOURCES)
    return Ask(at.astimezone(UTC), known.astimezone(UTC), account)
