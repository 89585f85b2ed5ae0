"""The steps of a reading, in order: text, words, names, clauses, attribution, claims, framing, links."""

from __future__ import annotations

import datetime

from msgspec import Struct

from marsad.arabic.dates import dates_in, publication_date
from marsad.arabic.normalise import Normal, normalise
from marsad.arabic.words import Token, tokens
from marsad.lexicon import Lexicon
from marsad.reader.arguments import Arguments
from marsad.reader.attribution import Attribution, Reach, Voice
from marsad.reader.choosing import scorer
from marsad.reader.claims import Builder
from marsad.reader.clauses import Clauses
from marsad.reader.cues import Cue
from marsad.reader.denials import denials
from marsad.reader.drafts import Draft
from marsad.reader.entities import Ent, Registry
from marsad.reader.framing import Loaded, loaded, settle
from marsad.reader.links import Tie, ties
from marsad.reader.meta import edge_words
from marsad.reader.nodes import Node, Sentence
from marsad.reader.scan import Scanner
from marsad.reader.text import sentences
from marsad.reader.words import word


class Trace(Struct):
    """Everything that the steps found, before it becomes a reading."""

    text: str
    normal: Normal
    toks: list[Token]
    reg: Registry
    published: datetime.date | None
    sents: list[Sentence] = []
    drafts: list[Draft] = []
    framing: list[tuple[int, int, Ent, str]] = []
    ties: list[Tie] = []
    cues: list[list[Cue]] = []  # by sentence
    reaches: list[list[Reach]] = []  # by sentence
    made: list[Draft] = []  # all drafts, with those that were left out again


def trace(text: str, lex: Lexicon, published: datetime.date | None) -> Trace:
    """Run all steps over a text."""
    normal = normalise(text)
    toks = tokens(normal)
    if published is None:
        published = publication_date(edge_words(toks))
    reg = Registry(lex, published.isoformat() if published is not None else "")
    out = Trace(text, normal, toks, reg, published)
    keys = [t.key for t in toks]
    met = lex.memo.get
    words = [met(key) or word(lex, key) for key in keys]
    builder = Builder(reg, scorer())
    voice = Voice()
    before: list[tuple[Ent, Node]] = []
    found: list[Loaded] = []
    for lo, hi in sentences(toks):
        sent = Sentence(lex, toks, words, lo, hi, text, normal.back)
        scanner = Scanner(sent, reg, dates_in(keys[lo:hi], published))
        scanner.scan()
        args = Arguments(sent, reg, before)
        clauses = Clauses(sent, reg, args)
        cues = clauses.run()
        voices = Attribution(sent, args, voice).reaches()
        builder.sentence(sent, cues, voices, denials(sent, args), clauses.loose, args.main)
        found += loaded(sent, scanner, cues)
        out.sents.append(sent)
        out.cues.append(cues)
        out.reaches.append(voices)
    out.drafts = builder.finish()
    out.made = builder.drafts
    out.framing = settle(found)
    out.ties = ties(out.sents, out.drafts)
    return out
