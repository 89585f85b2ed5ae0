"""Words of a normalised text, and the ways to cut their attached particles off."""

from __future__ import annotations

from msgspec import Struct

from marsad.arabic.normalise import PIECE, Normal

ENCLITICS = ("هما", "كما", "هم", "هن", "ها", "كم", "نا", "ه", "ك", "ي")


class Token(Struct, frozen=True, gc=False):
    """One word, number, mark or line break; ``start`` and ``end`` are offsets of the source text, ``at`` of the key."""

    key: str
    start: int
    end: int
    at: int
    kind: str  # w word, n number, p mark, b line break


class Cut(Struct, frozen=True, gc=False):
    """A word as conjunction + particle + article + stem + pronoun; ``skip`` key letters stand before the article."""

    conj: str
    prep: str
    article: bool
    stem: str
    suffix: str
    skip: int


def tokens(normal: Normal) -> list[Token]:
    """The tokens of a normalised text in order."""
    out: list[Token] = []
    key, back = normal.key, normal.back
    end = 0
    for word in PIECE.findall(key):
        at = key.index(word, end)  # only blanks lie between two tokens
        end = at + len(word)
        if word == "-" and _inside(key, at):
            continue  # كي-مون, الأمريكي-الروسي: two words
        first = word[0]
        kind = "w" if first.isalpha() else "n" if first.isdigit() else "b" if first == "\n" else "p"
        out.append(Token(word, back[at], back[end - 1] + 1, at, kind))
    return out


def _inside(key: str, at: int) -> bool:
    """Does a hyphen stand between two letters, but not behind the first word of a line (بيروت-وكالات)?"""
    between = 0 < at < len(key) - 1 and key[at - 1].isalpha() and key[at + 1].isalpha()
    return between and " " in key[key.rfind("\n", 0, at) + 1 : at].strip()


def cuts(word: str) -> list[Cut]:
    """Ways to cut a word, the least cut first: وبالقاهرة, للجيش, سيزور, زيارته."""
    out: list[Cut] = []
    heads = [("", word)]
    if word[0] in "وف" and len(word) > 2:
        heads.append((word[0], word[1:]))
    for conj, rest in heads:
        tails = [("", rest)]
        if rest[0] in "بلكس" and len(rest) > 2:
            tails.append((rest[0], rest[1:]))
        for prep, body in tails:
            skip = len(word) - len(body)
            if prep == "ل" and body[0] == "ل" and len(body) > 2:  # للجيش = ل + الجيش, للواء = ل + اللواء
                out.append(Cut(conj, prep, True, body[1:], "", skip))
                out.append(Cut(conj, prep, True, body, "", skip))
            elif body.startswith("ال") and len(body) > 3 and prep != "س":
                out.append(Cut(conj, prep, True, body[2:], "", skip))
            out.append(Cut(conj, prep, False, body, "", skip))
    for cut in tuple(out):
        conj, prep, body, skip = cut.conj, cut.prep, cut.stem, cut.skip
        if cut.article:
            continue
        for enc in ENCLITICS:
            if body.endswith(enc) and len(body) - len(enc) >= 2:
                stem = body[: -len(enc)]
                out.append(Cut(conj, prep, False, stem, enc, skip))
                if stem[-1] == "ت":  # زيارته = زيارة + ه
                    out.append(Cut(conj, prep, False, stem[:-1] + "ه", enc, skip))
                elif stem[-1] == "ا" and len(stem) > 3:  # مستشفاها = مستشفى + ها
                    out.append(Cut(conj, prep, False, stem[:-1] + "ي", enc, skip))
                elif stem[-1] == "و":  # قصفوه = قصفوا + ه
                    out.append(Cut(conj, prep, False, stem + "ا", enc, skip))
    return out
