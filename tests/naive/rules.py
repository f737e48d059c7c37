"""Random small agreements, written as a rule file would have them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from monitor.agreements.model import Agreement

Terms = dict[str, object]

PERIODS = (
    ("Asia/Damascus", date(2016, 3, 25)),  # midnight is skipped
    ("Asia/Damascus", date(2016, 10, 28)),  # the hour before midnight comes twice
    ("Europe/Kyiv", date(2016, 3, 27)),
    ("Europe/Kyiv", date(2016, 10, 30)),
    ("America/Sao_Paulo", date(2016, 10, 16)),  # midnight is skipped
    ("UTC", date(2016, 9, 12)),
)
"""Zones, each with a day on which its clocks change (in UTC they never do)."""

DAY_STARTS = ("00:00", "00:00", "00:30", "02:30", "06:00", "19:00", "23:30")
PARTIES = ("government", "opposition", "front", "russia", "america")
VIOLENCE = ["shelling", "air_strike", "armed_clash"]
FEW_DAY_STARTS = ("00:00", "00:00", "02:30", "19:00")
LENGTH = 12
"""How many days the record tells of."""


ONE_EVENT = "accounts of one event"
THEMES = ("mixed", "events", *[ONE_EVENT] * 4, *["counts"] * 3, *["calendar"] * 2, *["words"] * 2)
"""What a pair is mostly about, so that rare things meet often enough to matter."""


@dataclass(frozen=True)
class Setting:
    """What a random agreement and its record are about, and where and when they take place."""

    theme: str
    zone: str
    first: date
    day_starts: time

    def local(self, rng: Random) -> datetime:
        """Draw a local time at which something about the terms may change."""
        day = self.first + timedelta(days=rng.randrange(1, LENGTH - 2))
        return datetime.combine(day, rng.choice([time(0), time(0), self.day_starts, time(11)]))


def setting(
    rng: Random,
    themes: Sequence[str] = THEMES,
    day_starts: Sequence[str] = DAY_STARTS,
    before: int = 7,
) -> Setting:
    """Draw a theme, a place and a time; clocks change on one of its first days, so many."""
    zone, change = rng.choice(PERIODS)
    first = change - timedelta(days=rng.randrange(before))
    return Setting(rng.choice(themes), zone, first, time.fromisoformat(rng.choice(day_starts)))


def agreement(rng: Random, where: Setting) -> Agreement:
    """Draw an agreement with about six conditions of every kind."""
    classes = _classes(rng, where)
    limits = {f"limit_{n}": _limit(rng, where, classes) for n in range(rng.randint(2, 3))}
    terms: Terms = {
        "agreement": "test-terms",
        "title": "Random terms",
        "status": "agreed",
        "calendar": _calendar(rng, where),
        "evidence": {
            "standard": rng.choice([*["reported"] * 3, *["corroborated"] * 3, "verified"]),
            "doubt": rng.choice([*["undetermined"] * 3, "breaks", "counts_as_quiet"]),
            "unobserved": rng.choice([*["undetermined"] * 3, "breaks"]),
        },
        "parties": parties(rng, where),
        "areas": {
            "north": {"pcodes": ["SY02"]},
            "city": {"pcodes": ["SY0201", "SY0202"]},
            "designated": {"unpublished": "true"},
        },
        "clauses": {"C-1": {"says": "Random.", "provenance": "text"}},
        "classes": classes,
        "conditions": limits | _streaks(rng, where, classes) | _attested(rng),
    }
    if where.theme in {"mixed", "calendar"}:
        terms["ends"] = {"by": ["government", "america"]}
    return Agreement.model_validate(terms)


def _calendar(rng: Random, where: Setting) -> Terms:
    starts = where.day_starts
    if rng.random() < (0.5 if where.theme == "calendar" else 0.15):
        starts = time(rng.randrange(24), rng.choice([0, 30]))
    calendar: Terms = {
        "time_zone": where.zone,
        "day_starts": where.day_starts.isoformat("minutes"),
        "from": datetime.combine(where.first, starts).isoformat(),
        "partial_days": rng.choice(["counted", "not_counted"]),
    }
    if rng.random() < (0.4 if where.theme == "calendar" else 0.1):
        end = where.first + timedelta(days=rng.randrange(6, LENGTH))
        until = datetime.combine(end, rng.choice([where.day_starts, time(15)]))
        calendar["until"] = until.isoformat()
    return calendar


def short_calendar(rng: Random, where: Setting, *, whole: float, ends: float, last: int) -> Terms:
    """Draw a calendar that begins with a whole day, and that ends before a day, so often."""
    starts = where.day_starts if rng.random() < whole else time(11)
    calendar: Terms = {
        "time_zone": where.zone,
        "day_starts": where.day_starts.isoformat("minutes"),
        "from": datetime.combine(where.first, starts).isoformat(),
        "partial_days": rng.choice(["counted", "not_counted"]),
    }
    if rng.random() < ends:
        end = where.first + timedelta(days=rng.randrange(4, last))
        calendar["until"] = datetime.combine(end, where.day_starts).isoformat()
    return calendar


def parties(rng: Random, where: Setting) -> Terms:
    """Draw five parties, some of which change their name, accept late or come in."""
    changed = where.local(rng).isoformat()
    front: object = "outside"
    if rng.random() < 0.4:
        front = [{"is": "outside", "until": changed}, {"is": "party", "from": changed}]
    opposition: Terms = {"name": "Armed Opposition Groups", "role": "party"}
    if rng.random() < 0.3:
        opposition["accepted"] = where.local(rng).isoformat()
    renamed = where.local(rng).isoformat()
    return {
        "government": {
            "name": "Government of the Republic",
            "role": "party",
            "aliases": ["State Army", {"name": "Republican Guard", "until": renamed}],
        },
        "opposition": {**opposition, "aliases": [{"name": "Free Brigades", "from": renamed}]},
        "front": {"name": "The Front", "role": front},
        "russia": {"name": "Russian Federation", "role": "sponsor"},
        "america": {"name": "United States", "role": "sponsor"},
    }


def _classes(rng: Random, where: Setting) -> dict[str, Terms]:
    victims: Terms = {"role": "party", "or": "civilians"}
    attack: Terms = {"any_kind": VIOLENCE, "by": {"role": "party"}}
    if rng.random() < 0.5 and where.theme != ONE_EVENT:
        attack["against"] = victims
    if rng.random() < 0.3 and where.theme != ONE_EVENT:
        attack["except"] = [{"by": "government", "against": "front"}, {"purpose": "rescue"}]
    return {
        "attack": attack,
        "flight": {
            "any_kind": ["air_strike", "military_flight"],
            "by": rng.choice(["government", ["government", "russia"]]),
            "except": [{"purpose": ["medical", "humanitarian"]}],
        },
        "violence": {"any_kind": VIOLENCE},
        "local": {"any_kind": ["shelling"], "by": {"role": ["party", "sponsor"]}, "in": "north"},
        "fronts": {"by": rng.choice(["front", {"role": ["party", "outside"]}])},
    }


def _numbers(rng: Random, where: Setting, most: int) -> object:
    if rng.random() < (0.4 if where.theme == "calendar" else 0.1):
        changed = where.local(rng).isoformat()
        one, other = str(rng.randint(0, most)), str(rng.randint(0, most))
        return [{"is": one, "until": changed}, {"is": other, "from": changed}]
    return str(rng.randint(0, most))


def _limit(rng: Random, where: Setting, classes: dict[str, Terms]) -> Terms:
    of = "attack" if where.theme == ONE_EVENT else rng.choice(["attack", "attack", *classes])
    limit: Terms = {"of": of}
    most = 1
    if rng.random() < (0.4 if "event" in where.theme else 0.2):
        limit["measure"] = rng.choice(["killed", "injured"])
        most = 6
    if rng.random() < 0.4:
        limit["each"] = f"{rng.randint(1, 4)} days"
        most += 1
    limit[rng.choice(["at_most", "at_most", "at_most", "at_least"])] = _numbers(rng, where, most)
    condition: Terms = {"clause": "C-1", "limit": limit}
    if rng.random() < {"counts": 0.7, "mixed": 0.2, "calendar": 0.15}.get(where.theme, 0.05):
        limit["from_counts"] = rng.choice(["centre", "ministry"])
    elif rng.random() < 0.2 and "by" in classes[of]:
        condition["per"] = "party"
    if "per" not in condition and "in" not in classes[of]:
        if rng.random() < 0.15:
            condition["per"] = "area"
        elif rng.random() < 0.2:
            limit["in"] = rng.choice([*["north"] * 3, *["city"] * 3, "designated"])
    return condition


def _streaks(rng: Random, where: Setting, classes: dict[str, Terms]) -> Terms:
    """Draw a count of days, one of hours and one by certificate, with the limits they stand on."""
    daily = _limit(rng, where, classes)
    daily["limit"] = {**mapping(daily["limit"]), "each": rng.choice(["day", "day", "2 days"])}
    calm: Terms = {
        "clause": "C-1",
        "limit": {"of": rng.choice(["attack", "attack", "flight", "violence"])},
    }
    calm["limit"] = {**mapping(calm["limit"]), "at_most": "0"}
    days = {"of": "daily", "for": f"{rng.randint(1, 4)} days"}
    hours = {"of": "calm", "for": f"{rng.choice([1, 6, 24, 47, 48, 72])} hours"}
    quiet = {"of": "calm", "for": f"{rng.randint(1, 5)} days"}
    scope = {"per": daily["per"]} if "per" in daily else {}
    by = rng.choice([["russia"], ["russia", "america"]])
    return {
        "daily": daily,
        "calm": calm,
        "holds": {"clause": "C-1", "streak": days, **scope},
        "quiet": {"clause": "C-1", "streak": quiet},
        "elapsed": {"clause": "C-1", "streak": hours},
        "certified": {"clause": "C-1", "streak": {**quiet, "certified_by": by}},
    }


def _attested(rng: Random) -> Terms:
    fresh = rng.choice(["1 day", "2 days", "36 hours"])
    terms = {"what": "staffed", "by": ["un", "russia"], "fresh_for": fresh}
    return {"manned": {"clause": "C-1", "attested": terms}}


def mapping(value: object) -> Terms:
    """Return terms that are a mapping; of anything else an empty one."""
    return dict(value) if isinstance(value, dict) else {}
