"""Persons by name: known ones, strangers by given name, bynames (أبو الدحداح); and whether one is said to speak."""

from __future__ import annotations

from marsad.arabic.words import Cut
from marsad.reader.entities import Ent
from marsad.reader.names import KUNYA, Names
from marsad.reader.nodes import Node
from marsad.reader.offices import AFTER_TITLE, SPEAKING
from marsad.reader.recall import COMMAS

CALLED = frozenset("يدعي تدعي ويدعي يسمي المدعو المدعوه ويكني يكني الملقب".split())
OTHERS = frozenset("واخرين واخرون واخر واخري وغيرهم وغيره وغيرها".split())
# Verbs whose bare subject is a speaker: نشر and وصف take things as well.
TELLING = frozenset(
    "قال اكد اضاف اوضح ذكر اعلن كشف اشار لفت صرح افاد شدد نفي حذر اتهم دعا طالب راي اعتبر تابع نوه ابان روي حكي زعم ختم استطرد اردف "
    "جدد اعرب اقر اعترف تساءل توعد هدد رد علق عقب شرح خلص اختتم ادعي اورد ابدي استدرك تحدث غرد كتب مضي نبه ناشد ادان انتقد اشاد "
    "استبعد رجح واصل اجاب اخبر ابلغ استنتج اصر اقترح المح اوصي برر جزم عزا فند كرر لاحظ لمح لوح فسر تعهد استنكر ايد رحب".split()
)
HEARERS = frozenset("صحافيين صحفيين صحيفه وكاله قناه رويترز شبكه موقع تلفزيون اذاعه".split())
WHAT_IS_SAID = frozenset(("ان", "انه", "انها", ":", '"'))
OPENS_SAYING = WHAT_IS_SAID | {",", "،", "في", "ل"}
NO_SURNAME = ("ه", "ها", "هم", "هما", "نا", "ا", "ون", "ين", "ات", "اء")  # a noun or adverb: صراحة, اهتماما, قانونيون


class Persons(Names):
    """Records persons."""

    country: Ent | None = None  # the nationality in the title that is being read

    def noun_phrase(self, i: int, prep: str = "", passive: bool = False, counted: bool = False) -> Node | None:
        raise NotImplementedError

    def _person(
        self, i: int, name_at: int, j: int, cut: Cut, holder: Ent | None = None, entry: int | None = None
    ) -> Node:
        """The person named at tokens ``name_at`` to ``j``, or of ``entry``; the mention begins at ``i``."""
        known = self.known(name_at)
        if entry is not None:
            ent = self.reg.known(entry)
        elif known and self.house(known[0]) >= j:
            n = int(known[1].split(" ", 1)[0][1:])
            ent = self.reg.identify(holder, n) if holder is not None and holder.nameless else self.reg.known(n)
        else:
            first = cut if name_at == i else self.words[name_at].main
            ent = self.reg.person(self.folded(name_at, j, first), holder)
        self.mention(ent, i, j, cut)
        if self.country is not None:
            ent.state = self.country
        return self.node(i, j, cut, ent)

    def _kunya(self, i: int) -> Node | None:
        """«أبو عبد الله», «أبو الدحداح»: a byname makes a person, but not behind a preposition of place."""
        w = self.words[i]
        if w.main.stem not in KUNYA or w.main.prep:
            return None
        j = self.person_name(i, False)
        return self._person(i, i, j, w.main) if j > i + 1 and not self.words[i + 1].main.prep else None

    def house(self, j: int) -> int:
        """The end of «آل نهيان» behind a person's name, or ``j``."""
        return j + 2 if j + 1 < self.hi and self.toks[j].key == "ال" and self.toks[j + 1].kind == "w" else j

    def _name_end(self, j: int) -> int:
        """The end of a person's name at ``j``: a known person, or plain words; ``j`` where none stands there."""
        if j >= self.hi or self.words[j].main.conj or self.words[j].main.prep or self.words[j].key in OTHERS:
            return j  # ممثلين عن الحكومة | وآخرين
        if self.words[j].key in AFTER_TITLE and j + 1 < self.hi and self.words[j + 1].part is not None:
            return j  # القائد المعين من قبل
        if self.servant(j):
            return self.person_name(j, True)
        known = self.known(j)
        if known and not known[2].conj and not known[2].prep:
            kinds = {self.kind_of(c) for c in known[1].split(" ")}
            if "person" in kinds:
                return self.house(known[0])
            if not self.words[j].given:
                return j
        w = self.words[j]
        if known is None and not w.given and w.names and w.names[0][0] in self.lex.names:
            return j  # رئيس الوزراء | تعز
        return self.person_name(j, True)

    def _sayer(self, i: int) -> Node | None:
        """A word that no table has behind a verb of saying, before what is said: «وأضاف الحميقاني أن», «وقال غراند:»."""
        w = self.words[i]
        after = self.toks[i + 1].key if i + 1 < self.hi else ""
        if after and self.words[i + 1].main.prep == "ل" and self.words[i + 1].main.stem in HEARERS:
            after = ":"  # وقال مونيز للصحافيين
        if i <= self.s.lo:
            return None
        if self.words[i - 1].key in CALLED and w.route == "u" and (w.main.article or not w.key.endswith(NO_SURNAME)):
            j = self.person_name(i, True)  # قائد يدعى الشحروري
            return self._person(i, i, j, w.main) if j > i else None
        if w.given and not w.main.conj and after in COMMAS and self.words[i - 1].main.stem in ("وفق", "بحسب", "حسب"):
            return self._person(i, i, i + 1, w.main)  # وفق حسن،
        letter = self.s.text[self.s.end(i + 1) - 1]  # ي, not the ى of الفوضى
        nisba = w.route == "u" and w.main.article and letter == "ي"  # وأكد الجزراوي وقوف بلاده
        if not self._told(i - 1) or not (nisba or after in OPENS_SAYING):
            return None
        name = ("ال" if w.main.article else "") + w.main.stem
        if len(name) < 4 or w.main.conj or w.main.prep or (not w.main.article and name.endswith(NO_SURNAME)):
            return None
        if after not in WHAT_IS_SAID and not nisba:
            return None
        ent = self.reg.person(name)
        self.mention(ent, i, i + 1, w.main)
        return self.node(i, i + 1, w.main, ent)

    def _told(self, i: int) -> bool:
        """Is token ``i`` a verb of saying in the past, of one speaker?"""
        w = self.words[i]
        lemmas = self.lex.lemmas
        return w.says and any(
            v.tense == "p"
            and v.who in ("ms", "fs")
            and not v.passive
            and not v.cut.suffix
            and lemmas[v.lemma].key in TELLING
            for v in w.verbs
        )

    def _speaks(self, i: int) -> bool:
        """Does a word of saying stand right before (قال قيادي في الحركة، بحسب دبلوماسي)?"""
        if i <= self.s.lo:
            return False
        before = self.words[i - 1]
        if before.key in SPEAKING or (before.main.stem in SPEAKING):
            return True
        return before.says
