"""The form and the imperfect of a verb from its letters, for tables that leave them out.

Unvocalised letters tell most derived forms; form II looks like form I, and is told by its masdar (تفعيل) or a written
shadda. Where the imperfect depends on a vowel that is not written (زار يزور, وصل يصل) there is no guess. After K. Ryding,
A Reference Grammar of Modern Standard Arabic, ch. 22-33.
"""

from __future__ import annotations

import re

_MARKS = re.compile("[\u064b-\u0650\u0652ـ]")
_SHADDA = "\u0651"
_INFIX = "تطد"  # the t of form VIII: اتهم، اصطدم، ازداد
_FINAL = {"ى": "ي", "ا": "ي", "أ": "ئ"}


def form_of(perfect: str, imperfect: str = "", masdars: tuple[str, ...] = ()) -> str:
    """The form in Roman numerals (Q: four root letters); empty where the letters do not tell."""
    doubled = _SHADDA in perfect
    p = _MARKS.sub("", perfect).replace(_SHADDA, "")
    if len(p) < 2 or " " in p:
        return ""
    if p[0] in "أآ":
        return _with_hamza(p, imperfect)
    if p[0] == "ا":
        return _with_alef(p)
    if p[0] == "ت" and len(p) >= 4 and not doubled:
        return "VI" if p[2] in "اآ" else "V" if len(p) == 4 else "Q"
    if len(p) <= 3:
        second = doubled or any(m.startswith("ت") and len(m) >= len(p) + 1 and p[0] == m[1:2] for m in masdars)
        return "II" if second and len(p) == 3 else "I"
    return ("III" if p[1] == "ا" else "Q") if len(p) == 4 else ""


def _with_hamza(p: str, imperfect: str) -> str:
    """أمر يأمر, أكد يؤكد, أعلن يعلن, آخذ يؤاخذ."""
    second = imperfect[1:2]
    if p[0] == "آ":
        return "III" if imperfect[2:3] == "ا" else "IV"
    if second == "ؤ":
        return "II"
    return "I" if second in ("أ", "ا") else "IV" if len(p) == 4 or second else ""


def _with_alef(p: str) -> str:
    """استقال, انسحب and انتقل, اتهم and اصطدم."""
    if p.startswith("است") and len(p) >= 5:
        return "X"
    if p.startswith("ان") and len(p) >= 4 and p[2] != "ت":
        return "VII"
    return "VIII" if len(p) >= 4 and (p[1] in _INFIX or p[2] in _INFIX) else ""


def imperfect_of(perfect: str, form: str) -> str:
    """The imperfect, 3rd person masculine singular; empty where it depends on a vowel that is not written."""
    p = _MARKS.sub("", perfect).replace(_SHADDA, "")
    if form == "I":
        sound = len(p) == 3 and p[0] not in "وأآا" and not set(p[1:]) & set("اويى")
        return "ي" + p if sound or len(p) == 2 else ""
    if form in ("V", "VI"):
        return "ي" + p
    if set(p[:1]) & set("آ") or set(p[1:-1]) & set("أآؤئء"):
        return ""  # where a hamza sits depends on the vowels around it
    if form in ("II", "III", "Q"):
        body = ("ؤ" if p[0] == "أ" else p[0]) + p[1:]
    elif form in ("IV", "VII", "VIII", "X"):
        body = p[1:]
        if form in ("IV", "X") and len(body) >= 3 - (form == "IV") and body[-2] == "ا":
            body = body[:-2] + "ي" + body[-1]
    else:
        return ""
    return "ي" + body[:-1] + _FINAL.get(body[-1], body[-1])
