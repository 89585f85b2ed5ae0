"""A PostgreSQL server for the tests, from the programs that are on the machine, in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
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
        self._process: subprocess.Popen[bytes] | None = None
        if os.geteuid() == 0:
            shutil.chown(self.folder, *(pwd.getpwnam("postgres")[2:4]))
        self._data = str(self.folder / "data")
        self._databases = 0
        self.run(
            "initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", *self._language()
        )
        self.start()

    def _as(self, *options: str) -> list[str]:
        """Servers do not run as root."""
        user = ["--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        return ["setpriv", *user, *options] if user or options else []

    def _language(self) -> list[str]:
        return ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=ar"]

    def run(self, program: str, *args: str) -> None:
        command = [*self._as(), str(self.programs / program), *args]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        options = ["-k", str(self.folder), "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=40"]
        # The server does not outlive the tests, however these end.
        command = [*self._as("--pdeathsig=INT"), str(self.programs / "postgres"), "-D", self._data, *options]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
        until = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.address("postgres")).close()
                return
            except psycopg.OperationalError:
                assert time.monotonic() < until, (self.folder / "log").read_text()
                time.sleep(0.05)

    def stop(self) -> None:
        """At once, as by a fall of the machine."""
        if self._process:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(60)
            self._process = None

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
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
