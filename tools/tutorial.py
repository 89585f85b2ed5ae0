"""Plays a page of docs/ as its reader would: writes its files, runs its commands, and puts in what they print.

```tsv my-terms/actors.tsv     a file: the block is its content
```sh                          commands, one a line; marsad is the one of this checkout
```python                      a program
```text                        right behind commands or a program: what they print
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```\n", re.DOTALL | re.MULTILINE)
_ISOLATES = dict.fromkeys(map(ord, "\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"))
WIDTH = "100"


def played(page: str, folder: Path) -> str:
    """The page with the output of every command, run in ``folder`` one after the other."""
    out, last, printed = [], 0, ""
    for block in _BLOCK.finditer(page):
        between = page[last : block.start()]
        out.append(between)
        kind, file, body = block["kind"], block["file"], block["body"]
        if file:
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
        elif kind == "sh":
            printed = "".join(
                _run(line.partition(" #")[0].split(), folder) for line in body.splitlines() if line.strip()
            )
        elif kind == "python":
            printed = _run(["python", "-c", body], folder)
        elif kind == "text" and not between.strip():
            body = printed
        start = block.start("body") - block.start()
        out.append(block[0][:start] + body + "```\n")
        last = block.end()
    return "".join([*out, page[last:]])


def _run(words: list[str], folder: Path) -> str:
    """What a command prints, standard error included."""
    program = {"marsad": [sys.executable, "-m", "marsad"], "python": [sys.executable]}[words[0]]
    cache = {name: str(folder / ".cache") for name in ("XDG_CACHE_HOME", "LOCALAPPDATA")}
    done = subprocess.run(
        [*program, *words[1:]], cwd=folder, env=os.environ | cache | {"COLUMNS": WIDTH, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.translate(_ISOLATES).splitlines())
