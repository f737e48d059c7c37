"""All that a verdict can be decided from again, as values: the terms and what is on record.

Nothing here says what any of it amounts to. Whoever contests a verdict needs no more than this.
"""

from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.evaluation.watch import Watch
from monitor.incidents.record import Attestation, Count, Decision, SourceProfile
from monitor.incidents.version import Incident


@dataclass(frozen=True, slots=True)
class Grounds:
    """The terms, the standpoint, and the record as known from it.

    `at` and `known` are those of the evaluation; `account` is None for the official picture.
    `since` is how far back incidents and watches are given: every incident that may have
    happened in [since, at), and every watch that reaches into it, is there. `decisions` and
    `attestations` are all under the agreement and under those whose terms it takes over (on an
    account, the source's own attestations), oldest knowledge first. `counts` are all of the
    sources whose counts are used, `profiles` what those sources are. `whole` are the grounds on
    the whole record, for an account under terms in which something waits for a condition: which
    text applies is never one source's to say. None otherwise.
    """

    terms: Agreement
    at: datetime
    known: datetime
    account: str | None
    since: datetime
    decisions: tuple[Decision, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    incidents: tuple[Incident, ...] = ()
    watches: tuple[Watch, ...] = ()
    counts: tuple[Count, ...] = ()
    profiles: tuple[SourceProfile, ...] = ()
    whole: "Grounds | None" = None
