"""The shopper's mailbox, read through the REST API of Mailpit, which the embedded shop's test inbox speaks too."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from time import monotonic
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

from mystery_shopper.errors import Inconclusive


@dataclass(frozen=True)
class Message:
    """One e-mail as the customer reads it."""

    id: str
    to: tuple[str, ...]
    subject: str
    text: str
    html: str


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
