"""A reading of a store, with what the store knows of it: what all exports of a store are made of."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.balance.facts import Known
from marsad.exports.rows import Origin
from marsad.model import Reading


@dataclass(frozen=True, slots=True)
class Kept:
    """``report`` is the report's id in the store. The reading has the claims that were asked for, ``known`` maybe more."""

    reading: Reading
    report: str
    origin: Origin
    known: Known
