"""Attacks weighed one by one for an exception stay with their own class."""

from engine import TABLES, engine_verdicts
from naive.naive import verdicts
from naive.small import HOUR, LATER, START, agreement, record, report, verified, watch

from monitor.agreements.model import Agreement
from monitor.evaluation.tally import Question
from monitor.evaluation.view import View


def test_what_is_asked_of_one_class_is_no_incident_of_another() -> None:
    """Of both, the plain question finds nothing; only the first has an attack left to weigh.

    Two more classes ask for self-defence within different times: each has its own answer.
    """
    plain = agreement(
        {
            "any_three_hours": {"limit": {"of": "attack", "at_most": "0", "each": "3 hours"}},
            "shorter": {"limit": {"of": "attack_again", "at_most": "0", "each": "3 hours"}},
            "answered": {"response": {"to": "asked", "with": "given", "within": "1 hour"}},
        },
        {},
    ).model_dump(by_alias=True, exclude_defaults=True)
    shelling = {"any_kind": ["shelling"], "by": {"role": "party"}, "against": {"role": "party"}}
    plain["classes"] = {
        "attack": shelling | {"except": [{"claimed": "self_defence", "paired_within": "3 hours"}]},
        "attack_again": shelling
        | {"except": [{"claimed": "self_defence", "paired_within": "1 hour"}]},
        "asked": {"any_kind": ["access_requested"]},
        "given": {"any_kind": ["access_granted"]},
    }
    terms = Agreement.model_validate(plain, by_alias=True, by_name=True)
    rows = record(
        report(START + HOUR, by=("Opposition",), against=("Army",)),
        verified("un/r00"),
        report(START + 3 * HOUR, against=("Opposition",), claims=("self_defence",)),
        verified("un/r02"),
        watch(START - HOUR, START + 48 * HOUR),
    )
    at = START + 4 * HOUR

    found = engine_verdicts(terms, rows, at, LATER)
    tally = View(terms, TABLES, at, LATER, None).tally
    told = {
        name: [one.incident for one in tally.instants(Question(name), START, None)]
        for name in ("attack", "attack_again", "asked", "given")
    }

    assert found == verdicts(terms, rows, at, LATER)
    assert told == {
        "attack": ["un/r00"],
        "attack_again": ["un/r00", "un/r02"],
        "asked": [],
        "given": [],
    }
