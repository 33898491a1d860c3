"""One WSGI application on one port of this machine, in threads, with a line in the log for each answer."""

from __future__ import annotations

import errno
import logging
import socket
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from waitress import create_server, wasyncore  # type: ignore[import-untyped]

from .errors import PortTaken

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HOST = "127.0.0.1"
THREADS = 8

_log = logging.getLogger(__name__)


def listen(port: int, purpose: str, option: str) -> socket.socket:
    """A socket that listens on `port` of this machine, or on a free one when `port` is 0.

    It is bound before the application is made, because the applications have to know each other's addresses.
    `purpose` and `option` are the words of the error. Raises PortTaken.
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((HOST, port))
        sock.listen(128)
    except (OSError, OverflowError) as fault:
        sock.close()
        raise PortTaken(_refusal(port, purpose, option, fault)) from fault
    return sock


def port_of(sock: socket.socket) -> int:
    """The port on which `sock` listens."""
    return int(sock.getsockname()[1])


class Served:
    """An application that answers on `sock` from now until close()."""

    def __init__(self, name: str, app: WSGIApplication, sock: socket.socket) -> None:
        self.port = port_of(sock)
        self._open: dict[int, Any] = {}
        self._server: Any = create_server(
            _logged(name, app), map=self._open, sockets=[sock], threads=THREADS, ident=None
        )
        self._thread = threading.Thread(target=self._server.run, name=f"{name}-server", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering, and give the port back."""
        # The server's own loop closes its sockets: closed from here, its select() would meet a bad descriptor.
        with suppress(OSError):  # the loop was awake already, and has closed before it could be woken
            self._server.trigger.pull_trigger(lambda: wasyncore.close_all(self._open, ignore_all=True))
        self._thread.join()
        self._server.task_dispatcher.shutdown()


def _refusal(port: int, purpose: str, option: str, fault: Exception) -> str:
    remedy = f"Choose another with {option} (in Python: {option.strip('-').replace('-', '_')}=), or 0 for any free one."
    if isinstance(fault, OSError) and fault.errno == errno.EADDRINUSE:
        return f"Port {port} for {purpose} is already in use on {HOST}. {remedy}"
    return f"Port {port} for {purpose} cannot be used on {HOST} ({fault}). {remedy}"


def _logged(name: str, app: WSGIApplication) -> WSGIApplication:
    """`app`, with method, path, status and time of each answer in the log; never the query or the body."""

    def wrapped(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began = time.perf_counter()

        def started(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
            spent = (time.perf_counter() - began) * 1000
            line = (name, environ["REQUEST_METHOD"], environ["PATH_INFO"], status[:3], spent)
            _log.info("%s %s %s %s %.0f ms", *line)
            return start_response(status, headers, *fault)

        return app(environ, started)

    return wrapped
