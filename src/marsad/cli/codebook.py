"""``marsad codebook``: what a claim can be."""

from __future__ import annotations

from marsad.cli.common import AsJson, print_json


def codebook(as_json: AsJson = False) -> None:
    """List the predicates: meaning, PLOVER type and an example."""
    from marsad import codebook, show

    if as_json:
        from dataclasses import asdict

        for predicate in codebook.predicates().values():
            print_json(asdict(predicate))
    else:
        show.predicates(codebook.predicates().values())
