"""What webhooks are sent: every payload fits the schema that is kept beside the documentation."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from message_samples import around, sample, told
from test_digest import part, period

from monitor.alerts.kinds import CORRECTS, AlertKind
from monitor.alerts.notice import Does, Status
from monitor.messages.compose import compose
from monitor.messages.digest import digest
from monitor.messages.payload import STATUSES
from monitor.messages.period import Held, Why
from monitor.settings import PROJECT
from monitor.views.coming import Coming
from monitor.views.conclusions import Conclusion

SCHEMA: dict[str, Any] = json.loads((PROJECT / "docs" / "webhooks.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)


def test_the_schema_is_one() -> None:
    """It is a schema, and knows every kind, type and status that there is."""
    Draft202012Validator.check_schema(SCHEMA)
    defined = SCHEMA["$defs"]

    assert set(defined["kind"]["enum"]) == set(AlertKind)
    assert set(defined["type"]["enum"]) == set(Does)
    assert set(defined["status"]["enum"]) == set(STATUSES.values())
    assert set(STATUSES) == set(Status)


@pytest.mark.parametrize("kind", AlertKind)
def test_every_message_fits(kind: AlertKind) -> None:
    """Each kind, alone and with others, drill or not, with and without what was told before."""
    references = ("feedfeedfeedfeed",) if kind in CORRECTS else ()
    first = sample(kind, references=references)
    for payload in (
        compose([first], around()).payload,
        compose([first, sample(AlertKind.MET)], around(told=told("feedfeedfeedfeed", "x"))).payload,
        compose([first], around(status=Status.DRILL, head=None, records=(), coming=())).payload,
    ):
        VALID.validate(json.loads(json.dumps(payload)))


def test_every_digest_fits() -> None:
    """An empty one, and one with something of everything."""
    full = part(
        alerts=tuple(sample(kind) for kind in AlertKind),
        stays=(Conclusion("calm", None, "calm", "kept", "○", certain=True),),
        unseen=("nothing",),
        coming=(Coming(period().moment, "", "day 5 ends"),),
        held=tuple(Held(sample(AlertKind.BREACHED), why) for why in Why),
        evaluated=period().moment,
        heard={"north": None, "south": period().moment},
    )
    for one in (period(part()), period(full, part(), head=None)):
        VALID.validate(json.loads(json.dumps(digest(one).payload)))


@pytest.mark.parametrize("change", ["identifier", "kind", "clause", "also", "more"])
def test_what_does_not_fit_is_refused(change: str) -> None:
    """The schema is no open door: without a key, or with another one, nothing fits."""
    payload = dict(compose([sample(AlertKind.MET)], around()).payload)
    if change == "more":
        payload["more"] = 1
    else:
        del payload[change]

    with pytest.raises(ValidationError):
        VALID.validate(json.loads(json.dumps(payload)))
