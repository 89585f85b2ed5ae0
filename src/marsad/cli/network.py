"""``marsad network``: actors and their ties as a file for Gephi and its like."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.common import Lexicon
from marsad.cli.inputs import OrStore, TiesTable, facts_asked, not_lost, ties_table
from marsad.cli.options import Asked, Db, filtered
from marsad.errors import OptionError

if TYPE_CHECKING:
    from marsad import balance
    from marsad.balance.camps import Camps


class Format(StrEnum):
    """Formats of a network."""

    graphml = "graphml"
    gexf = "gexf"
    json = "json"


@filtered
def network(
    reports: OrStore = None,
    format: Annotated[
        Format | None, typer.Option("--format", help="Format of the file; by default as FILE ends, else graphml.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to, in place of standard output.")
    ] = None,
    table: TiesTable = None,
    lexicon: Lexicon = None,
    *,
    asked: Asked,
    db: Db = None,
) -> None:
    """Write the actors and their ties as a network, to be opened in Gephi, Cytoscape or a program of your own.

    Nodes carry name, kind and camp; edges sign, weight, predicates, first and last date, number of claims and who says
    so. GEXF also has colours, and times for Gephi's timeline; JSON has the words of each claim.
    """
    from marsad import balance
    from marsad.balance.extra import need_solver
    from marsad.balance.sides import camps_of
    from marsad.exports.network import SECONDS

    need_solver("marsad network")
    chosen = format or _format(output)
    if output is not None:
        not_lost("--output", output, reports, db)
    weights = ties_table(table, lexicon)
    facts = facts_asked(reports, asked, lexicon, db)
    ties = balance.ties(facts, weights)
    content = _content(chosen, facts, ties, camps_of(ties, seconds=SECONDS))
    if output is None:
        sys.stdout.buffer.write(content)
        return
    from marsad.exports.atomic import replacing

    with replacing(output) as file:
        file.write(content)


def _content(chosen: Format, facts: balance.Facts, ties: list[balance.Tie], camps: Camps) -> bytes:
    from marsad.exports import network

    graph = network.network(facts, ties, camps)
    if chosen == Format.json:
        from msgspec.json import encode

        return encode(network.data(facts, ties, graph)) + b"\n"
    return network.gexf(graph) if chosen == Format.gexf else network.graphml(graph)


def _format(output: Path | None) -> Format:
    ending = output.suffix.lower().removeprefix(".") if output else "graphml"
    if ending not in list(Format):
        raise OptionError("--output", f"{output} does not end in {', '.join(Format)}", "name a format with --format")
    return Format(ending)
