"""The words of Arabic numbers and ordinals as tables, with their clitics, built once on first use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

# Kinds of number words: u unit, e one that needs a partner (أحد عشر), t ten, d tens, h hundreds, s scale, p plural
# scale, x dual scale, c a scale that is dual in the construct and singular in the accusative (ألفا), f fraction.
_WORDS = """
u 1 واحد واحده واحدا
e 1 احد احدي
u 2 اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي
u 3 ثلاث ثلاثه
u 4 اربع اربعه
u 5 خمس خمسه
u 6 ست سته
u 7 سبع سبعه
u 8 ثمان ثماني ثمانيه ثمانيا
u 9 تسع تسعه
t 10 عشر عشره
d 20 عشرون عشرين
d 30 ثلاثون ثلاثين
d 40 اربعون اربعين
d 50 خمسون خمسين
d 60 ستون ستين
d 70 سبعون سبعين
d 80 ثمانون ثمانين
d 90 تسعون تسعين
h 100 ميه مايه
h 200 ميتان ميتين ميتا ميتي مايتان مايتين مايتا مايتي
h 300 ثلاثميه ثلاثمايه ثلثمايه
h 400 اربعميه اربعمايه
h 500 خمسميه خمسمايه
h 600 ستميه ستمايه
h 700 سبعميه سبعمايه
h 800 ثمانميه ثمانمايه ثمانيميه ثمانيمايه
h 900 تسعميه تسعمايه
s 1000 الف
p 1000 الاف
x 1000 الفان الفين الفي
c 1000 الفا
s 1000000 مليون
p 1000000 ملايين
x 1000000 مليونان مليونين مليوني
c 1000000 مليونا
s 1000000000 مليار بليون
p 1000000000 مليارات بلايين
x 1000000000 ملياران مليارين ملياري بليونان بليونين بليوني
c 1000000000 مليارا بليونا
s 1000000000000 تريليون
p 1000000000000 تريليونات
c 1000000000000 تريليونا
f 2 نصف
f 4 ربع
v 0 بضع بضعه عشرات ميات ميءات الوف
"""
_APPROX = """
نحو|حوالي|حوالى|قرابه|زهاء|يقارب|يناهز|يفوق|بحدود|ما يقارب|ما يقارب من|ما يقرب من|يقرب من|ما يناهز|ما يفوق
ما يزيد عن|ما يزيد علي|يزيد عن|يزيد علي|ما لا يقل عن|لا يقل عن|اكثر من|ازيد من|اقل من|ما يربو علي|يربو علي
ما يصل الي|في حدود
"""


def word_set(text: str) -> frozenset[str]:
    """The words of a line as a set."""
    return frozenset(text.split())


# Read as other words: «لست» (I am not), «الاثنين» (Monday), «بالمئة» (per cent).
_VETO = word_set("لست ولست فلست الاثنين والاثنين للاثنين بالاثنين فالاثنين بالميه بالمايه")
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "ال", "وال", "فال", "بال", "لل", "ولل", "وبال")


@dataclass(frozen=True, slots=True)
class Numerals:
    """``base`` and ``lexeme`` map a word, bare or with its clitics, to kind and value."""

    base: dict[str, tuple[str, int]]
    heads: dict[str, str]  # every word that may open a number, with clitics: n cardinal, v vague, a approx, b between
    lexeme: dict[str, tuple[str, int]]  # every opening word with its clitics
    approx: dict[str, list[tuple[str, ...]]]


@cache
def numerals() -> Numerals:
    base: dict[str, tuple[str, int]] = {}
    for line in _WORDS.split("\n"):
        kind, value, *forms = line.split() or ("", "0")
        base.update((form, (kind, int(value))) for form in forms)
    lexeme = {
        clitic + form: entry
        for form, entry in base.items()
        for clitic in _CLITICS
        if clitic + form not in _VETO and not (entry[0] == "e" and "ل" in clitic)
    }
    lexeme.update(base)
    heads = {word: "v" if entry[0] == "v" else "n" for word, entry in lexeme.items()}
    approx: dict[str, list[tuple[str, ...]]] = {}
    for phrase in _APPROX.replace("\n", "|").strip("|").split("|"):
        first, *rest = phrase.split()
        for clitic in ("", "و", "ف", "ب", "ل", "ك", "وب", "ول"):
            approx.setdefault(clitic + first, []).append(tuple(rest))
    for tails in approx.values():
        tails.sort(key=len, reverse=True)
    heads.update(dict.fromkeys(approx, "a"))
    heads.update(dict.fromkeys(("بين", "وبين", "مابين"), "b"))
    return Numerals(base, heads, lexeme, approx)


_ORDINALS = """
1 اول اولي|2 ثاني ثانيه ثان|3 ثالث ثالثه|4 رابع رابعه|5 خامس خامسه|6 سادس سادسه|7 سابع سابعه|8 ثامن ثامنه
9 تاسع تاسعه|10 عاشر عاشره
"""


@cache
def ordinals() -> dict[str, int]:
    """Every written form of the ordinals to its value."""
    out: dict[str, int] = {}
    for entry in _ORDINALS.strip().replace("\n", "|").split("|"):
        value, *forms = entry.split()
        out.update((clitic + form, int(value)) for form in forms for clitic in _CLITICS)
    for form, (kind, ten) in numerals().base.items():
        if kind == "d":
            out.update((clitic + form, ten) for clitic in _CLITICS if clitic.endswith(("ال", "لل")))
    return out


def ordinal(word: str) -> int | None:
    """The value of an ordinal, with or without article and clitics: الأول → 1, والثانية → 2, العشرين → 20."""
    return ordinals().get(word)


def ordinal_at(words: Sequence[str], i: int) -> tuple[int, int] | None:
    """An ordinal of one or two words as (value, end): «الثالث عشر», «الحادي والعشرين», «العشرين»."""
    word = words[i]
    after = words[i + 1] if i + 1 < len(words) else ""
    value = ordinals().get(word)
    if value is None and word.endswith(("الحادي", "الحاديه", "الواحد", "الواحده")):
        value = 1
        if after not in ("عشر", "عشره") and not after.startswith("وال"):
            return None
    if value is None:
        return None
    if value < 10 and after in ("عشر", "عشره"):
        return value + 10, i + 2
    if value < 10 and after.startswith("وال"):
        ten = ordinals().get(after, 0)
        if ten >= 20:
            return value + ten, i + 2
    return value, i + 1
