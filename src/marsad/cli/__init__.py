"""The command line. Bad input is one line on standard error and exit code 2, never a traceback.

Heavy modules are imported by the command that needs them: ``marsad read FILE --json`` loads no table printer.
"""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from marsad import __version__
from marsad.cli import lexicon
from marsad.cli.codebook import codebook
from marsad.cli.common import warn
from marsad.cli.evaluate import evaluate
from marsad.cli.read import read
from marsad.errors import MarsadError

app = typer.Typer(
    name="marsad",
    help="Reads reports on conflicts, Arabic first: who did what to whom, who says so, how surely.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line with ``args``, by default those of the process, and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal in another code page is no reason to fail
    try:
        app(args)
    except MarsadError as fault:
        warn(fault)
        sys.exit(2)
    sys.exit(0)


@app.callback(invoke_without_command=True)
def _front(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"marsad {__version__}")
        raise typer.Exit


app.command()(read)
app.command()(evaluate)
app.command("codebook")(codebook)
app.add_typer(lexicon.app)
