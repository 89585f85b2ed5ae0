"""Publisher and date of a report, as its own furniture has them: head lines, datelines, signature lines.

A line is furniture where it holds nothing but short pieces (outlet, place, day, byline) between marks; the outlet is the
piece that says so itself («صحيفة …», quotation marks after «مراسل») or the one that is neither place, day nor byline.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from marsad.arabic.datewords import triggers
from marsad.arabic.normalise import fold
from marsad.arabic.words import Token
from marsad.lexicon import Lexicon
from marsad.reader.words import word

SHORT = 100  # letters of a line that may be furniture as a whole
OPENING = 110  # letters of a long line in which its dateline ends
MEDIA = frozenset(
    "وكاله صحيفه جريده يوميه اسبوعيه موقع قناه مركز شبكه مجله موجز موسسه معهد اذاعه منصه نشره منبر مرصد بوابه راديو تلفزيون "
    "مبادره ملحق فضاييه اخبار انباء".split()
)
_KINDS = "صحيفة|جريدة|يومية|أسبوعية|موقع|قناة|مركز|شبكة|مجلة|وكالة|نشرة|منصة|بوابة|إذاعة|ملحق|فضائية|راديو|تلفزيون"
# Who writes, and from where: «مراسلنا», «مكتبنا», «وكالات», «القسم السياسي». What stands beside these is a place.
_OURS = frozenset(
    "مكتبنا مراسلنا مراسلتنا مراسلونا مبعوثنا مبعوثتنا موفدنا موفدتنا مندوبنا محررنا مراسلها مراسله".split()
)
_BYLINE = _OURS | frozenset(
    "خاص مراسل مراسلو مراسلون مراسله موفد موفدو مبعوث محرر مندوب متابعات متابعه وكالات الوكالات عواصم العواصم كتب كتبت بقلم اعداد "
    "تحرير قسم القسم غرفه هييه ترجمه تصوير حاوره حاورها من عدد نشر تاريخ تحديث بيان".split()
)
_SECTION = frozenset(
    "تقارير تقرير راي اراء تحليل تحليلات مقال مقالات تقدير سياسه محليات دوليات عاجل خبر ملف ملفات حوار تحقيق افتتاحيه شوون "
    "اقتصاد رياضه ثقافه العالم عربي عربيه دولي دوليه السلم".split()
)
_WRITERS = frozenset("بقلم كتب كتبت اعداد تحرير ترجمه تصوير حاوره حاورها".split())
_MARK = re.compile(r"\s*[-–—|·•]\s+|\s+[-–—ـ|/·•]+\s*|\s+ـ+\s+|\s*[،,]\s*|\s*:(?:\s+|$)")
_BRACKET = re.compile(r"\(([^()]{2,60})\)")
_HANDLE = re.compile(r"(?<!\S)@\w+")
_QUOTED = re.compile(r"[«“”\"„]([^«»“”\"„]{2,40})[»“”\"]")
# «خاص بـ«الضفتان»», «من موفد «الرواق»», «محرر «الضحى»»: who writes for whom.
_FOR = re.compile(
    r"(?:مراسلو?ة?|موفدو?ة?|مبعوثو?ة?|محررو?ة?|مندوبو?ة?|خاصة?|كتب)\s+(?:[بل]ـ?\s*)?[«“”\"]([^«»“”\"]{2,40})[»“”\"]"
)
# «قال … لـ«عكاظ»», «علمت «الأفق»», «حادثتهما مجلة «دروب»»: a paper tells who spoke to it.
_TOLD = re.compile(
    rf"(?:ل(?:ـ\s*)?|(?:علمت|حصلت|حاورت|حادثت\w*)\s+(?:(?:{_KINDS})\s+)?|إلى\s+)[«“”\"]([^«»“”\"]{{2,30}})[»“”\"]"
)
_TELLING = re.compile(
    r"(?:قال|أكد|اكد|كشف|صرح|صرّح|أوضح|أفاد|ذكر|روى|أبلغ|تصريح|حديث|تحدث|علم|حصل|حاور|حادث|مصدر|مصادر|نفى|أدلى|أشار|طلب)"
)
_EDGE = "* \t\r.\"'«»“”„()[]{}-–—:،,;|·•#@/ـ📌🔴⚡️◾▪●\u200f\u200e\ufeff"
# How outlets are called: صوت الضالع, صدى العاصمة; المنارة نت, رافدين برس, كسلا نيوز, الميزان اليومي.
_FIRST = frozenset("صوت صدي نبض عين لسان".split())
_LAST = frozenset("نت برس نيوز تايمز بوست اونلاين اليومي اليوميه الاخباري الاخباريه الالكتروني الالكترونيه".split())
# Wire services: in a dateline they tell whose report was taken over, in the text whom a source spoke to as well.
_WIRES = frozenset(
    "رويترز|فرانس برس|الفرنسيه|اسوشيتد برس|الاناضول|سبوتنيك|نوفوستي|تاس|واس|سانا|شينخوا|ارنا|تسنيم".split("|")
)
_DIGIT = re.compile(r"\d")


class Piece(NamedTuple):
    """A stretch between two marks of a furniture line, and the mark behind it."""

    text: str
    mark: str


def lines_of(text: str) -> list[tuple[int, int]]:
    """Spans of the lines that hold something."""
    out = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            out.append((at, at + len(line)))
        at += len(line) + 1
    return out


def publisher(text: str, lex: Lexicon) -> str | None:
    """The outlet that the report names as its own; None where it names none.

    Signature lines come before head lines, what is marked as an outlet before what is one by elimination, and the paper
    to which a source in the running text speaks («لـ«عكاظ»») comes last.
    """
    lines = [text[a:b].strip() for a, b in lines_of(text)]
    lines = [line for line in lines if not line.startswith("@")]  # an account on a network
    if not lines:
        return None
    tail = lines[:-3:-1] if len(lines) > 3 else lines[:0:-1] or lines
    head = lines[: 4 if len(lines) > 4 else len(lines)]
    plain: str | None = None
    agency: str | None = None
    for line in [*tail, *head]:
        at_end = line in tail
        pieces = _furniture(line, lex, at_end)
        found, sure = _outlet_of(line, pieces, lex, at_end)
        if found is None:
            continue
        if sure and fold(found) in _WIRES:
            agency = agency or found
        elif sure:
            return found
        else:
            plain = plain or found
    return plain or agency or _spoken_to(text, lex)


# --- furniture --------------------------------------------------------------------------------------------------------


def _furniture(line: str, lex: Lexicon, at_end: bool) -> list[Piece]:
    """The pieces of a furniture line, of a dateline that opens a paragraph, or of a bracket that closes the last one."""
    if len(line) <= SHORT:
        pieces = _split(line)
        if all(len(p.text.split()) <= 7 for p in pieces):
            return pieces
    if at_end and (m := re.search(r"\(([^()]{3,60})\)\s*$", line)) and _dateish(m.group(1)):
        return _split(m.group(1))  # … من الهيئة. (الغد القانوني 14/5/2018)
    opening = _split(line[:OPENING])[:-1]  # the last piece runs on into the text
    out: list[Piece] = []
    for p in opening:
        if len(_BRACKET.sub("", p.text).split()) > 5 or any(_verb(k, lex) for k in _keys(p.text)[:2]):
            break
        out.append(p)
        if p.mark == ":":
            break
    return out if out and (len(out) > 1 or out[0].mark == ":" or _BRACKET.search(out[0].text)) else []


def _split(line: str) -> list[Piece]:
    """A line at its marks; whole brackets stay inside their piece."""
    out = []
    at = 0
    for m in _MARK.finditer(line):
        if (
            line.count("(", 0, m.start()) > line.count(")", 0, m.start())
            and ")" in line[m.end() :]
            and not line.startswith("(")
        ):
            continue
        out.append(Piece(line[at : m.start()].strip(), m.group().strip() or "-"))
        at = m.end()
    out.append(Piece(line[at:].strip(), ""))
    return [p for p in out if p.text.strip(_EDGE)]


def _outlet_of(line: str, pieces: list[Piece], lex: Lexicon, at_end: bool) -> tuple[str | None, bool]:
    """The outlet that a furniture line names, and whether the line marks it as one."""
    if not pieces:
        return None, False
    if m := _FOR.search(" ".join(p.text for p in pieces)):
        return m.group(1).strip(), True
    if m := re.fullmatch(r"#([^\W\d]\w{2,40})", line):
        return (m.group(1), True) if at_end and "_" in m.group(1) else (None, False)
    if any(_HANDLE.search(p.text) for p in pieces) and (name := _beside_handle(pieces)):
        return name, True
    framed = len(pieces) > 1 or at_end or len(line.split()) <= 4
    for p in pieces:
        if (m := _QUOTED.search(p.text)) and (own := _quoted(p.text, m, at_end and p is pieces[0], len(pieces), lex)):
            return own, True
        bare = _BRACKET.sub("", p.text).strip(_EDGE)
        if framed and _named_outlet(bare, lex) and not _writer(bare):
            return _trimmed(bare), True
    for p in pieces:  # «واغادوغو (أ.ب.س) 2 تشرين الأول 2022:»
        for b in _BRACKET.findall(p.text):
            if len(pieces) > 1 or p.mark == ":" or _dateish(line[:OPENING]):
                name = b.strip(' "«»“”')
                if _may_be(name, lex) and len(name.split()) <= 5:
                    return name, True
    return _by_elimination(pieces, lex, at_end), False


def _by_elimination(pieces: list[Piece], lex: Lexicon, at_end: bool) -> str | None:
    """The one piece that is neither place, day, byline nor section, where the others are: «عين اليوم – عدن»."""
    left: list[str] = []
    days = places = agencies = 0
    for p in pieces:
        text = _BRACKET.sub("", p.text).strip(_EDGE) or p.text.strip("() ")
        keys = _keys(text)
        if not keys:
            continue
        if _dateish(text):
            days += 1
            if name := _before_day(text):
                left.append(name)  # الغد القانوني 14/5/2018
        elif _OURS & set(keys) or _writer(text):
            return None  # تطاوين (من مراسلنا): what is left is a place; بقلم فلان: a person
        elif keys[0] in _BYLINE or all(k.removeprefix("و") in _BYLINE for k in keys):
            agencies += 1
        elif _place(text, lex):
            places += 1
        elif keys[0] in _SECTION or keys[-1] in ("الاخبار",):
            return None
        elif p.mark == ":" and not (places or agencies):
            return None  # ليبرمان: لا إعادة للجثامين — a headline
        else:
            left.append(text)
    if len(left) == 2 and places + agencies and _person(left[0], lex):
        left = left[1:]  # قاسم الخبراني- سبق- الرياض
    if len(left) == 2 and (called := [x for x in left if _called(x)]):
        left, places = called, places + 1  # «سيؤون ـ صوت الضالع»: the other is its place
    if len(left) != 1 or not days + places + agencies:
        return None
    name = left[0]
    if not _may_be(name, lex) or _person(name, lex) or len(name.split()) > 4:
        return None
    alone = " " not in name and not name.startswith("ال")
    if alone and days and not places + agencies:
        return None  # تطاوين، 5 ماي 2011: a town nobody listed
    return _trimmed(name) if not days or at_end or len(pieces) <= 4 else None


def _before_day(text: str) -> str:
    """The words before the day where one piece holds both."""
    m = re.match(r"^(\D{3,40}?)\s+(?=\d)", text)
    name = m.group(1).strip(_EDGE) if m else ""
    return name if name and not any(k in triggers() or k in _BYLINE for k in _keys(name)) else ""


def _beside_handle(pieces: list[Piece]) -> str:
    """«📌 موجز نبض المشرق | @nabd_mashreq»: a channel beside its address."""
    for n, p in enumerate(pieces):
        if _HANDLE.search(p.text):
            own = _HANDLE.sub("", p.text).strip(_EDGE)
            name = own if own and not _dateish(own) else pieces[n - 1].text.strip(_EDGE) if n else ""
            return _trimmed(name)
    return ""


def _quoted(text: str, m: re.Match[str], first: bool, size: int, lex: Lexicon) -> str | None:
    """The outlet in quotation marks that a piece holds with its kind at most: «يومية «صدى الأطلس»», ««الراصد» اليومي»."""
    name = m.group(1).strip()
    before, after = text[: m.start()].strip(_EDGE), text[m.end() :].strip(" ().،:")
    if not _may_be(name, lex):
        return None
    kind = _keys(before)
    rest = [k.removeprefix("و") for k in _keys(_BRACKET.sub("", after))]
    if kind and not (kind[-1].lstrip("بل") in MEDIA or all(k in _BYLINE for k in kind)):
        return None
    if rest and not all(k in _BYLINE or k in ("في", "ب") for k in rest) and not _dateish(after):
        return f"{m.group()} {after}" if not kind and len(rest) == 1 and size > 1 and rest[0].startswith("ال") else None
    if not kind and not rest and size == 1:
        return None  # a headline in quotation marks
    whole = kind and len(kind) == 1 and first and kind[0] in MEDIA and kind[0] != "يوميه"
    return text[: m.end()].strip(" ()") if whole else name


# --- kinds of pieces --------------------------------------------------------------------------------------------------


def _keys(piece: str) -> list[str]:
    return [k for k in (x.strip(_EDGE) for x in fold(piece).split()) if k]


def _dateish(piece: str) -> bool:
    if _DIGIT.search(piece):
        return True
    keys = re.split(r"[\s/]+", fold(piece))
    return (
        bool(keys)
        and len(keys) <= 4
        and all(k in triggers() or k in ("الاول", "الثاني") for k in keys if k)
        and keys != ["اليوم"]
    )


def _verb(key: str, lex: Lexicon) -> bool:
    w = word(lex, key)
    return bool(w.verbs) and not w.nouns and not w.names and not w.given


def _codes(piece: str, lex: Lexicon) -> list[str]:
    codes = lex.names.get(" ".join(_keys(piece)), "")
    return codes.split(" ") if codes else []


def _place(piece: str, lex: Lexicon) -> bool:
    """A place or country, with its quarter of the sky or its region: «الرياض», «شمال سيناء», «القدس المحتلة»."""
    if any(c[0] in "pc" for c in _codes(piece, lex)):
        return True
    if any(lex.entries[int(c[1:])].kind in ("state", "place") for c in _codes(piece, lex)):
        return True
    keys = _keys(piece)
    return len(keys) > 1 and (
        (keys[0] in ("شمال", "جنوب", "شرق", "غرب", "ريف", "مدينه", "محافظه") and _place(" ".join(keys[1:]), lex))
        or (keys[-1] in ("المحتله", "المحتل") and _place(" ".join(keys[:-1]), lex))
    )


def _known(piece: str, lex: Lexicon) -> bool:
    """A paper, channel or wire service that the lexicon knows."""
    return any(lex.entries[int(c[1:])].kind == "source" for c in _codes(piece, lex))


def _named_outlet(piece: str, lex: Lexicon) -> bool:
    keys = _keys(piece)
    if not keys or len(keys) > 7 or _DIGIT.search(piece):
        return False
    if keys[0] in MEDIA and len(keys) > 1:
        return not any(_verb(k, lex) for k in keys[1:] if k[0].isalpha())
    return _known(piece, lex)


def _may_be(name: str, lex: Lexicon) -> bool:
    """May this be an outlet's name: no place, day, byline, known actor, nor words with a verb?"""
    keys = _keys(name)
    if not keys or _dateish(name) or _place(name, lex) or any(k.removeprefix("و") in _OURS for k in keys):
        return False
    if all(k.removeprefix("و") in _BYLINE or k in _SECTION for k in keys) or keys[0] == "من":
        return False
    kinds = {lex.entries[int(c[1:])].kind for c in _codes(name, lex)}
    if kinds and not kinds & {"source"}:
        return False
    first = word(lex, keys[0])
    if (first.part is not None and len(keys) > 2) or any(c.startswith("harmed") for c, _ in first.codes):
        return False  # «وفي ناحية …» runs on; «المجموعات …» is a body
    return not any(_verb(k, lex) for k in (keys if len(keys) > 2 else keys[1:]))


def _called(piece: str) -> bool:
    keys = _keys(piece)
    return 1 < len(keys) < 5 and (keys[0] in _FIRST or keys[-1] in _LAST)


def _writer(piece: str) -> bool:
    keys = _keys(piece)
    return bool(keys) and (keys[0] in _WRITERS or (len(keys) > 1 and all(len(k.strip(".")) == 1 for k in keys)))


def _person(piece: str, lex: Lexicon) -> bool:
    keys = _keys(piece)
    return len(keys) in (2, 3) and keys[0] in lex.given and not keys[0].startswith("ال")


def _trimmed(piece: str) -> str:
    """«موجز نبض المشرق» is the digest of نبض المشرق; a web page's «Next Previous» is no part of a name."""
    piece = re.sub(r"^(?:[A-Za-z]+\s+)+(?=[^\W\dA-Za-z])", "", piece)
    m = re.match(r"^(?:موجز|نشرة)\s+(.+)$", piece)
    return m.group(1) if m else piece


def _spoken_to(text: str, lex: Lexicon) -> str | None:
    """The paper that a source speaks to in the running text."""
    for m in _TOLD.finditer(text):
        start = max(text.rfind(".", 0, m.start()), text.rfind("\n", 0, m.start())) + 1
        name = m.group(1).strip()
        told = _TELLING.search(text[max(start, m.start() - 90) : m.end()])
        if told and len(name.split()) < 4 and _may_be(name, lex) and fold(name) not in _WIRES:
            return name
    return None


# --- date -------------------------------------------------------------------------------------------------------------


def edge_words(toks: list[Token]) -> list[list[str]]:
    """Folded words of the first three and last three lines, for the date, and the parts of those lines that stand apart.

    Parts: what a mark sets off in a short line («قسم التوثيق – 4/11/2022»), what follows the last full stop or bracket
    of the last line («… لمرور الزمن. (الغد القانوني 14/5/2018)»), and a day behind «اليوم» («اليوم 14 ديسمبر 2020»).
    """
    lines: list[list[str]] = [[]]
    for t in toks:
        if t.kind == "b":
            if lines[-1]:
                lines.append([])
        else:
            lines[-1].append(t.key)
    lines = [x for x in lines if x]
    edge = lines[:3] + (lines[3:] if len(lines) <= 6 else lines[-3:])
    out = list(edge)
    for line in edge:
        if len(line) <= 18:
            out += _parts(line)
    if lines and len(lines[-1]) > 8:
        last = lines[-1]
        stop = max((i for i, k in enumerate(last) if k in (".", "(", "؟", "!")), default=-1)
        if len(last) - 14 <= stop < len(last) - 2:
            out.append([k for k in last[stop + 1 :] if k != ")"])
    for line in lines[:2]:
        for i, k in enumerate(line[:-3]):
            if k == "اليوم" and line[i + 1].isdigit() and len(line[i + 1]) <= 2:
                out.append(line[i + 1 : i + 5])
    return out


def _parts(line: list[str]) -> list[list[str]]:
    out: list[list[str]] = [[]]
    for n, k in enumerate(line):
        between = 0 < n < len(line) - 1 and line[n - 1].isdigit() and line[n + 1].isdigit()
        if k in ("-", "|", "(", ")", "،", ",", "·") and not between:
            out.append([])
        else:
            out[-1].append(k)
    return [p for p in out if len(p) > 2] if len(out) > 1 else []
