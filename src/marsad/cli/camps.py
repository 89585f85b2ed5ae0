"""``marsad camps``: which actors stand together, by least frustration, and who does not fit."""

from __future__ import annotations

from typing import Annotated

import typer

from marsad.cli.common import AsJson, Lexicon, print_json, warn
from marsad.cli.inputs import REPORTS, STORE, Most, TiesTable, at_most, edges_of, facts_asked, not_beside, ties_table
from marsad.cli.options import Asked, Db, filtered
from marsad.errors import OptionError

SECONDS = 30.0
EDGES = "Or one signed edge list (.csv, .tsv: a,b,sign[,weight])."


@filtered
def camps(
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="[REPORT...]", help=f"{REPORTS} {EDGES} {STORE}")
    ] = None,
    number: Annotated[int, typer.Option("--camps", metavar="K", help="At most so many camps.")] = 2,
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds", metavar="S", help="Stop looking for a better parting S seconds after the graph was read."
        ),
    ] = SECONDS,
    limit: Most = 40,
    as_json: AsJson = False,
    table: TiesTable = None,
    lexicon: Lexicon = None,
    *,
    asked: Asked,
    db: Db = None,
) -> None:
    """Part the actors into camps so that as little as possible goes against the parting.

    A tie is frustrated where two actors of one camp are against each other, or two of different camps are for each
    other. The camps are those with the least weight of such ties (the frustration index); up to a few hundred actors it
    is nearly always shown that no parting has less. Each frustrated tie is listed with the claims and words behind it,
    and who stands with both sides of a quarrel. The figures sum up what the reports tell; they foretell nothing.
    """
    at_most(limit)
    if number < 2:
        raise OptionError("--camps", f"{number} is too few", "give 2 or more")
    if not 0 < seconds < 1e6:
        raise OptionError("--seconds", f"{seconds} is no time limit", "give a number of seconds above 0, as 60")
    if reports and any(_is_edge_list(name) for name in reports):
        not_beside(reports, asked, db)
        _camps_of_edges(reports, number, seconds, limit, as_json)
        return
    from marsad import balance
    from marsad.balance.sides import camps_of

    weights = ties_table(table, lexicon)
    facts = facts_asked(reports, asked, lexicon, db)
    ties = balance.ties(facts, weights)
    found = camps_of(ties, number, seconds)
    if as_json:
        from marsad.balance.data import camps_data

        print_json(camps_data(facts, ties, found))
    else:
        from marsad.cli import camps_table

        camps_table.of_actors(facts, ties, found, limit)


def _is_edge_list(name: str) -> bool:
    return name.lower().endswith((".csv", ".tsv"))


def _camps_of_edges(names: list[str], number: int, seconds: float, limit: int, as_json: bool) -> None:
    if len(names) > 1:
        raise OptionError(names[1], "stands beside an edge list", "give one edge list alone, or reports")
    from marsad.balance.camps import find_camps

    edges = edges_of(names[0])
    found = find_camps(edges.graph, number, seconds)
    if edges.repeated:
        warn_repeated(names[0], edges.repeated)
    if as_json:
        from marsad.balance.data import graph_data

        print_json(graph_data(found, list(edges.graph.nodes)))
    else:
        from marsad.cli import camps_table

        camps_table.of_edges(found, limit)


def warn_repeated(name: str, repeated: int) -> None:
    """One line on standard error."""
    lines = "1 line repeats an edge" if repeated == 1 else f"{repeated:,} lines repeat edges"
    warn(OptionError(name, f"{lines} that stood before", "each counts once"))
