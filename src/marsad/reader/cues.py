"""A cue with what stands above it, and the choice of its frame."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from marsad.lexicon import Frame, Lemma
from marsad.reader.arguments import Arguments
from marsad.reader.entities import Ent, Registry
from marsad.reader.frames import Filled, Found, fill
from marsad.reader.nodes import Node, Sentence
from marsad.reader.nominals import Arg
from marsad.reader.words import Word

SHORTENED = frozenset({"يرد", "ترد", "نرد"})  # of ردّ; of أراد only behind «لم»
TRANSPARENT = frozenset({"aspect", "light_agent", "light_patient", "light_event", "light_place"})


LASTLY = frozenset(
    "attacks seizes detains cuts_off ousts".split()
)  # دمر رتلا: whom an idiom hits may be its fixed word


class Gov(Struct):
    """What stands above a cue: effects as (kind, first token, end token), and the subject lent to it."""

    effects: tuple[tuple[str, int, int], ...] = ()
    subject: Arg | None = None
    mode: str = "agent"  # what the lent subject is: agent, patient, place, event
    preps: list[tuple[str, Arg]] = []  # what stands with the light verb: فرضه المجلس على ليبيا
    speaker: Arg | None = None  # who accuses, demands, threatens: the source of what is inside
    told: tuple[int, int] | None = None  # tokens of the speaker's verb
    refused: bool = False


class Cue(Struct):
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
    carried: list[tuple[Ent, Node]] = []  # the subject in force when it was read
    loose: bool = False  # no frame fits what the grammar found around it


def spellings(word: Word) -> tuple[str, ...]:
    """Those by which a word may be the fixed word of an idiom, its pronoun off (مجالها)."""
    stem = word.main.stem
    if word.known:
        return (stem, word.bare)
    return (stem, word.bare, *(stem[: -len(enc)] for enc in ("ها", "هم", "ه") if stem.endswith(enc)))


class Cues(Struct):
    """The cues of one sentence."""

    sent: Sentence
    reg: Registry
    args: Arguments
    govs: dict[int, Gov] = {}
    comps: dict[int, Gov] = {}  # «أن» -> what it opens stands under
    cues: list[Cue] = []
    loose: list[Cue] = []
    lo: int = 0
    done: set[int] = set()
    _last_behind: tuple[int, int, dict[str, int]] = (-1, -1, {})  # what `_behind` found last

    def _lemmas(self, node: Node) -> list[Lemma]:
        if len(node.verbs) > 1 and self.sent.words[node.i].bare in SHORTENED:
            known = self.sent.lex.lemmas
            node.verbs = tuple(v for v in node.verbs if known[v.lemma].key not in ("اراد", "اردي")) or node.verbs
        forms = node.verbs or node.nouns
        lemmas = self.sent.lex.lemmas
        if len(forms) == 1:
            return [lemmas[forms[0].lemma]]
        return [lemmas[r] for r in dict.fromkeys([x.lemma for x in forms])]

    def _frames(self, node: Node) -> list[Frame]:
        lex = self.sent.lex
        return [lex.frames[f] for f in node.x] + [lex.frames[f] for n in node.nouns for f in lex.lemmas[n.lemma].frames]

    def _choose(self, k: int, node: Node, lemmas: list[Lemma], found: Found, gov: Gov, hi: int, rule: str) -> None:
        best: tuple[float, Filled, Found] | None = None
        loose: Frame | None = None
        tense = node.verbs[0].tense if node.verbs else "i"
        for lemma in lemmas:
            for ref in lemma.frames:
                frame = self.sent.lex.frames[ref]
                if rule == "participle" and "noactive" in frame.flags and node.nouns[0].kind == "a":
                    continue
                if ("past" in frame.flags and tense != "p") or ("pres" in frame.flags and tense == "p"):
                    continue
                option = found
                if not frame.companions and loose is None and "weak" not in frame.flags:
                    loose = frame
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
        if best is None and loose is not None:
            filled = Filled(loose, None, None, 0.0)
            self.loose.append(
                Cue(k, node, filled, gov, found, self.lo, hi, rule, (node.i, node.j), list(self.args.before), True)
            )
        if best is not None:
            lo = self.lo
            before = list(self.args.before)
            self.cues.append(Cue(k, node, best[1], gov, best[2], lo, hi, rule, (node.i, node.j), before))

    def _reads_passive(self, frame: Frame, found: Found, filled: Filled) -> bool:
        """«قتل 11 مدنيا»: a transitive verb with one bare argument that is counted people is passive."""
        if found.objects or found.subject is None or not any(s.where == "O" for s in frame.patient):
            return False
        if filled.patient is not None:
            return False
        node = found.subject.node
        if "pass" in frame.flags or "number" in frame.flags:
            if node.role == "body" and not node.art and found.subject.at > 0 and found.subject.via == "np":
                return True  # قتل جندي
            return node.num is not None or node.t in ("vic", "n") or node.kind in ("people", "person")
        return False

    def _behind(self, k: int, hi: int) -> dict[str, int]:
        """The spellings of the words behind a cue, each with the token where it stands first."""
        if self._last_behind[:2] == (k, hi):
            return self._last_behind[2]
        nodes = self.sent.nodes
        first = nodes[k].j
        last = nodes[min(hi, len(nodes)) - 1].j if hi > k + 1 else min(first + 6, self.sent.hi)
        out: dict[str, int] = {}
        for at in range(first, min(last, first + 9)):
            for spelling in spellings(self.sent.words[at]):
                out.setdefault(spelling, at)
        self._last_behind = (k, hi, out)
        return out

    def _far(self, k: int, wanted: frozenset[str]) -> dict[str, int]:
        """Fixed words beyond a clause that describes the object."""
        first = self.sent.nodes[k].j
        words = self.sent.words
        found = ((i, spellings(words[i])) for i in range(first, min(first + 16, self.sent.hi)))
        return next((dict.fromkeys(wanted & set(spelt), i) for i, spelt in found if wanted & set(spelt)), {})

    def _companion(self, k: int, frame: Frame, found: Found, hi: int) -> Found | None:
        """The arguments of an idiom: its fixed word is no argument, what stands in its genitive is."""
        nodes = self.sent.nodes
        behind = self._behind(k, hi)
        held = behind.keys() & frame.companions
        if not held and frame.predicate == "accuses":  # حمّل الرئيس فصائل تدعمها إيران مسؤولية …
            behind = self._far(k, frame.companions)
            held = behind.keys() & frame.companions
        if not held:
            return None
        spots = sorted(behind[word] for word in held)
        doer = found.subject
        if doer is not None and doer.ents:  # حل مجلس السيادة لجان المقاومة: «مجلس» is who dissolves
            spots = [i for i in spots if not doer.node.i <= i < doer.node.j] or spots
        at = spots[0]
        if any(
            n.i < at < n.j and (n.t == "m" or (n.t == "np" and n.ent and n.ent.actor)) for n in nodes[k + 1 : k + 8]
        ):
            return None  # رفع حظر السلاح is not رفع السلاح; «قوات الدعم السريع» is no support

        def holds(arg: Arg | None) -> bool:
            return arg is not None and arg.node.i <= at < arg.node.j

        objects: list[Arg] = []
        late: list[Arg] = []
        for arg in found.objects:
            if holds(arg):
                if arg.node.measure is not None and frame.predicate == "lifts":
                    objects.append(arg)  # انقلب على الاتفاق: the fixed word is what is broken
                elif not arg.ents and arg.through:
                    objects.append(replace(arg, ents=arg.through))
                elif arg.ents and (
                    arg.node.kind in ("person", "people")  # طرد السفير: who is driven out is the fixed word itself
                    or not (arg.node.t == "np" and arg.node.ent is arg.ents[0][0])
                ):
                    objects.append(arg)
                elif frame.predicate in LASTLY:
                    late.append(arg)
                elif arg.node.suffix:
                    who = self.args.pronoun(arg.node.suffix, arg.at)
                    if who is not None:
                        objects.append(Arg(arg.node, [(who, arg.node)], arg.at, arg.end, "pron"))
            else:
                objects.append(arg)
        subject = found.subject
        if holds(subject) and subject is not None:
            if subject.ents and (subject.node.t != "np" or frame.predicate in ("deploys", "falls")):
                objects.insert(0, subject)  # وصلت تعزيزات تركية, سقط نظام الأسد
            subject = None
            if self.args.before and nodes[k].conj:
                subject = Arg(self.args.before[0][1], list(self.args.before), via="dropped")
        broken = frame.predicate == "lifts"
        preps = [(p, a) for p, a in found.preps if not holds(a) or (broken and a.node.measure is not None)]
        nominal = next((a for p, a in found.preps if holds(a)), None)
        if nominal is not None and nominal.ents and nominal.node.t != "np":
            objects.append(nominal)
        return Found(subject, objects, preps, found.by, False, found.place, late)
