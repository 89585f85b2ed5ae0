"""The command line. Bad input is one line on standard error and exit code 2, never a traceback.

Heavy modules are imported by the command that needs them: ``marsad read FILE --json`` loads no table printer.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from marsad import __version__
from marsad.errors import BrokenLine, GoldError, InputError, LexiconError, MarsadError, OptionError
from marsad.intake import LIMIT, Document, iso_date, load

if TYPE_CHECKING:
    from marsad.evaluate import Figures, Score, Tally
    from marsad.gold import Gold
    from marsad.model import Reading

EXAMPLE = Path(__file__).parent / "examples" / "jeddah_darfur_2023.txt"

app = typer.Typer(
    name="marsad",
    help="Reads reports on conflicts, Arabic first: who did what to whom, who says so, how surely.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
lexicon_app = typer.Typer(
    name="lexicon", help="Work on your own word tables.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(lexicon_app)

Lexicon = Annotated[
    Path | None, typer.Option("--lexicon", metavar="DIR", help="Your own word tables, on top of the built-in ones.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON in place of a table.")]


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line with ``args``, by default those of the process, and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal in another code page is no reason to fail
    try:
        app(args)
    except MarsadError as fault:
        _warn(fault)
        sys.exit(2)
    sys.exit(0)


@app.callback(invoke_without_command=True)
def _front(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"marsad {__version__}")
        raise typer.Exit


@app.command()
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
    reader = _Reader(publisher and _clean(publisher), iso_date(published or ""), _lexicon(lexicon), min_confidence)
    if jsonl is not None:
        raise typer.Exit(_read_lines(reader, jsonl, max_bytes))
    raise typer.Exit(_read_files(reader, [str(EXAMPLE)] if example else files or [], max_bytes, as_json, example))


@app.command()
def evaluate(
    golds: Annotated[
        list[Path], typer.Argument(metavar="GOLD...", help="Gold files (NAME.yaml beside NAME.txt) or folders.")
    ],
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Print every miss and extra with its sentence.")
    ] = False,
    as_json: AsJson = False,
    readings: Annotated[
        Path | None, typer.Option("--readings", metavar="DIR", help="Score DIR/NAME.json in place of reading now.")
    ] = None,
    lexicon: Lexicon = None,
) -> None:
    """Score readings against gold files: per report, and over all."""
    from collections import Counter

    from marsad.evaluate import figures, score
    from marsad.gold import files
    from marsad.gold import load as load_gold

    reader = _Reader(None, None, _lexicon(lexicon), 0.0)
    total: Tally = Counter()
    for path in files(golds):
        gold = load_gold(path)
        result = score(
            gold, _stored(readings / f"{path.stem}.json") if readings else reader(load(path.with_suffix(".txt")))
        )
        total.update(result.tally)
        if not as_json:
            typer.echo(_score_line(gold.name, figures(result.tally), result.tally))
            if verbose:
                _print_faults(gold, result)
    if as_json:
        _print_json(figures(total))
    else:
        typer.echo(_score_line("ALL", figures(total), total))
        typer.echo(_more_figures(figures(total)))


@app.command("codebook")
def codebook_(as_json: AsJson = False) -> None:
    """List the predicates: meaning, PLOVER type and an example."""
    from marsad import codebook, show

    if as_json:
        from dataclasses import asdict

        for predicate in codebook.predicates().values():
            _print_json(asdict(predicate))
    else:
        show.predicates(codebook.predicates().values())


@lexicon_app.command("check")
def lexicon_check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of word tables (*.tsv).")],
) -> None:
    """Check your own word tables; exit code 1 if one has a fault, each named with file and line."""
    from marsad.lexicon import check
    from marsad.show import harmless

    _folder(folder)
    faults = check(folder)
    for fault in faults:
        typer.echo(harmless(fault))
    if faults:
        raise typer.Exit(1)
    typer.echo(harmless(f"{folder}: sound"))


class _Reader:
    """The reader with the options of one run."""

    def __init__(
        self, publisher: str | None, published: str | None, lexicon: Path | None, min_confidence: float
    ) -> None:
        self.publisher = publisher
        self.published = published
        self.lexicon = lexicon
        self.min_confidence = min_confidence

    def __call__(self, document: Document) -> Reading:
        from marsad.reader import read

        reading = read(
            document.text,
            title=document.title,
            publisher=self.publisher or document.publisher,
            published=self.published or document.published,
            url=document.url,
            lexicon=self.lexicon,
        )
        reading.notices[:0] = document.notices
        if self.min_confidence:
            reading.claims = [c for c in reading.claims if c.confidence >= self.min_confidence]
            kept = {c.id for c in reading.claims}
            reading.links = [k for k in reading.links if k.from_ in kept and k.to in kept]
        return reading


def _read_files(reader: _Reader, files: list[str], limit: int, as_json: bool, example: bool) -> int:
    """Each file as a table, or as JSON: one object for one file, JSON lines for several. Returns the exit code."""
    from msgspec.json import encode

    failed = False
    for name in files:
        try:
            reading = reader(load(name, limit))
        except InputError as fault:
            _warn(fault)
            failed = True
            if as_json and len(files) > 1:
                _print_json({"error": str(fault)})
            continue
        if example:
            from marsad.show import EXAMPLE_NOTICE

            reading.notices.insert(0, EXAMPLE_NOTICE)
        if as_json:
            _print_line(encode(reading))
        else:
            from marsad import show

            show.reading(reading, EXAMPLE.name if example else name if len(files) > 1 else None)
    return 2 if failed else 0


def _read_lines(reader: _Reader, path: str, limit: int) -> int:
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
                _print_line(own + reading[1:])
                continue
        failed = True
        _warn(document)
        own_id = {} if document.id is None else {"id": document.id}
        _print_json(own_id | {"error": str(document)})
    return 1 if failed else 0


def _documents(path: str, limit: int) -> Iterator[tuple[int, Document | BrokenLine]]:
    from marsad.intake.jsonlines import stream

    return stream(path, limit)


def _lexicon(folder: Path | None) -> Path | None:
    """The folder, once its tables have been found to load."""
    if folder is not None:
        from marsad import lexicon

        try:
            lexicon.load(_folder(folder))
        except (ValueError, OSError) as fault:
            raise LexiconError(str(folder), str(fault), f"see marsad lexicon check {folder}") from None
    return folder


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise OptionError(str(path), "is no folder", "name a folder of word tables (*.tsv)")
    return path


def _stored(path: Path) -> Reading:
    import msgspec

    from marsad.model import Reading

    try:
        return msgspec.json.decode(path.read_bytes(), type=Reading)
    except OSError as fault:
        raise GoldError(str(path), fault.strerror or "cannot be read", "make it with marsad read --json") from None
    except msgspec.MsgspecError as fault:
        raise GoldError(str(path), f"is no reading ({fault})", "make it with marsad read --json") from None


def _clean(value: str) -> str:
    """An argument with its undecodable bytes replaced."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _warn(fault: MarsadError) -> None:
    from marsad.show import warn

    warn(str(fault))


def _print_line(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")


def _print_json(value: object) -> None:
    from msgspec.json import encode

    _print_line(encode(value))


def _f1(value: Figures, name: str) -> float:
    figure = value[name]
    return figure["f1"] if isinstance(figure, dict) else 0.0


def _score_line(name: str, value: Figures, tally: Tally) -> str:
    core = value["core"]
    assert isinstance(core, dict)
    return (
        f"{name:<28} claims {tally['core']:>3}/{tally['gold']:<3} said {tally['said']:<3} "
        f"core P {core['p']:.2f} R {core['r']:.2f} F1 {core['f1']:.2f}  "
        f"full F1 {_f1(value, 'full'):.2f}  mentions F1 {_f1(value, 'mentions'):.2f}"
    )


def _more_figures(value: Figures) -> str:
    shares = {name: value[name] for name in ("modality", "source", "meta", "kinds", "evidence")}
    parts = [f"{name} {_f1(value, name):.2f}" for name in ("unasserted", "negative", "slots", "framing", "links")]
    return "  ".join(parts + [f"{name} {share:.2f}" for name, share in shares.items() if isinstance(share, float)])


def _print_faults(gold: Gold, result: Score) -> None:
    from marsad.evaluate import sentence_at, sentence_of
    from marsad.show import harmless, isolated

    for missed in result.missed:
        typer.echo(f"   missed  {missed}")
        typer.echo(f"           {isolated(sentence_of(gold, missed))}")
    for said in result.extra:
        claim = said.claim
        typer.echo(f"   extra   {said} · rule {harmless(claim.rule)}")
        if claim.evidence:
            typer.echo(f"           {isolated(sentence_at(gold.text, claim.evidence[0].start))}")


if __name__ == "__main__":
    main()
