"""Supervised worker processes: each has a thread that hands it one report at a time and replaces it when it dies.

A report that kills its worker, or takes too long, is a failure; the next one gets a new worker.
"""

from __future__ import annotations

import queue
import threading
import zlib
from typing import NamedTuple

import msgspec
from msgspec import Struct

from marsad.errors import StoreError
from marsad.intake.process import ended, receive, send, start, stop
from marsad.observatory.messages import Answer, Failed, Setup, Task
from marsad.observatory.unfold import Unfolded

START = 60  # seconds for a new worker to load its tables


class Result(NamedTuple):
    """What became of a task."""

    task: Task
    outcome: Unfolded | Failed


class Crew:
    """``count`` workers. ``offer`` hands in a task, ``take`` brings back a result, ``open`` counts those between."""

    def __init__(self, count: int, setup: Setup) -> None:
        self.open = 0
        self._setup = setup
        self._tasks: queue.Queue[Task | None] = queue.Queue(2 * count)
        self._results: queue.Queue[Result | BaseException] = queue.Queue()
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(count)]
        self._closing = False
        self._workers: set[_Worker] = set()
        self._lock = threading.Lock()

    def offer(self, task: Task) -> bool:
        """Hand in a task; False where all hands are full."""
        try:
            self._tasks.put_nowait(task)
        except queue.Full:
            return False
        self.open += 1
        idle = [thread for thread in self._threads if thread.ident is None]
        if idle and self.open > len(self._threads) - len(idle):
            idle[0].start()  # no more than there is work for
        return True

    def take(self, timeout: float) -> Result | None:
        """The next result; None where none comes within ``timeout`` seconds. Raises what stopped a thread."""
        try:
            out = self._results.get(timeout=timeout)
        except queue.Empty:
            return None
        if isinstance(out, BaseException):
            raise out
        self.open -= 1
        return out

    def close(self) -> None:
        """Stop all workers, the busy ones too."""
        self._closing = True
        with self._lock:
            for worker in self._workers:
                worker.kill()
        for thread in self._threads:
            if thread.ident is not None:
                self._put_stop()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(10)

    def _put_stop(self) -> None:
        while True:
            try:
                self._tasks.put_nowait(None)
            except queue.Full:
                try:
                    self._tasks.get_nowait()
                except queue.Empty:
                    continue
            else:
                return

    def _run(self) -> None:
        worker: _Worker | None = None
        try:
            while (task := self._tasks.get()) is not None and not self._closing:
                worker = worker or self._hire()
                answer = worker.read(task)
                if answer.last:
                    self._dismiss(worker)
                    worker = None
                if not self._closing:
                    self._results.put(Result(task, answer.read or answer.failed or Failed("Crash", "no answer")))
        except BaseException as fault:
            self._results.put(fault)
        finally:
            if worker:
                self._dismiss(worker)

    def _hire(self) -> _Worker:
        with self._lock:
            worker = _Worker(self._setup)
            self._workers.add(worker)
        return worker

    def _dismiss(self, worker: _Worker) -> None:
        with self._lock:
            self._workers.discard(worker)
        worker.kill()


class _Worker:
    """One process."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._process = start("marsad.observatory.worker")
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in, self._out = self._process.stdin, self._process.stdout
        self._late = False
        if self._answer(setup, START) is None:
            code = ended(self._process)
            self.kill()
            raise StoreError("worker process", f"does not start ({code})", "see that this Python can run marsad read")

    def read(self, task: Task) -> Answer:
        """Have one report read. A worker that dies over it, or does not answer, makes it a failure."""
        patience = 5 * self._setup.seconds + 30
        if answer := self._answer(task, patience):
            return answer
        if self._late:
            return self._lost(task, "TimeLimit", f"gave no reading in {patience:,} seconds")
        if ended(self._process) == "SIGXCPU":
            return self._lost(task, "TimeLimit", f"takes more than {self._setup.seconds:,} seconds to read")
        return self._lost(task, "Crash", f"brought down the process that read it ({ended(self._process)})")

    def _answer(self, message: Struct, patience: float) -> Answer | None:
        """The answer to a message; None where the process ends, or gives none in ``patience`` seconds and is ended."""
        alarm = threading.Timer(patience, self._expire)
        alarm.start()
        try:
            send(self._in, message)
            return receive(self._out, Answer)
        except (OSError, msgspec.DecodeError):
            return None
        finally:
            alarm.cancel()

    def _expire(self) -> None:
        self._late = True
        self._process.kill()

    def _lost(self, task: Task, kind: str, trouble: str) -> Answer:
        remedy = "raise --max-seconds, or split it" if kind == "TimeLimit" else "report this fault of the reader"
        reason = f"{task.item.where}: {trouble}; {remedy}"
        return Answer(failed=Failed(kind, reason, zlib.compress(task.item.data)), last=True)

    def kill(self) -> None:
        stop(self._process)
