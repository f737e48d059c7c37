"""The templates of acts under an agreement: decisions and attestations."""

from monitor.incidents import cells
from monitor.incidents.columns import Template, When, must
from monitor.incidents.record import (
    Attestation,
    Decision,
)
from monitor.incidents.shared_columns import (
    AGREEMENT,
    IT_WAS_BEFORE,
    REFERENCES,
    SOURCE,
    TAIL,
    ZONE,
    from_when,
    id_of,
    precision,
    to_when,
)

DECISIONS = Template(
    "decisions.csv",
    Decision,
    "An act of a party or body that changes a norm or a phase of an agreement.",
    (
        id_of("decision-1"),
        SOURCE,
        AGREEMENT,
        must("by", cells.TEXT, "Who decided.", "Example ministry"),
        must(
            "what",
            cells.TERM,
            "What was decided, in the word that the agreement's rules use.",
            "extended",
        ),
        from_when(
            "effective_from",
            "When it takes effect, or the earliest it can.",
            "2030-01-06T19:00",
        ),
        to_when("effective_to", IT_WAS_BEFORE),
        precision("exact"),
        to_when(
            "until",
            "Exclusive end of what was decided, with its time of day; blank is none stated.",
            "2030-01-08T19:00",
        ),
        ZONE,
        REFERENCES,
        *TAIL,
    ),
    When("effective", "effective_from", "effective_to"),
)
ATTESTATIONS = Template(
    "attestations.csv",
    Attestation,
    "A dated status of a duty: somebody says that it held, or that it did not.",
    (
        id_of("attestation-1"),
        SOURCE,
        AGREEMENT,
        must("by", cells.TEXT, "Who attests it.", "Example mission"),
        must(
            "what",
            cells.TERM,
            "What held or did not, in the word that the agreement's rules use.",
            "checkpoints_staffed",
        ),
        must("holds", cells.YES_OR_NO, "Whether it held.", "yes"),
        from_when(
            "during_from",
            "From when it held, or the instant or day it is said of.",
            "2030-01-05",
        ),
        to_when("during_to", "Exclusive end; a bare date is included whole.", "2030-01-06"),
        precision("day"),
        ZONE,
        REFERENCES,
        *TAIL,
    ),
    When("during", "during_from", "during_to"),
)
