"""What a verdict rests on, and what would turn it, as plain JSON values."""

from collections.abc import Sequence

from monitor.answers.judged import day, finding, obligation
from monitor.answers.plain import Json, instant
from monitor.evaluation.check.check import check
from monitor.evaluation.check.ruling import Ruling
from monitor.evaluation.counterfactual import Counterfactual
from monitor.evaluation.explanation import Doer, Evidence, Explanation
from monitor.evaluation.reference import Reference
from monitor.evaluation.serious import Uncounted
from monitor.evaluation.standpoints import DOUBTS, Row, Seen
from monitor.incidents.record import Count
from monitor.incidents.version import Figures, Incident


def explanation(found: Explanation) -> Json:
    """Return what a verdict rests on."""
    return {
        "finding": finding(found.finding),
        "day": day(found.day) if found.day else None,
        "window": [instant(edge) for edge in found.window] if found.window else None,
        "counted": [evidence(item) for item in found.certain],
        "may_count": [evidence(item) for item in found.possible],
        "not_counted": [evidence(item) for item in found.left_out],
        "not_watched": [[instant(start), instant(end)] for start, end in found.gaps],
        "watched_by": list(found.watching),
        "nearest_before": incident(found.before),
        "nearest_after": incident(found.after),
        "counts": [count(item) for item in found.counts],
        "obligations": [obligation(one) for one in found.obligations],
        "reference": reference(found.reference) if found.reference else None,
        "checked": checked(check(found)),
    }


def checked(ruling: Ruling) -> Json:
    """Return what the second reading of the rules says of an explanation.

    `decided` is false where it could not decide; then, and where it comes to something else,
    `reasons` say why.
    """
    return {
        "accepted": ruling.accepted,
        "decided": ruling.decided,
        "reasons": list(ruling.reasons),
    }


def reference(found: Reference) -> Json:
    """Return the reference time of a baseline and what was counted in it."""
    return {
        "window": [instant(edge) for edge in found.window],
        "days": str(found.terms.days),
        "low": found.bounds.low,
        "high": found.bounds.high,
        "watched": found.bounds.covered,
        "not_watched": [[instant(start), instant(end)] for start, end in found.gaps],
    }


def counterfactual(found: Counterfactual) -> Json:
    """Return what would turn a verdict now; `exact` says that no fewer changes do.

    All sets of up to `tried` changes were tried: where the turns are so small, they are all.
    Each change says what it does, and carries the record that falls away or would be put there.
    """
    return {
        "verdict": found.verdict.value,
        "exact": found.exact,
        "tried": found.tried,
        "turns": [
            {
                "verdict": turn.verdict.value,
                "changes": [
                    {
                        "what": change.what.value,
                        "kind": change.record.record,
                        "key": change.record.key,
                        "incident": change.incident.id if change.incident else None,
                    }
                    for change in turn.changes
                ],
            }
            for turn in found.turns
        ],
    }


def standpoint(row: Row) -> Json:
    """Return what a condition reads from some standpoints; null where nothing is judged."""
    left_out = row.undisputed
    return {
        "reading": row.reading,
        "account": row.account,
        "standard": row.standard.value if row.standard else None,
        "by_doubt": _by_doubt(row.by_doubt),
        "without_disputed": _by_doubt(left_out) if left_out is not None else None,
    }


def _by_doubt(cells: Sequence[Seen | None]) -> Json:
    return {
        doubt.value: seen
        and {
            "verdict": seen.verdict.value,
            "progress": [seen.progress.least, seen.progress.most] if seen.progress else None,
        }
        for doubt, seen in zip(DOUBTS, cells, strict=True)
    }


def evidence(item: Evidence) -> Json:
    """Return an incident held against a limit, with the reasons."""
    return {
        "incident": incident(item.incident),
        "reasons": [reason.value for reason in item.reasons],
        "suffices": item.suffices,
        "unpaired": item.unpaired,
        "whose": [doer(one) for one in item.doers],
    }


def doer(found: Doer) -> Json:
    """Return who did it, as reports have it, and who answers for them; null for nobody's name."""
    return {
        "name": found.name,
        "party": found.party,
        "answering": [
            {"by": one.by, "per": one.per, "certain": one.certain} for one in found.answering
        ],
    }


def uncounted(found: Uncounted) -> Json:
    """Return a serious incident that no condition counts for certain, and what comes nearest."""
    held = found.evidence
    return {
        "incident": incident(found.incident),
        "touches": [reason.value for reason in found.touches],
        "nearest": found.condition,
        "scope": found.scope,
        "day": found.day.date.isoformat() if found.day else None,
        "may_count": held is not None and held.counts is None,
        "reasons": [reason.value for reason in held.reasons] if held else [],
    }


def incident(found: Incident | None) -> Json | None:
    """Return an incident as it was believed."""
    if found is None:
        return None
    return {
        "id": found.id,
        "reports": list(found.reports),
        "from": instant(found.happened.start),
        "to": instant(found.happened.end),
        "time_contested": found.time_contested,
        "kinds": list(found.kinds),
        "by": list(found.by),
        "against": list(found.against),
        "pcodes": list(found.pcodes),
        "killed": _figures(found.killed),
        "injured": _figures(found.injured),
        "quantity": _figures(found.quantity),
        "weapons": list(found.weapons),
        "claims": list(found.claims),
        "references": list(found.references),
        "grade": found.grade.value,
        "disputed": found.disputed,
        "may_repeat": found.repeats,
    }


def count(found: Count) -> Json:
    """Return a source's count."""
    return {
        "key": found.key,
        "from": instant(found.window.start),
        "to": instant(found.window.end),
        "measure": found.measure.value,
        "value": found.value,
        "bound": found.bound.value,
        "cumulative": found.cumulative,
        "by": list(found.by),
    }


def _figures(figures: Figures) -> list[int | None]:
    return [figures.low, figures.high]
