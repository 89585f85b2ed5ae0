"""``marsad status``, ``failures``, ``forget`` and ``backup``: care of the store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.common import AsJson, print_json
from marsad.cli.options import Db, observatory


def status(as_json: AsJson = False, db: Db = None) -> None:
    """How many reports, claims, actors, statements and failures the store holds."""
    from msgspec.structs import asdict

    with observatory(db) as store:
        have = store.status()
    if as_json:
        print_json(have)
        return
    for name, number in asdict(have).items():
        typer.echo(f"{name:<12}{number:>14,}")


def failures(as_json: AsJson = False, db: Db = None) -> None:
    """List what could not be read, and why. marsad retry tries it again, marsad forget ID gives it up."""
    from marsad.show import table

    with observatory(db) as store:
        found = store.failures()
    if as_json:
        for failure in found:
            print_json(failure)
    elif found:
        rows = [[f.id[:10], f"{f.origin} {f.position}".strip(), f.reason, f"{f.tries}"] for f in found]
        table([("id", 2), ("where", 6), ("why", 10), ("tries", 0)], rows)
    else:
        typer.echo("none")


def forget(
    reports: Annotated[
        list[str], typer.Argument(metavar="REPORT...", help="Ids of reports (or failures), or how they begin.")
    ],
    db: Db = None,
) -> None:
    """Take reports out of the store, whole. Only their ids stay, so that adding passes them over (unless --again)."""
    with observatory(db) as store:
        for report in reports:
            typer.echo(f"forgotten: {store.forget(report)}")


def backup(file: Annotated[Path, typer.Argument(metavar="FILE", help="New file for the copy.")], db: Db = None) -> None:
    """Copy the store to a new file, also while it is in use. A PostgreSQL database is copied with pg_dump."""
    from marsad.show import harmless

    with observatory(db) as store:
        size = store.backup(file)
    typer.echo(harmless(f"{file}: {size:,} bytes"))
