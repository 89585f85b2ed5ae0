"""How claims are told in PLOVER, the Political Language Ontology for Verifiable Event Records: modes, contexts, quad category."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from marsad.codebook import rows

# The contexts that say how an event is told (manual 0.7, section «Event, Mode, and Context»).
TOLD = {"intended": "future", "expected": "future", "possible": "hypothetical", "demanded": "hypothetical"}
NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Manner:
    """``mode`` and ``context`` that all claims of a predicate have, and what their number ``counts``; None or empty: none."""

    mode: str | None = None
    context: str | None = None
    counts: str | None = None


@cache
def manners() -> Mapping[str, Manner]:
    """By predicate; those that stand in no row have neither mode nor context."""
    return {
        row["predicate"]: Manner(row["mode"] or None, row["context"] or None, row["counts"] or None)
        for row in rows("plover")
    }


@cache
def quads() -> Mapping[str, int]:
    """Quad category by event type."""
    return {row["type"]: int(row["quad"]) for row in rows("plover_types")}
