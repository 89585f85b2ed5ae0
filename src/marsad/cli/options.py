"""Options that more than one command has, and that stand before the command too. Loads nothing."""

from __future__ import annotations

from contextvars import ContextVar
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from marsad.observatory import Observatory


class Tongue(StrEnum):
    """Languages in which reasons, tables and pictures are told."""

    en = "en"
    ar = "ar"


Db = Annotated[
    str | None,
    typer.Option(
        "--db", metavar="FILE|ADDRESS", help="The store: a file or postgresql://...; else MARSAD_DB, else marsad.db."
    ),
]
Column = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="Which column of a CSV or Parquet file holds text, id, title, publisher, published or url.",
    ),
]
before_command: ContextVar[str | None] = ContextVar("before_command", default=None)  # --db before the command


def columns(values: list[str] | None) -> dict[str, str]:
    """Field to column, as ``--column text=body`` gives them. Raises OptionError."""
    from marsad.errors import OptionError
    from marsad.intake.rows import FIELDS

    out = {}
    for value in values or []:
        field, equals, name = value.partition("=")
        if field not in FIELDS or not equals or not name:
            raise OptionError(
                "--column", f"{value!r} names no field and column", f"write --column text=NAME ({', '.join(FIELDS)})"
            )
        out[field] = name
    return out


def observatory(db: str | None) -> Observatory:
    """The observatory that is meant: by the option behind the command or before it, the environment, the default."""
    import os

    from marsad.observatory import Observatory

    return Observatory(db or before_command.get() or os.environ.get("MARSAD_DB") or "marsad.db")
