"""``marsad read``: reports to readings, shown or handed on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.common import AsJson, Codebook, Lexicon, Reader, clean, own_lexicon
from marsad.cli.explain import asked, explained
from marsad.cli.options import AllowHost, AllowPrivate, Column, Contact, FetchSeconds, NoFetch, Tongue, columns, policy
from marsad.cli.outputs import Targets, write_readings
from marsad.cli.pages import lone_report
from marsad.cli.printing import print_readings
from marsad.cli.reports import Inputs
from marsad.errors import OptionError
from marsad.intake import LIMIT, Options, iso_date

EXAMPLE = Path(__file__).parent.parent / "examples" / "jeddah_darfur_2023.txt"


def read(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE...|DIR|ADDRESS|-",
            help="Reports (.txt, .html, .pdf, .docx), files of many (.jsonl, .csv, .parquet, .warc), feeds (.rss, .atom), addresses "
            "(https://...), folders, or - for standard input.",
        ),
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
    csv: Annotated[
        str | None, typer.Option("--csv", metavar="FILE|-", help="Write the claims as CSV, one a line.")
    ] = None,
    parquet: Annotated[
        str | None, typer.Option("--parquet", metavar="FILE", help="Write the claims as Parquet, one a row.")
    ] = None,
    html: Annotated[
        str | None,
        typer.Option("--html", metavar="FILE|DIR|-", help="Write a page to read in a browser; several into a folder."),
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="Day of publication, as 2016-06-30.")
    ] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Who published it.")] = None,
    column: Column = None,
    no_fetch: NoFetch = False,
    allow_host: AllowHost = None,
    allow_private: AllowPrivate = False,
    contact: Contact = None,
    fetch_seconds: FetchSeconds = 60.0,
    lexicon: Lexicon = None,
    codebook: Codebook = None,
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
    language: Annotated[Tongue, typer.Option("--language", help="Language of the reasons.")] = Tongue.en,
    max_bytes: Annotated[
        int,
        typer.Option(
            "--max-bytes", metavar="N", help="Largest report to take; PDF and Word files may have ten times that."
        ),
    ] = LIMIT,
) -> None:
    """Read reports and show what they claim.

    Exit code 0: all read (a report that is not Arabic gives an empty reading with a notice). 1: some of the reports in
    a folder or in JSON lines could not be read, each named on standard error; the rest was. 2: a report or option
    cannot be used.
    """
    if not (files or example or jsonl) and lone_report(html):
        files, html = [str(html)], "-"
    if (jsonl is not None) + example + bool(files) != 1:
        raise OptionError(
            "marsad read", "takes FILE, --jsonl FILE or --example", "give one of them; - is standard input"
        )
    targets = Targets(csv, parquet, html)
    if targets.named() and (as_json or explain or why_not is not None):
        raise OptionError(
            " and ".join(targets.named()), "cannot go with --json, --explain or --why-not", "leave one out"
        )
    if published is not None and not iso_date(published):
        raise OptionError("--published", f"{published!r} is no date", "write it as 2016-06-30")
    if not 0 <= min_confidence <= 1:
        raise OptionError("--min-confidence", f"{min_confidence} is not between 0 and 1", "give a share, as 0.6")
    if max_bytes < 1:
        raise OptionError("--max-bytes", f"{max_bytes} is no size", "give a number of bytes, as 20000000")
    own = own_lexicon(lexicon, codebook)
    reader = Reader(publisher and clean(publisher), iso_date(published or ""), own, min_confidence, codebook)
    options, fetch = (
        Options(max_bytes, columns(column)),
        policy(allow_host, allow_private, contact, fetch_seconds, max_bytes),
    )
    inputs = Inputs([str(EXAMPLE)] if example else files or [], jsonl, options, fetch, not no_fetch)
    if explain or why_not is not None:
        if jsonl is not None or len(files or []) > 1 or (explain and why_not is not None):
            raise OptionError("--explain and --why-not", "take one report, and one of the two", "leave out the rest")
        document = inputs.load(inputs.names[0])
        if why_not is not None:
            asked(reader, document, why_not, as_json, language)
        else:
            explained(reader, document, None, as_json, language)
        return
    if targets.named():
        raise typer.Exit(write_readings(reader, inputs, targets, example))
    inputs.survey()
    raise typer.Exit(print_readings(reader, inputs, as_json or jsonl is not None, example))
