"""ISO 3166-1 codes of the states of the word tables, for formats that know countries by code. Read on demand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("countries.tsv")


class Codes(NamedTuple):
    """``LY`` and ``LBY``."""

    alpha2: str
    alpha3: str


@cache
def codes() -> Mapping[str, Codes]:
    """State key to its codes; states that ISO does not list have none."""
    lines = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {key: Codes(alpha2, alpha3) for key, alpha2, alpha3 in lines[1:]}
