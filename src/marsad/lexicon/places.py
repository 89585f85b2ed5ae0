"""Where the places of the tables lie. Read on demand, so that a report can be read without it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from marsad.lexicon import compile as _compile


class Point(NamedTuple):
    """A place on the map: its GeoNames id, latitude and longitude in degrees (WGS 84)."""

    geonames: int
    lat: float
    lon: float


@lru_cache(maxsize=4)
def coordinates(user: Path | None = None) -> dict[str, Point]:
    """Place key to its point, for the places that GeoNames (CC BY 4.0) has; others have none.

    ``user`` is a folder of tables that go before the built-in ones. Raises ValueError for a cell that is no number.
    """
    out: dict[str, Point] = {}
    for where, row in [*_own(user), *_built_in()]:
        if row.get("lat") and row["key"] not in out:
            try:
                out[row["key"]] = Point(int(row["geonames"]), float(row["lat"]), float(row["lon"]))
            except ValueError as fault:
                raise ValueError(f"{where}: geonames, lat and lon must be numbers ({fault})") from None
    return out


def _built_in() -> Iterator[tuple[str, dict[str, str]]]:
    for table, path in _compile.files(_compile.TABLES):
        if table == "places":
            for n, row in _compile.parse(path):
                yield f"{path}:{n}", row


def _own(folder: Path | None) -> Iterator[tuple[str, dict[str, str]]]:
    if folder is not None:
        from marsad.codebook import built_in
        from marsad.lexicon import overlay

        for row in overlay.checked(Path(folder), built_in()).rows.get("places", []):
            yield f"{row.path}:{row.line}", row.cells
