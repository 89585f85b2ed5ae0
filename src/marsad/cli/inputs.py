"""What the commands on the balance of forces take: reports, stored readings and gold files, told apart by their ending."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.common import Reader, own_lexicon, say_unknown, warn
from marsad.cli.options import Asked, before_command, observatory
from marsad.errors import BrokenLine, InputError, MissingInput, MissingStore, OptionError
from marsad.intake import load

if TYPE_CHECKING:
    from marsad.balance import Facts, Weights
    from marsad.balance.edges import EdgeList
    from marsad.model import Reading

REPORTS = (
    "Reports (.txt, .html, .pdf, .docx, or - for standard input), readings that marsad read printed (.json, .jsonl, .jsonl.gz) "
    "or gold files (.yaml)."
)
STORE = "None: the claims of the store (--db), narrowed by the filters below."
Reports = Annotated[list[str], typer.Argument(metavar="REPORT...", help=REPORTS)]
OrStore = Annotated[list[str] | None, typer.Argument(metavar="[REPORT...]", help=f"{REPORTS} {STORE}")]
MOST = 10
MANY = 500  # actors of which no person reads
Most = Annotated[
    int,
    typer.Option("--limit", metavar="N", help="At most so many names, lines or rows of a kind in a table; 0 is all."),
]
MinConfidence = Annotated[
    float, typer.Option("--min-confidence", metavar="0..1", help="Leave out claims the reader is less sure of.")
]
TiesTable = Annotated[
    Path | None,
    typer.Option("--ties", metavar="FILE", help="Your own table of how claims weigh, on top of the built-in one."),
]


def at_most(limit: int) -> None:
    """Raises OptionError for a limit below 0."""
    if limit < 0:
        raise OptionError("--limit", f"{limit} is no number of rows", "give one from 1, or 0 for all")


def facts_of(names: list[str], lexicon: Path | None = None, min_confidence: float = 0.0) -> Facts:
    """The claims of all inputs with their actors joined. Raises InputError, GoldError, OptionError or LexiconError."""
    from marsad import balance
    from marsad.lexicon import load as load_lexicon

    if not 0 <= min_confidence <= 1:
        raise OptionError("--min-confidence", f"{min_confidence} is not between 0 and 1", "give a share, as 0.6")
    reader = Reader(None, None, own_lexicon(lexicon), min_confidence)
    found = [reading for name in names for reading in readings(name, reader)]
    known = {entry.key: entry.name for entry in reversed(load_lexicon(lexicon).entries)}
    return balance.gather(found, known)


def facts_asked(names: list[str] | None, asked: Asked, lexicon: Path | None, db: str | None) -> Facts:
    """The same, or where no input is named the claims of the store that are asked for.

    Raises OptionError where both are named, StoreError for a store that cannot be used.
    """
    if names:
        not_beside(names, asked, db)
        return facts_of(names, lexicon, asked.get("min_confidence", 0.0))
    own_lexicon(lexicon)
    with observatory(db) as store:
        try:
            found = store.facts(**asked)
        except MissingStore as fault:
            raise MissingStore(fault.where, fault.trouble, f"name a report; or for a store: {fault.remedy}") from None
        if not found.told:
            say_unknown(store, asked)
    from marsad import show

    if not found.told:
        show.warn("no claims")
    elif len({key for told in found.told for key in (told.agent, told.patient)}) > MANY:
        reports = len({told.report.id for told in found.told})
        show.warn(
            f"{len(found.told):,} claims of {reports:,} reports, maybe of several conflicts: "
            "narrow them by --actor, --place, --published, --predicate, …"
        )
    return found


def not_beside(names: list[str], asked: Asked, db: str | None) -> None:
    """Raises OptionError where the store is asked beside inputs that are named."""
    beside = ["--db"] * bool(db or before_command.get()) + asked.options()
    if beside:
        trouble = f"is for the store, but {names[0]} is named, too"
        raise OptionError(", ".join(beside), trouble, "leave it out, or name no report (marsad add keeps reports)")


def ties_table(own: Path | None, lexicon: Path | None = None) -> Weights:
    """The table of ties, with the user's own on top; ``lexicon`` may have own predicates. Raises TableError."""
    from marsad import balance
    from marsad.lexicon import load as load_lexicon

    return balance.weights(own, load_lexicon(own_lexicon(lexicon)).book if lexicon else None)


def edges_of(name: str) -> EdgeList:
    """The graph of an edge list. Raises MissingInput and TableError."""
    from marsad.balance.edges import edge_list

    return edge_list(_bytes(name), name)


def readings(name: str, reader: Reader) -> Iterator[Reading]:
    """The readings in one input: a gold file as it stands, stored readings, or a report read now.

    Raises InputError or GoldError; a line that stands for a report that could not be read is warned of.
    """
    low = name.lower()
    if low.endswith((".yaml", ".yml")):
        from marsad import gold, lexicon

        yield gold.as_reading(gold.load(Path(name), reader.book()), lexicon.load(reader.lexicon, reader.codebook))
    elif low.endswith(".json"):
        yield reader.sure(stored(name))
    elif low.endswith((".jsonl", ".jsonl.gz", ".ndjson")):
        for number, line in enumerate(_lines(name), 1):
            if b'"error":' in line and b'"claims":' not in line:
                warn(BrokenLine(name, number, "stands for a report that was not read", "it is left out"))
            elif line.strip():
                yield reader.sure(_decoded(line, name, number))
    else:
        yield reader(load(name))


def stored(name: str) -> Reading:
    """The reading in a file of ``marsad read --json``. Raises InputError."""
    return _decoded(_bytes(name), name, 1)


def _decoded(data: bytes, name: str, line: int) -> Reading:
    import msgspec

    from marsad.integrity import breach
    from marsad.model import Reading

    remedy = "make it with marsad read FILE --json, or with marsad read --jsonl FILE"
    try:
        reading = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Reading)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
        raise BrokenLine(name, line, f"is no reading ({fault})", remedy) from None
    if trouble := breach(reading):
        raise BrokenLine(name, line, f"is a reading that was changed and does not hold together ({trouble})", remedy)
    return reading


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as fault:
        raise MissingInput(name, getattr(fault, "strerror", None) or str(fault), "check the path") from None


def _lines(name: str) -> list[bytes]:
    data = _bytes(name)
    if name.lower().endswith(".gz"):
        import gzip
        import zlib

        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as fault:
            raise InputError(name, f"cannot be unpacked ({fault})", "check the file") from None
    return data.splitlines()


def not_a_report(option: str, output: Path, reports: list[str]) -> None:
    """Raises OptionError where the output would replace one of the inputs."""
    for name in reports:
        with suppress(OSError, ValueError):  # not there yet, or standard input
            if output.samefile(name):
                raise OptionError(option, f"{output} is one of the reports", "name another file, or it would be lost")


def not_lost(option: str, output: Path, reports: list[str] | None, db: str | None) -> None:
    """Raises OptionError where the output would replace one of the inputs; with no report named, a file of the store."""
    if reports:
        not_a_report(option, output, reports)
    elif str(output) != "-":
        with observatory(db) as store:
            store.keep_off(output, option)
