"""Duties in words: what is decided and by whom, what was due by when, what a gate comes to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.agreements.model import Agreement, Anchor, By, Decided
from monitor.agreements.model import Member as Term
from monitor.evaluation.verdict import Cause, Finding, Member, Verdict
from monitor.incidents.record import Attestation, Decision
from monitor.incidents.span import Span
from monitor.views.marks import scope_name, title_of
from monitor.views.onrecord import OnRecord
from monitor.views.telling import act_told, named
from monitor.views.verdict_words import verdict_words
from monitor.words import duties, phrasing, silence, times, verdicts

ActRecord = Attestation | Decision


@dataclass(frozen=True)
class Duties:
    """Writes findings on acts, as of a moment, with the records they rest on."""

    agreement: Agreement
    at: datetime
    record: OnRecord

    def in_words(self, finding: Finding) -> str:
        """Write a finding on a decision, or on a duty with a term."""
        condition = self.agreement.conditions[finding.condition]
        if finding.cause in _NOT_APPLYING:
            return f"{verdicts.MET[finding.verdict]}; {verdicts.CAUSES[finding.cause]}"
        if condition.decided:
            return self._decided(condition.decided, finding)
        if condition.by:
            return self._by(condition.by, finding)
        told = f"{verdicts.MET[finding.verdict]}; {verdicts.CAUSES[finding.cause]}"
        if finding.deadline is None:
            return told
        time = times.short(finding.deadline, self.agreement.zone)
        return f"{told}; {duties.DUE.format(time=time)}"

    def _decided(self, decided: Decided, finding: Finding) -> str:
        each = [
            f"{self.agreement.parties[party].name} {_OWN_WORD[cause]}"
            for party, cause in finding.decided
        ]
        told = duties.OWN_DECISIONS.format(what=named(decided.what), parties=phrasing.listed(each))
        words = verdict_words(self.agreement.conditions[finding.condition])
        return f"{words[finding.verdict]}; {told}"

    def _by(self, by: By, finding: Finding) -> str:
        what = named(by.what.word)
        counted = self._counted_from(by, finding)
        term = finding.deadline and times.short(finding.deadline, self.agreement.zone)
        past = (self.at - finding.deadline) if finding.deadline else timedelta(0)
        hours = f"{max(past, timedelta(0)) // timedelta(hours=1):,}"
        phrase = _BY_TERM.get(finding.cause, duties.OPEN_BY_TERM)
        if finding.cause is Cause.UNWATCHED and by.what.anybodys_word:
            phrase = duties.UNNAMED_BY_TERM
        if finding.cause is Cause.NO_ANCHOR:
            return phrase.format(what=what, from_what=_from_what(by.of))
        when = self._when(finding, by.what.word)
        return phrase.format(what=what, time=term, hours=hours, counted=counted, when=when)

    def _counted_from(self, by: By, finding: Finding) -> str:
        if by.no_later_than is not None:
            return duties.BY_A_TIME
        anchor = _from_what(by.of)
        if by.of and by.of.what:
            when = self._when(finding, by.of.what.word)
            anchor = f"{anchor}, {when}" if when else anchor
        return duties.COUNTED_FROM.format(length=by.within, anchor=anchor)

    def _when(self, finding: Finding, word: str | None) -> str:
        """Write when the first of the acts of a name was, that a finding rests on."""
        acts = [act for act in acts_of(self.record, finding.rests_on) if act.what == word]
        if not acts:
            return ""
        span = min(map(span_of, acts), key=lambda span: span.start)
        return times.span(span.start, span.end, self.agreement.zone)


_NOT_APPLYING = {Cause.OUTSIDE_ITS_TIME, Cause.NOT_TRIGGERED, Cause.MAY_NOT_APPLY}

_OWN_WORD = {
    Cause.DECIDED: "decided",
    Cause.NOT_DECIDED: silence.NONE_RECORDED,
    Cause.TAKEN_BACK: "took it back",
    Cause.ORDER: "in an order that is not established",
}
_BY_TERM = {
    Cause.IN_TIME: duties.IN_TIME,
    Cause.NONE_IN_TIME: duties.NONE_BY_TERM,
    Cause.TOO_LATE: duties.LATE_BY_TERM,
    Cause.PENDING: duties.DUE_BY_TERM,
    Cause.NO_ANCHOR: duties.NOTHING_TO_COUNT_FROM,
    Cause.UNWATCHED: duties.UNSEEN_BY_TERM,
    Cause.UNCONFIRMED: duties.DOUBTFUL_BY_TERM,
}


def acts_of(record: OnRecord, keys: Iterable[str]) -> Sequence[ActRecord]:
    """Return the decisions and attestations of these keys, oldest first."""
    named = set(keys)
    every: list[ActRecord] = [*record.decisions, *record.attestations]
    found = [act for act in every if act.key in named]
    return sorted(found, key=lambda act: (span_of(act).start, act.key))


def span_of(act: ActRecord) -> Span:
    """Return when a decision takes effect, or what an attestation is about."""
    return act.effective if isinstance(act, Decision) else act.during


def _from_what(of: Anchor | None) -> str:
    first = of.what if of else None
    return duties.FIRST_OF.format(what=named(first.word)) if first else duties.THE_BEGINNING


def gate_in_words(agreement: Agreement, finding: Finding) -> str:
    """Write what a gate comes to by its members: what decides comes first.

    What all its members come to together needs no word of its own where all are asked for.
    """
    text = _members_in_words(agreement, finding)
    if agreement.conditions[finding.condition].all_of is not None:
        return text
    return f"{verdicts.MET[finding.verdict]}; {text}"


def _members_in_words(agreement: Agreement, finding: Finding) -> str:
    by_truth: dict[str, list[str]] = {"failed": [], "waiting": [], "open": [], "met": []}
    pairs = _with_terms(agreement, finding.condition, finding.members)
    if all(term.not_ is not None for _, term in pairs):
        # A gate that only denies is told by what it denies: "not met" once, and not twice.
        pairs = [(one, of) for m, t in pairs for one, of in zip(m.members, t.members, strict=True)]
    for member, term in pairs:
        by_truth[_part(member)].append(_title(agreement, member, term))
    told = [
        f"{duties.PARTS_OF_A_GATE[part]}: {phrasing.listed(titles)}"
        for part, titles in by_truth.items()
        if titles
    ]
    return "; ".join(told)


def _with_terms(
    agreement: Agreement, name: str, members: Sequence[Member]
) -> Sequence[tuple[Member, Term]]:
    """Return each member of a named condition with the term it was asked by.

    Of a gate these are the terms of the gate, of what is judged for each area or party itself.
    Nothing is returned where no member was asked.
    """
    if not members:
        return ()
    each = members[0].condition == name
    terms = [Term(condition=name)] * len(members) if each else agreement.conditions[name].members
    return list(zip(members, terms, strict=True))


def _part(member: Member) -> str:
    if member.truth is None:
        return "open"
    if member.truth:
        return "met"
    return "waiting" if member.verdict is Verdict.NOT_YET else "failed"


def _title(agreement: Agreement, member: Member, term: Term) -> str:
    if member.condition is None:
        return _nested(agreement, member, term)
    title = f"“{title_of(member.condition, agreement.conditions[member.condition])}”"
    return f"{title} ({scope_name(agreement, member.scope)})" if member.scope else title


def _nested(agreement: Agreement, member: Member, term: Term) -> str:
    """Write a gate within a gate, which has no title: by its own members."""
    pairs = zip(member.members, term.members, strict=True)
    titles = [_title(agreement, one, asked) for one, asked in pairs]
    if term.not_ is not None:
        return duties.IS_NOT_MET.format(member=titles[0])
    if term.at_least is not None:
        listed = phrasing.listed(titles)
        return duties.SO_MANY_OF.format(count=term.at_least.count, members=listed)
    return f"({phrasing.listed(titles, 'and' if term.all_of is not None else 'or')})"


@dataclass(frozen=True, slots=True)
class Part:
    """A member of a gate on a line of its own: what it is, what it reads, and why."""

    condition: str | None
    scope: str | None
    title: str
    says: str
    depth: int


def parts_of(agreement: Agreement, finding: Finding) -> Iterator[Part]:
    """Yield the members of a gate, those of gates within it under them.

    What is certainly not met comes first, what cannot be established next, what is met last.
    """
    pairs = _with_terms(agreement, finding.condition, finding.members)
    yield from _parts(agreement, pairs, 0)


def _parts(
    agreement: Agreement, pairs: Sequence[tuple[Member, Term]], depth: int
) -> Iterator[Part]:
    order = ("failed", "waiting", "open", "met")
    for member, term in sorted(pairs, key=lambda pair: order.index(_part(pair[0]))):
        says = duties.PARTS_OF_A_GATE[_part(member)]
        if not member.members:
            says = f"{says}: {verdicts.CAUSES[member.cause]}"
        yield Part(member.condition, member.scope, _heading(agreement, member, term), says, depth)
        yield from _parts(agreement, _within(agreement, member, term), depth + 1)


def _within(agreement: Agreement, member: Member, term: Term) -> Sequence[tuple[Member, Term]]:
    if member.condition is None:
        return list(zip(member.members, term.members, strict=True))
    return _with_terms(agreement, member.condition, member.members)


def _heading(agreement: Agreement, member: Member, term: Term) -> str:
    """Write what stands on the line of a member; its own members stand under it."""
    if member.condition is None:
        return duties.NOT_SO if term.not_ is not None else duties.TOGETHER
    title = title_of(member.condition, agreement.conditions[member.condition])
    return f"{title}: {scope_name(agreement, member.scope)}" if member.scope else title


@dataclass(frozen=True, slots=True)
class ActRow:
    """A decision or attestation that a verdict rests on, one row."""

    when: str
    who: str
    what: str
    source: str
    record: str
    published: str


def act_rows(agreement: Agreement, record: OnRecord, keys: Iterable[str]) -> Iterator[ActRow]:
    """Yield a row for each decision and attestation of these keys, oldest first."""
    zone = agreement.zone
    for act in acts_of(record, keys):
        yield ActRow(
            times.span(span_of(act).start, span_of(act).end, zone),
            act.by,
            act_told(act, agreement),
            act.source,
            act.key,
            times.short(act.published_at, zone) if act.published_at else "",
        )
