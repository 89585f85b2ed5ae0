"""The command line. Bad input is one line on standard error and exit code 2, never a traceback.

Only the command that is asked for is loaded, and heavy modules by the command that needs them: ``marsad read FILE --json``
loads no table printer.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, NoReturn

import typer

from marsad import __version__
from marsad.cli.options import Db, before_command
from marsad.errors import MarsadError

# Command to the function, or group of commands (Typer), that runs it: "module of this package:name", in the order of --help.
COMMANDS = {
    "read": "read:read",
    "evaluate": "evaluate:evaluate",
    "agree": "agree:agree",
    "gold": "gold:gold",
    "codebook": "codebook:app",
    "lexicon": "lexicon:app",
    "ties": "ties:ties",
    "argument": "argument:argument",
    "camps": "camps:camps",
    "network": "network:network",
    "balance": "balance:balance",
    "scenario": "scenario:scenario",
    "add": "add:add",
    "follow": "follow:follow",
    "claims": "ask:claims",
    "export": "export:export",
    "search": "ask:search",
    "reports": "ask:reports",
    "show": "ask:show",
    "trace": "ask:trace",
    "status": "keep:status",
    "failures": "keep:failures",
    "retry": "add:retry",
    "reread": "add:reread",
    "forget": "keep:forget",
    "backup": "keep:backup",
}


def app(*names: str) -> typer.Typer:
    """The command line with the commands of these names, by default all."""
    out = typer.Typer(
        name="marsad",
        help="Reads reports on conflicts, Arabic first: who did what to whom, who says so, how surely.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    out.callback(invoke_without_command=True)(_front)
    for name in names or COMMANDS:
        module, _, attribute = COMMANDS[name].partition(":")
        command = getattr(import_module(f"marsad.cli.{module}"), attribute)
        if isinstance(command, typer.Typer):
            out.add_typer(command, name=name)
        else:
            out.command(name)(command)
    return out


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line with ``args``, by default those of the process, and exit."""
    args = sys.argv[1:] if args is None else args
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal in another code page is no reason to fail
    try:
        app(*_named(args))(args)
    except MarsadError as fault:
        from marsad.cli.common import warn

        warn(fault)
        sys.exit(2)
    sys.exit(0)


def _named(args: list[str]) -> list[str]:
    """The command that is asked for, if its name stands where it should."""
    at = 2 if args[:1] == ["--db"] else 1 if args and args[0].startswith("--db=") else 0
    return [name for name in args[at : at + 1] if name in COMMANDS]


def _front(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
    db: Db = None,
) -> None:
    before_command.set(db)
    if version:
        typer.echo(f"marsad {__version__}")
        raise typer.Exit
