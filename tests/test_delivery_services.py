"""Other services, by Apprise: its answers understood, its addresses in no log."""

import json
import logging

import pytest

from monitor.delivery.channels import Service
from monitor.delivery.deliver import deliver
from monitor.delivery.line import Patience
from monitor.delivery.outcome import Failed, Outcome, Sent
from monitor.delivery.services import service_of
from monitor.settings import Secret
from tests.notices import NOTICE
from tests.receivers import HERE, hook

CANARY = "canary-path-51aa"


def send(port: int, seconds: float = 5.0) -> Outcome:
    """Send the notice by Apprise's own JSON service, with secrets in its address."""
    url = Secret(f"json://officer:{CANARY}@{HERE}:{port}/{CANARY}?rto={seconds}&cto={seconds}")
    channel = Service("chat", url, service_of(url) or "")
    assert CANARY not in f"{channel!r} {channel}"
    return deliver(NOTICE, channel, patience=Patience(seconds, 2 * seconds))


def test_a_service_gets_subject_and_text() -> None:
    """As text: nothing of it is taken for markup."""
    with hook(200) as found:
        outcome = send(found.port)

    assert isinstance(outcome, Sent)
    assert outcome.answer == "JSON"
    (got,) = found.got
    body = json.loads(got.body)
    assert (body["title"], body["message"].strip()) == (NOTICE.subject, NOTICE.text.strip())


@pytest.mark.parametrize("does", [400, 404, 500, "lose", "hang", "noise"])
def test_whatever_is_not_success_is_a_failure(
    does: object, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Apprise says only that; it is tried again, and no log has its address."""
    caplog.set_level(logging.DEBUG)
    with hook(does) as found:
        outcome = send(found.port, seconds=0.5)

    assert isinstance(outcome, Failed)
    assert outcome.again
    shown = capsys.readouterr()
    assert CANARY not in f"{caplog.text}{shown.out}{shown.err}{outcome}"


def test_no_redirect_is_followed() -> None:
    """What lets us in goes to no other place."""
    with hook(200) as other:
        elsewhere = {"Location": f"http://{HERE}:{other.port}/"}
        with hook((307, elsewhere)) as found:
            outcome = send(found.port)

    assert isinstance(outcome, Failed)
    assert other.connections == 0


@pytest.mark.parametrize("url", ["", "nonsense", "nonsense://x", "json://a.test json://b.test"])
def test_what_is_no_one_service_is_not_sent(url: str) -> None:
    """No match is no success; several in one channel could be reached in part."""
    assert service_of(Secret(url)) is None
    if "json" in url:
        return

    outcome = deliver(NOTICE, Service("chat", Secret(url), "it"))

    assert isinstance(outcome, Failed)
    assert not outcome.again
