"""A PostgreSQL server for the tests, from the programs that are on the machine, in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest


def programs() -> Path:
    """Folder of initdb and its like; skips where PostgreSQL is not installed, fails where CI runs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4].split(".")[0]))
    initdb = str(found[-1]) if found else shutil.which("initdb")
    if initdb:
        return Path(initdb).parent
    reason = "PostgreSQL is not installed: apt-get install postgresql"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


class Server:
    """One server, on a socket in its own folder. Its language sorts otherwise than bytes do."""

    def __init__(self) -> None:
        self.programs = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="marsad-pg-"))
        self._user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        if self._user:
            shutil.chown(self.folder, *(pwd.getpwnam("postgres")[2:4]))
        self._data = str(self.folder / "data")
        self._databases = 0
        self.run(
            "initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", *self._language()
        )
        self.start()

    def _language(self) -> list[str]:
        return ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=ar"]

    def run(self, program: str, *args: str) -> None:
        command = [*self._user, str(self.programs / program), *args]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", self._data, "-l", log, "-w", "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        self.run("pg_ctl", "-D", self._data, "-m", mode, "-w", "stop")

    def database(self) -> str:
        """The address of a new database."""
        self._databases += 1
        name = f"db{self._databases}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def address(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def close(self) -> None:
        with suppress(AssertionError):  # stopped by a test
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
