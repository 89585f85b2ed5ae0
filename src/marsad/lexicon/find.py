"""What the tables know of a word: the entries, forms and fixed phrases that it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marsad.arabic.normalise import table_key
from marsad.lexicon import Entry, Lexicon
from marsad.lexicon.check import CODES
from marsad.lexicon.lookup import named

FORMS = {"p": "verb, he did", "q": "verb, it was done", "i": "verb, he does", "j": "verb, it is done",
         "m": "its masdar", "n": "event noun", "a": "its active participle", "x": "its passive participle"}  # fmt: skip


class Found(NamedTuple):
    """One thing that a word stands for: what it is in plain words, and its key, lemma or predicate."""

    what: str
    key: str
    name: str
    label_en: str = ""


def find(lex: Lexicon, word: str) -> list[Found]:
    """All that an Arabic word or name, an English label or a key stands for, without repeats; empty where nothing."""
    out = [_entry(e) for e in named(lex, word)]
    wanted = word.strip().casefold()
    if wanted:
        out += [_entry(e) for e in lex.entries if wanted in (e.key, e.label_en.casefold())]
        if not out:
            parts = f" {wanted} "
            out += [_entry(e) for e in lex.entries if parts in f" {e.label_en.casefold()} "]
    out += [*_forms(lex, table_key(word)), *_phrases(lex, table_key(word))]
    return list(dict.fromkeys(out))


def _entry(e: Entry) -> Found:
    return Found(e.kind.replace("_", " "), e.key, e.name, e.label_en)


def _forms(lex: Lexicon, key: str) -> Iterator[Found]:
    for form in (lex.forms.get(key) or "").split():
        lemma = lex.lemmas[int(form[1:].partition(":")[0])]
        predicates = dict.fromkeys(lex.frames[f].predicate for f in lemma.frames)
        kinds = dict.fromkeys(lex.ops[o].kind for o in (*lemma.ops, *lemma.reports))
        for sense in (*predicates, *(f"{kind} operator or reporting word" for kind in kinds)):
            yield Found(FORMS.get(form[0], "form"), sense, lemma.key)


def _phrases(lex: Lexicon, key: str) -> Iterator[Found]:
    for code in filter(None, lex.phrases.get(key, "").split("\t")):
        frame = lex.frames[int(code[1:])].predicate if code[0] in "fx" else ""
        yield Found(CODES.get(code[0], "a fixed phrase"), frame, key)


__all__ = ["Found", "find"]
