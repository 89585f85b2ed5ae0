"""Ids that are made from content, so that they are the same in every store and on every run."""

from __future__ import annotations

import hashlib

from marsad.intake.items import Item


def digest(data: bytes) -> str:
    """SHA-256 of a report's bytes."""
    return hashlib.sha256(data).hexdigest()


def report_key(item: Item, hash: str) -> str:
    """Id of a report: its address, or else its file and position, and its bytes."""
    return place_key(item.address, item.origin, item.position, hash)


def place_key(address: str | None, origin: str, position: str, hash: str = "") -> str:
    """The same of the parts; without ``hash`` it names what could not be had."""
    place = f"a {address}" if address else f"f {origin}\0{position}"
    return "r" + hashlib.sha256(f"{place}\0{hash}".encode()).hexdigest()[:32]


def claim_key(report: str, key: str, nth: int) -> str:
    """Id of a claim: its report's, its own key in the reading, and which it is of those with that key."""
    return "c" + hashlib.sha256(f"{report}|{key}|{nth}".encode()).hexdigest()[:16]
