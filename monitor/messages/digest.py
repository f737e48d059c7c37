"""What became of agreements in a time, in one message: it goes out also where nothing happened."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.alerts.alert import Alert
from monitor.alerts.notice import Does, Status
from monitor.incidents.vocabulary import Handling
from monitor.messages.above import LONGEST_SUBJECT, dates, short_title
from monitor.messages.around import Around
from monitor.messages.composed import Composed, Section
from monitor.messages.cutting import cut, shortened
from monitor.messages.lateness import late_evaluator, looked_late
from monitor.messages.leading import together
from monitor.messages.links import link_to_desk
from monitor.messages.netted import Net, netted
from monitor.messages.page import sections_as_page
from monitor.messages.payload import STATUSES, VERSION, Json, written
from monitor.messages.period import Held, Part, Period
from monitor.messages.plain import sections_as_text
from monitor.messages.speaking import Speaking
from monitor.messages.wording import Wording, wording
from monitor.views.turned_words import Writing
from monitor.words import names_of, phrasing, times

MOST_LINES = 12
"""Lines of a section; the rest is counted, with a link to all of it."""
MOST_WORDS = 60
"""Words of a line."""

_STRICTNESS = tuple(Handling)


def digest(period: Period) -> Composed:
    """Return the digest of a time."""
    alerts = wording(period.language)
    named = [Handling(part.terms.handling) for part in period.parts]
    handling = max(named, key=_STRICTNESS.index, default=Handling.INTERNAL)
    line = _subject(period, alerts)
    head = alerts.DIGEST_HEAD.format(
        handling=names_of.HANDLING[handling],
        agreements=phrasing.listed([part.terms.title for part in period.parts]),
        since=times.short(period.since, period.zone),
        until=times.short(period.until, period.zone),
        place=times.place(period.zone),
    )
    heads = [alerts.DRILL, head] if period.status is Status.DRILL else [head]
    heads += late_evaluator(period, alerts)
    if period.missed:
        heads.append(_missed(period, alerts))
    if not any(part.alerts or part.held for part in period.parts):
        heads.append(alerts.NOTHING_HAPPENED)
    found = tuple(_Writer(period, part, alerts) for part in period.parts)
    sections = tuple(section for one in found for section in one.sections())
    details = Section(alerts.DETAILS, tuple(_details(period, alerts, handling)))
    anchored = (*sections, *_health(found, alerts), details)
    language = period.language.value
    return Composed(
        subject=line,
        text=sections_as_text(heads, anchored),
        html=sections_as_page(line, heads, anchored, language),
        payload=_payload(period, found, handling, line),
        handling=handling,
    )


def _subject(period: Period, alerts: Wording) -> str:
    count = sum(len(list(netted(together(part.alerts)))) for part in period.parts)
    what = alerts.DIGEST_CHANGED[count == 1].format(count=count)
    told = alerts.DIGEST_SUBJECT.format(
        since=times.short(period.since, period.zone),
        until=times.short(period.until, period.zone),
        what=what if count else alerts.DIGEST_NOTHING,
    )
    titles = phrasing.listed([short_title(part.terms.title) for part in period.parts])
    if period.status is Status.DRILL:
        told = alerts.MARKED.format(mark=alerts.DRILL_MARK, subject=told)
    room = LONGEST_SUBJECT - len(told) - len(alerts.DIGEST_OF.format(digest="", agreements=""))
    titles = " ".join(shortened(titles, room, alerts.ELLIPSIS).split())
    return alerts.DIGEST_OF.format(digest=told, agreements=titles)


def _missed(period: Period, alerts: Wording) -> str:
    """Tell of the digests that did not go out."""
    return alerts.MISSED[len(period.missed) == 1].format(
        count=len(period.missed),
        first=times.short(period.missed[0], period.zone),
        last=times.short(period.missed[-1], period.zone),
    )


def _details(period: Period, alerts: Wording, handling: Handling) -> Iterator[str]:
    """Yield what a digest stands on: the texts of the rules, the journal, its own id."""
    for part in period.parts:
        told = alerts.RULES_TEXT.format(
            title=part.terms.title, agreement=part.terms.id, digest=part.digest
        )
        yield alerts.LABELLED.format(label=alerts.RULES, text=told)
    head = period.head
    chain = alerts.CHAIN_HEAD.format(act=head.act, hash=head.hash) if head else alerts.NO_CHAIN
    yield alerts.LABELLED.format(label=alerts.CHAIN, text=chain)
    yield alerts.LABELLED.format(label=alerts.MESSAGE, text=period.id)
    yield alerts.LABELLED.format(label=alerts.HANDLED, text=names_of.HANDLING[handling])


@dataclass(frozen=True)
class _Writer:
    """Writes the part of one agreement."""

    period: Period
    part: Part
    alerts: Wording

    def sections(self) -> Iterator[Section]:
        """Yield its sections, each with as many lines as it may have."""
        alerts = self.alerts
        for title, lines, nothing in (
            (alerts.CHANGED, list(self.changed()), alerts.NO_CHANGES),
            (alerts.STAYS, self.stays(), alerts.NO_VERDICTS),
            (alerts.UNSEEN, list(self.part.unseen), alerts.NOTHING_UNSEEN),
            (alerts.COMING, self._dates(), alerts.NOTHING_COMES),
            (alerts.HELD_BACK, self._held(), alerts.NONE_HELD),
        ):
            yield Section(self._titled(title), self.bounded(lines or [nothing]))

    def changed(self) -> Iterator[str]:
        """Yield a line for each matter that changed: net, and what was corrected as such."""
        for net in self.nets():
            line = self._net(net)
            late = any(one.late for one in net.alerts)
            yield self.alerts.LATE_LINE.format(line=line) if late else line

    def nets(self) -> list[Net]:
        """Return what became of each matter."""
        return list(netted(together(self.part.alerts)))

    def stays(self) -> list[str]:
        """Return a line for each condition."""
        return [one.line for one in self.part.stays]

    def _net(self, net: Net) -> str:
        alerts, speaking = self.alerts, self._speaking(net.last)
        if net.last.turned.subject.noted is not None and not net.corrected:
            return alerts.CHANGED_LINE.format(what=speaking.what, turn=speaking.says)
        if net.back:
            return alerts.AND_BACK.format(what=speaking.what, says=speaking.says)
        about = net.last.turned.subject
        writing = Writing(self.part.terms, about, net.after or net.before, self.period.zone)
        turn = writing.turn(net.before, net.after)
        if net.corrected:
            kind = alerts.CORRECTIONS[net.last.kind.value]
            return alerts.CORRECTED_LINE.format(kind=kind, what=speaking.what, turn=turn)
        return alerts.CHANGED_LINE.format(what=speaking.what, turn=turn)

    def _speaking(self, alert: Alert) -> Speaking:
        period, part = self.period, self.part
        around = Around(
            terms=part.terms,
            digest=part.digest,
            desk=period.desk,
            zone=period.zone,
            language=period.language,
            moment=period.moment,
            address=period.address,
        )
        return Speaking(alert, around)

    def _dates(self) -> list[str]:
        return dates(self.part.coming, self.period.zone, self.alerts)

    def _held(self) -> list[str]:
        resting = [
            self.alerts.RESTING.format(
                what=self._speaking(one.alert).what,
                by=one.by,
                until=times.short(one.until, self.period.zone),
            )
            for one in self.part.resting
        ]
        return [*resting, *(self._held_line(one) for one in self.part.held)]

    def _held_line(self, held: Held) -> str:
        what = self._speaking(held.alert).lead.removesuffix(".")
        return self.alerts.HELD_LINES[held.why.value].format(what=what)

    def evaluated(self) -> str:
        """Tell when it was judged last."""
        alerts, done = self.alerts, self.part.evaluated
        told = alerts.LAST_EVALUATION.format(time=self._full(done)) if done else ""
        return self._titled(told or alerts.NEVER_EVALUATED)

    def heard(self) -> Iterator[str]:
        """Yield when each source was heard of last, and those that never were in one line."""
        alerts = self.alerts
        named = sorted(self.part.heard.items(), key=lambda one: one[0].casefold())
        for source, at in named:
            if at is not None:
                yield alerts.LAST_REPORT.format(source=source, time=self._full(at))
        never = [source for source, at in named if at is None]
        if never:
            yield alerts.NO_REPORT.format(source=phrasing.listed(never))

    def _full(self, instant: datetime) -> str:
        return times.full(instant, self.period.zone)

    def _titled(self, title: str) -> str:
        if len(self.period.parts) == 1:
            return title
        named = short_title(self.part.terms.title)
        return self.alerts.OF_AGREEMENT.format(agreement=named, section=title)

    def bounded(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Return as many lines as a section may have, the last saying how many more there are."""
        shown = [cut(line, MOST_WORDS, self.alerts.ELLIPSIS) for line in lines[:MOST_LINES]]
        if len(lines) > MOST_LINES:
            link = link_to_desk(self.period.address, self.part.terms.id)
            more = self.alerts.MORE_LINES.format(count=len(lines) - MOST_LINES, link=link)
            shown.append(more)
        return tuple(shown)


def _health(found: Sequence[_Writer], alerts: Wording) -> Iterator[Section]:
    """Yield how we know: what was looked at late, each last evaluation, each source once."""
    if found:
        lines = [*looked_late(found[0].period, alerts), *(one.evaluated() for one in found)]
        lines += dict.fromkeys(line for one in found for line in one.heard())
        yield Section(alerts.HEALTH, found[0].bounded(lines))


def _payload(period: Period, found: Iterable[_Writer], handling: Handling, subject: str) -> Json:
    """Return a digest as a JSON object."""
    head = period.head
    return {
        "version": VERSION,
        "identifier": period.id,
        "type": Does.NEW.value,
        "references": [],
        "kind": "digest",
        "sent": written(period.moment),
        "status": STATUSES[period.status],
        "subject": subject,
        "handling": handling.value,
        "chain": {"act": head.act, "hash": head.hash} if head else None,
        "desk": period.desk,
        "since": written(period.since),
        "until": written(period.until),
        "agreements": [_part(one) for one in found],
    }


def _part(one: _Writer) -> Json:
    part = one.part
    return {
        "agreement": part.terms.id,
        "rules": {"agreement": part.terms.id, "digest": part.digest},
        "changed": [
            {
                "identifiers": [alert.id for alert in net.alerts],
                "kind": net.last.kind.value,
                "corrected": net.corrected,
                "says": line,
            }
            for net, line in zip(one.nets(), one.changed(), strict=True)
        ],
        "stays": [
            {
                "condition": stays.condition,
                "scope": stays.scope,
                "certain": stays.certain,
                "says": stays.line,
            }
            for stays in part.stays
        ],
        "unseen": list(part.unseen),
        "coming": [{"at": written(date.instant), "what": date.what} for date in part.coming],
        "held": [
            {"identifier": held.alert.id, "why": held.why.value, "kind": held.alert.kind.value}
            for held in part.held
        ],
        "evaluated": written(part.evaluated) if part.evaluated else None,
        "late": [
            {"at": written(look.at), "looked": written(look.looked), "what": list(look.what)}
            for look in part.late
        ],
        "heard": {name: written(at) if at else None for name, at in sorted(part.heard.items())},
        "link": link_to_desk(one.period.address, part.terms.id),
    }
