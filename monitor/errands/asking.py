"""Commands that ask: what holds, and what a verdict rests on."""

from dataclasses import asdict

from monitor import answers
from monitor.errands.request import Reply, Request
from monitor.errands.standpoint import standpoint
from monitor.errands.usage import UsageError, date_of
from monitor.gathering import reports_of, with_evidence
from monitor.handwritten.wording import quoted
from monitor.incidents.record import Attestation, Decision, SourceProfile
from monitor.service import Service
from monitor.told import evidence, standing
from monitor.views.doubles import doubles_in
from monitor.views.onrecord import OnRecord
from monitor.views.sources import Sources
from monitor.views.standpoints import table


def status(request: Request, service: Service) -> Reply:
    """Say what holds, by reading and by account."""
    account, reading = request.text("account"), request.text("reading")
    with service.record.looking():
        seen = standpoint(request, service)
        uncounted = service.verdicts.uncounted(seen.name, at=seen.at, known=seen.known)
        context = standing.Context(
            reconstructed=service.record.reconstructed,
            ended=service.verdicts.ended(seen.name, seen.known, seen.at),
            record=OnRecord(
                seen.known,
                decisions=tuple(fact.record for fact in service.record.of(Decision, seen.known)),
                attestations=tuple(
                    fact.record for fact in service.record.of(Attestation, seen.known)
                ),
                profiles=tuple(
                    fact.record for fact in service.record.of(SourceProfile, seen.known)
                ),
                uncounted=uncounted,
                reports=reports_of(service, seen.known, [one.incident for one in uncounted]),
            ),
        )
        if account or reading:
            one = service.verdicts.evaluate(
                seen.name, at=seen.at, known=seen.known, account=account, reading=reading
            )
            answer = answers.evaluation(one)
            lines = standing.one_view(seen.instrument.under(reading), one, context)
        else:
            board = service.verdicts.board(seen.name, at=seen.at, known=seen.known)
            answer = answers.board(board) | {
                "counted_by_no_condition": [answers.uncounted(one) for one in uncounted]
            }
            lines = standing.status(seen.instrument, board, context)
    beside = {
        "agreement_status": seen.instrument.agreement.status,
        "reconstructed": context.reconstructed,
        "ended": answers.instant(context.ended),
    }
    return Reply(0, answer | beside, tuple(lines), seen.notes)


def explain(request: Request, service: Service) -> Reply:
    """Say what a verdict rests on, and what would settle it."""
    condition = request.text("condition") or ""
    asked = {"account": request.text("account"), "reading": request.text("reading")}
    with service.record.looking():
        seen = standpoint(request, service)
        found = service.verdicts.explain(
            seen.name,
            condition,
            at=seen.at,
            known=seen.known,
            scope=request.text("scope"),
            day=date_of(request.text("day")),
            **asked,
        )
        turning = None
        if found is not None:
            turning = service.verdicts.counterfactual(
                seen.name,
                condition,
                at=seen.at,
                known=seen.known,
                scope=request.text("scope"),
                **asked,
            )
        rows = []
        if found is not None and request.flag("table"):
            rows = service.verdicts.standpoints(
                seen.name, condition, at=seen.at, known=seen.known, scope=request.text("scope")
            )
        record = OnRecord(
            seen.known,
            profiles=tuple(fact.record for fact in service.record.of(SourceProfile, seen.known)),
            decisions=tuple(fact.record for fact in service.record.of(Decision, seen.known)),
            attestations=tuple(fact.record for fact in service.record.of(Attestation, seen.known)),
        )
        if found is not None:
            record = with_evidence(service, record, found)
    if found is None:
        raise UsageError(
            f"the account of {quoted(asked['account'] or '')} cannot speak to {condition}: "
            "it rests on another source's counts"
        )
    times = {"at": answers.instant(seen.at), "known": answers.instant(seen.known)}
    looked = evidence.Seen(seen.at, seen.known, **asked)
    terms = seen.instrument.under(asked["reading"])
    lines = [*evidence.explanation(terms, found, looked, record)]
    account = asked["account"]
    source = Sources.at(terms, record.by_source, seen.at).name(account) if account else None
    lines += evidence.would_change(terms, condition, turning, source)
    beside: dict[str, object] = {
        "would_change": answers.counterfactual(turning) if turning else None
    }
    if rows:
        sources = Sources.at(terms, record.by_source, seen.at)
        lines += evidence.table(table(seen.instrument.agreement, condition, rows, sources))
        beside["standpoints"] = [answers.standpoint(row) for row in rows]
    beside["may_be_told_twice"] = [asdict(one) for one in doubles_in(found, record.links)]
    answer = {**times, **asked, **answers.explanation(found), **beside}
    return Reply(0, answer, tuple(lines), seen.notes)
