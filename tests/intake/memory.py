"""How much memory it takes to go through a file, in the process that is asked and in those it starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

CODE = """
import re, resource, sys
from marsad.intake.items import Intake
from marsad.intake.item import Refused
number = sum(not isinstance(item, Refused) for item in Intake([sys.argv[1]]))
own = int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])  # ru_maxrss counts who started it
others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(number, max(own, others) // 1024)
"""


def peak(path: Path) -> int:
    """Megabytes of the largest process; asserts that there was a report."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(path)], capture_output=True, text=True, check=True, env=environment
    )
    number, megabytes = map(int, done.stdout.split())
    assert number
    return megabytes
