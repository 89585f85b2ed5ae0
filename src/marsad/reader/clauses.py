"""Clauses: cues with their arguments, and the operators above them.

A verb, masdar, participle or frame phrase is a cue. What stands above it (wanting, expecting, demanding, denying, failing,
light verbs that lend their subject to an event noun) reaches it through «أن», a preposition, an object or a genitive.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from marsad.lexicon import Frame, Lemma
from marsad.reader.agreement import agrees, agrees_verb
from marsad.reader.arguments import NOMINAL, STOPS, Arg, Arguments, VerbArgs
from marsad.reader.entities import Ent, Registry
from marsad.reader.frames import Filled, Found, fill
from marsad.reader.nodes import Node, Sentence
from marsad.reader.sides import SYMMETRIC
from marsad.reader.words import Word

TRANSPARENT = frozenset({"aspect", "light_agent", "light_patient", "light_event", "light_place"})
EMBEDDING = frozenset({"accuses", "demands", "threatens", "concedes", "agrees"})
CARRIED = {"accuses": "", "demands": "demanded", "threatens": "intended"}

AFTER = frozenset("بعد اثر عقب خلال في قبل عبر".split())
SUFFERED = frozenset({"kills", "wounds", "falls"})  # who announces these has not done them
COMMITTING = frozenset(
    "اعلن اكد جدد ابدي اعرب كرر اقر اعترف تبني".split()
)  # who announces a step takes it: أعلن انسحابه


@dataclass(slots=True)
class Gov:
    """What stands above a cue: effects as (kind, first token, end token), and the subject lent to it."""

    effects: tuple[tuple[str, int, int], ...] = ()
    subject: Arg | None = None
    mode: str = "agent"  # what the lent subject is: agent, patient, place, event
    preps: list[tuple[str, Arg]] = field(default_factory=list)  # what stands with the light verb: فرضه المجلس على ليبيا
    speaker: Arg | None = None  # who accuses, demands, threatens: the source of what is inside
    told: tuple[int, int] | None = None  # tokens of the speaker's verb
    refused: bool = False


def _stems(word: Word) -> set[str]:
    """The spellings by which a word may be the fixed word of an idiom, its pronoun off (مجالها)."""
    stem = word.main.stem
    out = {stem, word.bare}
    if not word.known:
        out |= {stem.removesuffix(enc) for enc in ("ها", "هم", "ه")}
    return out


def actor_of(arg: Arg | None) -> Arg | None:
    """Who acts in an argument: an event as subject (زيارة حفتر ترمي إلى) stands for its agent."""
    if arg is None or arg.ents or not arg.through:
        return arg
    return replace(arg, ents=arg.through)


@dataclass(slots=True)
class Cue:
    """A cue with a filled frame and what stands above it."""

    k: int
    node: Node
    filled: Filled
    gov: Gov
    found: Found
    lo: int  # node range of its clause
    hi: int
    rule: str
    tokens: tuple[int, int]


@dataclass(slots=True)
class Clauses:
    """All cues of one sentence."""

    sent: Sentence
    reg: Registry
    args: Arguments
    govs: dict[int, Gov] = field(default_factory=dict)
    comps: dict[int, Gov] = field(default_factory=dict)  # «أن» -> what it opens stands under
    cues: list[Cue] = field(default_factory=list)
    subjects: list[tuple[Ent, Node]] = field(default_factory=list)
    lo: int = 0
    done: set[int] = field(default_factory=set)

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

    # --- operators --------------------------------------------------------------------------------------------------

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

    def _effects(self, lemma: Lemma | None) -> list[str]:
        return [self.sent.lex.ops[o].kind for o in lemma.ops] if lemma else []

    def _lemmas(self, node: Node) -> list[Lemma]:
        refs = dict.fromkeys(v.lemma for v in node.verbs) if node.verbs else dict.fromkeys(n.lemma for n in node.nouns)
        return [self.sent.lex.lemmas[r] for r in refs]

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

    # --- verbs ------------------------------------------------------------------------------------------------------

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
        gov = Gov(effects, speaker=speaker, told=told)
        self._hand_down(k, node, args, lemmas, gov)
        found = self._found(args)
        hi = args.end if args.end > k else k + 1
        self._choose(k, node, lemmas, found, gov, hi, "verb")
        self._retry(k, node, args, found, gov, lemmas, hi)
        if args.subject is not None and args.subject.ents and node.role != "hal":
            self.args.before[:] = args.subject.ents
            if any(lemma.reports for lemma in lemmas):
                self.args.speaker = args.subject.ents
            if not self.args.main and not any(n.t == "comp" for n in self.sent.nodes[:k]):
                self.args.main = args.subject.ents

    def _retry(self, k: int, node: Node, args: VerbArgs, found: Found, gov: Gov, lemmas: list[Lemma], hi: int) -> None:
        """«والتقى فيها الوسطاء»: where the one bare argument as subject leaves a frame without its patient, and the subject
        in force may go on, it is the object."""
        cue = self.cues[-1] if self.cues and self.cues[-1].k == k else None
        subject = args.subject
        if cue is None or subject is None or args.dropped or subject.at <= k or args.objects or args.passive:
            return
        if (
            cue.filled.patient is not None
            or cue.filled.frame.predicate in ("falls", "protests")
            or not self.args.before
            or not node.conj
        ):
            return
        who = node.verbs[0].who if node.verbs else ""
        ents = [
            (e, n) for e, n in self.args.before if agrees_verb(who, e, n) and all(e is not x for x, _ in subject.ents)
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

    def _frames(self, node: Node) -> list[Frame]:
        lex = self.sent.lex
        return [lex.frames[f] for f in node.x] + [lex.frames[f] for n in node.nouns for f in lex.lemmas[n.lemma].frames]

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
        carried = next((f.predicate for f in frames if f.predicate in CARRIED), None)
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
        if op is not None and op.kind == "light_event" and args.subject is not None and args.subject.node.t == "m":
            self._govern(args.subject.at, Gov(effects, None, "event", list(args.preps), speaker=gov.speaker))
        for prep, arg in complements:
            if op is not None and (not op.takes or prep in op.takes or prep == "O"):
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
            elif reports and prep in ("O", "عن", "ب"):
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
            elif prep == "ل" and arg.node.prep == "ل" and not any("ل" in f.preps for f in frames):
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

    # --- masdars ----------------------------------------------------------------------------------------------------

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
        if not node.art and not node.suffix:
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
                with_word = self._companion_behind(frame, found, node.j, genitive.end if genitive is not None else k + 1)
            if with_word is None:
                continue
            for option in self._sides(
                frame,
                with_word,
                genitive,
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
                and filled.frame.predicate in SYMMETRIC
                and node.prep in AFTER
                and self.args.before
            ):
                ents = [x for x in self.args.before if all(x[0] is not e for e, _ in filled.patient.ents)]
                if ents:  # استعادت القوات البلدة بعد مواجهات مع الحوثيين
                    filled.agent = Arg(ents[0][1], ents, via="dropped")
            hi = max(args.end, k + 1, *(a.end for _, a in gov.preps))
            self.cues.append(Cue(k, node, best[2], gov, best[1], self.lo, hi, "masdar", (node.i, node.i + 1)))

    def _has_companion(self, node: Node, frame: Frame) -> bool:
        """Does the fixed word of an idiom stand right behind its masdar (إطلاق سراح, قطع العلاقات)?"""
        words = self.sent.words
        span = range(node.i + 1, min(node.j + 2, self.sent.hi))
        return any(words[i].main.stem in frame.companions or words[i].bare in frame.companions for i in span)

    def _companion_behind(self, frame: Frame, found: Found, first: int, behind: int) -> Found | None:
        """The fixed word behind the genitive, after a preposition (إدراج فلان على لائحة العقوبات): no argument itself."""
        nodes, words = self.sent.nodes, self.sent.words
        last = min(nodes[behind - 1].j + 3, self.sent.hi)
        for i in range(first, last):
            part = words[i - 1].part
            if _stems(words[i]) & frame.companions and (words[i].main.prep or (part is not None and part[0] == "prep")):
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
                if agent is None and lent is None and rest and "gen=b" not in frame.flags:
                    base.subject, base.objects = genitive, rest
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
            base.subject = genitive if genitive is not None and genitive.ents else (agent or lent)
            if agent is not None and genitive is not None and genitive.ents:
                base.subject = agent
            if suffered is not None:
                base.preps = [*found.preps, *((s.where, suffered) for s in frame.patient if s.where not in "SO")]
        if "O" in slots:
            base.objects = [a for a in (genitive, suffered) if a is not None] + [a for p, a in found.preps if p == "ل"]
        return [base]

    # --- participles, phrases, operators -----------------------------------------------------------------------------

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
                    if c.filled.frame.predicate in SYMMETRIC and c.filled.agent is not None
                ),
                None,
            )
            if last is not None and last.filled.agent is not None:  # اتفاق بين … برعاية: both parties
                ents = last.filled.agent.ents + (last.filled.patient.ents if last.filled.patient is not None else [])
                before = Arg(last.node, list(ents), last.k, last.k + 1)
        found = Found()
        found.preps = [("G", after)] + ([("H", before)] if before else [])
        best: Filled | None = None
        for ref in node.x:
            filled = fill(self.sent.lex.frames[ref], found)
            if filled is not None and (best is None or filled.score > best.score):
                best = filled
        if best is not None:
            self.cues.append(Cue(k, node, best, Gov(), found, self.lo, after.end, "phrase", (node.i, node.j)))

    def _operator(self, k: int, node: Node) -> None:
        """A phrase that puts what follows under an operator: «من المتوقع أن», «بهدف», «من أجل»."""
        nodes = self.sent.nodes
        op = self.sent.lex.ops[node.ops[0]]
        effect = ((op.kind, node.i, node.j),) if op.kind not in TRANSPARENT else ()
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

    # --- choosing a frame --------------------------------------------------------------------------------------------

    def _choose(self, k: int, node: Node, lemmas: list[Lemma], found: Found, gov: Gov, hi: int, rule: str) -> None:
        best: tuple[float, Filled, Found] | None = None
        tense = node.verbs[0].tense if node.verbs else "i"
        for lemma in lemmas:
            for ref in lemma.frames:
                frame = self.sent.lex.frames[ref]
                if rule == "participle" and "noactive" in frame.flags and node.nouns[0].kind == "a":
                    continue
                if ("past" in frame.flags and tense != "p") or ("pres" in frame.flags and tense == "p"):
                    continue
                option = found
                if frame.companions:
                    got = self._companion(k, frame, found, hi)
                    if got is None:
                        continue
                    option = got
                filled = fill(frame, option)
                if filled is None:
                    continue
                if not option.passive and rule == "verb" and self._reads_passive(frame, option, filled):
                    option = replace(option, passive=True)
                    filled = fill(frame, option) or filled
                score = filled.score + (1.0 if lemma is lemmas[0] else 0.0)  # the form that agrees comes first
                if best is None or score > best[0]:
                    best = (score, filled, option)
        if best is not None:
            lo = self.lo
            self.cues.append(Cue(k, node, best[1], gov, best[2], lo, hi, rule, (node.i, node.j)))

    def _reads_passive(self, frame: Frame, found: Found, filled: Filled) -> bool:
        """«قتل 11 مدنيا»: a transitive verb with one bare argument that is counted people is passive."""
        if found.objects or found.subject is None or not any(s.where == "O" for s in frame.patient):
            return False
        if filled.patient is not None:
            return False
        node = found.subject.node
        if "pass" in frame.flags or "number" in frame.flags:
            return node.num is not None or node.t in ("vic", "n") or node.kind in ("people", "person")
        return False

    def _companion(self, k: int, frame: Frame, found: Found, hi: int) -> Found | None:
        """The arguments of an idiom: its fixed word is no argument, what stands in its genitive is."""
        nodes = self.sent.nodes
        words = self.sent.words
        first = nodes[k].j
        last = nodes[min(hi, len(nodes)) - 1].j if hi > k + 1 else min(first + 6, self.sent.hi)
        at = next((i for i in range(first, min(last, first + 9)) if _stems(words[i]) & frame.companions), None)
        if at is None or any(n.t == "m" and n.i < at < n.j for n in nodes[k + 1 : k + 8]):
            return None  # رفع حظر السلاح is not رفع السلاح

        def holds(arg: Arg | None) -> bool:
            return arg is not None and arg.node.i <= at < arg.node.j

        objects: list[Arg] = []
        for arg in found.objects:
            if holds(arg):
                if not arg.ents and arg.through:
                    objects.append(replace(arg, ents=arg.through))
                elif arg.ents and (
                    arg.node.kind in ("person", "people")  # طرد السفير: who is driven out is the fixed word itself
                    or not (arg.node.t == "np" and arg.node.ent is arg.ents[0][0])
                ):
                    objects.append(arg)
                elif arg.node.suffix:
                    who = self.args.pronoun(arg.node.suffix, arg.at)
                    if who is not None:
                        objects.append(Arg(arg.node, [(who, arg.node)], arg.at, arg.end, "pron"))
            else:
                objects.append(arg)
        subject = found.subject
        if holds(subject) and subject is not None:
            if subject.ents and subject.node.t != "np":
                objects.insert(0, subject)
            subject = None
            if self.args.before and nodes[k].conj:
                subject = Arg(self.args.before[0][1], list(self.args.before), via="dropped")
        preps = [(p, a) for p, a in found.preps if not holds(a)]
        nominal = next((a for p, a in found.preps if holds(a)), None)
        if nominal is not None and nominal.ents and nominal.node.t != "np":
            objects.append(nominal)
        return Found(subject, objects, preps, found.by, False, found.place)
