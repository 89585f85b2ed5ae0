"""What the lexicon and the report know by name, and which of several bearers of a name is meant.

An everyday word that is also a name is a name only where it stands like one; an ambiguous name goes to the bearer of whose
country and surroundings the report speaks.
"""

from __future__ import annotations

from marsad.arabic.words import Cut
from marsad.lexicon import Entry
from marsad.reader.entities import Ent
from marsad.reader.recall import Phrase, Recall
from marsad.reader.words import Word

PLACE_PREPS = frozenset(
    "في الي ب من قرب شرق غرب شمال جنوب وسط داخل خارج صوب نحو باتجاه حول شرقي غربي شمالي جنوبي عند".split()
)
IN_NAMES = frozenset("+.")  # marks that stand in names: أوبك+, أ.ف.ب
# What a place stands behind, beside prepositions; a place whose name is an everyday word is one only there.
SURROUNDINGS = frozenset(
    "علي بين ريف محيط ضواحي ضاحيه اطراف مشارف تخوم مداخل مدخل اهالي سكان ابناء نازحي نازحو محور جبهه معركه معارك تحرير سقوط سد".split()
)
TAKING = frozenset({"attacks", "seizes", "besieges", "controls"})
_NONE: list[Phrase] = []


class Lookup(Recall):
    """Looks up names and phrases in one sentence."""

    def plain(self, i: int) -> bool:
        raise NotImplementedError

    def nationality(self, i: int) -> bool:
        raise NotImplementedError

    def adjective(self, i: int, definite: bool) -> bool:
        raise NotImplementedError

    def known(self, i: int) -> Phrase | None:
        """The longest known name that starts at token ``i``: end, its codes, how the first word is cut."""
        if not self.words[i].names:
            return None
        best = self._listed[i] if i in self._listed else self._list(i)
        if self.reg.starts:
            best = self._introduced(i, best)
        if best is None:
            return None
        codes = self._bearers(best[1])
        if best[0] == i + 1 and (not codes or self._everyday(i, best)):
            return None
        return best if codes == best[1] or not codes else (best[0], codes, best[2])

    def _list(self, i: int) -> Phrase | None:
        """The longest name of the lexicon that starts at token ``i``; of two, the one with less cut off."""
        best: Phrase | None = None
        names, toks, hi = self.lex.names, self.toks, self.hi
        after = toks[i + 1].key if i + 1 < hi and toks[i + 1].kind != "b" else ""
        for surface, cut in self.words[i].names:
            if best is None and (codes := names.get(surface)):
                best = (i + 1, codes, cut)
            if after not in self.lex.name_seconds[surface]:
                continue
            key, j = f"{surface} {after}", i + 2
            for _ in range(self.lex.name_words[surface] - 1):
                if (best is None or j > best[0]) and (codes := names.get(key)):
                    best = (j, codes, cut)
                if j < hi and toks[j].key == "-":
                    j += 1  # الحركة الشعبية - شمال
                if j >= hi or (toks[j].kind == "p" and toks[j].key not in IN_NAMES):
                    break
                key += " " + toks[j].key
                j += 1
        self._listed[i] = best
        return best

    def _introduced(self, i: int, best: Phrase | None) -> Phrase | None:
        """The name at token ``i`` that the report itself has introduced, where it is no shorter than the listed one."""
        here, starts = self.reg.here, self.reg.starts
        listed = best
        for surface, cut in self.words[i].names:
            if surface not in starts:
                continue
            key, j = surface, i + 1
            for _ in range(starts[surface]):
                longer = (
                    best is None or j > best[0] or (best is listed and j == best[0] and not self._before(best, cut, i))
                )
                if longer and key in here:
                    best = (j, f"n{len(self.lex.entries) + here[key].id}", cut)
                if j >= self.hi or self.toks[j].kind == "p":
                    break
                key += " " + self.toks[j].key
                j += 1
        return best

    def _before(self, listed: Phrase, cut: Cut, i: int) -> bool:
        """Is a listed name cut in a way that comes before ``cut``?"""
        for _, way in self.words[i].names:
            if way is cut:
                return False
            if way is listed[2]:
                return True
        return False

    def kind_of(self, code: str) -> str:
        """The kind of entity behind a name's code."""
        n = int(code[1:])
        if n >= len(self.lex.entries):
            return self.reg.ents[n - len(self.lex.entries)].kind
        return self.lex.entries[n].kind

    def first(self, codes: str) -> Ent:
        """The entity of the first of a name's codes."""
        return self.reg.known(int(codes.split(" ", 1)[0][1:]))

    def _everyday(self, i: int, found: Phrase) -> bool:
        """A one-word name that is an everyday word, or cut out of a word that is known whole, is no name."""
        w = self.words[i]
        cut = found[2]
        surface = ("ال" if cut.article else "") + cut.stem
        if surface in self.reg.here:
            opens = w.given or any(c[0] == "t" for c, _ in w.codes)  # صالح الجبواني, السيد حسن
            return self._describes(i, cut) or (opens and self._goes_on(i + 1))
        if self.spelt_apart(i):
            return False  # إب
        if surface in self.lex.stop:
            state = any(self.kind_of(c) == "state" for c in found[1].split(" "))
            return not (state and self._stands_free(i))
        if cut.prep == "ك" and not cut.article and found[1][0] == "p":
            return True
        n = int(found[1].split(" ", 1)[0][1:])
        if n < len(self.lex.entries) and self.lex.entries[n].decides[:1] == "@" and not self._as_place(i, cut):
            return True
        if cut.conj == "و" and found[1][0] == "p" and self._joined(i):
            return False  # تعز وعدن, لحج وإب
        before = self.words[i - 1] if i > self.s.lo else None
        if found[1][0] == "p" and cut.article and before is not None and before.main.suffix and not cut.prep:
            return not any(code.startswith("hplace") for code, _ in before.codes)  # حكمه القصير, but معقلهم الرقة
        if found[1][0] == "p" and cut.article and self.adjective(i + 1, True) and not self.nationality(i + 1):
            return True  # العقبة الوحيدة
        cost = len(cut.conj) + len(cut.prep)
        main = len(w.main.conj) + len(w.main.prep) + len(w.main.suffix)
        return cost > main and (bool(w.codes) or bool(w.nouns) or bool(w.verbs) or w.part is not None)

    def _describes(self, i: int, cut: Cut) -> bool:
        """Does a surname with the article stand right behind a definite noun: «البيت الأبيض»?"""
        if i <= self.s.lo or not cut.article or cut.conj or cut.prep or self.toks[i - 1].kind != "w":
            return False
        before = self.words[i - 1]
        return before.main.article and not before.verbs and not any(c[0] == "t" for c, _ in before.codes)

    def _goes_on(self, j: int) -> bool:
        """Is a given name followed by more of a name, so that it opens another person's: صالح الجبواني?"""
        if j >= self.hi or self.toks[j].kind != "w":
            return False
        w = self.words[j]
        return not w.main.conj and not w.main.prep and (w.given or not w.known) and self.plain(j)

    def _as_place(self, i: int, cut: Cut) -> bool:
        """Does a word that may be more than a place stand like one: في صور, ريف القصير, قصف تدمر, حلب والباب?"""
        if i <= self.s.lo or cut.prep:
            return False
        if cut.conj:  # عين العرب والطبقة
            return self._joined(i)
        before = self.words[i - 1]
        if before.key in PLACE_PREPS or before.key in SURROUNDINGS or before.main.stem in SURROUNDINGS:
            return True
        if any(code.startswith("hplace") for code, _ in before.codes):
            return True
        return self._taken(i)

    def _joined(self, i: int) -> bool:
        """Does the name of a place end right before token ``i``?"""
        names = (self.known(j) for j in range(max(self.s.lo, i - 3), i) if self.words[j].names)
        return any(known is not None and known[0] == i and known[1][0] in "pc" for known in names)

    def _taken(self, i: int) -> bool:
        """Does a verb that takes places stand before token ``i``, with no more than its subject between: قصف الجيش السوري تدمر?"""
        frames, lemmas = self.lex.frames, self.lex.lemmas
        for j in range(i - 1, max(self.s.lo - 1, i - 6), -1):
            w = self.words[j]
            if self.toks[j].kind != "w" or w.part is not None:
                return False
            cued = {v.lemma for v in w.verbs} | {n.lemma for n in w.nouns if not n.cut.article}
            for n in cued:
                if any(frames[f].predicate in TAKING and not frames[f].companions for f in lemmas[n].frames):
                    return True
        return False

    def _bearers(self, codes: str) -> str:
        """The bearers of a name that the report may mean, the likeliest first.

        A bearer whose name is ambiguous needs its country in the report or one of the words that decide for it (البيضاء:
        اليمن، الحوثي). Of several, the one met before comes first, then the one whose country and words the report has
        most of (طرابلس: ليبيا or لبنان).
        """
        entries = self.lex.entries
        if " " not in codes:
            n = int(codes[1:])
            return codes if n >= len(entries) or not entries[n].decides or self._weight(entries[n]) else ""
        options = [c for c in codes.split(" ") if not entries[int(c[1:])].decides or self._weight(entries[int(c[1:])])]
        if len({c[0] for c in options}) == 1:
            options.sort(
                key=lambda c: (self.reg.met(entries[int(c[1:])].key) is None, -self._weight(entries[int(c[1:])]))
            )
        return " ".join(options)

    def _weight(self, entry: Entry) -> int:
        """How much the report speaks of an entry's country and surroundings."""
        got = self.reg.weights.get(entry)
        if got is None:
            words = self.reg.words
            deciding = sum(words.issuperset(w.split(" ")) for w in entry.decides.split("|")) if entry.decides else 0
            got = self.reg.weights[entry] = self.reg.countries.get(entry.country, 0) + 2 * deciding
        return got

    def _stands_free(self, i: int) -> bool:
        """Is a word that may also be an adjective (مالي) free of a noun before it?"""
        if i <= self.s.lo:
            return True
        before = self.words[i - 1]
        return self.toks[i - 1].kind == "p" or before.part is not None or bool(before.verbs) or bool(before.main.prep)

    def phrase(self, i: int) -> list[Phrase]:
        """All phrases of the lexicon that start at token ``i``, the longest first: end, code, cut of the first word."""
        out = self._phrases.get(i)
        if out is None:
            w = self.words[i]
            if not w.long:
                return [(i + 1, code, cut) for code, cut in w.codes] if w.codes else _NONE
            out = self._phrases[i] = self._phrase(w, i)
        return out

    def _phrase(self, w: Word, i: int) -> list[Phrase]:
        out: list[Phrase] = [(i + 1, code, cut) for code, cut in w.codes] if w.codes else []
        second = self.words[i + 1].bare if i + 1 < self.hi else ""
        for stem, cut in w.long:
            if second not in self.lex.phrase_seconds[stem]:
                continue
            phrases, toks, words = self.lex.phrases, self.toks, self.words
            last = min(i + self.lex.phrase_words[stem], self.hi)
            key, j = stem, i + 1
            while j < last and toks[j].kind == "w":
                key += " " + words[j].bare
                j += 1
                if codes := phrases.get(key):
                    # «أنهم لم» is no «إن لم»
                    out += [(j, code, cut) for code in codes.split("\t") if not (cut.suffix and stem == "ان")]
        if len(out) > 1:
            out.sort(key=_longest)
        return out


def _longest(found: Phrase) -> int:
    return -found[0]
