"""``marsad balance``: the balance of forces that reports tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.common import AsJson, Lexicon, print_json
from marsad.cli.inputs import MinConfidence, Reports, TiesTable, facts_of, ties_table
from marsad.cli.options import Tongue
from marsad.cli.pictures import Language, Svg, put, wording
from marsad.errors import OptionError
from marsad.intake import iso_date

if TYPE_CHECKING:
    from marsad.balance.forces import Camp, Forces
    from marsad.balance.forces_words import Line
    from marsad.balance.wording import Wording


def balance(
    reports: Reports,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Only what is told to hold on this day, as 2016-06-30.")
    ] = None,
    svg: Svg = None,
    language: Language = Tongue.en,
    as_json: AsJson = False,
    table: TiesTable = None,
    lexicon: Lexicon = None,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Show the balance of forces that reports tell of: for each camp who backs and arms it, what it holds, what is on it.

    For each camp: backers from outside; arms, money and trainers that come in; embargoes, isolations and sieges, who
    imposed them and who wants them broken; places held and disputed; recognition given and refused; forces sent; losses;
    wishes and forecasts. Each line names its claims by number, and the claims follow with their words. Counts are counts
    of claims: nothing is added up to a score, and nothing is foretold. With --svg FILE it is drawn as one picture.
    """
    if on is not None and not iso_date(on):
        raise OptionError("--on", f"{on!r} is no date", "write it as 2016-06-30")
    from marsad.balance.forces import forces
    from marsad.balance.theatre import homes
    from marsad.lexicon import load

    weights = ties_table(table, lexicon)
    facts = facts_of(reports, lexicon, min_confidence)
    found = forces(facts, weights, homes(facts, load(lexicon)), iso_date(on or ""))
    words = wording(found.facts, language, lexicon)
    if svg is not None and as_json:
        raise OptionError("--svg", "cannot go with --json", "leave one of them out")
    if svg is not None:
        from marsad.balance.forces_svg import draw

        put(draw(found, words), svg, reports)
    elif as_json:
        from marsad.balance.forces_words import dump

        print_json(dump(found, wording(facts, Tongue.en, lexicon), wording(facts, Tongue.ar, lexicon)))
    else:
        _print(found, words)


def _print(found: Forces, words: Wording) -> None:
    from marsad import show
    from marsad.balance.forces_words import camp_name, cited, country_lines, rows
    from marsad.balance.wording import heading, quote

    show.say(words.word("mark", "balance"), style="bold")
    for known in heading(found.facts):
        show.say(*[part for one in known for part in (" · ", one)][1:])
    where = words.name(found.theatre.country) if found.theatre.country else "?"
    day = [f" · {words.word('mark', 'day')} ", found.day] if found.day else []
    show.say(words.word("mark", "theatre"), ": ", where, *day)
    if not found.camps:
        show.say(words.word("mark", "none"))
        return
    columns = [("", 2 if len(found.camps) < 3 else 4), *((camp_name(found, camp, words), 6) for camp in found.camps)]
    body: list[list[str | list[str]]] = [
        [words.word("row", "inside"), *(", ".join(words.name(key) for key in camp.inside) for camp in found.camps)],
        [words.word("row", "outside"), *(_outside(found, camp, words) for camp in found.camps)],
    ]
    for row in rows(found, words):
        body.append([words.word("row", row.name), *(_lines(found, row.name, cell, words) for cell in row.cells)])
    show.say()
    show.table(columns, body)
    _print_lines(found, words.word("mark", "country"), country_lines(found, words))
    _print_lists(found, words)
    show.say()
    show.say(words.word("mark", "claims"), style="bold")
    for told in cited(found, words):
        speaker = words.speaker(told)
        says = [f" ({words.word('mark', 'says')}: ", speaker, ")"] if speaker else []
        show.say(f"  #{found.numbers[told.id]} ", words.headline(told), *says, " ", f"«{quote(told, 120)}»")


def _outside(found: Forces, camp: Camp, words: Wording) -> list[str]:
    from marsad.balance.forces_words import backers

    helping = backers(found, camp)
    rest = [key for key in camp.outside if key not in helping]
    shown = [", ".join(words.name(key) for key in helping)] if helping else [words.word("mark", "none")]
    if rest:
        shown.append(f"({words.word('mark', 'only against')}: {', '.join(words.name(key) for key in rest)})")
    return shown


def _lines(found: Forces, row: str, cell: list[Line], words: Wording) -> list[str]:
    """The lines of a cell, under how many claims they are; wishes and forecasts say that themselves."""
    from marsad.balance.forces_words import counts

    if not cell:
        return [words.word("mark", "none")]
    said = [_said(found, line) for line in cell]
    if row in ("wishes", "forecasts", "measures", "places"):
        return said
    return [f"{counts((one for line in cell for one in line.told), words)}:", *said]


def _said(found: Forces, line: Line) -> str:
    from marsad.balance.forces_words import numbers

    tag = f" [{line.tag}]" if line.tag else ""
    return f"{line.words}{tag} {' '.join(f'#{n}' for n in numbers(found, line.told))}"


def _print_lines(found: Forces, title: str, lines: list[Line]) -> None:
    from marsad import show

    if lines:
        show.say()
        show.say(title, style="bold")
    for line in lines:
        show.say("  ", _said(found, line))


def _print_lists(found: Forces, words: Wording) -> None:
    from marsad import show
    from marsad.balance.forces_words import lines

    both = [line for told in found.both_sides.values() for line in lines(told, "agent", words)]
    _print_lines(found, words.word("mark", "both"), both)
    apart = [key for key in found.apart if key != found.theatre.country]
    if apart:
        show.say()
        show.say(f"{words.word('mark', 'apart')}: ", ", ".join(words.name(key) for key in apart))
