"""Mail: the same bytes each time, no header or recipient but ours, and every answer understood."""

import email
import json
import ssl
from collections.abc import Iterator
from datetime import timedelta
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alerts.notice import Notice, Status
from monitor.clock import system_clock
from monitor.delivery.channels import Email, Mailbox, Security, Smtp
from monitor.delivery.deliver import deliver
from monitor.delivery.line import Patience
from monitor.delivery.mail import LONGEST_SUBJECT, mail, subject
from monitor.delivery.outcome import Failed, Outcome, Sent
from monitor.settings import PROJECT, Secret
from tests.notices import NOTICE, THEN, notice
from tests.receivers import HERE, Papers, Post, post

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

PASSWORD = "canary-password-8c1f"  # noqa: S105 - made up, and looked for in what is shown
SENDER = Mailbox("Agreement Monitor", "monitor@example.org")
NAUGHTY = json.loads((PROJECT / "tests" / "fuel" / "blns.json").read_text("utf-8"))
BREAKS = ["\r\n", "\n", "\r", "\r\n\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\0", "\x1b"]
INJECTIONS = [
    f"x{one}{what}"
    for one in BREAKS
    for what in ("Bcc: thief@example.net", "To: thief@example.net", ".\r\nMAIL FROM:<a@b.c>", " x")
]
HEADERS = [
    *("From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References"),
    *("Auto-Submitted", "X-Agreement-Monitor-Type", "X-Agreement-Monitor-Status"),
    *("X-Agreement-Monitor-Handling", "MIME-Version", "Content-Type"),
]


@pytest.fixture(scope="module")
def papers() -> Papers:
    """An authority that only these tests trust."""
    return Papers()


def channel(port: int = 25, security: Security = Security.NONE, **signing_in: str) -> Email:
    """Mail to an officer by a server on this machine."""
    password = Secret(signing_in["password"]) if signing_in else None
    smtp = Smtp(HERE, port, security, SENDER, signing_in.get("user"), password)
    return Email("officer_mail", "officer@example.org", smtp)


def send(
    one: Notice, by: Email, trust: ssl.SSLContext | None = None, seconds: float = 3.0
) -> Outcome:
    """Send a notice."""
    return deliver(one, by, trust=trust, patience=Patience(seconds, 2 * seconds))


def read(data: bytes | str | None) -> EmailMessage:
    """A mail as a reader of mail understands it."""
    assert isinstance(data, bytes)
    found = email.message_from_bytes(data, policy=SMTP)
    assert isinstance(found, EmailMessage)
    assert found.defects == []
    return found


@pytest.fixture(scope="module")
def server() -> Iterator[Post]:
    """A mail server that takes all."""
    with post() as found:
        yield found


def test_what_arrives_says_what_the_notice_says(server: Post) -> None:
    """Text and HTML in any script, who it is from, and what it follows."""
    server.got.clear()
    outcome = send(NOTICE, channel(server.port))

    assert isinstance(outcome, Sent)
    assert outcome.answer == "250 2.0.0 queued as 7F3A"
    (envelope,) = server.got
    assert (envelope.mail_from, envelope.rcpt_tos) == (
        "monitor@example.org",
        ["officer@example.org"],
    )
    found = read(envelope.content)
    plain, html = found.get_body(("plain",)), found.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == NOTICE.text
    assert html.get_content().replace("\r\n", "\n").strip() == NOTICE.html
    assert found["From"] == "Agreement Monitor <monitor@example.org>"
    assert found["Subject"] == NOTICE.subject
    assert found["Message-ID"] == "<0123456789abcdef@example.org>"
    assert found["In-Reply-To"] == "<bbbbbbbbbbbbbbbb@example.org>"
    assert found["References"].split() == [
        "<thread-syria-2016-09.calm_day@example.org>",
        "<aaaaaaaaaaaaaaaa@example.org>",
        "<bbbbbbbbbbbbbbbb@example.org>",
    ]
    assert found["Date"].datetime == THEN
    assert found["X-Agreement-Monitor-Type"] == "update"
    assert found["X-Agreement-Monitor-Status"] == "actual"
    assert found["Auto-Submitted"] == "auto-generated"


def test_the_first_of_a_thread_and_a_drill_say_so() -> None:
    """Later ones hang below the same name of the thread."""
    one = notice(references=(), status=Status.DRILL, payload={"type": "new"})
    found = read(mail(one, channel()))

    assert found["In-Reply-To"] == found["References"]
    assert found["In-Reply-To"] == "<thread-syria-2016-09.calm_day@example.org>"
    assert found["X-Agreement-Monitor-Status"] == "drill"
    assert found["X-Agreement-Monitor-Type"] == "new"
    assert (
        read(mail(notice(payload={"type": "Bcc: x"}), channel()))["X-Agreement-Monitor-Type"]
        == "new"
    )


def test_a_retry_is_the_same_mail_byte_for_byte() -> None:
    """So that it can be known by its Message-ID; ASCII lines that no server has to change."""
    first, second = mail(NOTICE, channel()), mail(NOTICE, channel())

    assert first == second
    assert first.isascii()
    assert max(map(len, first.split(b"\r\n"))) <= 300
    assert first.count(b"\n") == first.count(b"\r\n")


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_line_end_makes_a_header_or_a_recipient(server: Post, text: str) -> None:
    """In whatever field of the notice it stands."""
    server.got.clear()
    one = notice(id=text, subject=text, thread=text, references=(text, text), text=text, html=text)
    outcome = send(one, channel(server.port))

    assert isinstance(outcome, Sent)
    (envelope,) = server.got
    assert envelope.rcpt_tos == ["officer@example.org"]
    found = read(envelope.content)
    assert found.keys() == HEADERS
    assert "thief" not in f"{found['To']}{found['From']}"


def test_no_naughty_string_makes_a_header_or_a_recipient() -> None:
    """Every one of the list, in every text of the notice; what is written can be read."""
    for text in NAUGHTY:
        one = notice(id=text, subject=text, thread=text, references=(text,), text=text, html=text)
        found = read(mail(one, channel()))

        assert found.keys() == [*HEADERS[:-1], *HEADERS[-1:]] if text else found.keys()
        assert [one.addr_spec for one in found["To"].addresses] == ["officer@example.org"]
        assert [one.addr_spec for one in found["From"].addresses] == ["monitor@example.org"]
        plain = found.get_body(("plain",))
        assert plain is not None
        wanted = text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
        assert "".join(plain.get_content().split()) == "".join(wanted.split())


@given(st.text(st.characters(exclude_categories=())))
@settings(max_examples=300)
def test_any_subject_is_one_line_that_comes_back(text: str) -> None:
    """As it is shown; at most so many characters."""
    shown = subject(text)
    found = read(mail(notice(subject=text, html=""), channel()))

    assert shown.isprintable()
    assert len(shown) <= LONGEST_SUBJECT
    assert " ".join(str(make_header(decode_header(str(found["Subject"])))).split()) == shown
    assert found.keys().count("Subject") == 1
    assert found["To"] == "officer@example.org"


def test_a_long_subject_is_cut_and_the_text_has_it_all() -> None:
    """Two hundred characters."""
    assert subject("й" * 201) == "й" * 199 + "…"
    assert subject("й" * 200) == "й" * 200


def test_ids_stay_whole_with_a_long_domain() -> None:
    """A reader that finds an id broken over lines does not know the thread again."""
    domain = ".".join(["a" * 60] * 3) + ".example"
    smtp = Smtp(HERE, 25, Security.NONE, Mailbox("", f"m@{domain}"))
    data = mail(NOTICE, Email("c", "o@example.org", smtp))

    assert f"Message-ID: <{NOTICE.id}@{domain}>\r\n".encode() in data
    assert f"<{NOTICE.references[0]}@{domain}>".encode() in data


@pytest.mark.parametrize(
    ("post_of", "again"),
    [
        (Post(rcpt="450 4.2.1 mailbox busy"), True),
        (Post(rcpt="452 4.5.3 too many"), True),
        (Post(rcpt="550 5.1.1 no such user"), False),
        (Post(rcpt="553 5.1.3 never"), False),
        (Post(data="451 4.3.0 try later"), True),
        (Post(data="554 5.7.1 looks like spam"), False),
    ],
)
def test_4xx_is_for_now_and_5xx_for_good(post_of: Post, again: bool) -> None:  # noqa: FBT001
    """To the recipient or to the mail; the answer is told in a line."""
    with post(post_of) as found:
        outcome = send(NOTICE, channel(found.port))

    assert isinstance(outcome, Failed)
    assert outcome.again is again
    said = post_of.rcpt if not post_of.rcpt.startswith("250") else post_of.data
    assert said in outcome.why
    assert found.got == []


def test_a_lost_answer_is_tried_again_and_is_the_same_mail() -> None:
    """It may have arrived: the second has the same Message-ID and bytes."""
    found = Post(data="lose")
    with post(found):
        lost = send(NOTICE, channel(found.port))
        found.data = "250 OK"
        sent = send(NOTICE, channel(found.port))

    assert isinstance(lost, Failed)
    assert lost.again
    assert isinstance(sent, Sent)
    first, second = found.got
    assert first.content == second.content


def test_a_mail_that_was_taken_is_sent_whatever_becomes_of_the_farewell() -> None:
    """A server that just goes has taken it all the same: it must not come twice for that."""
    with post(Post(stays=False)) as found:
        assert isinstance(send(NOTICE, channel(found.port)), Sent)


def test_a_server_that_hangs_takes_seconds() -> None:
    """No answer to the mail within its time."""
    begun = system_clock()
    with post(Post(data="hang")) as found:
        outcome = send(NOTICE, channel(found.port), seconds=0.5)
        took = system_clock() - begun

    assert isinstance(outcome, Failed)
    assert outcome.again
    assert "no answer in time" in outcome.why
    assert took < timedelta(seconds=5)


def test_nobody_there_and_nowhere_are_tried_again() -> None:
    """With what the system says of it."""
    with post() as found:
        pass
    nobody = send(NOTICE, channel(found.port))
    nowhere = Email("c", "o@example.org", Smtp("nowhere.invalid", 25, Security.NONE, SENDER))

    assert isinstance(nobody, Failed)
    assert (nobody.again, "refused" in nobody.why) == (True, True)
    outcome = send(NOTICE, nowhere)
    assert isinstance(outcome, Failed)
    assert (outcome.again, "leads nowhere" in outcome.why) == (True, True)


@pytest.mark.parametrize("at_once", [False, True])
def test_sealed_mail_with_a_password(papers: Papers, at_once: bool) -> None:  # noqa: FBT001
    """By STARTTLS, and by TLS from the first byte; a wrong password is told and not shown."""
    security = Security.TLS if at_once else Security.STARTTLS
    one = Post(accepts=("desk", PASSWORD))
    with post(one, sealed=papers.server(), at_once=at_once) as found:
        right = channel(found.port, security, user="desk", password=PASSWORD)
        wrong = channel(found.port, security, user="desk", password=f"{PASSWORD}x")
        assert isinstance(send(NOTICE, right, papers.trust()), Sent)
        refused = send(NOTICE, wrong, papers.trust())

    assert ("desk", PASSWORD) in one.signed_in
    assert isinstance(refused, Failed)
    assert refused.again, "an administrator may put it right"
    assert "does not accept the user and password (535)" in refused.why
    assert PASSWORD not in f"{refused} {right!r} {wrong!r} {right}"


@pytest.mark.parametrize("at_once", [False, True])
def test_a_certificate_that_does_not_hold_gets_nothing(papers: Papers, at_once: bool) -> None:  # noqa: FBT001
    """Of another authority, or of another name: no password and no mail is sent."""
    security = Security.TLS if at_once else Security.STARTTLS
    one = Post(accepts=("desk", PASSWORD))
    for shown, trusted in ((papers.server("other.test"), papers), (papers.server(), Papers())):
        with post(one, sealed=shown, at_once=at_once) as found:
            by = channel(found.port, security, user="desk", password=PASSWORD)
            outcome = send(NOTICE, by, trusted.trust())

        assert isinstance(outcome, Failed)
        assert "certificate does not hold" in outcome.why
    assert (one.got, one.signed_in) == ([], [])


def test_starttls_is_not_done_without(papers: Papers) -> None:
    """A server, or somebody before it, that offers none gets neither password nor mail."""
    one = Post(accepts=("desk", PASSWORD))
    with post(one) as found:
        by = channel(found.port, Security.STARTTLS, user="desk", password=PASSWORD)
        outcome = send(NOTICE, by, papers.trust())

    assert isinstance(outcome, Failed)
    assert "offers no STARTTLS" in outcome.why
    assert (one.got, one.signed_in) == ([], [])


def test_a_server_that_repeats_the_password_does_not_spread_it(papers: Papers) -> None:
    """What it answers is kept with each attempt."""
    one = Post(accepts=("desk", PASSWORD), rcpt=f"550 5.7.1 you said {PASSWORD}, {'x' * 500}")
    with post(one, sealed=papers.server()) as found:
        by = channel(found.port, Security.STARTTLS, user="desk", password=PASSWORD)
        outcome = send(NOTICE, by, papers.trust())

    assert isinstance(outcome, Failed)
    assert PASSWORD not in outcome.why
    assert len(outcome.why) < 250


def test_a_server_without_signing_in_says_so(papers: Papers) -> None:
    """Where a user is named, mail does not go out without."""
    with post(Post(signs_in=False), sealed=papers.server()) as found:
        by = channel(found.port, Security.STARTTLS, user="desk", password=PASSWORD)
        outcome = send(NOTICE, by, papers.trust())

    assert isinstance(outcome, Failed)
    assert "no way of signing in" in outcome.why
    assert found.got == []
