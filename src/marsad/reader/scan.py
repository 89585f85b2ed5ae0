"""One pass over a sentence: its words become nodes (names, cues, particles, marks) in the order of the text."""

from __future__ import annotations

from marsad.arabic.numbers import number_at
from marsad.arabic.words import Cut
from marsad.reader.counted import Counted
from marsad.reader.entities import Ent
from marsad.reader.groups import PLAIN_CUT
from marsad.reader.nodes import Node
from marsad.reader.offices import COUNTERPARTS
from marsad.reader.recall import COMMAS, Phrase
from marsad.reader.vocabulary import (
    BANS,
    BOTH,
    BREAKS,
    DETACHED,
    DIRECTIONS,
    DUALS,
    OWN_PART,
    VICTIMS,
    WITH_ALL,
)

# Words before a paper that has been told something: في حديث لـ«الحياة», في اتصال مع «اليوم».
TOLD_TO = frozenset("حديث حديثه حديثها تصريح تصريحات مقابله حوار اتصال لقاء خص ابلغ مراسل نشرته نشرتها".split())


class Scanner(Counted):
    """Turns the words of one sentence into nodes."""

    _app_ent: Ent | None = None
    _prep_conj = ""

    def scan(self) -> list[Node]:
        nodes = self.s.nodes
        i = self.s.lo
        while i < self.hi:
            made = self._next(i, nodes)
            i += 1
            for node in made:
                if not nodes or node is not nodes[-1]:
                    self._attach(node, nodes)
                    nodes.append(node)
            if made and made[-1].j > i:
                i = made[-1].j
        self._appositions(nodes)
        for k, n in enumerate(nodes):
            if (
                n.t == "m" and n.measure is not None
            ):  # الحظر الدولي على تصدير السلاح; العزلة الأوروبية: Europe is an actor
                after = nodes[k + 2] if k + 2 < len(nodes) and nodes[k + 1].prep == "علي" else None
                banned = after is not None and n.art and after.t in ("m", "g", "u") and n.head in BANS
                n.name_end = after.j if banned and after is not None else (n.i + 1 if n.adjs else n.j)
                if n.j > n.i + 1:
                    self._issuer(n)
        dash = next((n for n in nodes[:12] if n.t in ("-", ":")), None)
        if (
            dash is not None
            and dash.t == "-"
            and any(n.t == "d" for n in nodes if n.i < dash.i)
            and not any(n.t in ("v", "m") for n in nodes if n.i < dash.i)
        ):
            self.s.dateline = dash.j
        return nodes

    def _issuer(self, n: Node) -> None:
        """The body inside a measure's name is named too: «قرار مجلس الأمن»."""
        for m in range(n.i + 1, n.j):
            found = self.known(m) if self.words[m].names else None
            if found is not None and found[0] > m + 1 and self.kind_of(found[1].split(" ")[0]) == "org":
                self.mention(self.first(found[1]), m, found[0], found[2])
                return

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
                        and self.words[title.i].main.stem not in COUNTERPARTS  # التقى السيسي نظيره الروسي
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
        if t in {"np", "m", "g", "u", "a", "n", "p", "s"}:
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
        elif t not in {"quant", "dem", '"', "'", "n", "(", "by"}:
            self.prep, self.prep_at, self._prep_conj = "", -1, ""
        if t == "v":
            self.clause_verb = True
        elif t in BREAKS or node.conj == "ف":
            self.clause_verb = False

    def _next(self, i: int, nodes: list[Node]) -> list[Node]:
        tok = self.toks[i]
        kind = tok.kind
        if kind == "w" and tok.key in DETACHED:  # بـ«المؤتمر», و«الحشد»
            node = Node("conj" if tok.key in "وف" else "prep", i, i + 1)
            node.prep = tok.key[-1] if tok.key not in "وف" else ""
            node.conj = tok.key[0] if tok.key[0] in "وف" else ""
            return [node]
        date = self.dates.get(i) if self.dates else None
        if date is not None and date.end > date.start:
            node = Node("d", i, date.end + self.s.lo)
            node.head = date.value
            node.conj = self.words[i].main.conj
            return [node]
        if kind == "p":
            return [self._mark(i)]
        w = self.words[i]
        if (
            nodes
            and (nodes[-1].kind == "place" or nodes[-1].t in COMMAS)
            and (place := self.next_in_row(i, nodes)) is not None
        ):
            return [place]
        if w.route == "p":
            return [self._particle(i)]
        if w.route == "u" and kind == "w":
            return [self._surname(i) or self._sayer(i) or self._other(i)]
        number = number_at(self.keys, i - self.s.lo) if w.counts else None
        if number is not None and number.end > number.start:
            return self._counted(i, number, nodes)
        if kind == "n":
            return [Node("n", i, i + 1)]
        last = nodes[-1] if nodes else None
        known = self.known(i) if w.names else None
        phrases = self.phrase(i)
        long = self._ties(i, phrases, known[0] if known is not None else 0) if phrases else []
        if tok.key in WITH_ALL and i + 1 < self.hi and self.words[i + 1].key == "من":
            node = Node("prep", i, i + 2)  # حل بكل من الزنتان وطبرق
            node.prep = tok.key[0]
            return [node]
        if long and long[0][1][0] == "x" and long[0][0] == i + 1 and long[0][2].article:
            long = []  # العاصمة, المعقل by themselves tie nothing
        if long and long[0][1][0] == "x" and any(n.kind in "ax" for n in w.nouns):
            long = []  # المدعومة من: read as a participle, by what it agrees with
        if long and long[0][1][0] == "x" and long[0][0] == i + 1 and w.nouns and last is not None and last.t == "v":
            long = [p for p in long if p[0] > i + 1]  # حظي بمساندة القاهرة: the verb takes the masdar
        long = [p for p in long if p[1][0] != "x" or not self._into_place(p[0])] if long else long
        if long:
            return self._phrase_nodes(i, long, last)
        if (
            w.main.stem in VICTIMS
            and not (w.main.article and VICTIMS[w.main.stem] in ("displaces", "detains"))  # معونات للنازحين
            and not (w.verbs and self.is_verb(i, nodes))
        ):
            return [self._victims(i, None)]
        if (
            w.main.stem in VICTIMS
            and w.main.article
            and not (last is not None and last.t == "np" and last.kind == "people")
        ):
            np = self.noun_phrase(i, self.prep)  # قصف الجيش النازحين, but السكان النازحين
            if np is not None and np.kind == "people":
                return [np]
        if w.part is not None and w.part[0] == "noun" and not known:
            node = Node("adv", i, i + 1)  # يوم, شهر: when, not whom
            node.conj = w.part[2]
            return [node]
        if w.part is not None and w.part[0] != "noun":
            if w.main.stem in DIRECTIONS and (direction := self.direction(i)) is not None:
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
        if w.main.stem in DIRECTIONS and (direction := self.direction(i)) is not None:
            return [direction]
        if (person := self._surname(i)) is not None and known is None:
            return [person]
        named = known is not None and known[0] > i + 1 and known[1][0] == "p"  # سجن صيدنايا: no jailing
        if (w.nouns or phrases) and not named and (cue := self._cue(i, nodes, phrases)) is not None:
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
        if w.names or w.given or w.codes or w.phrases or self.servant(i):
            passive = last is not None and (last.t == "p" or (len(nodes) > 1 and nodes[-2].t == "p"))
            np = self.noun_phrase(i, self.prep, passive)
            if np is not None:
                if np.num is None and w.main.stem in DUALS:
                    np.num = (2, None, i, i + 1)
                return self._with_bracket(np)
            if w.given and (person := self._sayer(i)) is not None:
                return [person]
        if w.adj is not None:
            return [self._adjective(i)]
        good = next((p for p in phrases if p[1][0] == "g"), None) if phrases else None
        if good is not None:
            return [self._good(i, good)]
        return [self._other(i)]

    def _ties(self, i: int, phrases: list[Phrase], known: int) -> list[Phrase]:
        """The phrases that make no name: frames, operators, reporting words, particles; longer than what names somebody."""
        least = i + 2 if self.words[i].part is not None else known + 1
        found: list[Phrase] = []
        for phrase in phrases:
            end, code, _ = phrase
            kind = code[0]
            if kind == "t":
                least = max(least, end + 1)
            elif kind in "eh":
                least = max(least, end)
            elif kind in "xorf" or (kind == "p" and end > i + 1):
                found.append(phrase)
        least = max(least, known + 1)
        return [phrase for phrase in found if phrase[0] >= least] if found else found

    def _into_place(self, j: int) -> bool:
        """Does the word before token ``j`` open the name of a place that goes on: في | سجن صيدنايا?"""
        name = self.known(j - 1) if self.words[j - 1].names else None
        return name is not None and name[0] > j and name[1][0] == "p"

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
            if (paper := self._paper(i, q)) is not None:
                self.reg.mention(paper, self.s.start(i), self.s.end(q + 1))
                return self.node(i, q + 1, PLAIN_CUT, paper)
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

    def _paper(self, i: int, q: int) -> Ent | None:
        """A paper or channel by its bare name in quotation marks, where somebody speaks to it: قال لـ«الشرق الأوسط»."""
        before = [self.toks[j].key for j in range(max(self.s.lo, i - 3), i)]
        if not before or not (before[-1] in ("ل", "ول") or TOLD_TO.intersection(w.removeprefix("و") for w in before)):
            return None
        name = " ".join(t.key for t in self.toks[i + 1 : q])
        for head in ("صحيفه", "جريده", "قناه", "مجله", "وكاله", "موقع"):
            if codes := self.lex.names.get(f"{head} {name}"):
                return self.first(codes)
        return None

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
        if cls in ("prep", "by", "pron", "neg", "sub", "comp", "cond", "was", "perhaps"):
            key = self.words[i].key
            node.prep = key[len(conj) :]
        return node
