"""Whatever a rule file says, pages show it letter by letter, and never as markup."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from page_samples import NOW, opened, ours, told
from streamlit.testing.v1 import AppTest

from monitor.agreements.load import load_text
from monitor.handwritten.builder import INVISIBLE
from monitor.pages.serving import serve, stop_serving
from monitor.service import Service
from monitor.settings import PROJECT, read_settings

GOOD = (PROJECT / "tests" / "rules" / "northland.yaml").read_text(encoding="utf-8")
NAUGHTY: list[str] = json.loads((PROJECT / "tests" / "fuel" / "blns.json").read_text("utf-8"))
FIT = [text for text in NAUGHTY if text.strip() and not INVISIBLE.search(text)]
"""Those that a rule file may hold."""

PARTS = 24
AT = "2020-01-02T22:00"


def rules(texts: Sequence[str]) -> str:
    """Return a rule file whose clauses and conditions are told in these texts, for two days."""
    said = [json.dumps(text, ensure_ascii=False) for text in texts]
    clauses = [f"  X-{n}: {{says: {t}, source: {t}, provenance: text}}" for n, t in enumerate(said)]
    conditions = [
        f"  x{n}: {{clause: X-{n}, title: {t}, assumption: {t}, limit: {{of: attack, at_most: 0}}}}"
        for n, t in enumerate(said)
    ]
    head, _, _ = GOOD.partition("readings:")
    until = "from: 2020-01-01T19:00\n  until: 2020-01-03T19:00"
    head = head.replace("from: 2020-01-01T19:00", until)
    head = head.replace("title: Truce of Northland and Southland", f"title: {said[0]}")
    head = head.replace("clauses:", "\n".join(["clauses:", *clauses]))
    return head.replace("conditions:", "\n".join(["conditions:", *conditions]))


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """An open service over an empty store, that the pages find."""
    settings = read_settings({"MONITOR_STORE": str(tmp_path / "store")})
    with Service.open(settings, lambda: NOW) as opened_:
        serve(opened_, "tester")
        yield opened_
        stop_serving()


def inert(page: AppTest, texts: Sequence[str]) -> bool:
    """Whether a page shows these texts, and every piece of markup on it is ours."""
    shown = told(page)
    return not page.exception and ours(page) and all(text in shown for text in texts)


@pytest.mark.parametrize(
    "part",
    [0, *(pytest.param(part, marks=pytest.mark.campaign) for part in range(1, PARTS))],
)
def test_texts_of_a_rule_file_are_text_on_the_pages(service: Service, part: int) -> None:
    """Title, clause, source, title of a condition and assumption: *Today*, *Why* and *Desk*."""
    texts = FIT[part::PARTS]
    service.rules.activate(load_text(rules(texts), "northland.yaml"), actor="tester")

    assert inert(opened("today", at=AT), texts)
    assert inert(opened("desk", part="rules"), texts)
    for number, text in enumerate(texts):
        assert inert(opened("why", at=AT, condition=f"x{number}"), [text])
