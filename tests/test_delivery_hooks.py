"""Web hooks: signed, pinned to an address that was looked at, and every answer understood."""

import base64
import json
import socket
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook as Independent
from standardwebhooks import WebhookVerificationError

from monitor.alerts.notice import as_plain, from_plain
from monitor.clock import system_clock
from monitor.delivery.channels import Webhook
from monitor.delivery.deliver import deliver
from monitor.delivery.line import Patience, resolved
from monitor.delivery.outcome import Failed, Outcome, Sent
from monitor.delivery.reachable import Network, address_of, allowed, public
from monitor.delivery.signing import key_of, signed
from monitor.delivery.url import Url, read_url
from monitor.delivery.webhook import Answer, judged
from monitor.settings import PROJECT, Secret
from tests.notices import NOTICE, THEN, notice
from tests.receivers import HERE, Hook, Papers, hook

SECRET = "whsec_" + base64.b64encode(b"canary-key-of-the-web-hook-12345").decode()
LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"),)
SHORT = Patience(step=1.0, whole=2.0)


@pytest.fixture(scope="module")
def papers() -> Papers:
    """An authority that only these tests trust."""
    return Papers()


def url(text: str) -> Url:
    """An address of a web hook."""
    found = read_url(text)
    assert found is not None
    return found


def send(
    papers: Papers,
    port: int,
    *,
    scheme: str = "https",
    host: str = "hooks.test",
    leads_to: Sequence[str] = (HERE,),
    listed: tuple[Network, ...] = LOOPBACK,
    patience: Patience = SHORT,
) -> Outcome:
    """Send the notice to a receiver on this machine."""
    channel = Webhook(
        "cell", url(f"{scheme}://{host}:{port}/in?key=PATH-CANARY"), Secret(SECRET), listed
    )
    return deliver(
        NOTICE,
        channel,
        resolve=lambda _host, _port: leads_to,
        trust=papers.trust(),
        patience=patience,
    )


@pytest.fixture
def receiver(papers: Papers) -> Iterator[Hook]:
    """A receiver that takes what it gets."""
    with hook(200, sealed=papers.server()) as found:
        yield found


def test_what_arrives_is_the_frozen_body_with_a_signature_that_others_verify(
    papers: Papers, receiver: Hook
) -> None:
    """An independent library accepts it, and refuses the body with a byte changed."""
    outcome = send(papers, receiver.port)

    assert isinstance(outcome, Sent)
    assert outcome.answer == "status 200"
    (got,) = receiver.got
    verifier = Independent(SECRET)
    assert verifier.verify(got.body, dict(got.by_name)) == NOTICE.payload
    with pytest.raises(WebhookVerificationError):
        verifier.verify(got.body.replace(b"3", b"4"), dict(got.by_name))
    assert got.by_name["webhook-id"] == NOTICE.id
    assert got.by_name["host"] == f"hooks.test:{receiver.port}"
    assert got.by_name["content-type"] == "application/json"
    assert got.path == "/in?key=PATH-CANARY"


def test_a_retry_sends_the_same_bytes_under_the_same_id(papers: Papers) -> None:
    """Also after the notice went through the journal: a receiver can know it by its id."""
    again = from_plain(json.loads(json.dumps(as_plain(NOTICE), sort_keys=True)))

    assert again == NOTICE
    assert again.body == NOTICE.body
    with hook(500, 200, sealed=papers.server()) as found:
        assert isinstance(send(papers, found.port), Failed)
        assert isinstance(send(papers, found.port), Sent)
    first, second = found.got
    assert (first.body, first.by_name["webhook-id"]) == (second.body, second.by_name["webhook-id"])


@given(body=st.binary(), at=st.integers(0, 4_000_000_000), key=st.binary(min_size=24, max_size=64))
def test_signatures_are_those_of_the_independent_library(body: bytes, at: int, key: bytes) -> None:
    """For any body of text, instant and key."""
    secret = f"whsec_{base64.b64encode(key).decode()}"
    text = body.decode("utf-8", "replace")
    then = datetime.fromtimestamp(at, UTC)

    assert key_of(secret) == key
    mine = signed(key, "msg_1", then, text.encode())
    assert mine["webhook-signature"] == Independent(secret).sign("msg_1", then, text)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_!", "whsec_YQ==", "MfKQ9r8GKYqrTwjUPD8IL"])
def test_what_is_no_secret_makes_no_key(secret: str) -> None:
    """A short or misspelt secret is refused before anything is signed by it."""
    assert key_of(secret) is None


@pytest.mark.parametrize(
    ("status", "again", "gone"),
    [
        *((status, False, False) for status in (300, 301, 302, 303, 304, 307, 308)),
        *((status, False, False) for status in (400, 401, 403, 404, 405, 409, 413, 418, 422, 451)),
        (410, False, True),
        *((status, True, False) for status in (408, 425, 429)),
        *((status, True, False) for status in (500, 501, 502, 503, 504, 599)),
    ],
)
def test_each_answer_but_2xx_is_a_failure(status: int, again: bool, gone: bool) -> None:  # noqa: FBT001
    """Only what is about the moment is tried again; 410 closes the channel, and says so."""
    outcome = judged(Answer(status, None), "hooks.test", THEN)

    assert isinstance(outcome, Failed)
    assert (outcome.again, outcome.gone, outcome.not_before) == (again, gone, None)
    assert f"{status}" in outcome.why


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_2xx_is_sent(status: int) -> None:
    """Whatever kind of yes it is."""
    assert judged(Answer(status, None), "h", THEN) == Sent(THEN, f"status {status}")


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        ("0", timedelta(0)),
        ("120", timedelta(minutes=2)),
        ("999999999999999999999", timedelta(hours=24)),
        ("Sat, 17 Sep 2016 19:30:00 GMT", timedelta(minutes=30)),
        ("Sat, 17 Sep 2016 18:30:00 GMT", timedelta(0)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(hours=24)),
        ("Sat, 17 Sep 2016 19:30:00", timedelta(minutes=30)),
        *((told, None) for told in ("", "soon", "-5", "1.5", "²", "Sat, 99 Sep 2016 19:30:00 GMT")),
    ],
)
def test_being_put_off_is_respected_within_a_day(told: str, wait: timedelta | None) -> None:
    """In seconds or as a date; what is neither is left to our own schedule."""
    outcome = judged(Answer(503, told), "h", THEN)

    assert isinstance(outcome, Failed)
    assert outcome.not_before == (None if wait is None else THEN + wait)


def test_being_put_off_arrives_over_the_wire(papers: Papers) -> None:
    """429 with Retry-After."""
    before = system_clock()
    with hook((429, {"Retry-After": "90"}), sealed=papers.server()) as found:
        outcome = send(papers, found.port)

    assert isinstance(outcome, Failed)
    assert outcome.not_before is not None
    assert timedelta(seconds=90) <= outcome.not_before - before < timedelta(seconds=100)


def test_a_redirect_is_not_followed(papers: Papers) -> None:
    """It is told, with what to do; the other place hears nothing."""
    with hook(200) as other:
        elsewhere = {"Location": f"http://{HERE}:{other.port}/stolen"}
        with hook((307, elsewhere), sealed=papers.server()) as found:
            outcome = send(papers, found.port)

    assert isinstance(outcome, Failed)
    assert not outcome.again
    assert "sends elsewhere (status 307)" in outcome.why
    assert other.connections == 0


@pytest.mark.parametrize("does", ["hang", "lose", "noise", "drip"])
def test_what_becomes_of_it_unknown_is_tried_again(papers: Papers, does: str) -> None:
    """A receiver that hangs, cuts off, loses its reply or answers for ever takes seconds."""
    begun = system_clock()
    with hook(does, sealed=papers.server()) as found:
        outcome = send(papers, found.port)
        took = system_clock() - begun

    assert isinstance(outcome, Failed)
    assert outcome.again
    assert took < timedelta(seconds=5)
    assert ("no answer in time" in outcome.why) == (does in {"hang", "drip"})
    assert len(found.got) == 1


@pytest.mark.parametrize("does", ["endless", "slow"])
def test_what_stands_behind_the_status_changes_nothing(papers: Papers, does: str) -> None:
    """It decides; a body without end is not read, and headers without end are cut off."""
    with hook(does, sealed=papers.server()) as found:
        outcome = send(papers, found.port)

    assert isinstance(outcome, Sent)


def test_nobody_there_is_tried_again(papers: Papers) -> None:
    """A refused connection says so."""
    with socket.socket() as free:
        free.bind((HERE, 0))
        outcome = send(papers, free.getsockname()[1])

    assert isinstance(outcome, Failed)
    assert outcome.again
    assert "refused" in outcome.why


def test_the_certificate_must_be_of_the_name_and_not_of_the_address(papers: Papers) -> None:
    """A pinned address does not loosen the check of the name."""
    with hook(200, sealed=papers.server(HERE, "other.test")) as found:
        outcome = send(papers, found.port)
    assert isinstance(outcome, Failed)
    assert "certificate" in outcome.why
    assert found.got == []

    with hook(200, sealed=papers.server()) as found:
        outcome = send(Papers(), found.port)
    assert isinstance(outcome, Failed)
    assert "certificate" in outcome.why
    assert found.got == []


def test_no_proxy_of_the_environment_is_asked(
    papers: Papers, receiver: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sets a variable does not read what we send."""
    with hook(200) as proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"):
            monkeypatch.setenv(name, f"http://{HERE}:{proxy.port}")
        assert isinstance(send(papers, receiver.port), Sent)

    assert proxy.connections == 0


FORBIDDEN = [
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255"),  # noqa: S104
    *("100.64.0.1", "100.127.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255"),
    *("192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255"),
    *("198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1"),
    *("255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
    *("::ffff:169.254.169.254", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1"),
    *("64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1"),
    *("fc00::1", "fd12:3456:789a::1", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1", "not.an.ip"),
    *("4000::1", "::ffff:0.0.0.0", "fd00:ec2::254", "2001:0:7f00:1::"),
]
OPEN = ["1.1.1.1", "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1"]
OPEN += ["192.167.0.1", "2606:4700::1111", "2a00:1450::1", "64:ff9b::1.1.1.1", "::ffff:8.8.8.8"]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_no_connection_is_opened_to_what_is_not_public(
    papers: Papers, receiver: Hook, address: str
) -> None:
    """Whatever a name leads to: one such address among public ones is enough."""
    for found in ([address], ["1.1.1.1", address], [address, "1.1.1.1"]):
        outcome = send(papers, receiver.port, leads_to=found, listed=())

        assert isinstance(outcome, Failed)
        assert "not public and not listed" in outcome.why
        assert address not in outcome.why, "what lies in our network is nobody's business"
    assert receiver.connections == 0


@pytest.mark.parametrize("address", OPEN)
def test_public_addresses_are_open(address: str) -> None:
    """Their neighbours among the special ones are not taken for them."""
    found = address_of(address)

    assert found is not None
    assert public(found)
    assert not allowed(found, ())


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001"),
        *("0177.0.0.1", "0", "localhost", "LOCALHOST", "[::1]", "[::ffff:127.0.0.1]"),
        *("[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:1]", "[::127.0.0.1]"),
    ],
)
def test_no_spelling_of_this_machine_leads_to_it(papers: Papers, receiver: Hook, host: str) -> None:
    """Looked up by the resolver of the machine, as it will be."""
    channel = Webhook("cell", url(f"https://{host}:{receiver.port}/"), Secret(SECRET))

    outcome = deliver(NOTICE, channel, trust=papers.trust(), patience=SHORT)

    assert isinstance(outcome, Failed)
    assert receiver.connections == 0


def test_a_name_that_changes_its_mind_gains_nothing(papers: Papers, receiver: Hook) -> None:
    """It is looked up once: what was looked at is what is connected to."""
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.2"] if len(asked) == 1 else [HERE]

    listed = (ip_network("127.0.0.2/32"),)
    channel = Webhook("cell", url(f"https://hooks.test:{receiver.port}/"), Secret(SECRET), listed)
    outcome = deliver(NOTICE, channel, resolve=rebinding, trust=papers.trust(), patience=SHORT)

    assert asked == ["hooks.test"]
    assert isinstance(outcome, Failed)
    assert receiver.connections == 0, "it listens on the second address only"
    outcome = deliver(NOTICE, channel, resolve=rebinding, trust=papers.trust(), patience=SHORT)
    assert isinstance(outcome, Failed)
    assert "not public and not listed" in outcome.why


def test_http_goes_to_listed_addresses_only(papers: Papers) -> None:
    """A public address is no reason to send unsealed."""
    with hook(200) as found:
        assert isinstance(send(papers, found.port, scheme="http"), Sent)
        outcome = send(papers, found.port, scheme="http", leads_to=["1.1.1.1"])
        assert isinstance(outcome, Failed)
        assert "http goes only to addresses listed" in outcome.why
        assert isinstance(send(papers, found.port, scheme="http", listed=()), Failed)
    assert found.connections == 1


def test_what_is_of_many_or_of_none_cannot_be_listed() -> None:
    """0.0.0.0 is this machine to many systems."""
    every = (ip_network("0.0.0.0/1"), ip_network("224.0.0.0/4"), ip_network("::/1"))

    assert not any(allowed(address_of(one), every) for one in ("0.0.0.0", "224.0.0.1", "::"))  # type: ignore[arg-type] # noqa: S104


def test_an_unlisted_neighbour_stays_closed(papers: Papers, receiver: Hook) -> None:
    """One listed address opens itself alone."""
    outcome = send(papers, receiver.port, listed=(ip_network("127.0.0.2/32"),))

    assert isinstance(outcome, Failed)
    assert receiver.connections == 0


@pytest.mark.parametrize(
    "text",
    [
        *("", "https://", "ftp://h.example/", "//h.example/", "https:/h.example", "h.example/x"),
        *("https://user@h.example/", "https://user:pw@h.example/", "https://h.example#f"),
        *("https://h.example\\@127.0.0.1/", "https://h.example /", "https://h.example/a b"),
        *("https://h.example/\r\nX: y", "https://h.example/\u00e9", "https://h\u00e9.example/"),
        *("https://h.example:0/", "https://h.example:65536/", "https://h.example:x/"),
        *("https://-h.example/", "https://h_x.example/", "https://h..example/", "https://[::1/"),
        *("https://[zz]/", "https://[::1%25lo]/", "https://127\u30020\u30020\u30021/"),
        *("https://\u2460\u2461\u2466.example/", "https://h.example/\t", "https://h.example/<>"),
    ],
)
def test_addresses_that_could_be_read_in_two_ways_are_none(text: str) -> None:
    """No user, no other script, no blank, no backslash."""
    assert read_url(text) is None


def test_an_address_shows_no_path() -> None:
    """What stands behind the host often lets one in."""
    found = url("HTTPS://Hooks.Example.org:8443/T0/CANARY?k=CANARY")

    assert (found.scheme, found.host, found.port) == ("https", "hooks.example.org", 8443)
    assert (found.authority, found.target) == ("hooks.example.org:8443", "/T0/CANARY?k=CANARY")
    assert "CANARY" not in f"{found} {found!r} {Webhook('w', found, Secret(SECRET))!r}"
    assert SECRET not in f"{Webhook('w', found, Secret(SECRET))!r} {Secret(SECRET)} "


def test_the_naughty_strings_travel_as_they_are(papers: Papers, receiver: Hook) -> None:
    """Whatever a text holds, the body is JSON and says the same."""
    naughty = json.loads((PROJECT / "tests" / "fuel" / "blns.json").read_text("utf-8"))
    one = notice(payload={"texts": naughty, "type": "new"})
    channel = Webhook("w", url(f"https://hooks.test:{receiver.port}/"), Secret(SECRET), LOOPBACK)
    outcome = deliver(one, channel, resolve=lambda *_: [HERE], trust=papers.trust(), patience=SHORT)

    assert isinstance(outcome, Sent)
    assert json.loads(receiver.got[0].body)["texts"] == naughty


def test_the_resolver_of_the_machine_is_asked_in_bounds() -> None:
    """It gives each address once, and an error where there is none."""
    assert HERE in resolved("localhost", 80)
    with pytest.raises(OSError, match=r".+"):
        resolved("nowhere.invalid", 80)
