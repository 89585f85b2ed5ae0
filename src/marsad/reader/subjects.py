"""The subject of a verb: before it, behind it, in its relative clause or «أن», or carried over from the clause before."""

from __future__ import annotations

from msgspec.structs import replace

from marsad.reader.agreement import agrees, agrees_verb, pronoun_suffix
from marsad.reader.nodes import Node
from marsad.reader.nominals import LEFT_STOPS, NOMINAL, Arg, Nominals, VerbArgs


class Subjects(Nominals):
    """Finds subjects among the nodes of one sentence."""

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
                return arg if arg.ents or n.suffix or n.t in ("m", "u", "g", "vic", "n") else None
            if n.t in ("p", "x", "r", "o"):
                plain = n.t == "o" and nodes[j + 1].t == "np" and not nodes[j + 1].prep
                j = j + 1 if plain else self._modifier_end(j)  # لم يعد الحزب يسيطر: the name is the subject
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

    def _in_being(self, k: int, who: str) -> Arg | None:
        """«نفت أن تكون قد زودت فلانا»: who would have done it is the subject in force, not the name behind the verb."""
        j = k - 1
        while j > 0 and self.nodes[j].t == "perhaps":
            j -= 1
        if j < 1 or j == k - 1 or self.nodes[j].t != "was" or self.nodes[j - 1].t != "comp":
            return None
        return self._dropped(who)

    def _resumed(self, k: int, args: VerbArgs, relative: Arg) -> bool:
        """«مواقع سيطرت عليها», «الحرب التي شنها»: the pronoun takes up the antecedent, which is not the subject."""
        node = self.nodes[k]
        if node.suffix in ("ه", "ها", "هم"):
            args.objects[: bool(args.objects) and args.objects[0].via == "pron"] = [relative]
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
        if rel == "الذين" and n.ent is not None and n.ent.media:  # تحدث سكان لـ«عكاظ» الذين …
            j = next((m for m in range(j - 1, max(-1, j - 4), -1) if nodes[m].t == "np"), j)
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

    def _subject(self, arg: Arg, who: str, verb: Node) -> bool:
        """May the first bare argument be the subject, by agreement and case?"""
        node = arg.node
        if node.t == "np" and node.case == "acc" and not node.num:
            return False
        if node.t == "m" and (node.head.endswith("ا") or self._takes_event(verb)):
            return False  # يريد كسر الحظر
        if who in ("mp", "fp", "1", "2", "d"):
            return False
        if who == "fs" and verb.conj and (node.num or node.t in ("n", "vic")) and self._dropped("fs") is not None:
            return False  # وتصدت القوات … وقتلت خمسة من المسلحين
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
            kind in self.lex.book.sides[f.predicate][0] or not any(s.where == "S" for s in f.agent) for f in frames
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
            return antecedent.node.t == "m"  # الهجوم الذي استهدف القوات: events strike, and are not struck
        # an object relative takes up its noun by a pronoun; without one, the noun is the subject where it agrees
        ok = agrees_verb(who, subject[0], subject[1])
        return ok or not (agrees_verb(who, arg.ents[0][0], arg.node) if arg.ents else True)

    def _both(self, left: Arg, k: int) -> Arg:
        """«دمشق وحليفتها موسكو تتهمان»: a dual takes the second of a pair that a phrase with «و» joins to the first."""
        nodes = self.nodes[left.end : k]
        if (
            len(left.ents) != 1
            or len(nodes) < 2
            or nodes[0].t != "x"
            or not self.s.toks[nodes[0].i].key.startswith("و")
        ):
            return left
        if all(n.t == "np" and not n.prep for n in nodes[1:]):
            return replace(left, ents=left.ents + [(n.ent, n) for n in nodes[1:] if n.ent is not None], end=k)
        return left
