"""A shop of a few pages on loopback, made to go wrong in one exact way, which remembers every request it got."""

from __future__ import annotations

import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HEAD = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
    '<link rel="icon" href="data:,">'
)


def page(body: str, *, title: str = "The Tiny Shop", script: str = "") -> str:
    """Return a clean page of the shop around some HTML of its main part."""
    code = f"<script>{script}</script>" if script else ""
    return f"{HEAD.format(title=title)}</head><body><main><h1>{title}</h1>{body}</main>{code}</body></html>"


@dataclass(frozen=True)
class Asked:
    """One request that reached the shop."""

    method: str
    path: str
    headers: dict[str, str]  # by lower-case name
    body: str


@dataclass
class Answer:
    """What a path answers; ``held`` answers only when the shop closes."""

    body: str = ""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    held: bool = False
    after_s: float = 0.0  # how long the shop thinks
    dropped: bool = False  # the connection ends without an answer


class TinyShop:
    """Serves ``answers`` by path (a query is left out), or by method and path; a path that nobody set is a 404."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {"/": Answer(page("<p>Welcome. We sell mugs.</p>"))}
        self.asked: list[Asked] = []
        self.reached = threading.Event()  # somebody waits for an answer that is held
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._scheme = "https" if tls else "http"
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        return f"{self._scheme}://{self.host}"

    def show(self, path: str, body: str, *, title: str = "The Tiny Shop", script: str = "") -> None:
        """Let a path answer with a page."""
        self.answers[path] = Answer(page(body, title=title, script=script))

    def paths(self, *methods: str) -> list[str]:
        """Return the paths that were asked for, by these methods or by any."""
        return [each.path for each in self.asked if not methods or each.method in methods]

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Note the request and answer it."""
        length = int(handler.headers.get("content-length") or 0)
        body = handler.rfile.read(length).decode("utf-8", "replace")
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.asked.append(Asked(handler.command, handler.path, headers, body))
        path = handler.path.split("?")[0]
        known = self.answers.get(f"{handler.command} {path}") or self.answers.get(path)
        answer = known or Answer(page("", title="Not found"), 404)
        if answer.held:
            self.reached.set()
            self._closing.wait()
        if answer.dropped or answer.held:
            handler.close_connection = True
            return
        self._closing.wait(answer.after_s)
        data = answer.body.encode()
        handler.send_response(answer.status)
        for name, value in {"Content-Type": answer.kind, "Cache-Control": "no-store", **answer.headers}.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(data)


def _handler(shop: TinyShop) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            shop.answer(self)

        do_GET = do_POST = do_HEAD = do_OPTIONS = do_PUT = _any

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing: ``asked`` is the log."""

    return Handler
