"""One pass over a sentence: its words become nodes (names, cues, particles, marks) in the order of the text."""

from __future__ import annotations

from typing import Any

from marsad.arabic.numbers import number_at
from marsad.arabic.words import Cut
from marsad.reader.agreement import pronoun_suffix
from marsad.reader.entities import Ent, Registry
from marsad.reader.groups import PLAIN_CUT, Groups
from marsad.reader.nodes import Node, Sentence
from marsad.reader.vocabulary import (
    ACTS,
    BANS,
    BOTH,
    BREAKS,
    DESCRIBING,
    DETACHED,
    DUALS,
    NOUN_BEFORE,
    OWN_PART,
    VERB_BEFORE,
    VICTIMS,
)


class Scanner(Groups):
    """Turns the words of one sentence into nodes."""

    def __init__(self, sent: Sentence, reg: Registry, dates: list[Any]) -> None:
        super().__init__(sent, reg)
        self.dates = {d.start + sent.lo: d for d in dates if d.kind != "name"}
        self.dated.update(m + sent.lo for d in dates for m in range(d.start, d.end))
        self.keys = [t.key for t in sent.toks[sent.lo : sent.hi]]
        self.prep, self.prep_at = "", -1
        self.clause_verb = False

    def scan(self) -> list[Node]:
        nodes = self.s.nodes
        i = self.s.lo
        while i < self.hi:
            made = self._next(i, nodes)
            for node in made:
                if nodes and node is nodes[-1]:
                    continue
                self._attach(node, nodes)
                nodes.append(node)
            i = max(made[-1].j, i + 1) if made else i + 1
        self._appositions(nodes)
        for k, n in enumerate(nodes):
            if (
                n.t == "m" and n.measure is not None
            ):  # الحظر الدولي على تصدير السلاح; العزلة الأوروبية: Europe is an actor
                after = nodes[k + 2] if k + 2 < len(nodes) and nodes[k + 1].prep == "علي" else None
                banned = after is not None and n.art and after.t in ("m", "g", "u") and n.head in BANS
                n.name_end = after.j if banned and after is not None else (n.i + 1 if n.adjs else n.j)
        dash = next((n for n in nodes[:12] if n.t in ("-", ":")), None)
        if (
            dash is not None
            and dash.t == "-"
            and any(n.t == "d" for n in nodes if n.i < dash.i)
            and not any(n.t in ("v", "m") for n in nodes if n.i < dash.i)
        ):
            self.s.dateline = dash.j
        return nodes

    def _appositions(self, nodes: list[Node]) -> None:
        """«هادي العامري، الأمين العام لمنظمة بدر»: a title beside a name is that person's."""
        last: Node | None = None
        for k, n in enumerate(nodes):
            if n.t == "np" and n.kind == "person":
                if last is not None and last.ent is n.ent and n.ent is not None and not n.conj and nodes[k - 1] is last:
                    n.t = "app"
                    continue
                if last is not None and not n.conj and (not n.prep or n.prep == last.prep) and last.ent is not n.ent:
                    named, title = (last, n) if n.head == "title" else (n, last)
                    apart = nodes[k - 1] is not last
                    if (
                        title.head == "title"
                        and named.head != "title"
                        and (
                            apart or not self._titled_by_nation(named)
                        )  # أقال الرئيس قيس سعيد رئيس الحكومة: two persons
                        and named.ent is not None
                        and title.ent is not None
                    ):
                        self._merge(named, title)
                        n.t, n.ent = "app", None
                        if named is n:
                            last.ent, last.head, last.fem = named.ent, "", named.fem
                            n.ent = None
                            last.kind = "person"
                            last.ent = self._app_ent
                        continue
                last = n
            elif n.t not in (",", "،", '"') or (last is not None and nodes[k - 1] is not last):
                last = None

    _app_ent: Ent | None = None

    def _titled_by_nation(self, node: Node) -> bool:
        """Has a person's mention an office with a nationality (الرئيس التونسي قيس سعيد), so that a second office is another's?"""
        return node.role == "head" and any(self.words[m].adj is not None for m in range(node.i, node.j))

    def _merge(self, named: Node, title: Node) -> None:
        person, role = named.ent, title.ent
        self._app_ent = person
        if person is None or role is None:
            return
        start, end = self.s.start(title.i), self.s.end(title.j)
        role.mentions[:] = [m for m in role.mentions if not (start <= m[0] and m[1] <= end)]
        self.s.roles[:] = [
            r._replace(person=person) if r.person is role and title.i <= r.i < title.j else r for r in self.s.roles
        ]
        self.reg.last["person"] = person

    def _attach(self, node: Node, nodes: list[Node]) -> None:
        """Preposition and coordination of a new node."""
        last = nodes[-1] if nodes else None
        t = node.t
        if last is not None and last.t == "quant" and last.conj and not node.conj:
            node.conj = last.conj
        if t in ("np", "m", "g", "u", "a", "n", "p", "s"):
            if not node.prep and self.prep:
                node.prep, node.prep_at = self.prep, self.prep_at
                node.conj = node.conj or self._prep_conj
            elif last is not None and (node.conj or last.t == "conj"):
                before = last
                if last.t in ("conj", ",", "،", "quant") and len(nodes) > 1:
                    before = nodes[-2]
                if before.t in ("np", "m", "g", "a", "u", "d") and not node.prep:
                    node.coord = True
                    if t != "m" or before.t == "m":
                        node.prep = before.prep
        if t == "prep":
            self.prep, self.prep_at, self._prep_conj = node.prep, node.i, node.conj
        elif t not in ("quant", "dem", '"', "'", "n", "(", "by"):
            self.prep, self.prep_at, self._prep_conj = "", -1, ""
        if t == "v":
            self.clause_verb = True
        elif t in BREAKS or node.conj == "ف":
            self.clause_verb = False

    _prep_conj = ""

    # --- one node -----------------------------------------------------------------------------------------------

    def _next(self, i: int, nodes: list[Node]) -> list[Node]:
        tok = self.toks[i]
        if tok.key in DETACHED and tok.kind == "w":  # بـ«المؤتمر», و«الحشد»
            node = Node("conj" if tok.key in "وف" else "prep", i, i + 1)
            node.prep = tok.key[-1] if tok.key not in "وف" else ""
            node.conj = tok.key[0] if tok.key[0] in "وف" else ""
            return [node]
        date = self.dates.get(i)
        if date is not None and date.end > date.start:
            node = Node("d", i, date.end + self.s.lo)
            node.head = date.value
            node.conj = self.words[i].main.conj
            return [node]
        if tok.kind == "p":
            return [self._mark(i)]
        number = number_at(self.keys, i - self.s.lo)
        if number is not None and number.end > number.start:
            return self._counted(i, number, nodes)
        if tok.kind == "n":
            return [Node("n", i, i + 1)]
        w = self.words[i]
        last = nodes[-1] if nodes else None
        known = self.known(i) if w.names else None
        phrases = self.phrase(i)
        particle = w.part is not None
        title = next((p[0] for p in phrases if p[1][0] == "t"), 0)
        other = next((p[0] for p in phrases if p[1][0] in "eh"), 0)
        long = [
            p for p in phrases
            if p[1][0] in "xorfp" and (known is None or p[0] > known[0]) and (p[0] > i + 1 or not particle) and p[0] > title
            and p[0] >= other and (p[1][0] != "p" or p[0] > i + 1)
        ]  # fmt: skip
        if tok.key in ("بكل", "لكل") and i + 1 < self.hi and self.words[i + 1].key == "من":
            node = Node("prep", i, i + 2)  # حل بكل من الزنتان وطبرق
            node.prep = tok.key[0]
            return [node]
        if long and long[0][1][0] == "x" and long[0][0] == i + 1 and long[0][2].article:
            long = []  # العاصمة, المعقل by themselves tie nothing
        if long and long[0][1][0] == "x" and any(n.kind in "ax" for n in w.nouns):
            long = []  # المدعومة من: read as a participle, by what it agrees with
        if long and long[0][1][0] == "x" and long[0][0] == i + 1 and w.nouns and last is not None and last.t == "v":
            long = [p for p in long if p[0] > i + 1]  # حظي بمساندة القاهرة: the verb takes the masdar
        if long:
            return self._phrase_nodes(i, long, last)
        if w.main.stem in VICTIMS and not (w.verbs and self.is_verb(i, nodes)):
            return [self._victims(i, None)]
        if w.part is not None and w.part[0] == "noun" and not known:
            node = Node("adv", i, i + 1)  # يوم, شهر: when, not whom
            node.conj = w.part[2]
            return [node]
        if w.part is not None and w.part[0] != "noun":
            if (direction := self.direction(i)) is not None:
                return [direction]
            if not (known and known[0] > i + 1):
                return [self._particle(i)]
        if w.main.article and "ال" + w.main.stem in BOTH:
            node = Node("np", i, i + 1)
            node.conj, node.prep, node.art, node.role = w.main.conj, w.main.prep, True, "both"
            node.kind, node.pair = "bloc", self.reg.both()
            return [node]
        if w.verbs and (known is None or known[0] == i + 1) and self.is_verb(i, nodes):
            node = Node("v", i, i + 1)
            node.verbs = w.verbs
            node.conj, node.suffix = w.verbs[0].cut.conj, w.verbs[0].cut.suffix
            return [node]
        if (direction := self.direction(i)) is not None:
            return [direction]
        if (person := self._surname(i)) is not None and known is None:
            return [person]
        if (cue := self._cue(i, nodes, phrases)) is not None:
            return cue
        described = last is not None and last.t in ("u", "m") and last.art and last.j == i
        if (
            described
            and w.main.article
            and not w.names
            and w.key.endswith(("ي", "يه"))
            and phrases
            and phrases[0][0] == i + 1
        ):
            return [self._other(i)]  # الأزمة السياسية
        if w.names or w.given or w.codes or w.phrases:
            passive = last is not None and (last.t == "p" or (len(nodes) > 1 and nodes[-2].t == "p"))
            np = self.noun_phrase(i, self.prep, passive)
            if np is not None:
                if np.num is None and w.main.stem in DUALS:
                    np.num = (2, None, i, i + 1)
                return self._with_bracket(np)
        if w.adj is not None:
            return [self._adjective(i)]
        good = next((p for p in phrases if p[1][0] == "g"), None)
        if good is not None:
            return [self._good(i, good)]
        return [self._other(i)]

    def _surname(self, i: int) -> Node | None:
        """The surname of a person whom the report has named in full before."""
        w = self.words[i]
        cut = w.main
        surface = ("ال" if cut.article else "") + cut.stem
        if cut.suffix or len(surface) < 4 or w.codes or (w.nouns and not cut.article):
            return None
        ent = self.reg.surname(surface)
        if ent is None:
            return None
        self.mention(ent, i, i + 1, cut)
        return self.node(i, i + 1, cut, self.reg.touch(ent))

    def _mark(self, i: int) -> Node:
        q = self.quoted(i)
        if q > 0:
            found = self.known(i + 1)
            if found and found[0] == q:
                ent = self.entity_of(found[1], i + 1, q, self.prep or found[2].prep, False)
                self.reg.mention(ent, self.s.start(i), self.s.end(q + 1))
                node = self.node(i, q + 1, found[2], ent)
                node.art = self.words[i + 1].main.article
                if (
                    i > self.s.lo
                    and self.toks[i - 1].kind == "w"
                    and len(self.toks[i - 1].key) <= 2
                    and self.toks[i - 1].key in ("و", "ب", "ل", "وب", "ول", "ك")
                ):
                    node.conj = "و" if self.toks[i - 1].key[0] == "و" else ""
                return node
            head = next(
                (p for p in self.phrase(i + 1) if p[1][0] == "h" and p[1].endswith(("name", "body")) and not p[2].prep),
                None,
            )
            if (
                head is not None
                and head[0] < q
                and (not self.words[i + 1].main.article or self.toks[q - 1].kind == "n" or q - i > 2)
            ):  # «حركة نور الدين الزنكي»
                ent = self._quoted_body(i, q, head)
                node = self.node(i, q + 1, PLAIN_CUT, ent)
                node.head, node.art = head[2].stem, True
                return node
        return Node(self.toks[i].key, i, i + 1)

    def _quoted_body(self, i: int, q: int, head: tuple[int, str, Cut]) -> Ent:
        """A body named whole inside quotation marks."""
        kind = head[1][1:].partition(",")[0]
        found = self.known(i + 1)
        name = " ".join(t.key for t in self.toks[i + 1 : q])
        if found and found[0] == q:
            ent = self.reg.known(int(found[1].split(" ")[0][1:]))
        else:
            ent = self.reg.find(name) or self.reg.named(kind, name)
        self.reg.heads[head[2].stem] = ent
        self.reg.mention(ent, self.s.start(i), self.s.end(q + 1))
        return ent

    def _phrase_nodes(self, i: int, options: list[tuple[int, str, Cut]], last: Node | None) -> list[Node]:
        j, code, cut = options[0]
        if code[0] == "o" and cut.article and last is not None and last.t == "m" and last.j == i:
            last.ops = (*last.ops, int(code[1:]))  # الدعم الروسي المتوقع
            last.j = j
            return [last]
        if code[0] in "r" and self.words[j - 1].key in ("ان", "انه", "انها") and j > i + 1:
            node = Node("comp", i, j)  # ومن المعلوم أن: the report's own voice
            node.conj, node.prep = cut.conj, "ان"
            return [node]
        node = self._phrase_node(i, options)
        if node.x and node.t == "m":
            for k in range(i + 1, j):
                if self.words[k].adj is not None and self.words[k].main.article == node.art:
                    self._national(node, k, None)
            stem = self.words[i].main.stem
            node.head = stem
            return self._adjectives_of(node, any(c[0] == "e" for c, _ in self.words[i].codes), self.words[i].main)
        return [node]

    def _phrase_node(self, i: int, options: list[tuple[int, str, Cut]]) -> Node:
        j = options[0][0]
        same = [p for p in options if p[0] == j]
        code = same[0][1][0]
        cut = same[0][2]
        if code == "p":
            cls, _, note = same[0][1][1:].partition(",")
            node = Node(cls, i, j)
            node.conj, node.head = cut.conj, note
            node.prep = " ".join([self.toks[i].key[len(cut.conj) :], *(t.key for t in self.toks[i + 1 : j])])
            return node
        if code == "r" and OWN_PART.match(self.words[j - 1].key):
            node = Node("adv", i, j)  # من جهته، بدوره
            node.conj = cut.conj
            return node
        if code == "o" and self.lex.ops[int(same[0][1][1:])].kind == "aspect":
            node = Node("was", i, j)  # كانت قد
            node.conj = cut.conj
            return node
        node = Node({"x": "x", "o": "o", "r": "r", "f": "m"}[code], i, j)
        node.conj = cut.conj
        refs = tuple(int(p[1][1:]) for p in same if p[1][0] == code)
        if code in "xf":
            node.x = refs
            node.art, node.prep, node.suffix = cut.article, cut.prep, cut.suffix
        else:
            node.ops = refs
        return node

    def _particle(self, i: int) -> Node:
        cls, note, conj = self.words[i].part or ("adv", "", "")
        node = Node(cls, i, i + 1)
        node.conj = conj
        node.head = note
        node.suffix = ""
        if cls in ("prep", "by", "pron", "neg", "sub", "comp", "cond", "was"):
            key = self.words[i].key
            node.prep = key[len(conj) :]
        return node

    def is_verb(self, i: int, nodes: list[Node]) -> bool:
        """Is an ambiguous word a verb here? An imperfect is; a perfect is where a clause opens and a subject follows."""
        w = self.words[i]
        first = w.verbs[0]
        whole = w.names and w.names[0][0] in self.lex.names and w.names[0][0] not in self.lex.stop
        nominal = bool(w.nouns) or whole or any(c[0] in "hte" for c, _ in w.codes)
        before = nodes[-1] if nodes else None
        if first.cut.prep == "س":
            return True
        if first.who == "d" and first.tense == "p" and nominal:
            return False  # ردا، دعما: the accusative of a masdar looks like a dual
        if self.prep and before is not None and before.t == "prep":
            if self.prep == "من" and first.tense == "i" and not nominal:
                before.t = "who"  # من يمول القوات: who does, not from whom
                return True
            return not nominal and self.prep not in ("الي", "علي", "في", "عن", "من")
        if not nominal:
            return True
        if before is not None and before.t in VERB_BEFORE:
            return True
        if (
            first.tense == "p"
            and first.cut.suffix
            and before is not None
            and before.t == "m"
            and not before.art
            and before.j == i
        ):
            return True  # هجوم شنه مسلحون
        if before is not None and before.t == "comp":
            # «إنه قصف قاعدة»: behind «إن» with a pronoun a perfect tells what he did; a bare masdar names what it was
            return first.tense == "i" or (bool(pronoun_suffix(before.prep)) and self._subject_follows(i + 1))
        if before is not None and before.t in NOUN_BEFORE:
            return False
        if first.tense == "i" and not whole:
            return True
        if whole and first.tense == "i":
            return before is None and self._subject_follows(i + 1)
        if first.cut.suffix and (first.cut.conj or before is None or before.t in BREAKS):
            after = self.words[i + 1].part if i + 1 < self.hi else None
            if after is not None and after[0] in ("comp", "prep"):
                return True
        if before is None or before.t in BREAKS or before.t in ('"', "d", "|", "r"):
            return self._subject_follows(i + 1)
        if first.cut.conj:
            return self._subject_follows(i + 1) and before.t not in ("m",)
        if before.t in ("np", "a") and not self.clause_verb and before.prep in ("", "في"):
            return self._subject_follows(i + 1) and (
                before.art or before.kind in ("person", "state") or not before.head
            )
        if before.t in ("adv", "sub"):
            return self._subject_follows(i + 1)
        return False

    def _subject_follows(self, j: int) -> bool:
        if j >= self.hi:
            return False
        tok, w = self.toks[j], self.words[j]
        if tok.kind == "n":
            return True
        if tok.kind == "p":
            return tok.key == '"'
        if w.part is not None:
            return w.part[0] in ("dem", "quant", "what", "pron") or (
                w.part[0] in ("prep", "by") and w.key in ("في", "علي", "من", "الي")
            )
        if w.main.prep:
            return bool(w.names) and w.names[0][1].prep == "" and w.names[0][0] in self.lex.names
        if w.main.article or w.given:
            return w.adj is None or not w.main.article or True
        if w.names or any(c[0] in "hts" for c, _ in w.codes):
            return not (w.key.endswith(("ي", "يه")) and w.adj is not None)
        return number_at(self.keys, j - self.s.lo) is not None

    # --- cues that are nouns --------------------------------------------------------------------------------------

    def _cue(self, i: int, nodes: list[Node], phrases: list[tuple[int, str, Cut]]) -> list[Node] | None:
        """A masdar, event noun or participle as a cue; None where the word names an actor here."""
        w = self.words[i]
        measure = next((p for p in phrases if p[1][0] == "e"), None)
        if not w.nouns and measure is None:
            return None
        if phrases and phrases[0][0] > i + 1 and phrases[0][1][0] in "ths":
            return None
        kinds = {n.kind for n in w.nouns}
        named = any(c[0] in "hts" for c, _ in w.codes)
        if (
            named
            and kinds <= {"a", "x"}
            and nodes
            and nodes[-1].t in ("np", "a")
            and nodes[-1].j == i
            and (w.main.article or not (nodes[-1].art or nodes[-1].kind in ("state", "person")))
            and self._takes_complement(i)
        ):
            named = False  # القوات الموالية لـ: a participle that describes
        if w.names:
            found = self.known(i)
            if found and (found[0] > i + 1 or not (kinds & {"m", "n"})):
                return None
        if (
            kinds & {"m", "n"}
            and kinds & {"a", "x"}
            and nodes
            and nodes[-1].t == "np"
            and nodes[-1].j == i
            and w.main.article
            and not w.main.conj
            and not w.main.prep
        ):
            kinds -= {"m", "n"}  # الأحياء المحاصرة: after a definite noun it describes
            measure = None
        if kinds & {"m", "n"} or measure is not None:
            if (
                named
                and measure is None
                and (w.main.article or w.main.stem not in ACTS or not self._genitive_follows(i + 1))
            ):
                return None
            j = measure[0] if measure else i + 1
            node = Node("m", i, j)
            cut = measure[2] if measure else next(n.cut for n in w.nouns if n.kind in "mn")
            node.nouns = tuple(n for n in w.nouns if n.kind in "mn")
            node.conj, node.prep, node.art, node.suffix = cut.conj, cut.prep, cut.article, cut.suffix
            node.head = cut.stem
            return self._adjectives_of(node, measure is not None, cut)
        if named:
            return None
        n = next(x for x in w.nouns if x.kind in kinds)
        last = nodes[-1] if nodes else None
        beside = last is not None and last.t in ("np", "u", "m", "g") and not last.art and last.j == i
        apart = last is not None and (
            last.t in (",", "،") or (last.t in ("np", "m", "u") and (last.art or last.kind in ("state", "person")))
        )
        hal = (n.who == "acc" and not beside) or (n.who == "fs" and not n.cut.article and apart)
        hal = hal and self._acts(n.lemma)
        if hal and n.kind == "a" and not n.cut.article and not n.cut.prep:
            node = Node("v", i, i + 1)
            node.nouns = tuple(x for x in w.nouns if x.kind == "a")
            node.role = "hal"
            node.conj = n.cut.conj
            return [node]
        node = Node("p", i, i + 1)
        node.nouns = tuple(x for x in w.nouns if x.kind in "ax")
        node.conj, node.prep, node.art, node.suffix = n.cut.conj, n.cut.prep, n.cut.article, n.cut.suffix
        return [node]

    def _acts(self, lemma: int) -> bool:
        """Does a verb tell what somebody does, not only how things stand (تابعا لـ describes)?"""
        known = self.lex.lemmas[lemma]
        frames = [self.lex.frames[f].predicate for f in known.frames]
        return bool(known.ops or known.reports) or any(p not in DESCRIBING for p in frames)

    def _genitive_follows(self, j: int) -> bool:
        if j >= self.hi:
            return False
        w = self.words[j]
        return (
            self.toks[j].kind == "w"
            and w.part is None
            and not w.main.conj
            and not w.main.prep
            and (w.main.article or bool(w.names))
        )

    def _adjectives_of(self, node: Node, measure: bool, cut: Cut) -> list[Node]:
        """Adjectives after an event noun: nationalities are its actors (الدعم الروسي، السلاح الأطلسي والتركي)."""
        j = node.j
        end = j
        while j < self.hi:
            tok, w = self.toks[j], self.words[j]
            if tok.key in ('"', "'"):
                q = self.quoted(j)
                if q == j + 2 and self.words[j + 1].adj is not None and self.words[j + 1].main.article == node.art:
                    self._national(node, j + 1, (j, q + 1))
                    j = end = q + 1
                    continue
                break
            if tok.kind == "p" and tok.key == "-" and node.adjs:
                j += 1
                continue
            if tok.kind != "w":
                break
            if w.key == "و" and node.adjs and j + 1 < self.hi and self.toks[j + 1].key == '"':
                j += 1
                continue
            if (
                w.adj is not None
                and (not w.adj[1].prep)
                and (w.adj[1].article == node.art or (node.adjs and (w.adj[1].conj or self.toks[j - 1].key == "-")))
            ):
                if w.adj[1].conj and not node.adjs:
                    break
                if w.names and not w.adj[1].article and self.known(j) is not None and not w.key.endswith(("ي", "يه")):
                    break
                self._national(node, j, None)
                j += 1
                end = j
                continue
            if not self.adjective(j, node.art) or (w.verbs and not node.art):
                break
            j += 1
            end = j
        node.j = end
        if measure:
            name = ("ال" if node.art else "") + node.head
            if node.art and end == node.i + 1 and not node.adjs:
                ent = self.reg.anaphor("measure:" + cut.stem) or self.reg.named("measure", name)
            else:
                ent = self.reg.named("measure", self.folded(node.i, end, cut))
            self.reg.heads["measure:" + cut.stem] = ent
            node.measure = ent
        return [node]

    def _national(self, node: Node, at: int, quotes: tuple[int, int] | None) -> None:
        adj = self.words[at].adj
        if adj is None:
            return
        ent = self.reg.known(adj[0])
        if quotes:
            self.reg.mention(ent, self.s.start(quotes[0]), self.s.end(quotes[1]))
        else:
            self.mention(ent, at, at + 1, adj[1])
        node.adjs.append((ent, at, at + 1))

    def _adjective(self, i: int) -> Node:
        """A nationality adjective by itself: «الروس», or one that describes an unknown noun."""
        w = self.words[i]
        cut = w.adj[1] if w.adj else PLAIN_CUT
        ent = self.reg.known(w.adj[0]) if w.adj else None
        before = self.s.nodes[-1] if self.s.nodes else None
        plural = cut.stem.endswith(("ون", "ين", "س", "راك", "راد", "ريكان", "يون"))
        node = Node("a", i, i + 1)
        node.conj, node.prep, node.art, node.ent = cut.conj, cut.prep, cut.article, ent
        node.kind = ent.kind if ent else ""
        if plural and cut.article and not (before is not None and before.t == "u" and before.j == i):
            node.t = "np"
        if ent is not None and (node.t == "np" or node.art):
            self.mention(ent, i, i + 1, cut)
        return node

    # --- numbers, goods, the rest -----------------------------------------------------------------------------------

    def _counted(self, i: int, number: Any, nodes: list[Node]) -> list[Node]:
        """A number with what it counts: «أربعة مدنيين», «11 من سكان حي», «17 قتيلا»."""
        j = number.end + self.s.lo
        num = (number.value, number.max, i, j) if not number.vague else None
        conj = self.words[i].main.conj if self.toks[i].kind == "w" else ""
        prep = self.words[i].main.prep if self.toks[i].kind == "w" else ""
        k = j
        if k < self.hi and self.words[k].key in ("من", "اخرين", "اخرون", "شخصا", "شخص", "اشخاص"):
            k += 1
        if k < self.hi:
            w = self.words[k]
            if (
                k == j
                and w.nouns
                and any(n.kind in "mn" for n in w.nouns)
                and not w.main.prep
                and not any(c[0] in "hts" for c, _ in w.codes)
            ):
                made = self._cue(k, nodes, self.phrase(k))
                if made is not None and made[0].t == "m":
                    made[0].i = i
                    made[0].conj, made[0].prep = conj, prep
                    return made
            if self.words[k].main.stem in VICTIMS and not self.words[k].main.prep:
                node = self._victims(k, num)
                node.i = i
                node.conj, node.prep = conj, prep
                return [node]
            np = (
                self.noun_phrase(k, "من", counted=True)
                if self.toks[k].kind == "w" and not self.words[k].main.prep
                else None
            )
            if np is not None:
                np.num, np.i, np.case = num, i, ""  # what is counted stands in the genitive, whatever it does
                np.conj, np.prep = conj, prep
                return [np]
            w = self.words[k]
            plural = (
                w.adj is not None and w.adj[1].stem.endswith(("ين", "ون")) and not w.adj[1].conj and not w.adj[1].prep
            )
            if plural and w.adj is not None:  # خمسة فلسطينيين, آلاف السودانيين: people of that nation
                people = self.reg.named("people", self.folded(k, k + 1, w.adj[1]))
                self.mention(people, k, k + 1, w.adj[1])
                np = self.node(i, k + 1, w.adj[1], people)
                np.num, np.conj, np.prep = num, conj, prep
                return [np]
        node = Node("n", i, k if k > j and self.words[j].key != "من" else j)
        node.num = num
        node.conj, node.prep = conj, prep
        if node.j < self.hi and self.toks[node.j].kind == "w":
            node.head = self.words[node.j].main.stem
        return [node]

    def _victims(self, i: int, num: tuple[int, int | None, int, int] | None) -> Node:
        """«17 قتيلا», «قتلى», «جرحى من المدنيين»."""
        w = self.words[i]
        node = Node("vic", i, i + 1)
        node.kind = VICTIMS[w.main.stem]
        node.num = num
        node.conj, node.prep, node.art = w.main.conj, w.main.prep, w.main.article
        if num is None and w.main.stem in ("قتيلين", "قتيلان", "شهيدين", "شهيدان", "جريحين", "جريحان", "مصابان"):
            node.num = (2, None, i, i + 1)
        return node

    def _good(self, i: int, good: tuple[int, str, Cut]) -> Node:
        j, code, cut = good
        node = Node("g", i, j)
        node.conj, node.prep, node.art, node.suffix = cut.conj, cut.prep, cut.article, cut.suffix
        node.kind, node.head = code[1:], cut.stem
        self._adjectives_of(node, False, cut)
        return node

    def _other(self, i: int) -> Node:
        w = self.words[i]
        if w.main.article and (alias := self.reg.short.get(w.main.stem)) is not None and not w.main.suffix:
            self.mention(alias, i, i + 1, w.main)
            return self.node(i, i + 1, w.main, alias)
        node = Node("u", i, i + 1)
        node.conj, node.prep, node.art, node.suffix = w.main.conj, w.main.prep, w.main.article, w.main.suffix
        node.head = w.main.stem
        if not w.known and not w.main.article and len(node.head) > 3:  # بلاده: a written ه, not ة, is a pronoun
            last = self.s.text[self.s.end(i + 1) - 1]
            for enc in ("هما", "هم", "ها", "ه"):
                if node.head.endswith(enc) and (enc != "ه" or last == "ه"):
                    node.suffix, node.head = enc, node.head[: -len(enc)]
                    break
        return node

    def _with_bracket(self, np: Node) -> list[Node]:
        """An abbreviation in brackets or quotes is another name: «وحدات حماية الشعب» (قسد)."""
        j = np.j
        if (
            j + 2 < self.hi
            and self.toks[j].key == "("
            and self.toks[j + 2].key == ")"
            and self.toks[j + 1].kind == "w"
            and np.ent is not None
            and np.kind in ("org", "armed_group", "bloc")
        ):
            self.reg.alias(np.kind, self.toks[j + 1].key, np.ent)
            self.reg.mention(np.ent, self.s.start(j + 1), self.s.end(j + 2))
            np.j = j + 3
        return [np]
