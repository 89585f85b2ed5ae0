"""What the commands that draw share: the language, the file, and actors by their usual names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.inputs import not_lost
from marsad.cli.options import Tongue

if TYPE_CHECKING:
    from marsad.balance import Facts
    from marsad.balance.wording import Wording


Language = Annotated[
    Tongue,
    typer.Option("--language", help="Language of the words around the claims; Arabic pictures run right to left."),
]
Svg = Annotated[
    Path | None,
    typer.Option("--svg", metavar="FILE", help="Draw it as one picture (SVG) into FILE, - for standard output."),
]


def wording(facts: Facts, language: Tongue, lexicon: Path | None) -> Wording:
    """How ``facts`` are said with the word tables in use."""
    from marsad.balance.wording import wording as worded
    from marsad.lexicon import load

    return worded(facts, language.value, load(lexicon))


def put(picture: str, file: Path, reports: list[str] | None, db: str | None = None) -> None:
    """Write a picture of reports, or of the store, whole or not at all.

    Raises OptionError for a file that would be lost, OutputError where it cannot be done.
    """
    not_lost("--svg", file, reports, db)
    if str(file) == "-":
        typer.echo(picture, nl=False)
        return
    from marsad.exports.atomic import replacing
    from marsad.show import say

    with replacing(file) as stream:
        stream.write(picture.encode())
    say("picture: ", str(file))
