"""Numbers with what they count, goods, and words that no table has."""

from __future__ import annotations

from typing import Any

from marsad.arabic.words import Cut
from marsad.reader.cuewords import CueWords
from marsad.reader.nodes import Node
from marsad.reader.vocabulary import (
    VICTIMS,
)


class Counted(CueWords):
    """Nodes of counted people and things."""

    def _counted(self, i: int, number: Any, nodes: list[Node]) -> list[Node]:
        """A number with what it counts: «أربعة مدنيين», «11 من سكان حي», «17 قتيلا»."""
        j = number.end + self.s.lo
        num = (number.value, number.max, i, j) if not number.vague else None
        conj = self.words[i].main.conj if self.toks[i].kind == "w" else ""
        prep = self.words[i].main.prep if self.toks[i].kind == "w" else ""
        k = j
        if k < self.hi and self.words[k].key in ("من", "اخرين", "اخرون", "شخصا", "شخص", "اشخاص"):
            k += 1
        if k < self.hi and not self.words[k].main.conj:  # مقتل خمسة | وإصابة عشرة
            w = self.words[k]
            if (
                k == j
                and w.nouns
                and any(n.kind in "mn" for n in w.nouns)
                and not w.main.prep
                and not any(c[0] in "hts" for c, _ in w.codes)
            ):
                made = self._cue(k, nodes, self.phrase(k))
                if made is not None and made[0].t == "m":
                    made[0].i = i
                    made[0].conj, made[0].prep = conj, prep
                    return made
            if self.words[k].main.stem in VICTIMS and not self.words[k].main.prep:
                node = self._victims(k, num)
                node.i = i
                node.conj, node.prep = conj, prep
                return [node]
            np = (
                self.noun_phrase(k, "من", counted=True)
                if self.toks[k].kind == "w" and not self.words[k].main.prep
                else None
            )
            if np is not None:
                np.num, np.i, np.case = num, i, ""  # what is counted stands in the genitive, whatever it does
                np.conj, np.prep = conj, prep
                return [np]
            w = self.words[k]
            plural = (
                w.adj is not None and w.adj[1].stem.endswith(("ين", "ون")) and not w.adj[1].conj and not w.adj[1].prep
            )
            if plural and w.adj is not None:  # خمسة فلسطينيين, آلاف السودانيين: people of that nation
                people = self.reg.named("people", self.folded(k, k + 1, w.adj[1]))
                self.mention(people, k, k + 1, w.adj[1])
                np = self.node(i, k + 1, w.adj[1], people)
                np.num, np.conj, np.prep = num, conj, prep
                return [np]
        node = Node("n", i, k if k > j and self.words[j].key != "من" else j)
        node.num = num
        node.conj, node.prep = conj, prep
        if node.j < self.hi and self.toks[node.j].kind == "w":
            node.head = self.words[node.j].main.stem
        return [node]

    def _victims(self, i: int, num: tuple[int, int | None, int, int] | None) -> Node:
        """«17 قتيلا», «قتلى», «جرحى من المدنيين»."""
        w = self.words[i]
        node = Node("vic", i, i + 1)
        node.kind = VICTIMS[w.main.stem]
        node.num = num
        node.conj, node.prep, node.art = w.main.conj, w.main.prep, w.main.article
        if num is None and w.main.stem in ("قتيلين", "قتيلان", "شهيدين", "شهيدان", "جريحين", "جريحان", "مصابان"):
            node.num = (2, None, i, i + 1)
        return node

    def _good(self, i: int, good: tuple[int, str, Cut]) -> Node:
        j, code, cut = good
        node = Node("g", i, j)
        node.conj, node.prep, node.art, node.suffix = cut.conj, cut.prep, cut.article, cut.suffix
        node.kind, node.head = code[1:], cut.stem
        self._adjectives_of(node, False, cut)
        return node

    def _other(self, i: int) -> Node:
        w = self.words[i]
        if w.main.article and (alias := self.reg.short.get(w.main.stem)) is not None and not w.main.suffix:
            self.mention(alias, i, i + 1, w.main)
            return self.node(i, i + 1, w.main, alias)
        node = Node("u", i, i + 1)
        node.conj, node.prep, node.art, node.suffix = w.main.conj, w.main.prep, w.main.article, w.main.suffix
        node.head = w.main.stem
        if not w.known and not w.main.article and len(node.head) > 3:  # بلاده: a written ه, not ة, is a pronoun
            last = self.s.text[self.s.end(i + 1) - 1]
            for enc in ("هما", "هم", "ها", "ه"):
                if node.head.endswith(enc) and (enc != "ه" or last == "ه"):
                    node.suffix, node.head = enc, node.head[: -len(enc)]
                    break
        return node

    def _with_bracket(self, np: Node) -> list[Node]:
        """An abbreviation in brackets or quotes is another name: «وحدات حماية الشعب» (قسد)."""
        j = np.j
        if (
            j + 2 < self.hi
            and self.toks[j].key == "("
            and self.toks[j + 2].key == ")"
            and self.toks[j + 1].kind == "w"
            and np.ent is not None
            and np.kind in ("org", "armed_group", "bloc")
        ):
            self.reg.alias(np.kind, self.toks[j + 1].key, np.ent)
            self.reg.mention(np.ent, self.s.start(j + 1), self.s.end(j + 2))
            np.j = j + 3
        return [np]
