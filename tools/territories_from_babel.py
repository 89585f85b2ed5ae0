"""Writes src/marsad/lexicon/tables/states/cldr.tsv: territories that `states.tsv` does not name, from CLDR (by Babel).

    python tools/territories_from_babel.py

A name that a hand-made table has is left out. Babel is needed here only, never by the package.
"""

from __future__ import annotations

import re

from babel import Locale

from marsad.arabic.normalise import fold
from marsad.lexicon import compile as lexicon
from marsad.lexicon.packed import unpack_dict

TABLE = lexicon.TABLES / "states" / "cldr.tsv"
NO_COUNTRY = ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "AW")  # أروبا is how many write Europe


def taken() -> set[str]:
    """Folded names that the other tables have."""
    tables = lexicon.rows([lexicon.TABLES])
    own = {row["key"] for _, row in lexicon.parse(TABLE)} if TABLE.exists() else set()
    tables["states"] = [row for row in tables["states"] if row["key"] not in own]
    return set(unpack_dict(lexicon.build(tables)["names"]))


def main() -> None:
    have = taken()
    english = Locale.parse("en").territories
    rows = [
        f"cldr_{code.lower()}\tstate\t{name}\t\t\t\t{english[code]}"
        for code, name in Locale.parse("ar").territories.items()
        if len(code) == 2
        and code.isalpha()
        and code not in NO_COUNTRY
        and fold(name) not in have
        and not re.search(r"[(&]| - ", name)  # bracketed names are not what reports write
    ]
    TABLE.parent.mkdir(exist_ok=True)
    head = (
        "# Territories of CLDR (Unicode License v3), locale ar; written by tools/territories_from_babel.py\n"
        "key\tkind\tname\tvariants\tadjectives\tcapitals\tlabel_en\n"
    )
    TABLE.write_text(head + "".join(row + "\n" for row in sorted(rows)), encoding="utf-8")
    print(f"{len(rows)} territories")


if __name__ == "__main__":
    main()
