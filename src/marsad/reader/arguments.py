"""The arguments of a verb, masdar or participle: what stands where around a cue.

Verb first or subject first (VSO, SVO), objects, prepositions, genitives, coordination shared out, pronouns. A clause ends
at a full stop, colon, subordinator, «أن» or the next verb; commas close the search for bare arguments.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from marsad.reader.agreement import agrees, agrees_verb, pronoun_prep, pronoun_suffix
from marsad.reader.entities import Ent, Registry
from marsad.reader.nodes import Node, Sentence
from marsad.reader.sides import ACTORS, FALLBACK, SIDES

STOPS = frozenset({"v", "sub", "comp", "cond", "what", ".", ":", ";", "؛", "!", "?", "؟", "|", "…"})
LEFT_STOPS = frozenset({"sub", "comp", "cond", ".", ":", ";", "؛", "!", "?", "؟", "|", "…", "was", "-"})
SKIPPED = frozenset({"adv", "d", "neg", "perhaps", "fut", "quant", "dem", '"', "'", "(", ")", "-", "n", "pron", "by"})
NOMINAL = frozenset({"np", "m", "u", "g", "vic", "n"})


@dataclass(slots=True)
class Arg:
    """An argument: its head node and the entities it stands for, coordination included."""

    node: Node
    ents: list[tuple[Ent, Node]] = field(default_factory=list)
    at: int = -1  # index of the head node
    end: int = -1  # index behind the last node taken
    via: str = ""  # np, or the kind of noun through which the entity was reached
    through: list[tuple[Ent, Node]] = field(default_factory=list)  # actors of an event that is the argument

    def kinds(self) -> set[str]:
        return {e.kind for e, _ in self.ents}


@dataclass(slots=True)
class VerbArgs:
    """What stands around a verb."""

    subject: Arg | None = None
    objects: list[Arg] = field(default_factory=list)
    preps: list[tuple[str, Arg]] = field(default_factory=list)
    passive: bool = False
    dropped: bool = False  # the subject is taken over from the clause before
    comp: int = -1  # index of the «أن» that follows
    end: int = -1


class Arguments:
    """Finds arguments among the nodes of one sentence. ``before`` are the subjects of the clause before."""

    def __init__(self, sent: Sentence, reg: Registry, before: list[tuple[Ent, Node]]) -> None:
        self.s = sent
        self.nodes = sent.nodes
        self.reg = reg
        self.lex = sent.lex
        self.before = before  # subject in force: entity and the node it was read from
        self.verbs: dict[int, VerbArgs] = {}
        self.avoid: Ent | None = None  # whom a pronoun does not mean here: who refuses the act it stands in
        self.speaker: list[tuple[Ent, Node]] = []  # whose word this is: «نحن»
        self.main: list[tuple[Ent, Node]] = []  # subject of the sentence's first verb

    # --- one argument -----------------------------------------------------------------------------------------------

    def take(self, k: int) -> Arg:
        """The argument whose head is node ``k``, with genitives behind unknown nouns and what is joined to it."""
        node = self.nodes[k]
        arg = Arg(node, at=k, end=k + 1, via=node.t)
        if node.t == "np":
            after = self.nodes[k + 1] if k + 1 < len(self.nodes) else None
            if (
                node.role == "position"
                and after is not None
                and after.t == "np"
                and after.prep == "ل"
                and after.ent is not None
                and after.ent.kind in ACTORS
            ):
                self._add(arg, after)  # مواقع للجيش
                arg.end = k + 2
                return arg
            if (
                node.role == "proxy"
                and node.suffix
                and after is not None
                and after.t == "prep"
                and k + 2 < len(self.nodes)
            ):
                place = self.nodes[k + 2]  # أذنابه في تركيا
                if place.t == "np" and place.ent is not None:
                    arg.ents.append((place.ent, place))
                    arg.end = k + 3
            else:
                self._add(arg, node)
        elif node.t in ("u", "g", "vic", "n"):
            j = self._past(k + 1)
            after = self.nodes[k + 1] if k + 1 < len(self.nodes) else None
            if (
                after is not None
                and node.t == "u"
                and after.t == "np"
                and after.prep == "ل"
                and after.kind in ("armed_group", "state")
                and after.ent is not None
            ):
                arg.through = [(after.ent, after)]  # تجمعا للجيش السعودي
            if (
                node.t in ("vic", "n")
                and j < len(self.nodes)
                and self.nodes[j].t == "np"
                and self.nodes[j].prep == "من"
            ):
                self._add(arg, self.nodes[j])
                arg.end = j + 1
            elif not node.art and not node.suffix and j < len(self.nodes) and j == k + 1:
                after = self.nodes[j]
                if after.t in ("np", "a") and not after.prep and not after.conj and after.ent is not None:
                    self._add(arg, after)
                    arg.end = j + 1
            elif node.suffix and node.t == "u":
                who = self.pronoun(node.suffix, k)
                if who is not None:
                    arg.ents.append((self.body_of(who, node), node))
        elif node.t == "m":
            arg.end = self.genitive_end(k)
            arg.through = [(e, node) for e, _, _ in node.adjs] or [
                (n.ent, n) for n in self.nodes[k + 1 : arg.end] if n.t == "np" and n.ent is not None
            ]
            if not arg.through:  # أي تفاوض مع حفتر
                then = (
                    self.nodes[arg.end + 1 : arg.end + 2]
                    if arg.end < len(self.nodes) and self.nodes[arg.end].t == "prep"
                    else []
                )
                arg.through = [
                    (n.ent, n)
                    for n in then
                    if n.t == "np" and n.ent is not None and n.prep in ("مع", "من", "الي", "ل", "علي", "ضد")
                ]
        if node.t == "np":
            self._join(arg)
        return arg

    def _add(self, arg: Arg, node: Node) -> None:
        if node.pair:
            arg.ents += [(e, node) for e in node.pair]
        elif node.ent is not None:
            arg.ents.append((node.ent, node))
        elif node.suffix:
            who = self.pronoun(node.suffix, self.nodes.index(node))
            if who is not None:
                arg.ents.append((self.body_of(who, node), node))

    def body_of(self, who: Ent, node: Node) -> Ent:
        """«قواته»: the body that the person leads, where the report named one; «بلاده» his state; else the owner."""
        if who.kind == "person" and node.head in ("بلاد", "بلد", "دوله", "حكومه"):
            return self.reg.country_of(who) or who
        if node.role == "body" and who.kind == "person" and who.parent is not None:
            return self.reg.known(who.parent)
        if node.role in ("body", "") or who.kind != "person":
            return who
        return who

    def _past(self, j: int) -> int:
        while j < len(self.nodes) and self.nodes[j].t in ("dem", "quant", '"', "'"):
            j += 1
        return j

    def _join(self, arg: Arg) -> None:
        """Coordination: «مصر والإمارات وروسيا», «قوات الشرطة و”الحشد”»; appositions and participles between are stepped over."""
        nodes = self.nodes
        j = arg.end
        first = arg.node
        proxied = False
        while j < len(nodes):
            n = nodes[j]
            if (
                n.t == "np"
                and n.coord
                and (not n.prep or n.prep == first.prep or proxied)
                and not self._opens_clause(j)
            ):
                if n.role == "proxy":  # حلف شمال الأطلسي وأذنابه في تركيا ودول الخليج
                    inner = self.take(j)
                    arg.ents += inner.ents
                    arg.end = j = inner.end
                    proxied = True
                    continue
                self._add(arg, n)
                arg.end = j = j + 1
                continue
            # what may stand between two joined nouns, and where the second then stands
            k = j
            while (
                k < len(nodes)
                and k - j < 3
                and nodes[k].t in ('"', "'", "conj", "dem", "quant", ",", "،", "app", "prep")
            ):
                if nodes[k].t == "prep" and nodes[k - 1].t != "quant" and nodes[k].prep != first.prep:
                    break
                k += 1
            if k >= len(nodes) or (k == j and nodes[k].t != "u"):
                break
            then = nodes[k]
            if then.t == "u" and then.coord and then.suffix and k + 1 < len(nodes):
                m = k + 1  # دمشق وحليفتيها موسكو وطهران; السيسي ونظيره الصومالي حسن شيخ
                while m < len(nodes) and nodes[m].t == "a":
                    m += 1
                if m < len(nodes) and nodes[m].t == "np" and not nodes[m].prep and not nodes[m].conj:
                    self._add(arg, nodes[m])
                    arg.end = j = m + 1
                    continue
            if then.t != "np" or not then.coord or self._opens_clause(k):
                break
            if any(nodes[m].t in (",", "،") for m in range(j, k)) and then.kind != first.kind:
                break
            j = k

    def _opens_clause(self, k: int) -> bool:
        """«… والجيش قصف»: a joined noun right before a verb without «و» of its own opens the next clause."""
        j = k + 1
        while j < len(self.nodes) and self.nodes[j].t in ("neg", "perhaps", "fut", "was"):
            j += 1
        return (
            j < len(self.nodes)
            and self.nodes[j].t == "v"
            and not self.nodes[j].conj
            and self.nodes[j].role != "hal"
            and bool(self.nodes[k].conj)
            and not self._opens_sentence(k)
        )

    def _opens_sentence(self, k: int) -> bool:
        """Do only names stand before the joined noun (روسيا والصين ترفضان): the whole pair is the subject?"""
        return all(n.t in ("np", "conj", "a", '"', "'", "dem", "quant") and not n.prep for n in self.nodes[:k])

    def genitive_end(self, k: int) -> int:
        """Index behind the genitives of an event noun."""
        j = k + 1
        node = self.nodes[k]
        while j < len(self.nodes) and not node.art and not node.suffix:
            after = self.nodes[j]
            if after.t in ("dem", "quant", '"'):
                j += 1
                continue
            if after.t in ("np", "m", "u", "g", "vic", "n") and not after.prep and not after.conj:
                node = after
                j += 1
                if after.t == "np":
                    break
                continue
            break
        return j

    # --- pronouns -----------------------------------------------------------------------------------------------------

    def pronoun(self, suffix: str, k: int) -> Ent | None:
        """Whom a pronoun at node ``k`` means: the subject in force or the nearest actor before that agrees."""
        nodes = self.nodes
        if suffix == "نا":
            return self.speaker[0][0] if self.speaker else None
        for ent, node in reversed(self.before):
            if agrees(suffix, ent, node) and ent is not self.avoid:
                return ent
        for j in range(k - 1, max(-1, k - 14), -1):
            n = self.nodes[j]
            b = j - 1 if not n.coord else j - 2
            if b >= 0 and nodes[b].t == "x" and nodes[k].t == "pron":
                continue  # «ميليشيات فجر ليبيا التي يقودها الإخوان، وهي …»: who leads stands inside the relative clause
            if (
                n.t == "np"
                and n.ent is not None
                and n.ent.kind != "place"
                and agrees(suffix, n.ent, n)
                and n.ent is not self.avoid
            ):
                return n.ent
        return None

    # --- verbs --------------------------------------------------------------------------------------------------------

    def around(self, k: int) -> VerbArgs:
        """The arguments of the verb at node ``k``."""
        got = self.verbs.get(k)
        if got is None:
            got = self.verbs[k] = self._around(k)
        return got

    def right(self, k: int, args: VerbArgs, wanted: frozenset[str] = frozenset()) -> list[Arg]:
        """Bare arguments and prepositional ones after node ``k``, up to the end of the clause."""
        nodes = self.nodes
        bare: list[Arg] = []
        j = k + 1
        comma = False
        while j < len(nodes):
            n = nodes[j]
            t = n.t
            if t in STOPS:
                if t == "comp" and not comma:
                    args.comp = j
                elif t == "comp":
                    args.comp = j if args.comp < 0 else args.comp
                break
            if t in (",", "،"):
                comma = True
                closing = self._parenthesis(j)
                later = nodes[j + 1] if j + 1 < len(nodes) else None
                if closing < 0 and later is not None and later.t == "prep" and not later.conj and later.prep in wanted:
                    j += 1  # وصول قوات …، إلى المطار
                    continue
                if closing < 0:
                    # an «أن» behind an apposition still belongs to the verb
                    for m in range(j + 1, min(j + 8, len(nodes))):
                        if nodes[m].t in ("v", "sub", "cond", ".", ";", "؛"):
                            break
                        if nodes[m].t == "comp":
                            args.comp = m
                            break
                    break
                j = closing + 1
                continue
            if t == "rel":
                j = self._relative_end(j)
                comma = True
                continue
            if t == "conj" and n.head in ("but", "then"):
                break
            if t == "p" and self._carries(n):
                j += 1  # الحصار المضروب على اليمنيين: what follows belongs to the measure
                continue
            if t in ("r", "x", "p", "o"):
                j = self._modifier_end(j)
                continue
            if t in NOMINAL or t == "a":
                if t == "a":
                    j += 1
                    continue
                arg = self.take(j)
                if n.prep:
                    last = args.preps[-1] if args.preps else None
                    if last is not None and last[0] == n.prep and n.conj and last[1].ents and arg.ents:
                        last[1].ents += arg.ents  # من المدينة ومن الميناء
                    args.preps.append((n.prep, arg))
                elif not n.conj or not bare:
                    bare.append(arg)
                elif n.conj and self._opens_clause(j):
                    break
                j = max(arg.end, j + 1)
                continue
            if t == "pron" and n.prep and pronoun_prep(n.prep):
                who = self.pronoun(pronoun_suffix(n.prep), j)
                args.preps.append(
                    (pronoun_prep(n.prep), Arg(n, [(who, n)] if who is not None else [], j, j + 1, "pron"))
                )
            j += 1
        args.end = j
        return bare

    def _carries(self, node: Node) -> bool:
        """Is a participle that of a light verb (المفروض, المضروب, المبرم)?"""
        return any(self.lex.ops[o].kind.startswith("light") for x in node.nouns for o in self.lex.lemmas[x.lemma].ops)

    def _wanted(self, node: Node) -> frozenset[str]:
        """The prepositions that the frames of a cue look for."""
        forms = node.verbs or node.nouns
        return frozenset(
            p for x in forms for f in self.lex.lemmas[x.lemma].frames for p in self.lex.frames[f].preps
        ) - {"ب", "في", "من"}

    def _parenthesis(self, j: int) -> int:
        """The comma that closes an apposition, source, relative clause or participle opened at the comma ``j``; or -1."""
        nodes = self.nodes
        k = j + 1
        if k >= len(nodes) or nodes[k].t not in ("r", "x", "app", "rel", "p", "prep", "d", "adv", "pron"):
            return -1
        verbs = 0
        for m in range(k + 1, min(k + 13, len(nodes))):
            t = nodes[m].t
            if t in (",", "،"):
                return m
            verbs += t == "v"
            if (
                t in ("sub", "comp", "cond", ".", ":", ";", "؛")
                or (verbs and nodes[k].t not in ("rel", "prep"))
                or verbs > 1
            ):
                return -1
        return -1

    def _relative_end(self, j: int) -> int:
        """Index behind a relative clause: its verb and arguments, to the next comma or verb."""
        nodes = self.nodes
        seen = False
        j += 1
        while j < len(nodes):
            t = nodes[j].t
            if t == "v":
                if seen:
                    return j
                seen = True
            elif t in (",", "،") or (t in STOPS and t != "v"):
                return j
            j += 1
        return j

    def _modifier_end(self, j: int) -> int:
        """Index behind a participle, phrase or source and the noun phrase that belongs to it."""
        nodes = self.nodes
        first = nodes[j]
        j += 1
        if first.t == "p" and (j >= len(nodes) or nodes[j].t not in ("np", "u", "prep", "by", "m", "g", "a", "pron")):
            return j
        if (
            first.t == "p"
            and not nodes[j].prep
            and nodes[j].t not in ("prep", "by", "a")
            and first.nouns
            and first.nouns[0].kind == "x"
        ):
            return j
        while j < len(nodes) and nodes[j].t in ("prep", "by", "dem", "quant", '"', "a"):
            j += 1
        if j < len(nodes) and nodes[j].t in NOMINAL:
            return self.take(j).end
        return j

    def _around(self, k: int) -> VerbArgs:
        node = self.nodes[k]
        args = VerbArgs()
        form = node.verbs[0] if node.verbs else None
        args.passive = bool(form and form.passive) or self._damma(node)
        bare = self.right(k, args, self._wanted(node))
        if node.suffix:
            who = self.pronoun(node.suffix, k)
            if who is not None:
                args.objects.append(Arg(node, [(who, node)], k, k, "pron"))
        if node.role == "hal":
            subject = Arg(self.main[0][1], list(self.main), via="dropped") if self.main else self._dropped("")
            args.subject, args.dropped, args.objects = subject, True, args.objects + bare
            return args
        if form and len(node.verbs) > 1 and bare and bare[0].ents and not agrees_verb(form.who, *bare[0].ents[0]):
            # تعارض تركيا: the imperfect of عارض, not the perfect of تعارض
            ent, at = bare[0].ents[0]
            fit = next((f for f in node.verbs if f.who in ("ms", "fs") and agrees_verb(f.who, ent, at)), form)
            if fit is not form and bare[0].node.kind != "place":
                form = fit
                node.verbs = (fit, *(f for f in node.verbs if f is not fit))
        agreement = form.who if form else "ms"
        if agreement == "1":
            if self.speaker:
                args.subject, args.dropped = Arg(self.speaker[0][1], list(self.speaker), via="dropped"), True
            args.objects += bare
            return args
        left = None if node.conj else self._left(k)
        relative = self._antecedent(k)
        if relative is not None and self._resumed(k, args, relative):
            args.subject = (
                bare.pop(0) if bare and self._subject(bare[0], agreement, node, True) else self._dropped(agreement)
            )
            args.objects += bare
            return args
        if relative is not None:
            if not bare or (bare and self._is_object(bare[0], agreement, relative)):
                args.subject = relative
            else:
                args.subject = bare.pop(0)
                if not args.objects and not bare:
                    args.objects.append(relative)
            args.objects += bare
            return args
        if left is None and relative is None and not node.conj:
            left = self._in_comp(k)
        if left is not None:
            args.subject = self._both(left, k) if agreement in ("d", "mp") else left
            args.objects += bare
            return args
        if bare and self._subject(bare[0], agreement, node, bool(args.objects)):
            args.subject = bare.pop(0)
        elif (
            len(bare) > 1
            and not bare[0].ents
            and bare[1].ents
            and bare[1].ents[0][0].kind in ACTORS
            and agrees_verb(agreement, *bare[1].ents[0])
        ):
            args.subject = bare.pop(1)  # وتبنت الهجوم جماعة …
        else:
            dropped = self._dropped(agreement)
            if dropped is not None and bool(
                node.conj
                or k == 0
                or self.nodes[k - 1].t in ("comp", "neg", "perhaps", "fut", "was", ",", "،", "sub", "o", '"', "v")
            ):
                args.subject, args.dropped = dropped, True
        args.objects += bare
        return args

    def _both(self, left: Arg, k: int) -> Arg:
        """«دمشق وحليفتها موسكو تتهمان»: a dual takes the second of a pair that a phrase with «و» joins to the first."""
        nodes = self.nodes[left.end : k]
        if len(left.ents) != 1 or len(nodes) < 2 or nodes[0].t != "x" or not self.s.toks[nodes[0].i].key.startswith("و"):
            return left
        if all(n.t == "np" and not n.prep for n in nodes[1:]):
            return replace(left, ents=left.ents + [(n.ent, n) for n in nodes[1:] if n.ent is not None], end=k)
        return left

    def _damma(self, node: Node) -> bool:
        """Is a perfect marked as passive by its first vowel (قُتل)?"""
        if not node.verbs or node.verbs[0].tense != "p":
            return False
        start = self.s.start(node.i, node.verbs[0].cut.skip)
        return self.s.text[start + 1 : start + 2] == "ُ"

    def _subject(self, arg: Arg, who: str, verb: Node, has_object: bool) -> bool:
        """May the first bare argument be the subject, by agreement and case?"""
        node = arg.node
        if node.t == "np" and node.case == "acc" and not node.num:
            return False
        if node.t == "m" and (node.head.endswith("ا") or self._takes_event(verb)):
            return False  # يريد كسر الحظر
        if who in ("mp", "fp", "1", "2", "d"):
            return False
        if node.kind in ("place", "measure") and not self._acts_as(node.kind, verb):
            return False  # فقصفت بالمدفعية قرية …: places do not shell
        if node.t == "np" and not node.num:
            feminine = node.fem
            if who == "fs" and feminine is False and node.kind in ("person",):
                return True  # a woman's name shows no gender
            if who == "ms" and feminine and node.kind in ("state", "org") and not verb.conj:
                return False
            if who == "ms" and feminine and verb.conj:
                return False
            if (
                who == "fs"
                and feminine is False
                and verb.conj
                and node.kind in ("place", "armed_group", "org", "measure")
            ):
                return False
        return True

    def _acts_as(self, kind: str, verb: Node) -> bool:
        """May an entity of this kind be the agent of one of the verb's frames?"""
        frames = [self.lex.frames[f] for form in verb.verbs for f in self.lex.lemmas[form.lemma].frames]
        return not frames or any(
            kind in SIDES.get(f.predicate, FALLBACK)[0] or not any(s.where == "S" for s in f.agent) for f in frames
        )

    def _takes_event(self, verb: Node) -> bool:
        """Does the verb put an event noun under itself (wanting, trying, announcing), so that it is no subject?"""
        for form in verb.verbs:
            lemma = self.lex.lemmas[form.lemma]
            if lemma.reports or any(
                self.lex.ops[o].kind
                in ("intended", "aspect", "failed", "denied", "demanded", "light_agent", "light_patient")
                for o in lemma.ops
            ):
                return True
        return False

    def _is_object(self, arg: Arg, who: str, antecedent: Arg) -> bool:
        """In a relative clause: is the first bare argument the object, the antecedent being the subject?"""
        if who in ("mp", "fp", "d"):
            return True
        subject = antecedent.ents[0] if antecedent.ents else None
        if subject is None:
            return False
        # an object relative takes up its noun by a pronoun; without one, the noun is the subject where it agrees
        ok = agrees_verb(who, subject[0], subject[1])
        return ok or not (agrees_verb(who, arg.ents[0][0], arg.node) if arg.ents else True)

    def _dropped(self, who: str) -> Arg | None:
        if not self.before:
            return None
        ents = [(e, n) for e, n in self.before if not who or agrees_verb(who, e, n)]
        if who in ("mp", "d") and len(self.before) > 1:
            ents = list(self.before)
        return Arg(ents[0][1], ents, via="dropped") if ents else None

    def _left(self, k: int) -> Arg | None:
        """A subject before its verb: the first bare noun phrase of the clause."""
        nodes = self.nodes
        lo = k - 1
        while lo >= 0:
            t = nodes[lo].t
            if t == "v" and nodes[lo].role != "hal":
                owner = self._relative_owner(lo, k)  # الموفد، الذي أمضى أسبوعا في صنعاء، قد نجح
                if owner is not None:
                    return owner
            if t in LEFT_STOPS or t == "v":
                break
            if t in ("rel",):
                return None
            if t == "conj" and nodes[lo].head:
                break
            lo -= 1
        if lo >= 0 and nodes[lo].t == "v":
            # after a verb only what a comma or «و» sets apart may open a clause
            cut = next(
                (
                    m
                    for m in range(k - 1, lo, -1)
                    if nodes[m].t in (",", "،", "conj") or (nodes[m].conj and nodes[m].t == "np")
                ),
                None,
            )
            if cut is None:
                return None
            lo = cut - 1 if nodes[cut].t == "np" else cut
        if lo + 1 < k and (pron := self._pronoun_subject(lo + 1, k)) is not None:
            return pron
        j = lo + 1
        comma_skip = False
        while j < k:
            n = nodes[j]
            if n.t in NOMINAL and not n.prep:
                arg = self.take(j)
                between = nodes[arg.end : k]
                if (
                    any(b.t in (",", "،") for b in between)
                    and not comma_skip
                    and sum(b.t in (",", "،") for b in between) % 2
                ):
                    j = next(m for m in range(arg.end, k) if nodes[m].t in (",", "،")) + 1
                    continue
                if any(b.t in ("np", "m") and not b.prep and b.t == "m" for b in between):
                    pass
                return arg if arg.ents or n.t in ("m", "u", "g", "vic", "n") else None
            if n.t in ("p", "x", "r", "o"):
                j = self._modifier_end(j)
                continue
            j += 1
        return None

    def _antecedent(self, k: int) -> Arg | None:
        """The noun that a relative clause describes, where the verb at ``k`` heads one."""
        nodes = self.nodes
        j = k - 1
        while j >= 0 and nodes[j].t in ("neg", "perhaps", "fut", "was", "pron", "adv"):
            j -= 1
        if j < 0:
            return None
        if nodes[j].t == "rel":
            rel = self.s.toks[nodes[j].i].key.lstrip("وف")
            j -= 1
            while j >= 0 and nodes[j].t in (",", "،", '"', "'", "a", ")", "u", "p", "pron"):
                j -= 1
            return self._head_before(j, rel)
        n = nodes[j]
        plain = not self.nodes[k].conj and j + 1 <= k and n.j <= nodes[k].i
        if (
            plain
            and n.t in ("np", "u", "m", "g")
            and not n.art
            and not n.suffix
            and (n.t != "np" or (n.head and n.head != "title" and n.kind not in ("state",)))
        ):
            arg = self._head_before(j)
            if arg is not None and (n.prep or j > 0):
                return arg
        return None

    def _relative_owner(self, v: int, k: int) -> Arg | None:
        """The noun whose relative clause, set off by a comma, holds the verb at ``v``: the subject of the verb at ``k``."""
        nodes = self.nodes
        if not any(n.t in (",", "،") for n in nodes[v:k]):
            return None
        r = v - 1
        while r >= 0:
            t = nodes[r].t
            if t == "rel":
                break
            if t in LEFT_STOPS or (t == "v" and not nodes[r].conj and nodes[r + 1].t not in (",", "،") and v - r > 6):
                return None
            r -= 1
        if r <= 0:
            return None
        j = r - 1
        while j >= 0 and nodes[j].t in (",", "،", '"', "'", "a", ")", "u", "p", "app"):
            j -= 1
        owner = self._head_before(j)
        if owner is None or not owner.ents or owner.node.prep:
            return None
        form = self.nodes[k].verbs[0] if self.nodes[k].verbs else None
        return owner if form is None or agrees_verb(form.who, *owner.ents[0]) else None

    def _pronoun_subject(self, lo: int, k: int) -> Arg | None:
        """«وهي تسيطر», «هو يتوخى»."""
        for j in range(k - 1, lo - 1, -1):
            n = self.nodes[j]
            if n.t == "pron" and n.prep in ("هو", "هي", "هم", "هما"):
                suffix = {"هو": "ه", "هي": "ها"}.get(n.prep, n.prep)
                who = self.pronoun(suffix, j)
                return Arg(n, [(who, n)], j, j + 1, "pron") if who is not None else None
            if n.t not in ("neg", "perhaps", "fut", "adv", "who"):
                return None
        return None

    def _in_comp(self, k: int) -> Arg | None:
        """«أنها نشرت»: the subject is the pronoun on «أن»."""
        j = k - 1
        while j >= 0 and self.nodes[j].t in ("neg", "perhaps", "fut", "was", "adv"):
            j -= 1
        if j < 0 or self.nodes[j].t not in ("comp", "sub"):
            return None
        comp = self.nodes[j]
        suffix = pronoun_suffix(comp.prep)
        if not suffix:
            return None
        if suffix == "نا":
            return Arg(self.speaker[0][1], list(self.speaker), via="pron") if self.speaker else None
        for ent, node in reversed(self.speaker or self.before):
            if agrees(suffix, ent, node):
                return Arg(node, [(ent, node)], via="pron")
        who = self.pronoun(suffix, j)
        return Arg(comp, [(who, comp)], via="pron") if who is not None else None

    def _resumed(self, k: int, args: VerbArgs, relative: Arg) -> bool:
        """«مواقع سيطرت عليها», «الحرب التي شنها»: the pronoun takes up the antecedent, which is not the subject."""
        node = self.nodes[k]
        if node.suffix in ("ه", "ها", "هم") and args.objects and args.objects[0].via == "pron":
            args.objects[0] = relative
            return True
        for n, (prep, arg) in enumerate(args.preps):
            if arg.via == "pron" or (arg.node.t == "pron"):
                args.preps[n] = (prep, relative)
                return True
        return False

    def _head_before(self, j: int, rel: str = "") -> Arg | None:
        nodes = self.nodes
        if j < 0:
            return None
        n = nodes[j]
        if (
            n.t == "np"
            and n.prep == "في"
            and n.kind == "place"
            and rel in ("الذي", "الذين")
            and (n.fem or not n.head or rel == "الذين")
        ):
            b = j - 2 if j > 1 and nodes[j - 1].t == "prep" else j - 1
            if b >= 0 and nodes[b].t == "np" and nodes[b].ent is not None:  # مقر اللواء في العزيزية الذي …
                n, j = nodes[b], b
        if n.t in ("np", "m", "g", "u"):
            arg = Arg(n, at=j, end=j + 1, via=n.t)
            if n.ent is not None:
                arg.ents.append((n.ent, n))
            back = j
            while back > 0 and nodes[back].coord and nodes[back - 1].t == "np":
                back -= 1
                if nodes[back].ent is not None:
                    arg.ents.insert(0, (nodes[back].ent, nodes[back]))  # type: ignore[arg-type]
            return arg
        return None
