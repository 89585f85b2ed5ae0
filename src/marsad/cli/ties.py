"""``marsad ties``: who is tied to whom, for or against, by which claims; and the table by which claims weigh."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.common import AsJson, Lexicon, print_json
from marsad.cli.inputs import REPORTS, Most, TiesTable, at_most, facts_asked, ties_table
from marsad.cli.options import Asked, Db, before_command, filtered

if TYPE_CHECKING:
    from marsad.balance import Facts, Tie, Weights

VOICES = 6  # that are named in a row, where there is a limit
_SIGNS = {1: "+", -1: "−", 0: "neutral"}


@filtered
def ties(
    reports: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REPORT...]", help=f"{REPORTS} With --db or a filter: the claims of the store."),
    ] = None,
    table: TiesTable = None,
    limit: Most = 40,
    as_json: AsJson = False,
    lexicon: Lexicon = None,
    *,
    asked: Asked,
    db: Db = None,
) -> None:
    """List who is tied to whom, for (+) or against (−), and by which claims.

    A tie is all that the reports tell between two actors: support, arms and membership speak for the other, attacks,
    sanctions and refused recognition against it, talks and visits for neither. With --db or a filter they are those of the
    store. With neither a REPORT nor these the table is printed by which claims weigh; change a copy of it and hand it
    back with --ties FILE.
    """
    at_most(limit)
    weights = ties_table(table, lexicon)
    if not reports and not asked and not db and not before_command.get():
        _print_weights(weights, as_json)
        return
    from marsad import balance

    facts = facts_asked(reports, asked, lexicon, db)
    found = balance.ties(facts, weights)
    if as_json:
        from marsad.balance.data import tie_data

        for tie in found:
            print_json(tie_data(facts, tie))
    else:
        _print_ties(facts, found, limit)


def _print_weights(weights: Weights, as_json: bool) -> None:
    from dataclasses import asdict

    if as_json:
        for line in weights.lines.values():
            print_json(asdict(line))
    else:
        typer.echo(weights.text(), nl=False)


def _few(names: list[str], most: int) -> list[str]:
    more = len(names) - most if most else 0
    return [*names[:most], f"and {more:,} more"] if more > 1 else names


def _print_ties(facts: Facts, found: list[Tie], limit: int) -> None:
    from marsad import show

    counts = [sum(tie.sign == sign for tie in found) for sign in (1, -1, 0)]
    show.say(f"{len(found)} ties: {counts[0]} for, {counts[1]} against, {counts[2]} neutral")
    ordered = sorted(found, key=lambda tie: (-tie.sign if tie.sign else 2, -tie.weight))
    if limit and len(found) > limit:
        kept = set(map(id, sorted(found, key=lambda tie: -tie.weight)[:limit]))
        ordered = [tie for tie in ordered if id(tie) in kept]
    rows = [
        (
            facts.name(tie.a),
            facts.name(tie.b),
            _SIGNS[tie.sign],
            f"{tie.weight:g}",
            ", ".join(tie.predicates),
            sorted({tie.first or "", tie.last or ""}),
            _few([facts.voice(voice) for voice in tie.voices], VOICES if limit else 0),
        )
        for tie in ordered
    ]
    columns = [("who", 4), ("with whom", 4), ("sign", 0), ("weight", 0), ("by", 4), ("when", 0), ("says who", 4)]
    show.table(columns, rows)
    if len(ordered) < len(found):
        show.warn(f"the {limit:,} weightiest ties; --limit 0 shows all")
