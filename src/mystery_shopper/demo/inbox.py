"""The demo shop's mailbox: takes every e-mail by SMTP and keeps it in memory and as a file."""

from __future__ import annotations

import asyncio
import secrets
import socket
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from . import days

LIMIT = 1000
"""How many messages are kept; the oldest go first."""

LATE_S = 45.0
"""Seconds that an e-mail is on its way on the bad day `mail-late`."""


@dataclass
class Mail:
    """One delivered e-mail."""

    message: EmailMessage
    raw: bytes
    recipients: tuple[str, ...]
    delivered: datetime
    id: str = field(default_factory=lambda: secrets.token_hex(11))
    read: bool = False

    def addresses(self, header: str) -> list[Address]:
        """The addresses of From, To, Cc or Reply-To."""
        return [address for value in self.message.get_all(header, []) for address in value.addresses]

    def blind(self) -> list[Address]:
        """The recipients that no header names."""
        named = {address.addr_spec.lower() for header in ("To", "Cc") for address in self.addresses(header)}
        return [Address(addr_spec=to) for to in self.recipients if to.lower() not in named]

    def body(self, kind: str) -> str:
        """The text of the first "plain" or "html" part, empty when there is none."""
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part else ""

    def subject(self) -> str:
        """The decoded subject."""
        return str(self.message.get("Subject", ""))


class Mailbox:
    """Everything delivered so far, newest first; safe to use from several threads.

    On the bad day `mail-lost` an e-mail is taken and never delivered, on `mail-late` it is delivered after LATE_S.
    `clock` gives the seconds by which the late ones are timed.
    """

    def __init__(self, state: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._state = state
        self._folder = state / "mail"
        self._folder.mkdir(exist_ok=True)
        self._clock = clock
        self._lock = threading.Lock()
        self._mails: list[Mail] = []
        self._under_way: list[tuple[float, bytes, tuple[str, ...]]] = []

    def take(self, raw: bytes, recipients: tuple[str, ...]) -> None:
        """Accept an e-mail, as its sender sees it."""
        today = days.active(self._state)
        if "mail-lost" in today:
            return
        due = self._clock() + (LATE_S if "mail-late" in today else 0.0)
        with self._lock:
            self._under_way.append((due, raw, recipients))
            self._deliver()

    def mails(self) -> list[Mail]:
        """What has been delivered, newest first."""
        with self._lock:
            self._deliver()
            return self._mails[::-1]

    def delete(self, ids: frozenset[str] | None = None) -> None:
        """Remove the messages of those ids, or all of them, with those that are still under way."""
        with self._lock:
            if ids is None:
                self._under_way.clear()
            gone = [mail for mail in self._mails if ids is None or mail.id in ids]
            self._remove(gone)

    def _deliver(self) -> None:
        now = self._clock()
        arrived = [mail for mail in self._under_way if mail[0] <= now]
        self._under_way = [mail for mail in self._under_way if mail[0] > now]
        for _, raw, recipients in arrived:
            message = message_from_bytes(raw, policy=policy.default)
            mail = Mail(message, raw, recipients, datetime.now(UTC))
            self._file(mail).write_bytes(raw)
            self._mails.append(mail)
        self._remove(self._mails[:-LIMIT])

    def _remove(self, gone: list[Mail]) -> None:
        for mail in gone:
            self._file(mail).unlink(missing_ok=True)
            self._mails.remove(mail)

    def _file(self, mail: Mail) -> Path:
        return self._folder / f"{mail.id}.eml"


class PostOffice(Controller):
    """The SMTP server in front of a mailbox, on a socket that listens already."""

    def __init__(self, mailbox: Mailbox, sock: socket.socket) -> None:
        host, port = sock.getsockname()[:2]
        super().__init__(_Door(mailbox), hostname=host, port=port, ready_timeout=5, server_hostname="localhost")
        self._sock = sock

    def _create_server(self) -> Coroutine[None, None, asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self._sock)


class _Door:
    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        self._mailbox.take(content, tuple(envelope.rcpt_tos))
        return "250 Message accepted for delivery"
