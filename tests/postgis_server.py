"""A PostgreSQL server with PostGIS that the tests start and stop themselves, from what the machine has installed."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.availability import unavailable
from tests.in_memory import quick_folder

# Nothing here outlives the tests, so nothing need reach the disk.
QUICK = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"),
    *("max_wal_size=64MB", "unix_socket_directories="),
)


@contextmanager
def postgis_server() -> Iterator[str]:
    """A running server as "user@host:port", gone at the end."""
    programs = newest_postgres()
    if programs is None:
        unavailable("PostgreSQL is not installed", "postgis")
    with quick_folder("laget-postgis-") as folder:
        cluster = Cluster(programs, folder, free_port())
        cluster.make()
        with cluster.serving():
            yield f"postgres@127.0.0.1:{cluster.port}"


def newest_postgres() -> Path | None:
    """The folder of the newest PostgreSQL's programs."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("postgres")
    found = debian[-1] if debian else Path(on_path) if on_path else None
    return found.parent if found else None


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL data folder and the server on it."""

    programs: Path
    folder: Path
    port: int

    @property
    def user(self) -> str | None:
        """A server refuses to run as root, so there it gets the user that its package made."""
        return "postgres" if os.geteuid() == 0 else None

    def make(self) -> None:
        if self.user:
            shutil.chown(self.folder, self.user)
        process = self._start(
            "initdb", "--username=postgres", "--auth=trust", "--no-sync", "--no-locale", "--encoding=UTF8"
        )
        if process.wait():
            pytest.fail(f"PostgreSQL made no cluster: {self._log.read_text()}")

    @contextmanager
    def serving(self) -> Iterator[None]:
        settings = (*QUICK, "listen_addresses=127.0.0.1", f"port={self.port}")
        process = self._start("postgres", *(f"--{setting}" for setting in settings))
        try:
            self._await(process)
            yield
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()

    def _start(self, program: str, *arguments: str) -> "subprocess.Popen[bytes]":
        environment = {"PATH": os.environ["PATH"], "PGDATA": str(self.folder / "data"), "LC_ALL": "C"}
        with self._log.open("w") as log:
            return subprocess.Popen(
                [self.programs / program, *arguments],
                env=environment, cwd=self.folder, user=self.user, group=self.user, stdout=log, stderr=log,
            )  # fmt: skip

    def _await(self, process: "subprocess.Popen[bytes]") -> None:
        while process.poll() is None:
            try:
                with psycopg.connect(f"postgresql://postgres@127.0.0.1:{self.port}/postgres") as connection:
                    found = connection.execute(
                        "SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'"
                    ).fetchone()
                return None if found else unavailable("PostgreSQL lacks PostGIS", "postgis")
            except psycopg.OperationalError:
                time.sleep(0.05)
        pytest.fail(f"PostgreSQL did not start: {self._log.read_text()}")

    @property
    def _log(self) -> Path:
        return self.folder / "log"
