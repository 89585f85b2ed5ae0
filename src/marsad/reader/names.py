"""Names: which words name a person, a body, a place, a people, a source or a measure.

Known names come from the lexicon (longest match over words). Others are found by what stands around them: titles and
given names before persons, head nouns before bodies, groups and places, quotation marks, nationality adjectives.
"""

from __future__ import annotations

from marsad.arabic.words import Cut
from marsad.reader.entities import Ent, Registry
from marsad.reader.nodes import Sentence

LINKS_OF_NAMES = frozenset("بن ابن ولد ال آل عبد ابو ابي ام بو بنت اولاد بني الدين الله".replace("آ", "ا").split())
AFTER_TITLE = frozenset(
    "السابق الحالي الاسبق الراحل المكلف العام الرسمي المستقيل المنتخب الموقت بالوكاله الانتقالي الاعلي الاول الثاني السابقه "
    "الحاليه المنتهيه ولايته المعزول المخلوع المقال المعين الجديد الخاص الخاصه التنفيذي الدايم المقيم الاممي الدولي "
    "الاسلاميه المساعد العسكري السياسي الميداني الفخري البارز المحلي".split()
)
KIND_OF = {"n": "", "c": "state", "p": "place"}
PLACE_PREPS = frozenset(
    "في الي ب من قرب شرق غرب شمال جنوب وسط داخل خارج صوب نحو باتجاه حول شرقي غربي شمالي جنوبي عند".split()
)
DIRECTIONS = frozenset("شرق غرب شمال جنوب وسط شرقي غربي شمالي جنوبي الشرق الغرب الشمال الجنوب".split())


class Names:
    """Finds names in one sentence and records their mentions."""

    def __init__(self, sent: Sentence, reg: Registry) -> None:
        self.s = sent
        self.reg = reg
        self.lex = sent.lex
        self.words = sent.words
        self.toks = sent.toks
        self.hi = sent.hi
        self.alt: int | None = None  # place entry of a capital just read as its state
        self.dated: set[int] = set()  # tokens of dates: no part of a name

    # --- look-ups -----------------------------------------------------------------------------------------------

    def known(self, i: int) -> tuple[int, str, Cut] | None:
        """The longest known name that starts at token ``i``: end, its codes, how the first word is cut."""
        best: tuple[int, str, Cut] | None = None
        names, most = self.lex.names, self.lex.name_words
        for surface, cut in self.words[i].names:
            key, j, n = surface, i + 1, most[surface]
            if (codes := names.get(key)) and (best is None or j > best[0]):
                best = (j, codes, cut)
            while n > 1 and j < self.hi and self.toks[j].kind != "p":
                key += " " + self.toks[j].key
                j += 1
                n -= 1
                if (codes := names.get(key)) and (best is None or j > best[0]):
                    best = (j, codes, cut)
        if best is not None and best[0] == i + 1 and self._everyday(i, best):
            return None
        return best

    def _everyday(self, i: int, found: tuple[int, str, Cut]) -> bool:
        """A one-word name that is an everyday word, or cut out of a word that is known whole, is no name."""
        w = self.words[i]
        surface = ("ال" if found[2].article else "") + found[2].stem
        if surface in self.lex.stop:
            state = any(self.lex.entries[int(c[1:])].kind == "state" for c in found[1].split(" "))
            return not (state and self._stands_free(i))
        cost = len(found[2].conj) + len(found[2].prep)
        main = len(w.main.conj) + len(w.main.prep) + len(w.main.suffix)
        return cost > main and (bool(w.codes) or bool(w.nouns) or bool(w.verbs) or w.part is not None)

    def _stands_free(self, i: int) -> bool:
        """Is a word that may also be an adjective (مالي) free of a noun before it?"""
        if i <= self.s.lo:
            return True
        before = self.words[i - 1]
        return self.toks[i - 1].kind == "p" or before.part is not None or bool(before.verbs) or bool(before.main.prep)

    def phrase(self, i: int) -> list[tuple[int, str, Cut]]:
        """All phrases of the lexicon that start at token ``i``, the longest first: end, code, cut of the first word."""
        out: list[tuple[int, str, Cut]] = [(i + 1, code, cut) for code, cut in self.words[i].codes]
        phrases, most = self.lex.phrases, self.lex.phrase_words
        for stem, cut in self.words[i].phrases:
            n = most[stem]
            key, j = stem, i + 1
            while n > 1 and j < self.hi and self.toks[j].kind == "w":
                key += " " + self.words[j].bare
                j += 1
                n -= 1
                if codes := phrases.get(key):
                    out += [(j, code, cut) for code in codes.split("\t")]
        if len(out) > 1:
            out.sort(key=lambda p: -p[0])
        return out

    # --- parts of names -----------------------------------------------------------------------------------------

    def plain(self, i: int) -> bool:
        """May token ``i`` be a word of a name nobody listed: no particle, cue, title or head, nothing attached?"""
        w = self.words[i]
        if self.toks[i].kind != "w" or w.part is not None or len(w.key) < 2 or i in self.dated or w.number:
            return False
        if w.given:
            return True
        if w.known and (w.codes or w.verbs or w.nouns or w.adj):
            return False
        return w.key not in self.lex.stop

    def nationality(self, i: int) -> bool:
        """Is token ``i`` a nationality adjective with nothing attached but the article?"""
        if i >= self.hi:
            return False
        w = self.words[i]
        return w.adj is not None and not w.adj[1].conj and not w.adj[1].prep

    def adjective(self, i: int, definite: bool) -> bool:
        """Does token ``i`` look like an adjective that agrees in definiteness (الوطني, مسلحة)?"""
        if i >= self.hi or self.toks[i].kind != "w" or i in self.dated:
            return False
        w = self.words[i]
        if w.part is not None or w.main.conj or w.main.prep or w.main.suffix:
            return False
        if definite != w.main.article:
            return False
        if w.adj is not None:
            return True
        if any(c[0] in "thsge" for c, _ in w.codes) and not w.key.endswith(("ي", "يه")):
            return False
        if w.nouns and not all(n.kind in "ax" for n in w.nouns):
            return False
        if w.nouns and self._takes_complement(i):
            return False
        if definite:
            return not w.names or w.names[0][0] not in self.lex.names
        return w.key.endswith(("ي", "يه", "يين", "يون", "يا", "يتين")) and not w.verbs and not w.names

    def _takes_complement(self, i: int) -> bool:
        """A participle before a preposition is a cue of its own: المدعومة من, الموالية لـ."""
        if i + 1 >= self.hi:
            return False
        after = self.words[i + 1]
        return (after.part is not None and after.part[0] in ("prep", "by")) or after.main.prep in ("ل", "ب")

    def adjectives(self, j: int, definite: bool, most: int = 3) -> int:
        """The end of the adjectives that follow."""
        while most and self.adjective(j, definite):
            j += 1
            most -= 1
        return j

    def quoted(self, i: int) -> int:
        """Where a short quotation that opens at token ``i`` closes (the mark's token), or -1."""
        if i >= self.hi or self.toks[i].key not in ('"', "'"):
            return -1
        mark = self.toks[i].key
        for j in range(i + 1, min(i + 7, self.hi)):
            if self.toks[j].key == mark:
                return j if j > i + 1 else -1
            if self.toks[j].kind == "p" and self.toks[j].key not in "-":
                return -1
        return -1

    def mention(self, ent: Ent, i: int, j: int, cut: Cut) -> None:
        self.reg.mention(ent, self.s.start(i, cut.skip), self.s.end(j))

    def folded(self, i: int, j: int, cut: Cut) -> str:
        """The name of tokens ``i`` to ``j`` without marks and attached particles."""
        first = ("ال" if cut.article else "") + cut.stem
        rest = [t.key for t in self.toks[i + 1 : j] if t.kind in "wn"]
        return " ".join([first, *rest]) if self.toks[i].kind != "p" else " ".join(rest)

    # --- kinds of names -----------------------------------------------------------------------------------------

    def entity_of(self, codes: str, i: int, j: int, prep: str, passive: bool) -> Ent:
        """The entity of a known name; a capital is the state where it acts, the place where one goes or fights."""
        options = codes.split(" ")
        if len(options) > 1 or options[0][0] == "c":
            capital = next((c for c in options if c[0] == "c"), None)
            if capital is not None:
                place = next((c for c in options if c[0] == "p"), None)
                acts = prep not in PLACE_PREPS or (prep == "من" and passive)
                if acts or place is None:
                    self.alt = int(place[1:]) if place is not None else None
                    return self.reg.known(int(capital[1:]))
                return self.reg.known(int(place[1:]))
            for code in options:  # a name met before keeps its meaning
                if self.lex.entries[int(code[1:])].key in self.reg._actors:
                    return self.reg.known(int(code[1:]))
        return self.reg.known(int(options[0][1:]))

    def person_name(self, i: int, after_title: bool) -> int:
        """The end of an unknown person's name at ``i`` (``i`` itself: none)."""
        j = i
        while j < self.hi and j - i < 5 and self.toks[j].kind == "w":
            w = self.words[j]
            if w.key in LINKS_OF_NAMES:
                j += 1
                continue
            if j > i and (w.main.conj or w.main.prep) and not w.given:
                break
            if not self.plain(j):
                known_tail = j > i and w.main.article and w.adj is not None and not self.adjective(j - 1, True)
                if not (known_tail and j == i + 1 and self.words[i].given):
                    break
            if j == i and not after_title and not w.given:
                break
            if j > i + 1 and not w.given and not w.main.article and w.known:
                break
            j += 1
            if w.main.article and not w.given and j - i >= 2:
                break
        while j > i and self.words[j - 1].key in LINKS_OF_NAMES and self.words[j - 1].key not in ("الدين", "الله"):
            j -= 1
        return j
