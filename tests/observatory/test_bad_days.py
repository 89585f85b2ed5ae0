"""Damage, full disks, closed doors, interruptions: one line that names the store, the trouble and the way out."""

from __future__ import annotations

import errno
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from conftest import ROOT, Run
from marsad.errors import BrokenStore, BusyStore, MarsadError, MissingStore, UnknownId
from marsad.observatory import Observatory, engine, schema
from marsad.observatory.engine import open_store
from marsad.observatory.faults import told
from marsad.observatory.write import Done, Writer
from observatory.dumps import dump
from observatory.servers import Server
from observatory.test_adding import command, many


@pytest.fixture
def path(tmp_path: Path, reports: list[Done]) -> Path:
    """A store with all reports, in one file."""
    made = tmp_path / "marsad.db"
    store = open_store(made, create=True)
    Writer(store).write(reports)
    store.close()
    return made


class TestWords:
    @pytest.mark.parametrize(
        ("code", "text", "kind", "words"),
        [
            (sqlite3.SQLITE_BUSY, "database is locked", BusyStore, "another program"),
            (sqlite3.SQLITE_FULL, "database or disk is full", BrokenStore, "disk is full; make room"),
            (sqlite3.SQLITE_IOERR_WRITE, "disk I/O error", BrokenStore, "room and works"),
            (sqlite3.SQLITE_CORRUPT_VTAB, "database disk image is malformed", BrokenStore, "damaged"),
            (sqlite3.SQLITE_NOTADB, "file is not a database", BrokenStore, "no store"),
            (sqlite3.SQLITE_READONLY_DIRECTORY, "attempt to write", MissingStore, "rights"),
            (sqlite3.SQLITE_ERROR, "vtable constructor failed: search", BrokenStore, "damaged"),
        ],
    )
    def test_go_by_the_code(self, code: int, text: str, kind: type[MarsadError], words: str) -> None:
        fault = sqlite3.OperationalError(text)
        fault.sqlite_errorcode = code
        made = told("a.db", fault)
        assert type(made) is kind
        assert words in str(made)

    def test_of_a_report_are_not_taken_for_a_fault(self) -> None:
        text = "Could not decode to UTF-8 column 'text' with text 'the full truth is locked away \x1b[31m" + "x" * 9000
        made = str(told("a.db", sqlite3.OperationalError(text)))
        assert "damaged" in made
        assert "full" not in made
        assert len(made) < 300


class TestDamage:
    def test_anywhere_is_told_or_does_no_harm(self, path: Path) -> None:
        whole = path.read_bytes()
        with Observatory(path) as observatory:
            ids = [(claim.id, claim.report) for claim in observatory.claims(limit=0)][::5]
        told_of: Counter[type[MarsadError]] = Counter()
        for seed in range(12):
            chance, data = random.Random(seed), bytearray(whole)
            for _ in range(chance.choice((20, 200))):
                at = chance.randrange(4096, len(data) - 64)
                data[at : at + 50] = chance.randbytes(50)
            path.write_bytes(data)
            for end in ("-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)
            with Observatory(path) as observatory:
                for ask in (
                    observatory.status, lambda: observatory.claims(limit=0), lambda: list(observatory.readings()),
                    lambda: observatory.search("موسكو"), lambda: observatory.reports(limit=0), observatory.failures,
                    lambda: [observatory.trace(claim) for claim, _ in ids], observatory.retry,
                    lambda: [observatory.report(report) for _, report in ids],
                ):  # fmt: skip
                    try:
                        ask()
                    except MarsadError as fault:
                        told_of[type(fault)] += 1
        assert told_of[BrokenStore] > 20
        assert set(told_of) <= {BrokenStore, UnknownId}

    def test_of_a_packed_reading_is_told(self, path: Path) -> None:
        driver = sqlite3.connect(path)
        driver.execute("UPDATE readings SET body = x'789c0000'")
        driver.commit()
        driver.close()
        with Observatory(path) as observatory, pytest.raises(BrokenStore, match=r"damaged.*backup"):
            observatory.claims()

    def test_is_not_copied_as_if_all_were_well(self, path: Path) -> None:
        driver = sqlite3.connect(path)
        (page,) = driver.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_entities_report_id'").fetchone()
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        driver.close()
        data = bytearray(path.read_bytes())
        data[(page - 1) * 4096 : page * 4096] = bytes(4096)
        path.write_bytes(data)
        with Observatory(path) as observatory, pytest.raises(BrokenStore, match=r"no copy was made|malformed"):
            observatory.backup(path.with_name("copy.db"))
        assert [p.name for p in path.parent.iterdir() if "copy" in p.name] == []


class TestDisk:
    def test_full_in_the_first_second_leaves_no_store(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(store: engine.Store, create: bool) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(engine, "_up_to_date", full)
        with pytest.raises(OSError, match="No space"):
            open_store(tmp_path / "a.db", create=True)
        assert list(tmp_path.iterdir()) == []

    def test_full_while_adding_keeps_what_is_there(self, tmp_path: Path) -> None:
        """The limit is on the size of files: a disk of 600 kB."""
        source = many(tmp_path / "r.jsonl", 40)
        limited = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        limited += "resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000));"
        limited += "from marsad.__main__ import main; main()"
        words = [sys.executable, "-c", limited, "add", str(source), "--db", str(tmp_path / "a.db"), "--workers", "1"]
        run = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
        assert run.returncode == 2
        assert run.stderr.count("\n") == 1
        assert "a.db: cannot be read or written" in run.stderr or "a.db: the disk is full" in run.stderr
        again = command("add", source, "--db", tmp_path / "a.db")
        again.communicate()
        assert again.returncode == 0
        whole = command("add", source, "--db", tmp_path / "b.db")
        whole.communicate()
        with Observatory(tmp_path / "a.db") as one, Observatory(tmp_path / "b.db") as other:
            assert dump(one.store()) == dump(other.store())

    def test_empty_file_of_another_kind_is_left_alone(self) -> None:
        with pytest.raises(MarsadError):
            open_store("/dev/full", create=True)
        assert Path("/dev/full").exists()


class TestLocks:
    def test_short_one_is_waited_for(self, path: Path, reports: list[Done]) -> None:
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(1.0, other.execute, ["COMMIT"])
        timer.start()
        with Observatory(path) as observatory:
            assert observatory.status().reports == len(reports)  # questions do not wait
            start = time.monotonic()
            observatory.forget(reports[0].key)
        assert time.monotonic() - start > 0.2
        timer.join()
        other.close()

    def test_long_one_of_postgres_is_told(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        address = server.database()
        open_store(address, create=True).close()
        monkeypatch.setattr(engine, "PATIENCE", 1)
        first, second = open_store(address), open_store(address)
        with first.write(), pytest.raises(BusyStore, match="another program"), second.write():
            pass
        first.close()
        second.close()


class TestServer:
    @pytest.fixture
    def guarded(self, server: Server) -> Iterator[str]:
        """The address of a database that asks for a password."""
        address = server.database()
        rules = Path(server._data) / "pg_hba.conf"
        before = rules.read_text()
        name = sa.make_url(address).database
        store = open_store(address, create=True)
        with store.engine.connect() as connection:
            connection.execute(sa.text("CREATE ROLE guest LOGIN PASSWORD 'right'"))
            connection.commit()
            rules.write_text(f"local {name} guest scram-sha-256\n{before}")
            connection.execute(sa.text("SELECT pg_reload_conf()"))
        store.close()
        yield address.replace("postgres@", "guest:wrong@")
        rules.write_text(before)

    def test_that_refuses_the_password_is_told(self, guarded: str) -> None:
        def tried() -> None:
            for _ in range(20):  # until the server has read its new rules
                open_store(guarded).close()
                time.sleep(0.1)

        with pytest.raises(MissingStore, match="refuses the password; put it into") as fault:
            tried()
        assert "wrong" not in str(fault.value)

    def test_without_the_database_is_told(self, server: Server) -> None:
        with pytest.raises(MissingStore, match="no such database"):
            open_store(server.address("nowhere"))

    def test_that_goes_away_in_a_question_is_told(self, reports: list[Done]) -> None:
        own = Server()
        try:
            address = own.database()
            store = open_store(address, create=True)
            Writer(store).write(reports)

            def asked() -> None:
                with store.read() as connection:
                    connection.execute(sa.select(schema.reports)).all()
                    own.stop()
                    connection.execute(sa.select(schema.claims)).all()

            with pytest.raises(BrokenStore, match=r"went away.*see that it runs"):
                asked()
            store.close()
        finally:
            own.close()


class TestStopping:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    @pytest.mark.parametrize("after", [0.2, 0.4, 3.0])
    def test_is_one_line_and_the_signals_code(self, tmp_path: Path, number: signal.Signals, after: float) -> None:
        run = command("add", many(tmp_path / "r.jsonl", 3000), "--db", tmp_path / "a.db", "--workers", "1")
        time.sleep(after)
        run.send_signal(number)
        _, err = run.communicate(timeout=60)
        if run.returncode == -number or b"runpy" in err:
            pytest.skip("the machine is so busy that Python itself had not started yet")
        assert run.returncode == 128 + number
        assert err.count(b"\n") == 1
        assert err.startswith(b"marsad: stopped")

    def test_waits_for_a_module_that_is_being_loaded(self, tmp_path: Path) -> None:
        """An exception in the callbacks of the import system would be lost, and the command go on."""
        (tmp_path / "slow.py").write_text("import os, signal, time\nos.kill(os.getpid(), signal.SIGTERM)\ndone = 1\n")
        words = "import marsad.stopping as s\ns.listen()\nimport slow\nprint(slow.done, flush=True)\nimport time\ntime.sleep(9)"
        run = subprocess.run(
            [sys.executable, "-c", words], capture_output=True, text=True, cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{tmp_path}"},
        )  # fmt: skip
        assert run.stdout == "1\n"
        assert run.stderr.strip().endswith("Stopped: 15")


class TestNames:
    @pytest.mark.parametrize(
        ("asked", "meant"), [("Hafttar", "Khalifa Haftar"), ("حفطر", "خليفة حفتر"), ("جريده 11", "جريدة 1")]
    )
    def test_unknown_one_is_answered_with_the_nearest(self, path: Path, run: Run, asked: str, meant: str) -> None:
        _, _, err = run("claims", "--source", asked, "--db", path)
        assert f"{asked}: nobody and no place in the store is called so; did you mean {meant}" in err

    def test_like_no_other_is_answered_with_none(self, path: Path, run: Run) -> None:
        _, _, err = run("claims", "--actor", "Zzyzx", "--db", path)
        assert "is called so" in err
        assert "did you mean" not in err

    def test_of_files_act_on_no_terminal(self, tmp_path: Path, run: Run) -> None:
        folder = tmp_path / "\x1b]0;owned\x07\x9b31m"
        folder.mkdir()
        (folder / "\x1b[2J\u202e.txt").write_text("زار وزير موسكو.", encoding="utf-8")
        (folder / "\x1b[31m\r.txt").write_bytes(b"\xff\xfe\x00\x01\x02")
        db = folder / "\x1b[8m.db"
        ask = [
            ("add", folder, "--db", db), ("reports", "--db", db), ("failures", "--db", db), ("status", "--db", db),
            ("claims", "--db", db), ("search", "موسكو", "--db", db), ("show", folder / "\x1b[2J\u202e.txt", "--db", db),
            ("backup", folder / "\x1b[1m.db", "--db", db), ("backup", folder / "\x1b[1m.db", "--db", db),
            ("forget", "\x1b[5m", "--db", db), ("trace", "\x1b[5m", "--db", db), ("read", folder), ("add", "\x1b[7m"),
            ("read", "\x1b[7m"), ("evaluate", folder), ("lexicon", "check", folder), ("\x1b[7m",), ("status", "\x1b[7m"),
            ("read", "--\x1b[7m"), ("claims", "--limit", "\x1b[7m"), ("claims", "--predicate", "\x1b[7m", "--db", db),
        ]  # fmt: skip
        for args in ask:
            _, out, err = run(*args)
            shown = out.decode() + err
            assert not {"\x1b", "\x07", "\x9b", "\r", "\u202e"} & set(shown), (args, shown)
            assert "Traceback" not in shown, args
