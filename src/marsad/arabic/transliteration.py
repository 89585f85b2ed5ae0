"""Arabic names in Latin letters, by one romanisation: that of IJMES and BGN/PCGN without their marks.

Consonants as there (ث th, ج j, ح h, خ kh, ذ dh, ش sh, غ gh, ق q …), hamza only inside a word, ayn not at all; the article
is «al-» before sun and moon letters alike, ة is «a», or «at» before the article (جبهة النصرة: Jabhat al-Nusra). Short vowels
are not written in Arabic: harakat are taken where a text has them, else they are guessed by the shape of the word (فاعل:
kamil, مفعول: mansur, أفعل: ahmad), so that a guess can be read aloud, and no more. Words whose usual spelling is known go
before the rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from marsad.arabic.normalise import LONGEST

_CONSONANTS = {
    "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n",
    "ه": "h", "ء": "'", "ؤ": "'", "ئ": "'", "أ": "'", "إ": "", "پ": "p", "چ": "ch", "ژ": "zh", "ڤ": "v", "گ": "g", "ک": "k",
}  # fmt: skip
_HARAKAT = {"\u064e": "a", "\u064f": "u", "\u0650": "i", "\u0652": "-"}  # sukun: no vowel
_GLIDES = {"و": ("w", "u"), "ي": ("y", "i")}  # as a consonant, as a long vowel
_SHADDA = "\u0651"
_NOT_READ = re.compile("[\u064b-\u064d\u0640\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WORD = re.compile("[\u0621-\u0652\u0670-\u06d3]+")
_PREFIXES = (("وال", "wa-al-"), ("بال", "bil-"), ("لل", "lil-"), ("ال", "al-"))
_SMALL = {  # short words of many names, as they are usually spelt
    "بن": "bin", "ابن": "ibn", "آل": "Al", "بنت": "bint", "ولد": "Ould", "أبو": "Abu", "أبي": "Abi", "أبا": "Aba", "أم": "Umm",
    "عبد": "Abd", "الله": "Allah", "الدين": "al-Din", "دير": "Deir", "بني": "Bani", "تل": "Tell", "عين": "Ain", "بيت": "Beit",
    "كفر": "Kafr", "رأس": "Ras", "جبل": "Jabal", "وادي": "Wadi", "سيدي": "Sidi", "حي": "Hayy", "شيخ": "Sheikh",
    "في": "fi", "من": "min", "على": "ala", "عن": "an", "و": "wa",
}  # fmt: skip
Sound = tuple[bool, str, str]  # consonant?, its letters, the vowel written after it


def romanise(text: str, known: Callable[[str], str | None] = lambda word: None) -> str:
    """A name in Latin letters; ``known`` gives the usual spelling of a word, None where there is none."""
    text = _NOT_READ.sub("", text)
    words = list(_WORD.finditer(text))
    out, last = [], 0
    for n, found in enumerate(words):
        after = words[n + 1].group() if n + 1 < len(words) else ""
        out += [text[last : found.start()], _word(found.group(), after, known)]
        last = found.end()
    return "".join([*out, text[last:]]).strip()


def _word(word: str, after: str, known: Callable[[str], str | None]) -> str:
    plain = "".join(c for c in word if c not in _HARAKAT and c != _SHADDA)
    spelt = _SMALL.get(plain) or known(plain)
    if spelt:
        return spelt
    for prefix, latin in _PREFIXES:
        if plain.startswith(prefix) and len(plain) > len(prefix) + 1:
            rest = plain[len(prefix) :]
            return latin + (known(rest) or _capital(_letters(word[word.index(rest[0], len(prefix) - 1) :], False)))
    return _capital(_letters(word, after.startswith("ال")))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _letters(word: str, construct: bool) -> str:
    """A word without its article, by rule; ``construct``: an article follows."""
    return _spelt(word, construct) if len(word) <= LONGEST else word


@lru_cache(maxsize=4096)
def _spelt(word: str, construct: bool) -> str:
    sounds = _sounds(word)
    if word.endswith("ة"):
        sounds.append((False, "at" if construct else "a", ""))
    out = ""
    run: list[Sound] = []
    vowel = ""  # before the run; «initial» where the word begins with it
    for n, sound in enumerate(sounds):
        if sound[0]:
            run.append(sound)
            continue
        last = n == len(sounds) - 1 and word.endswith("ة")
        out += _run(run, vowel, "ة" if last else sound[1]) + sound[1]
        run, vowel = [], sound[1] if n else "initial"
    return (out + _run(run, vowel, "")).rstrip("'")


def _sounds(word: str) -> list[Sound]:
    """Consonants and long vowels in order; و and ي are consonants beside a vowel."""
    letters: list[list[str]] = []
    for c in word.removesuffix("ة"):
        if c in _HARAKAT:
            if letters:
                letters[-1][1] = _HARAKAT[c]
        elif c == _SHADDA:
            if letters:
                letters[-1][0] *= 2
        else:
            letters.append([c, ""])
    out: list[Sound] = []
    for n, (c, haraka) in enumerate(letters):
        after = letters[n + 1][0][0] if n + 1 < len(letters) else ("ة" if word.endswith("ة") else "")
        if n == 0 and c[0] in "أإا" and after in ("و", "ي") and len(letters) > 3:
            continue  # أوباما, إيران: the letter behind is the vowel
        if c[0] in "اىآٱ" or (n == 0 and c[0] in "أإ"):
            out.append((False, "i" if c == "إ" else "a", ""))
        elif c == "ي" and after == "ة":
            out += [(False, "i", ""), (True, "y", "-")]
        elif c in _GLIDES:
            before = letters[n - 1][0][0] if n else ""
            long = (
                not haraka
                and before not in ("", "ا", "آ")
                and (after not in ("ا", "ة", "ى", "آ", "و") or c + after == "يو")
            )
            out.append((False, _GLIDES[c][1], "") if long else (True, _GLIDES[c][0], haraka))
        elif c[0] in _GLIDES:
            out.append((True, _GLIDES[c[0]][0] * len(c), haraka))
        else:
            out.append((True, _CONSONANTS.get(c[0], "") * len(c), haraka))
    return out


def _run(run: list[Sound], before: str, after: str) -> str:
    """Consonants between two vowels, with the short vowels that make them readable."""
    n = len(run)
    gaps = [""] * n
    if before == "" and after == "":  # no long vowel at all: nasr, jaafar
        gaps[0:1] = ["a"] * min(1, n)
        for k in range(2, n - 1, 2):
            gaps[k] = "a"
    elif after == "ة" and before == "a" and n == 2:  # qahira, fatima
        gaps[0] = "i"
    elif before == "":  # at the head: jamal, mansur
        for k in range(n - 1):
            if k == 0 or (n - k) % 2 == 1:
                gaps[k] = "a"
    elif after == "":  # at the end: kamil, asad, ahmad
        for k in range(n - 1):
            if (n - k) % 2 == 0:
                gaps[k] = "a" if before == "initial" else "i"
    else:
        for k in range(1, n - 1):
            gaps[k] = "a"
    return "".join(letters + (haraka or gap).strip("-") for (_, letters, haraka), gap in zip(run, gaps, strict=True))
