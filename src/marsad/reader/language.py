"""Which language a text is in: Arabic is read, anything else is named in a notice."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

NAMES = {
    "ar": "Arabic", "fa": "Persian", "ur": "Urdu", "ckb": "Central Kurdish", "en": "English", "fr": "French", "de": "German",
    "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch", "tr": "Turkish", "ku": "Kurdish", "so": "Somali", "ru": "Russian",
    "uk": "Ukrainian", "he": "Hebrew", "am": "Amharic", "hy": "Armenian", "el": "Greek", "zh": "Chinese", "ja": "Japanese", "ko": "Korean",
}  # fmt: skip
# Small words of the languages in Latin and Cyrillic letters.
COMMON = {
    "en": "the of and to in that is was for on with by from has were are said",
    "fr": "le la les des du et en que dans une est pour sur par avec au été",
    "de": "der die das und in den von zu mit dem für auf ist im nicht wurde",
    "es": "el la los las de que y en un una por con para del se fue",
    "it": "il di che e la per un una con del della sono nel le stato",
    "pt": "o a os as de que e em um uma por com para do da foi não",
    "nl": "de het een van en in dat op te voor met zijn is door werd",
    "tr": "ve bir bu için ile da de olarak olan çok gibi sonra kadar tarafından",
    "ku": "û li ji bi ku di de ya yên wî wê bo heta lê",
    "so": "iyo oo ka ku ee ah in uu la waa ayaa sida",
    "ru": "и в на не что с по это как от из был его",
    "uk": "і в на не що з до як від та це був його",
}  # fmt: skip
_SETS = {language: frozenset(words.split()) for language, words in COMMON.items()}
_SCRIPTS = (
    ("he", "\u0590", "\u05ff"), ("am", "\u1200", "\u137f"), ("hy", "\u0530", "\u058f"), ("el", "\u0370", "\u03ff"),
    ("ja", "\u3040", "\u30ff"), ("ko", "\uac00", "\ud7af"), ("zh", "\u4e00", "\u9fff"),
)  # fmt: skip
_NO_WORDS = re.compile(r"[^\w]{40,}")  # blanks, rules and the like, which may fill the head of a file
_LOOK_AT = 20_000  # characters: enough to tell, whatever the length


def language(text: str) -> tuple[str, list[str]]:
    """The BCP 47 tag of a text, and a notice where it is not Arabic.

    Judged after compatibility folding, for real articles come in presentation forms; a text is Arabic where at least a third
    of its letters are.
    """
    folded = unicodedata.normalize("NFKC", _NO_WORDS.sub(" ", text)[:_LOOK_AT])
    letters = Counter({c: folded.count(c) for c in set(folded) if c.isalpha()})
    if not letters:
        return "und", ["The text holds no letters: nothing was read."]
    arabic = sum(n for c, n in letters.items() if "\u0600" <= c <= "\u06ff")
    enough = arabic * 3 >= letters.total()
    tag = _arabic_script(letters, arabic) if enough else _by_script(letters) or _by_words(folded)
    if tag == "ar":
        return tag, []
    name = NAMES.get(tag, "a language that was not recognised")
    return tag, [f"The text is in {name} ({tag}), and Marsad reads Arabic (ar): nothing was read."]


def _arabic_script(count: Counter[str], arabic: int) -> str:
    """Arabic, or one of its neighbours by the letters that only they have."""
    if sum(count[c] for c in "ٹڈڑںے") * 40 > arabic:
        return "ur"
    if sum(count[c] for c in "ێۆڕڵە") * 30 > arabic:
        return "ckb"
    return "fa" if sum(count[c] for c in "پچژگکی") * 12 > arabic else "ar"


def _by_script(letters: Counter[str]) -> str:
    for tag, low, high in _SCRIPTS:
        if sum(n for c, n in letters.items() if low <= c <= high) * 3 > letters.total():
            return tag
    return ""


def _by_words(text: str) -> str:
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    votes = {tag: sum(words[w] for w in known) for tag, known in _SETS.items()}
    best = max(votes, key=lambda tag: (votes[tag], tag == "en"))
    return best if votes[best] else "und"
