"""Adding that is killed again and again leaves what an undisturbed run leaves.

    python benchmarks/kills.py FILE [--kills 30] [--server-kills 0] [--postgres]

Adds FILE (JSON lines) with marsad add, kills the process at random moments, then lets a last run finish, and compares
the store with one that nobody disturbed: every table, but for numbers and clock times. With --postgres the store is on a
server of its own, of which --server-kills times the processes are killed in place of Marsad's.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    server = Server() if args.postgres else None
    try:
        with tempfile.TemporaryDirectory() as folder:
            killed = server.database() if server else f"{folder}/killed.db"
            whole = server.database() if server else f"{folder}/whole.db"
            return compare(args, server, killed, whole)
    finally:
        if server:
            server.close()


def compare(args: argparse.Namespace, server: Server | None, killed: str, whole: str) -> int:
    chance = random.Random(args.seed)
    moments = ["marsad"] * args.kills + ["server"] * args.server_kills
    chance.shuffle(moments)
    for n, victim in enumerate(moments, 1):
        run = add(args.file, killed)
        time.sleep(chance.uniform(0.3, 6))
        if victim == "server" and server:
            server.stop()
            run.communicate()
            server.start()
        else:
            run.send_signal(signal.SIGKILL)
            run.communicate()
        print(f"kill {n} ({victim}): {reports(killed)} reports, exit code {run.returncode}")
    for address in (killed, whole):
        run = add(args.file, address)
        _, err = run.communicate()
        print(f"finished: {reports(address)} reports, exit code {run.returncode}", err.decode().strip())
    with Observatory(killed) as one, Observatory(whole) as other:
        same = dump(one.store()) == dump(other.store())
    print("the same" if same else "NOT the same")
    return 0 if same else 1


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
