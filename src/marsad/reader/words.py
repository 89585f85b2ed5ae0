"""What the lexicon says of a word: each word type is analysed once and remembered.

The whole word comes first: a way of cutting is looked at only where no way with fewer letters cut off is known
(وحدة, فجر and لقاء are whole; وصل is no و + صل).
"""

from __future__ import annotations

from msgspec import Struct

from marsad.arabic.normalise import LONGEST
from marsad.arabic.numbers import number_at, opens_number
from marsad.arabic.words import Cut, cuts
from marsad.lexicon import Lexicon
from marsad.lexicon.compile import bare
from marsad.reader.vocabulary import BOTH, DIRECTIONS, VICTIMS, WITH_ALL

SERVANT = "عبدال"  # opens a given name: عبدالخالق
MEMO = 40_000  # word types kept, and as many that were met before these: some 60 MB, whatever is read


class VerbForm(Struct, frozen=True, gc=False):
    """A finite verb: tense p or i, passive where its letters say so, ``who`` as ms fs mp fp d 1."""

    lemma: int
    tense: str
    passive: bool
    who: str
    cut: Cut


class NounForm(Struct, frozen=True, gc=False):
    """A cue that is a noun: m masdar, n event noun, a active and x passive participle."""

    lemma: int
    kind: str
    who: str
    cut: Cut


class Word:
    """One word type."""

    __slots__ = (
        "adj",
        "bare",
        "codes",
        "counts",
        "given",
        "key",
        "known",
        "loads",
        "long",
        "main",
        "names",
        "nouns",
        "number",
        "part",
        "phrases",
        "route",
        "says",
        "spelt",
        "surfaces",
        "verbs",
    )

    def __init__(self, key: str) -> None:
        self.key = key
        self.bare = bare(key)
        self.main: Cut = Cut("", "", False, key, "", 0)
        self.verbs: tuple[VerbForm, ...] = ()
        self.nouns: tuple[NounForm, ...] = ()
        self.codes: tuple[tuple[str, Cut], ...] = ()  # single-word phrases: heads, titles, particles …
        self.names: tuple[tuple[str, Cut], ...] = ()  # spellings that begin a known name
        self.long: tuple[tuple[str, Cut], ...] = ()  # those of them that begin a phrase of several words
        self.surfaces: tuple[tuple[str, Cut], ...] = ()  # all spellings a name could have, with the cut
        self.spelt: tuple[str, ...] = ()  # these spellings
        self.phrases: tuple[tuple[str, Cut], ...] = ()  # bare spellings that begin a known phrase
        self.adj: tuple[int, Cut] | None = None  # nationality adjective: its state
        self.part: tuple[str, str, str] | None = None  # particle: class, note, conjunction
        self.given = False
        self.number = False  # a number word: no part of a name
        self.counts = opens_number(key)  # may open a number: «نحو», «بين» too
        self.known = False
        self.says = False  # a verb of saying
        self.loads = False  # may begin a loaded term
        self.route = (
            ""  # p: a particle and nothing else, u: a word that no table has; empty: to be told by its surroundings
        )

    def named(self, names: tuple[tuple[str, Cut], ...], plain: bool) -> Word:
        """This word where the report itself uses it as a name; ``plain``: and as nothing else."""
        new = Word(self.key)
        new.bare, new.main, new.part, new.phrases = self.bare, self.main, self.part, self.phrases
        new.surfaces, new.spelt = self.surfaces, self.spelt
        new.given, new.known, new.adj = self.given, True, self.adj
        new.names = (*names, *self.names)
        new.number, new.long, new.loads = self.number, self.long, self.loads
        if plain:
            new.main = names[0][1] if names else self.main
        else:
            new.verbs, new.nouns, new.codes, new.says = self.verbs, self.nouns, self.codes, self.says
        return new


def word(lex: Lexicon, key: str) -> Word:
    """The analysis of a word key."""
    got: Word | None = lex.memo.get(key)
    if got is not None:
        return got
    if len(key) > LONGEST:
        return _analyse(lex, key)
    if len(lex.memo) >= MEMO:
        lex.memo, lex.older = {}, lex.memo
    got = lex.memo[key] = lex.older.pop(key, None) or _analyse(lex, key)
    return got


def _particle(lex: Lexicon, w: Word) -> bool:
    for cut in (Cut("", "", False, w.key, "", 0), Cut(w.key[0], "", False, w.key[1:], "", 1)):
        if cut.conj and cut.conj not in "وف":
            return False
        for code in lex.phrases.get(cut.stem, "").split("\t"):
            if code[:1] == "p":
                cls, _, note = code[1:].partition(",")
                w.part = (cls, note, cut.conj)
                w.main = cut
                return True
    return False


def _verb(codes: str, cut: Cut) -> list[VerbForm]:
    out = []
    for code in codes.split(" "):
        kind = code[0]
        if kind not in "pqij":
            continue
        tense = "p" if kind in "pq" else "i"
        if cut.article or cut.suffix == "ي" or (cut.prep and (tense == "p" or cut.prep not in "سل")):
            continue
        n, _, who = code[1:].partition(":")
        out.append(VerbForm(int(n), tense, kind in "qj", who, cut))
    return out


def _noun(codes: str, cut: Cut) -> list[NounForm]:
    if cut.prep == "س":
        return []
    out = []
    for code in codes.split(" "):
        if code[0] in "mnax":
            n, _, who = code[1:].partition(":")
            out.append(NounForm(int(n), code[0], who, cut))
    return out


def _analyse(lex: Lexicon, key: str) -> Word:
    w = Word(key)
    if not key[0].isalpha():
        return w
    w.number = w.counts and number_at([key], 0) is not None
    particle = _particle(lex, w)
    ways = sorted(cuts(key), key=lambda c: len(c.conj) + len(c.prep) + len(c.suffix))
    names, phrases, surfaces = [], [], []
    verbs: list[VerbForm] = []
    nouns: list[NounForm] = []
    codes: list[tuple[str, Cut]] = []
    best = 99
    main: Cut | None = None
    for cut in ways:
        cost = len(cut.conj) + len(cut.prep) + len(cut.suffix)
        if not cut.suffix and cut.prep != "س":
            surface = "ال" + cut.stem if cut.article else cut.stem
            surfaces.append((surface, cut))
            if surface in lex.name_words:
                names.append((surface, cut))
        if cut.stem in lex.phrase_words and cut.prep != "س":
            phrases.append((cut.stem, cut))
        if cost > best:
            continue
        found = False
        form = lex.forms.get(cut.stem)
        if form is None and cut.suffix and cut.stem[-1:] == "ا" and (last := cut.stem[:-1] + "ي") != "سوي":
            form = lex.forms.get(last)  # نفى, نفاه
        if form:
            v, n = _verb(form, cut), _noun(form, cut)
            verbs += v
            nouns += n
            found = bool(v or n)
        if cut.prep != "س" and (code := lex.phrases.get(cut.stem)):
            codes += [(c, cut) for c in code.split("\t")]
            found = found or any(c[0] != "l" for c in code.split("\t"))
        if not cut.suffix and cut.prep != "س":
            state = lex.adjectives.get(cut.stem)
            if state is not None and w.adj is None:
                w.adj = (state, cut)
                found = True
            surface = "ال" + cut.stem if cut.article else cut.stem
            if cut.stem in lex.given or surface in lex.given or (cut.stem.startswith(SERVANT) and len(cut.stem) > 7):
                w.given = True
                found = True
            if surface in lex.names:
                found = True
        if found:
            best = min(best, cost)
            main = main or cut
    w.names, w.phrases, w.surfaces = tuple(names), tuple(phrases), tuple(surfaces)
    w.spelt = tuple(surface for surface, _ in surfaces)
    verbs.sort(key=lambda v: (v.who in ("1", "2"), v.tense == "i" and v.who == "fs"))
    w.verbs, w.nouns, w.codes = tuple(verbs), tuple(nouns), tuple(codes)
    w.known = best < 99 or particle
    w.long = tuple(p for p in phrases if lex.phrase_words[p[0]] > 1)
    w.loads = any(c[0] == "l" for c, _ in codes) or any(stem in lex.loaded for stem, _ in w.long)
    w.says = any(lex.lemmas[v.lemma].reports for v in verbs)
    if particle:
        w.route = "p" if _lone(w) else ""
        return w
    if main is None:  # unknown: an article shows where particles end (والفلان, بالفلان, للفلان)
        main = next((c for c in ways if c.article), ways[0])
    w.main = main
    w.route = "u" if _blank(w) else ""
    return w


def _lone(w: Word) -> bool:
    """Is a particle nothing else besides: no name, number, direction or toll, and no first word of a phrase?"""
    known = w.counts or w.names or w.long or w.main.stem in VICTIMS or w.main.stem in DIRECTIONS or w.key in WITH_ALL
    return not known and w.part is not None and w.part[0] != "noun"


def _blank(w: Word) -> bool:
    """Has no table anything on a word?"""
    known = w.counts or w.names or w.codes or w.phrases or w.given or w.nouns or w.verbs or w.adj is not None
    return not known and w.main.stem not in VICTIMS and w.main.stem not in DIRECTIONS and "ال" + w.main.stem not in BOTH
