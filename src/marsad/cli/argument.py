"""``marsad argument``: what, as a report tells it, follows from what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.cli.common import AsJson, Lexicon, print_json
from marsad.cli.inputs import MinConfidence, Reports, facts_of
from marsad.cli.options import Tongue
from marsad.cli.pictures import Language, Svg, put, wording
from marsad.errors import OptionError

if TYPE_CHECKING:
    from marsad.balance.argument import Argument, Step
    from marsad.balance.wording import Wording


def argument(
    reports: Reports,
    svg: Svg = None,
    language: Language = Tongue.en,
    as_json: AsJson = False,
    lexicon: Lexicon = None,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Show the argument of a report: what it says follows from what.

    Reports tie claims to each other: a visit in order that an embargo be broken, a massacre and hence a government about
    to fall. These ties are shown as a tree, or drawn with --svg FILE from how things stand over what happened to what is
    wanted and what is foretold. Numbers are those of the claims in marsad read. Nothing is added to what the report says;
    claims that it ties to nothing follow at the end, standing relations as its background.
    """
    from marsad.balance import argument as graph

    facts = facts_of(reports, lexicon, min_confidence)
    found = graph.argument(facts)
    words = wording(facts, language, lexicon)
    if svg is not None and as_json:
        raise OptionError("--svg", "cannot go with --json", "leave one of them out")
    if svg is not None:
        from marsad.balance.argument_svg import draw

        put(draw(found, words), svg, reports)
    elif as_json:
        print_json(graph.dump(found, wording(facts, Tongue.en, lexicon), wording(facts, Tongue.ar, lexicon)))
    else:
        _print(found, words)


def _print(found: Argument, words: Wording) -> None:
    from marsad import show
    from marsad.balance.argument import tree
    from marsad.balance.wording import heading

    show.say(words.word("mark", "argument"), style="bold")
    for known in heading(found.facts):
        show.say(*[part for one in known for part in (" · ", one)][1:])
    for branch, parts in tree(found, words):
        if not branch:
            show.say()
        show.say(branch, *parts)
    _print_apart(words.word("mark", "background"), [s for s in found.apart if s.role == "background"], words)
    _print_apart(words.word("mark", "events"), [s for s in found.apart if s.role != "background"], words)


def _print_apart(title: str, steps: list[Step], words: Wording) -> None:
    from marsad import show
    from marsad.balance.argument import line

    if steps:
        show.say()
        show.say(title, style="bold")
    for step in steps:
        show.say("  ", *line(step, words))
