"""The second shop in its folder: installed, built and filled once, started and stopped as often as one likes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cluster import Cluster
from seeding import seed
from trouble import Trouble, run

PACKAGES = {"@evershop/evershop": "2.2.1", "concat-stream": "2.0.0"}
"""The shop, and a package that it uses and does not name."""
HERE = Path(__file__).parent
SCRIPTS = ("loopback.mjs", "seed.mjs")
STARTS_WITHIN_S = 120.0
"""How long the first page may take; a loaded machine of two cores needed 40 s (our own choice)."""
OLDEST_NODE = 20
LONGEST_WAIT_S = 180.0
"""How long EverShop may take to give its products addresses, which it does in the background (our own choice)."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class House:
    """The second shop at ``http://127.0.0.1:port`` with all that it needs in ``folder``."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def cluster(self) -> Cluster:
        return Cluster(self.folder / "postgres")

    @property
    def shop(self) -> Path:
        """Where the packages lie, and what EverShop takes for its own root."""
        return self.folder / "shop"

    def up(self, tell: Tell) -> None:
        """Do what has not been done yet until the shop answers: a second call takes a few seconds.

        Raises:
            Trouble: when something is missing, or a part does not work.
        """
        if self.answers():
            tell(f"The shop is open already: {self.url}")
            return
        tell(f"All that belongs to the second shop lies in {self.folder}")
        self._refuse_taken_port()
        self._install(tell)
        self._build(tell)
        self.cluster.start()
        fresh = self._fill(tell)
        self._start(tell)
        if fresh:
            self._await_addresses(tell)
            self.cluster.keep()
            (self.folder / "filled").write_text(fresh)

    def down(self, tell: Tell) -> None:
        """Stop the shop and its database if they run."""
        running = self._running()
        if running:
            os.killpg(running, signal.SIGTERM)
        self._pid_file.unlink(missing_ok=True)
        self.cluster.stop()
        tell("The shop is closed.")

    def answers(self) -> bool:
        """Say whether this very shop is open."""
        return bool(self._running()) and _status(self.url) == 200

    @property
    def _pid_file(self) -> Path:
        return self.folder / "shop.pid"

    def _running(self) -> int:
        """Return the process group of the shop that was started from this folder, 0 when it is gone."""
        if not self._pid_file.exists():
            return 0
        number = int(self._pid_file.read_text())
        told = subprocess.run(["ps", "-o", "command=", "-p", str(number)], capture_output=True, text=True, check=False)
        return number if "evershop" in told.stdout else 0  # the number may be another program's by now

    def _refuse_taken_port(self) -> None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                raise Trouble(f"Port {self.port} is taken by another program. Choose a free one: --port 3200")

    def _install(self, tell: Tell) -> None:
        wanted = json.dumps({"name": "second-shop", "private": True, "type": "module", "dependencies": PACKAGES})
        listed, stamp = self.shop / "package.json", self.shop / "node_modules" / ".complete"
        if stamp.exists() and listed.read_text() == wanted:
            return
        tell("Installing EverShop from npm (460 MB, a few minutes) ...")
        self.shop.mkdir(parents=True, exist_ok=True)
        listed.write_text(wanted)
        command = [_program("npm"), "install", "--no-audit", "--no-fund", "--loglevel=error"]
        run("npm install", command, self.folder / "install.log", cwd=self.shop)
        stamp.touch()

    def _build(self, tell: Tell) -> None:
        config = self.shop / "config" / "default.json"
        wanted = json.dumps({"shop": {"language": "en", "currency": "GBP", "timezone": "UTC", "homeUrl": self.url}})
        if (self.shop / ".evershop" / "complete").exists() and config.exists() and config.read_text() == wanted:
            return
        tell("Building the shop's pages (a minute or two) ...")
        for name in ("config", "media", "public"):
            (self.shop / name).mkdir(exist_ok=True)
        config.write_text(wanted)
        run("evershop build", self._evershop("build"), self.folder / "build.log", cwd=self.shop)
        (self.shop / ".evershop").mkdir(exist_ok=True)
        (self.shop / ".evershop" / "complete").touch()

    def _fill(self, tell: Tell) -> str:
        """Fill the shop anew and return the seed's sign; where it was filled from this very seed, bring that back."""
        wanted = seed()
        scripts = "".join((HERE / each).read_text(encoding="utf-8") for each in SCRIPTS)
        sign, stamp = hashlib.sha256((wanted + scripts).encode()).hexdigest(), self.folder / "filled"
        if stamp.exists() and stamp.read_text() == sign and self.cluster.has_copy:
            self.cluster.bring_back()  # without the accounts and orders of earlier visits
            return ""
        tell("Filling the shop with products ...")
        stamp.unlink(missing_ok=True)
        for name in SCRIPTS:
            shutil.copy(HERE / name, self.shop)
        (self.shop / "seed.json").write_text(wanted, encoding="utf-8")
        self.cluster.renew()
        command, log = [_node(), "seed.mjs"], self.folder / "seed.log"
        run("Filling the shop", command, log, cwd=self.shop, env=self._environment(NODE_ENV="development"))
        return sign

    def _start(self, tell: Tell) -> None:
        tell("Opening the shop ...")
        preload = (self.shop / "loopback.mjs").as_uri()
        with (self.folder / "shop.log").open("w", encoding="utf-8") as log:
            started = subprocess.Popen(
                self._evershop("start"),
                cwd=self.shop,
                env=self._environment(PORT=str(self.port), NODE_OPTIONS=f"--import={preload}"),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._pid_file.write_text(str(started.pid))
        _await("the shop's first page", lambda: _status(self.url) == 200, STARTS_WITHIN_S, self.folder / "shop.log")
        tell(f"The shop is open: {self.url}")

    def _await_addresses(self, tell: Tell) -> None:
        tell("Waiting until every product has its address ...")
        waiting = "select count(*) from event where name in ('product_created', 'category_created')"
        log = self.folder / "shop.log"
        _await("the products' addresses", lambda: not self.cluster.number(waiting), LONGEST_WAIT_S, log)

    def _environment(self, **more: str) -> dict[str, str]:
        return {**os.environ, **self.cluster.environment, **more}

    def _evershop(self, command: str) -> list[str]:
        return [_node(), "node_modules/@evershop/evershop/dist/bin/evershop.js", command]


def _await(what: str, there: Callable[[], bool], seconds: float, log: Path) -> None:
    end = time.monotonic() + seconds
    while not there():
        if time.monotonic() > end:
            raise Trouble(f"{what.capitalize()} did not come within {seconds:g} s. What the shop said is in {log}.")
        time.sleep(0.5)


def _status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def _node() -> str:
    found = _program("node")
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(told.lstrip("v").split(".")[0]) < OLDEST_NODE:
        raise Trouble(f"EverShop needs Node {OLDEST_NODE} or newer, and {found} is {told}. Put a newer one into PATH.")
    return found


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Trouble(f"'{name}' was not found. Install Node {OLDEST_NODE} or newer, which brings npm with it.")
    return found
