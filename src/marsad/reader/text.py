"""Sentences of a report. A line break is hard; an Arabic comma never ends a sentence, nor does the dot of «د.»."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.arabic.words import Token

_ENDS = frozenset(".!؟?…|")
_COMMAS = frozenset("،,؛;:")
MOST = 500  # tokens of a sentence; newspapers stay below it, lists and texts without marks are read in pieces


def sentences(toks: list[Token]) -> list[tuple[int, int]]:
    """Token ranges of the sentences, line breaks left out; one of more than ``MOST`` tokens in pieces, at its commas."""
    return [piece for lo, hi in _whole(toks) for piece in _pieces(toks, lo, hi)]


def _pieces(toks: list[Token], lo: int, hi: int) -> Iterator[tuple[int, int]]:
    while hi - lo > MOST:
        comma = next((i for i in range(lo + MOST - 1, lo + MOST // 2, -1) if toks[i].key in _COMMAS), lo + MOST - 1)
        yield lo, comma + 1
        lo = comma + 1
    yield lo, hi


def _whole(toks: list[Token]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    lo = 0
    size = len(toks)
    for i, tok in enumerate(toks):
        if tok.kind == "b":
            if i > lo:
                out.append((lo, i))
            lo = i + 1
        elif tok.kind == "p" and tok.key in _ENDS:
            if tok.key == "." and i > lo:
                before = toks[i - 1]
                follows = toks[i + 1] if i + 1 < size else None
                if (
                    before.kind == "w"
                    and len(before.key) <= 2
                    and before.end == tok.start
                    and follows
                    and follows.kind == "w"
                ):
                    continue  # د. فلان, أ.ف.ب
            end = i + 1
            if end < size and toks[end].kind == "p" and toks[end].key in _ENDS:
                continue
            if end < size and toks[end].key == '"' and toks[end].start == tok.end:
                continue  # the quotation mark that closes the sentence is its last mark
            out.append((lo, end))
            lo = end
        elif tok.key == '"' and i > lo and toks[i - 1].key in _ENDS and toks[i - 1].end == tok.start:
            out.append((lo, i + 1))
            lo = i + 1
    if lo < size:
        out.append((lo, size))
    return out
