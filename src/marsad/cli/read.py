"""``marsad read``: reports to readings, shown or handed on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.common import AsJson, Lexicon, Reader, clean, own_lexicon, print_json, print_line, warn
from marsad.cli.explain import Language, asked, explained
from marsad.errors import BrokenLine, InputError, OptionError
from marsad.intake import LIMIT, Document, iso_date, load

EXAMPLE = Path(__file__).parent.parent / "examples" / "jeddah_darfur_2023.txt"


def read(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE...|-", help="Reports (.txt, .html), or - for standard input.")
    ] = None,
    as_json: AsJson = False,
    jsonl: Annotated[
        str | None,
        typer.Option(
            "--jsonl", metavar="FILE", help="Read JSON lines (.jsonl, .jsonl.gz or -), print a reading a line."
        ),
    ] = None,
    example: Annotated[
        bool, typer.Option("--example", help="Read the shipped example (composed, not a record of events).")
    ] = False,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="Day of publication, as 2016-06-30.")
    ] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Who published it.")] = None,
    lexicon: Lexicon = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", metavar="0..1", help="Leave out claims the reader is less sure of.")
    ] = 0.0,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell of each claim how it was found, and what else was considered.")
    ] = False,
    why_not: Annotated[
        str | None,
        typer.Option(
            "--why-not",
            metavar="CLAIM",
            help="Tell why a claim was not found: 'arms(russia, libyan army)', ? is anybody.",
        ),
    ] = None,
    language: Annotated[Language, typer.Option("--language", help="Language of the reasons.")] = Language.en,
    max_bytes: Annotated[int, typer.Option("--max-bytes", metavar="N", help="Largest report to take.")] = LIMIT,
) -> None:
    """Read reports and show what they claim.

    Exit code 0: all read (a report that is not Arabic gives an empty reading with a notice). 1: --jsonl met broken
    lines, each reported on standard error and as {"error": ...}. 2: a report or option cannot be used.
    """
    if (jsonl is not None) + example + bool(files) != 1:
        raise OptionError(
            "marsad read", "takes FILE, --jsonl FILE or --example", "give one of them; - is standard input"
        )
    if published is not None and not iso_date(published):
        raise OptionError("--published", f"{published!r} is no date", "write it as 2016-06-30")
    if not 0 <= min_confidence <= 1:
        raise OptionError("--min-confidence", f"{min_confidence} is not between 0 and 1", "give a share, as 0.6")
    if max_bytes < 1:
        raise OptionError("--max-bytes", f"{max_bytes} is no size", "give a number of bytes, as 20000000")
    reader = Reader(publisher and clean(publisher), iso_date(published or ""), own_lexicon(lexicon), min_confidence)
    if explain or why_not is not None:
        if jsonl is not None or len(files or []) > 1 or (explain and why_not is not None):
            raise OptionError("--explain and --why-not", "take one report, and one of the two", "leave out the rest")
        name = str(EXAMPLE) if example else (files or [""])[0]
        document = load(name, max_bytes)
        if why_not is not None:
            asked(reader, document, why_not, as_json, language)
        else:
            explained(reader, document, None, as_json, language)
        return
    if jsonl is not None:
        raise typer.Exit(_read_lines(reader, jsonl, max_bytes))
    raise typer.Exit(_read_files(reader, [str(EXAMPLE)] if example else files or [], max_bytes, as_json, example))


def _read_files(reader: Reader, files: list[str], limit: int, as_json: bool, example: bool) -> int:
    """Each file as a table, or as JSON: one object for one file, JSON lines for several. Returns the exit code."""
    from msgspec.json import encode

    failed = False
    for name in files:
        try:
            reading = reader(load(name, limit))
        except InputError as fault:
            warn(fault)
            failed = True
            if as_json and len(files) > 1:
                print_json({"error": str(fault)})
            continue
        if example:
            from marsad.show import EXAMPLE_NOTICE

            reading.notices.insert(0, EXAMPLE_NOTICE)
        if as_json:
            print_line(encode(reading))
        else:
            from marsad import show

            show.reading(reading, EXAMPLE.name if example else name if len(files) > 1 else None)
    return 2 if failed else 0


def _read_lines(reader: Reader, path: str, limit: int) -> int:
    """JSON lines to readings, in their order. Returns the exit code."""
    from msgspec.json import encode

    failed = False
    for number, document in _documents(path, limit):
        if isinstance(document, Document):
            try:
                reading = encode(reader(document))
            except Exception as bug:  # a fault of the reader must not cost the reports after it
                trouble = f"could not be read ({type(bug).__name__}: {bug})"
                document = BrokenLine(path, number, trouble, "report this fault of the reader", document.id)
            else:
                own = b'{"id":' + encode(document.id) + b"," if document.id is not None else b"{"
                print_line(own + reading[1:])
                continue
        failed = True
        warn(document)
        own_id = {} if document.id is None else {"id": document.id}
        print_json(own_id | {"error": str(document)})
    return 1 if failed else 0


def _documents(path: str, limit: int) -> Iterator[tuple[int, Document | BrokenLine]]:
    from marsad.intake.jsonlines import stream

    return stream(path, limit)
