"""``marsad lexicon``: work on word tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.common import folder_at

app = typer.Typer(name="lexicon", help="Work on your own word tables.", no_args_is_help=True, rich_markup_mode=None)


@app.command("check")
def lexicon_check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of word tables (*.tsv).")],
) -> None:
    """Check your own word tables; exit code 1 if one has a fault, each named with file and line."""
    from marsad.lexicon import check
    from marsad.show import harmless

    folder_at(folder)
    faults = check(folder)
    for fault in faults:
        typer.echo(harmless(fault))
    if faults:
        raise typer.Exit(1)
    typer.echo(harmless(f"{folder}: sound"))
