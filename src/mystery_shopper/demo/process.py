"""Starts the demo as one child process and holds on to it: addresses, bad days, the orders it took."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypedDict

from ..extras import how_to_add
from . import days as bad_days
from .errors import DemoError, PortTaken

START_LIMIT_S = 60.0
"""Seconds after which a start that says nothing is given up (our own choice; an idle machine takes under 3)."""

_EXTRA = ("django", "oscar", "waitress", "aiosmtpd", "flask")
_LOG = "log.txt"


class OrderLine(TypedDict):
    """One line of an order; `total` is what the line costs in all."""

    title: str
    sku: str
    quantity: int
    total: Decimal


class Order(TypedDict):
    """One order as the shop's database has it; money in `currency`, tax included."""

    number: str
    email: str
    currency: str
    total: Decimal
    delivery: Decimal
    lines: list[OrderLine]


class DemoShop:
    """A running demo. Made by `DemoShop.start`; ends with `close()`, with its `with` block, or with this process."""

    def __init__(self, child: subprocess.Popen[str], state: Path, addresses: dict[str, Any]) -> None:
        self._child = child
        self.state = state
        self.url: str = addresses["url"]
        self.payment_url: str = addresses["payment_url"]
        self.inbox_url: str = addresses["inbox_url"]
        self.smtp: str = addresses["smtp"]
        email, password = addresses["account"]
        self.account: tuple[str, str] = (email, password)
        self._database: str = addresses["database"]

    @classmethod
    def start(cls, days: Iterable[str] = (), port: int = 0, payment_port: int = 0, inbox_port: int = 0) -> DemoShop:
        """Start a demo and return when it answers. A port of 0 means any free one.

        Raises UnknownDay, PortTaken, or another DemoError that says what went wrong.
        """
        names = tuple(days)
        bad_days.check(names)
        check_extra()
        state = Path(tempfile.mkdtemp(prefix="mystery-shopper-demo-"))
        ports = {"--port": port, "--payment-port": payment_port, "--inbox-port": inbox_port}
        arguments = [text for option, value in ports.items() for text in (option, str(value))]
        arguments += [text for name in names for text in ("--day", name)]
        child = _spawn(state, arguments)
        try:
            return cls(child, state, _first_line(child, state))
        except BaseException:
            _end(child, state)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def active(self) -> frozenset[str]:
        """The bad days that are on."""
        return bad_days.active(self.state)

    def bad_day(self, *names: str) -> None:
        """Begin the named bad days, for the next request on. Raises UnknownDay."""
        self._check_alive()
        bad_days.switch_on(self.state, *names)

    def good_day(self) -> None:
        """End every bad day."""
        self._check_alive()
        bad_days.good_day(self.state)

    def orders(self) -> list[Order]:
        """All orders placed so far, oldest first, read from the shop's database and not over the web."""
        self._check_alive()
        with closing(sqlite3.connect(f"{Path(self._database).as_uri()}?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            return [_order(database, row) for row in database.execute(_ORDERS)]

    def log(self) -> str:
        """The log of the demo so far."""
        return _read(self.state / _LOG)

    def close(self) -> None:
        """End the demo and remove its folder; nothing happens when it has ended already."""
        _end(self._child, self.state)

    def _check_alive(self) -> None:
        code = self._child.poll()
        if code is not None:
            raise DemoError(f"The demo shop has ended (exit code {code}). Start another one.{_last_words(self.state)}")


def check_extra() -> None:
    """Raise DemoError when a library of the extra `demo` is missing."""
    missing = [name for name in _EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        raise DemoError(f"The demo shop needs {', '.join(missing)}, which is not installed. Run: {how_to_add('demo')}")


_ORDERS = """
    SELECT placed.id, number, currency, total_incl_tax, shipping_incl_tax,
           COALESCE(NULLIF(guest_email, ''), customer.email, '') AS email
    FROM order_order AS placed LEFT JOIN auth_user AS customer ON customer.id = placed.user_id
    ORDER BY placed.id
"""
_LINES = "SELECT title, partner_sku, quantity, line_price_incl_tax FROM order_line WHERE order_id = ? ORDER BY id"


def _order(database: sqlite3.Connection, row: sqlite3.Row) -> Order:
    lines: list[OrderLine] = [
        {
            "title": line["title"],
            "sku": line["partner_sku"],
            "quantity": line["quantity"],
            "total": _money(line["line_price_incl_tax"]),
        }
        for line in database.execute(_LINES, (row["id"],))
    ]
    return {
        "number": row["number"],
        "email": row["email"],
        "currency": row["currency"],
        "total": _money(row["total_incl_tax"]),
        "delivery": _money(row["shipping_incl_tax"]),
        "lines": lines,
    }


def _money(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"))


def _spawn(state: Path, arguments: list[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", __package__, "--supervised", str(state), *arguments]
    with (state / _LOG).open("a") as log:
        # A session of its own: Ctrl-C in the terminal reaches the parent, which still has to report what was done.
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=_environment(),
            text=True,
            start_new_session=True,
        )


def _environment() -> dict[str, str]:
    """The child must find this very package, also where only the parent's own path leads to it."""
    root = Path(__file__).parents[2]
    if root.name in ("site-packages", "dist-packages"):
        return dict(os.environ)
    paths = [str(root), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _first_line(child: subprocess.Popen[str], state: Path) -> dict[str, Any]:
    assert child.stdout is not None
    limit = threading.Timer(START_LIMIT_S, child.kill)
    limit.start()
    line = child.stdout.readline()
    limit.cancel()
    if not line:
        raise DemoError(
            f"The demo shop ended while it started (exit code {child.wait()}). "
            f"Run 'python -m {__package__}' to see it by itself.{_last_words(state)}"
        )
    said: dict[str, Any] = json.loads(line)
    if "error" in said:
        if said["port_taken"]:
            raise PortTaken(said["error"])
        raise DemoError(said["error"] + _last_words(state))
    return said


def _last_words(state: Path) -> str:
    lines = _read(state / _LOG).splitlines()[-5:]
    return "".join(["\nThe last lines of its log:", *(f"\n  {line}" for line in lines)]) if lines else ""


def _read(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.exists() else ""


def _end(child: subprocess.Popen[str], state: Path) -> None:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.close()
    try:
        child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    child.stdout.close()
    shutil.rmtree(state, ignore_errors=True)
