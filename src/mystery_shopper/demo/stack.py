"""Shop, payment provider, mail server and mailbox, served together in this process."""

from __future__ import annotations

import logging
import re
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from . import days, inbox, inbox_api, payment
from .config import DemoConfig
from .errors import DemoError
from .serving import HOST, Served, listen, port_of
from .shop.build import ACCOUNT
from .shop.prepare import prepare
from .shop.settings import DATABASE
from .shop.wsgi import make_application

LOG = "log.txt"


class Stack:
    """Everything of one demo, answering from construction until close().

    `state` is an existing folder of this run alone; a port of 0 means any free one. Raises PortTaken.
    """

    def __init__(self, state: Path, port: int = 0, payment_port: int = 0, inbox_port: int = 0) -> None:
        self._running = ExitStack()
        with ExitStack() as begun:
            shop = listen(port, "the shop", "--port")
            begun.callback(shop.close)
            provider = listen(payment_port, "the payment provider", "--payment-port")
            begun.callback(provider.close)
            reader = listen(inbox_port, "the inbox", "--inbox-port")
            begun.callback(reader.close)
            door = listen(0, "e-mail", "--smtp-port")
            begun.callback(door.close)
            begun.pop_all()
        self.state = state
        # Another host name makes the payment provider another site, with this machine's one address.
        shop_url, payment_url = f"http://{HOST}:{port_of(shop)}", f"http://localhost:{port_of(provider)}"
        self.config = DemoConfig(state, shop_url, payment_url, HOST, port_of(door))
        self.inbox_url = f"http://{HOST}:{port_of(reader)}"
        mailbox = inbox.Mailbox(state)
        office = inbox.PostOffice(mailbox, door)
        office.start()
        self._running.callback(office.stop)
        self._serve("inbox", inbox_api.make_application(mailbox), reader)
        self._serve("payment", payment.make_application(self.config), provider)
        prepare(state)
        self._serve("shop", make_application(self.config), shop)

    def warm_up(self) -> None:
        """Ask for the home page once, so that no customer pays for the loading of the shop's own code.

        Raises DemoError when the shop cannot answer on a good day.
        """
        try:
            with urllib.request.urlopen(self.config.shop_url + "/", timeout=20) as answer:
                answer.read()
        except OSError as fault:
            raise DemoError(f"The shop's home page does not answer: {fault}. Its log says why.") from fault

    def begin(self, names: tuple[str, ...]) -> None:
        """Begin the bad days of those names. Raises UnknownDay."""
        days.switch_on(self.state, *names)

    def addresses(self) -> dict[str, Any]:
        """What somebody outside has to know."""
        return {
            "url": self.config.shop_url + "/",
            "payment_url": self.config.payment_url,
            "inbox_url": self.inbox_url,
            "smtp": f"{self.config.smtp_host}:{self.config.smtp_port}",
            "account": list(ACCOUNT),
            "state": str(self.state),
            "database": str(self.state / DATABASE),
        }

    def close(self) -> None:
        """Stop answering."""
        self._running.close()

    def _serve(self, name: str, app: Any, sock: Any) -> None:
        self._running.callback(Served(name, app, sock).close)


def log_to(state: Path) -> None:
    """Send the log of this process to a file of the run, with anything that looks like a card number blackened."""
    handler = logging.FileHandler(state / LOG, encoding="utf-8")
    handler.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.getLogger("mail.log").setLevel(logging.WARNING)


class _Discreet(logging.Formatter):
    """Card numbers are 12 to 19 digits, or printed groups of them; no log line may carry one, whoever wrote it."""

    _NUMBER = re.compile(r"(?<!\d)(?:\d{12,19}|\d{4}(?:[ -]\d{4}){3}|\d{4}[ -]\d{6}[ -]\d{5})(?!\d)")

    def format(self, record: logging.LogRecord) -> str:
        return self._NUMBER.sub("[card number]", super().format(record))
