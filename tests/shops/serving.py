"""Serves the little shops of the fleet on loopback: their files, their server sides, and twins that are broken."""

from __future__ import annotations

import importlib
import json
import mimetypes
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from mystery_shopper.shop import PageView

SHOPS: Final = Path(__file__).parent
See = Callable[..., PageView]  # shows a piece of HTML and reads it
Breaks = Mapping[str, tuple[str, str, str]]  # twin -> path in the shop, what stands there, what stands there instead


@dataclass(frozen=True)
class Ask:
    """What a browser asks of one shop."""

    method: str
    path: str  # within the shop, without a slash at its head
    query: Mapping[str, str]
    form: Mapping[str, str]  # of a form or of JSON
    state: dict[str, Any]  # of this customer at this shop; the shop's to write
    base: str  # the address of the shop's first page as a path, such as /olives
    foreign: str  # origin of a payment provider: the same server by another name


@dataclass(frozen=True)
class Reply:
    """What a shop's server side answers; without one its files answer."""

    body: str = ""
    status: int = 200
    kind: str = "text/html"
    headers: Mapping[str, str] = field(default_factory=dict)
    after_s: float = 0.0  # how long the shop thinks


def go(address: str) -> Reply:
    """Send the browser elsewhere, as shops do after a form."""
    return Reply(status=303, headers={"Location": address})


def data(value: object, *, after_s: float = 0.2) -> Reply:
    """Answer a script's question, after a while as real shops do."""
    return Reply(json.dumps(value), kind="application/json", after_s=after_s)


@contextmanager
def fleet(twins: Breaks | None = None) -> Iterator[str]:
    """Serve the fleet; the yielded address ends without a slash. ``localhost`` at the same port is a foreign origin.

    ``/olives/`` is the shop of that name and ``/olives~no-button/`` its twin ``no-button``.
    """
    server = _Server(("127.0.0.1", 0), _Handler)
    server.twins = twins or {}
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.twins: Breaks = {}
        self.states: dict[tuple[str, str], dict[str, Any]] = {}
        self.closing = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up in the middle is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _any(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        sent = self.rfile.read(length).decode("utf-8", "replace")
        parts = urlsplit(self.path)
        place, _, path = unquote(parts.path).lstrip("/").partition("/")
        shop, _, twin = place.partition("~")
        customer = self._customer()
        ask = Ask(
            method=self.command,
            path=path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            form=_form(sent, self.headers.get("content-type") or ""),
            state=self.server.states.setdefault((customer, place), {}),
            base=f"/{place}",
            foreign=f"http://localhost:{self.server.server_port}/{place}",
        )
        reply = _answer(shop, ask)
        if twin:
            reply = _broken(reply, path or "index.html", *self.server.twins[f"{shop}~{twin}"])
        self.server.closing.wait(reply.after_s) if reply.after_s else None
        with suppress(ConnectionError):
            self._send(reply, customer)

    do_GET = do_POST = do_PUT = do_DELETE = _any

    def _customer(self) -> str:
        known = SimpleCookie(self.headers.get("cookie") or "").get("customer")
        return known.value if known else secrets.token_hex(8)

    def _send(self, reply: Reply, customer: str) -> None:
        body = _bytes(reply)
        self.send_response(reply.status)
        self.send_header("Content-Type", f"{reply.kind}; charset=utf-8" if "image" not in reply.kind else reply.kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Set-Cookie", f"customer={customer}; Path=/")
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' own output is what counts."""


def _answer(shop: str, ask: Ask) -> Reply:
    if (SHOPS / shop / "server.py").is_file():
        reply = importlib.import_module(f"shops.{shop}.server").answer(ask)
        if reply is not None:
            return reply if isinstance(reply, Reply) else Reply(str(reply))
    file = SHOPS / shop / (ask.path or "index.html")
    if not file.is_file() or SHOPS not in file.resolve().parents or file.suffix == ".py":
        return Reply("<title>Not found</title><h1>404 Not found</h1>", 404)
    return Reply(file.read_text(encoding="utf-8"), kind=mimetypes.guess_type(file.name)[0] or "text/plain")


def _broken(reply: Reply, path: str, where: str, stood: str, stands: str) -> Reply:
    """Put a twin's fault into the page that it belongs to."""
    if path != where or stood not in reply.body:
        return reply
    return Reply(reply.body.replace(stood, stands), reply.status, reply.kind, reply.headers, reply.after_s)


def _form(sent: str, kind: str) -> dict[str, str]:
    if "json" in kind:
        return {name: str(value) for name, value in (json.loads(sent or "{}")).items()}
    return dict(parse_qsl(sent, keep_blank_values=True))


def _bytes(reply: Reply) -> bytes:
    return reply.body.encode("utf-8")
