"""The arguments of a verb, masdar or participle: what stands where around a cue.

Verb first or subject first (VSO, SVO), objects, prepositions, genitives, coordination shared out, pronouns. A clause ends
at a full stop, colon, subordinator, «أن» or the next verb; commas close the search for bare arguments.
"""

from __future__ import annotations

from marsad.reader.agreement import agrees_verb, pronoun_prep, pronoun_suffix
from marsad.reader.nodes import Node
from marsad.reader.nominals import NOMINAL, STOPS, Arg, VerbArgs
from marsad.reader.sides import ACTORS
from marsad.reader.subjects import Subjects

FAR = 80  # nodes from a cue to its last argument


class Arguments(Subjects):
    """Finds arguments among the nodes of one sentence."""

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
        size = min(len(nodes), k + FAR)
        while j < size:
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
                j = arg.end if arg.end > j else j + 1
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
        if len(forms) == 1:
            return self.lex.wanted(forms[0].lemma)
        return frozenset().union(*(self.lex.wanted(x.lemma) for x in forms))

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
            args.subject = bare.pop(0) if bare and self._subject(bare[0], agreement, node) else self._dropped(agreement)
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
            left = self._in_comp(k) or self._in_being(k, agreement)
        if left is not None:
            args.subject = self._both(left, k) if agreement in ("d", "mp") else left
            args.objects += bare
            return args
        if bare and self._subject(bare[0], agreement, node):
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

    def _damma(self, node: Node) -> bool:
        """Is a perfect marked as passive by its first vowel (قُتل)?"""
        if not node.verbs or node.verbs[0].tense != "p":
            return False
        start = self.s.start(node.i, node.verbs[0].cut.skip)
        return self.s.text[start + 1 : start + 2] == "ُ"
