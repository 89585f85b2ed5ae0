"""``marsad scenario``: what of a balance of forces stands and what falls when claims are added, dropped or changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.common import AsJson, Lexicon, clean, print_json
from marsad.cli.inputs import MOST, Most, OrStore, TiesTable, at_most, facts_asked, ties_table
from marsad.cli.options import Asked, Db, Tongue, filtered
from marsad.cli.pictures import Language, wording
from marsad.errors import OptionError, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.balance.changes import Plan
    from marsad.balance.scenario_words import Telling

_EXAMPLE = "arms(russia, libyan_army)"


@filtered
def scenario(
    reports: OrStore = None,
    add: Annotated[
        list[str] | None, typer.Option("--add", metavar="CLAIM", help=f"A claim that is to hold, as '{_EXAMPLE}'.")
    ] = None,
    drop: Annotated[
        list[str] | None,
        typer.Option("--drop", metavar="CLAIM", help="A claim that is to go, as '#5' or 'backs(egypt, *)'."),
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--change", metavar="CLAIM", help="A claim told otherwise, as '#11 -> asserted' or '#3 -> negative'."
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A scenario in a TOML file (docs/balance.md).")
    ] = None,
    language: Language = Tongue.en,
    limit: Most = MOST,
    as_json: AsJson = False,
    table: TiesTable = None,
    lexicon: Lexicon = None,
    *,
    asked: Asked,
    db: Db = None,
) -> None:
    """Ask what would move if a claim held, or did not: "Russia arms the army", "the embargo stays".

    A claim is written as predicate(who, whom): arms(russia, libyan_army), not lifts(haftar, embargo). Actors go by any of
    their names, Arabic or English, or their key; predicates are those of marsad codebook. --drop and --change also take a
    claim's number (#5), and * for anybody. The consequences follow the report's own links: an aim whose means is gone is
    blocked, an answer to what is gone is moot, an effect whose cause is gone is without its ground. Camps, flows, gains
    and losses are shown as told and in the scenario, with the assumptions. It is no prediction.
    """
    from marsad.balance.compare import compare
    from marsad.balance.forces import forces
    from marsad.balance.scenario import scenario as follow
    from marsad.balance.scenario_words import Telling, dump
    from marsad.balance.theatre import homes
    from marsad.lexicon import load

    at_most(limit)
    plan = _plan(add or [], drop or [], change or [], file)
    weights = ties_table(table, lexicon)
    facts = facts_asked(reports, asked, lexicon, db)
    words = load(lexicon)
    found = follow(facts, plan, words)
    home = homes(found.after, words)
    before = forces(facts, weights, home)
    result = compare(before, forces(found.after, weights, home, before=before))
    telling = Telling(found, result, wording(facts, language, lexicon), wording(found.every, language, lexicon), limit)
    if as_json:
        print_json(dump(telling))
    else:
        _print(telling)


def _plan(add: list[str], drop: list[str], changes: list[str], file: Path | None) -> Plan:
    from marsad.balance.changes import LARGEST, Kind, Plan, change, plan

    own = Plan([])
    if file is not None:
        try:
            with file.open("rb") as stream:
                data = stream.read(LARGEST + 1)
            own = plan(data, str(file))
        except (OSError, ValueError) as fault:
            raise ScenarioError(str(file), getattr(fault, "strerror", None) or str(fault), "check the path") from None
    given: tuple[tuple[Kind, list[str]], ...] = (("add", add), ("drop", drop), ("change", changes))
    found = [change(kind, clean(text), f"--{kind}") for kind, texts in given for text in texts]
    if not found and not own.changes:
        raise OptionError("marsad scenario", "changes nothing", f"give --add '{_EXAMPLE}', --drop, --change or --file")
    return Plan([*own.changes, *found], own.title)


def _print(telling: Telling) -> None:
    from marsad import show

    word = telling.late.word
    title = telling.scenario.plan.title
    show.say(word("mark", "scenario"), *([": ", title] if title else []), style="bold")
    _section(word("mark", "changes"), telling.changes(), "")
    _section(word("mark", "follows"), telling.effects(), word("mark", "nothing"))
    _section(word("mark", "side by side"), [*telling.moves(), *telling.flows()], "")
    table = list(telling.table())
    if table:
        nothing = [word("mark", "none")]
        show.table(
            [("", 3), (word("mark", "before"), 5), (word("mark", "then"), 5)],
            [(title, was or nothing, now or nothing) for title, was, now in table],
        )
    show.say()
    show.say(word("mark", "who"), style="bold")
    turns = list(telling.turns())
    for actor, gains, losses in turns:
        for mark, told in (("gains", gains), ("loses", losses)):
            for one in told:
                show.say("  ", actor, f" {word('mark', mark)} ", one)
    if not turns:
        show.say("  ", word("mark", "nothing"))
    _section(word("mark", "assumptions"), telling.assumptions(), "")


def _section(title: str, lines: Iterable[str], nothing: str) -> None:
    from marsad import show

    show.say()
    show.say(title, style="bold")
    told = list(lines)
    for line in told or [nothing]:
        show.say("  ", line)
