"""What the commands that draw share: the language, the file, and actors by their usual names."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.errors import OptionError

if TYPE_CHECKING:
    from marsad.balance import Facts
    from marsad.balance.wording import Wording


class Tongue(StrEnum):
    """Languages of tables and pictures."""

    en = "en"
    ar = "ar"


Language = Annotated[
    Tongue,
    typer.Option("--language", help="Language of the words around the claims; Arabic pictures run right to left."),
]
Svg = Annotated[
    Path | None,
    typer.Option("--svg", metavar="FILE", help="Draw it as one picture (SVG) into FILE, - for standard output."),
]


def wording(facts: Facts, language: Tongue, lexicon: Path | None) -> Wording:
    """How ``facts`` are said; places that are regions are called as the reports call them."""
    from marsad.balance.wording import Wording
    from marsad.lexicon import load

    entries = load(lexicon).entries
    usual = {e.key: e.name for e in reversed(entries) if (e.kind, e.type) != ("place", "region")}
    return Wording(facts, language.value, usual)


def put(picture: str, file: Path) -> None:
    """Write a picture. Raises OptionError where that cannot be done."""
    from marsad.show import say

    if str(file) == "-":
        typer.echo(picture, nl=False)
        return
    try:
        file.write_text(picture, encoding="utf-8")
    except (OSError, ValueError) as fault:
        trouble = f"cannot be written ({getattr(fault, 'strerror', None) or fault})"
        raise OptionError(str(file), trouble, "name a file in a folder that you may write to") from None
    say("picture: ", str(file))
