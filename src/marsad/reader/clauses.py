"""Clauses: cues with their arguments, and the operators above them.

A verb, masdar, participle or frame phrase is a cue. What stands above it (wanting, expecting, demanding, denying, failing,
light verbs that lend their subject to an event noun) reaches it through «أن», a preposition, an object or a genitive.
"""

from __future__ import annotations

from msgspec.structs import replace

from marsad.lexicon import Lemma
from marsad.reader.agreement import agrees_verb
from marsad.reader.cues import TRANSPARENT, Cue, Gov
from marsad.reader.descriptions import Descriptions
from marsad.reader.entities import Ent
from marsad.reader.frames import Found, fill
from marsad.reader.nodes import Node
from marsad.reader.nominals import STOPS, Arg, VerbArgs

STRIKING = frozenset({"attacks", "kills", "wounds", "displaces"})
CARRIED = {"accuses": "", "demands": "demanded", "threatens": "intended"}
CONTROLLING = frozenset({"intended", "possible", "failed"})  # whose own subject is that of the verb below: يريد أن يزور
SUFFERED = frozenset({"kills", "wounds", "falls"})  # who announces these has not done them
COMMITTING = frozenset(
    "اعلن اكد جدد ابدي اعرب كرر اقر اعترف تبني".split()
)  # who announces a step takes it: أعلن انسحابه


def actor_of(arg: Arg | None) -> Arg | None:
    """Who acts in an argument: an event as subject (زيارة حفتر ترمي إلى) stands for its agent."""
    if arg is None or arg.ents or not arg.through:
        return arg
    return replace(arg, ents=arg.through)


class Clauses(Descriptions):
    """All cues of one sentence."""

    def run(self) -> list[Cue]:
        nodes = self.sent.nodes
        at = next((k for k, n in enumerate(nodes[:14]) if n.t in (":", "v", ".")), -1)
        if at > 0 and nodes[at].t == ":":
            self.args.speaker = [
                (n.ent, n) for n in nodes[:at] if n.t == "np" and n.ent is not None and n.ent.kind != "place"
            ][:1]
        for k, node in enumerate(nodes):
            t = node.t
            if t == "v":
                self._verb(k, node)
            elif t == "m":
                self._masdar(k, node)
                self.done.add(k)
            elif t == "p":
                self._participle(k, node)
            elif t == "x":
                self._phrase(k, node)
            elif t == "o":
                self._operator(k, node)
            if t in STOPS and t != "v":
                self.lo = k
        return self.cues

    def _particles(self, k: int) -> tuple[tuple[str, int, int], ...]:
        """Operators right before a verb: «لم», «لن», «سوف», «قد» + imperfect, «إن», «لو»; and the «أن» that it follows."""
        nodes = self.sent.nodes
        node = nodes[k]
        out: list[tuple[str, int, int]] = []
        form = node.verbs[0] if node.verbs else None
        if form and form.cut.prep == "س":
            out.append(("expected", node.i, node.i + 1))
        j = k - 1
        while j >= 0 and k - j < 7:
            n = nodes[j]
            if n.t == "neg" and all(m.t in ("quant", "perhaps", "adv") for m in nodes[j + 1 : k]):
                out.append(("negative", n.i, n.j))
                if n.prep == "لن":
                    out.append(("expected", n.i, n.j))
            elif n.t == "fut":
                out.append(("expected", n.i, n.j))
            elif n.t == "perhaps":
                if (form and form.tense == "i") or n.prep == "ربما":
                    out.append(("possible", n.i, n.j))
            elif n.t == "cond":
                out.append(("possible", n.i, n.j))
                break
            elif n.t == "comp":
                gov = self.comps.get(j)
                if gov is not None:
                    out += gov.effects
                elif form and form.tense == "i" and n.prep == "ان" and j == k - 1 and nodes[0].t == "comp" and j == 0:
                    pass
                break
            elif n.t in STOPS or n.t in ("rel",):
                break
            j -= 1
        return tuple(out)

    def _verb(self, k: int, node: Node) -> None:
        effects = self._particles(k)
        before = self.sent.nodes[k - 1] if k else None
        if before is not None and before.t == "v" and not node.conj and k - 1 in self.govs:
            effects += self.govs[k - 1].effects
        over = self.govs.get(k)
        if over is not None:
            effects += over.effects
        args = self.args.around(k)
        lemmas = self._lemmas(node)
        speaker = over.speaker if over else None
        told = over.told if over else None
        if (
            over is not None
            and over.subject is not None
            and over.subject.ents
            and (args.subject is None or args.dropped)
        ):
            args.subject, args.dropped = over.subject, True
        j = k - 1
        while j >= 0 and self.sent.nodes[j].t not in STOPS:
            j -= 1
        if j >= 0 and self.sent.nodes[j].t == "comp" and j in self.comps and speaker is None:
            speaker, told = self.comps[j].speaker, self.comps[j].told
        lent = (
            self.comps[j].subject
            if j >= 0 and j in self.comps and not any(n.t == "v" for n in self.sent.nodes[j + 1 : k])
            else None
        )
        if lent is not None and lent.ents and (args.subject is None or args.dropped):
            args.subject, args.dropped = lent, True  # يريد أن …; سبق للمجلس أن …
        if args.subject is not None and args.subject.node.t == "m" and not args.subject.ents and not args.passive:
            args.subject = self._striking(args.subject, lemmas)
        gov = Gov(effects, speaker=speaker, told=told)
        self._hand_down(k, node, args, lemmas, gov)
        found = self._found(args)
        hi = args.end if args.end > k else k + 1
        self._choose(k, node, lemmas, found, gov, hi, "verb")
        own = self.comps[j] if lent is not None else None
        controlled = own is not None and any(effect[0] in CONTROLLING for effect in own.effects)
        self._retry(k, node, args, found, lent.ents if lent is not None and controlled else [])
        if args.subject is not None and args.subject.ents and node.role != "hal":
            self.args.before[:] = args.subject.ents
            if any(lemma.reports for lemma in lemmas):
                self.args.speaker = args.subject.ents
            if not self.args.main and not any(n.t == "comp" for n in self.sent.nodes[:k]):
                self.args.main = args.subject.ents

    def _striking(self, event: Arg, lemmas: list[Lemma]) -> Arg:
        """«غارات استهدفت …», «غارة أميركية قتلت …»: an event that strikes is the act of whoever carries it out."""
        lex = self.sent.lex
        if not any(lex.frames[f].predicate in STRIKING for lemma in lemmas for f in lemma.frames):
            return event
        cue = next((c for c in reversed(self.cues) if c.k == event.at), None)
        agent = cue.filled.agent if cue is not None else None
        if agent is None or not agent.ents or cue is None or cue.filled.frame.predicate != "attacks":
            return event
        return Arg(agent.node, agent.ents, agent.at, agent.end, "strike")

    def _retry(self, k: int, node: Node, args: VerbArgs, found: Found, lent: list[tuple[Ent, Node]]) -> None:
        """«والتقى فيها الوسطاء», «تريد تركيا أن تهاجم سوريا»: where the one bare argument as subject leaves a frame without its
        patient, and the subject in force, or of the verb of will above, may go on, it is the object."""
        cue = self.cues[-1] if self.cues and self.cues[-1].k == k else None
        subject = args.subject
        if cue is None or subject is None or args.dropped or subject.at <= k or args.objects or args.passive:
            return
        if cue.filled.patient is not None or cue.filled.frame.predicate in ("falls", "protests"):
            return
        who = node.verbs[0].who if node.verbs else ""
        ents = [
            (e, n)
            for e, n in lent or (self.args.before if node.conj else [])
            if agrees_verb(who, e, n) and all(e is not x for x, _ in subject.ents)
        ]
        if not ents:
            return
        other = replace(found, subject=Arg(ents[0][1], ents, via="dropped"), objects=[subject])
        filled = fill(cue.filled.frame, other)
        if filled is not None and filled.agent is not None and filled.patient is not None:
            self.cues[-1] = replace(cue, filled=filled, found=other)
            args.subject, args.dropped = other.subject, True

    def _found(self, args: VerbArgs) -> Found:
        by = next((a for p, a in args.preps if p in ("من قبل", "علي يد", "علي ايدي", "من جانب", "من طرف", "بيد")), None)
        return Found(args.subject, list(args.objects), args.preps, by, args.passive or by is not None)

    def _told_of(self, k: int) -> int:
        """«نفى أنباء عن مقتل …»: the event behind the word for what was told; -1 for none."""
        nodes = self.sent.nodes
        seen = False
        for j in range(k + 1, min(k + 9, len(nodes))):
            t = nodes[j].t
            if t == "r":
                seen = True
            elif t == "m":
                return j if seen else -1
            elif t in STOPS:
                return -1
        return -1

    def _takes_purpose(self, j: int) -> bool:
        """Does the event noun at ``j`` itself take what «ل» opens (نية لمهاجمة, دعوة لإنهاء)?"""
        node = self.sent.nodes[j]
        return node.t == "m" and any("ل" in self._takes([lemma]) for lemma in self._lemmas(node))

    def _event_object(self, args: VerbArgs) -> bool:
        """Is an object an event noun with a frame of its own, and no «أن» clause behind?"""
        lex = self.sent.lex
        return args.comp < 0 and any(
            a.node.x or any(lex.lemmas[n.lemma].frames for n in a.node.nouns) for a in args.objects if a.node.t == "m"
        )

    def _hand_down(self, k: int, node: Node, args: VerbArgs, lemmas: list[Lemma], gov: Gov) -> None:
        """What a verb does to the event nouns and clauses it takes."""
        ops = [self.sent.lex.ops[o] for lemma in lemmas for o in lemma.ops]
        frames = [self.sent.lex.frames[f] for lemma in lemmas for f in lemma.frames]
        reports = any(lemma.reports for lemma in lemmas)
        behind = self._behind(k, max(args.end, k + 1)).keys()  # «أرسل» alone asks for nothing, «أرسل طلبا» does
        carried = next(
            (
                f.predicate
                for f in frames
                if f.predicate in CARRIED and not (f.companions and f.companions.isdisjoint(behind))
            ),
            None,
        )
        span = (node.i, node.j)
        op = ops[0] if ops else None
        if op is not None and not op.kind.startswith("light") and self._event_object(args):
            # a light verb before an event noun (فرضت عقوبات); an event that merely takes place has no actor as subject
            acting = args.subject is not None and bool(args.subject.ents)
            bearers = [o for o in ops if o.kind.startswith("light") and not (acting and o.kind == "light_event")]
            op = bearers[0] if bearers else op
        if carried == "threatens" and op is not None and op.kind == "possible":
            op = None  # هدد بقصف: the threat itself says how its act is meant
        if op is not None and op.kind == "failed" and any(f.predicate == "opposes" for f in frames):
            op = None  # رفض: a refusal is a claim of its own
        if reports and args.comp >= 0 and op is not None and "ان" not in op.takes:
            op = None
        effects = gov.effects
        if op is not None and op.kind not in TRANSPARENT:
            effects += ((op.kind, *span),)
        complements = [(p, a) for p, a in args.preps if a.node.t == "m"] + [
            ("O", a) for a in args.objects if a.node.t == "m"
        ]
        if op is not None and op.kind == "denied" and not complements and args.comp < 0:
            told = self._told_of(k)
            if told >= 0:
                self._govern(told, Gov(effects, None, "event", speaker=args.subject or gov.speaker))
        if op is not None and op.kind == "light_event" and args.subject is not None and args.subject.node.t == "m":
            self._govern(args.subject.at, Gov(effects, None, "event", list(args.preps), speaker=gov.speaker))
        for prep, arg in complements:
            if op is not None and (not op.takes or prep in op.takes or (prep == "O" and carried is None)):
                if op.kind == "light_event":
                    self._govern(arg.at, Gov(effects, None, "event", speaker=gov.speaker))
                else:
                    mode = {"light_patient": "patient", "light_place": "place"}.get(op.kind, "agent")
                    light = list(args.preps) if op.kind == "light_agent" else []
                    if (
                        op.kind == "light_agent"
                        and reports
                        and any(f.predicate in SUFFERED for f in self._frames(arg.node))
                    ):
                        continue  # أعلن الجيش مقتل ثلاثة من جنوده
                    self._govern(arg.at, Gov(effects, actor_of(args.subject), mode, light, speaker=gov.speaker))
            elif carried is not None and prep in ("ب", "الي", "علي", "O"):
                patient = args.objects[0] if args.objects and args.objects[0].ents else None
                kind = CARRIED[carried]
                inner = gov.effects + (((kind, *span),) if kind else ())
                subject = args.subject if carried == "threatens" else patient
                self._govern(arg.at, Gov(inner, subject, "agent", speaker=args.subject or gov.speaker, told=span))
            elif any(f.predicate == "opposes" for f in frames) and prep == "O":
                self._govern(arg.at, Gov(gov.effects, args.subject, "agent", speaker=gov.speaker, refused=True))
            elif reports and prep in ("O", "عن", "ب") and not (prep == "ب" and lemmas[0].key == "رد"):
                suffered = any(f.predicate in SUFFERED for f in self._frames(arg.node))
                lent = (
                    args.subject
                    if prep != "عن" and not suffered and any(lemma.key in COMMITTING for lemma in lemmas)
                    else None
                )
                self._govern(arg.at, Gov(gov.effects, lent, "agent", speaker=args.subject))
            elif prep == "ب" and not any("ب" in f.preps for f in frames):
                self._govern(
                    arg.at, Gov(gov.effects, actor_of(args.subject), "agent", speaker=gov.speaker)
                )  # ردوا بقصف …
            elif (
                prep == "ل"
                and arg.node.prep == "ل"
                and not any("ل" in f.preps for f in frames)
                and not self._takes_purpose(arg.at - 1)
            ):
                self._govern(
                    arg.at,
                    Gov(
                        (*gov.effects, ("intended", arg.node.i, arg.node.i + 1)),
                        args.subject,
                        "agent",
                        speaker=gov.speaker,
                    ),
                )
        if args.comp >= 0:
            if op is not None and op.kind not in TRANSPARENT:
                self.comps[args.comp] = Gov(
                    effects, args.subject, speaker=args.subject if op.kind == "denied" else gov.speaker
                )
            elif carried is not None:
                kind = CARRIED[carried]
                self.comps[args.comp] = Gov(
                    gov.effects + (((kind, *span),) if kind else ()), speaker=args.subject, told=span
                )
            else:
                owner = next((a for p, a in args.preps if p == "ل" and a.ents), None)
                lends = owner is not None and any(
                    lemma.key in ("سبق", "امكن", "تسني", "حق", "جاز", "انبغي") for lemma in lemmas
                )
                self.comps[args.comp] = Gov((), owner if lends else None, speaker=gov.speaker)
        if op is not None and op.kind not in TRANSPARENT:
            self.govs.setdefault(k, Gov(((op.kind, *span),), args.subject, speaker=gov.speaker))
            for j in range(k + 1, min(k + 4, len(self.sent.nodes))):  # كاد يسقط: the verb right behind
                if self.sent.nodes[j].t == "v":
                    if not self.sent.nodes[j].conj and args.comp < 0:
                        self.govs.setdefault(j, Gov(effects, args.subject, speaker=gov.speaker))
                    break
                if self.sent.nodes[j].t in STOPS or self.sent.nodes[j].t in (",", "،"):
                    break

    def _operator(self, k: int, node: Node) -> None:
        """A phrase that puts what follows under an operator: «من المتوقع أن», «بهدف», «من أجل»."""
        nodes = self.sent.nodes
        op = self.sent.lex.ops[node.ops[0]]
        effect = ((op.kind, node.i, node.j),) if op.kind not in TRANSPARENT else ()
        if k and nodes[k - 1].t == "neg":  # لا يتوقع الخبراء أن …
            effect = (("negative", nodes[k - 1].i, nodes[k - 1].j), *effect)
        subject = Arg(self.args.before[0][1], list(self.args.before), via="dropped") if self.args.before else None
        for j in range(k + 1, min(k + 6, len(nodes))):
            n = nodes[j]
            if n.t == "m":
                self._govern(j, Gov(effect, subject))
                return
            if n.t == "v":
                self.govs.setdefault(j, Gov(effect))
                return
            if n.t == "comp":
                self.comps[j] = Gov(effect, subject)
                return
            if n.t in STOPS:
                return
