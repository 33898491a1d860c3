"""The shopper's mailbox, read through the REST API of Mailpit, which the embedded shop's test inbox speaks too."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPException
from itertools import pairwise
from time import monotonic
from typing import Any, Final
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

from mystery_shopper.errors import Inconclusive
from mystery_shopper.shop.aftercare import MailLink

_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>)\]]+")


_LINES: Final = frozenset(("address", "br", "div", "h1", "h2", "h3", "h4", "li", "p", "table", "tr", "ul"))
_UNREAD: Final = frozenset(("head", "script", "style", "title"))


class _Reader(HTMLParser):
    """Collects the links of an e-mail's HTML with the words on them, and its lines: a row of a table is one."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[MailLink] = []
        self.lines: list[str] = [""]
        self._open = ""
        self._unread = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag == "a" and _ADDRESS.match(href):
            self._open = href
            self.links.append(MailLink(href, ""))
        self._unread += tag in _UNREAD
        if tag in _LINES:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = "" if tag == "a" else self._open
        self._unread -= tag in _UNREAD
        if tag in _LINES:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self._unread > 0:
            return
        self.lines[-1] = " ".join(f"{self.lines[-1]} {data}".split())
        if self._open:
            last = self.links[-1]
            self.links[-1] = MailLink(last.url, " ".join(f"{last.words} {data}".split()))


@dataclass(frozen=True)
class Message:
    """One e-mail as the customer reads it."""

    id: str
    to: tuple[str, ...]
    subject: str
    text: str
    html: str

    @property
    def links(self) -> tuple[MailLink, ...]:
        """What can be followed in it, each address once: a mail may carry its links in one of its two parts alone."""
        written = [
            MailLink(found.group().rstrip(".,;:!?"), f"{before} {line.replace(found.group(), ' ')}".strip())
            for before, line in pairwise(["", *self.text.splitlines()])
            for found in _ADDRESS.finditer(line)
        ]
        found: dict[str, MailLink] = {}
        for each in (*written, *_Reader(self.html).links):
            found.setdefault(each.url, each)
        return tuple(found.values())

    @property
    def lines(self) -> list[str]:
        """Its text as people read it, a line each; of its HTML where it has no other."""
        texts = self.text.splitlines() if self.text.strip() else _Reader(self.html).lines
        return [each.strip() for each in texts if each.strip()]


@dataclass(frozen=True)
class Inbox:
    """A test inbox at ``url`` (the part before ``/api/v1``)."""

    url: str

    def messages_to(self, address: str) -> list[Message]:
        """Return the messages sent to an address, newest first.

        Raises:
            Inconclusive: when the inbox itself does not answer; that says nothing about the shop.
        """
        query = quote(f'to:"{address}"')
        try:
            found = self._get(f"/api/v1/search?query={query}").get("messages") or []
            return [self._read(each["ID"]) for each in found]
        except (AttributeError, KeyError, TypeError) as trouble:  # JSON, and not Mailpit's
            raise self._silent("its answer is not one of Mailpit's API") from trouble

    def wait_for(
        self, address: str, wanted: Callable[[Message], bool], *, within_s: float, pause: Callable[[float], None]
    ) -> tuple[Message | None, float]:
        """Wait for a message that is wanted; return it, or None, and the seconds waited.

        ``pause(seconds)`` lets the browser go on while the shopper waits.
        """
        began = monotonic()
        while True:
            for each in self.messages_to(address):
                if wanted(each):
                    return each, monotonic() - began
            waited = monotonic() - began
            if waited >= within_s:
                return None, waited
            pause(min(0.25, within_s - waited))

    def _read(self, message_id: str) -> Message:
        raw = self._get(f"/api/v1/message/{quote(message_id)}")
        to = tuple(each.get("Address", "") for each in raw.get("To") or [])
        return Message(message_id, to, raw.get("Subject", ""), raw.get("Text", ""), raw.get("HTML", ""))

    def _get(self, path: str) -> dict[str, Any]:
        address = self.url.rstrip("/") + path
        try:
            with urlopen(address, timeout=10) as answer:
                found: dict[str, Any] = json.load(answer)
                return found
        except (URLError, OSError, ValueError, HTTPException) as trouble:
            raise self._silent(trouble) from trouble

    def _silent(self, why: object) -> Inconclusive:
        return Inconclusive(f"The test inbox {self.url} does not answer ({why}). Check 'mail: inbox:' in shop.yaml.")
