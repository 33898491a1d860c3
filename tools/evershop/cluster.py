"""A private PostgreSQL cluster in a folder: no port is opened, only a socket in that folder."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trouble import Trouble, run

USER = "shop"
DATABASE = "shop"
SERVANT = "postgres"
"""Who runs the server when we are root, whom PostgreSQL refuses; Debian's package makes this user."""
COPY = "filled.dump"
LONGEST_SOCKET = 90
"""Unix keeps the path of a socket in 104 to 108 bytes, and PostgreSQL adds its own name to the folder's."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One cluster, with its data and its socket in ``folder``."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What EverShop reads to find its database."""
        return {"DB_HOST": str(self.folder), "DB_NAME": DATABASE, "DB_USER": USER, "DB_SSLMODE": "disable"}

    def start(self) -> None:
        """Make the cluster where there is none yet, and start it unless it runs.

        Raises:
            Trouble: when PostgreSQL is missing or does not start.
        """
        if len(str(self.folder)) > LONGEST_SOCKET:
            raise Trouble(f"{self.folder} is too long a path for a database's socket. Give a shorter one by --folder.")
        self._make()
        if self._ask("pg_ctl", "status", "-D", str(self._data)).returncode == 0:
            return
        options = f"-c listen_addresses= -c unix_socket_directories='{self.folder}' -c fsync=off"
        self._run("Starting PostgreSQL", "pg_ctl", "start", "-w", "-D", str(self._data), "-o", options)

    def stop(self) -> None:
        """Stop the cluster if it runs."""
        if self._data.exists() and self._ask("pg_ctl", "status", "-D", str(self._data)).returncode == 0:
            self._run("Stopping PostgreSQL", "pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self._data))

    def renew(self) -> None:
        """Throw the database away and make an empty one."""
        self._run("Dropping the old database", "dropdb", *self._here, "--force", "--if-exists", DATABASE)
        self._run("Making the database", "createdb", *self._here, DATABASE)

    @property
    def has_copy(self) -> bool:
        """Whether `keep` has kept the database as it is now to be brought back."""
        return (self.folder / COPY).exists()

    def keep(self) -> None:
        """Keep a copy of the database, also while the shop is open."""
        copy, coming = self.folder / COPY, self.folder / f"{COPY}.part"
        self._run("Copying the database", "pg_dump", *self._here, "-Fc", "-f", str(coming), DATABASE)
        coming.rename(copy)

    def bring_back(self) -> None:
        """Make the database again what it was when it was kept, without what visitors have left there since."""
        self.renew()
        self._run("Bringing the database back", "pg_restore", *self._here, "-d", DATABASE, str(self.folder / COPY))

    @property
    def _here(self) -> tuple[str, ...]:
        return ("-h", str(self.folder), "-U", USER)

    def number(self, question: str) -> int:
        """Return the one number that a query gives.

        Raises:
            Trouble: when the query fails.
        """
        asked = self._ask("psql", "-h", str(self.folder), "-U", USER, "-d", DATABASE, "-Atc", question)
        if asked.returncode:
            raise Trouble(f"The database does not answer: {asked.stderr.strip()}")
        return int(asked.stdout)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self.folder, SERVANT)
        if not self._data.exists():
            self._run("Making the database cluster", "initdb", "-A", "trust", "-U", USER, "-D", str(self._data))

    def _run(self, what: str, program: str, *arguments: str) -> None:
        log = self.folder.parent / f"{program}.log"
        run(what, [*_servant(), _found(program), *arguments], log, cwd=self.folder)

    def _ask(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*_servant(), _found(program), *arguments]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)


def _servant() -> Sequence[str]:
    return ("runuser", "-u", SERVANT, "--") if os.geteuid() == 0 else ()


def _found(program: str) -> str:
    """Return the program's path; Debian keeps the server's programs out of PATH, one folder a version."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name), reverse=True)
    found = shutil.which(program, path=os.pathsep.join([*map(str, versions), os.environ.get("PATH", "")]))
    if found is None:
        raise Trouble(
            f"PostgreSQL's '{program}' was not found. Install PostgreSQL 13 or newer, on Debian or Ubuntu with:\n"
            "  sudo apt-get install postgresql"
        )
    return found
