"""How fast the store is: reports/s of adding, and the time of every question on many claims.

    python benchmarks/store.py [FILE] [--claims N] [--db FILE|ADDRESS]

FILE holds JSON lines with a "text"; without one, the shipped examples are used. They are added once, with worker
processes, as marsad add does. Then copies of their readings, with other days, publishers and names, fill a second store
to N claims (100,000 by default), and each question is asked three times of it; the best time counts.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from marsad import lexicon
from marsad.intake.items import Intake, Item
from marsad.observatory import Observatory, worker
from marsad.observatory.engine import open_store
from marsad.observatory.identity import digest, report_key
from marsad.observatory.messages import Given, Task
from marsad.observatory.unfold import Unfolded
from marsad.observatory.write import Done, Writer

EXAMPLES = Path(lexicon.__file__).parent.parent / "examples"
MOST = 400  # reports of which copies are made
Question = Callable[[Observatory], Any]
QUESTIONS: dict[str, Question] = {
    "status": lambda o: o.status(),
    "claims": lambda o: o.claims(),
    "claims --predicate attacks": lambda o: o.claims(predicate="attacks"),
    "claims --predicate trains": lambda o: o.claims(predicate="trains"),
    "claims --actor روسيا": lambda o: o.claims(actor="روسيا"),
    "claims --actor Haftar": lambda o: o.claims(actor="Haftar"),
    "claims --actor nobody": lambda o: o.claims(actor="nobody of this name"),
    "claims --actor russia --actor iran": lambda o: o.claims(actor=("russia", "iran")),
    "claims --agent, --patient": lambda o: o.claims(agent="russia", patient="syria"),
    "claims --place حلب": lambda o: o.claims(place="حلب"),
    "claims --source publisher": lambda o: o.claims(source="publisher"),
    "claims --source russia": lambda o: o.claims(source="russia"),
    "claims --time 2015-08": lambda o: o.claims(time="2015-08"),
    "claims --time 1990": lambda o: o.claims(time="1990"),
    "claims --published 2015-08": lambda o: o.claims(published="2015-08"),
    "claims --modality demanded": lambda o: o.claims(modality="demanded"),
    "claims --polarity negative": lambda o: o.claims(polarity="negative"),
    "claims --min-confidence 0.99": lambda o: o.claims(min_confidence=0.99),
    "claims, rare together": lambda o: o.claims(modality="possible", polarity="negative", predicate="visits"),
    "claims, all filters": lambda o: o.claims(
        predicate="attacks",
        actor="russia",
        modality="asserted",
        polarity="positive",
        published="2014/..",
        min_confidence=0.5,
    ),
    "reports": lambda o: o.reports(),
    "reports --published 2015": lambda o: o.reports(published="2015"),
    "search روسيا": lambda o: o.search("روسيا"),
    "search على": lambda o: o.search("على"),
    'search "مجلس الأمن"': lambda o: o.search('"مجلس الأمن"'),
    "search, nothing": lambda o: o.search("كلمةلاتوجد"),
    "failures": lambda o: o.failures(),
}


def main() -> None:
    args = arguments()
    paths = [args.file] if args.file else sorted(EXAMPLES.glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        adding(paths, Path(folder) / "added.db")
        where = args.db or str(Path(folder) / "filled.db")
        filling(paths, where, args.claims)
        asking(where)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--db")
    return parser.parse_args()


def adding(paths: list[Path], where: Path) -> None:
    before = processor()
    with Observatory(where) as observatory:
        done = observatory.add(*paths)
        spent = processor() - before
        again = time.perf_counter()
        observatory.add(*paths)
        again = time.perf_counter() - again
    print(
        f"add: {done.added:,} reports, {done.claims:,} claims in {done.seconds:.1f} s, {done.added / done.seconds:,.0f} a second"
    )
    print(f"     {spent:.1f} s of processor time, {done.added / spent:,.0f} a second and core; again: {again:.2f} s")
    print(f"     {where.stat().st_size / max(done.added, 1) / 1000:,.0f} kB a report")


def processor() -> float:
    """Seconds of this process and of those that it has ended."""
    return sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime
               for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))  # fmt: skip


def filling(paths: list[Path], where: str, number: int) -> None:
    store = open_store(where, create=True)
    writer = Writer(store)
    start, claims, batch = time.perf_counter(), 0, []
    for done in copies(read(paths)):
        claims += len(done.outcome.claims)
        batch.append(done)
        if len(batch) == 200 or claims >= number:
            writer.write(batch)
            batch = []
        if claims >= number:
            break
    store.close()
    print(f"\n{claims:,} claims written in {time.perf_counter() - start:,.0f} s")


def read(paths: list[Path]) -> list[tuple[Item, Unfolded]]:
    out = []
    for item in Intake(paths):
        if isinstance(item, Item) and len(out) < MOST:
            out.append((item, worker.read(Task(report_key(item, digest(item.data)), item, Given()), None)))
    return out


def copies(found: list[tuple[Item, Unfolded]]) -> Iterator[Done]:
    """The same reports again and again, each time on other days, by other publishers, with other unlisted names."""
    round_ = 0
    while True:
        for n, (item, reading) in enumerate(found):
            key = "r" + hashlib.sha256(f"{round_} {n}".encode()).hexdigest()[:32]
            day = datetime.date.fromisoformat(reading.published) if reading.published else None
            moved = (
                day and max(day - datetime.timedelta(days=37 * (round_ % 80)), datetime.date(1995, 1, 1)).isoformat()
            )
            entities = [
                e if e.known else msgspec.structs.replace(
                    e, actor=f"{e.actor} {round_ % 20}", names=[f"{name} {round_ % 20}" for name in e.names])
                for e in reading.entities
            ]  # fmt: skip
            claims = [
                msgspec.structs.replace(c, key="c" + hashlib.sha256(f"{key}{m}".encode()).hexdigest()[:16])
                for m, c in enumerate(reading.claims)
            ]
            copy = msgspec.structs.replace(
                reading,
                published=moved,
                publisher_key=f"{reading.publisher_key} {round_ % 7}",
                entities=entities,
                claims=claims,
            )
            yield Done(key, key, len(item.data), item, Given(), copy)
        round_ += 1


def asking(where: str) -> None:
    print("\nmilliseconds")
    slowest = 0.0
    with Observatory(where) as observatory:
        for name, question in QUESTIONS.items():
            slowest = max(slowest, best := timed(lambda question=question: question(observatory)))
            print(f"{best * 1000:8.1f}  {name}")
        some = observatory.claims(limit=200)[::20]
        best = max(timed(lambda claim=claim: observatory.trace(claim.id)) for claim in some)
        print(f"{best * 1000:8.1f}  trace, slowest of {len(some)}")
    print(json.dumps({"slowest": round(slowest, 3), "trace": round(best, 3)}))


def timed(run: Callable[[], Any]) -> float:
    out = []
    for _ in range(3):
        start = time.perf_counter()
        run()
        out.append(time.perf_counter() - start)
    return min(out)


if __name__ == "__main__":
    main()
