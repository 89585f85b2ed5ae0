"""``marsad evaluate``: readings against gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.common import AsJson, Codebook, Lexicon, Reader, own_lexicon, print_json
from marsad.cli.inputs import stored
from marsad.intake import load

if TYPE_CHECKING:
    from marsad.evaluate import Figures, Score, Tally
    from marsad.gold import Gold


def evaluate(
    golds: Annotated[
        list[Path], typer.Argument(metavar="GOLD...", help="Gold files (NAME.yaml beside NAME.txt) or folders.")
    ],
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Print every miss and extra with its sentence.")
    ] = False,
    as_json: AsJson = False,
    readings: Annotated[
        Path | None, typer.Option("--readings", metavar="DIR", help="Score DIR/NAME.json in place of reading now.")
    ] = None,
    lexicon: Lexicon = None,
    codebook: Codebook = None,
) -> None:
    """Score readings against gold files: per report, and over all."""
    from collections import Counter

    from marsad.arabic.display import harmless
    from marsad.evaluate import figures, score
    from marsad.gold import files
    from marsad.gold import load as load_gold

    reader = Reader(None, None, own_lexicon(lexicon, codebook), 0.0, codebook)
    book = reader.book() if lexicon or codebook else None
    total: Tally = Counter()
    for path in files(golds):
        gold = load_gold(path, book)
        result = score(
            gold, stored(str(readings / f"{path.stem}.json")) if readings else reader(load(path.with_suffix(".txt")))
        )
        total.update(result.tally)
        if not as_json:
            typer.echo(harmless(score_line(gold.name, result.tally)))
            if verbose:
                _print_faults(gold, result)
    if as_json:
        print_json(figures(total))
    else:
        typer.echo(score_line("ALL", total))
        typer.echo(more_figures(figures(total)))


def _f1(value: Figures, name: str) -> float:
    figure = value[name]
    return figure["f1"] if isinstance(figure, dict) else 0.0


def score_line(name: str, tally: Tally) -> str:
    """The chief figures on one line."""
    from marsad.evaluate import figures

    value = figures(tally)
    core = value["core"]
    assert isinstance(core, dict)
    return (
        f"{name:<28} claims {tally['core']:>3}/{tally['gold']:<3} said {tally['said']:<3} "
        f"core P {core['p']:.2f} R {core['r']:.2f} F1 {core['f1']:.2f}  "
        f"full F1 {_f1(value, 'full'):.2f}  mentions F1 {_f1(value, 'mentions'):.2f}"
    )


def more_figures(value: Figures) -> str:
    """The other figures that there are, on one line."""
    shares = {name: value.get(name) for name in ("modality", "source", "meta", "kinds", "evidence")}
    parts = [f"{name} {_f1(value, name):.2f}" for name in ("unasserted", "negative", "slots", "framing", "links")]
    return "  ".join(parts + [f"{name} {share:.2f}" for name, share in shares.items() if isinstance(share, float)])


def _print_faults(gold: Gold, result: Score) -> None:
    from marsad.evaluate import sentence_at, sentence_of
    from marsad.show import harmless, isolated

    for missed in result.missed:
        typer.echo(harmless(f"   missed  {missed}"))
        typer.echo(f"           {isolated(sentence_of(gold, missed))}")
    for said in result.extra:
        claim = said.claim
        typer.echo(harmless(f"   extra   {said} · rule {claim.rule}"))
        if claim.evidence:
            typer.echo(f"           {isolated(sentence_at(gold.text, claim.evidence[0].start))}")
