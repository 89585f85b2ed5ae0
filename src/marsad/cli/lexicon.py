"""``marsad lexicon``: work on word tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.common import AsJson, Codebook, Lexicon, folder_at, print_faults, print_json
from marsad.errors import OptionError

app = typer.Typer(
    name="lexicon", help="Work on word tables, your own first.", no_args_is_help=True, rich_markup_mode=None
)


@app.command("check")
def lexicon_check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="Folder of word tables (*.tsv, *.csv); none: the built-in tables."),
    ] = None,
    codebook: Codebook = None,
) -> None:
    """Check your own word tables, or the built-in ones; exit code 1 if one has a fault, each named with file and line."""
    from marsad.lexicon.check import built_in_tables, own_tables

    if folder is None:
        if codebook is not None:
            raise OptionError("--codebook", "goes with a folder of your own tables", "name that folder as well")
        have, whose = built_in_tables(), "built-in tables"
    else:
        have = own_tables(folder_at(folder), folder_at(codebook) if codebook is not None else None)
        whose = str(folder)
    rows, files = sum(len(rows) for rows in have.rows.values()), len(have.files)
    entries = f"{rows:,} entr{'y' if rows == 1 else 'ies'} in {files} table{'s' * (files != 1)}"
    print_faults(have.faults, f"{whose}: sound: {entries}")


@app.command("new")
def lexicon_new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make; files that are there stay.")],
) -> None:
    """Write tables to begin with: each with its columns explained and an example."""
    from marsad.arabic.display import harmless
    from marsad.lexicon.starter import write

    for path in write(folder):
        typer.echo(harmless(f"wrote {path}"))
    typer.echo(harmless(f"next: fill them, and then marsad lexicon check {folder}"))


@app.command("find")
def lexicon_find(
    word: Annotated[str, typer.Argument(metavar="WORD", help="A word or name in Arabic, a name in English, or a key.")],
    lexicon: Lexicon = None,
    as_json: AsJson = False,
) -> None:
    """Show what the tables know of a word: actors, places, verbs, fixed phrases; exit code 1 if nothing."""
    from marsad import lexicon as tables
    from marsad.arabic.display import isolated
    from marsad.lexicon.find import find

    found = find(tables.load(lexicon), word)
    for entry in found:
        if as_json:
            print_json(entry._asdict())
        else:
            typer.echo("  ".join(isolated(part) for part in entry if part))
    if not found:
        typer.echo(f"{isolated(word)}: the tables have no such word", err=True)
        raise typer.Exit(1)


@app.command("stats")
def lexicon_stats(lexicon: Lexicon = None, as_json: AsJson = False) -> None:
    """Show what the tables hold in numbers: rows, actors, places and offices by region, words by predicate and stance."""
    from marsad import show
    from marsad.cli.common import own_lexicon
    from marsad.lexicon.overlay import rows
    from marsad.lexicon.stats import sections

    found = sections(rows(own_lexicon(lexicon)))
    if as_json:
        print_json({section.name: section.as_dict() for section in found})
        return
    for section in found:
        shown = section.main
        show.say("")
        show.say(section.title, style="bold")
        show.table([(section.columns[0], 1), *((column, 0) for column in section.columns[1:])],
                   [(what, *(f"{number:,}" for number in numbers)) for what, numbers in shown])  # fmt: skip
        if len(shown) < len(section.rows):
            show.say(f"{len(section.rows) - len(shown)} more with fewer: --json")
