"""``marsad agree``: two annotators of the same reports, set against each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.cli.common import AsJson, Codebook, folder_at, print_json
from marsad.cli.evaluate import more_figures, score_line

if TYPE_CHECKING:
    from marsad.agreement import Agreement, Total
    from marsad.agreement.alpha import Interval as Between
    from marsad.gold import Interval


def agree(
    one: Annotated[Path, typer.Argument(metavar="DIR_A", help="The first annotator's gold files (*.yaml).")],
    two: Annotated[Path, typer.Argument(metavar="DIR_B", help="The second annotator's, under the same names.")],
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Print every disagreement with its sentence.")
    ] = False,
    as_json: AsJson = False,
    codebook: Codebook = None,
) -> None:
    """Tell how far two annotators of the same reports agree: per report, and over all.

    The figures are those of marsad evaluate, with one annotator's claims held against the other's. Krippendorff's alpha
    is 1 for full agreement and 0 for chance, over the claims that both have.
    """
    from marsad.agreement import compare, pairs, total
    from marsad.codebook.own import load as load_codebook
    from marsad.gold import load_both

    book = load_codebook(folder_at(codebook) if codebook is not None else None)
    both, only_one, only_two = pairs(one, two)
    reports = []
    for first, second in both:
        report = compare(*load_both(first, second, book))
        reports.append(report)
        if not as_json:
            typer.echo(_line(report))
            if verbose:
                _print_differences(report)
    if as_json:
        by_report = [{"report": report.one.name, **_figures(total([report]))} for report in reports]
        found = {"a": str(one), "b": str(two), "only_a": only_one, "only_b": only_two}
        print_json(found | {"all": _figures(total(reports)), "reports": by_report})
        return
    _print_total(total(reports), len(reports))
    for side, folder, names in (("A", one, only_one), ("B", two, only_two)):
        if names:
            from marsad.arabic.display import harmless

            typer.echo(harmless(f"only in {side} ({folder}), not compared: {', '.join(names)}"))


def _line(report: Agreement) -> str:
    from marsad.agreement import total
    from marsad.arabic.display import harmless

    whole = total([report])
    alphas = "  ".join(f"{part} {_number(value)}" for part, (value, _) in whole.alpha.items())
    return harmless(
        f"{report.one.name:<28} both {whole.aligned:>3}  only A {whole.only_one:<3} only B {whole.only_two:<3} "
        f"core F1 {whole.core[0]:.2f}  alpha {alphas}"
    )


def _print_total(whole: Total, number: int) -> None:
    from marsad.agreement import measured

    typer.echo(
        f"\nALL {number} reports: {whole.aligned} claims in both, {whole.only_one} only in A, {whole.only_two} only in B"
    )
    typer.echo(score_line("B against A", whole.two_on_one))
    typer.echo(f"{'':<28} {more_figures(measured(whole.two_on_one))}")
    typer.echo(score_line("A against B", whole.one_on_two))
    typer.echo(f"{'core F1':<28} {_number(whole.core[0])} {_between(whole.core[1])}".rstrip())
    for part, (value, between) in whole.alpha.items():
        typer.echo(f"{f'alpha, {part}':<28} {_number(value)} {_between(between)}".rstrip())
    if number > 1:
        typer.echo("in brackets: 95 % interval, by bootstrap over reports")
    if any(value is None for value, _ in whole.alpha.values()):
        typer.echo("-: not defined, all values are the same")


def _figures(whole: Total) -> dict[str, Any]:
    from marsad.agreement import measured

    return {
        "claims": {"both": whole.aligned, "only_a": whole.only_one, "only_b": whole.only_two},
        "b_against_a": measured(whole.two_on_one),
        "a_against_b": measured(whole.one_on_two),
        "core_f1": {"value": round(whole.core[0], 4), "interval": _rounded(whole.core[1])},
        "alpha": {
            part: {"value": None if value is None else round(value, 4), "interval": _rounded(between)}
            for part, (value, between) in whole.alpha.items()
        },
    }


def _rounded(between: Between | None) -> list[float] | None:
    return None if between is None else [round(end, 4) for end in between]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _between(interval: Between | None) -> str:
    return "" if interval is None else f"[{interval[0]:.2f}, {interval[1]:.2f}]"


def _print_differences(report: Agreement) -> None:
    """Each sentence that the two differ on, in the order of the text, and under it what they differ in."""
    from marsad.agreement.alignment import PARTS
    from marsad.arabic.display import harmless, isolated
    from marsad.gold import sentence_of

    found: list[tuple[Interval, str]] = []
    for aligned in report.alignment.both:
        parts = {part: aligned.values(part) for part in PARTS}
        differ = [f"{part} {one} / {two}" for part, (one, two) in parts.items() if one != two]
        if differ:
            found.append((sentence_of(report.one, aligned.one), f"differ  {'; '.join(differ)}: {aligned.one}"))
    found += [(sentence_of(report.one, claim), f"only A  {claim}") for claim in report.alignment.only_one]
    found += [(sentence_of(report.two, claim), f"only B  {claim}") for claim in report.alignment.only_two]
    last = None
    for (start, end), line in sorted(found, key=lambda entry: entry[0]):
        if (start, end) != last:
            typer.echo(f"   {isolated(report.one.text[start:end].strip())}")
            last = start, end
        typer.echo(harmless(f"      {line}"))
