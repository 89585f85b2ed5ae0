"""Persons by name: known ones, strangers by given name, bynames (أبو الدحداح); and whether one is said to speak."""

from __future__ import annotations

from marsad.arabic.words import Cut
from marsad.reader.entities import Ent
from marsad.reader.names import KUNYA, Names
from marsad.reader.nodes import Node
from marsad.reader.offices import AFTER_TITLE, SPEAKING


class Persons(Names):
    """Records persons."""

    country: Ent | None = None  # the nationality in the title that is being read

    def noun_phrase(self, i: int, prep: str = "", passive: bool = False, counted: bool = False) -> Node | None:
        raise NotImplementedError

    def _person(self, i: int, name_at: int, j: int, cut: Cut, holder: Ent | None = None) -> Node:
        """The person named at tokens ``name_at`` to ``j``; the mention begins at ``i``."""
        known = self.known(name_at)
        if known and known[0] >= j:
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

    def _name_end(self, j: int) -> int:
        """The end of a person's name at ``j``: a known person, or plain words; ``j`` where none stands there."""
        if j >= self.hi or self.words[j].main.conj or self.words[j].main.prep:
            return j
        if self.words[j].key in AFTER_TITLE and j + 1 < self.hi and self.words[j + 1].part is not None:
            return j  # القائد المعين من قبل
        known = self.known(j)
        if known and not known[2].conj and not known[2].prep:
            kinds = {self.kind_of(c) for c in known[1].split(" ")}
            if "person" in kinds:
                return known[0]
            if not self.words[j].given:
                return j
        w = self.words[j]
        if known is None and not w.given and w.names and w.names[0][0] in self.lex.names:
            return j  # رئيس الوزراء | تعز
        return self.person_name(j, True)

    def _speaks(self, i: int) -> bool:
        """Does a word of saying stand right before (قال قيادي في الحركة، بحسب دبلوماسي)?"""
        if i <= self.s.lo:
            return False
        before = self.words[i - 1]
        if before.key in SPEAKING or (before.main.stem in SPEAKING):
            return True
        return before.says
