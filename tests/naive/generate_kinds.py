"""Random pairs of an agreement about one kind of condition and a record: synthetic and seeded."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from monitor.agreements.model import Duration, Ending
from monitor.incidents.span import TICK
from tests.naive.acts import before
from tests.naive.generate import (
    HOUR,
    NAMES,
    SOURCES,
    STRANGERS,
    Ask,
    Draft,
    Fields,
    Pair,
    asked,
    counts,
    recorded,
)
from tests.naive.kind_plan import KINDS, NUMBER_OF_DAYS, Plan
from tests.naive.kind_rules import place, terms
from tests.naive.times import Times

EVENTS = (1, 2, 2, 3, 3, 4, 5)
CONVOYS = ("UN-7", "un-7 ", "UN-8", "UN-9")
WEAPONS = ("tank", "artillery", "mortar", "small_arms")
CLAIMS = ("self_defence", "accident", "imminent_threat")


COUNTED = {"hours", "baseline", "pattern", "report", "filters"}
"""Themes in which sources also state counts of their own."""
LATER = {"since", "once"}
"""Themes of what began before the days that are judged."""
ORDERED = {"by", "order"}
"""Themes for which every world is tried."""
UNKNOWN = 5
"""How many events of such a pair may be uncertain: each doubles the worlds."""
SPOTS = (
    (36.215, 37.10),  # 1.7 km north of the line of the strip
    (36.182, 37.12),  # 2 km south of it
    (36.2045, 37.08),  # half a kilometre north of it
    (36.2455, 37.10),  # 5 km north of it
    (36.14, 37.05),  # well inside the quarter, 6.7 km south of the line
    (36.05, 37.05),  # 5.5 km south of the quarter
    (36.14, 37.15),  # 4.5 km east of it
)
"""Places well away from every border of the areas with a shape."""
INTERRUPTED = 0.15
"""The share of the pairs in which the agreement is suspended, mostly for less than two days."""
PRECISIONS = (None, None, None, 0, 200, 20_000)


@dataclass
class Story(Times):
    """What a pair tells of, being drawn."""

    plan: Plan = field(kw_only=True)
    told: list[datetime] = field(default_factory=list)
    """When what was told so far happened."""
    asking: list[datetime] = field(default_factory=list)
    """When what puts the conditions to the test happened, most likely."""
    upon: datetime | None = None
    """When the next thing happens, if that is drawn already."""
    unsure: int = 0

    def mark(self) -> datetime:
        """Draw an instant: a mark, or just beside one, or some hours away."""
        beside = self.beside()
        if self.upon is not None:
            at, self.upon = self.upon, None
            return at + beside
        if self.ends and self.rng.random() < 0.6:
            return self.rng.choice(self.ends[-4:]) + beside
        return self.rng.choice(self.marks) + beside

    def span(self) -> tuple[datetime, datetime]:
        """Draw when something happened: exactly, to the hour, or on a local day; half-open."""
        at = self.mark()
        self.told.append(at)
        self.ends += [at, at]
        for text in self.plan.lengths[-1:]:
            earlier = before(at, Duration.model_validate(text), self.draft.where.zone)
            self.ends += [earlier if self.draft.where.theme == "notice" else at]
            self.ends += [earlier, self.later(at, text)]
        return self.span_at(at, exactly=0.75, in_ticks=0.45)

    def convoy(self) -> Fields:
        """Draw what a record says it is about."""
        chance = self.rng.random()
        if chance < 0.05:
            return {}
        if chance < 0.1:
            return {"references": ("convoy=UN-7", "convoy=UN-8")}
        among = CONVOYS[: self.rng.choice([2, 2, 2, 4])]
        return {"references": (f"convoy={self.rng.choice(among)}", "request=12")}


def pair_of_kinds(seed: int) -> Pair:
    """Draw one pair; the same seed always gives the same."""
    rng = Random(seed)  # noqa: S311  # tests need a steady draw, not a secret one
    where = place(rng)
    agreement, plan = terms(rng, where)
    story = Story(Draft(rng, where), plan=plan)
    first = -4 if where.theme == "baseline" else 0
    days = range(first, 3 if where.theme in LATER else 5)
    story.set_marks(days, (0, 0, 3, 12), plan.lengths)
    _profiles(story)
    _coverage(story)
    for n in range(rng.choice(EVENTS) if plan.classes else 0):
        if n % 2 and story.ends and rng.random() < 0.5:
            story.upon = story.ends[-2 if where.theme == "notice" else -1]
            if where.theme == "response":
                story.upon += rng.choice([timedelta(0), timedelta(0), 2 * HOUR, 30 * HOUR])
        _event(story, plan.classes[n % len(plan.classes)])
    for _ in range(rng.choice([1, 2, 3]) if plan.decided else 0):
        _decide(story)
    for _ in range(rng.choice([1, 2]) if plan.attested else 0):
        _attest(story)
    _possible(story)
    if where.theme in COUNTED and rng.random() < 0.4:
        counts(story.draft)
    own = Random(f"{seed}, interrupted")  # noqa: S311  # its own, so that all else stays as drawn
    if own.random() < INTERRUPTED:
        agreement = agreement.model_copy(update={"ends": Ending(by=("government", "america"))})
        _interrupt(story, own)
    versions = recorded(story.draft)
    asks = tuple(_ask(story, official=official) for official in (True, False))
    return Pair(seed, agreement, versions, asks)


def _profiles(story: Story) -> None:
    rng, draft = story.rng, story.draft
    for source in SOURCES[:3]:
        if rng.random() < 0.7:
            fields: Fields = {"record": "source_profile", "id": source, "source": source}
            fields |= {"name": source, "strength": "can_report"}
            draft.add(fields, after=draft.day(-12))


def _coverage(story: Story) -> None:
    """Watch all of the time, or all but a gap about a mark, or only some kinds or places."""
    rng, draft = story.rng, story.draft
    first, last = draft.day(-10), draft.day(NUMBER_OF_DAYS + 6)
    chance = rng.random()
    if chance < 0.04:
        return
    if chance < 0.76:
        _watch(draft, first, last)
    elif chance < 0.94:
        gap = story.mark()
        _watch(draft, first, gap)
        _watch(draft, gap + rng.choice([TICK, HOUR, 10 * HOUR, 30 * HOUR]), last)
    else:
        scope: Fields = rng.choice(
            [
                {"kinds": tuple(KINDS.values())},
                {"kinds": ("shelling", "armed_clash", "access_granted")},
                {"areas": ("SY02",)},
                {"sides": ("government", "opposition")},
            ]
        )
        _watch(draft, first, last, **scope)


def _watch(draft: Draft, start: datetime, end: datetime, **scope: object) -> None:
    watched = {"start": start, "end": max(start, end)}
    draft.add({"record": "coverage", "watched": watched, **scope}, after=end)


def _event(story: Story, cls: str) -> None:
    """Tell of one event in one or two reports, mostly weighed, perhaps denied."""
    rng, draft = story.rng, story.draft
    told = _telling(story, cls if rng.random() < 0.7 else rng.choice(story.plan.classes))
    happened = told["happened"]
    last = happened["end"] if isinstance(happened, dict) else draft.day(0)
    sources = rng.sample(SOURCES, 3)
    keys = [draft.add({**told, "source": sources.pop()}, after=last)]
    if rng.random() < 0.25:
        again = {**told, **_otherwise(story)} if rng.random() < 0.5 else told
        keys.append(draft.add({**again, "source": sources.pop()}, after=last))
        _link(story, keys[0], keys[1], rng.choice([*["same"] * 6, "different"]), last)
    certain = draft.where.theme in ORDERED and story.unsure >= UNKNOWN
    if certain or rng.random() < 0.88:
        grades = [*["verified"] * 9, "corroborated", "refuted"]
        grade = "verified" if certain else rng.choice(grades)
        draft.add({"record": "review", "report": keys[0], "grade": grade}, after=last)
    else:
        story.unsure += 1
    if rng.random() < 0.08:
        denial: Fields = {**told, "source": sources.pop(), "own_observation": True}
        denial["disputes"] = rng.choice(["occurrence", "occurrence", "attribution", "figures"])
        keys.append(draft.add(denial, after=last))
        _link(story, keys[0], keys[-1], "same", last)


def _telling(story: Story, cls: str) -> Fields:
    """Draw what happened, an event of a class, as a source has it."""
    rng = story.rng
    start, end = story.span()
    if cls == story.plan.classes[0]:
        story.asking.append(start)
    who = rng.choice(["government", "government", "opposition", "opposition", "front"])
    struck = rng.choice(["government", "opposition", "opposition", "front"])
    told: Fields = {
        "record": "report",
        "happened": {"start": start, "end": end},
        "kinds": (KINDS[cls],),
        "by": (rng.choice(NAMES[who]),),
        "against": (rng.choice(["civilians", *NAMES[struck]]),),
        "pcodes": (rng.choice(["SY02", "SY0201", "SY0201", "SY0202", "SY03"]),),
        **story.convoy(),
        **_figures(rng),
    }
    theme = story.draft.where.theme
    if rng.random() < 0.1:
        told |= _otherwise(story)
    if theme in {"filters", "defence"}:
        told |= _particulars(rng, theme)
    if theme == "places" and rng.random() < 0.8:
        latitude, longitude = rng.choice(SPOTS)
        told |= {"latitude": latitude, "longitude": longitude}
        told["location_precision"] = rng.choice(PRECISIONS)
    return told


def _figures(rng: Random) -> Fields:
    found: Fields = {}
    for name in ("killed", "injured", "quantity"):
        if rng.random() < 0.75:
            low = rng.randrange(5)
            found[name] = {"low": low, "high": rng.choice([low, low, low, low + 2, None])}
    return found


def _particulars(rng: Random, theme: str) -> Fields:
    """Draw the weapon and what those who did it claim; several are alternatives."""
    found: Fields = {}
    if rng.random() < 0.85:
        found["weapons"] = tuple(rng.sample(WEAPONS, rng.choice([1, 1, 1, 2])))
    defence = theme == "defence"
    if rng.random() < (0.6 if defence else 0.8):
        claims = CLAIMS[:1] if defence and rng.random() < 0.8 else CLAIMS
        found["claims"] = tuple(rng.sample(claims, min(len(claims), rng.choice([1, 1, 2]))))
    return found


def _otherwise(story: Story) -> Fields:
    """Draw something that a source leaves out, or tells with alternatives or otherwise."""
    rng = story.rng
    everybody = (*NAMES["government"], *NAMES["opposition"], *NAMES["front"], *STRANGERS)
    kinds = [KINDS[name] for name in story.plan.classes]
    choices: list[Fields] = [
        {"kinds": ()},
        {"kinds": (rng.choice(kinds), "arrest")},
        {"by": ()},
        {"by": (rng.choice(everybody), rng.choice(everybody))},
        {"by": (rng.choice(STRANGERS),)},
        {"against": (rng.choice(everybody), rng.choice(["civilians", *everybody]))},
        {"pcodes": ()},
        {"pcodes": ("SY0201", "SY03")},
        {"pcodes": ("SY",)},
        {"purposes": ("rescue",)},
        story.convoy(),
    ]
    return rng.choice(choices)


def _link(story: Story, first: str, second: str, relation: str, after_: datetime) -> None:
    fields: Fields = {"record": "link", "first": first, "second": second, "relation": relation}
    story.draft.add(fields, after=after_)


def _possible(story: Story) -> None:
    """Say of two reports that they may tell of one event."""
    rows = story.draft.rows
    keys = [f"{row['source']}/{row['id']}" for row, _ in rows if row["record"] == "report"]
    if len(keys) > 1 and story.rng.random() < 0.2:
        first, second = story.rng.sample(keys, 2)
        _link(story, first, second, "possible", story.rng.choice(story.marks))


def _interrupt(story: Story, own: Random) -> None:
    """Take the agreement out of force within a day, over the turn of days, or for longer."""
    for _ in range(own.choice([1, 1, 2])):
        start = story.draft.day(own.randrange(6)) + own.choice([-3, 0, 0, 2, 5, 12]) * HOUR
        length = own.choice([2, 2, 6, 24, 24, 30, 50]) * HOUR
        stop: Fields = {
            "record": "decision",
            "agreement": "test-terms",
            "by": own.choice(NAMES["government"][:2]),
            "what": "suspended",
            "effective": {"start": start, "end": start + own.choice([0, 0, 0, 9]) * HOUR},
        }
        if own.random() < 0.3:
            stop["until"] = start + length
        else:
            back = {"start": start + length, "end": start + length}
            again = {**stop, "by": "United States", "what": "resumed", "effective": back}
            story.draft.add(again, after=start)
        story.draft.add(stop, after=start)


def _decide(story: Story) -> None:
    rng, plan = story.rng, story.plan
    word, names = rng.choice(plan.decided)
    if rng.random() < 0.2:
        word = rng.choice([f"{word}_withdrawn", "excluded", "readmitted"])
        names = names if word.endswith("withdrawn") else ["america"]
    start, end = story.span()
    fields: Fields = {
        "record": "decision",
        "agreement": "test-terms" if rng.random() < 0.96 else "other-terms",
        "by": rng.choice(NAMES[rng.choice(names)]) if rng.random() < 0.92 else "gunmen",
        "what": word,
        "effective": {"start": start, "end": end},
        **story.convoy(),
    }
    if rng.random() < 0.3:
        fields["until"] = end + rng.choice([TICK, 24 * HOUR, 48 * HOUR])
    story.draft.add(fields, after=end)


def _attest(story: Story) -> None:
    rng = story.rng
    start, end = story.span()
    fields: Fields = {
        "record": "attestation",
        "agreement": "test-terms" if rng.random() < 0.96 else "other-terms",
        "by": rng.choice(["un", "UN", "Russian Federation", "ministry"]),
        "what": rng.choice(story.plan.attested),
        "holds": rng.random() < 0.8,
        "during": {"start": start, "end": end},
        **story.convoy(),
    }
    story.draft.add(fields, after=end)


def _ask(story: Story, *, official: bool) -> Ask:
    rng, draft = story.rng, story.draft
    at = rng.choice(sorted(story.marks)[1:]) + rng.choice([*[timedelta(0)] * 3, TICK, 9 * HOUR])
    chance = rng.random()
    if draft.where.theme in LATER:
        at = draft.day(rng.randrange(2, 8))
    elif chance < 0.15 and story.ends:
        at = rng.choice(story.ends) + rng.choice([timedelta(0), TICK, TICK, 2 * TICK])
    elif chance < 0.7 and story.told:
        among = [story.told, story.ends, *[story.asking] * 4]
        about = rng.choice(rng.choice([each for each in among if each]))
        days = [draft.day(n) for n in range(1, NUMBER_OF_DAYS + 4)]
        at = next((day for day in days if day > about), days[-1])
        at += rng.choice([*[timedelta(0)] * 8, 11 * HOUR, -TICK])
    elif chance < 0.9:
        at = draft.day(rng.choice([0, *range(2, 8)])) + rng.choice([0, 0, 0, 11]) * HOUR
    ask = asked(rng, at, official=official)
    if ask.account is not None and draft.where.theme in COUNTED:
        return replace(ask, account=rng.choice(["centre", "ministry"]))
    return ask
