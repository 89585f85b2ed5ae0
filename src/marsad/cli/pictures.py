"""What the commands that draw share: the language, the file, and actors by their usual names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.inputs import not_a_report
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
    """How ``facts`` are said; places that are regions are called as the reports call them."""
    from marsad.balance.wording import Wording
    from marsad.lexicon import load

    entries = load(lexicon).entries
    usual = {e.key: e.name for e in reversed(entries) if (e.kind, e.type) != ("place", "region")}
    return Wording(facts, language.value, usual, {e.key: e.label_en for e in reversed(entries) if e.label_en})


def put(picture: str, file: Path, reports: list[str]) -> None:
    """Write a picture, whole or not at all. Raises OptionError for one of the reports, OutputError where it cannot be done."""
    not_a_report("--svg", file, reports)
    if str(file) == "-":
        typer.echo(picture, nl=False)
        return
    from marsad.exports.atomic import replacing
    from marsad.show import say

    with replacing(file) as stream:
        stream.write(picture.encode())
    say("picture: ", str(file))
