"""The pieces of a sentence that clauses are built from, in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.arabic.words import Token
from marsad.lexicon import Lexicon
from marsad.reader.entities import Ent
from marsad.reader.words import NounForm, VerbForm, Word


class Node:
    """One piece: ``t`` says what it is.

    np actor, place or people; g goods; v finite verb; m masdar or event noun; p participle; x frame phrase (بقيادة);
    o operator phrase (من المتوقع أن); r reporting phrase (بحسب); n number; d date; u other noun or adjective;
    a lone nationality adjective; particles by their class (prep conj rel comp sub neg …); marks by themselves.
    """

    __slots__ = (
        "adjs", "alt", "art", "case", "codes", "conj", "coord", "ent", "fem", "head", "i", "j", "kind", "measure", "name_end",
        "nouns", "num", "ops", "pair", "prep", "prep_at", "role", "suffix", "t", "verbs", "x",
    )  # fmt: skip

    def __init__(self, t: str, i: int, j: int) -> None:
        self.t = t
        self.i = i
        self.j = j
        self.conj = ""
        self.prep = ""
        self.prep_at = -1  # token of a preposition that stands apart
        self.art = False
        self.suffix = ""
        self.coord = False
        self.ent: Ent | None = None
        self.kind = ""
        self.head = ""
        self.role = ""
        self.num: tuple[int, int | None, int, int] | None = None  # value, max, first and end token
        self.case = ""
        self.fem: bool | None = None
        self.verbs: tuple[VerbForm, ...] = ()
        self.nouns: tuple[NounForm, ...] = ()
        self.codes: tuple[str, ...] = ()
        self.ops: tuple[int, ...] = ()
        self.x: tuple[int, ...] = ()
        self.adjs: list[tuple[Ent, int, int]] = []  # nationality adjectives: entity, token range
        self.measure: Ent | None = None
        self.name_end = 0  # end token of a measure's own name
        self.alt: Ent | None = None  # the place that a capital's name means where one goes there
        self.pair: list[Ent] = []  # «الطرفان»: the two meant

    def __repr__(self) -> str:
        who = f" {self.ent.name}" if self.ent else ""
        return f"<{self.t} {self.i}-{self.j}{' ' + self.prep if self.prep else ''}{who}>"


class Role(NamedTuple):
    """A title that ties a person to a body: the words of both, and the title's own."""

    predicate: str
    person: Ent
    body: Ent
    i: int
    j: int
    cue: tuple[int, int]


class Sentence:
    """Tokens ``lo`` to ``hi`` of the report, with their words and, once scanned, their nodes."""

    __slots__ = ("back", "dateline", "hi", "lex", "lo", "nodes", "roles", "text", "toks", "words")

    def __init__(
        self, lex: Lexicon, toks: list[Token], words: list[Word], lo: int, hi: int, text: str, back: Sequence[int]
    ) -> None:
        self.lex = lex
        self.toks = toks
        self.words = words
        self.lo = lo
        self.hi = hi
        self.text = text
        self.back = back
        self.nodes: list[Node] = []
        self.roles: list[Role] = []
        self.dateline = 0  # token behind «طرابلس 21 أبريل (وكالة …) -»

    def start(self, i: int, skip: int = 0) -> int:
        """Source offset of token ``i``, after ``skip`` letters of attached particles."""
        tok = self.toks[i]
        return self.back[tok.at + skip] if skip and skip < len(tok.key) else tok.start

    def end(self, j: int) -> int:
        """Source offset behind the last of the tokens before ``j``."""
        return self.toks[j - 1].end
