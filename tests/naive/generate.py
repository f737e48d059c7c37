"""Random pairs of an agreement and a record: synthetic, seeded, and meant to be awkward."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from monitor.agreements.model import Agreement
from monitor.incidents.known import Known
from monitor.incidents.record import RECORD, Record
from monitor.incidents.span import FOREVER
from tests.naive.days import instant
from tests.naive.rules import LENGTH, ONE_EVENT, VIOLENCE, Setting, agreement, setting

Fields = dict[str, object]

NAMES = {
    "government": ("government", "Government of the Republic", "state  ARMY", "Republican Guard"),
    "opposition": ("opposition", "Armed Opposition Groups", "Free Brigades", "free brigades"),
    "front": ("front", "THE FRONT"),
    "russia": ("russia", "Russian  Federation"),
    "america": ("america", "United States"),
}
STRANGERS = ("gunmen", "unknown aircraft")
KINDS = ("shelling", "shelling", "air_strike", "air_strike", "armed_clash", "military_flight")
PCODES = ("SY", "SY02", "SY0201", "SY020101", "SY0202", "SY03", "SY0301")
PURPOSES = ("combat", "medical", "humanitarian", "rescue")
SOURCES = ("observer", "centre", "ministry", "activists", "agency")
MOUTHPIECES = (
    ("east", ("State Army", "state army", "government", "Government of the Republic")),
    ("east", ()),
    ("west", ("Armed Opposition Groups", "OPPOSITION", "free brigades")),
    ("", ("the front", "state army")),
)
"""Sides of sources, and the names of those they speak for."""
SIDES = ("government", "Armed Opposition Groups", "the front")
STRENGTHS = ("certifies_quiet", "can_report", "none")
HOUR = timedelta(hours=1)
TOLD = {
    ONE_EVENT: (1, 1, 2),
    "mixed": (0, 0, 1, 2, 3),
    "events": (1, 2, 3),
    "counts": (0, 0, 1),
    "calendar": (0, 1, 1, 2),
    "words": (0, 0, 1),
}
"""How many events a record tells of, by its theme."""


@dataclass(frozen=True)
class Ask:
    """What to judge a pair at: the instant, what was known, and whose account (None: official)."""

    at: datetime
    known: datetime
    account: str | None = None


@dataclass(frozen=True)
class Pair:
    """A random agreement and record, and what to ask of them."""

    seed: int
    agreement: Agreement
    versions: tuple[Known[Record], ...]
    asks: tuple[Ask, ...]


@dataclass
class Draft:
    """A record being written: rows with the time at which each became known."""

    rng: Random
    where: Setting
    rows: list[tuple[Fields, datetime]] = field(default_factory=list)
    busy: list[int] = field(default_factory=list)
    """The days about which something is told."""

    def moment(self, day: date, clock: time) -> datetime:
        """Return the instant of a local time."""
        return instant(datetime.combine(day, clock), self.where.zone)

    def day(self, n: int) -> datetime:
        """Return the start of the n-th monitoring day."""
        return self.moment(self.where.first + timedelta(days=n), self.where.day_starts)

    def some_day(self) -> int:
        """Draw the number of a day."""
        return self.rng.randrange(-1, LENGTH)

    def add(self, fields: Fields, *, after: datetime) -> str:
        """Put down a row that became known some time after; return its key."""
        fields = {"source": self.rng.choice(SOURCES), **fields}
        fields.setdefault("id", f"r{self.rng.randrange(10_000):04}-{len(self.rows)}")
        published = after + self.rng.choice([1, 3, 8, 30, 80]) * HOUR
        if "published_at" not in fields and self.rng.random() < 0.7:
            fields["published_at"] = published
        self.rows.append((fields, published + self.rng.choice([0, 0, 2, 50]) * HOUR))
        return f"{fields['source']}/{fields['id']}"


def pair(seed: int) -> Pair:
    """Draw one pair; the same seed always gives the same."""
    rng = Random(seed)  # noqa: S311  # tests need a steady draw, not a secret one
    where = setting(rng)
    terms = agreement(rng, where)
    draft = Draft(rng, where)
    _profiles(draft)
    _coverage(draft)
    for _ in range(rng.choice(TOLD[where.theme])):
        _event(draft)
    _possible(draft)
    if where.theme in {"mixed", "counts"}:
        counts(draft)
    if where.theme in {"mixed", "words"}:
        _attestations(draft)
    if where.theme in {"mixed", "calendar"}:
        _decisions(draft)
    versions = recorded(draft)
    asks = tuple(_ask(draft, official=official) for official in (True, False))
    return Pair(seed, terms, versions, asks)


def _profiles(draft: Draft) -> None:
    rng = draft.rng
    for source in SOURCES:
        if rng.random() < 0.15:
            continue
        plain = "event" in draft.where.theme
        side, says = rng.choice([*[("", ())] * 4, *MOUTHPIECES])
        fields: Fields = {
            "record": "source_profile",
            "id": source,
            "source": source,
            "name": source,
            "side": side,
            "speaks_for": says,
            "relays": rng.choice([*[()] * 5, tuple(rng.sample(SOURCES, 2))]),
            "sides": rng.choice([(), (), ("government",), ("opposition", "State Army")]),
            "areas": rng.choice([(), (), ("SY02",)]),
            "kinds": rng.choice([(), (), ("shelling", "air_strike", "armed_clash")]),
            "strength": "can_report" if plain else rng.choice(STRENGTHS),
            "time_zone": rng.choice([draft.where.zone, draft.where.zone, "UTC"]),
        }
        draft.add(fields, after=draft.day(-3))


def _coverage(draft: Draft) -> None:
    """Watch all of the time, or most of it, or parts, or days on which something is published."""
    rng = draft.rng
    manner = rng.choice(
        ["whole"]
        if "event" in draft.where.theme
        else [*["whole"] * 8, "gap", "gap", "daily", "published", "published", "none"]
    )
    if manner == "whole":
        _watch(draft, draft.day(-2), draft.day(LENGTH + 2))
    elif manner == "gap":
        gap = draft.day(rng.randrange(LENGTH - 3)) + rng.choice([0, 0, 5]) * HOUR
        _watch(draft, draft.day(-2), gap)
        _watch(draft, gap + rng.choice([1, 10, 24, 30]) * HOUR, draft.day(LENGTH + 2))
    elif manner == "daily":
        for n in range(LENGTH):
            if rng.random() < 0.93:
                _watch(draft, draft.day(n), draft.day(n + 1))
    elif manner == "published":
        fields: Fields = {"record": "source_profile", "id": "desk", "source": "desk", "name": "d"}
        fields |= {"strength": "certifies_quiet", "time_zone": draft.where.zone}
        draft.add(fields, after=draft.day(-3))
        for n in range(-1, LENGTH + 1):
            if rng.random() < 0.95:
                _speak(draft, n)
    if rng.random() < 0.3:
        narrow: Fields = {
            "sides": rng.choice([(), ("government",), ("opposition", "the front")]),
            "areas": rng.choice([(), ("SY02",), ("SY0201",), ("SY",)]),
            "kinds": rng.choice([(), ("air_strike", "military_flight"), ("shelling",)]),
            "strength": rng.choice(["certifies_quiet", "can_report"]),
        }
        start = rng.randrange(LENGTH)
        _watch(draft, draft.day(start), draft.day(start + rng.randint(1, 9)), **narrow)


def _watch(draft: Draft, start: datetime, end: datetime, **scope: object) -> None:
    after = end if draft.rng.random() < 0.8 else draft.day(draft.rng.randrange(LENGTH))
    watched = {"start": start, "end": end}
    draft.add({"record": "coverage", "watched": watched, **scope}, after=after)


def _speak(draft: Draft, day: int) -> None:
    at = draft.moment(draft.where.first + timedelta(days=day), time(draft.rng.randrange(24), 15))
    said: Fields = {"record": "statement", "source": "desk", "actor": "un", "says": "claims"}
    said |= {"made": {"start": at, "end": at}, "published_at": at}
    draft.add(said, after=draft.day(day + 1))


def _event(draft: Draft) -> None:
    """Tell of one event in one to three reports, mostly linked, perhaps denied or weighed."""
    rng = draft.rng
    told = _telling(draft)
    after = draft.day(draft.busy[-1] + 1)
    sources = rng.sample(SOURCES, 4)
    keys = [draft.add({**_report(draft, told), "source": sources.pop()}, after=after)]
    for _ in range(rng.choice([0, 1, 1, 1, 2])):
        source = sources.pop() if rng.random() < 0.9 else rng.choice(SOURCES)
        keys.append(draft.add({**_report(draft, told), "source": source}, after=after))
        same = rng.choice([*["same"] * 7, "different"])
        _link(draft, keys[0], keys[-1], same, after)
    if rng.random() < (0.7 if draft.where.theme == ONE_EVENT else 0.4):
        keys.append(draft.add({**_denial(draft, told), "source": sources.pop()}, after=after))
        _link(draft, rng.choice(keys[:-1]), keys[-1], "same", after)
    for _ in range(rng.choice([0, 1, 1, 2])):
        review: Fields = {"record": "review", "report": rng.choice(keys)}
        if rng.random() < 0.8:
            review["grade"] = rng.choice([*["verified"] * 5, "corroborated", "reported", "refuted"])
        if rng.random() < 0.35:
            review["occurrence"] = rng.choice(["accepted", "accepted", "disputed"])
        draft.add(review, after=after)


def _denial(draft: Draft, told: Fields) -> Fields:
    """Draw an account that denies part of what is told."""
    rng = draft.rng
    denied = rng.choice([*["occurrence"] * 5, *["attribution", "figures", "unsaid"] * 2, "scope"])
    others = (*NAMES["front"], *NAMES["opposition"], *NAMES["government"])
    return {
        **_report(draft, told),
        "disputes": denied,
        "own_observation": rng.random() < 0.6,
        "by": () if rng.random() < 0.4 else (rng.choice(others),),
    }


def _telling(draft: Draft) -> Fields:
    """Draw what happened, as most sources have it."""
    rng = draft.rng
    alone = draft.where.theme == ONE_EVENT
    day = draft.some_day()
    if alone:
        day = draft.busy[-1] if draft.busy else rng.randrange(2, 6)
    draft.busy.append(day)
    start = draft.day(day) + rng.choice([0, 0, 1, 5, 12, 23]) * HOUR
    lasting = rng.choice([0, 0, 0, 0, 1] if alone else [0, 0, 0, 1, 2, 24, 24, 30, 48]) * HOUR
    if rng.random() < 0.1:
        start -= timedelta(microseconds=1)
    parties = ["government", "government", "opposition", "opposition"]
    who = rng.choice(parties if alone else [*parties, "front", "russia"])
    return {
        "record": "report",
        "happened": {"start": start, "end": start + lasting},
        "kinds": (rng.choice(VIOLENCE if alone else KINDS),),
        "by": (rng.choice(NAMES[who]),),
        "against": (rng.choice(["civilians", "Civilians", *NAMES[rng.choice([*NAMES])]]),),
        "pcodes": (rng.choice(PCODES[1:5]),),
        "purposes": rng.choice([(), ("combat",), ("combat",), (rng.choice(PURPOSES),)]),
    }


def _report(draft: Draft, told: Fields) -> Fields:
    """Draw one source's account of it: with gaps, alternatives, other times and figures."""
    rng = draft.rng
    report = dict(told)
    doubt = 0.02 if draft.where.theme == ONE_EVENT else 0.06
    for name, others in (
        ("kinds", KINDS),
        ("by", [*NAMES["opposition"], *NAMES["front"], *STRANGERS, *NAMES["government"]]),
        ("against", ["civilians", *STRANGERS, *NAMES["opposition"]]),
        ("pcodes", PCODES),
        ("purposes", PURPOSES),
    ):
        chance = rng.random()
        if chance < doubt:
            report[name] = ()
        elif chance < 2 * doubt:
            report[name] = (rng.choice(others), rng.choice(others))
    if rng.random() < 4 * doubt:
        start = draft.day(draft.busy[-1] + rng.choice([-1, 0, 0, 1])) + rng.choice([0, 7]) * HOUR
        report["happened"] = {"start": start, "end": start + rng.choice([0, 24, 60]) * HOUR}
    for name in ("killed", "injured"):
        if rng.random() < 0.6:
            low = rng.randrange(5)
            report[name] = {"low": low, "high": rng.choice([low, low, low + 2, None])}
    return report


def _link(draft: Draft, first: str, second: str, relation: str, after: datetime) -> None:
    if draft.rng.random() < 0.5:
        first, second = second, first
    fields: Fields = {"record": "link", "first": first, "second": second, "relation": relation}
    draft.add(fields, after=after)


def _possible(draft: Draft) -> None:
    """Say of some reports that they may tell of one event, or after all do or do not."""
    keys = [f"{row['source']}/{row['id']}" for row, _ in draft.rows if row["record"] == "report"]
    for _ in range(draft.rng.choice([0, 0, 1, 2])):
        if len(keys) > 1:
            first, second = draft.rng.sample(keys, 2)
            relation = draft.rng.choice(["possible", "possible", "possible", "same", "different"])
            _link(draft, first, second, relation, draft.day(draft.rng.choice(draft.busy) + 1))


def counts(draft: Draft) -> None:
    """Let sources count day by day, or keep running totals."""
    rng = draft.rng
    for source in ("centre", "ministry"):
        manner = rng.choice(["none", "daily", "odd", "odd", "total", "total"])
        measure = rng.choice(["incidents", "incidents", "incidents", "killed"])
        scope = _count_scope(rng) if rng.random() < 0.5 else {}
        start, running = rng.randrange(3), 0
        for n in range(start, start + rng.randint(3, 7)):
            value = rng.choice([0, 0, 0, 1, 2])
            running += value
            if manner == "none" or rng.random() < 0.15:
                continue
            draft.busy.append(n)
            first = draft.day(start) if manner == "total" else draft.day(n)
            long = rng.choice([1, 2]) if manner == "odd" else 1
            fields: Fields = {
                "record": "count",
                "source": source,
                "window": {"start": first, "end": draft.day(n + long)},
                "cumulative": manner == "total" and rng.random() < 0.95,
                "measure": measure,
                "value": running if manner == "total" else value,
                **scope,
                **(_count_scope(rng) if manner == "odd" and rng.random() < 0.3 else {}),
            }
            if rng.random() < 0.1:
                fields["bound"] = rng.choice(["at_least", "at_most"])
                fields["value"] = rng.randrange(4)
            draft.add(fields, after=draft.day(n + 1))


def _count_scope(rng: Random) -> Fields:
    return {
        "bound": rng.choice(["exact", "exact", "exact", "at_least", "at_most"]),
        "kinds": rng.choice([(), (), (*VIOLENCE, "arrest"), ("shelling",), ("shelling", "arrest")]),
        "by": rng.choice([(), (), SIDES, ("State Army",), ("The Front",), ("gunmen",)]),
        "against": rng.choice([(), (), (), ("civilians",), (*SIDES, "civilians")]),
        "pcodes": rng.choice([(), (), (), ("SY02",), ("SY0201",), ("SY",)]),
    }


def _attestations(draft: Draft) -> None:
    rng = draft.rng
    for by in ("russia", "United States"):
        first = rng.choice([0, 0, 0, 1, 4])
        for n in range(first, first + rng.choice([0, 3, 9, LENGTH])):
            end = draft.day(n + 1) - rng.choice([0] * 24 + [1]) * HOUR
            _attest(draft, by, "adherence", (draft.day(n), end))
            if rng.random() < 0.05:
                _attest(draft, by, "adherence", (draft.day(n - 2), draft.day(n + 1)))
    for n in range(LENGTH):
        if rng.random() < 0.4:
            start = draft.day(n) + rng.choice([0, 6]) * HOUR
            by = rng.choice(["un", "un", "UN", "Russian Federation", "ministry"])
            draft.busy.append(n)
            _attest(draft, by, "staffed", (start, start + rng.choice([0, 24]) * HOUR))


def _attest(draft: Draft, by: str, what: str, during: tuple[datetime, datetime]) -> None:
    fields: Fields = {
        "record": "attestation",
        "agreement": "test-terms" if draft.rng.random() < 0.95 else "other-terms",
        "by": by,
        "what": what,
        "holds": draft.rng.random() < (0.96 if what == "adherence" else 0.5),
        "during": {"start": during[0], "end": during[1]},
    }
    draft.add(fields, after=during[1])


def _decisions(draft: Draft) -> None:
    rng = draft.rng
    for _ in range(rng.choice([0, 1, 2, 3] if draft.where.theme == "calendar" else [0, 0, 1])):
        day = rng.randrange(2, 8)
        draft.busy.append(day)
        start = draft.day(day) + rng.choice([0, 0, 0, 4, 17]) * HOUR
        fields: Fields = {
            "record": "decision",
            "agreement": "test-terms" if rng.random() < 0.9 else "other-terms",
            "by": rng.choice(["State Army", "government", "america", "opposition"]),
            "what": rng.choice(
                ["suspended", "suspended", "resumed", "resumed", "ended", "extended"]
            ),
            "effective": {"start": start, "end": start + rng.choice([0, 0, 24]) * HOUR},
        }
        if rng.random() < 0.35:
            fields["until"] = start + rng.choice([20, 48]) * HOUR
        draft.add(fields, after=start)


def recorded(draft: Draft) -> tuple[Known[Record], ...]:
    """Record the rows in acts; revise, withdraw and undo some of them."""
    rng = draft.rng
    rows = list(draft.rows)
    for row, known_from in draft.rows:
        if rng.random() < 0.1:
            row["revision"] = 1
        if row["record"] != "source_profile" and rng.random() < 0.1:
            rows.append((_revised(draft, row), known_from + rng.choice([0, 1, 40]) * HOUR))
    rows.sort(key=lambda row: row[1])
    versions = []
    act, line, until = 0, 0, FOREVER
    for fields, known_from in rows:
        line += 1
        if line == 1 or rng.random() < 0.5:
            act, line = act + 1, 1
            undone = rng.random() < 0.04
            until = known_from + rng.choice([60, 400]) * HOUR if undone else FOREVER
        known_to = max(until, known_from + HOUR)
        record = RECORD.validate_python(fields)
        versions.append(Known(record, (act, line), known_from, known_to))
    rng.shuffle(versions)
    return tuple(versions)


def asked(rng: Random, at: datetime, *, official: bool) -> Ask:
    """Draw by when something is known, mostly long after, and perhaps whose account is taken."""
    known = at + rng.choice([0, 6, 30, *[2000] * 9]) * HOUR
    account = None if official or rng.random() < 0.4 else rng.choice(SOURCES)
    return Ask(at.astimezone(UTC), known.astimezone(UTC), account)


def _revised(draft: Draft, row: Fields) -> Fields:
    """Draw another version of a row: withdrawn, told otherwise, or an older revision come late."""
    rng = draft.rng
    again = dict(row)
    again["revision"] = rng.choice([0, 0, 1, 2])
    chance = rng.random()
    if chance < 0.4:
        again["withdrawn"] = True
    elif row["record"] == "report":
        again |= {"by": _telling(draft)["by"], "kinds": _telling(draft)["kinds"]}
    elif row["record"] == "count":
        again["value"] = rng.randrange(4)
    elif row["record"] == "link":
        again["relation"] = rng.choice(["same", "different", "possible"])
    elif row["record"] == "attestation":
        again["holds"] = not row["holds"]
    return again


def _ask(draft: Draft, *, official: bool) -> Ask:
    rng = draft.rng
    at = draft.day(rng.choice([0, 1, *range(1, LENGTH), *range(3, LENGTH)]))
    if draft.busy and rng.random() < 0.7:
        at = draft.day(max(0, rng.choice(draft.busy) + rng.choice([1, 1, 1, 2, 3])))
    at += rng.choice([0, 0, 0, 0, 0, 0, -1, 1, 9]) * HOUR
    if rng.random() < 0.1:
        at += rng.choice([-1, 1]) * timedelta(microseconds=1)
    known = at + rng.choice([0, 6, 30, 100, *[2000] * 12]) * HOUR
    account = None if official or rng.random() < 0.5 else rng.choice(SOURCES)
    if draft.where.theme == ONE_EVENT:
        at = draft.day(draft.busy[0] + rng.choice([1, 1, 1, 2]))
        account = account if rng.random() < 0.2 else None
    if account is not None and draft.where.theme == "counts":
        account = rng.choice(["centre", "ministry"])
    return Ask(at.astimezone(UTC), known.astimezone(UTC), account)
