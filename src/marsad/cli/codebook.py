"""``marsad codebook``: what a claim can be, and work on own predicates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.common import AsJson, Codebook, folder_at, print_faults, print_json

app = typer.Typer(
    name="codebook", help="List the predicates: meaning, PLOVER type and an example.", rich_markup_mode=None
)


@app.callback(invoke_without_command=True)
def codebook(context: typer.Context, as_json: AsJson = False, codebook: Codebook = None) -> None:
    """List the predicates: meaning, PLOVER type and an example. With --codebook, your own as well."""
    if context.invoked_subcommand is not None:
        return
    from marsad import show
    from marsad.codebook import own

    have = own.load(folder_at(codebook) if codebook is not None else None)
    shown = [p for p in have.predicates.values() if p.name not in have.off]
    if as_json:
        from dataclasses import asdict

        for predicate in shown:
            print_json(asdict(predicate))
    else:
        show.predicates(shown, have.own)


@app.command("check")
def codebook_check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder with your predicates.tsv.")],
) -> None:
    """Check your own predicates; exit code 1 if one has a fault, each named with file and line."""
    from marsad.codebook import own

    have = own.read(folder_at(folder))
    rows = have.rows.get("predicates", [])
    print_faults(have.faults, f"{folder}: sound: {len(rows)} predicate{'s' * (len(rows) != 1)} of your own")
