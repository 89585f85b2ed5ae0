"""How fast the reader is, on one core: sentences, MB and reports a second, each step's share, start, tables and memory.

    python benchmarks/read.py [FILE] [--starts N]

FILE holds JSON lines with a "text" (.jsonl or .jsonl.gz); without one, the shipped examples are read again and again. Rates
count processor time, so that other work on the machine matters less; starts are what a person waits for, in a process of
their own each. The shares come from a second, profiled run over some of the reports, and count a step's own time only.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import median

from marsad import intake, lexicon
from marsad.arabic.normalise import normalise
from marsad.arabic.words import tokens
from marsad.intake.jsonlines import stream
from marsad.reader import read
from marsad.reader.text import sentences

EXAMPLES = Path(lexicon.__file__).parent.parent / "examples"
REPEATS = 100  # of the examples
PROFILED = 150  # reports
TABLES = """
import time
import msgspec.json
from marsad import lexicon
start = time.perf_counter()
lexicon.load()
print(time.perf_counter() - start)
"""


def documents(path: Path | None) -> list[intake.Document]:
    if path is None:
        return [intake.load(example) for example in sorted(EXAMPLES.glob("*.txt"))] * REPEATS
    return [item for _, item in stream(path) if isinstance(item, intake.Document)]


def run(docs: list[intake.Document]) -> int:
    """Read all; the number of claims."""
    return sum(
        len(read(d.text, title=d.title, publisher=d.publisher, published=d.published, url=d.url).claims) for d in docs
    )


def memory(who: int = resource.RUSAGE_SELF) -> int:
    """Peak so far in MB."""
    return resource.getrusage(who).ru_maxrss // 1024


def shares(docs: list[intake.Document]) -> list[tuple[str, float]]:
    """Each module's share of the time; what it spends in Python's own functions is its own."""
    profile = cProfile.Profile()
    profile.runcall(run, docs)
    spent: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if "/marsad/" in file:
            spent[module(file)] += own
            continue
        for (caller, _, _), (_, _, part, _) in callers.items():
            spent[module(caller) if "/marsad/" in caller else "other"] += part
    total = sum(spent.values())
    return [(name, time_ / total) for name, time_ in spent.most_common()]


def module(file: str) -> str:
    return file.rpartition("/marsad/")[2].removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def waited(command: list[str], times: int) -> list[float]:
    """Seconds that each of several runs of a command took."""
    out = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        out.append(time.perf_counter() - start)
    return out


def told(seconds: list[float]) -> str:
    return f"{min(seconds) * 1000:.0f} ms at best, {median(seconds) * 1000:.0f} ms in the median of {len(seconds)}"


def starts(times: int) -> None:
    """Print what one report costs from a cold start, and the tables of it."""
    example = str(sorted(EXAMPLES.glob("*.txt"))[0])
    marsad = [sys.executable, "-m", "marsad", "read", example]
    waited(marsad, 1)  # the files are in the system's memory after
    print(f"marsad read REPORT:        {told(waited(marsad, times))}")
    print(f"marsad read REPORT --json: {told(waited([*marsad, '--json'], times))}")
    tables = [
        float(subprocess.run([sys.executable, "-c", TABLES], capture_output=True, check=True).stdout)
        for _ in range(times)
    ]
    print(f"loading the tables:        {told(tables)}")
    print(f"peak memory of one report: {memory(resource.RUSAGE_CHILDREN)} MB")


def rates(docs: list[intake.Document]) -> None:
    """Print how fast all reports are read, and what memory that takes."""
    run(docs[:1])  # loads the tables
    third = (len(docs) + 2) // 3
    peaks: list[int] = []
    claims = 0
    seconds = 0.0
    for at in range(0, len(docs), third):
        start = time.process_time()
        claims += run(docs[at : at + third])
        seconds += time.process_time() - start
        peaks.append(memory())
    count = sum(len(list(sentences(tokens(normalise(d.text))))) for d in docs)
    size = sum(len(d.text.encode()) for d in docs) / 1e6
    print(
        f"{len(docs):,} reports, {count:,} sentences, {size:.1f} MB, {claims:,} claims in {seconds:.1f} s on one core"
    )
    print(f"{count / seconds:,.0f} sentences/s   {size / seconds:.2f} MB/s   {len(docs) / seconds:,.1f} reports/s")
    print(f"peak memory after each third: {', '.join(map(str, peaks))} MB")


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("file", nargs="?", type=Path, help="JSON lines with a text each (.jsonl, .jsonl.gz)")
    options.add_argument(
        "--starts", type=int, default=7, help="how often to start (default: %(default)s; 0: not at all)"
    )
    asked = options.parse_args()
    if asked.starts > 0:
        starts(asked.starts)
        print()
    docs = documents(asked.file)
    rates(docs)
    print(f"\nshare of each step (profiled, {min(PROFILED, len(docs))} reports)")
    for name, share in shares(docs[:PROFILED]):
        if share >= 0.005:
            print(f"{share:6.1%}  {name}")


if __name__ == "__main__":
    main()
