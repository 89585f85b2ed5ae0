"""``marsad claims``, ``search``, ``reports``, ``show`` and ``trace``: questions to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.cli.common import AsJson, print_json, say_unknown
from marsad.cli.options import Asked, Db, Published, filtered, observatory

if TYPE_CHECKING:
    from marsad.observatory.asking import ClaimOf

Limit = Annotated[int, typer.Option("--limit", metavar="N", help="At most so many, the newest; 0 is all.")]


@filtered
def claims(
    asked: Asked,
    limit: Limit = 50,
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """List claims of the store, of the newest reports first."""
    with observatory(db) as store:
        found = store.iter_claims(limit=limit, **asked)
        if as_json:
            for claim in found:
                print_json(_flat(claim))
            return
        rows = list(found)
        if not rows:
            say_unknown(store, asked)
    from marsad.cli import answers

    answers.claims(rows)
    _say_more(len(rows), limit, "claims")


def search(
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help='Words; "in quotation marks": one after the other.')
    ],
    source: Annotated[str | None, typer.Option("--source", metavar="NAME", help="Published by.")] = None,
    published: Published = None,
    limit: Limit = 50,
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """Find the reports in which all words stand, the newest first. Vowels, hamza and the article do not matter."""
    with observatory(db) as store:
        found = store.search(" ".join(text), source=source, published=published, limit=limit)
    if as_json:
        for hit in found:
            print_json(hit)
        return
    from marsad.cli import answers

    answers.hits(found)
    _say_more(len(found), limit, "reports")


def reports(
    source: Annotated[str | None, typer.Option("--source", metavar="NAME", help="Published by.")] = None,
    published: Published = None,
    limit: Limit = 50,
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """List the reports of the store, the newest first."""
    with observatory(db) as store:
        found = store.reports(source=source, published=published, limit=limit)
    if as_json:
        for report in found:
            print_json(report)
        return
    from marsad.cli import answers

    answers.reports(found)
    _say_more(len(found), limit, "reports")


def show(
    id: Annotated[
        str, typer.Argument(metavar="REPORT|CLAIM", help="Its id or how that begins; of a report also address or path.")
    ],
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """Show a report with all that was read from it, or one claim."""
    from marsad.observatory.ids import is_claim

    with observatory(db) as store:
        if is_claim(id):
            claim = store.claim(id)
            if as_json:
                print_json(_flat(claim))
                return
            from marsad.cli import answers

            answers.claims([claim])
            return
        report, reading = store.report(id)
    if as_json:
        from msgspec.structs import asdict

        print_json({**asdict(report), "reading": reading})
        return
    from marsad import show
    from marsad.cli import answers

    answers.report(report)
    show.reading(reading)


def trace(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="Its id, or how that begins.")],
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """Show where a claim comes from: report, address, bytes, reading, rule, and the words it stands on."""
    with observatory(db) as store:
        found = store.trace(claim)
    if as_json:
        print_json(found)
        return
    from marsad.cli import answers

    answers.trace(found)


def _say_more(number: int, limit: int, things: str) -> None:
    """On standard error: that there is nothing, or that there may be more."""
    from marsad.show import warn

    if not number:
        warn(f"no {things}")
    elif number == limit:
        warn(f"the first {number:,} {things}; --limit 0 shows all")


def _flat(claim: ClaimOf) -> dict[str, Any]:
    from msgspec.structs import asdict

    return {"id": claim.id, "report": claim.report, **asdict(claim.row)}
