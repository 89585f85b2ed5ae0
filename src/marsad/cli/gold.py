"""``marsad gold``: a reading as the draft of a gold file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.common import Codebook, Lexicon, Reader, clean, own_lexicon
from marsad.errors import OptionError, OutputError
from marsad.intake import LIMIT, iso_date, load
from marsad.intake.files import STDIN


def gold(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="A report (.txt, .html, .pdf, .docx), or - for standard input.")
    ],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="NAME.yaml|-", help="Where to write it; by default beside the report."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="Day of publication, as 2016-06-30.")
    ] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Who published it.")] = None,
    lexicon: Lexicon = None,
    codebook: Codebook = None,
) -> None:
    """Write what Marsad reads in a report as a gold file, for a person to correct.

    Beside NAME.yaml stands the text as it was read, NAME.txt; it is written where it is not there yet.
    """
    from marsad.exports.gold import draft

    if published is not None and not iso_date(published):
        raise OptionError("--published", f"{published!r} is no date", "write it as 2016-06-30")
    if output is None and file == STDIN:
        raise OptionError("marsad gold -", "has no name to write to", "give one with -o NAME.yaml")
    target = Path(output if output is not None else file).with_suffix(".yaml")
    if output not in (None, STDIN) and target != Path(str(output)):
        raise OptionError("--output", f"{output} does not end in .yaml", f"write it as {target}")
    own = own_lexicon(lexicon, codebook)
    reader = Reader(publisher and clean(publisher), iso_date(published or ""), own, 0.0, codebook)
    reading = reader(load(file, LIMIT))
    if output == STDIN:
        sys.stdout.write(draft(reading, "standard input" if file == STDIN else Path(file).name))
        return
    _write(file, target, draft(reading, f"{target.stem}.txt"), reading.report.text, force)
    from marsad.show import warn

    warn(f"{target}: a draft of {len(reading.claims)} claims and {len(reading.entities)} entities, to be corrected")


def _write(file: str, target: Path, draft: str, text: str, force: bool) -> None:
    """The draft and its text, neither over another file unless by force, and never over the report that was read.

    Raises OutputError before it writes either.
    """
    from marsad.exports.atomic import replacing

    beside = target.with_suffix(".txt")
    has_text = beside.exists() and _is(beside, text)
    if target.exists() and not force:
        raise OutputError(str(target), "is there already", "give another name with -o, or --force to replace it")
    if beside.exists() and not has_text:
        trouble = "is not the text as it was read (UTF-8, no byte order mark)"
        if Path(file).exists() and beside.samefile(file):
            raise OutputError(str(beside), trouble, "give another name with -o; the report itself is never replaced")
        if not force:
            raise OutputError(str(beside), trouble, "give another name with -o, or --force to replace it")
    if not has_text:
        with replacing(beside) as out:
            out.write(text.encode())
    with replacing(target) as out:
        out.write(draft.encode())


def _is(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False
