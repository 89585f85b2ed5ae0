"""Places in a row behind one head noun: «بلدات كفر لاها وتلدو», «محافظات تعز وعدن وإب», «منطقتي الوعرة والحبيل».

A plural or dual head noun says that places follow; each word that «و» or a comma joins to the first is one, though no
table has it or knows it as an everyday word only. The row ends at the first word that cannot be a name.
"""

from __future__ import annotations

from marsad.arabic.words import Cut
from marsad.reader.bodies import SERIES
from marsad.reader.groups import Groups
from marsad.reader.nodes import Node
from marsad.reader.recall import COMMAS


class PlaceLists(Groups):
    """Reads on in a row of places."""

    def next_in_row(self, i: int, nodes: list[Node]) -> Node | None:
        """The place at token ``i`` that goes on with the row before it, or None."""
        last = nodes[-1] if nodes else None
        comma = last is not None and last.t in COMMAS and len(nodes) > 1
        if comma:
            last = nodes[-2]
        if last is None or last.kind != "place" or last.head not in SERIES or last.j != i - comma:
            return None
        cut = self._joined_by(i, comma)
        if cut is None:
            return None
        node = self._known_place(i, cut) or self._stranger_place(i, cut)
        if node is not None:
            node.head = last.head
        return node

    def _joined_by(self, i: int, comma: bool) -> Cut | None:
        """How token ``i`` is cut where it joins the row: behind «و», or bare behind a comma."""
        w = self.words[i]
        if w.main.conj == "و" and not w.main.prep and not w.main.suffix:
            return w.main
        if w.route == "u" and len(w.key) > 3 and w.key[0] == "و" and not comma:  # وتلدو: no table tells where it is cut
            return Cut("و", "", False, w.key[1:], "", 1)
        for _, cut in w.names:
            if cut.conj == "و" and not cut.prep and self.known(i) is not None:
                return cut
        bare = comma and not w.main.conj and not w.main.prep and not w.main.suffix and not w.verbs
        return w.main if bare and (w.route == "u" or w.names) else None

    def _known_place(self, i: int, cut: Cut) -> Node | None:
        found = self.known(i)
        if found is None:
            codes = self.lex.names.get(("ال" if cut.article else "") + cut.stem)
            found = (i + 1, codes, cut) if codes else None
        code = next((c for c in found[1].split(" ") if self.kind_of(c) == "place"), None) if found else None
        if found is None or code is None:
            return None
        ent = self.reg.known(int(code[1:]))
        self.mention(ent, i, found[0], found[2])
        return self.node(i, found[0], found[2], ent)

    def _stranger_place(self, i: int, cut: Cut) -> Node | None:
        w = self.words[i]
        everyday = w.part is not None or w.adj is not None or any(c[0] in "thsepx" for c, _ in w.codes)
        if everyday or (not cut.article and (w.verbs or w.nouns or w.codes)) or i in self.dated or w.number:
            return None
        if len(cut.stem) < 3 or cut.stem.endswith(("ها", "هم")):
            return None
        j = i + 1
        if self._plain_name(j, "place") > j and self.words[i].key.removeprefix("و") in (
            "ابو",
            "ام",
            "بني",
            "دير",
            "تل",
        ):
            j = self._plain_name(j, "place")
        ent = self.reg.named("place", self.folded(i, j, cut))
        self.mention(ent, i, j, cut)
        return self.node(i, j, cut, ent)
