"""What has come near since it was said last: each instant is told once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from monitor.alerts.compare import Difference, holds_of, state_of
from monitor.alerts.transition import Subject
from monitor.evaluation.near import Instants
from monitor.evaluation.said import Saying


def come_near(said: Saying, now: Saying) -> Iterator[Difference]:
    """Yield what is near now and was not said to be; both sides are alike but for that.

    Of a count only that it is near is news, not that the instant moved on while nobody watched; of
    terms and phases each end is.
    """
    told = {one.key: one.near for one in said.conditions}
    for one in now.conditions:
        was = told.get(one.key, ())
        subject, holds = Subject(one.condition, one.scope), holds_of(one, one.stands)
        for instant in _new(was, one.near, once=one.progress is not None):
            yield subject, holds, replace(holds, near=instant)
    stood = {one.key: one.near for one in said.phases}
    for phase in now.phases:
        state = state_of(phase)
        for instant in _new(stood.get(phase.key, ()), phase.near, once=False):
            about = Subject(phase=phase.phase, holder=phase.holder)
            yield about, state, replace(state, near=instant)


def _new(was: Instants, near: Instants, *, once: bool) -> Iterator[datetime]:
    if once and was:
        return
    yield from (instant for instant in near if instant not in was)
