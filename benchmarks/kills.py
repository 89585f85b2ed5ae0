"""Adding that is killed again and again leaves what an undisturbed run leaves.

    python benchmarks/kills.py FILE [--kills 30] [--server-kills 0] [--postgres] [--within 6]

Adds FILE (JSON lines) with marsad add and kills the process at random moments of its first seconds, again and again.
When a run comes to its end before it is killed, the store is compared with one that nobody disturbed: every table, but
for numbers and clock times; and a new store is begun, until all kills have hit a running process. With --postgres the
stores are on a server of its own, of which --server-kills times the processes are killed in place of Marsad's.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from marsad.observatory import Observatory  # noqa: E402
from observatory.dumps import dump  # noqa: E402
from observatory.servers import Server  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--server-kills", type=int, default=0)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--within", type=float, default=6, help="a kill comes so many seconds after the start at most")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    server = Server() if args.postgres else None
    try:
        with tempfile.TemporaryDirectory() as folder:
            return compare(args, server, addresses(server, folder))
    finally:
        if server:
            server.close()


def addresses(server: Server | None, folder: str) -> Iterator[str]:
    """Where one new store after the other is to be."""
    n = 0
    while True:
        n += 1
        yield server.database() if server else f"{folder}/{n}.db"


def compare(args: argparse.Namespace, server: Server | None, new: Iterator[str]) -> int:
    chance = random.Random(args.seed)
    victims = ["marsad"] * args.kills + ["server"] * args.server_kills
    chance.shuffle(victims)
    want = finished(args.file, next(new))
    total, stores, different = len(victims), 0, 0
    while victims:
        address, stores, run = next(new), stores + 1, None
        while victims:
            run = add(args.file, address)
            try:
                run.wait(chance.uniform(0.2, args.within))
                break  # it was faster
            except subprocess.TimeoutExpired:
                kill(run, victims[0], server)
            left = f"exit code {run.returncode}, {reports(address)} reports in store {stores}"
            print(f"kill {total - len(victims) + 1} ({victims.pop(0)}): {left}", flush=True)
        same = finished(args.file, address) == want
        different += not same
        print(f"store {stores} finished: {'the same' if same else 'NOT the same'}", flush=True)
    print(f"{total} kills, {stores} stores, {different} of them not the same")
    return 1 if different else 0


def kill(run: subprocess.Popen[bytes], victim: str, server: Server | None) -> None:
    if victim == "server" and server:
        server.stop()
        _, err = run.communicate()
        print(f"  {err.decode().strip()}")
        server.start()
    else:
        run.send_signal(signal.SIGKILL)
        run.communicate()


def finished(file: Path, address: str) -> dict[str, list[tuple[Any, ...]]]:
    """What the store holds after a run that nobody disturbed."""
    run = add(file, address)
    _, err = run.communicate()
    if run.returncode or err:
        print(f"  exit code {run.returncode} {err.decode().strip()}")
    with Observatory(address) as observatory:
        return dump(observatory.store())


def add(file: Path, address: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "marsad", "add", str(file), "--db", address]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def reports(address: str) -> int:
    try:
        with Observatory(address) as observatory:
            return observatory.status().reports
    except Exception as fault:
        print(f"  {fault}")
        return 0


if __name__ == "__main__":
    sys.exit(main())
