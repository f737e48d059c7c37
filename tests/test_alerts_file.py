"""The file of alerts: all that is wrong at once, with its place; secrets only by their names."""

import base64
import re
from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.agreements.load import load_file
from monitor.alerts.desk import Weekly
from monitor.delivery.channels import Email, Security, Service, Webhook
from monitor.delivery.describe import key_tables
from monitor.delivery.load import AlertsFileError, Distribution, load, load_text
from monitor.delivery.overview import as_answer, idle_channels, idle_people, overview
from monitor.settings import PROJECT, Secret

CANARIES: Mapping[str, str] = {
    "MONITOR_SMTP_PASSWORD": "canary-password-77e0",
    "MONITOR_HOOK_SECRET": "whsec_"
    + base64.b64encode(b"canary-key-of-the-web-hook-12345").decode(),
    "MONITOR_CHAT_URL": "json://localhost/canary-path-77e0",
}
GOOD = """\
public_address: https://monitor.example.org
smtp:
  host: mail.example.org
  user: desk
  password_from: MONITOR_SMTP_PASSWORD
  sender: Agreement Monitor <monitor@example.org>
private_addresses_allowed: [10.1.2.3/32, "fd00::/64"]
channels:
  officer_mail: {email: officer@example.org}
  cell_hook: {webhook: "https://hooks.example.org/canary-path-7", secret_from: MONITOR_HOOK_SECRET}
people:
  officer: {name: A. Officer, channels: [officer_mail]}
  head: {name: H. Head, channels: [officer_mail, cell_hook]}
desks:
  policy_desk:
    people: [officer, head]
    time_zone: Asia/Damascus
    escalate_after: 4 hours
    review: yes
    quiet_hours: {from: "22:00", until: "06:00"}
    digest: {daily: "07:00", weekly: monday 07:30}
"""
CHAT = "  chat: {apprise_from: MONITOR_CHAT_URL}\n"
FILE = Path("alerts.yaml")


def look(name: str) -> Secret | None:
    """The secrets of these tests."""
    return Secret(CANARIES[name]) if name in CANARIES else None


def read(text: str) -> Distribution:
    """What a file says."""
    return load_text(text, FILE, look)


def wrong(text: str) -> list[str]:
    """What is wrong with a file, as `line:column: path: message (hint)`; never a secret."""
    with pytest.raises(AlertsFileError) as refused:
        read(text)
    assert "canary" not in str(refused.value)
    return [
        f"{one.line}:{one.column}: {one.path}: {one.message} ({one.hint})"
        for one in refused.value.problems
    ]


def swapped(old: str, new: str) -> str:
    """The good file with a part of it written otherwise."""
    assert GOOD.count(old) >= 1
    return GOOD.replace(old, new, 1)


def test_a_good_file_says_who_is_told_and_how() -> None:
    """Every value as what it means, the secrets taken from where they are named."""
    found = read(GOOD)

    desk = found.desks["policy_desk"]
    assert (desk.people, desk.time_zone, desk.language.value) == (
        ("officer", "head"),
        "Asia/Damascus",
        "en",
    )
    assert (desk.escalate_after, desk.review) == (timedelta(hours=4), True)
    assert desk.quiet_hours is not None
    assert (desk.quiet_hours.since, desk.quiet_hours.until) == (time(22), time(6))
    assert desk.digest is not None
    assert (desk.digest.daily, desk.digest.weekly) == (time(7), Weekly(0, time(7, 30)))
    mail, hook = found.channels["officer_mail"], found.channels["cell_hook"]
    assert isinstance(mail, Email)
    assert (mail.address, mail.smtp.port, mail.smtp.security) == (
        "officer@example.org",
        587,
        Security.STARTTLS,
    )
    assert (mail.smtp.sender.name, mail.smtp.sender.address) == (
        "Agreement Monitor",
        "monitor@example.org",
    )
    assert mail.smtp.password == Secret(CANARIES["MONITOR_SMTP_PASSWORD"])
    assert isinstance(hook, Webhook)
    assert (hook.url.host, str(hook.allowed[0])) == ("hooks.example.org", "10.1.2.3/32")
    assert found.public_address == "https://monitor.example.org/"


def test_any_service_of_apprise_is_named_and_not_shown() -> None:
    """Its URL is a secret as a whole."""
    found = read(swapped("people:\n", f"{CHAT}people:\n"))

    chat = found.channels["chat"]
    assert isinstance(chat, Service)
    assert (chat.service, chat.url.value) == ("JSON", CANARIES["MONITOR_CHAT_URL"])


def test_nothing_that_lets_one_in_is_shown(tmp_path: Path) -> None:
    """Neither by what is printed of it nor by any value written out."""
    file = tmp_path / "alerts.yaml"
    file.write_text(swapped("people:\n", f"{CHAT}people:\n"), "utf-8")
    found = load(file, look)

    shown = f"{found} {found!r} {as_answer(found)} {[*overview(found)]}"
    assert "canary" not in shown
    assert "Y2FuYXJ5" not in shown, "the same in base64"
    assert "MONITOR_" not in "".join(overview(found))


def test_what_is_printed_says_who_is_told_by_what() -> None:
    """In a line for each desk and channel; and who and what is named in vain."""
    text = swapped("people:\n", f"{CHAT}people:\n")
    text = text.replace("people: [officer, head]", "people: [head]")

    assert [*overview(read(text))] == [
        (
            "policy_desk: tells H. Head by officer_mail and cell_hook; times of Asia/Damascus; a "
            "person approves each notice; who has not acknowledged within 4 hours is joined by the "
            "next; quiet from 22:00 to 06:00; digest each day at 07:00; digest on monday 07:30"
        ),
        "officer_mail: mail to officer@example.org, by mail.example.org:587 (STARTTLS)",
        "cell_hook: signed web hook to hooks.example.org",
        "chat: JSON, by Apprise",
        "officer: at no desk, and never told",
        "chat: nobody's channel, and never used",
    ]
    assert idle_people(read(text)) == ["officer"]
    assert idle_channels(read(text)) == ["chat"]


def test_without_a_file_nobody_is_told(tmp_path: Path) -> None:
    """That is no fault: it is said."""
    found = load(tmp_path / "alerts.yaml", look)

    assert (found.there, dict(found.desks), dict(found.channels)) == (False, {}, {})
    assert "nobody is told" in "".join(overview(found))


WRONG = [
    ("smtp:\n", "smpt:\n", r"2:1: smpt: unknown key 'smpt' \(did you mean 'smtp'"),
    ("host: mail", "hots: mail", r"3:3: smtp\.hots: unknown key 'hots' .*did you mean 'host'"),
    ("  host: mail.example.org\n", "", r"3:3: smtp: the key 'host' is missing"),
    ("host: mail.example.org", "host: mail example", r"3:9: smtp\.host: 'mail example' cannot"),
    ("  user: desk\n", "", r"smtp: user and password_from belong together"),
    ("user: desk", "user: désk", r"4:9: smtp\.user: 'désk' cannot stand here"),
    ("MONITOR_SMTP_PASSWORD", "pass word", r"5:18: smtp\.password_from: .*the secret itself never"),
    ("MONITOR_SMTP_PASSWORD", "MONITOR_OTHER", r"5:18: .* variable MONITOR_OTHER is not set"),
    ("  user: desk\n", "  user: desk\n  security: none\n", r"5:13: .*for all to read \(use"),
    ("  user: desk\n", "  user: desk\n  security: tsl\n", r"did you mean 'tls'"),
    ("  user: desk\n", "  user: desk\n  port: 65536\n", r"5:9: smtp\.port: 65536 is too large"),
    ("monitor@example.org>", "monitor>", r"6:11: smtp\.sender: 'monitor' is no mail address"),
    (
        "Agreement Monitor <m",
        '"A\\r\\nBcc: x@y.org <monitor@example.org>" #',
        r"6:11: smtp\.sender: .*no",
    ),
    ("10.1.2.3/32", "10.1.2.3/8", r"7:29: private_addresses_allowed\[1\]: '10.1.2.3/8' is no"),
    ("10.1.2.3/32", "0.0.0.0/0", r"'0.0.0.0/0' is every address"),
    ("10.1.2.3/32", "[10.1.2.3/32]", r"a list stands where an address belongs"),
    ("officer@example.org}", "officer}", r"9:25: channels\.officer_mail\.email: 'officer' is no"),
    ("officer@example.org}", '"a@b.org, c@d.org"}', r"is no mail address"),
    ("officer@example.org}", '"a@b.org\\nBcc: c@d.org"}', r"is no mail address"),
    ("{email: officer@example.org}", "{}", r"9:\d+: .*the channel leads nowhere \(give one of"),
    ("org}", "org, apprise_from: MONITOR_CHAT_URL}", r"channel has email and apprise_from"),
    (", secret_from: MONITOR_HOOK_SECRET", "", r"webhook: a web hook without its secret"),
    (
        "org}",
        "org, secret_from: MONITOR_HOOK_SECRET}",
        r"only a web hook has a secret",
    ),
    ("MONITOR_HOOK_SECRET", "MONITOR_SMTP_PASSWORD", r"MONITOR_SMTP_PASSWORD: it is no secret of"),
    ("https://hooks", "ftp://hooks", r"10:24: channels\.cell_hook\.webhook: this is no address of"),
    ("https://hooks.example.org", "https://u:p@hooks.example.org", r"this is no address of a web"),
    ("https://hooks.example.org", "https://127.1", r"127\.0\.0\.1 is not a public address"),
    ("https://hooks.example.org", "https://[::ffff:10.0.0.1]", r"10\.0\.0\.1 is not a public"),
    ("https://hooks.example.org", "http://1.1.1.1", r"http can be read and changed on its way"),
    ("channels: [officer_mail]", "channels: [oficer_mail]", r"12:42: .* no channel 'oficer_mail' "),
    ("channels: [officer_mail]", "channels: []", r"people\.officer\.channels: "),
    ("[officer_mail, cell_hook]", "[cell_hook, cell_hook]", r"13:\d+: .*'cell_hook' stands twice"),
    ("people: [officer, head]", "people: [officer, haed]", r"16:23: .* no person 'haed' .*'head'"),
    (
        "people: [officer, head]",
        "people: officer",
        r"policy_desk\.people: the text 'officer'",
    ),
    ("Asia/Damascus", "Asia/Damascsu", r"17:16: .*did you mean 'Asia/Damascus'"),
    ("4 hours", "4 horus", r"18:21: .*'4 horus' is no length of time"),
    ("4 hours", "0 hours", r"out of reach \(write from 1 minute to 30 days\)"),
    ("review: yes", "review: ja", r"19:13: .*'ja' is neither yes nor no"),
    ('from: "22:00"', 'from: "06:00"', r"quiet hours begin and end at the same time"),
    ('daily: "07:00", weekly: monday 07:30', "", r"digest: a digest without a time"),
    ("monday 07:30", "mondy 07:30", r"'mondy' is no day of the week"),
    ("monday 07:30", "monday 7:30", r"names no time of day"),
    ("  head:", "  officer:", r"13:3: .*given twice"),
    ("desks:", "desks: &a", r"anchor"),
    ("monitor.example.org\n", "monitor.example.org?x\n", r"1:17: public_address: .* no address of"),
]


@pytest.mark.parametrize(
    ("old", "new", "told"), WRONG, ids=[f"{n} {w[1].strip()}" for n, w in enumerate(WRONG)]
)
def test_each_fault_is_told_at_its_place_with_what_to_write(old: str, new: str, told: str) -> None:
    """Line and column of the very word, as for rules."""
    found = wrong(swapped(old, new))

    assert any(re.search(told, one) for one in found), found


def test_everything_wrong_is_told_at_once() -> None:
    """Keys, values, names and secrets together, in the order of the file."""
    text = GOOD.replace("smtp:", "smpt:").replace("[officer, head]", "[officer, haed]")
    text = text.replace("MONITOR_HOOK_SECRET", "MONITOR_NOT_SET").replace("4 hours", "4 horus")

    assert [one.partition(":")[0] for one in wrong(text)] == ["2", "10", "16", "18"]


def test_mail_needs_a_mail_server() -> None:
    """At the channel that asks for it."""
    start, end = GOOD.index("smtp:"), GOOD.index("private")

    (one,) = wrong(GOOD[:start] + GOOD[end:])
    assert one.startswith("4:25: channels.officer_mail.email: mail without a mail server")


def test_http_needs_a_listed_address() -> None:
    """By name it is looked at when something is sent; without a list it could go nowhere."""
    text = GOOD.replace("https://hooks", "http://hooks")

    assert isinstance(read(text).channels["cell_hook"], Webhook)
    (one,) = wrong(text.replace('private_addresses_allowed: [10.1.2.3/32, "fd00::/64"]\n', ""))
    assert "http can be read and changed on its way" in one


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("MONITOR_SMTP_PASSWORD", "canary-pässword", "no mail server can be sent this password"),
        ("MONITOR_SMTP_PASSWORD", "canary\r\nRSET", "no mail server can be sent this password"),
        ("MONITOR_SMTP_PASSWORD", "canary" * 100, "no mail server can be sent this password"),
        ("MONITOR_HOOK_SECRET", "canary-not-base64", "it is no secret of a web hook"),
        ("MONITOR_HOOK_SECRET", "whsec_Y2FuYXJ5", "it is no secret of a web hook"),
        ("MONITOR_CHAT_URL", "canary://nothing", "Apprise knows no one service"),
        ("MONITOR_CHAT_URL", "json://a/canary json://b/canary", "Apprise knows no one service"),
    ],
)
def test_a_secret_that_cannot_be_used_is_told_and_not_shown(
    name: str, value: str, told: str
) -> None:
    """At the start, and not when the first alert is due."""
    text = swapped("people:\n", f"{CHAT}people:\n")
    with pytest.raises(AlertsFileError) as refused:
        load_text(text, FILE, lambda asked: Secret(value) if asked == name else look(asked))

    assert told in str(refused.value)
    assert "canary" not in str(refused.value)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_no_damage_to_a_file_is_more_than_a_message(data: st.DataObject) -> None:
    """With characters taken out, put in or doubled it is read, or refused with places."""
    cut = data.draw(st.integers(0, len(GOOD)))
    long = data.draw(st.integers(0, 12))
    put = data.draw(st.text("{}[]:,\"'\n -#&*!|>x7ß\x00", max_size=4))
    text = GOOD[:cut] + put + GOOD[cut + long :]
    found: AlertsFileError | None = None
    try:
        read(text)
    except AlertsFileError as refused:
        found = refused
    places = [(one.line, one.column) for one in found.problems] if found else [(1, 1)]
    assert places
    assert min(places) >= (1, 1)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A folder, other bytes, too many of them, nothing."""
    for content, told in (
        (None, "cannot be read"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"#" * 70_000, "larger than 64 KB"),
        (b"", "the file is empty"),
        (b"just text", "mapping"),
    ):
        file = tmp_path / f"alerts-{told[:4]}.yaml"
        file.mkdir() if content is None else file.write_bytes(content)
        with pytest.raises(AlertsFileError, match=told):
            load(file, look)


def test_the_document_has_every_key() -> None:
    """Its last chapter is printed from the model: python -m monitor.delivery.describe."""
    document = (PROJECT / "docs" / "alerts.md").read_text("utf-8")

    assert document.endswith(key_tables())


def test_the_example_of_the_document_is_a_file() -> None:
    """Whoever copies it tells every desk of the shipped rules; its addresses are made up."""
    document = (PROJECT / "docs" / "alerts.md").read_text("utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", document, re.DOTALL)

    found = read(blocks[0])
    assert {type(one) for one in found.channels.values()} == {Email, Webhook, Service}
    assert (idle_people(found), idle_channels(found)) == ([], [])
    told = {
        desk
        for file in (PROJECT / "rules").glob("*.yaml")
        if not file.name.endswith(".cases.yaml")
        for entry in load_file(file).agreement.alerts
        for desk in entry.to
    }
    assert told == set(found.desks)
