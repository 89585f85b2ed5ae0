"""How fast the store is: reports/s of adding, and the time of every question on many claims.

    python benchmarks/store.py [FILE] [--claims N] [--db FILE|ADDRESS]
    python benchmarks/store.py --ask FILE|ADDRESS

FILE holds JSON lines with a "text"; without one, the shipped examples are used. They are added once, with worker
processes, as marsad add does. Then copies of their readings, with other days, publishers and names, fill a second store
to N claims (100,000 by default). Every filter with frequent, rare and unknown values, every pair of filters and all other
questions are asked of it, each three times by a new connection; the best time counts. --ask asks a store that is filled.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import itertools
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
OWN: dict[str, Question] = {
    "status": lambda o: o.status(),
    "failures": lambda o: o.failures(),
    "reports": lambda o: o.reports(),
    "reports --published 2015": lambda o: o.reports(published="2015"),
    "reports --published 1996": lambda o: o.reports(published="1996"),
    "reports --source, nobody": lambda o: o.reports(source="nobody of this name"),
    "search روسيا": lambda o: o.search("روسيا"),
    "search على": lambda o: o.search("على"),
    "search في من على": lambda o: o.search("في من على"),
    'search "مجلس الأمن"': lambda o: o.search('"مجلس الأمن"'),
    'search "على أن"': lambda o: o.search('"على أن"'),
    "search على --published 1996": lambda o: o.search("على", published="1996"),
    "search, nothing": lambda o: o.search("كلمةلاتوجد"),
    "claims, rare together": lambda o: o.claims(modality="possible", polarity="negative", predicate="visits"),
    "claims, all filters": lambda o: o.claims(
        predicate="attacks", actor="russia", modality="asserted", polarity="positive", published="2014/..",
        min_confidence=0.5,
    ),
    "claims, two actors and a place": lambda o: o.claims(actor=("russia", "turkey"), place="حلب"),
}  # fmt: skip
FILTERS = (
    {}, {"predicate": "attacks"}, {"predicate": "trains"}, {"predicate": ("backs", "arms")}, {"actor": "روسيا"},
    {"actor": "Haftar"}, {"actor": "nobody of this name"}, {"actor": ("russia", "iran")}, {"agent": "russia"},
    {"agent": "الجيش"}, {"patient": "syria"}, {"patient": "المدنيين"}, {"place": "حلب"}, {"place": "طرابلس"},
    {"source": "publisher"}, {"source": "russia"}, {"source": "nobody of this name"}, {"time": "2015-08"},
    {"time": "1990"}, {"published": "2015-08"}, {"published": "1996"}, {"modality": "asserted"},
    {"modality": "demanded"}, {"polarity": "positive"}, {"polarity": "negative"}, {"min_confidence": 0.7},
    {"min_confidence": 0.99},
)  # fmt: skip


def main() -> None:
    args = arguments()
    if args.ask:
        asking(args.ask)
        return
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
    parser.add_argument("--ask", metavar="FILE|ADDRESS")
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


def questions() -> dict[str, Question]:
    """All questions but those for one thing, by what a person would type."""
    out = dict(OWN)
    for one, other in itertools.combinations(FILTERS, 2):
        if set(one).isdisjoint(other):
            out[typed(one | other)] = lambda o, filters=one | other: o.claims(**filters)
    return out


def typed(filters: dict[str, Any]) -> str:
    return " ".join(["claims", *(f"--{name} {value}" for name, value in filters.items())])


def asking(where: str) -> None:
    """The time of each question, the slowest first; of pairs of filters those that take over 100 ms."""
    found = {name: timed(where, question) for name, question in questions().items()}
    with Observatory(where) as observatory:
        some = observatory.claims(limit=2000)[::100]
    for name, question in (
        ("trace, slowest of 20", lambda o, key: o.trace(key)),
        ("show CLAIM, slowest of 20", lambda o, key: o.claim(key)),
    ):
        found[name] = max(timed(where, lambda o, key=c.id, ask=question: ask(o, key)) for c in some)
    found["show REPORT, slowest of 20"] = max(timed(where, lambda o, key=c.report: o.report(key)) for c in some)
    print(f"\nmilliseconds of {len(found)} questions")
    for name, best in sorted(found.items(), key=lambda pair: -pair[1]):
        if best >= 0.1 or name.count("--") < 2:
            print(f"{best * 1000:8.1f}  {name}")
    print(json.dumps({"slowest": round(max(found.values()), 3), "trace": round(found["trace, slowest of 20"], 3)}))


def timed(where: str, ask: Question) -> float:
    out = []
    for _ in range(3):
        with Observatory(where) as observatory:
            observatory.store()
            start = time.perf_counter()
            ask(observatory)
            out.append(time.perf_counter() - start)
        if out[0] > 2:
            break
    return min(out)


if __name__ == "__main__":
    main()
