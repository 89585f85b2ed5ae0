"""Noun phrases that name by description: bodies, groups and places by head noun, peoples, sources, directions.

A head noun takes what follows into the name: a quotation («حركة «النجباء»»), a genitive (ميناء طرابلس), plain words
(حي أبو سليم), adjectives (الجيش الوطني). Alone and definite (الحركة، المدينة) it means the last one of that kind. Troops,
jets and men "of" somebody are that body; what a person leads («حكومة نتنياهو», «ميليشيات حفتر») is a body with a leader.
"""

from __future__ import annotations

from marsad.arabic.words import Cut
from marsad.reader.bodies import (
    DISTRICTS,
    DUAL_PLACES,
    FORCES_OF,
    FRONTS,
    KEPT,
    LED,
    SAME_PLACE,
    Bodies,
)
from marsad.reader.entities import Ent
from marsad.reader.headnouns import BROKEN, FIGHTERS, HOMES, MACHINES, NAMING, SENT, TWOFOLD
from marsad.reader.lookup import PLACE_PREPS
from marsad.reader.names import KUNYA, NAMED_KINDS, PLAIN_CUT
from marsad.reader.nodes import Node, Role
from marsad.reader.offices import FORMER
from marsad.reader.recall import Phrase
from marsad.reader.vocabulary import DIRECTIONS

__all__ = ["PLAIN_CUT", "Groups"]

DEEPEST = 8  # noun phrases within each other


class Groups(Bodies):
    """Builds the noun-phrase nodes of a sentence."""

    _depth = 0  # of noun phrases within each other: رئيس مجلس وزراء …

    def noun_phrase(self, i: int, prep: str = "", passive: bool = False, counted: bool = False) -> Node | None:
        """The noun phrase that starts at token ``i``, with its mentions recorded; None where there is none."""
        if i >= self.hi or self._depth == DEEPEST:
            return None
        self._depth += 1
        try:
            return self._noun_phrase(i, prep, passive, counted)
        finally:
            self._depth -= 1

    def _noun_phrase(self, i: int, prep: str, passive: bool, counted: bool) -> Node | None:
        known = self.known(i)
        phrases = self.phrase(i)
        if known is None and phrases and phrases[0][0] == i + 1 and self._modifies(i, phrases):
            return None
        title: Phrase | None = None
        head: Phrase | None = None
        for phrase in phrases:
            kind = phrase[1][0]
            if kind == "t":
                title = title or phrase
            elif kind in "hs":
                head = head or phrase
        if known and title and title[0] < known[0]:
            former = self.words[title[0]].key in FORMER
            known = None if former or self._goes_on_behind(title[0], known[0]) else known
        if known and not (title and title[0] > known[0]) and not self._place_in_name(known, head):
            return self._known(i, known, prep, passive)
        if (
            title
            and head
            and head[0] == title[0]
            and (counted or (title[1] == "tmember" and not self._opens_name(title[0])))
            and head[1].endswith(("body", "people"))
        ):
            title = None  # مقاتلو المعارضة، ثلاثة ضباط
        if (
            title
            and title[2].stem == "امر"
            and self.s.text[self.s.start(i, title[2].skip + 2 * title[2].article)] == "أ"
        ):
            title = None  # الأمر الذي, no آمر
        if title and not (head and head[0] > title[0]) and not self._numbered(i, title):
            mark, roles = self.reg.mark(), len(self.s.roles)
            node = self._titled(i, title)
            source = head is not None and head[1][0] == "s" and not title[2].article
            if node is not None and not (source and node.head == "title"):
                return node
            self.reg.undo(mark)
            del self.s.roles[roles:]  # «دبلوماسي غربي» without a name is an unnamed source
        if head and not (
            head[2].stem == "وحده" and head[0] < self.hi and (after := self.known(head[0])) and "n" in after[1][0]
        ):
            return self._headed(i, head, counted)  # وحدة مدرعة, but not وحدة ليبيا
        if self.words[i].given or self.servant(i):
            j = self.person_name(i, False)
            if j > i + 1:
                return self._person(i, i, j, self.words[i].main)
        if self.words[i].main.stem in KUNYA and prep not in PLACE_PREPS:
            return self._kunya(i)
        return None

    def _modifies(self, i: int, phrases: list[Phrase]) -> bool:
        """An adjective that is a head noun by itself (المسلحة, الشيعية) describes the definite noun right before it."""
        cut = self.words[i].main
        last = self.s.nodes[-1] if self.s.nodes else None
        if any(code[0] == "h" and not code.endswith(("body", "people")) for _, code, _ in phrases):
            return False
        return (
            last is not None
            and last.t in ("np", "u", "m", "g")
            and last.j == i
            and not cut.conj
            and not cut.prep
            and (cut.stem.endswith(("ه", "ي")) or cut.stem in ("رييس", "شقيق", "صديق", "اشقاء"))
            and (cut.article if last.art else not cut.article and last.t == "u" and cut.stem.endswith("يه"))
        )

    def _place_in_name(self, known: Phrase, head: Phrase | None) -> bool:
        """A head noun may itself be listed as a place (الحي, القلعة); with a longer name behind it the name wins."""
        return head is not None and head[0] > known[0] and head[1][0] == "h"

    def _unit(self, j: int) -> bool:
        """Is token ``j`` what a number counts (الجيش | 48 ساعة)?"""
        part = self.words[j].part if j < self.hi else None
        return part is not None and part[0] == "noun"

    def _known(self, i: int, known: Phrase, prep: str, passive: bool) -> Node:
        j, codes, cut = known
        self.alt = None
        ent = self.entity_of(codes, i, j, cut.prep or prep, passive)
        alt: int | None = self.alt
        if (
            ent.kind in NAMED_KINDS
            and self.nationality(j)
            and self.words[j].main.article
            and not self.toks[j].key.endswith(("يين", "يون"))  # الأمم المتحدة | الحوثيين
        ):
            j += 1
        if j < self.hi and ent.kind in NAMED_KINDS and self.words[j].bare in ("ارهابي", "ارهابيه", "منتخب", "شرعي"):
            j += 1
        if ent.kind == "person":
            j = self.house(j)
        if cut.stem == "عاصمه" and (again := self._named_place(j)) is not None and again[1] is ent:
            j = again[0]  # العاصمة الأردنية عمان
        self.mention(ent, i, j, cut)
        if ent.kind in NAMED_KINDS or ent.kind == "place":
            self._remember(ent, i, j, cut)
        if ent.kind == "place" and (cut.prep or prep) and self.nationality(j) and self.words[j].main.article:
            j += 1  # مطار أم جرس التشادي: no actor
        node = self.node(i, j, cut, ent)
        first = self.toks[i].key
        if cut.article and ent.kind in ("armed_group", "bloc", "people", "state") and j == i + 1:
            node.case = "nom" if first.endswith("ون") else "acc" if first.endswith("ين") else ""
            if node.case:
                node.fem = False  # الحوثيون
        if ent.kind in ("org", "bloc", "armed_group") and j > i + 1 and not node.case:
            head = cut.stem  # المجلس الرئاسي لحكومة الوفاق: the council, whatever it goes by elsewhere
            node.fem = head.endswith(("ه", "ات")) or head in BROKEN
        if (
            ent.kind == "state"
            and (cut.article or cut.stem == "نظام")
            and not cut.stem.endswith(("ه", "ا", "ات"))
            and cut.stem != ent.name.removeprefix("ال")
        ):
            node.fem = False  # الكرملين, النظام السوري, نظام الأسد
        if alt is not None:
            node.alt = self.reg.known(alt)
            self.reg.touch(ent)
        return node

    def _remember(self, ent: Ent, i: int, j: int, cut: Cut) -> None:
        """Head noun and last adjective of a body's name may stand for it later (الحركة, الانتقالي); its person is named too."""
        if any(c[0] == "h" for c, _ in self.words[i].codes):
            self.reg.head(cut.stem, ent)
        if j > i + 1 and ent.kind != "place":
            self._shorten(ent, i, j)
            last = self.words[j - 1]
            found = self.known(j - 1) if last.names else None
            if ent.kind == "armed_group" and found is not None and found[0] == j:
                person = self.first(found[1])
                if person.kind == "person":
                    self.mention(person, j - 1, j, found[2])
                    self.s.roles.append(Role("leads", person, ent, i, j, (i, i + 1)))

    # --- head nouns ---------------------------------------------------------------------------------------------

    def _headed(self, i: int, head: Phrase, counted: bool = False) -> Node | None:
        j, code, cut = head
        if code[0] == "s":
            return self._source(i, j, cut)
        kind, _, role = code[1:].partition(",")
        stem = cut.stem
        if stem in DISTRICTS:
            kind = "place"
        definite = cut.article or (j > i + 1 and self.words[j - 1].main.article)  # الجيش, مجلس النواب
        if cut.suffix:  # قواته, جنوده: said of whom the pronoun means
            node = self.node(i, j, cut, None)
            node.kind, node.head, node.role = kind, stem, role
            return node
        if not definite and self._grade(j) > j:
            return self._source(i, j, cut)  # ضابط برتبة لواء
        if stem == "قوي" and not definite and self.s.text[self.s.end(j) - 1] == "ي":
            return None  # بشكل قوي
        if stem == "سريان" and not definite:
            return None  # سريان الاتفاق, no Syriacs
        if j < self.hi and (kind == "place" or role in ("name", "body")):
            q = self.quoted(j)
            if q > 0 and self.is_name(j + 1, q) and not self._aside(j + 1, q, stem, definite):
                ent = self._quoted_name(i, j, q, kind, cut)
                return self._done(i, q + 1, cut, ent, stem, role)
        if not definite and j < self.hi:
            node_ = self._with_genitive(i, j, cut, kind, role)
            if node_ is not None:
                return node_
            end = self._compound(j) if kind in ("org", "armed_group") and role == "name" else j
            if end == j and role != "people" and not (role == "body" and stem.endswith(("ون", "ين"))):
                end = self._plain_name(j, kind)
            if end == j + 1 and stem in TWOFOLD and end < self.hi and self._noun(end, "و") and self.known(end) is None:
                end += 1  # لجنة الأمن والدفاع النيابية
            if end > j and stem == "قطاع":
                return None
            if end > j:
                plain = end
                if kind == "place" and self._in_row(stem, end):  # بلدات كفر لاها وتلدو
                    ent = self._by_name(kind, j, end, self.words[j].main, stem)
                    self.mention(ent, j, end, self.words[j].main)
                    return self._done(i, end, cut, ent, stem, role)
                end = self._tail(self._agreeing(stem, end, 2), kind)
                ent = self._by_name(kind, i, end, cut, stem)
                if (kind == "place" and stem in SAME_PLACE) or (kind != "place" and plain > j + 1):
                    self.learn(self.folded(j, plain, self.words[j].main), ent, end)
                self.mention(ent, i, end, cut)
                return self._done(i, end, cut, ent, stem, role)
        if definite and stem in SAME_PLACE and (found := self._named_place(j)) is not None:
            self.mention(found[1], i, found[0], cut)  # العاصمة صنعاء
            return self._done(i, found[0], cut, found[1], stem, role)
        if (
            definite
            and kind == "armed_group"
            and j < self.hi
            and self.toks[j].kind == "n"
            and len(self.toks[j].key) < 5
            and not self._unit(j + 1)
        ):
            end = self.adjectives(j + 1, definite)  # الكتيبة 173, الفرقة 15
            ent = self._by_name(kind, i, end, cut, stem)
            self.mention(ent, i, end, cut)
            return self._done(i, end, cut, ent, stem, role)
        end = self.adjectives(j, definite)
        if end > j and stem.endswith(("ون", "ين")) and self.words[j].main.stem.endswith("ه"):
            end = j  # مسلحون | دورية: men are not described in the feminine singular
        named = self.lex.names.get(self.folded(i, end, cut))
        if definite and end == i + 1:
            return self._bare(i, j, cut, kind, role)
        if (
            end > j
            and not named
            and (owner := self._owner(j, end, stem)) is not None
            and (not counted or stem in MACHINES)
        ):
            self.mention(owner, i, end, cut)
            return self._done(i, end, cut, owner, stem, role)
        if stem == "عاصمه" and end == j + 1 and (capital := self._capital_of(j)) is not None:
            self.mention(capital, i, end, cut)
            return self._done(i, end, cut, capital, stem, role)
        if (end > j or (definite and j > i + 1)) and stem not in SENT:
            end = self._tail(end, kind)
        ent = self._by_name(kind, i, end, cut, stem, weak=not definite and not counted)
        if kind in NAMED_KINDS and definite and end > j:
            self._shorten(ent, i, end)
        self.mention(ent, i, end, cut)
        return self._done(i, end, cut, ent, stem, role)

    def _bare(self, i: int, j: int, cut: Cut, kind: str, role: str) -> Node | None:
        """«الحركة», «المدينة», «البلاد» without more: the last one with that head, else one of its own."""
        stem = cut.stem
        ent = self.reg.anaphor(stem)
        if stem == "شرعيه" and not (cut.prep == "ل" or (i > self.s.lo and self.words[i - 1].main.stem in FORCES_OF)):
            return None
        if stem == "قطاع" and ent is None:
            ent = self.reg.met("gaza_strip") or self.reg.met("gaza")
        if stem in ("انسان", "قطاع") and ent is None:
            return None
        if stem == "رجل":
            ent = self.reg.last.get("person")
            if ent is None:
                return None
        if ent is None and stem in ("بلاد", "نظام"):
            ent = self.reg.focus()
        if ent is None and stem == "مملكه":
            ent = self.reg.kingdom()
        if ent is None and stem == "عاصمه":
            ent = self.reg.capital()
        if ent is None:
            ent = self.reg.named(kind, "ال" + stem, stem)
            ent.weak = stem not in KEPT
        self.mention(ent, i, j, cut)
        return self._done(i, j, cut, ent, stem, role)

    def _with_genitive(self, i: int, j: int, cut: Cut, kind: str, role: str) -> Node | None:
        """A head noun before a noun phrase of its own: «قوات حفتر», «ميناء طرابلس», «أنحاء محافظة لحج»."""
        stem = cut.stem
        if role in ("body", "people") and stem.endswith(("ون", "ين")):
            return None  # مسلحون | بلدة: with its ن a plural has no genitive
        mark, roles = self.reg.mark(), len(self.s.roles)
        inner = None if self.words[j].main.conj else self._genitive(j)
        if inner is None or inner.ent is None:
            self.reg.undo(mark)
            del self.s.roles[roles:]
            return None
        end, owner = inner.j, inner.ent
        place = owner.kind == "place"
        if place and stem in FRONTS:
            kind = "place"  # جبهة تعز, محور عين زارة
        if kind == "place" and (role == "edge" or (place and (stem in DUAL_PLACES or self._in_row(stem, end)))):
            return self._done(i, end, cut, owner, stem, role)  # أنحاء حلب, محافظتي عدن ولحج
        if (
            (stem in FORCES_OF and not place)
            or (role == "body" and not place)
            or (stem == "قياده" and owner.kind in NAMED_KINDS)
        ):
            fighters = owner.kind == "people" and stem in FIGHTERS  # مقاتلو العشائر
            ent = self._by_name("armed_group", i, end, cut, stem) if fighters else self._forces(owner, i, end, cut)
            self.mention(ent, i, end, cut)
            if ent is owner and ent.kind != "state" and stem not in NAMING:
                ent.lent.append(self.s.start(i, cut.skip))
            return self._done(i, end, cut, ent, stem, role)
        lived_in = stem in HOMES and owner.kind == "people"  # منازل المواطنين: houses are hit
        if role == "position" and owner.kind not in ("place", "source", "measure", "person") and not lived_in:
            return self._done(i, end, cut, owner, stem, role)  # مواقع قوات الدعم السريع: the force is hit
        if kind == "place" and place and stem in SAME_PLACE:
            self.reg.unmention(mark)
            self.mention(owner, i, end, cut)
            return self._done(i, end, cut, owner, stem, role)
        crowd = owner.kind == "people" or owner.nameless  # مجلس الوزراء، جمعية المحامين
        if (
            place or kind == "people" or (crowd and kind == "org") or lived_in
        ):  # برلمان طبرق, ميناء طرابلس, سكان حي أبو سليم: one name
            self.reg.unmention(mark)
        end = self._tail(self._agreeing(stem, end, 3), kind)
        ent = self._by_name(kind, i, end, cut, stem)
        if owner.kind == "person" and stem in LED and ent.kind in ("org", "armed_group", "bloc", "state"):
            self.s.roles.append(Role("leads", owner, ent, i, end, (i, i + 1)))
        if kind in NAMED_KINDS:
            self._shorten(ent, i, end)
        self.mention(ent, i, end, cut)
        return self._done(i, end, cut, ent, stem, role)

    def _genitive(self, j: int) -> Node | None:
        """The noun phrase in the genitive right after a head noun."""
        w = self.words[j]
        if w.main.prep or w.main.conj or (w.part is not None):
            if not (w.key == "من" and j + 1 < self.hi and self.words[j + 1].main.article):
                return None
            j += 1
        if self.nationality(j) and not self.words[j].main.article:
            return None
        node = self.noun_phrase(j, "ل")
        if node is None or node.ent is None or node.conj or (node.prep and node.prep != "ل"):
            return None
        return node

    def _source(self, i: int, j: int, cut: Cut) -> Node:
        """«مصادر مطلعة», «مصدر في وفد الجماعة»; «المصادر» takes up the last ones."""
        end = self.adjectives(j, cut.article)
        if end == j and not cut.article and j < self.hi and self.adjective(j, False):
            end = j + 1
        end = self._grade(end)
        if not cut.article and end + 1 < self.hi and self.words[end].key in ("في", "ب"):
            mark, roles = self.reg.mark(), len(self.s.roles)
            inner = self.noun_phrase(end + 1, "ل")
            if inner is not None and inner.kind in ("org", "armed_group"):
                self.reg.unmention(mark)
                end = inner.j
            else:
                self.reg.undo(mark)
            del self.s.roles[roles:]
        ent = self.reg.last.get("source") if cut.article and end == j else None
        if ent is None:
            ent = self.reg.named("source", self.folded(i, end, cut))
        self.mention(ent, i, end, cut)
        return self._done(i, end, cut, ent, cut.stem, "source")

    def direction(self, i: int) -> Node | None:
        """«شرق ليبيا», «الغرب الليبي»: a part of a country is a place of its own."""
        w = self.words[i]
        if w.main.stem not in DIRECTIONS or i + 1 >= self.hi:
            return None
        if w.names and (whole := self.known(i)) is not None and whole[0] > i + 1:
            return None  # شمال سيناء
        if w.main.article:
            if not self.nationality(i + 1):
                return None
            ent = self.reg.named("place", self.folded(i, i + 2, w.main))
            self.mention(ent, i, i + 2, w.main)
            return self.node(i, i + 2, w.main, ent)
        cut = w.main if w.part is None else Cut(w.part[2], "", False, w.main.stem, "", 0)
        if self.words[i + 1].key == "البلاد" and (country := self.reg.focus()) is not None:
            found: Phrase = (i + 2, "", PLAIN_CUT)
            name = f"{cut.stem} {country.name}"  # شرق البلاد
        else:
            known = self.known(i + 1)
            if known is None or known[2].prep or known[2].conj:
                return None
            found = known
            kind = self.kind_of(found[1].split(" ")[0])
            before = self.words[i - 1].part if i > self.s.lo else None
            inside = w.main.prep in ("ب", "ل") or (before is not None and before[0] == "prep")
            if kind != "state" and not (kind == "place" and inside):
                return None
            name = f"{cut.stem} {self.first(found[1]).name}"
        ent = self.reg.named("place", name)
        self.mention(ent, i, found[0], Cut("", "", False, "", "", len(cut.conj) + len(cut.prep)))
        return self.node(i, found[0], cut, ent)
