"""Serves the little shops of the fleet on loopback, each from two origins, so that payment frames are foreign."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from mystery_shopper.shop import PageView

SHOPS = Path(__file__).parent
See = Callable[..., PageView]  # shows a piece of HTML and reads it


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' own output is what counts."""


@contextmanager
def fleet() -> Iterator[str]:
    """Serve the fleet; the yielded address ends without a slash. ``localhost`` at the same port is a foreign origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(SHOPS)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
