"""What is attested of a duty, and whether the newest word of it says that it is done."""

from collections.abc import Sequence

from monitor.agreements.model import Attested, Duration
from monitor.agreements.naming_acts import NamingActs
from monitor.incidents.known import Known
from monitor.incidents.record import Attestation
from tests.naive.days import speaks_as
from tests.naive.gauge import Case
from tests.naive.under import recorded


def attestations(case: Case, what: str, terms: NamingActs) -> list[Known[Attestation]]:
    """Return what is attested of a duty, in order of recording; in an account, by its source."""
    return [
        each
        for each in recorded(case, Attestation, terms)
        if each.record.what == what and case.account in {None, each.record.source}
    ]


def words_of(
    case: Case, what: str, by: Sequence[str], terms: NamingActs
) -> list[Known[Attestation]]:
    """Return what these parties or sources, or anybody, had begun to attest by `at`."""
    return [
        each
        for each in attestations(case, what, terms)
        if each.record.during.start <= case.at
        and (
            not by
            or any(
                speaks_as(case.agreement, each.record.by, who, each.record.during.start)
                for who in by
            )
        )
    ]


def read_attested(case: Case, terms: Attested) -> str:
    """Return what a duty that is attested reads."""
    return newest_says(case, words_of(case, terms.what, terms.by, terms), terms.fresh_for)


def newest_says(case: Case, words: Sequence[Known[Attestation]], fresh_for: Duration | None) -> str:
    """Return what the newest of these words says, unless it is too old; None is never too old."""
    if not words:
        return "undetermined"
    newest = max(words, key=lambda each: (each.record.during.start, each.order)).record
    if fresh_for is not None and case.at - newest.during.end > fresh_for.elapsed:
        return "undetermined"
    return "kept" if newest.holds else "breached"
