"""The demo shop's mailbox, by real SMTP and by the addresses and JSON of Mailpit's API."""

from __future__ import annotations

import json
import smtplib
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from mystery_shopper.demo import days, inbox, inbox_api
from mystery_shopper.demo.serving import Served, listen, port_of


class Post:
    """A mailbox with its SMTP door and its API, and a clock that only the test moves."""

    def __init__(self, state: Path) -> None:
        self.state, self.now = state, 0.0
        self._door, api = listen(0, "e-mail", "-"), listen(0, "inbox", "-")
        self.mailbox = inbox.Mailbox(state, clock=lambda: self.now)
        self.smtp_port, self.url = port_of(self._door), f"http://127.0.0.1:{port_of(api)}"
        self._office = inbox.PostOffice(self.mailbox, self._door)
        self._office.start()
        self._api = Served("inbox", inbox_api.make_application(self.mailbox), api)

    def close(self) -> None:
        self._office.stop()
        self._api.close()

    def send(self, to: str = "Ada Lovelace <ada@example.com>", subject: str = "Your order 1001", **more: Any) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "Harbour & Pine <shop@example.com>", to, subject
        mail["Message-ID"] = "<1@example.com>"
        for header in ("Cc", "Bcc", "Date", "Reply-To"):
            if header in more:
                mail[header] = more[header]
        mail.set_content(more.get("text", "Thank you. Total: £45.90\n"))
        mail.add_alternative("<p>Thank you.</p>", subtype="html")
        if "attachment" in more:
            mail.add_attachment(more["attachment"], maintype="application", subtype="pdf", filename="bill.pdf")
        with smtplib.SMTP("127.0.0.1", self.smtp_port, local_hostname="shop.example") as smtp:
            smtp.send_message(mail)

    def ask(self, path: str, method: str = "GET", body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(self.url + path, data, method=method)) as answer:
            read = answer.read().decode()
        return json.loads(read) if answer.headers.get_content_type() == "application/json" else read

    def subjects(self, path: str = "/api/v1/messages") -> list[str]:
        return [mail["Subject"] for mail in self.ask(path)["messages"]]

    def found(self, query: str) -> list[str]:
        return self.subjects("/api/v1/search?" + urllib.parse.urlencode({"query": query}))


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    post = Post(tmp_path)
    yield post
    post.close()


def test_a_sent_mail_is_listed_in_mailpits_words(post: Post) -> None:
    post.send(Cc="bob@example.com", Bcc="boss@example.com", attachment=b"%PDF")
    listed = post.ask("/api/v1/messages")
    counts = {key: listed[key] for key in ("total", "unread", "count", "messages_count", "messages_unread", "start")}
    assert counts == {**dict.fromkeys(counts, 1), "start": 0}
    mail = listed["messages"][0]
    assert mail["From"] == {"Name": "Harbour & Pine", "Address": "shop@example.com"}
    assert mail["To"] == [{"Name": "Ada Lovelace", "Address": "ada@example.com"}]
    assert mail["Cc"] == [{"Name": "", "Address": "bob@example.com"}]
    assert mail["Bcc"] == [{"Name": "", "Address": "boss@example.com"}]
    assert (mail["MessageID"], mail["Read"], mail["Attachments"]) == ("1@example.com", False, 1)
    assert mail["Snippet"] == "Thank you. Total: £45.90"
    assert mail["Created"].endswith("Z")


def test_no_mail_waits_for_the_name_of_the_machine(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> str:
        raise AssertionError("some networks take seconds to tell it")

    monkeypatch.setattr("socket.getfqdn", asked)
    post.send()
    assert post.subjects() == ["Your order 1001"]


def test_a_message_has_its_text_html_date_and_attachments(post: Post) -> None:
    sent = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    post.send(Date=format_datetime(sent), attachment=b"%PDF")
    mail = post.ask("/api/v1/message/latest")
    assert mail["Text"].strip() == "Thank you. Total: £45.90"
    assert mail["HTML"].strip() == "<p>Thank you.</p>"
    assert mail["Date"] == "2026-11-22T09:30:00.000Z"
    assert mail["Attachments"][0]["FileName"] == "bill.pdf"
    assert mail["Attachments"][0]["Size"] == 4


def test_reading_a_message_marks_it_as_read(post: Post) -> None:
    post.send()
    mail_id = post.ask("/api/v1/messages")["messages"][0]["ID"]
    assert post.ask(f"/api/v1/message/{mail_id}")["ID"] == mail_id
    listed = post.ask("/api/v1/messages")
    assert (listed["total"], listed["unread"], listed["messages"][0]["Read"]) == (1, 0, True)


def test_the_newest_comes_first_and_pages_can_be_turned(post: Post) -> None:
    for number in range(4):
        post.send(subject=f"Order {number}")
    assert post.subjects() == ["Order 3", "Order 2", "Order 1", "Order 0"]
    assert post.subjects("/api/v1/messages?start=1&limit=2") == ["Order 2", "Order 1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("to:ada@example.com", ["Your order"]),
        ('to:"ADA@example.com"', ["Your order"]),
        ("to:lovelace", ["Your order"]),
        ("subject:return", ["Your return"]),
        ('subject:"your order"', ["Your order"]),
        ("from:shop@example.com -to:ada@example.com", ["Your return"]),
        ("O'Brien", ["Your return"]),
        ("is:unread subject:order", ["Your order"]),
        ("is:read", []),
        ("to:nobody@example.com", []),
    ],
)
def test_mail_is_found_by_mailpits_filters(post: Post, query: str, found: list[str]) -> None:
    post.send(subject="Your order")
    post.send("Bob <bob@example.com>", "Your return", text="Dear Mr O'Brien")
    assert post.found(query) == found


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/v1/search?query=", 400, "no search query"),
        ("/api/v1/search?query=before:today", 400, "no filter 'before'"),
        ("/api/v1/search?query=%22ada", 400, "quotation mark"),
        ("/api/v1/message/nowhere", 404, "no message 'nowhere'"),
    ],
)
def test_what_cannot_be_read_is_said(post: Post, path: str, status: int, words: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        post.ask(path)
    with refused.value as answer:
        assert (answer.code, words in answer.read().decode()) == (status, True)


def test_messages_can_be_deleted_one_by_one_or_all(post: Post) -> None:
    for number in range(3):
        post.send(subject=f"Order {number}")
    newest = post.ask("/api/v1/messages")["messages"][0]["ID"]
    assert post.ask("/api/v1/messages", "DELETE", {"IDs": [newest]}) == "ok"
    assert post.subjects() == ["Order 1", "Order 0"]
    assert post.ask("/api/v1/messages", "DELETE") == "ok"
    assert post.subjects() == []
    assert list((post.state / "mail").iterdir()) == []


def test_each_delivered_mail_is_a_file(post: Post) -> None:
    post.send()
    mail_id = post.ask("/api/v1/messages")["messages"][0]["ID"]
    raw = (post.state / "mail" / f"{mail_id}.eml").read_text("utf-8")
    assert "Subject: Your order 1001" in raw
    assert post.ask(f"/api/v1/message/{mail_id}/raw").split() == raw.split()


def test_old_mail_makes_room_for_new(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "LIMIT", 2)
    for number in range(3):
        post.send(subject=f"Order {number}")
    assert post.subjects() == ["Order 2", "Order 1"]
    assert len(list((post.state / "mail").iterdir())) == 2


def test_bad_day_mail_lost(post: Post) -> None:
    days.switch_on(post.state, "mail-lost")
    post.send()
    days.good_day(post.state)
    post.now = 1000.0
    assert post.subjects() == []
    assert list((post.state / "mail").iterdir()) == []
    post.send(subject="Today")
    assert post.subjects() == ["Today"]


def test_bad_day_mail_late(post: Post) -> None:
    days.switch_on(post.state, "mail-late")
    post.send()
    post.now = inbox.LATE_S - 0.1
    assert post.found("to:ada@example.com") == []
    post.now = inbox.LATE_S
    assert post.found("to:ada@example.com") == ["Your order 1001"]
