"""Writes src/marsad/lexicon/tables/months.tsv: month names of the Arab world from CLDR (through Babel), with additions.

    python tools/months_from_babel.py            writes the table
    python tools/months_from_babel.py --check    exits 1 where the table on disk differs

CLDR has the Gregorian names by locale. What it lacks stands in ADDED, by hand: spellings that newspapers use and the
Hijri months. Babel is needed here only, never by the package.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel import Locale

TABLE = Path(__file__).parents[1] / "src/marsad/lexicon/tables/months.tsv"
TRADITION = {  # the first locale that has a name gives it its tradition
    "ar": "international",
    "ar_EG": "international",
    "ar_SY": "levantine",
    "ar_LB": "levantine",
    "ar_IQ": "levantine",
    "ar_DZ": "maghrebi",
    "ar_TN": "maghrebi",
    "ar_MA": "moroccan",
    "ar_MR": "mauritanian",
}
ADDED = """
1 gregorian levantine كانون ثاني|كانون ثان
2 gregorian international فيبراير
6 gregorian international يونية
7 gregorian international يولية
8 gregorian international أوغسطس
9 gregorian international سيبتمبر
10 gregorian international أوكتوبر
10 gregorian levantine تشرين أول
11 gregorian levantine تشرين ثاني|تشرين ثان
12 gregorian international دسمبر
12 gregorian levantine كانون أول
1 hijri islamic محرم|محرم الحرام|المحرم
2 hijri islamic صفر|صفر الخير
3 hijri islamic ربيع الأول|ربيع أول
4 hijri islamic ربيع الآخر|ربيع الثاني|ربيع ثاني
5 hijri islamic جمادى الأولى|جمادى الأول|جماد الأول|جمادى أولى|جماد أول
6 hijri islamic جمادى الآخرة|جمادى الثانية|جمادى الثاني|جمادى الآخر|جماد الآخر|جماد الثاني|جماد ثاني
7 hijri islamic رجب
8 hijri islamic شعبان
9 hijri islamic رمضان|رمضان المبارك
10 hijri islamic شوال
11 hijri islamic ذو القعدة|ذي القعدة|ذوالقعدة
12 hijri islamic ذو الحجة|ذي الحجة|ذوالحجة
"""


def rows() -> list[tuple[str, int, str, str]]:
    """Name, month, calendar, tradition; one row a name, sorted by calendar, month and name."""
    out: dict[tuple[str, str], tuple[int, str]] = {}
    for locale, tradition in TRADITION.items():
        for month, name in Locale.parse(locale).months["format"]["wide"].items():
            out.setdefault((name, "gregorian"), (month, tradition))
    for line in ADDED.strip().splitlines():
        month, calendar, tradition, names = line.split(" ", 3)
        for name in names.split("|"):
            have = out.setdefault((name, calendar), (int(month), tradition))
            if have[0] != int(month):
                raise ValueError(f"{name}: month {month}, but CLDR says {have[0]}")
    return sorted((name, month, cal, trad) for (name, cal), (month, trad) in out.items())


def table() -> str:
    lines = sorted(rows(), key=lambda row: (row[2], row[1], row[0]))
    return "name\tmonth\tcalendar\ttradition\n" + "".join("\t".join(map(str, row)) + "\n" for row in lines)


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        same = TABLE.exists() and TABLE.read_text(encoding="utf-8") == table()
        sys.exit(0 if same else f"{TABLE}: out of date; run python {Path(__file__).name}")
    TABLE.write_text(table(), encoding="utf-8")
