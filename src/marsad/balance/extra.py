"""The libraries of the extra ``balance``, which are loaded only where a graph needs them."""

from __future__ import annotations

from importlib.util import find_spec

from marsad.errors import MissingExtra

EXTRA = "balance"


def need_solver(where: str) -> None:
    """Raises MissingExtra, in the name of ``where``, unless scipy and networkx are installed."""
    for library in ("networkx", "scipy"):
        if find_spec(library) is None:
            raise MissingExtra(where, library, EXTRA)
