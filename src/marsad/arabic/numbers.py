"""Numbers in digits and in words, on folded token keys.

A reading never needs the source text: words are keys of ``words.tokens``, so alef, hamza, ta marbuta and digits are
already folded («مئة» is ``ميه``, «٣٢» is ``32``). Non-number words cost one dictionary test.
Grammar: units agree by chiasm, eleven to nineteen are two words, tens follow units with «و» (خمسة وعشرون), larger
scales stand first (ثلاثة آلاف ومئتان); see Ryding, A Reference Grammar of Modern Standard Arabic, chapter 15.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from marsad.arabic.numerals import numerals, ordinal, ordinal_at, word_set

__all__ = ["Number", "number_at", "opens_number", "ordinal", "ordinal_at"]

# Numbers after these are designations: القرار 2254, اللواء 35, ميدان السبعين, إف-16.
_LABELS = word_set(
    "رقم برقم القرار قرار قراري الماده ماده الفقره البند الفصل لواء اللواء الفرقه فرقه الكتيبه القناه قناه صفحه "
    "المجموعه موديل طراز المرسوم القانون مرسوم ميدان شارع ساحه مجموعه القرن"
)
_WEAPONS = word_set("اف اس ميغ ميج سو تي ام بي سي مي كا جي يو اي سوخوي توبوليف توشكا سكود")
_AFTER_DEAD = word_set('في من داخل قرب علي بعد عند بين اثر جراء تحت ب . ، ؛ : ) "') | {"\n"}
_GROUPED = re.compile(r"\d{1,3}(?:(?:,\d{3})+|(?:\.\d{3})+)")
_DECIMAL = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)\.(\d{1,3})|(\d{1,3}(?:\.\d{3})+|\d+),(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Number:
    """A number over ``words[start:end]``.

    ``value`` is the number or the low end of a range, whose high end is ``max``. ``vague`` numbers (عشرات، بضعة) have
    no figure: their ``value`` is 0. ``approx`` is set by نحو، أكثر من، ما لا يقل عن and the like.
    """

    start: int
    end: int
    value: int
    max: int | None = None
    vague: bool = False
    approx: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A cardinal: value, end, and the scale word it ended on (1 for none)."""

    value: int
    end: int
    scale: int


def number_at(words: Sequence[str], i: int) -> Number | None:
    """The number that starts at token ``i``, or None.

    ``words`` are folded keys of tokens. The number may start with its hedge («نحو 5 آلاف», «بين 10 و15»); read from
    the figure itself, a hedge before it still sets ``approx``. Percentages, clock times, numeric dates, designations
    (القرار 2254) and decimals without a scale are no counts and give None.
    """
    word = words[i]
    kind = numerals().heads.get(word)
    if kind is None:
        return _counted(words, i) if "0" <= word[0] <= "9" else None
    if kind == "n":
        return _counted(words, i)
    if kind == "v":
        return _vague(words, i)
    if kind == "b":
        return _between(words, i, i + 1)
    return _hedged(words, i)


def opens_number(word: str) -> bool:
    """May a number start with this word? Where not, `number_at` gives None."""
    return "0" <= word[0] <= "9" or word in numerals().heads


def _hedged(words: Sequence[str], i: int) -> Number | None:
    """«نحو 5 آلاف»، «ما لا يقل عن 11»، «ما بين 10 و15»."""
    if words[i] in ("ما", "وما", "لما", "بما") and i + 1 < len(words) and words[i + 1] == "بين":
        return _between(words, i, i + 2)
    for tail in numerals().approx[words[i]]:
        j = i + 1 + len(tail)
        if tuple(words[i + 1 : j]) != tail or j >= len(words):
            continue
        if words[j] == "ال" and j + 1 < len(words):
            j += 1
        kind = numerals().heads.get(words[j])
        if kind in ("n", "v", "b") or words[j][0].isdigit():
            got = number_at(words, j)
            return replace(got, start=i, approx=True) if got else None
    return None


def _vague(words: Sequence[str], i: int) -> Number | None:
    """«عشرات الآلاف»، «بضع مئات»، «بضعة عشر»."""
    base = numerals().base
    j = i + 1
    while j < len(words) and base.get(words[j].removeprefix("ال"), base.get(words[j], ("", 0)))[0] in ("v", "p", "t"):
        j += 1
    return Number(i, j, 0, vague=True, approx=_after_hedge(words, i))


def _counted(words: Sequence[str], i: int) -> Number | None:
    if not _free(words, i):
        return None
    base, kind = numerals().base, numerals().lexeme.get(words[i], ("", 0))[0]
    if kind == "p":  # «آلاف القتلى» has no figure
        return _vague(words, i)
    got = _cardinal(words, i)
    if got is None:
        return None
    start, end, low = i, got.end, got
    approx = _after_hedge(words, i)
    top = None
    after = words[end] if end < len(words) else ""
    digits = words[i][0].isdigit()
    # «10-15»، «10 إلى 15 قتيلا» (but «من 10 إلى 15» is a rise), «ثلاثة أو أربعة»
    joins = after == "او" or (after == "-" and digits) or (after == "الي" and (i == 0 or words[i - 1] not in _FROM))
    if joins and end + 1 < len(words) and (words[end + 1][0].isdigit() if after == "-" else words[end + 1] != "اكثر"):
        high = _cardinal(words, end + 1) if base.get(words[end + 1], ("", 0))[0] not in ("p", "v") else None
        if high:
            low = _share(got, high)
            if low.value < high.value and (after != "-" or not _dashed(words, high.end)):
                top, end = high.value, high.end
            else:
                low = got
    if end < len(words) and words[end] in ("ونيف", "ونيفا"):
        approx, end = True, end + 1
    if _percent(words, end):
        return None
    if end + 1 < len(words) and words[end] == "علي" and words[end + 1] in ("الاقل", "الاكثر"):
        approx = True
    return Number(start, end, low.value, top, approx=approx)


_FROM = frozenset(("من", "ومن"))


def _between(words: Sequence[str], start: int, i: int) -> Number | None:
    """«بين 10 و15»، «بين عشرين وثلاثين ألفا»."""
    if i >= len(words) or not (words[i][0].isdigit() or words[i] in numerals().base):
        return None
    low = _cardinal(words, i)
    if low is None:
        return None
    high = _joined(words, low.end)
    if high is None and low.end > i + 1:  # «بين ثلاثة وعشرين»: the second number was taken for a part of the first
        kind, value = numerals().base.get(words[i], ("", 0))
        if kind in ("u", "t", "d", "h"):
            low = _Read(value, i + 1, 1)
            high = _joined(words, i + 1)
    if high is None or _percent(words, high.end):
        return None
    low = _share(low, high)
    return Number(start, high.end, low.value, high.value) if low.value < high.value else None


def _share(low: _Read, high: _Read) -> _Read:
    """«10 إلى 15 ألفا» = 10 000 to 15 000: the scale is said once."""
    if low.scale == 1 and high.scale > 1 and low.value < high.value // high.scale:
        return replace(low, value=low.value * high.scale, scale=high.scale)
    return low


def _joined(words: Sequence[str], i: int) -> _Read | None:
    """A cardinal after «و», written as a token of its own (و15) or as a clitic (وثلاثين)."""
    if i >= len(words):
        return None
    word = words[i]
    if word == "و":
        return _cardinal(words, i + 1) if i + 1 < len(words) else None
    if word[0] == "و" and word[1:] in numerals().base:
        return _cardinal(words, i)
    return None


def _cardinal(words: Sequence[str], i: int) -> _Read | None:
    """Terms of falling scale: «مليون و200 ألف»، «ثلاثة آلاف ومئتان وخمسة وعشرون»."""
    first = _term(words, i)
    if first is None:
        return None
    value, j, scale = first.value, first.end, first.scale
    while scale > 1:
        word = words[j] if j < len(words) else ""
        k = j + 1 if word == "و" else j
        if not word or word[0] != "و" or k >= len(words):
            break
        part = numerals().base.get(words[k].removeprefix("و"), ("", 0))
        if part[0] == "f":  # «مليون ونصف المليون»
            value += scale // part[1]
            j = k + 1
            if j < len(words) and numerals().base.get(words[j].removeprefix("ال"), ("", 0))[1] == scale:
                j += 1
            break
        if k == j and part[0] == "" and numerals().base.get(words[k][1:].removeprefix("ال")) is None:
            break
        term = _term(words, k)
        if term is None or term.value >= scale or part[0] == "p":
            break
        value, j, scale = value + term.value, term.end, term.scale
    return _Read(value, j, first.scale)


def _term(words: Sequence[str], i: int) -> _Read | None:
    """One coefficient with its scale words: «32 ألفا»، «مئة وخمسون ألفا»، «مليوني»."""
    base = numerals().base
    word = words[i]
    count: int | Fraction | None
    if word[0].isdigit():
        scale_next = base.get(words[i + 1], ("", 0)) if i + 1 < len(words) else ("", 0)
        count, j = _figure(word, scale_next[1] if scale_next[0] in "spc" else 0), i + 1
        if count is None:
            return None
        if len(word) <= 3 and word[0] != "0":  # «10 000», thousands parted by spaces
            while j < len(words) and len(words[j]) == 3 and words[j].isdigit():
                count, j = count * 1000 + int(words[j]), j + 1
    else:
        kind, value = numerals().lexeme.get(word, ("", 0))
        nxt = words[i + 1] if i + 1 < len(words) else ""
        if kind == "f":
            scale = base.get(nxt.removeprefix("ال") if nxt not in base else nxt, ("", 0))
            return _Read(scale[1] // value, i + 2, 1) if scale[0] == "s" else None
        if kind == "s":
            count, j = value, i + 1
            scale = base.get(nxt, ("", 0))  # «ألف مليون»
            if scale[0] in ("s", "c") and scale[1] > value:
                return _Read(value * scale[1], i + 2, scale[1])
            return _Read(value, j, value)
        if kind in ("x", "c"):  # «ألفا جندي» is two thousand, «ألفا ومئتين» twelve hundred
            single = kind == "c" and _begins_joined(words, i + 1)
            return _Read(value if single else 2 * value, i + 1, value)
        group = _group(words, i)
        if group is None:
            return None
        count, j = group
    scale_of = 1
    while j < len(words):
        kind, value = base.get(words[j], ("", 0))
        if kind not in ("s", "p", "c") or (scale_of > 1 and value <= scale_of):
            break
        count, scale_of, j = count * value, value, j + 1
    return _Read(int(count), j, scale_of) if Fraction(count).denominator == 1 else None


def _begins_joined(words: Sequence[str], i: int) -> bool:
    if i >= len(words) or words[i][0] != "و":
        return False
    rest = words[i][1:] or (words[i + 1] if i + 1 < len(words) else "")
    return rest[:1].isdigit() or rest in numerals().base


def _group(words: Sequence[str], i: int) -> tuple[int, int] | None:
    """A number below 1000 in words, as (value, end)."""
    base = numerals().base
    kind, value = numerals().lexeme.get(words[i], ("", 0))
    nxt = base.get(words[i + 1], ("", 0)) if i + 1 < len(words) else ("", 0)
    if kind == "u" and value > 2 and nxt == ("h", 100):  # «ثلاث مئة»
        kind, value, i = "h", value * 100, i + 1
    if kind != "h":
        return _below_hundred(words, i, kind, value)
    if words[i].endswith("ميتا") and (i + 1 >= len(words) or words[i + 1] in _AFTER_DEAD):
        return None  # «عثر عليه ميتا في»: dead, not مئتا
    j = i + 1
    k = j + 1 if j < len(words) and words[j] == "و" else j
    if k < len(words) and (k > j or words[k][0] == "و"):
        kind, more = base.get(words[k] if k > j else words[k][1:].removeprefix("ال"), ("", 0))
        if kind in ("u", "e", "t", "d"):
            low = _below_hundred(words, k, kind, more)
            if low:
                return value + low[0], low[1]
    return value, j


def _below_hundred(words: Sequence[str], i: int, kind: str, value: int) -> tuple[int, int] | None:
    base = numerals().base
    j = i + 1
    if kind in ("u", "e") and j < len(words):
        nxt = words[j]
        if nxt in ("عشر", "عشره"):
            return value + 10, j + 1
        k = j + 1 if nxt == "و" and j + 1 < len(words) else j
        tens = base.get(words[k] if k > j else nxt[1:].removeprefix("ال"), ("", 0))
        if nxt[0] == "و" and tens[0] == "d":
            return value + tens[1], k + 1
    return (value, j) if kind in ("u", "t", "d") else None


def _figure(word: str, scale: int) -> int | Fraction | None:
    """«1,200» and «1.200» are thousands, «59.3» and «2,5» decimals; «1.250 مليون» is a decimal again."""
    if word.isdigit():
        return int(word)
    if _GROUPED.fullmatch(word) and word[0] != "0" and not (scale >= 10**6 and word.count(".") == 1):
        return int(word.replace(",", "").replace(".", ""))
    m = _DECIMAL.fullmatch(word)
    if m is None:
        return None
    whole, part = (m[1], m[2]) if m[1] else (m[3], m[4])
    return Fraction(int(whole.replace(",", "").replace(".", "") + part), 10 ** len(part))


def _dashed(words: Sequence[str], end: int) -> bool:
    return end + 1 < len(words) and words[end] in "-/" and words[end + 1][0].isdigit()


def _free(words: Sequence[str], i: int) -> bool:
    """Not part of a date, a clock time, a designation or a weapon's name."""
    before = words[i - 1] if i else ""
    if before in _LABELS or (before == "في" and words[i] in ("الميه", "المايه")):
        return False
    if not words[i][0].isdigit():  # «الثالث عشر», «الخامس والعشرين» are ordinals
        tail = words[i] in ("عشر", "عشره") or words[i].startswith("وال")
        return not (tail and i and (ordinal(before) or before.endswith(("الحادي", "الحاديه", "الواحد"))))
    if before in ("/", ":", "-", ".") and i > 1 and words[i - 2][0].isdigit():
        return False
    if before == "-" and i > 1 and (words[i - 2] in _WEAPONS or (words[i - 2].isascii() and words[i - 2].isalpha())):
        return False
    if i + 2 < len(words) and words[i + 2][0].isdigit():
        if words[i + 1] in ("/", ":"):
            return False
        return not (words[i + 1] == "-" and _dashed(words, i + 3))
    return True


def _percent(words: Sequence[str], end: int) -> bool:
    word = words[end] if end < len(words) else ""
    return word in ("%", "بالميه", "بالمايه") or (
        word == "في" and end + 1 < len(words) and words[end + 1] in ("الميه", "المايه")
    )


def _after_hedge(words: Sequence[str], i: int) -> bool:
    if i and words[i - 1] == "ال":
        i -= 1
    tails = numerals().approx
    return (i > 0 and () in tails.get(words[i - 1], ())) or (i > 1 and (words[i - 1],) in tails.get(words[i - 2], ()))
