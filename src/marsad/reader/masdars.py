"""Masdars and event nouns: what governs them, and who stands in their genitive, adjectives and prepositions."""

from __future__ import annotations

from msgspec.structs import replace

from marsad.lexicon import Frame, Lemma
from marsad.reader.agreement import agrees
from marsad.reader.cues import TRANSPARENT, Cue, Cues, Gov, spellings
from marsad.reader.frames import Filled, Found, fill
from marsad.reader.nodes import Node
from marsad.reader.nominals import NOMINAL, STOPS, Arg, VerbArgs

AFTER = frozenset("بعد اثر عقب خلال في قبل عبر".split())


GIVING = frozenset("arms aids funds".split())


class Masdars(Cues):
    """Cues that are nouns."""

    def _govern(self, k: int, gov: Gov) -> None:
        """Let a masdar stand under an operator, with the masdars in its genitive."""
        have = self.govs.get(k)
        better = have is None or (
            gov.mode == "agent" and gov.subject is not None and (have.subject is None or have.mode != "agent")
        )
        late = k in self.done and better
        if better:  # تشهد سيناء هجمات يشنها متشددون: who carries it out counts more than where it is seen
            self.govs[k] = gov if have is None else replace(gov, effects=have.effects + gov.effects)
        if late:  # المجازر التي ارتكبها: the verb behind tells whose it is
            self.cues[:] = [c for c in self.cues if c.k != k]
            self._masdar(k, self.sent.nodes[k])
        for j in range(k + 1, min(k + 8, len(self.sent.nodes))):
            n = self.sent.nodes[j]
            if n.t == "m" and (n.coord or n.conj) and (n.prep == self.sent.nodes[k].prep or (not n.prep and n.coord)):
                self.govs.setdefault(j, gov)
            elif n.t in STOPS or n.t == "rel":
                break

    def _masdar(self, k: int, node: Node) -> None:
        nodes = self.sent.nodes
        gov = self.govs.get(k) or Gov()
        if node.ops:
            kinds = tuple((self.sent.lex.ops[o].kind, node.j - 1, node.j) for o in node.ops)
            gov = replace(gov, effects=gov.effects + tuple(e for e in kinds if e[0] not in TRANSPARENT))
        args = VerbArgs()
        found = Found()
        lemmas = self._lemmas(node)
        genitive: Arg | None = None
        j = k + 1
        self.args.avoid = (
            gov.subject.ents[0][0] if gov.refused and gov.subject is not None and gov.subject.ents else None
        )
        if not node.art and not node.suffix and not node.adjs:
            g = self.args._past(j)
            if g < len(nodes):
                after = nodes[g]
                if after.t in NOMINAL and not after.prep and not after.conj:
                    genitive = self.args.take(g)
                    j = genitive.end
                    if after.t == "m":
                        self._inherit(k, node, g, lemmas, gov)
                elif after.t == "a" and not after.conj and after.ent is not None:
                    genitive = None
        elif node.suffix:
            lent = gov.subject.ents if gov.subject is not None else []
            beside = nodes[k - 1] if k and node.conj else None
            if (
                beside is not None
                and beside.t == "np"
                and beside.ent is not None
                and agrees(node.suffix, beside.ent, beside)
            ):
                lent = [(beside.ent, beside)]  # جرائم التحالف وحصاره
            who = next((e for e, n in lent if agrees(node.suffix, e, n)), None) or self.args.pronoun(node.suffix, k)
            if who is not None:
                genitive = Arg(node, [(who, node)], k, k + 1, "pron")
        second = self.args.right(j - 1, args, self.args._wanted(node))
        if genitive is not None and second and second[0].at == j and second[0].node.t == "m" and self._is_op(lemmas):
            self._govern(second[0].at, self._under(node, lemmas, gov, genitive))
        for prep, arg in args.preps:
            if (arg.node.t == "m" and self._is_op(lemmas) and (prep in self._takes(lemmas))) or (
                arg.node.t == "m" and prep == "ل" and arg.at == j and self._is_op(lemmas)
            ):
                self._govern(arg.at, self._under(node, lemmas, gov, genitive or gov.subject))
        if args.comp >= 0 and self._is_op(lemmas) and args.comp <= j + 4:
            self.comps.setdefault(args.comp, self._under(node, lemmas, gov, genitive or gov.subject))
        found.preps = args.preps + [
            p for p in gov.preps if p[1].at != k and all(p[1].at != q.at for _, q in args.preps)
        ]
        found.by = next(
            (a for p, a in args.preps if p in ("من قبل", "علي يد", "علي ايدي", "من جانب", "من طرف", "بيد")), None
        )
        adjs = Arg(node, [(e, node) for e, _, _ in node.adjs], k, k + 1, "adj") if node.adjs else None
        if gov.mode == "place":
            found.place = gov.subject
        frames = [self.sent.lex.frames[f] for f in node.x] + [
            self.sent.lex.frames[f] for lemma in lemmas for f in lemma.frames
        ]
        if gov.refused and any(f.predicate in ("meets", "visits") for f in frames):
            gov = replace(gov, effects=(*gov.effects, ("intended", node.i, node.i + 1)))
        if gov.refused and not node.adjs and not any(f.predicate in ("lifts",) for f in frames):
            frames = [f for f in frames if f.predicate in ("meets", "visits")]
        best: tuple[float, Found, Filled] | None = None
        for frame in frames:
            if "nomasdar" in frame.flags:
                continue
            with_word: Found | None = found
            if frame.companions and not self._has_companion(node, frame):
                with_word = self._companion_behind(
                    frame, found, node.j, genitive.end if genitive is not None else k + 1
                )
            if with_word is None:
                continue
            counted = (
                bool(frame.companions)
                and genitive is not None
                and (
                    genitive.node.num is not None
                    or (frame.predicate in GIVING and self._holds_word(genitive.node, frame))
                )
            )
            for option in self._sides(
                frame,
                with_word,
                None if counted else genitive,  # نشر خمسة آلاف جندي, بيع طائرات: they are what is sent
                adjs,
                gov,
                second if second and second[0].at == j and not second[0].node.conj and second[0].node.t == "np" else [],
            ):
                filled = fill(frame, option)
                if filled is not None and (best is None or filled.score > best[0]):
                    best = (filled.score, option, filled)
        self.args.avoid = None
        if best is not None:
            filled = best[2]
            if (
                filled.agent is None
                and filled.patient is not None
                and filled.frame.predicate in self.sent.lex.book.symmetric
                and node.prep in AFTER
                and self.args.before
            ):
                ents = [x for x in self.args.before if all(x[0] is not e for e, _ in filled.patient.ents)]
                if ents:  # استعادت القوات البلدة بعد مواجهات مع الحوثيين
                    filled.agent = Arg(ents[0][1], ents, via="dropped")
            hi = max(args.end, k + 1, *(a.end for _, a in gov.preps))
            self.cues.append(Cue(k, node, best[2], gov, best[1], self.lo, hi, "masdar", (node.i, node.i + 1)))

    def _holds_word(self, node: Node, frame: Frame) -> bool:
        """Is the fixed word of an idiom itself what is named: بيع طائرات …"""
        return node.t == "np" and any(
            not frame.companions.isdisjoint(spellings(w)) for w in self.sent.words[node.i : node.j]
        )

    def _has_companion(self, node: Node, frame: Frame) -> bool:
        """Does the fixed word of an idiom stand right behind its masdar (إطلاق سراح, قطع العلاقات)?"""
        words = self.sent.words
        first = node.i + 1
        while first < self.sent.hi - 1 and words[first].number:  # نشر خمسة آلاف جندي
            first += 1
        span = range(first, min(max(node.j, first) + 2, self.sent.hi))
        return any(words[i].main.stem in frame.companions or words[i].bare in frame.companions for i in span)

    def _companion_behind(self, frame: Frame, found: Found, first: int, behind: int) -> Found | None:
        """The fixed word behind the genitive, after a preposition (إدراج فلان على لائحة العقوبات): no argument itself."""
        nodes, words = self.sent.nodes, self.sent.words
        last = min(nodes[behind - 1].j + 3, self.sent.hi)
        for i in range(first, last):
            part = words[i - 1].part
            governed = words[i].main.prep or (part is not None and part[0] == "prep")
            if governed and not frame.companions.isdisjoint(spellings(words[i])):
                preps = [(p, a) for p, a in found.preps if not a.node.i <= i < a.node.j]
                return replace(found, preps=preps)
        return None

    def _is_op(self, lemmas: list[Lemma]) -> bool:
        return any(lemma.ops for lemma in lemmas)

    def _takes(self, lemmas: list[Lemma]) -> set[str]:
        return {p for lemma in lemmas for o in lemma.ops for p in self.sent.lex.ops[o].takes}

    def _under(self, node: Node, lemmas: list[Lemma], gov: Gov, subject: Arg | None) -> Gov:
        ops = [self.sent.lex.ops[o] for lemma in lemmas for o in lemma.ops]
        op = next((o for o in ops if o.kind.startswith("light")), ops[0])  # فرض عقوبات
        if op.kind == "failed" and any(
            self.sent.lex.frames[f].predicate == "opposes" for lemma in lemmas for f in lemma.frames
        ):
            return Gov(gov.effects, subject, "agent", speaker=gov.speaker, refused=True)
        effects = gov.effects if op.kind in TRANSPARENT else (*gov.effects, (op.kind, node.i, node.i + 1))
        mode = {"light_patient": "patient", "light_place": "place", "light_event": "event"}.get(op.kind, "agent")
        if subject is not None and not subject.ents:
            subject = gov.subject
        return Gov(effects, subject if mode != "event" else None, mode, speaker=gov.speaker)

    def _inherit(self, k: int, node: Node, g: int, lemmas: list[Lemma], gov: Gov) -> None:
        """A masdar in the genitive of another: محاولة اغتيال, وقف إطلاق, رفض تسليم."""
        if self._is_op(lemmas):
            self._govern(g, self._under(node, lemmas, gov, gov.subject))
        elif not any(
            self.sent.lex.frames[f].predicate in ("lifts", "opposes") for lemma in lemmas for f in lemma.frames
        ):
            self._govern(g, replace(gov))  # كسر الحظر: the embargo itself is neither wished nor his

    def _sides(
        self, frame: Frame, found: Found, genitive: Arg | None, adjs: Arg | None, gov: Gov, second: list[Arg]
    ) -> list[Found]:
        """The ways in which genitive, adjectives and the lent subject may fill S and O of a masdar."""
        slots = {s.where for s in (*frame.agent, *frame.patient)}
        agent = found.by or adjs
        lent = gov.subject if gov.mode == "agent" else None
        suffered = gov.subject if gov.mode == "patient" else None
        base = Found(None, [], found.preps, found.by, False, found.place)
        if "S" in slots and "O" in slots:
            rest = [a for p, a in found.preps if p == "ل"] + second
            if genitive is None or (not genitive.ents and genitive.node.t not in ("vic", "n", "m")):
                base.subject = agent or lent
                base.objects = ([suffered] if suffered else []) + rest
                return [base]
            if (
                genitive.via == "pron"
                and agent is None
                and not rest
                and lent is not None
                and "gen=b" not in frame.flags
            ):
                base.subject, base.objects = genitive, []
                return [base]
            if agent is not None or "gen=b" in frame.flags:
                base.subject = agent or (lent if lent is not None and lent is not genitive else None)
                base.objects = [genitive, *rest]
                next_to = genitive.end if genitive.ents and "gen=b" in frame.flags else -1
                hit = [a for p, a in found.preps if p == "ل" and a.ents and a.at == next_to]
                if agent is None and (hit or (lent is None and rest and "gen=b" not in frame.flags)):
                    base.subject, base.objects = genitive, hit or rest  # قصف روسيا لحلب
                return [base]
            if "gen=a" in frame.flags or rest:
                base.subject, base.objects = genitive, ([suffered] if suffered else []) + rest
                return [base]
            if lent is not None:
                base.subject, base.objects = lent, [genitive]
                return [base]
            others = frame.preps & {p for p, _ in found.preps}
            if others or suffered is not None:
                base.subject, base.objects = genitive, [suffered] if suffered else []
                return [base]
            base.objects = [genitive]
            return [base]
        if "S" in slots:
            counted = (
                genitive is not None and genitive.node.t in ("n", "vic") and any(x.where == "S" for x in frame.patient)
            )
            base.subject = (
                genitive if counted or (genitive is not None and genitive.ents) else (agent or lent)
            )  # نزوح ألف
            if agent is not None and genitive is not None and genitive.ents:
                base.subject = agent
            if suffered is not None:
                base.preps = [*found.preps, *((s.where, suffered) for s in frame.patient if s.where not in "SO")]
        if "O" in slots:
            base.objects = [a for a in (genitive, suffered) if a is not None] + [a for p, a in found.preps if p == "ل"]
        return [base]
