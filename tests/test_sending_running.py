"""A running service tells people by itself: from a report to the mail and the web hook."""

import threading
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from schedule_samples import attack, rules
from standardwebhooks import Webhook as Independent

from monitor.agreements.load import load_text
from monitor.alerts.outbox import State, counted
from monitor.clock import system_clock
from monitor.incidents.span import Span
from monitor.running import serving
from monitor.settings import read_settings
from tests.receivers import hook, post

SECRET = "whsec_bWFkZS11cC1rZXktb2YtYS13ZWItaG9vay0wMTIzNDU="  # noqa: S105 - made up
ALERTS = """\
public_address: https://monitor.example.org/
smtp: {{host: 127.0.0.1, port: {mail}, security: none, sender: "Monitor <monitor@example.org>"}}
private_addresses_allowed: [127.0.0.0/8]
channels:
  mail: {{email: officer@example.org}}
  door: {{webhook: "http://127.0.0.1:{hook}/alerts", secret_from: MONITOR_DOOR_SECRET}}
people:
  officer: {{name: A. Officer, channels: [mail, door]}}
desks:
  desk: {{people: [officer], time_zone: UTC}}
"""
LONGEST = 60.0


def wait_until(done: Callable[[], bool]) -> None:
    """Wait for what another thread does; at most a minute."""
    over = threading.Event()
    for _ in range(int(LONGEST / 0.05)):
        if done():
            return
        over.wait(0.05)
    raise AssertionError("it did not happen in a minute")


def test_a_report_reaches_the_officer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recorded, judged, told and delivered, each once, without anybody doing anything more."""
    monkeypatch.setenv("MONITOR_DOOR_SECRET", SECRET)
    now = system_clock()
    start = f"{now - timedelta(days=3):%Y-%m-%dT00:00}"
    with post() as mail, hook(200) as door:
        file = tmp_path / "alerts.yaml"
        file.write_text(ALERTS.format(mail=mail.port, hook=door.port))
        told = {"MONITOR_STORE": str(tmp_path / "store"), "MONITOR_ACTOR": "tester"}
        settings = read_settings({**told, "MONITOR_ALERTS": str(file)})
        with serving(settings, system_clock, 0) as running:
            service = running.service
            text = rules("utc", zone="UTC", start=start).text
            service.rules.activate(load_text(text, "utc.yaml"), actor="tester")
            wait_until(lambda: service.record.said("utc") is not None)
            happened = Span(start=now - timedelta(hours=1), end=now - timedelta(hours=1))
            report = attack(0, "one").model_copy(update={"happened": happened})
            service.store.accept.record(report, actor="tester")
            wait_until(lambda: bool(mail.got) and bool(door.got))
            wait_until(lambda: counted(service.alerting.book.outbox) == {State.SENT: 2})
            assert running.sender.health.running
            assert not running.sender.health.failed
    (envelope,), (got,) = mail.got, door.got
    assert isinstance(envelope.content, bytes)
    letter = message_from_bytes(envelope.content, policy=SMTP)
    assert "breach confirmed" in letter["Subject"]
    payload = Independent(SECRET).verify(got.body, dict(got.by_name))
    assert payload["type"] == "new"
    assert payload["status"] == "Actual"
