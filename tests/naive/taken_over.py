"""Random pairs in which some terms are taken over, and acts are recorded here, there or in both."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from monitor.agreements.recommitted import NAMING, recommitted
from monitor.incidents.known import Known
from monitor.incidents.record import Attestation, Decision, Record
from monitor.incidents.span import Span
from tests.naive.generate import HOUR, Pair

OTHERS = ("other-terms", "third-terms")
"""The agreements that terms may be taken over from."""
STRANGER = "fourth-terms"
"""An agreement that nothing is taken over from."""
MOST_AGAIN = 2
"""How many acts of a pair are recorded twice at the most: each may double the worlds, and more."""


def taken_over(drawn: Pair) -> Pair:
    """Take some terms of a pair over from others, and record some of its acts elsewhere."""
    rng = Random(f"{drawn.seed}, taken over")  # noqa: S311  # a steady draw, not a secret one
    others = {
        other: {
            section: [name for name in getattr(drawn.agreement, section) if rng.random() < share]
            for section in NAMING
        }
        for other, share in zip(OTHERS, (0.6, 0.2), strict=True)
    }
    versions = [each for known in _elsewhere(rng, drawn) for each in known]
    return replace(drawn, agreement=recommitted(drawn.agreement, others), versions=tuple(versions))


def _elsewhere(rng: Random, drawn: Pair) -> Iterator[list[Known[Record]]]:
    """Yield the versions, each under an agreement that is drawn, some of them under another too."""
    places = [drawn.agreement.id, drawn.agreement.id, *OTHERS, OTHERS[0], OTHERS[0], STRANGER]
    under: dict[str, tuple[str, str | None]] = {}
    for known in drawn.versions:
        record = known.record
        if not isinstance(record, Decision | Attestation):
            yield [known]
            continue
        key = f"{record.record} {record.key}"
        if key not in under:
            often = sum(again is not None for _, again in under.values())
            again = rng.choice(places) if often < MOST_AGAIN and rng.random() < 0.5 else None
            under[key] = rng.choice(places), again
        first, second = under[key]
        yield [
            replace(known, record=record.model_copy(update={"agreement": first})),
            *([_again(rng, known, record, second)] if second is not None else []),
        ]


def _again(
    rng: Random, known: Known[Record], record: Decision | Attestation, under: str
) -> Known[Record]:
    """Tell of an act once more under an agreement, mostly just so, else as of an hour later."""
    update: dict[str, object] = {"agreement": under, "id": f"{record.id}-again"}
    if rng.random() < 0.2:
        name = "effective" if isinstance(record, Decision) else "during"
        told: Span = getattr(record, name)
        later = told.start + HOUR
        update[name] = Span(start=later, end=later)
        if isinstance(record, Decision) and record.until is not None:
            update["until"] = record.until + HOUR
    act, line = known.order
    order = act, line + rng.choice([-1000, 1000])
    return Known(record.model_copy(update=update), order, known.known_from, known.known_to)
