"""``marsad balance``: the balance of forces that reports tell of."""

from __future__ import annotations

from typing import Annotated

import typer

from marsad.cli.common import AsJson, Lexicon, print_json
from marsad.cli.inputs import MOST, Most, OrStore, TiesTable, at_most, facts_asked, ties_table
from marsad.cli.options import Asked, Db, Tongue, filtered
from marsad.cli.pictures import Language, Svg, put, wording
from marsad.errors import OptionError
from marsad.intake import iso_date


@filtered
def balance(
    reports: OrStore = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Only what is told to hold on this day, as 2016-06-30.")
    ] = None,
    svg: Svg = None,
    language: Language = Tongue.en,
    limit: Most = MOST,
    as_json: AsJson = False,
    table: TiesTable = None,
    lexicon: Lexicon = None,
    *,
    asked: Asked,
    db: Db = None,
) -> None:
    """Show the balance of forces that reports tell of: for each camp who backs and arms it, what it holds, what is on it.

    For each camp: backers from outside; arms, money and trainers that come in; embargoes, isolations and sieges, who
    imposed them and who wants them broken; places held and disputed; recognition given and refused; forces sent; losses;
    wishes and forecasts. Each line names its claims by number, and the claims follow with their words. Counts are counts
    of claims: nothing is added up to a score, and nothing is foretold. With --svg FILE it is drawn as one picture.
    """
    at_most(limit)
    if on is not None and not iso_date(on):
        raise OptionError("--on", f"{on!r} is no date", "write it as 2016-06-30")
    from marsad.balance.forces import ACTORS, DRAWN, forces, readable
    from marsad.balance.theatre import homes
    from marsad.lexicon import load

    weights = ties_table(table, lexicon)
    facts = facts_asked(reports, asked, lexicon, db)
    found = forces(facts, weights, homes(facts, load(lexicon)), iso_date(on or ""))
    words = wording(found.facts, language, lexicon)
    if svg is not None and as_json:
        raise OptionError("--svg", "cannot go with --json", "leave one of them out")
    if svg is not None:
        from marsad.balance.forces_svg import draw
        from marsad.show import warn

        drawn = readable(found)
        if drawn is not found:
            warn(
                f"drawn are the {DRAWN} claims told most often of the {ACTORS} actors of each side of whom most is told"
            )
        put(draw(drawn, words if drawn is found else wording(drawn.facts, language, lexicon)), svg, reports, db)
    elif as_json:
        from marsad.balance.forces_words import dump

        print_json(dump(found, wording(facts, Tongue.en, lexicon), wording(facts, Tongue.ar, lexicon)))
    else:
        from marsad.cli.balance_table import Table

        Table(found, words, limit).print()
