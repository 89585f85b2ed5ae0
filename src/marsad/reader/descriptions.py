"""Participles and fixed phrases: what describes the noun before it (المدعوم من تركيا, بقيادة السعودية)."""

from __future__ import annotations

from marsad.reader.cues import Cue, Gov
from marsad.reader.frames import Filled, Found, fill
from marsad.reader.masdars import Masdars
from marsad.reader.nodes import Node
from marsad.reader.nominals import NOMINAL, Arg, VerbArgs


class Descriptions(Masdars):
    """Cues that describe a noun."""

    def _participle(self, k: int, node: Node) -> None:
        """A participle that describes the noun before it: المدعوم من تركيا, المتمركزة في الجفرة."""
        head = self._described(k, node)
        if head is None:
            return
        args = VerbArgs()
        nodes = self.sent.nodes
        j = k + 1
        genitive = None
        if j < len(nodes) and nodes[j].t in NOMINAL and not nodes[j].prep and not nodes[j].conj and nodes[j].t != "u":
            genitive = self.args.take(j)
            j = genitive.end
        bare = self.args.right(j - 1, args)
        kind = node.nouns[0].kind
        found = Found(preps=args.preps)
        by = next(
            (a for p, a in args.preps if p in ("من", "من قبل", "ب", "علي يد", "من جانب", "من طرف") and a.at <= k + 3),
            None,
        )
        adverb = next((n for n in nodes[k + 1 : k + 3] if n.t == "a" and self.sent.toks[n.i].key.endswith("يا")), None)
        if by is None and adverb is not None and adverb.ent is not None:  # المعترف بها دوليا, المدعومة إيرانيا
            by = Arg(adverb, [(adverb.ent, adverb)], via="adj")
        if kind == "x":
            found.passive, found.subject, found.by = True, head, by or genitive
        else:
            found.subject = head
            found.objects = ([genitive] if genitive else []) + bare[:1]
        self._choose(k, node, self._lemmas(node), found, Gov(), max(args.end, k + 1), "participle")

    def _described(self, k: int, node: Node) -> Arg | None:
        nodes = self.sent.nodes
        j = k - 1
        who = node.nouns[0].who
        while j >= 0 and k - j < 8:
            n = nodes[j]
            if n.t == "np" and self._modifies(who, n):
                break
            if (
                n.t in ("a", '"', "'", ")", "adv", "np", "x", "prep", "،", ",")
                or (n.t == "p" and node.conj)
                or (n.t == "u" and (n.art or node.conj))
            ):
                j -= 1
                continue
            break
        if j < 0 or nodes[j].t != "np":
            return None
        head = nodes[j]
        while head.coord and j > 0 and nodes[j - 1].t == "np" and (k - 1 > j or who == "mp"):
            j -= 1  # مالي والنيجر، المنضوية في …
            head = nodes[j]
        return self.args.take(j) if head.ent is not None or head.suffix else None

    def _modifies(self, who: str, n: Node) -> bool:
        """May a participle of this gender and number describe the noun?"""
        if n.ent is None and not n.suffix:
            return False
        if who == "fs":
            return bool(n.fem) or n.kind in ("armed_group", "org", "state", "place", "bloc", "measure")
        if who in ("ms", "acc", ""):
            return not n.fem and n.kind != "people"
        return n.kind in ("people", "armed_group", "person", "bloc", "source")

    def _opened(self, k: int) -> Arg | None:
        """The subject of the clause that a phrase opens: «بوساطة تركية وقعت إثيوبيا والصومال …»."""
        nodes = self.sent.nodes
        for j in range(k, min(k + 4, len(nodes))):
            if nodes[j].t == "v":
                return self.args.around(j).subject
            if nodes[j].t not in ("a", "adv", "d", ",", "،"):
                return None
        return None

    def _phrase(self, k: int, node: Node) -> None:
        """A fixed phrase between two nouns: «قوات التحالف بقيادة السعودية», «بدعم من تركيا»."""
        nodes = self.sent.nodes
        j = k + 1
        while j < len(nodes) and nodes[j].t in ("prep", '"', "dem", "quant"):
            j += 1
        if j >= len(nodes):
            return
        after = self.args.take(j) if nodes[j].t in NOMINAL or nodes[j].t == "a" else None
        if nodes[j].t == "a" and nodes[j].ent is not None:
            after = Arg(nodes[j], [(nodes[j].ent, nodes[j])], j, j + 1, "adj")  # type: ignore[list-item]
        if after is None or not after.ents:
            return
        h = k - 1
        while h >= 0 and nodes[h].t in ("u", "a", '"', "p", "adv", ")", "d", "،", ",", "pron", "was") and k - h < 4:
            h -= 1
        before = None
        if h >= 0 and nodes[h].t == "v" and k - h <= 2:
            before = self.args.around(h).subject  # تقع المدينة / وتقع تحت سيطرة …
        elif h >= 0 and nodes[h].t == "np":
            before = self.args.take(h)
        elif h >= 0:
            subject = next(
                (c.filled.agent for c in reversed(self.cues) if c.filled.agent is not None and c.filled.agent.ents),
                None,
            )
            before = subject
        if before is None or any(self.sent.lex.frames[f].predicate == "mediates" for f in node.x):
            last = next(
                (
                    c
                    for c in reversed(self.cues)
                    if c.filled.frame.predicate in self.sent.lex.book.symmetric and c.filled.agent is not None
                ),
                None,
            )
            if last is not None and last.filled.agent is not None:  # اتفاق بين … برعاية: both parties
                ents = last.filled.agent.ents + (last.filled.patient.ents if last.filled.patient is not None else [])
                before = Arg(last.node, list(ents), last.k, last.k + 1)
            elif before is not None and before.node.kind in ("place", "measure"):
                before = None  # في جنيف برعاية أممية: a town is no party
        if before is None and h < 0:
            before = self._opened(after.end)
        found = Found()
        found.preps = [("G", after)] + ([("H", before)] if before else [])
        best: Filled | None = None
        for ref in node.x:
            filled = fill(self.sent.lex.frames[ref], found)
            if filled is not None and (best is None or filled.score > best.score):
                best = filled
        if best is not None:
            self.cues.append(
                Cue(k, node, best, Gov(), found, self.lo, after.end, "phrase", (node.i, node.j), list(self.args.before))
            )
