"""Where the places of the tables lie. Read on demand, so that a report can be read without it."""

from __future__ import annotations

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
    for folder in [_compile.TABLES] if user is None else [Path(user), _compile.TABLES]:
        for table, path in _compile.files(folder):
            if table != "places":
                continue
            for n, row in _compile.parse(path):
                if row.get("lat") and row["key"] not in out:
                    try:
                        out[row["key"]] = Point(int(row["geonames"]), float(row["lat"]), float(row["lon"]))
                    except ValueError as fault:
                        raise ValueError(f"{path}:{n}: geonames, lat and lon must be numbers ({fault})") from None
    return out
