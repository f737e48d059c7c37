"""Saying what holds: evaluate, compare with what was said last, journal it."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from monitor import __version__
from monitor.agreements.load import Instrument
from monitor.alerts.compare import Standing
from monitor.alerts.lateness import LATE
from monitor.alerts.telling import Course
from monitor.alerts.transition import Transition, from_plain
from monitor.evaluation import dates
from monitor.evaluation.dates import Dated, Due
from monitor.evaluation.facts import Facts
from monitor.evaluation.said import Saying
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.spoken import Spoken, Texts, speak, spoken
from monitor.evaluation.turning import Turning
from monitor.service.alerting import Alerting, Decision
from monitor.service.around import Gathering
from monitor.service.authorize import authorize
from monitor.service.said import DATES, SAID, Said
from monitor.store.act import Act
from monitor.store.ledger import ACTIVATE, AMENDMENT, Activation
from monitor.store.store import Store

PAGE = 200
"""Entries read from the journal at a time."""

Reader = Callable[[Activation], Instrument]
"""Reads the rule file of an activation, each text once."""

Wanted = Callable[[Transition], bool]
"""Whether a transition is one that is asked for."""


@dataclass(frozen=True, slots=True)
class _Coming:
    """What comes after an evaluation: the first deadline, and every date."""

    deadline: Turning | None
    due: tuple[Due, ...]


class Sayings:
    """What was said of every agreement, and the one place where more is said.

    Its methods may be called from any thread; one thing is said at a time.
    """

    def __init__(self, store: Store, read: Reader, alerting: Alerting) -> None:
        self._store = store
        self._alerting = alerting
        self._read = read
        self._lock = threading.RLock()
        self._last: dict[str, Said] | None = None
        self._contents: dict[str, Saying] = {}
        self._deadlines: dict[str, Turning | None] = {}

    def present(self) -> datetime:
        """Return the time by which things are said, UTC; see `Store.present`."""
        return self._store.present()

    def instruments(self, known: datetime) -> dict[str, Instrument]:
        """Return the instruments that were active at `known`, by agreement.

        Proposals are left out: nobody is bound by one, so nobody is told of it.
        """
        read = [self._read(activation) for activation in self._store.acts.activations(known)]
        return {one.agreement.id: one for one in read if not one.agreement.proposed}

    def last(self, agreement: str) -> Said | None:
        """Return what was said of an agreement last; None where nothing was."""
        with self._lock:
            return self._newest().get(agreement)

    def content(self, said: Said) -> Saying:
        """Return all that was said.

        Raises:
            StoreDamagedError: The kept file is missing or damaged.
        """
        with self._lock:
            if self._newest().get(said.agreement) != said:
                return Saying.load(self._store.acts.kept(said.content))
            if said.agreement not in self._contents:
                self._contents[said.agreement] = Saying.load(self._store.acts.kept(said.content))
            return self._contents[said.agreement]

    def dates(self, said: Said) -> tuple[Dated, ...]:
        """Return what was said of dates; nothing where none were kept.

        Raises:
            StoreDamagedError: The kept file is missing or damaged.
        """
        return dates.load(self._store.acts.kept(said.dates)) if said.dates else ()

    def entries(self, agreement: str | None = None) -> Iterator[Said]:
        """Yield what was said, newest first, of one agreement or of all."""
        for act in self._acts():
            if agreement in {None, act.body["agreement"]}:
                yield Said.of(act)

    def transitions(self, agreement: str | None, limit: int, wanted: Wanted) -> list[Transition]:
        """Return at most so many of the transitions that are wanted, newest first."""
        return list(islice(filter(wanted, self._transitions(agreement)), limit))

    def _transitions(self, agreement: str | None) -> Iterator[Transition]:
        """Yield them; an entry that has none is not read any further."""
        for act in self._acts():
            if agreement in {None, act.body["agreement"]}:
                yield from reversed(from_plain(act.body["transitions"]))

    def say(
        self,
        agreement: str,
        *,
        known: datetime,
        trigger: Sequence[str],
        actor: str,
        always: bool = True,
    ) -> Said | None:
        """Say what holds of an agreement by what is known at `known`, of that instant.

        Args:
            agreement: Of which.
            known: The instant; of an agreement that has ended its end is judged.
            trigger: Why now.
            actor: Who says it.
            always: Journal it even where nothing is to be told.

        Returns:
            What was journalled; None where nothing was: no rules counted yet, what was said
            last is as new, or there is nothing to tell.

        Raises:
            NotAllowedError: Nobody is named as the actor.
            StoreError: It could not be journalled; nothing was said.
        """
        authorize(actor, "say", agreement)
        with self._lock:
            last = self._newest().get(agreement)
            instrument = self.instruments(known).get(agreement)
            if instrument is None or (last and known <= last.known):
                return None
            said, content, coming = self._said(last, instrument, known, tuple(trigger))
            if not (always or said.transitions):
                return None
            dated = dates.carried(self.dates(last) if last else (), coming.due, known)
            kept = self._journal(said, content, dated, actor)
            self._deadlines[agreement] = coming.deadline
            return kept

    def deadline(self, agreement: str) -> Turning | None:
        """Return the first deadline after what was said of an agreement last, as known then."""
        with self._lock:
            if agreement not in self._deadlines:
                said = self.last(agreement)
                found = self.deadline_at(agreement, said.known) if said else None
                self._deadlines[agreement] = found
            return self._deadlines[agreement]

    def deadline_at(self, agreement: str, known: datetime) -> Turning | None:
        """Return the first deadline after an instant, as known then; None without any."""
        instrument = self.instruments(known).get(agreement)
        if instrument is None:
            return None
        with self._store.facts() as facts:
            return speak(texts_of(instrument), facts, known, known).deadline()

    def since(self, last: Said, until: datetime) -> list[Act]:
        """Return the acts recorded by `until` that were not seen when it was said last."""
        found = self._store.acts.changing(last.known, until, above=last.seen)
        return [act for act in found if concerns(act, last.agreement)]

    def _said(
        self,
        last: Said | None,
        instrument: Instrument,
        known: datetime,
        trigger: tuple[str, ...],
    ) -> tuple[Said, Saying, "_Coming"]:
        """Judge, and compare with what was said last; also return what comes next."""
        terms, version = instrument.agreement, __version__
        with self._store.facts() as facts:
            snapshot = Snapshot(facts)
            content = self.content(last) if last else None
            present = speak(texts_of(instrument), snapshot, known, known, content)
            now = present.saying
            coming = _Coming(present.deadline(), dates.due(present.judged, terms))
            at = min(known, now.ended or known)
            seen = facts.seen()
            said = Said(terms.id, at, known, seen, instrument.digest, version, trigger)
            if last is None or content is None:
                return said, now, coming
            acts = [act for act in self.since(last, known) if act.seq <= seen]
            texts = tuple(self._by_texts(last, instrument, acts, snapshot))
            by_rules = by_record = texts[-1][0] if texts else content
            if any(act.act != ACTIVATE for act in acts):
                by_record = spoken(texts_of(instrument), snapshot, last.known, known)
            course = Course(
                agreement=terms.id,
                said=Standing(content, last.stood(), last.stood_under()),
                by_rules=by_rules,
                by_record=by_record,
                present=now,
                said_at=min(last.known, now.ended or last.known),
                at=at,
                known=known,
                because=tuple(act.seq for act in acts),
                texts=texts,
                since=last.known,
                named=texts_of(instrument).named,
            )
            transitions = tuple(course.transitions())
            decision = self._decided(instrument, present, transitions, acts)
        stands = course.stands
        told = tuple(stands.told.items())
        said = replace(
            said,
            transitions=transitions,
            told=told,
            told_under=tuple((name, tuple(one.items())) for name, one in stands.under.items()),
            because=course.because,
            decision=decision,
        )
        return said, now, coming

    def _decided(
        self,
        instrument: Instrument,
        present: Spoken,
        transitions: Sequence[Transition],
        acts: Sequence[Act],
    ) -> Decision:
        """Return what people are told; later than `LATE` it is told after its time."""
        now = self._store.present()
        around = Gathering(
            instrument,
            present,
            self._alerting.book.issued,
            {name: len(desk.people) for name, desk in self._alerting.directory.desks.items()},
            {act.seq: act for act in acts},
            self._store.head,
            self._alerting.directory.address,
            now,
        )
        return self._alerting.decide(
            transitions,
            around,
            in_force=present.judged.in_force,
            late=now - present.view.known > LATE,
        )

    def _by_texts(
        self, last: Said, instrument: Instrument, acts: Sequence[Act], facts: Facts
    ) -> Iterator[tuple[Saying, bool]]:
        """Yield what was said last by each text since, and whether it differs by our error.

        Nothing where neither the rules nor the program are others than they were.
        """

        def again(text: Instrument) -> Saying:
            return spoken(texts_of(text), facts, last.known, last.known)

        made = [self._store.acts.activation(act) for act in acts if act.act == ACTIVATE]
        if last.engine != __version__ and made:
            yield again(self._as_it_was(last)), True
        yield from ((again(self._read(one)), one.kind != AMENDMENT) for one in made)
        if not made and (last.rules, last.engine) != (instrument.digest, __version__):
            yield again(instrument), True

    def _as_it_was(self, last: Said) -> Instrument:
        """Return the rule file by which something was said."""
        acts = [act for act in self._store.acts.of(ACTIVATE) if concerns(act, last.agreement)]
        seen = [act for act in acts if act.seq <= last.seen]
        return self._read(self._store.acts.activation(seen[-1]))

    def _acts(self) -> Iterator[Act]:
        """Yield the entries about what was said, newest first."""
        before: int | None = None
        while page := self._store.acts.newest(SAID, before=before, most=PAGE):
            yield from page
            before = page[-1].seq

    def _journal(self, said: Said, content: Saying, dated: Sequence[Dated], actor: str) -> Said:
        files = {SAID: content.dump(), DATES: dates.dump(dated)}
        try:
            act = self._store.accept.note(SAID, said.body, actor=actor, files=files)
        except BaseException:
            # Whether it was accepted shows in the journal only.
            self._last = None
            self._contents.clear()
            self._deadlines.clear()
            raise
        kept = replace(said, decision=Decision()).kept(act)
        self._newest()[said.agreement] = kept
        self._contents[said.agreement] = content
        return kept

    def _newest(self) -> dict[str, Said]:
        """Return what was said last of each active agreement, read from the journal once."""
        if self._last is None:
            found: dict[str, Act] = {}
            wanted = set(self.instruments(self.present()))
            for act in self._acts():
                found.setdefault(act.body["agreement"], act)
                if wanted <= set(found):
                    break
            self._last = {name: Said.of(act) for name, act in found.items()}
        return self._last


def texts_of(instrument: Instrument) -> Texts:
    """Return the terms under the readings by which something is said."""
    return Texts.of(instrument.agreement, instrument.variants)


def concerns(act: Act, agreement: str) -> bool:
    """Whether an act may change what is said of an agreement: not the rules of another."""
    return act.act != ACTIVATE or act.body["file"] == f"{agreement}.yaml"
