"""*Why*: what a verdict on one condition and day rests on, and what would settle it."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from monitor.agreements.english_conditions import sentence
from monitor.agreements.model import Agreement, Clause, Condition
from monitor.evaluation.check.check import check
from monitor.evaluation.check.ruling import in_words
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.mark import Mark, mark_of
from monitor.evaluation.verdict import Cause, DayVerdict, Evaluation, Verdict
from monitor.views.answers_elsewhere import Answer, answers
from monitor.views.counting import exceeded_in
from monitor.views.doubles import Double, doubles_in
from monitor.views.duties import ActRow, Duties, Part, act_rows, gate_in_words, parts_of
from monitor.views.exhibits import Exhibit, Exhibiting, Said
from monitor.views.marks import base_of, breached_on, title_of, titled
from monitor.views.onrecord import OnRecord
from monitor.views.owing import OwedRow, kind_of, owed_in_words, owed_rows
from monitor.views.patterns import pattern_in_words
from monitor.views.references import reference_told
from monitor.views.rivals import standing
from monitor.views.settled import settled_or_not
from monitor.views.settling import settling
from monitor.views.sources import Sources
from monitor.views.verdict_words import asked_of, verdict_words
from monitor.words import duties, names_of, phrasing, times, verdicts, why_page


@dataclass(frozen=True, slots=True)
class Why:
    """Everything the page draws. `day`, `glyph` and `policy` are empty where no day is judged.

    `settled` says whether a late report can still change a day that has ended. `parts` are the
    members of a gate; `acts` the decisions and attestations that a duty rests on, None for a
    condition that rests on none. `owed` is what puts a day of a duty to the test, None for any
    other condition; `duty` is which kind of duty that is. `doubles` are the pairs of reports that
    may be one event, where one of them counts, or may. `checked` says whether a second reading
    of the rules comes to the same.
    """

    title: str
    verdict: str
    day: str
    glyph: str
    policy: str
    settled: str
    clause: str
    says: str
    provenance: str
    rule: str
    assumption: str
    parts: tuple[Part, ...]
    acts: tuple[ActRow, ...] | None
    owed: tuple[OwedRow, ...] | None
    duty: str | None
    exhibits: tuple[Exhibit, ...]
    doubles: tuple[Double, ...]
    watch: tuple[str, ...]
    nearest: tuple[str, ...]
    said: tuple[Said, ...]
    settles: tuple[str, ...]
    answers: tuple[Answer, ...]
    checked: str


def why(
    agreement: Agreement,
    explanation: Explanation,
    asked: Evaluation,
    record: OnRecord,
    *,
    official: Evaluation,
    variants: Mapping[str, Agreement],
    by_reading: Mapping[str, Evaluation],
    by_account: Mapping[str, Evaluation],
) -> Why:
    """Return what *Why* shows.

    Args:
        agreement: The terms, with the reading asked about.
        explanation: What the verdict rests on.
        asked: The evaluation it belongs to, under the reading or account asked about.
        record: What was known, with the reports of every incident in the explanation.
        official: The evaluation without reading and account.
        variants: The agreement under each reading.
        by_reading: The evaluation under each reading.
        by_account: The evaluation of each account.
    """
    finding, judged = explanation.finding, explanation.day
    condition = agreement.conditions[finding.condition]
    stood = finding.stood
    clause = agreement.clauses[condition.clause]
    zone = agreement.zone
    sources = Sources.at(agreement, record.by_source, asked.at)
    rows = Exhibiting(agreement, explanation, record, sources, zone)
    mark = _mark(agreement, explanation, by_account)
    base = base_of(agreement, finding.condition)
    assumptions = [condition.assumption, agreement.conditions[base].assumption]
    return Why(
        title=titled(agreement, finding),
        verdict=_verdict(agreement, explanation, asked, record, mark),
        day=_day(agreement, explanation, zone),
        glyph=verdicts.GLYPHS[mark] if mark else "",
        policy=why_page.POLICIES[judged.policy] if judged and judged.policy else "",
        settled=_settled(agreement, explanation, asked),
        clause=condition.clause,
        says=clause.says,
        provenance=_provenance(agreement, clause),
        rule=sentence(agreement, finding.condition),
        assumption=" ".join(dict.fromkeys(text for text in assumptions if text)),
        parts=tuple(parts_of(agreement, stood)),
        acts=tuple(act_rows(agreement, record, stood.rests_on)) if _on_acts(condition) else None,
        owed=tuple(owed_rows(agreement, finding.condition, explanation.obligations))
        if agreement.conditions[base].duty
        else None,
        duty=kind_of(agreement, finding.condition),
        exhibits=tuple(rows.exhibits(asked.account)),
        doubles=doubles_in(explanation, record.links),
        watch=tuple(filter(None, (reference_told(explanation, zone), *rows.watch()))),
        nearest=tuple(rows.nearest()),
        said=tuple(rows.said(asked.at)),
        settles=tuple(settling(agreement, explanation, record.reports)),
        answers=tuple(
            answers(
                agreement,
                explanation,
                official,
                variants=variants,
                by_reading=by_reading,
                by_account=by_account,
                sources=sources,
            )
        ),
        checked=in_words(check(explanation)),
    )


def _mark(
    agreement: Agreement, explanation: Explanation, by_account: Mapping[str, Evaluation]
) -> Mark | None:
    """Return the mark of the day explained, as the strip of *Today* draws it."""
    finding, judged = explanation.finding, explanation.day
    if judged is None:
        return None
    base = base_of(agreement, finding.condition)
    if agreement.conditions[base].pattern:
        return None
    told = breached_on(by_account.values()).get((base, finding.scope), set())
    return mark_of(judged, agreement.conditions[base].limit, told=judged.day.date in told)


def _settled(agreement: Agreement, explanation: Explanation, asked: Evaluation) -> str:
    judged = explanation.day
    if judged is None or not judged.finished:
        return ""
    return settled_or_not(agreement, asked.known, judged.day.end)


def _on_acts(condition: Condition) -> bool:
    by_acts, duty = condition.by or condition.order, condition.duty
    of_acts = duty is not None and duty.asks.happened is None
    return bool(condition.attested or condition.decided or by_acts or of_acts)


def _verdict(
    agreement: Agreement,
    explanation: Explanation,
    asked: Evaluation,
    record: OnRecord,
    mark: Mark | None,
) -> str:
    """Write the verdict: of a limit on its day, of anything else as it stands."""
    finding, judged = explanation.finding, explanation.day
    condition = agreement.conditions[finding.condition]
    says = finding.stood if judged is None else judged
    question = asked_of(agreement, condition, says.verdict)
    text = _says(agreement, explanation, asked, record, mark)
    return f"{text.removesuffix('.')}; {question}." if question else text


def _says(
    agreement: Agreement,
    explanation: Explanation,
    asked: Evaluation,
    record: OnRecord,
    mark: Mark | None,
) -> str:
    finding, judged = explanation.finding, explanation.day
    condition = agreement.conditions[finding.condition]
    words = verdict_words(condition)
    if finding.stood.verdict is Verdict.NOT_IN_FORCE and judged is None:
        return _sentence(words[finding.stood.verdict], verdicts.CAUSES[finding.stood.cause])
    last = judged is None or judged == finding.stood.days[-1]
    if condition.duty and last and finding.stood.verdict is not Verdict.NOT_IN_FORCE:
        return _sentence(owed_in_words(agreement, finding.stood))
    if condition.daily and judged:
        return _sentence(words[judged.verdict], _cause(judged, mark))
    stood = finding.stood
    if condition.pattern:
        text = pattern_in_words(agreement, stood, judged)
    elif condition.decided or condition.by or condition.order:
        text = Duties(agreement, asked.at, record).in_words(stood)
    elif condition.gate:
        text = gate_in_words(agreement, stood)
    elif condition.attested or not finding.progress:
        text = f"{words[finding.verdict]}: {verdicts.CAUSES[finding.cause]}"
    else:
        text = standing(agreement, asked, finding)
    return _sentence(text)


def _sentence(*parts: str) -> str:
    text = ": ".join(dict.fromkeys(parts))
    return f"{text[:1].upper()}{text[1:]}."


_BEFORE_REPORTS = {Cause.MAY_NOT_APPLY, Cause.NO_BASELINE, Cause.OPEN_BASELINE}
"""What leaves a day open whatever is reported of it."""


def _cause(judged: DayVerdict, mark: Mark | None) -> str:
    """Return the cause; what is on record, on any account, goes before what nobody saw."""
    open_day = judged.verdict is Verdict.UNDETERMINED and judged.cause not in _BEFORE_REPORTS
    if open_day and mark is Mark.REPORTED:
        return verdicts.CAUSES["unconfirmed"]
    return verdicts.CAUSES[judged.cause]


def _day(agreement: Agreement, explanation: Explanation, zone: ZoneInfo) -> str:
    """Write which day, or window of days, was judged; for a count, of which limit."""
    judged = explanation.day
    if judged is None:
        return ""
    span = times.window(judged.first.start, judged.day.end, zone)
    head = why_page.DAY_HEAD.format(number=judged.day.grid + 1, span=span)
    name = explanation.finding.condition
    base = base_of(agreement, name)
    of = f" of “{title_of(base, agreement.conditions[base])}”" if base != name else ""
    running = "" if judged.finished else f" ({verdicts.CAUSES['running']})"
    exceeded = exceeded_in(agreement.conditions[base].limit, judged, zone)
    told = f"{head} {times.place(zone)}{of}{running}"
    return f"{told}; {exceeded}" if exceeded else told


def _provenance(agreement: Agreement, clause: Clause) -> str:
    agreed = [agreement.parties[party].name for party in clause.agreed_by]
    by = f"; {duties.AGREED_BY.format(parties=phrasing.listed(agreed))}" if agreed else ""
    return names_of.PROVENANCE[clause.provenance] + by
