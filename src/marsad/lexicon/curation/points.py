"""Where places lie: every point has its number in GeoNames, no two places share one, and none lies far outside its country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from marsad.arabic.normalise import table_key
from marsad.lexicon.curation.names import checked
from marsad.tables import Fault, Row

SOURCE, NONE = "geonames", ("", "none")
ENOUGH = 12  # points of a country from which its box is known well enough to doubt one of them
ROOM = 0.35  # of the box's side, by which a point may lie outside the others
LEAST = 0.7  # degrees that it may in any case


class Box(NamedTuple):
    """Degrees."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        high, wide = max(LEAST, ROOM * (self.north - self.south)), max(LEAST, ROOM * (self.east - self.west))
        return self.south - high <= lat <= self.north + high and self.west - wide <= lon <= self.east + wide


def faults(rows: list[Row]) -> Iterator[Fault]:
    """Of built-in places: points without their source, numbers that two share, points far from all others of the country."""
    numbers: dict[str, Row] = {}
    for row in rows:
        yield from _source(row)
        number = row["geonames"].removeprefix("-")
        other = numbers.setdefault(number, row) if number else row
        if other is not row:
            where = f"line {other.line}" if other.path == row.path else f"{other.path.name}:{other.line}"
            yield row.fault(f"has the number of {other['key']} ({where}) in GeoNames: {number}",
                            "make one entry of the two, or take the number from the one that GeoNames does not mean")  # fmt: skip
    yield from strays(rows)


def _source(row: Row) -> Iterator[Fault]:
    point = row["lat"] or row["lon"]
    if point and (row["source"] != SOURCE or not row["geonames"]):
        yield row.fault(f"lat and lon come from {row['source'] or 'nowhere'!r}",
                        "take them from GeoNames with its number (tools/places_from_geonames.py), or leave them empty")  # fmt: skip
    elif point and not (row["lat"] and row["lon"]):
        yield row.fault("has half a point", "write lat and lon")
    elif not point and row["source"] not in NONE:
        yield row.fault(f"says {row['source']!r}, but has no point", "write none, or the point")


def strays(rows: list[Row], known: list[Row] | None = None) -> Iterator[Fault]:
    """Points of ``rows`` that lie far from all other points of their country, in ``known`` or in ``rows`` themselves."""
    lands: dict[str, list[tuple[float, float, Row]]] = defaultdict(list)
    for row in [*rows, *(known or [])]:
        if point := _point(row):
            lands[row["country"]].append((*point, row))
    mine = {
        id(row) for row in rows if row["key"] != f"{SOURCE}_{row['geonames']}"
    }  # those have their country from there
    for country, points in lands.items():
        if not country or len(points) < ENOUGH:
            continue
        lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
        for lat, lon, row in points:
            box = Box(*_others(lats, lat), *_others(lons, lon))
            if id(row) in mine and not (box.holds(lat, lon) or table_key(row["name"]) in checked(row)):
                yield row.fault(f"lies at {lat}, {lon}, far from all other places of {country}",
                                "mend its country or its point", True)  # fmt: skip


def _point(row: Row) -> tuple[float, float] | None:
    try:
        return float(row["lat"]), float(row["lon"])
    except ValueError:
        return None


def _others(values: list[float], one: float) -> tuple[float, float]:
    """Least and largest of sorted values without one of them."""
    return values[one == values[0]], values[-1 - (one == values[-1])]
