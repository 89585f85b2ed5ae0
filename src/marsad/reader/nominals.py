"""Noun phrases as arguments: genitives, coordination shared out, and whom a pronoun means."""

from __future__ import annotations

from msgspec import Struct

from marsad.reader.agreement import agrees
from marsad.reader.entities import Ent, Registry
from marsad.reader.nodes import Node, Sentence
from marsad.reader.sides import ACTORS

STOPS = frozenset({"v", "sub", "comp", "cond", "what", ".", ":", ";", "؛", "!", "?", "؟", "|", "…"})
LEFT_STOPS = frozenset({"sub", "comp", "cond", ".", ":", ";", "؛", "!", "?", "؟", "|", "…", "was", "-"})
STATEMENTS = frozenset("بيان بلاغ تقرير تصريح رساله مذكره اعلان برقيه".split())
ISSUED = frozenset({"ل", "صادر عن", "صادره عن", "صدر عن", "عن"})
NOMINAL = frozenset({"np", "m", "u", "g", "vic", "n"})
GENITIVES = 16  # nodes of a chain of nouns


class Arg(Struct):
    """An argument: its head node and the entities it stands for, coordination included."""

    node: Node
    ents: list[tuple[Ent, Node]] = []
    at: int = -1  # index of the head node
    end: int = -1  # index behind the last node taken
    via: str = ""  # np, or the kind of noun through which the entity was reached
    through: list[tuple[Ent, Node]] = []  # actors of an event that is the argument

    def kinds(self) -> set[str]:
        return {e.kind for e, _ in self.ents}


class VerbArgs(Struct):
    """What stands around a verb."""

    subject: Arg | None = None
    objects: list[Arg] = []
    preps: list[tuple[str, Arg]] = []
    passive: bool = False
    dropped: bool = False  # the subject is taken over from the clause before
    comp: int = -1  # index of the «أن» that follows
    end: int = -1


class Nominals:
    """The noun phrases of one sentence. ``before`` are the subjects of the clause before."""

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
            j = self._past(k + 1, ("adv",) if node.t in ("vic", "n") else ())  # عشرة على الأقل من الجنود
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
            if node.t == "u" and j < len(self.nodes) and self._statement(node, self.nodes[j : j + 2]):
                told = next(n for n in self.nodes[j : j + 2] if n.t == "np")
                self._add(arg, told)  # بيان صادر عن الوزارة
                arg.end = self.nodes.index(told) + 1
                return arg
            if (
                node.t in ("vic", "n")
                and j < len(self.nodes)
                and self.nodes[j].t == "np"
                and self.nodes[j].prep == "من"
            ):
                self._add(arg, self.nodes[j])
                arg.end = j + 1
            elif (
                not node.art
                and not node.suffix
                and j < len(self.nodes)
                and j == k + 1
                and not (node.t == "g" and node.j - node.i > 1 and self.s.words[node.j - 1].main.article)
            ):  # قصفت بقذائف الهاون | حي الضربة
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

    def _statement(self, node: Node, after: list[Node]) -> bool:
        """«بيان صادر عن الوزارة», «تقرير للمنظمة»: what is said is said by whose it is."""
        if self.s.words[node.i].main.stem not in STATEMENTS or node.suffix:
            return False
        told = next((n for n in after if n.t == "np"), None)
        return told is not None and told.ent is not None and told.prep in ISSUED and told.kind in ACTORS

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
        if who.kind in ("person", "source") and node.head in ("بلاد", "بلد", "دوله", "حكومه"):
            return self.reg.country_of(who) or who
        if node.role == "body" and who.kind == "person" and who.parent is not None:
            return self.reg.known(who.parent)
        if node.role in ("body", "") or who.kind != "person":
            return who
        return who

    def _past(self, j: int, also: tuple[str, ...] = ()) -> int:
        while j < len(self.nodes) and self.nodes[j].t in ("dem", "quant", '"', "'", *also):
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
        last = min(len(self.nodes), k + GENITIVES)
        while j < last and not node.art and not node.suffix:
            after = self.nodes[j]
            if after.t in ("dem", "quant", '"'):
                j += 1
                continue
            if node.t == "m" and node.adjs:
                break  # قتلت غارة أميركية | 13 من المقاتلين: behind an adjective no genitive follows
            if after.t in ("np", "m", "u", "g", "vic", "n") and not after.prep and not after.conj:
                node = after
                j += 1
                if after.t == "np":
                    break
                continue
            break
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
