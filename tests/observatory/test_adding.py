"""Adding by worker processes: bad reports cost themselves alone, and a run that is cut off is finished by the next."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from conftest import ROOT, Run, shared
from marsad.errors import MissingInput, OptionError
from marsad.intake.items import Intake, Item, Refused
from marsad.observatory import Limits, Observatory
from observatory.conftest import TEXTS
from observatory.dumps import dump
from observatory.servers import Server

# What a fault of a library would do, at words that no report holds.
FAULTS = """
import os, time, marsad.reader
read = marsad.reader.read
def faulty(text, **options):
    if "قاتل" in text: os.kill(os.getpid(), 11)
    if "دوار" in text:
        while True: pass
    if "نهم" in text: bytearray(10**12)
    if "معيب" in text: raise KeyError("made")
    return read(text, **options)
marsad.reader.read = faulty
"""


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers whose reader fails at certain words."""
    folder = tmp_path / "faults"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(FAULTS, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))


def lines(path: Path, texts: list[str]) -> Path:
    path.write_text(
        "".join(json.dumps({"text": text, "id": n}) + "\n" for n, text in enumerate(texts)), encoding="utf-8"
    )
    return path


def many(path: Path, number: int) -> Path:
    """Reports that take a while to read."""
    return lines(path, [f"{n}. " + " ".join(TEXTS) * 3 for n in range(number)])


def command(*args: str | Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    words = [sys.executable, "-m", "marsad", *map(str, args)]
    return subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


class TestIntake:
    def test_folder_is_gone_through_by_name_and_not_left(self, tmp_path: Path) -> None:
        folder, outside = tmp_path / "in", tmp_path / "secret.txt"
        (folder / "sub").mkdir(parents=True)
        outside.write_text("سر", encoding="utf-8")
        for name in ("b.txt", "a.html", "sub/c.txt", ".hidden.txt", "d.odt"):
            (folder / name).write_text("<html><body><p>نص</p></body></html>", encoding="utf-8")
        (folder / "link.txt").symlink_to(outside)
        (folder / "own.txt").symlink_to(folder / "b.txt")
        (folder / "loop").symlink_to(folder)
        os.mkfifo(folder / "pipe.txt")
        intake = Intake([folder])
        names = [Path(item.origin).name for item in intake]
        assert names == ["a.html", "b.txt", "b.txt", "c.txt"]  # own.txt is b.txt by another name
        assert intake.passed_over == 2
        assert intake.done == intake.total > 0

    def test_json_lines_are_told_apart_by_address_id_or_number(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl.gz"
        rows = [{"text": "أ", "url": "https://example.org/1"}, {"text": "ب", "id": 7}, {"text": "ج"}]
        path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
        found = [item for item in Intake([path]) if isinstance(item, Item)]
        assert [(item.address, item.position) for item in found] == [
            ("https://example.org/1", "line 1"), (None, "id 7"), (None, "line 3"),
        ]  # fmt: skip

    def test_what_cannot_be_had_costs_itself_alone(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(b"x" * 2000)
        (tmp_path / "b.txt").write_bytes(b"  ")
        (tmp_path / "c.jsonl").write_text('{"text": "' + "y" * 2000 + '"}\n{"text": "z"}\n', encoding="utf-8")
        (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(b'{"text": "z"}\n' * 50)[:40])
        (tmp_path / "e.txt").write_text("نص", encoding="utf-8")
        found = list(Intake([tmp_path], limit=1000))
        kinds = [type(item.fault).__name__ if isinstance(item, Refused) else "read" for item in found]
        assert kinds[:4] == ["TooLarge", "EmptyInput", "BrokenLine", "read"]
        assert kinds[-2:] == ["MissingInput", "read"]

    def test_gzip_bomb_is_cut_at_the_limit(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"a" * 50_000_000))
        (found,) = Intake([tmp_path / "a.txt.gz"], limit=1000)
        assert isinstance(found, Refused)
        assert "larger than 1,000 bytes" in str(found.fault)

    def test_path_that_is_not_there_is_told_before_all(self, tmp_path: Path) -> None:
        with pytest.raises(MissingInput, match=r"gone\.txt"):
            Intake([tmp_path, tmp_path / "gone.txt"])
        with pytest.raises(OptionError, match="is an address"):
            Intake(["https://example.org/a"])


class TestLimits:
    @pytest.mark.usefixtures("faulty")
    def test_each_fault_costs_its_report(self, address: str, tmp_path: Path) -> None:
        texts = ["قاتل", TEXTS[0], "دوار", "نهم", "معيب", TEXTS[1], " ", TEXTS[2]]
        path = lines(tmp_path / "a.jsonl", texts)
        limits = Limits(seconds=1, megabytes=300, workers=1)
        with Observatory(address) as observatory:
            done = observatory.add(path, limits=limits)
            failures = observatory.failures()
        assert (done.added, done.failed, len(done.failures)) == (3, 5, 5)
        assert {failure.position: failure.kind for failure in failures} == {
            "id 0": "Crash", "id 2": "TimeLimit", "id 3": "MemoryLimit", "id 4": "ReaderFault", "id 6": "InputError",
        }  # fmt: skip
        assert all("\n" not in failure.reason and str(path) in failure.reason for failure in failures)

    @pytest.mark.usefixtures("faulty")
    def test_failures_are_not_tried_again_unasked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = lines(tmp_path / "a.jsonl", ["معيب " + TEXTS[0], TEXTS[1]])
        with Observatory(tmp_path / "a.db") as observatory:
            observatory.add(path)
            monkeypatch.delenv("PYTHONPATH")
            before = dump(observatory.store())
            again = observatory.add(path)
            assert (again.added, again.known, again.failed, again.failed_before) == (0, 1, 0, 1)
            assert dump(observatory.store()) == before
            done = observatory.retry()
            assert (done.added, done.failed) == (1, 0)
            assert observatory.failures() == []

    def test_what_was_too_large_is_had_under_another_limit(self, tmp_path: Path) -> None:
        path = lines(tmp_path / "a.jsonl", [TEXTS[0] * 20, TEXTS[1]])
        with Observatory(tmp_path / "a.db") as observatory:
            done = observatory.add(path, limits=Limits(bytes=2000))
            assert (done.added, done.failed) == (1, 1)
            done = observatory.retry(limits=Limits(bytes=2000))
            assert (done.added, done.failed_before, observatory.status().failures) == (0, 1, 1)
            done = observatory.retry()
            assert (done.added, observatory.status().failures) == (1, 0)


class TestInterruption:
    def test_killed_runs_are_finished_by_the_next(self, address: str, tmp_path: Path) -> None:
        path = many(tmp_path / "a.jsonl", 30)
        chance = random.Random(5)
        for _ in range(3):
            run = command("add", path, "--db", address, "--workers", "1")
            time.sleep(chance.uniform(0.4, 2))
            run.send_signal(signal.SIGKILL)
            run.communicate()
        with Observatory(address) as observatory:
            observatory.add(path, limits=Limits(workers=1))
            have = dump(observatory.store())
        with Observatory(tmp_path / "whole.db") as whole:
            whole.add(path, limits=Limits(workers=1))
            want = dump(whole.store())
        if address.startswith("postgresql"):
            want["search"] = have["search"] = []
        assert have == want

    def test_server_that_goes_away_is_told(self, tmp_path: Path) -> None:
        server = Server()
        try:
            address = server.database()
            path = many(tmp_path / "a.jsonl", 150)
            with Observatory(address) as observatory:
                observatory.add(lines(tmp_path / "b.jsonl", TEXTS[:1]))
                run = command("add", path, "--db", address, "--workers", "1")
                until = time.monotonic() + 60
                while observatory.status().reports < 2 and time.monotonic() < until:
                    time.sleep(0.05)
            server.stop()
            _, err = run.communicate(timeout=60)
            assert run.returncode == 2, err
            assert err.decode().count("\n") == 1
            assert "what was added is kept" in err.decode()
            server.start()
            with Observatory(address) as observatory:
                observatory.add(path)
                assert observatory.status().reports == 151
        finally:
            server.close()

    def test_two_runs_and_questions_at_once(self, address: str, tmp_path: Path) -> None:
        path = many(tmp_path / "a.jsonl", 12)
        seen: list[int] = []
        over = threading.Event()

        def ask() -> None:
            with Observatory(address) as observatory:
                while not over.is_set():
                    seen.append(observatory.status().reports)
                    time.sleep(0.05)

        with Observatory(address) as observatory:
            observatory.add(lines(tmp_path / "b.jsonl", TEXTS[:1]))
        asking = threading.Thread(target=ask)
        asking.start()
        runs = [command("add", path, "--db", address, "--workers", "1") for _ in range(2)]
        errors = [run.communicate()[1] for run in runs]
        over.set()
        asking.join()
        assert [run.returncode for run in runs] == [0, 0], errors
        assert seen == sorted(seen)
        with Observatory(address) as observatory:
            assert observatory.status().reports == 13


class TestCommand:
    def test_add_status_failures(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(TEXTS[0], encoding="utf-8")
        (tmp_path / "b.txt").write_bytes(b"%PDF-1.7")
        db = tmp_path / "m.db"
        code, out, err = run("add", tmp_path, "--db", db, "--json")
        assert code == 1
        assert json.loads(out)["added"] == 1
        assert err.count("\n") == 1
        assert "b.txt: is a PDF" in err
        code, out, _ = run("--db", db, "status", "--json")
        assert {**json.loads(out), "actors": 0, "claims": 0} == {
            "reports": 1, "claims": 0, "actors": 0, "statements": 0, "failures": 1,
        }  # fmt: skip
        code, out, _ = run("failures", "--json", f"--db={db}")
        (failure,) = map(json.loads, out.splitlines())
        assert failure["kind"] == "BinaryInput"
        code, out, _ = run(f"--db={db}", "failures")
        assert b"is a PDF" in out

    def test_standard_input(self, run: Run, tmp_path: Path) -> None:
        code, out, _ = run("add", "-", "--db", tmp_path / "m.db", stdin=TEXTS[0].encode())
        assert (code, out[:7]) == (0, b"1 added")
        line = json.dumps({"text": TEXTS[1]}).encode()
        code, out, _ = run("add", "-", "--db", tmp_path / "m.db", stdin=line + b"\n" + line)
        assert out[:7] == b"2 added"

    def test_store_by_environment(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MARSAD_DB", str(tmp_path / "m.db"))
        run("add", "-", stdin=TEXTS[0].encode())
        assert (tmp_path / "m.db").exists()
        assert run("status", "--db", tmp_path / "other.db")[0] == 2

    def test_what_is_given_goes_first(self, run: Run, tmp_path: Path) -> None:
        db = tmp_path / "m.db"
        run("add", "-", "--db", db, "--publisher", "المرصد", "--published", "2016-06-30", stdin=TEXTS[2].encode())
        with Observatory(db) as observatory:
            ((row),) = dump(observatory.store())["reports"]
        assert "المرصد" in row
        assert "2016-06-30" in row

    @pytest.mark.parametrize(
        "args", [("--published", "soon"), ("--workers", "-1"), ("--max-bytes", "0"), ("--lexicon", "/nowhere")]
    )
    def test_bad_options_are_one_line(self, run: Run, tmp_path: Path, args: tuple[str, ...]) -> None:
        (tmp_path / "a.txt").write_text(TEXTS[0], encoding="utf-8")
        code, out, err = run("add", tmp_path / "a.txt", "--db", tmp_path / "m.db", *args)
        assert (code, out, err.count("\n")) == (2, b"", 1)
        assert not (tmp_path / "m.db").exists()

    def test_forget_and_again(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(TEXTS[0], encoding="utf-8")
        db = tmp_path / "m.db"
        run("add", tmp_path / "a.txt", "--db", db)
        with Observatory(db) as observatory:
            (report,) = dump(observatory.store())["reports"]
        key = next(value for value in report if str(value).startswith("r") and len(str(value)) == 33)
        assert run("forget", key[:9], "--db", db)[0] == 0
        code, out, err = run("add", tmp_path / "a.txt", "--db", db)
        assert (code, out[:7]) == (0, b"0 added")
        assert "--again" in err
        assert run("add", tmp_path / "a.txt", "--db", db, "--again")[1][:7] == b"1 added"


def test_real_articles_again_are_passed_over(tmp_path: Path) -> None:
    path = shared("realnews", "articles.jsonl.gz")
    head = tmp_path / "head.jsonl"
    with gzip.open(path) as file:
        head.write_bytes(b"".join(next(file) for _ in range(4)))
    with Observatory(tmp_path / "m.db") as observatory:
        assert observatory.add(head).added == 4
        before = dump(observatory.store())
        again = observatory.add(head)
        assert (again.known, again.added) == (4, 0)
        assert dump(observatory.store()) == before
