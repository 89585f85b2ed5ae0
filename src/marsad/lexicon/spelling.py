"""Other spellings of listed names, by rule, so that the tables need not hold them.

What writers vary and folding does not make one: the space in عبد الله, أبو ظبي and دي ميستورا; the seat of a hamza between u
and u (مسؤول, in Egypt مسئول); and in foreign names the letter for g (غوتيريش, in Egypt جوتيريش, elsewhere كوتيريش and
قوتيريش), a short e written or not (بلينكن, بلينكين), a double و, and ه for a final a.
"""

from __future__ import annotations

import re

ARAB = frozenset(
    "algeria bahrain egypt iraq jordan kuwait lebanon libya mauritania morocco oman palestine qatar sahrawi_republic saudi_arabia "
    "sudan syria tunisia uae western_sahara yemen".split()
)
_JOINED = re.compile(r"\b(عبد|أبو|أبي|بو|دي|دا|فان|نصر|حمد|خير|فضل|عطا|جار|رزق|ضيف|سعد|عون) (?=\w)")
_APART = re.compile(r"\bعبد(?=ال\w)")
_ALLAH = frozenset("نصر حمد خير فضل عطا جار رزق ضيف سعد عون".split())
_G = re.compile(r"g(?!h)", re.IGNORECASE)  # «gh» is غ in Arabic names too
_HARD = re.compile(r"g(?=[aourl]|$)", re.IGNORECASE)
_ENDS = {"ن": "n", "ل": "l", "ر": "r", "ز": "z", "ت": "t"}  # ken, kel, ker … at the end of a name


def seats(text: str) -> list[str]:
    """A text with its hamza as in the Levant and as in Egypt: مسؤول, مسئول."""
    return [text, text.replace("ؤو", "ئو")] if "ؤو" in text else [text]


def variants(name: str, label: str, foreign: bool) -> list[str]:
    """Other spellings of a name, without itself, sorted; ``label`` tells how a foreign name sounds."""
    found = {name, *_spaces(name)}
    if foreign:
        for step in (_letters_for_g, _short_e, _double_waw, _final_a):
            found |= {other for one in tuple(found) for other in step(one, label)}
    return sorted(found - {name, ""})


def _spaces(name: str) -> set[str]:
    out = {_APART.sub("عبد ", name)}
    for m in _JOINED.finditer(name):
        if m[1] not in _ALLAH or name[m.end() :].startswith("الله"):
            out.add(name[: m.end() - 1] + name[m.end() :])
    if len(list(_JOINED.finditer(name))) > 1:
        out.add(re.sub(r"\bعبد (?=ال)", "عبد", name))
    return out


def _aligned(name: str, label: str) -> list[tuple[str, str]]:
    """The words of a name with those of its label; none where they do not pair up."""
    words, latin = name.split(" "), label.split(" ")
    return list(zip(words, latin, strict=True)) if len(words) == len(latin) else []


def _letters_for_g(name: str, label: str) -> set[str]:
    pairs = _aligned(name, label)
    out = {" ".join(w.replace("غ", letter) if _G.search(s) else w for w, s in pairs) for letter in "جقك"}
    hard = [w.replace("ج", "غ") if _HARD.search(s) and "غ" not in w and "j" not in s.lower() else w for w, s in pairs]
    return {*out, " ".join(hard)}


def _short_e(name: str, label: str) -> set[str]:
    words, more = [], []
    for word, sound in _aligned(name, label):
        end = _ENDS.get(word[-1:])
        heard = end is not None and re.search(rf"e{end}\b", sound, re.IGNORECASE) is not None and len(word) > 4
        short = word[:-2] + word[-1] if heard and word[-2] == "ي" else word
        long = word[:-1] + "ي" + word[-1] if heard and word[-2] not in "اويى" else word
        words.append(short)
        more.append(long)
    return {" ".join(words), " ".join(more)}


def _double_waw(name: str, label: str) -> set[str]:
    return {name.replace("وو", "و")}


def _final_a(name: str, label: str) -> set[str]:
    words = [
        w[:-1] + "ه" if w.endswith("ا") and s.endswith("a") and len(w) > 4 else w for w, s in _aligned(name, label)
    ]
    return {" ".join(words)}
