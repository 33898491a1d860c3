"""`python -m mystery_shopper.demo`: serve the demo shop until Ctrl-C, or time how fast it starts."""

from __future__ import annotations

import argparse
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import days
from .errors import DemoError, PortTaken
from .process import DemoShop, check_extra

PARENT_CHECK_S = 1.0
"""How often a supervised demo looks whether its parent still lives, in seconds; the end of stdin tells it at once."""


def main(arguments: Sequence[str] | None = None, *, called: str = "error") -> int:
    """Run the command line; the exit code is 0, or 2 when the demo could not start. ``called`` begins its errors."""
    options = _parser().parse_args(arguments)
    try:
        check_extra()
        days.check(options.day)
        return _time(options.time) if options.time else _serve(options)
    except DemoError as fault:
        if options.supervised:
            print(json.dumps({"error": str(fault), "port_taken": isinstance(fault, PortTaken)}), flush=True)
        else:
            print(f"{called}: {fault}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mystery_shopper.demo", description=__doc__)
    for name, purpose in (("port", "the shop"), ("payment-port", "the payment provider"), ("inbox-port", "the inbox")):
        parser.add_argument(f"--{name}", type=int, default=0, help=f"port of {purpose} (default: any free one)")
    parser.add_argument("--day", action="append", default=[], metavar="NAME", help="begin with this bad day")
    parser.add_argument("--time", type=int, nargs="?", const=5, metavar="N", help="measure N starts (default 5)")
    parser.add_argument("--supervised", type=Path, metavar="STATE", help=argparse.SUPPRESS)
    return parser


def _serve(options: argparse.Namespace) -> int:
    # Imported here: the web frameworks take most of the start, and a wrong option should be answered at once.
    from .stack import Stack, log_to

    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    if options.supervised:
        threading.Thread(target=_watch_parent, args=(ended, os.getppid()), daemon=True).start()
    state = options.supervised or Path(tempfile.mkdtemp(prefix="mystery-shopper-demo-"))
    try:
        log_to(state)
        stack = Stack(state, options.port, options.payment_port, options.inbox_port)
        stack.warm_up()
        stack.begin(tuple(options.day))
        addresses = stack.addresses()
        print(json.dumps(addresses) if options.supervised else _told(addresses, options.day), flush=True)
        ended.wait()
        stack.close()
    finally:
        shutil.rmtree(state, ignore_errors=True)
    return 0


def _watch_parent(ended: threading.Event, parent: int) -> None:
    while os.getppid() == parent:
        ready, _, _ = select.select([sys.stdin], [], [], PARENT_CHECK_S)
        if ready and not os.read(sys.stdin.fileno(), 1):
            break
    ended.set()


def _told(addresses: dict[str, Any], names: Sequence[str]) -> str:
    email, password = addresses["account"]
    lines = [
        f"Shop     {addresses['url']}",
        f"Payment  {addresses['payment_url']}",
        f"Inbox    {addresses['inbox_url']}/api/v1/messages",
        f"Account  {email}  password: {password}",
        f"Log      {addresses['state']}/log.txt",
        f"Today    {', '.join(names) or 'a good day'}",
        "Ctrl-C ends it.",
    ]
    return "\n".join(lines)


def _time(rounds: int) -> int:
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        with DemoShop.start() as demo, urllib.request.urlopen(demo.url) as answer:
            answer.read()
            spent.append(time.perf_counter() - began)
    each = ", ".join(f"{seconds:.2f}" for seconds in spent)
    print(f"From start to the first page answered, {rounds} times: {each} s; slowest {max(spent):.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
