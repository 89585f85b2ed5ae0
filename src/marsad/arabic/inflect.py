"""Inflection by rule of verbs given as perfect and imperfect, 3rd person masculine singular, in folded keys.

Without harakat the passive of sound verbs is written as the active is; where it differs (hollow and defective
verbs) the passive forms are made as well. After K. Ryding, A Reference Grammar of Modern Standard Arabic, ch. 21-38.
"""

from __future__ import annotations

from collections.abc import Iterator


def perfect(stem: str, hamza: bool = False) -> Iterator[tuple[str, str]]:
    """Forms of the perfect as (key, agreement): ms, fs, mp, d, 1; ``hamza``: the last letter is a hamza (بدأ), not a weak one."""
    yield stem, "ms"
    if hamza:  # بدأت، بدأوا or بدؤوا, أنشأتا; folded the hamza looks like ا, و or ي
        yield from (
            (stem + "ت", "fs"),
            (stem + "وا", "mp"),
            (stem[:-1] + "ووا", "mp"),
            (stem + "تا", "d"),
            (stem + "نا", "1"),
        )
        return
    if stem[-1] in "اي" and len(stem) > 2:  # defective: دعا دعت دعوا, اعطي اعطت اعطوا, نسي نسيت
        base = stem[:-1]
        yield base + "ت", "fs"
        yield base + "وا", "mp"
        yield base + "تا", "d"
        yield base + "يت", "1"
        yield base + "ينا", "1"
        yield base + "يا", "d"
        if stem[-1] == "ي":
            yield stem + "ت", "fs"
        return
    yield stem + "ت", "fs"
    yield stem + "وا", "mp"
    yield stem + "ا", "d"
    yield stem + "تا", "d"
    short = stem
    if len(stem) >= 3 and stem[-2] == "ا":
        short = stem[:-2] + stem[-1]  # زار زرنا
    yield short + "نا", "1"
    yield short + "ت", "1"
    yield short + "ن", "fp"


def imperfect(third: str, hamza: bool = False) -> Iterator[tuple[str, str]]:
    """Forms of the imperfect, with the short forms after لم."""
    body = third[1:]
    if hamza:  # يبدأ، يبدأون or يبدؤون, ينشئون: nothing is shortened
        for prefix, who in (("ي", "ms"), ("ت", "fs"), ("ن", "1")):
            yield prefix + body, who
        for tail in ("ون", "وا"):
            yield from (("ي" + body + tail, "mp"), ("ي" + body[:-1] + "و" + tail, "mp"))
        yield from (("ي" + body + "ان", "d"), ("ت" + body + "ان", "d"))
        return
    shorts = {body}
    if len(body) >= 3 and body[-2] in "اوي" and body[-1] not in "اوي":
        shorts.add(body[:-2] + body[-1])
    if body[-1] in "اوي" and len(body) > 2:
        shorts.add(body[:-1])
    base = body[:-1] if body[-1] in "اوي" and len(body) > 2 else body
    for prefix, who in (("ي", "ms"), ("ت", "fs"), ("ن", "1")):  # أمضى would read as an «I» that news does not have
        for b in sorted(shorts) if who != "1" else [body]:
            yield prefix + b, who
    for tail in ("ون", "وا"):
        yield "ي" + base + tail, "mp"
        yield "ت" + base + tail, "2"
    for tail in ("ان", "ا"):
        keep = body if body[-1] in "وي" else (body[:-1] + "ي" if body[-1] == "ا" else body)
        yield "ي" + keep + tail, "d"
        yield "ت" + keep + tail, "d"
    yield "ي" + base + "ن", "fp"


def passive_perfect(stem: str, form: str) -> str | None:
    """The passive perfect where its letters differ: زار زير, اعطي اعطي, حاصر حوصر."""
    if len(stem) == 3 and stem[1] == "ا":
        return stem[0] + "ي" + stem[2]
    if form == "III" and len(stem) >= 4:
        return stem[0] + "و" + stem[2:]
    if form == "VI" and len(stem) >= 5:
        return stem[:2] + "و" + stem[3:]
    if len(stem) >= 4 and stem[-2] == "ا" and form in ("IV", "VIII", "X"):
        return stem[:-2] + "ي" + stem[-1]
    if stem[-1] == "ا" and len(stem) == 3:
        return stem[:-1] + "ي"
    return None


def passive_imperfect(third: str) -> str | None:
    """The passive imperfect where its letters differ: يزور يزار, يدعو يدعي, يقيل يقال."""
    if len(third) >= 4 and third[-2] in "وي" and third[-1] not in "اوي":
        return third[:-2] + "ا" + third[-1]
    if third[-1] == "و":
        return third[:-1] + "ي"
    return None


def _root(perf: str, imperf: str) -> str:
    """The root of a form I verb from its perfect and imperfect (زار يزور → زور, دعا يدعو → دعو, شن يشن → شنن)."""
    if len(perf) == 2:
        return perf + perf[-1]
    if len(perf) != 3:
        return ""
    a, b, c = tuple(perf)
    if b == "ا":
        middle = imperf[2:3]
        b = middle if middle in ("و", "ي") else "و"
    if c in "اي":
        c = imperf[-1] if imperf[-1:] in ("و", "ي") else "ي"
    return a + b + c


def participles(perf: str, imperf: str, form: str) -> tuple[str, str]:
    """Active and passive participle, masculine singular, indefinite written in full (داعي for داعٍ)."""
    if form != "I":
        body = imperf[1:]
        passive = body
        if len(body) >= 3 and body[-2] == "ي" and body[-1] not in "اوي":
            passive = body[:-2] + "ا" + body[-1]
        return "م" + body, "م" + passive
    root = _root(perf, imperf)
    if not root:
        return "", ""
    a, b, c = tuple(root)
    if b in "وي" and c not in "وي":
        return f"{a}اي{c}", f"م{imperf[1:]}"
    if c in "وي":
        return f"{a}ا{b}ي", f"م{a}{b}{c}"
    if b == c:
        return f"{a}ا{b}", f"م{a}{b}و{c}"
    return f"ا{b}{c}" if a == "ا" else f"{a}ا{b}{c}", f"م{a}{b}و{c}"


def nominal(stem: str) -> Iterator[tuple[str, str]]:
    """Forms of a participle or adjective without the article: gender and number."""
    if not stem:
        return
    yield stem, "ms"
    base = stem[:-1] if stem[-1] == "ي" and len(stem) > 4 else stem
    yield stem + "ا", "acc"  # داعيا، محذرا
    yield stem + "ه", "fs"
    yield stem + "ات", "fp"
    for b in {stem, base}:
        yield b + "ون", "mp"
        yield b + "ين", "mp"
    yield base + "و", "mp"
    yield stem + "ان", "d"
    yield stem + "تان", "d"
    yield stem + "تين", "d"
    if base != stem:
        yield base, "ms"
