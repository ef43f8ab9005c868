"""A PostgreSQL server for the tests: a real one, started from the binaries that are installed.

`SKILLCERT_TEST_POSTGRES` names another one, as `postgresql://user@host/database`, whose user may
create databases. Without either the tests are left out, with the reason; see `outside`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from .outside import need

__all__ = ["Server", "running_server"]

_GIVEN = "SKILLCERT_TEST_POSTGRES"
_DEBIAN = Path("/usr/lib/postgresql")
_numbers = count(1)
_WAIT = (
    "import shutil, subprocess, sys; sys.stdin.read();"
    "subprocess.run(sys.argv[3:], user=sys.argv[1] or None, check=False);"
    "shutil.rmtree(sys.argv[2], ignore_errors=True)"
)


def _binaries() -> Path | None:
    """Return the folder of the server's programs, the newest one."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = [path.parent for path in _DEBIAN.glob("*/bin/initdb")]
    return max(folders, key=lambda path: int(path.parent.name), default=None)


def _as_nobody_special() -> dict[str, Any]:
    """Return what makes a program run as another user, since the server refuses to be root's."""
    root = sys.platform != "win32" and os.geteuid() == 0
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if root else {}


class Server:
    """A server, and its databases.

    Attributes:
        own: Whether the tests have started it, and so may restart it.
    """

    def __init__(
        self, url: str, *, folder: Path | None = None, binaries: Path | None = None
    ) -> None:
        self._url = url
        self._folder = folder
        self._binaries = binaries
        self.own = folder is not None

    @property
    def data(self) -> Path | None:
        """The folder with the server's files, if it is the tests' own."""
        return self._folder / "data" if self._folder is not None else None

    def database(self) -> str:
        """Return the address of a new, empty database."""
        name = f"skillcert_{os.getpid()}_{next(_numbers)}"
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        head, _, options = self._url.partition("?")
        return f"{head.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")

    def drop(self, url: str) -> None:
        """Remove a database, whoever is connected to it."""
        name = url.partition("?")[0].rpartition("/")[2]
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._control("start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `fast` ends every session, `immediate` is as if the power failed."""
        self._control("stop", "-m", mode)

    def restart(self, mode: str = "fast") -> None:
        """Stop it and start it again."""
        self._control("restart", "-m", mode)

    def command(self, *arguments: str) -> list[str]:
        """Return the command that tells the server to do something."""
        if self._binaries is None or self._folder is None:
            raise RuntimeError("this server is not the tests' own")
        return [
            str(self._binaries / "pg_ctl"),
            *("-D", str(self._folder / "data"), "-l", str(self._folder / "log")),
            # Nothing but a socket in a folder of its own: no port that could be taken.
            *("-o", f"-c listen_addresses= -c unix_socket_directories={self._folder}"),
            *("-w", *arguments),
        ]

    def _control(self, *arguments: str) -> None:
        subprocess.run(
            self.command(*arguments),
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._folder,
            **_as_nobody_special(),
        )


@contextmanager
def _stopped_with_us(server: Server, folder: Path) -> Iterator[None]:
    """Have the server stopped when this process ends, however it ends: a test run can be killed.

    Another process waits for the end of a pipe that only we hold open.
    """
    command = server.command("stop", "-m", "immediate")
    with subprocess.Popen(
        [sys.executable, "-c", _WAIT, _as_nobody_special().get("user", ""), folder, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    ):
        yield


@contextmanager
def running_server() -> Iterator[Server]:
    """Lend a running server; skip the test, or fail it, without one."""
    given = os.environ.get(_GIVEN)
    if given:
        yield Server(given)
        return
    binaries = _binaries()
    need(
        "postgresql",
        present=binaries is not None and sys.platform != "win32",
        install=f"apt install postgresql, or name a server in {_GIVEN}",
    )
    with tempfile.TemporaryDirectory(prefix="skillcert-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        user = _as_nobody_special()
        if user:
            shutil.chown(folder, user["user"], user["group"])
        subprocess.run(
            [
                Path(str(binaries)) / "initdb",
                *("-D", folder / "data", "-U", "skillcert", "-A", "trust"),
                *("-E", "UTF8", "--locale=C", "--no-sync"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            **user,
        )
        url = f"postgresql://skillcert@/postgres?host={folder}"
        server = Server(url, folder=folder, binaries=binaries)
        with _stopped_with_us(server, folder):
            server.start()
            try:
                yield server
            finally:
                server.stop("immediate")
