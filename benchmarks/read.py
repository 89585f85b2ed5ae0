"""How fast the reader is: sentences/s, MB/s, reports/s on one core, and each step's share of the time.

    python benchmarks/read.py [FILE]

FILE holds JSON lines with a "text" (.jsonl or .jsonl.gz); without one, the shipped examples are read again and again.
The shares come from a second, profiled run over some of the reports, and count a step's own time only.
"""

from __future__ import annotations

import cProfile
import pstats
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from marsad import intake, lexicon
from marsad.arabic.normalise import normalise
from marsad.arabic.words import tokens
from marsad.intake.jsonlines import stream
from marsad.reader import read
from marsad.reader.text import sentences

EXAMPLES = Path(lexicon.__file__).parent.parent / "examples"
REPEATS = 100  # of the examples
PROFILED = 150  # reports


def documents(path: Path | None) -> list[intake.Document]:
    if path is None:
        return [intake.load(example) for example in sorted(EXAMPLES.glob("*.txt"))] * REPEATS
    return [item for _, item in stream(path) if isinstance(item, intake.Document)]


def run(docs: list[intake.Document]) -> int:
    """Read all; the number of claims."""
    return sum(
        len(read(d.text, title=d.title, publisher=d.publisher, published=d.published, url=d.url).claims) for d in docs
    )


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


def main() -> None:
    docs = documents(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    start = time.perf_counter()
    run(docs[:1])
    cold = time.perf_counter() - start
    start = time.perf_counter()
    claims = run(docs)
    seconds = time.perf_counter() - start
    count = sum(len(list(sentences(tokens(normalise(d.text))))) for d in docs)
    size = sum(len(d.text.encode()) for d in docs) / 1e6
    print(
        f"{len(docs):,} reports, {count:,} sentences, {size:.1f} MB, {claims:,} claims in {seconds:.1f} s on one core"
    )
    print(f"{count / seconds:,.0f} sentences/s   {size / seconds:.2f} MB/s   {len(docs) / seconds:,.1f} reports/s")
    print(f"first report with loading the tables: {cold:.2f} s")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"\nshare of each step (profiled, {min(PROFILED, len(docs))} reports)")
    for name, share in shares(docs[:PROFILED]):
        if share >= 0.005:
            print(f"{share:6.1%}  {name}")


if __name__ == "__main__":
    main()
