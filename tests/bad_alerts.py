"""Every way to get the alerts of a rule file wrong: see `test_rules_bad.py`."""

Edit = tuple[str, str, tuple[str, ...]]


def alerts(*entries: str, phases: str = "") -> tuple[str, str]:
    """Return the edit that gives the made-up file these alerts, and phases."""
    lines = "".join(f"  - {{{entry}}}\n" for entry in entries)
    marked = lines.replace("{§", "§{")  # a key that is missing is missing from all of it
    return "readings:\n", f"{phases}alerts:\n{marked}readings:\n"


def staged(*entries: str, opens: str = "when: truce_holds", more: str = "") -> tuple[str, str]:
    """Return the edit that gives it a phase `talks`, too."""
    return alerts(*entries, phases=f"phases:\n  talks: {{opens: {{{opens}}}{more}}}\n")


HELD = "on: truce_holds, when: met, to: [desk]"
ALERTS: dict[str, Edit] = {
    "alert on nothing there": (
        *alerts("on: §truce_hold, when: met, to: [desk]"),
        ("nothing called 'truce_hold'", "did you mean 'truce_holds'", "serious_incidents"),
    ),
    "alert without a subject": (*alerts("§when: met, to: [desk]"), ("'on' is missing",)),
    "alert without a time": (*alerts("§on: truce_holds, to: [desk]"), ("'when' is missing",)),
    "alert without a desk": (*alerts("§on: truce_holds, when: met"), ("'to' is missing",)),
    "alert on two things": (
        *alerts("on: §[truce_holds, posts], when: met, to: [desk]"),
        ("a list", "one text"),
    ),
    "unknown key of an alert": (
        *alerts(f"{HELD}, §interupts: yes"),
        ("'interupts'", "did you mean 'interrupts'"),
    ),
    "alerts as a mapping": (
        "readings:\n",
        "alerts: §{on: truce_holds}\nreadings:\n",
        ("a mapping", "list"),
    ),
    "word that is none": (
        *alerts("on: truce_holds, when: [§brocken], to: [desk]"),
        ("'brocken' does not happen", "breached"),
    ),
    "word misspelt": (
        *alerts("on: truce_holds, when: §count_restart, to: [desk]"),
        ("'count_restart'", "did you mean 'count_restarts'"),
    ),
    "word said twice": (
        *alerts("on: truce_holds, when: [met, §met], to: [desk]"),
        ("'met' is said twice",),
    ),
    "near said twice": (
        *alerts("on: truce_holds, when: [approaching 2 days, §approaching 1 day], to: [desk]"),
        ("'approaching' is said twice",),
    ),
    "alert of no word": (*alerts("on: truce_holds, when: §[], to: [desk]"), ("of nothing",)),
    "alert of a mapping": (
        *alerts("on: truce_holds, when: §{approaching: 2 days}, to: [desk]"),
        ("a mapping", "one text"),
    ),
    "near without a length": (
        *alerts("on: truce_holds, when: §approaching, to: [desk]"),
        ("does not say how long", "approaching 2 days"),
    ),
    "near by no length": (
        *alerts("on: truce_holds, when: §approaching soon, to: [desk]"),
        ("'soon' is no length of time", "approaching 2 days"),
    ),
    "near by nothing": (
        *alerts("on: truce_holds, when: §approaching 0 days, to: [desk]"),
        ("'0 days'", "length"),
    ),
    "silent without for": (
        *alerts("on: reporting, when: §silent 24 hours, to: [desk]"),
        ("'silent 24 hours'", "silent for 24 hours"),
    ),
    "silent without a length": (
        *alerts("on: reporting, when: §silent, to: [desk]"),
        ("'silent for' does not say how long",),
    ),
    "length of what has none": (
        *alerts("on: truce_holds, when: §met 2 days, to: [desk]"),
        ("'met 2 days' does not happen",),
    ),
    "limit that restarts": (
        *alerts("on: calm_day, when: [breached, §count_restarts], to: [desk]"),
        ("a limit is never 'count_restarts'", "breached"),
    ),
    "limit that is near": (
        *alerts("on: calm_day, when: §approaching 2 days, to: [desk]"),
        ("a limit is never 'approaching'",),
    ),
    "count that is breached": (
        *alerts("on: truce_holds, when: §breached, to: [desk]"),
        ("a streak is never 'breached'", "count_restarts"),
    ),
    "pattern that is breached": (
        *alerts("on: often, when: §breached, to: [desk]"),
        ("a pattern is never 'breached'", "met"),
    ),
    "word of an attestation that is overdue": (
        *alerts("on: posts, when: §overdue, to: [desk]"),
        ("what is attested is never 'overdue'", "breached"),
    ),
    "condition that opens": (
        *alerts("on: truce_holds, when: §opened, to: [desk]"),
        ("a streak is never 'opened'", "met"),
    ),
    "statements that are told": (
        *alerts("on: statements, when: §told, to: [desk]"),
        ("statements is never 'told'", "declares_over"),
    ),
    "record that is met": (
        *alerts("on: decisions, when: §met, to: [desk]"),
        ("decisions is never 'met'", "taken_back"),
    ),
    "phase due that waits for nobody": (
        *staged("on: talks, when: §due, to: [desk]"),
        ("this phase is never 'due'", "opened"),
    ),
    "phase renewed by nothing": (
        *staged("on: talks, when: §renewed, to: [desk]"),
        ("this phase is never 'renewed'",),
    ),
    "phase that has no end of its own": (
        *staged("on: talks, when: §approaching 1 day, to: [desk]"),
        ("this phase is never 'approaching'",),
    ),
    "phase that does not lapse": (
        *staged("on: talks, when: §lapsed, to: [desk]", more=", unrenewed_after: 2 days"),
        ("this phase is never 'lapsed'", "unrenewed"),
    ),
    "phase that lapses": (
        *staged(
            "on: talks, when: §unrenewed, to: [desk]",
            more=", unrenewed_after: 2 days, then: lapses",
        ),
        ("this phase is never 'unrenewed'", "lapsed"),
    ),
    "told to nobody": (*alerts("on: truce_holds, when: met, to: §[]"), ("tells nobody",)),
    "desk that is no id": (
        *alerts("on: truce_holds, when: met, to: [§Policy Desk]"),
        ("'Policy Desk'", "lower-case"),
    ),
    "desk named twice": (
        *alerts("on: truce_holds, when: met, to: [desk, §desk]"),
        ("'desk' is said twice",),
    ),
    "interrupts perhaps": (*alerts(f"{HELD}, interrupts: §maybe"), ("'maybe'", "yes, no")),
    "interrupts as true": (*alerts(f"{HELD}, interrupts: §true"), ("'true'", "yes, no")),
    "doubt that interrupts": (
        *alerts("on: truce_holds, when: [met, §undetermined], to: [desk], interrupts: yes"),
        ("interrupts nobody", "an entry of its own"),
    ),
    "scope of a whole": (*alerts(f"{HELD}, scope: §valley"), ("as a whole", "remove scope")),
    "scope not there": (
        *alerts("on: few_killed, when: breached, to: [desk], scope: §vally"),
        ("'vally' is no scope of few_killed", "did you mean 'valley'"),
    ),
    "party as a scope of areas": (
        *alerts("on: few_killed, when: breached, to: [desk], scope: §north"),
        ("'north' is no scope of few_killed", "the areas are"),
    ),
    "area as a scope of parties": (
        *alerts("on: often, when: met, to: [desk], scope: §valley"),
        ("'valley' is no scope of often", "the parties are"),
    ),
    "scope of the record": (
        *alerts("on: statements, when: claims, to: [desk], scope: §north"),
        ("as a whole",),
    ),
    "holder of a phase not there": (
        *staged(
            "on: talks, when: due, to: [desk], scope: §south", opens="when: truce_holds, by: north"
        ),
        ("'south' is no scope of talks", "whose decision opens it are: north"),
    ),
    "reading not there": (
        *alerts(f"{HELD}, reading: §elapse"),
        ("no reading 'elapse'", "did you mean 'elapsed'"),
    ),
    "reading of the record": (
        *alerts("on: reporting, when: gap, to: [desk], reading: §elapsed"),
        ("the same under every reading",),
    ),
    "two entries that tell the same": (
        *alerts(HELD, "on: truce_holds, when: [count_restarts, §met], to: [other, desk]"),
        ("desk is told of this by entry 1 already",),
    ),
    "two entries of which one is for a scope": (
        *alerts(
            "on: often, when: met, to: [desk]",
            "on: often, when: §met, to: [desk], scope: north",
        ),
        ("desk is told of this by entry 1 already",),
    ),
    "two lengths of near": (
        *alerts(
            "on: truce_holds, when: approaching 2 days, to: [desk]",
            "on: truce_holds, when: §approaching 1 day, to: [other]",
        ),
        ("entry 1 calls it near 2 days before", "give both the same"),
    ),
}
OWN_NAME = (
    "  posts: {clause",
    "  statements: {clause: N-2, any: [calm_day]}\n  posts: {clause",
)
"""A condition that is named like a part of the record."""
