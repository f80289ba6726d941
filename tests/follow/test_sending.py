"""Saved searches, sent to real receivers on this machine: nothing is lost, nothing comes again once taken."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import smtplib
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from follow.sites import Asked, Reply, Site
from onrecord.follow.mail import MailServer, mail_server
from onrecord.follow.sending import Senders, Sent, gather, send_waiting, signature
from onrecord.store import (
    Record,
    StatementFilter,
    Way,
    add,
    find_search,
    next_message_due,
    open_record,
    problems,
    save_search,
)
from store.making import BRIDGE, READY, analysis

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two characters").decode()
SENDERS = Senders(secret=SECRET)
LONG_AGO = "2000-01-01T00:00:00.000+00:00"


def put(record: Record, marked: str = READY, **fields: Any) -> None:
    found = analysis(marked, **fields)
    add(record, found.document, found)


def make_due(record: Record) -> None:
    record.execute("UPDATE delivery SET due = ?", (LONG_AGO,))


def sent(record: Record, senders: Senders = SENDERS) -> list[Sent]:
    gather(record, NOW)
    return list(send_waiting(record, senders))


def waiting(record: Record, name: str = "ready") -> list[int]:
    return [delivery.waiting for delivery in find_search(record, name).deliveries]


def posted(here: Site) -> list[Any]:
    return [json.loads(asked.body) for asked in here.asked]


@pytest.fixture
def hook(record: Record, here: Site) -> Site:
    """A webhook that gets statements about being ready, of which there are none yet."""
    here.pages["/hook"] = Reply(status=204)
    save_search(record, "ready", StatementFilter(about="ready"), NOW, [(Way.WEBHOOK, here.url("/hook"))])
    return here


def test_what_is_found_is_posted_once(record: Record, hook: Site) -> None:
    assert sent(record) == []
    put(record, id="en-1", url="https://daily.example/1", title="Readiness")
    put(record, BRIDGE, id="ky-1", language="ky")
    (done,) = sent(record)
    assert (done.findings, done.problem) == (1, None)
    assert sent(record) == []
    (body,) = posted(hook)
    assert (body["type"], body["data"]["search"]) == ("search.found", "ready")
    (finding,) = body["data"]["findings"]
    assert finding["words"] == ["“We are ready,”"]
    assert finding["offsets"] == [[0, 15]]
    assert finding["who"] == {"id": "aida-sarieva", "name": "Aida Sarieva"}
    assert (finding["document"], finding["subject"], finding["title"]) == ("en-1", "s1", "Readiness")
    assert finding["url"] == "https://daily.example/1"
    delivery = find_search(record, "ready").deliveries[0]
    assert (delivery.waiting, delivery.failures, delivery.problem) == (0, 0, None)
    assert delivery.delivered


def test_a_webhook_is_signed_as_the_standard_says(record: Record, hook: Site) -> None:
    put(record, id="en-1")
    sent(record)
    (asked,) = hook.asked
    headers = {name.lower(): value for name, value in asked.headers.items()}
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + asked.body
    expected = hmac.new(b"a secret of thirty-two characters", signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(expected).decode()
    assert abs(int(headers["webhook-timestamp"]) - datetime.now(UTC).timestamp()) < 3600
    assert headers["content-type"] == "application/json"


def test_the_example_of_the_standard() -> None:
    """From https://github.com/standard-webhooks/standard-webhooks, where libraries check themselves by it."""
    given = ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330")
    assert signature(*given, b'{"test": 2432232314}') == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("status", [500, 429, 404, 302])
def test_what_is_not_taken_is_sent_again_under_the_same_id(record: Record, hook: Site, status: int) -> None:
    put(record, id="en-1")
    hook.pages["/hook"] = Reply(status=status, headers={"Location": "/other"})
    (failed,) = sent(record)
    assert str(status) in (failed.problem or "")
    assert sent(record) == [], "it waits"
    due = next_message_due(record)
    assert due
    assert due > datetime.now(UTC)
    put(record, READY.replace("ready", "ready now"), id="en-2")
    make_due(record)
    hook.pages["/hook"] = Reply()
    assert [done.problem for done in sent(record)] == [None, None]
    ids = [asked.headers["webhook-id"] for asked in hook.asked]
    assert ids[0] == ids[1] != ids[2]
    assert posted(hook)[0] == posted(hook)[1]
    assert (waiting(record), hook.paths()) == ([0], {"/hook": 3})


def test_a_receiver_may_ask_to_be_left_alone(record: Record, hook: Site) -> None:
    put(record, id="en-1")
    hook.pages["/hook"] = Reply(status=503, headers={"Retry-After": "36000"})
    sent(record)
    due = next_message_due(record)
    assert due
    assert (due - datetime.now(UTC)).total_seconds() > 30_000


def test_one_that_fails_keeps_nobody_waiting(record: Record, hook: Site, elsewhere: Site) -> None:
    elsewhere.pages["/hook"] = Reply()
    addresses = ["http://127.0.0.1:9/", hook.url("/hook"), "http://nowhere.invalid/", elsewhere.url("/hook")]
    everything = StatementFilter()
    save_search(record, "all", everything, NOW, [(Way.WEBHOOK, address) for address in addresses])
    put(record, id="en-1")
    sent(record)
    assert waiting(record, "all") == [1, 0, 1, 0]
    assert len(hook.asked) == 2
    assert len(elsewhere.asked) == 1


def test_without_a_secret_or_a_mail_server_messages_wait(record: Record, hook: Site) -> None:
    save_search(record, "all", StatementFilter(), NOW, [(Way.MAIL, "desk@newspaper.example")])
    put(record, id="en-1")
    for _ in range(3):
        problems_told = {done.problem or "" for done in sent(record, Senders())}
        assert any("ONRECORD_WEBHOOK_SECRET" in problem for problem in problems_told)
        assert any("ONRECORD_SMTP" in problem for problem in problems_told)
        make_due(record)
    assert (waiting(record), waiting(record, "all"), hook.asked) == ([1], [1], [])
    (wrong, _) = sent(record, Senders(secret="whsec_ä"))
    assert "Base64" in (wrong.problem or "")
    make_due(record)
    sent(record)
    assert (waiting(record), waiting(record, "all"), len(hook.asked)) == ([0], [1], 1)


def test_what_is_found_and_not_yet_sent_outlives_the_process(tmp_path: Path, here: Site) -> None:
    path = tmp_path / "a.record"
    here.pages["/hook"] = Reply()
    with open_record(path, create=True) as record:
        save_search(record, "ready", StatementFilter(), NOW, [(Way.WEBHOOK, here.url("/hook"))])
        put(record, id="en-1")
        gather(record, NOW)
    with open_record(path) as record:
        assert [done.problem for done in send_waiting(record, SENDERS)] == [None]
    with open_record(path) as record:
        assert sent(record) == []
        assert list(problems(record)) == []
    assert len(here.asked) == 1


def test_a_receiver_that_answers_nothing_gets_it_again(record: Record, hook: Site) -> None:
    def break_off(handler: Any) -> None:
        handler.connection.shutdown(socket.SHUT_RDWR)

    put(record, id="en-1")
    hook.raw["/hook"] = break_off
    (failed,) = sent(record)
    assert "cannot be reached" in (failed.problem or "")
    del hook.raw["/hook"]
    make_due(record)
    sent(record)
    first, second = hook.asked
    assert first.headers["webhook-id"] == second.headers["webhook-id"]


def test_many_are_sent_in_several_messages(record: Record, hook: Site) -> None:
    for number in range(60):
        put(record, READY.replace("in Ak-Sai", f"in Ak-Sai {number}"), id=f"en-{number}")
    assert [done.findings for done in sent(record)] == [50, 10]
    keys = [finding["id"] for body in posted(hook) for finding in body["data"]["findings"]]
    assert len(set(keys)) == 60


class Mailbox:
    """What a mail server has taken; ``answer`` is what it says to the next mail."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = "250 OK"
        self.logins: list[bytes] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        if self.answer.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
        return self.answer

    async def handle_QUIT(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        return "451 Not in the mood"

    def login(self, *arguments: Any) -> AuthResult:
        data = arguments[-1]
        self.logins.append(data.password)
        return AuthResult(success=data.password == b"p@ss", handled=False)


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, MailServer]]:
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(
        box, "127.0.0.1", port, authenticator=box.login, auth_require_tls=False, auth_required=True
    )
    controller.start()
    yield box, mail_server(f"smtp://onrecord:p%40ss@127.0.0.1:{port}", "onrecord@newspaper.example")
    controller.stop()


def test_what_is_found_is_mailed_once(record: Record, mailbox: tuple[Mailbox, MailServer]) -> None:
    box, server = mailbox
    save_search(record, "даяр", StatementFilter(), NOW, [(Way.MAIL, "desk@newspaper.example")])
    put(record, id="en-1", url="https://daily.example/1", title="Ready\r\nBcc: a@b.example", outlet="Daily")
    box.answer = "451 Later"
    (failed,) = sent(record, Senders(server))
    assert "Later" in (failed.problem or "")
    put(record, BRIDGE, id="ky-1", language="ky")
    box.answer = "250 OK"
    make_due(record)
    assert [done.problem for done in sent(record, Senders(server))] == [None, None]
    assert sent(record, Senders(server)) == []
    first, second = box.mails
    assert (first["To"], first["From"]) == ("desk@newspaper.example", "onrecord@newspaper.example")
    assert first["Subject"] == "даяр: Aida Sarieva: “We are ready,”"
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Bcc"] is None
    text = first.get_content()
    assert "Ready Bcc: a@b.example" in text
    assert "https://daily.example/1" in text
    assert "«Көпүрө ачылды»" in second.get_content()
    assert box.logins == [b"p@ss"] * 3


def test_a_wrong_password_is_told_and_nothing_lost(
    record: Record, mailbox: tuple[Mailbox, MailServer]
) -> None:
    box, server = mailbox
    save_search(record, "ready", StatementFilter(), NOW, [(Way.MAIL, "desk@newspaper.example")])
    put(record, id="en-1")
    wrong = mail_server(f"smtp://onrecord:no@127.0.0.1:{server.port}", server.sender)
    (failed,) = sent(record, Senders(wrong))
    assert "does not take it" in (failed.problem or "")
    assert (waiting(record), box.mails) == ([1], [])


def test_no_password_goes_over_an_open_line(
    record: Record, mailbox: tuple[Mailbox, MailServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    box, server = mailbox
    real = socket.getaddrinfo

    def lead_here(_host: str, *more: Any, **named: Any) -> Any:
        return real("127.0.0.1", *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", lead_here)
    far = mail_server(f"smtp://onrecord:p%40ss@mail.example:{server.port}", server.sender)
    save_search(record, "ready", StatementFilter(), NOW, [(Way.MAIL, "desk@newspaper.example")])
    put(record, id="en-1")
    (failed,) = sent(record, Senders(far))
    assert "STARTTLS" in (failed.problem or "")
    assert (box.logins, box.mails) == ([], [])


@pytest.mark.parametrize(
    ("address", "sender"),
    [
        ("mail.example", "a@b.example"),
        ("http://mail.example", "a@b.example"),
        ("smtp://", "a@b.example"),
        ("smtp://mail.example:x", "a@b.example"),
        ("smtp://mail.example", "nobody"),
        ("smtp://mail.example", "a@b.example\nBcc: c@d.example"),
    ],
)
def test_settings_of_mail_are_checked(address: str, sender: str) -> None:
    with pytest.raises(ValueError):
        mail_server(address, sender)
    assert mail_server("smtps://mail.example", "a@b.example").port == smtplib.SMTP_SSL_PORT


def test_a_hook_is_asked_as_it_was_named(record: Record, here: Site) -> None:
    def hook(asked: Asked) -> Reply:
        return Reply(status=200 if asked.path == "/hook?token=1" else 500)

    here.pages["/hook?token=1"] = hook
    save_search(record, "ready", StatementFilter(), NOW, [(Way.WEBHOOK, here.url("/hook?token=1"))])
    put(record, id="en-1")
    assert [done.problem for done in sent(record)] == [None]
