"""The verdicts as JSON: by their schema, the same as `status`, and as they were said."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from feed_samples import URL, given, lived
from schedule_samples import DAY, attack, decision, record
from test_feeds_atom import TEXTS, titled

from monitor.answers import evaluation
from monitor.incidents.vocabulary import Handling
from monitor.offering import index, verdicts_of
from monitor.service import Service
from monitor.settings import PROJECT

SCHEMA = json.loads((PROJECT / "docs" / "feeds.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
SHARED = ("condition", "scope", "verdict", "cause", "progress", "needed", "unit", "decided")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service of which all is public, after six days."""
    service, _ = lived(tmp_path_factory.mktemp("verdicts") / "store")
    with service:
        yield service


def read(found: bytes) -> Any:  # noqa: ANN401 - JSON
    """What holds, which must keep to its schema."""
    VALIDATOR.check_schema(SCHEMA)
    answer = json.loads(found.decode("ascii"))
    VALIDATOR.validate(answer)
    return answer


def test_it_is_what_status_says_of_that_moment(service: Service) -> None:
    """Every field that both have is the same; where it stands in the journal can be checked."""
    found = read(verdicts_of(given(service), URL))
    last = service.record.said("paris")
    assert last is not None
    status: Any = evaluation(service.verdicts.evaluate("paris", at=last.at, known=last.known))
    status = json.loads(json.dumps(status))

    for name in ("agreement", "at", "known", "reading", "account", "in_force", "ended"):
        assert found[name] == status[name], name
    assert [[one.get(name) for name in SHARED] for one in found["findings"]] == [
        [one.get(name) for name in SHARED] for one in status["findings"]
    ]
    for name in ("phase", "holder", "state", "since", "until"):
        assert [one[name] for one in found["phases"]] == [one[name] for one in status["phases"]]
    assert found["rules"] == service.rules.instrument("paris").digest
    assert found["anchor"]["act"] == last.act
    assert service.store.verify(found["anchor"]["hash"]).ok


def test_it_stays_as_it_was_said(tmp_path: Path) -> None:
    """However late it is asked for: nothing is judged anew."""
    service, clock = lived(tmp_path / "store")
    with service:
        before = verdicts_of(given(service), URL)
        clock.pass_by(3 * DAY)
        record(service, attack(131, handling=Handling.PUBLIC))

        assert verdicts_of(given(service), URL) == before


def test_an_end_is_told(tmp_path: Path) -> None:
    """With since when, in the words of the pages."""
    service, clock = lived(tmp_path / "store")
    with service:
        record(service, decision("ended", 120, handling=Handling.PUBLIC))
        clock.pass_by(DAY)
        service.keep_up(actor="scheduler")
        found = read(verdicts_of(given(service), URL))

    assert found["in_force"] is False
    assert found["ended"] == "2026-03-06T00:00:00+00:00"
    assert found["says"] == "out of force since 6 March 01:00"


def test_no_text_breaks_it(service: Service) -> None:
    """Not even half a character."""
    whole = given(service)
    for text in TEXTS:
        found = read(verdicts_of(titled(whole, text), URL))
        assert found["title"] == text
        assert json.loads(index({"paris": titled(whole, text)}, URL))["feeds"][0]["title"] == text


def test_before_anything_is_said_there_is_no_verdict(service: Service) -> None:
    """And it says so."""
    found = read(verdicts_of(replace(given(service), said=None, saying=None), URL))

    assert found == {
        "agreement": "paris",
        "handling": "public",
        "note": "Nothing has been said of it yet.",
        "not_public": 0,
    }
