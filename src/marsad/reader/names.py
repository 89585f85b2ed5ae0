"""Names: which words name a person, a body, a place, a people, a source or a measure.

Known names come from the lexicon or from the report itself (longest match over words). Others are found by what stands
around them: titles and given names before persons, head nouns before bodies, groups and places, quotation marks,
nationality adjectives.
"""

from __future__ import annotations

from marsad.arabic.words import Cut
from marsad.reader.entities import Ent
from marsad.reader.lookup import PLACE_PREPS, Lookup
from marsad.reader.nodes import Node

PLAIN_CUT = Cut("", "", False, "", "", 0)
NAMED_KINDS = frozenset({"org", "armed_group", "bloc"})
LINKS_OF_NAMES = frozenset("بن ابن ولد ال عبد ابو ابي ابا ام بو بنت اولاد بني الدين الله".split())
# «عبد» before one of these opens a name; before another word it may be the slave or the verb.
DIVINE = frozenset(
    "الله الرحمن الرحيم الملك القدوس السلام العزيز الجبار الخالق الباري الغفار القهار الوهاب الرزاق الفتاح العليم الباسط المعز السميع "
    "العدل اللطيف الحليم العظيم الغفور الشكور العلي الكبير الحفيظ الجليل الكريم الرقيب المجيب الواسع الحكيم الودود المجيد الحق القوي "
    "الولي الحميد المحسن الحي القيوم الماجد الواحد الاحد الصمد القادر الظاهر المتعال التواب الرووف المالك الغني المغني النافع النور "
    "الهادي البديع الباقي الوارث الرشيد الصبور ربه المهدي النبي الرسول الحسين المسيح الناصر المنعم المعطي المطلب الستار الجواد الرب "
    "الامير السيد الزهره المولي الرضا العال الفضيل الدايم الخبير القدير المومن المقصود الموجود المعين الرازق السيد".split()
)
# What stands second in a name like a given name: محمد سيد المحدثين.
SECOND = frozenset("سيد شيخ حاج سيدي ملا مير ميرزا امير سلطان".split())
KUNYA = frozenset("ابو ابي ابا ام".split())
# Definite words that follow a noun like adjectives but open a date: «الشركة العام الفائت».
_SPANS = frozenset("عام شهر اسبوع يوم ليله سنه".split())
_NEAR = frozenset("ماضي فايت منصرم مقبل قادم جاري حالي ماضيه مقبله قادمه منصرمه جاريه".split())
# What a government gives: a capital behind «من» is that government, not where it comes from.
GIVEN_BY = frozenset(
    "اعتراف اعترافا دعم دعما تاييد تاييدا ضغط ضغوط طلب بطلب موافقه رفض تمويل تمويلا تسليح مساعده مساعدات ضمانات وعود تعهدات ايعاز "
    "اسلحه سلاح".split()
)
ASKING = frozenset("طلب التمس تلقي انتزع نال اقترب".split())
NO_EPITHETS = frozenset("السابق الاسبق السابقه الراحل المخلوع".split())  # said of a person: قائد الجيش | السابق
_SHORT_ADJECTIVES = frozenset("عام عامه حر حره خاص خاصه اعلي كبري عظمي وسطي اولي عليا دنيا اخري".split())


class Names(Lookup):
    """Finds names in one sentence and records their mentions."""

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
        if w.adj is None or w.adj[1].conj or w.adj[1].prep:
            return False
        # سوريا, تركيا: the country, not «a Syrian»; الحوثيون | السعودية
        return not (w.key in self.lex.names and (w.key.endswith("يا") or self._masculine(i - 1)))

    def _masculine(self, i: int) -> bool:
        """Is token ``i`` a definite noun or adjective that no feminine singular adjective can describe?"""
        if i < self.s.lo:
            return False
        w = self.words[i]
        if not w.main.article or w.key.endswith("ه"):
            return False
        if w.key.endswith(("ون", "ين")):
            return w.adj is not None or bool(w.names) or any(c[0] in "hte" for c, _ in w.codes)
        return w.adj is not None or (bool(w.names) and w.key.endswith("ي")) or any(c[0] == "t" for c, _ in w.codes)

    def adjective(self, i: int, definite: bool) -> bool:
        """Does token ``i`` look like an adjective that agrees in definiteness (الوطني, مسلحة)?"""
        if i >= self.hi or self.toks[i].kind != "w" or i in self.dated:
            return False
        w = self.words[i]
        if w.part is not None or w.main.conj or w.main.prep or w.main.suffix:
            return False
        if definite != w.main.article or w.key in NO_EPITHETS:
            return False
        if w.adj is not None:
            return self.nationality(i)
        if any(c[0] in "thsge" for c, _ in w.codes) and not w.key.endswith(("ي", "يه")):
            return False
        if w.nouns and not all(n.kind in "ax" for n in w.nouns):
            return False
        if w.nouns and self._takes_complement(i):
            return False
        if definite:
            return (bool(w.nouns) or _shaped(w.main.stem)) and self._no_date(i) and self.known(i) is None
        return w.key.endswith(("ي", "يه", "يين", "يون", "يا", "يتين")) and not w.verbs and not w.names

    def _no_date(self, i: int) -> bool:
        return not (self.words[i].bare in _SPANS and i + 1 < self.hi and self.words[i + 1].bare in _NEAR)

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

    def is_name(self, j: int, q: int) -> bool:
        """Does what stands in quotation marks from ``j`` to ``q`` look like a name: no particle, verb or pronoun in it?"""
        w = self.words[j]
        if w.part is not None or w.main.conj or (w.main.prep and not w.names):
            return False
        if w.main.suffix and not w.names and q > j + 1:
            return False
        return not any(self.words[m].verbs and not self.words[m].nouns and not self.words[m].names and not self.words[m].given
                       for m in range(j, q))  # fmt: skip

    def mention(self, ent: Ent, i: int, j: int, cut: Cut) -> None:
        if not self.byline or ent.kind == "place":
            self.reg.mention(ent, self.s.start(i, cut.skip), self.s.end(j))

    def folded(self, i: int, j: int, cut: Cut) -> str:
        """The name of tokens ``i`` to ``j`` without marks and attached particles."""
        first = ("ال" if cut.article else "") + cut.stem
        rest = [t.key for t in self.toks[i + 1 : j] if t.kind in "wn"]
        return " ".join([first, *rest]) if self.toks[i].kind != "p" else " ".join(rest)

    def node(self, i: int, j: int, cut: Cut, ent: Ent | None) -> Node:
        n = Node("np", i, j)
        n.conj, n.prep, n.art, n.suffix = cut.conj, cut.prep, cut.article, cut.suffix
        n.ent = ent
        if ent is not None:
            n.kind = ent.kind
            n.fem = ent.feminine
        return n

    # --- kinds of names -----------------------------------------------------------------------------------------

    def entity_of(self, codes: str, i: int, j: int, prep: str, passive: bool) -> Ent:
        """The entity of a known name; a capital is the state where it acts, the place where one goes or fights."""
        options = codes.split(" ")
        if len(options) > 1 or options[0][0] == "c":
            capital = next((c for c in options if c[0] == "c"), None)
            state = next((c for c in options if c[0] == "n"), None)
            if capital is not None and state is not None:  # عمّان, عُمان
                dhamma = "ُ" in self.s.text[self.s.start(i) : self.s.end(j)]
                if dhamma or self._meant([capital, state]) == state:
                    return self.reg.known(int(state[1:]))
            if capital is not None:
                place = next((c for c in options if c[0] == "p"), None)
                asked = prep == "من" and (passive or self._asks(i - 2))
                acts = not self.byline and not self._dateline(i, j) and (prep not in PLACE_PREPS or asked)
                if acts or place is None:
                    self.alt = int(place[1:]) if place is not None else None
                    return self.reg.known(int(capital[1:]))
                return self.reg.known(int(place[1:]))
            return self.reg.known(int(options[0][1:]))
        return self.reg.known(int(options[0][1:]))

    def _asks(self, i: int) -> bool:
        """«طلبت من طرابلس»: one asks a government, not a town."""
        if i < self.s.lo:
            return False
        if any(self.lex.lemmas[v.lemma].key in ASKING for v in self.words[i].verbs):
            return True
        return any(
            self.words[m].main.stem in GIVEN_BY for m in range(max(self.s.lo, i - 1), i + 1)
        )  # اعتراف صريح من واشنطن

    def _dateline(self, i: int, j: int) -> bool:
        """A capital at the head of a line, before a dash, bracket or date: «بيروت (وكالات)», «أبيدجان - »."""
        return i == self.s.lo and j < self.hi and (self.toks[j].key in ("-", "(", "/", "ـ", "–") or j in self.dated)

    def _meant(self, options: list[str]) -> str:
        """Which of several bearers of a name: one met before, else the one of the country most spoken of."""
        entries, countries = self.lex.entries, self.reg.countries
        for code in options:
            if self.reg.met(entries[int(code[1:])].key) is not None:
                return code
        return max(options, key=lambda c: countries.get(entries[int(c[1:])].country, 0))

    def _closes(self, j: int) -> bool:
        """May token ``j`` be a surname with the article behind «محمد سيد»?"""
        if j >= self.hi or self.toks[j].kind != "w":
            return False
        w = self.words[j]
        return w.main.article and not w.main.conj and not w.main.prep and not w.codes

    def servant(self, i: int) -> bool:
        """Do «عبد» and a name of God stand at token ``i``: a given name in two words?"""
        return self.words[i].main.stem == "عبد" and i + 1 < self.hi and self.toks[i + 1].key in DIVINE

    def person_name(self, i: int, after_title: bool) -> int:
        """The end of an unknown person's name at ``i`` (``i`` itself: none)."""
        j = i + 2 if self.servant(i) else i  # عبد الرقيب, though رقيب is a rank
        while j < self.hi and j - i < 5 and self.toks[j].kind == "w":
            w = self.words[j]
            if j > i and w.main.conj:
                break  # حسام سدر ورائد زغير
            if j > i and w.main.article and w.bare in _NEAR:
                break  # رجب الماضي
            if w.key in LINKS_OF_NAMES:
                j += 1
                continue
            if j == i + 1 and w.key in SECOND and self.words[i].given and self._closes(j + 1):
                return j + 2
            if j > i and w.main.prep and not w.given:
                break
            if j > i and w.main.article and w.key.endswith("يه") and not w.given:
                break  # قوات صالح الانقلابية
            if not w.known and len(w.key) > 4 and w.key.endswith(("ها", "هم", "هما")):
                break  # الفريق قوامها ألف
            if (
                after_title
                and j == i + 1
                and self.words[i].given
                and w.main.article
                and not w.main.prep
                and (any(c == "thonorific" for c, _ in w.codes) or (w.names and w.adj is None))
            ):
                return j + 1  # النائب جميل السيد, رجل الأعمال جهاد العرب
            if not self.plain(j):
                # «سلام الزوبعي», «عزت الشابندر»: a surname with the article that looks like an adjective or a known word
                first = self.words[i].given and j == i + 1
                tail = (first or (j == i + 2 and self.servant(i))) and w.main.article and not w.main.prep
                if not (tail and (w.adj is not None or w.key.endswith(("ي", "اوي"))) and not self.adjective(i, True)):
                    break
                if (
                    w.adj is not None
                    and self.words[i].main.article
                    and f"ال{self.words[i].main.stem}" not in self.lex.given
                ):
                    break  # الربيع العربي
            if j == i and not after_title and not w.given and w.key not in LINKS_OF_NAMES:
                break
            if (
                j > i + 1
                and not w.given
                and not w.main.article
                and w.known
                and self.words[j - 1].key not in LINKS_OF_NAMES
            ):
                break
            j += 1
            if w.main.article and not w.given and j - i >= (3 if self.servant(i) else 2):
                break
        while j > i and self.words[j - 1].key in LINKS_OF_NAMES and self.words[j - 1].key not in ("الدين", "الله"):
            j -= 1
        return j


def _shaped(stem: str) -> bool:
    """Has a definite word without analysis the form of an adjective: relational, participle, فاعل، فعيل، أفعل?"""
    base = stem.removesuffix("ه")
    return (
        base.endswith(("ي", "يين", "يون", "يات"))
        or stem in _SHORT_ADJECTIVES
        or (base[:1] == "م" and len(base) > 3)
        or (len(base) >= 4 and (base[1] == "ا" or base[2] == "ي"))
        or (len(base) == 4 and base[0] == "ا")
    )
