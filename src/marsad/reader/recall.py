"""What a report itself teaches about names: the countries it speaks of, strangers in it, names that come back short."""

from __future__ import annotations

from collections import Counter

from marsad.arabic.words import Cut
from marsad.reader.entities import Ent, Registry
from marsad.reader.nodes import Sentence
from marsad.reader.words import Word

Phrase = tuple[int, str, Cut]  # end, code, how the first word is cut
SAID = frozenset(("ان", "انه", "انها", ":"))  # opens what somebody said
OFFICE = frozenset(("thead", "toffice", "tmember", "tspokesman"))
SPELT_APART = {"اب": "إ"}
COMMAS = frozenset({",", "،"})
LINKED = frozenset("بن عبد ابو ابي".split())
SIGNED = frozenset("بقلم مراسل مراسلنا موفد موفدنا مبعوث مبعوثنا محرر كتب وكالات".split())


class Recall:
    """One sentence, with the names that the report has introduced before it."""

    def __init__(self, sent: Sentence, reg: Registry) -> None:
        self.s = sent
        self.reg = reg
        self.lex = sent.lex
        self.words = sent.words
        self.toks = sent.toks
        self.hi = sent.hi
        self.alt: int | None = None  # place entry of a capital just read as its state
        self.dated: set[int] = set()  # tokens of dates: no part of a name
        self._phrases: dict[int, list[Phrase]] = {}  # what `phrase` found
        self._listed: dict[int, Phrase | None] = {}  # the names of the lexicon that `known` found
        if not reg.words:
            self._survey()
        self.byline = self._byline()
        self._strangers()
        if reg.starts:
            self._recall(sent.lo)

    def _survey(self) -> None:
        """Once a report: which countries it speaks of, and its words; they decide what ambiguous names mean."""
        countries: Counter[str] = Counter()
        entries, names = self.lex.entries, self.lex.names
        counted = Counter(self.words)
        for w, times in counted.items():
            if w.adj is not None:
                countries[entries[w.adj[0]].country] += times * (entries[w.adj[0]].kind == "state")
            elif w.names and (codes := names.get(w.names[0][0])) and " " not in codes:
                entry = entries[int(codes[1:])]
                countries[entry.country] += times * (not entry.decides)  # an ambiguous name tells of no country
        del countries[""]
        self.reg.countries = +countries
        stems = ["ال" + w.main.stem if w.main.article else w.main.stem for w in counted]
        self.reg.words = frozenset([*(w.key for w in counted), *stems])

    def _byline(self) -> bool:
        """«دمشق ـ مبعوث «الصباح» ـ الخميس 30 يناير 2025»: a line at the head or foot that says who published, and when."""
        lo, hi = self.s.lo, self.hi
        if hi - lo > 16 or (lo > 60 and hi < len(self.toks) - 20):
            return False
        signed = dated = False
        for i in range(lo, hi):
            w = self.words[i]
            if self.toks[i].kind == "n":
                dated = dated or (len(w.key) == 4 and w.key[:2] in ("19", "20"))
            elif w.main.stem in SIGNED:
                signed = True
            elif (w.verbs and not w.names) or w.nouns or w.key == ":":
                return False
        return signed or (dated and hi - lo < 11)

    def _strangers(self) -> None:
        """Two unknown words before a comma and a title, or behind a verb of saying, are a person's name."""
        words, toks = self.words, self.toks
        for i in range(self.s.lo, self.hi):
            w = words[i]
            if w.names and w.main.stem in SPELT_APART and self.spelt_apart(i):
                words[i] = w.named((), True)
                continue
            if not w.given and w.verbs and self._ranked(i):
                words[i] = w.named((), True)  # اللواء فضل حسن
                words[i].given = True
                continue
            if not w.given or i + 1 >= self.hi:
                continue
            after = words[i + 1]
            if w.key == "علي" and self._ali(i):
                words[i] = w.named((), True)
                words[i].part = None
                continue
            if words[i - 1].says and after.key in SAID and i > self.s.lo and not w.codes:
                words[i] = w.named((), True)  # وأكد حسن أن
            elif (w.nouns or w.verbs) and not w.codes and self._begins_name(i):
                words[i] = w.named((), True)  # النائب عزت الشابندر, قال سالم الهادي; سالم حداد، مساعد الوزير
            if words[i + 1].key == "علي" and self._is_ali(i):
                words[i + 1] = ali = words[i + 1].named((), True)
                ali.part, ali.given, ali.route = None, True, ""
        for c in range(self.s.lo + 2, self.hi - 1):
            if toks[c].kind == "p" and toks[c].key in COMMAS:
                if any(code[0] == "t" for code, _ in words[c + 1].codes):
                    self._stranger(c - 2, c)  # أفيتال ليبوفيتش، الناطقة بلسان الجيش
            elif (
                any(code in OFFICE for code, _ in words[c].codes) and not words[c].main.conj and not words[c].main.prep
            ):
                self._stranger(c - 2, c)  # ميتشل هاورث عضو المجلس
            elif words[c - 2].says:
                self._stranger(c - 1, c + 1)

    def _ranked(self, i: int) -> bool:
        """Stands token ``i`` between a rank and a given name?"""
        if i <= self.s.lo or i + 1 >= self.hi or self.words[i].main.conj or self.words[i].main.prep:
            return False
        after, w = self.words[i + 1], self.words[i]
        if w.says or any(self.lex.lemmas[v.lemma].frames for v in w.verbs):
            return False  # قال العميد | أكد حسن
        ranked = any(code == "trank" for code, _ in self.words[i - 1].codes)
        return ranked and after.given and not after.main.conj and not after.main.prep

    def spelt_apart(self, i: int) -> bool:
        """Is a name that an everyday word differs from by its hamza alone (إب, but أب، آب) written as the name?"""
        w = self.words[i]
        hamza = SPELT_APART.get(w.main.stem)
        return hamza is not None and not w.main.article and self.s.text[self.s.start(i, len(w.main.conj))] == hamza

    def _ali(self, i: int) -> bool:
        """Is «علي» the name, not «على»: written with ي, behind a title, a comma or a verb of saying, before a surname?"""
        if self.s.text[self.s.end(i + 1) - 1] != "ي" or self.toks[i + 1].kind != "w" or i <= self.s.lo:
            return False
        before, after = self.words[i - 1], self.words[i + 1]
        if after.key in ("عبد", "بن") or after.given:
            return before.says or any(c[0] in "th" for c, _ in before.codes) or self.toks[i - 1].key in COMMAS
        surname = (
            after.main.article
            and after.key.endswith("ي")
            and not after.main.prep
            and not after.codes
            and not after.nouns
        )
        return surname and (self.toks[i - 1].kind == "p" or before.says or any(c[0] == "t" for c, _ in before.codes))

    def _is_ali(self, i: int) -> bool:
        """«محمد علي مراد»: the name, not «على», which is spelt with another letter by most; a name stands on both sides."""
        if i + 2 >= self.hi or self.s.text[self.s.end(i + 2) - 1] != "ي" or self.toks[i + 2].kind != "w":
            return False
        w = self.words[i + 2]
        if w.part is not None or w.main.conj or w.main.prep or (w.names and not w.given):
            return False
        return w.given or not w.known

    def _begins_name(self, i: int) -> bool:
        """Does a given name that is a word of the language too begin a name here: a surname behind it, and before it who
        does something, a title or what sets names apart?"""
        words, toks = self.words, self.toks
        w, after = words[i], words[i + 1]
        if toks[i + 1].kind != "w" or after.main.conj or after.main.prep or w.main.suffix:
            return False
        described = not any(n.kind in "mn" for n in w.nouns)  # a participle: سالم, هادي
        if after.main.article:
            surname = after.given or not after.known
        else:
            surname = after.given or after.key in LINKED or (described and not after.known and after.part is None)
        if not surname:
            return False
        before = words[i - 1] if i > self.s.lo else None
        if before is not None and (before.verbs or any(c[0] == "t" for c, _ in before.codes)):
            return True
        if before is not None and toks[i - 1].kind == "w" and not w.main.conj and before.key != "لسان":
            return False
        j = i + 2  # قال …، حسن علي مرادي، إن; سالم حداد (رئيس …); سالم حداد قال
        while j < self.hi and j < i + 4 and words[j].given and not words[j].main.conj:
            j += 1
        j += j < self.hi and toks[j].kind == "w" and not words[j].known
        return j < self.hi and (toks[j].key in ("،", ",", "(") or bool(words[j].says))

    def _stranger(self, i: int, j: int) -> None:
        one, two = self.words[i], self.words[j - 1]
        said = i > self.s.lo and self.words[i - 1].says and not one.codes and not one.verbs and not one.names
        if (
            (one.known and not said)
            or two.known
            or one.part
            or two.part
            or self.toks[i].kind != "w"
            or self.toks[j - 1].kind != "w"
        ):
            return
        if one.main.article or two.main.article or len(one.key) < 2 or len(two.key) < 3:
            return
        if one.key.endswith("ه") or two.key.endswith(("ه", "ي", "ين", "ون", "ات")):
            return  # نموذج حسابي, ساعات طويلة: a noun with its adjective
        self.words[i] = one.named((), False)
        self.words[i].given = True

    def learn(self, name: str, ent: Ent, end: int) -> None:
        """A name that the report introduces before token ``end`` is one from there on."""
        self.reg.learn(name, ent)
        self._recall(end)

    def _recall(self, lo: int) -> None:
        """Names that the report has introduced are names from here on: صالح after علي عبد الله صالح."""
        starts = self.reg.starts
        for i in range(lo, self.hi):
            w = self.words[i]
            if starts.keys().isdisjoint(w.spelt):
                continue
            names = tuple(n for n in w.surfaces if n[0] in starts)
            if w.part is None and not any(n in w.names for n in names if n[0] not in self.lex.name_words):
                self.words[i] = w.named(names, self._meets(i, names[0][0]) and self._as_name(i, w))
                self._phrases.pop(i, None)
                self._listed.pop(i, None)

    def _meets(self, i: int, key: str) -> bool:
        """Does a whole name that the report has introduced stand at token ``i``?"""
        here, j = self.reg.here, i + 1
        for _ in range(self.reg.starts[key]):
            if key in here:
                return True
            if j >= self.hi:
                return False
            key += " " + self.toks[j].key
            j += 1
        return False

    def _as_name(self, i: int, w: Word) -> bool:
        """Is a surname that is a word of the language too (الشرع, صالح, سلامة) no such word here?"""
        if w.codes and any(c[0] in "hts" for c, _ in w.codes):
            return False
        if w.nouns and i + 1 < self.hi and not w.main.article:
            after = self.words[i + 1]
            return not after.main.article or bool(after.main.prep or after.main.conj)  # سلامة المدنيين
        return True
