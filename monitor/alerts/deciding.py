"""What people are told of the changes in what is said: a pure function of what they were told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from monitor.agreements.model import Agreement
from monitor.alerts.alert import Alert, Way, id_of, threads_of
from monitor.alerts.audience import audience, corrected, ended
from monitor.alerts.disputed import announced
from monitor.alerts.grave import is_worse
from monitor.alerts.kept import as_news
from monitor.alerts.kinds import CORRECTS, ENDS, AlertKind, kind_of
from monitor.alerts.notice import Does
from monitor.alerts.told import ToldDesks
from monitor.alerts.transition import NOT_IN_FORCE, Transition


@dataclass(frozen=True, slots=True)
class Deciding:
    """Decides what is told of one agreement.

    Attributes:
        terms: Its terms, which say who is told of what.
        told: What each desk was told before.
        waiting: What waits for the next digest of each desk, as if it had been told.
        everyone: The desks there are: told where the rules name none.
        in_force: Whether the agreement is. Of one that is not, changes of its conditions and phases
            interrupt nobody, and in the act that says so not even corrections: its end is told.
        late: Whether the changes are told after their time: they then interrupt nobody.
    """

    terms: Agreement
    told: ToldDesks
    waiting: ToldDesks = field(default_factory=ToldDesks)
    everyone: tuple[str, ...] = ()
    in_force: bool = True
    late: bool = False

    def alerts(self, turned: Iterable[Transition]) -> Iterator[Alert]:
        """Yield an alert for each change, and for each correction of what a desk was told.

        What turns out worse than it was said is told at once where the rules ask for that, as a
        correction to those who were told of it, and of a day as news to the others: a breach that
        is reported the day after is a breach. What is better, and nobody was told of, is told to
        nobody, but where it waits for a digest: there it is the change that it is for those who
        were told nothing yet, and is told as one. The end of a silence, or of a gap, goes to those
        who were told of it, or will be.
        """
        told, these = self.told, tuple(turned)
        ends = any(_is_end(one) for one in these)
        for one in these:
            for found in self._of(one, kind_of(one, self.terms), told):
                alert = self._quietly(found, ends=ends)
                yield alert
                told = told.after([alert]).after([alert], digest=True)

    def _of(self, turned: Transition, kind: AlertKind, told: ToldDesks) -> Iterator[Alert]:
        """Yield what is told of one change: of a correction, to some as that, to others as news."""
        if kind in ENDS:
            yield from self._end(turned, kind)
            return
        if kind not in CORRECTS:
            yield self._news(turned, kind)
            return
        again = self._correction(turned, kind, told)
        reached = frozenset(again.desks if again else ())
        others = self._untold(turned, told, reached) or self._while_waiting(turned, reached)
        yield from (alert for alert in (again, others) if alert is not None)

    def _end(self, turned: Transition, kind: AlertKind) -> Iterator[Alert]:
        """Yield the end of what some desks were told of, or will be by their digest; else none."""
        waiting = dict.fromkeys(self.waiting.otherwise(turned), Way.DIGEST)
        desks = {**waiting, **ended(turned, self.told.otherwise(turned), self.terms)}
        if desks:
            yield self._alert(turned, kind, desks)

    def _news(self, turned: Transition, kind: AlertKind) -> Alert:
        return self._alert(turned, kind, self._ways(turned, kind))

    def _alert(self, turned: Transition, kind: AlertKind, desks: Mapping[str, Way]) -> Alert:
        """Return an alert that goes on with what its thread has told, if anything."""
        alert = Alert(id_of(turned, kind), kind, turned, late=self.late)
        before = self.told.last_of(threads_of(turned))
        return replace(
            alert,
            does=Does.UPDATE if before else Does.NEW,
            references=before,
            desks=desks,
        )

    def _correction(self, turned: Transition, kind: AlertKind, told: ToldDesks) -> Alert | None:
        wrong = told.otherwise(turned)
        if not wrong:
            return None
        desks = corrected(turned, wrong, self.terms)
        if is_worse(turned.before, turned.after):
            asked = self._as_news(turned).desks
            desks |= {desk: asked[desk] for desk in desks if asked.get(desk) is Way.AT_ONCE}
        return Alert(
            id_of(turned, kind),
            kind,
            turned,
            does=Does.CANCEL if turned.after is None else Does.UPDATE,
            references=tuple(
                dict.fromkeys(alert for told_by in wrong.values() for alert in told_by)
            ),
            desks=desks,
            late=self.late,
        )

    def _untold(self, turned: Transition, told: ToldDesks, reached: frozenset[str]) -> Alert | None:
        """Return the news that a day was worse, for those desks that were told nothing of it."""
        if turned.subject.day is None or not is_worse(turned.before, turned.after):
            return None
        alert = self._as_news(turned)
        knowing = reached | told.knowing(turned)
        desks = {desk: way for desk, way in alert.desks.items() if desk not in knowing}
        return replace(alert, desks=desks) if desks else None

    def _as_news(self, turned: Transition) -> Alert:
        """Return a correction as it would be told to those who have heard of nothing."""
        change = as_news(turned)
        return self._news(change, kind_of(change, self.terms))

    def _while_waiting(self, turned: Transition, reached: frozenset[str]) -> Alert | None:
        wrong = [desk for desk in self.waiting.otherwise(turned) if desk not in reached]
        if not wrong:
            return None
        change = as_news(turned)
        kind = kind_of(change, self.terms)
        ways = self._ways(change, kind)
        return Alert(
            id_of(change, kind),
            kind,
            change,
            desks={desk: ways.get(desk, Way.DIGEST) for desk in wrong},
            late=self.late,
        )

    def _ways(self, turned: Transition, kind: AlertKind) -> dict[str, Way]:
        """Return how the rules have each desk told; once of what readings come to say alike."""
        ways = audience(turned, kind, self.terms, self.everyone)
        known = announced(turned, kind, self.terms, (self.waiting, self.told))
        return {desk: Way.DIGEST if desk in known else way for desk, way in ways.items()}

    def _quietly(self, alert: Alert, *, ends: bool) -> Alert:
        """Return an alert that may interrupt nobody for the digest of its desks."""
        about = alert.turned.subject
        follows = (about.condition or about.phase) is not None
        muted = follows and (ends or (not self.in_force and alert.kind not in CORRECTS))
        if not (self.late or muted):
            return alert
        return replace(alert, desks=dict.fromkeys(alert.desks, Way.DIGEST))


def _is_end(turned: Transition) -> bool:
    about, after = turned.subject, turned.after
    named = about.condition or about.phase or about.noted or about.reading
    return named is None and after is not None and after.word == NOT_IN_FORCE
