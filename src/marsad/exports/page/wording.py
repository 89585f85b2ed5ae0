"""What the page says in its own voice, in English and in Arabic: strings, days and notices."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from marsad.arabic.display import harmless

MONTHS_EN = "January February March April May June July August September October November December".split()
# Both names of a month, as newsrooms give them: the eastern one after the one of Egypt, the Gulf and the Maghreb.
MONTHS_AR = (
    "يناير/كانون الثاني|فبراير/شباط|مارس/آذار|أبريل/نيسان|مايو/أيار|يونيو/حزيران|"
    "يوليو/تموز|أغسطس/آب|سبتمبر/أيلول|أكتوبر/تشرين الأول|نوفمبر/تشرين الثاني|ديسمبر/كانون الأول"
).split("|")
NOTICES = (
    ("composed example, not a record of events", "مثال مؤلَّف، وليس سجلا لأحداث"),
    (
        "The report's date was not found: relative dates such as «أمس» are left open.",
        "لم يُعثر على تاريخ التقرير، فبقيت التواريخ النسبية مثل «أمس» بلا تحديد.",
    ),
    ("The text holds no letters: nothing was read.", "لا حروف في النص، فلم يُقرأ شيء."),
    (
        "The text is in (.*) and Marsad reads Arabic \\(ar\\): nothing was read.",
        "النص ليس بالعربية (\\1) ومرصد يقرأ العربية، فلم يُقرأ شيء.",
    ),
    ("published: (.*) is no ISO date and was left out", "تاريخ النشر \\1 ليس على صيغة إيزو فأُهمل"),
)
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Pair(NamedTuple):
    """The same in the two languages of the interface."""

    en: str
    ar: str


@cache
def strings() -> dict[str, Pair]:
    """The strings of ``strings.tsv`` by key."""
    lines = (Path(__file__).parent / "strings.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {key: Pair(en, ar) for key, en, ar in rows[1:]}


def day(value: str) -> Pair:
    """An ISO date, month or year to read; anything else stays as it is.

    >>> day("2016-06-30")
    Pair(en='30 June 2016', ar='30 يونيو/حزيران 2016')
    """
    found = _DAY.fullmatch(value[:10])
    if not found or not (found[2] is None or 1 <= int(found[2]) <= 12):
        return Pair(harmless(value), harmless(value))
    year, month, date = found.groups()
    words = [[str(int(date))] if date else []] * 2
    months = [[names[int(month) - 1]] if month else [] for names in (MONTHS_EN, MONTHS_AR)]
    english, arabic = (" ".join([*d, *m, year]) for d, m in zip(words, months, strict=True))
    return Pair(english, arabic)


def when(value: str) -> Pair:
    """The time of a claim to read: a day, or ``D/..`` since, ``../D`` until, ``D/E`` from and to."""
    start, slash, end = value.partition("/")
    if not slash:
        return day(value)
    first, last = day(start), day(end)
    if end == "..":
        return Pair(f"since {first.en}", f"منذ {first.ar}")
    if start == "..":
        return Pair(f"until {last.en}", f"حتى {last.ar}")
    return Pair(f"{first.en} to {last.en}", f"من {first.ar} إلى {last.ar}")


def notice(text: str) -> Pair:
    """A notice of the reader, which is English, and the same in Arabic where it is one of the known ones."""
    for english, arabic in NOTICES:
        found = re.fullmatch(english, text)
        if found:
            return Pair(harmless(text), harmless(found.expand(arabic)))
    return Pair(harmless(text), harmless(text))
