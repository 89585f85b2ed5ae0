"""Whom a loaded word hits: the name it stands on, the doer or the victim of the act it names.

Looks around tokens ``i`` to ``j`` of a term, among the names and cues that the steps before have found in the sentence.
"""

from __future__ import annotations

from marsad.reader.agreement import agrees
from marsad.reader.cues import Cue
from marsad.reader.entities import PARTIES, Ent
from marsad.reader.names import Names
from marsad.reader.nodes import Node, Sentence

# «ما يسمى», «ما سماه», «بما وصفه»; «المزعوم» stands behind.
SO_CALLED = frozenset(
    "يسمي تسمي يسميه تسميه يسميها تسميها يسمونه يسمونها سماه سمته اسماه اسمته سموه اسموه سماها اسماها وصفه وصفته وصفها وصفوه "
    "وصفتها المسمي المسماه مسمي يدعي تدعي المزعوم المزعومه زعم تزعم".split()
)
ACTORS = PARTIES | {"person", "people"}
PRAISE = frozenset({"legitimising", "glorifying"})
QUOTES = ('"', "'")
STRIKES = frozenset("شن واصل ارتكب نفذ كثف صعد بدا اطلق مارس قام اوقف جدد وسع".split())  # light verbs of acts
# Labels of one person: they mean nobody but who is named beside.
PERSONAL = frozenset("مدعو مدعوه مخلوع معزول شهيد شهيده طاغيه سفاح مستبد جزار دكتاتور ديكتاتور مجرم متمرد رييس".split())


class Whom:
    """Finds entities around the loaded words of one sentence."""

    def __init__(self, sent: Sentence, names: Names, cues: list[Cue]) -> None:
        self.s = sent
        self.nodes = sent.nodes
        self.toks = sent.toks
        self.names = names
        self.cues = cues

    def mark(self, i: int) -> bool:
        return self.s.lo <= i < self.s.hi and self.toks[i].kind == "p"

    def proper(self, i: int, j: int, device: str, target: str) -> bool:
        """Is the term inside a body's own name: «مجلس شورى مجاهدي درنة», «كتائب سيد الشهداء»?"""
        if target not in ("self", "next") or device not in PRAISE:
            return False
        inside = (n for n in self.nodes if n.t == "np" and j <= n.j and n.kind in ("armed_group", "org", "place"))
        for n in inside:
            if n.i < i and (self.toks[n.i].key not in QUOTES or n.j > j + 1):
                return True
            if n.i == i and n.j > j and i > self.s.lo and self.toks[i - 1].key in QUOTES:
                return True  # كتيبة «الشهيدة صبرية»
        return False

    def over(self, i: int, j: int, longer: bool = False) -> Node | None:
        """The name that holds the term, or begins inside it."""
        return next(
            (
                n for n in self.nodes
                if n.t in ("np", "app") and n.ent is not None and n.i < j and i < n.j and (not longer or n.j > j)
            ),
            None,
        )  # fmt: skip

    def right(self, j: int) -> Node | None:
        """The name that begins right behind token ``j``, marks and ranks skipped."""
        for n in self.nodes:
            if n.i >= j and n.t == "np" and n.ent is not None:
                between = [m for m in self.nodes if j <= m.i < n.i]
                free = all(m.t in ('"', "'", "(", "app") or (m.t == "u" and m.j - m.i == 1) for m in between)
                return n if free and n.i <= j + 2 and not n.prep and not n.conj else None
        return None

    def left(self, i: int) -> Node | None:
        """The name that ends right before token ``i``."""
        before = [n for n in self.nodes if n.t in ("np", "app") and n.ent is not None and n.j <= i and i - n.j <= 2]
        if not before:
            return None
        n = before[-1]
        between = range(n.j, i)
        ok = all(self.toks[k].key in ('"', "'", ")", "(", "،", ",") or self.s.words[k].main.article for k in between)
        return n if ok and not any(m.t in ("v", "prep") for m in self.nodes if n.j <= m.i < i) else None

    def proxied(self, j: int) -> Node | None:
        """Who a possessed label means: «أذنابه في تركيا», «مرتزقتها مما يسمى «الجيش الوطني»»."""
        for n in self.nodes:
            if n.i < j or n.t in ("prep", "what", '"', "'", "u", "pron"):
                continue
            if n.t == "np" and n.ent is not None:
                return n if n.i <= j + 5 else None
            if n.t == "v" and self.toks[n.i].key in SO_CALLED:
                continue
            return None
        return None

    def known(self, i: int, j: int) -> Ent | None:
        """The person or body of a known name that the term begins or ends with, or that stands behind it."""
        for k in dict.fromkeys((i, j - 1, j + 1 if self.mark(j) else j)):
            got = self.names.known(k) if k < self.s.hi and self.toks[k].kind == "w" else None
            if got is None or (k != i and (got[2].conj or got[2].prep)):
                continue
            for code in got[1].split(" "):
                if self.names.kind_of(code) in ACTORS:
                    return self.names.reg.known(int(code[1:]))
        return None

    def inner(self, i: int, j: int, node: Node) -> Ent | None:
        """Who is meant inside a longer name: «قوات المخلوع صالح», «رئيس عصابة «داعش» فلان»."""
        if node.i + (self.toks[node.i].key in QUOTES) >= i:
            return None
        led = next((r.person for r in self.s.roles if r.body is node.ent and r.person.kind == "person"), None)
        return led if led is not None and self.s.words[i].main.stem in PERSONAL else self.known(i, j)

    def own(self, i: int) -> Ent | None:
        """The speaker's own side: «قال الناطق باسم القوات إن الأشاوس …»."""
        comp = next((n.i for n in self.nodes if n.t == "comp"), -1)
        if not 0 <= comp <= i:
            return None
        return next(
            (n.ent for n in self.nodes if n.t == "np" and n.j <= comp and n.kind in ("armed_group", "org")), None
        )

    def regime(self, i: int, j: int) -> Ent | None:
        """«قوات النظام السوري», «رئيس النظام التركي»: the regime inside a longer name is the state."""
        if self.s.words[i].main.stem != "نظام":
            return None
        end = j + 1 if self.names.nationality(j) else j
        met = self.names.reg.find(" ".join(t.key for t in self.toks[i:end]).removeprefix("و"))
        adj = self.s.words[j].adj if end > j else None
        return met or (self.names.reg.known(adj[0]) if adj is not None else None)

    def act(self, i: int) -> int:
        """The token of the act that an adjective describes: «الأعمال الإجرامية», «القانون العنصري»; -1 for none."""
        if i <= self.s.lo or self.mark(i - 1):
            return -1
        n = next((n for n in self.nodes if n.i <= i - 1 < n.j), None)
        return i - 1 if n is not None and n.t in ("m", "u") and self.toks[i - 1].kind == "w" else -1

    # --- sides of acts ------------------------------------------------------------------------------------------------

    def agent(self, i: int, j: int, suffix: str) -> Ent | None:
        """Who does the act: pronoun, adjective, genitive, the cue's agent, relative clause, or the subject before."""
        if suffix:
            return self.owner(suffix, i)
        for k in range(j, min(j + 2, self.s.hi)):
            adj = self.s.words[k].adj
            if self.names.nationality(k) and adj is not None:
                return self.names.reg.known(adj[0])
        first = self.right(j)
        if first is not None and first.kind in ACTORS and first.i == j:
            return first.ent
        for cue in self.cues:
            if cue.node.i < j and i < cue.node.j and cue.filled.agent is not None and cue.filled.agent.ents:
                return cue.filled.agent.ents[0][0]
        return self.doer(j) or self.subject(i)

    def doer(self, j: int) -> Ent | None:
        """The subject of a relative clause: «المجازر التي ارتكبها في طرابلس عناصر …», «حرب إبادة مارسها الانقلابيون»."""
        after = [n for n in self.nodes if n.i >= j][:12]
        at = next((k for k, n in enumerate(after) if n.t == "v"), -1)
        if at < 0 or any(n.t not in ("u", "rel", "a", "adv", "d", "p", "m") for n in after[:at]):
            return None
        if not any(n.t == "rel" for n in after[:at]) and not any(f.cut.suffix for f in after[at].verbs):
            return None
        for n in after[at + 1 :]:
            if n.t == "np" and n.ent is not None and not n.prep and n.kind in ACTORS:
                return n.ent
            if n.t in ("v", "sub", "comp", ".", "،", ","):
                break
        return None

    def owner(self, suffix: str, i: int) -> Ent | None:
        """Whom a pronoun means: the first name behind the verb that governs the act, else the last one that agrees."""
        before = [n for n in self.nodes if n.t == "np" and n.ent is not None and n.j <= i and n.kind in ACTORS]
        fit = [n for n in before if n.ent is not None and agrees(suffix, n.ent, n)]
        verb = next(
            (n for n in reversed(self.nodes) if n.t == "v" and n.j <= i and self.toks[n.i].key not in SO_CALLED), None
        )
        behind = [n for n in fit if verb is not None and n.i >= verb.j and not n.prep]
        best = behind[0] if behind else fit[-1] if fit else before[-1] if before else None
        return best.ent if best is not None else None

    def subject(self, i: int) -> Ent | None:
        """The subject of a light verb before the act: «شنّ الجيش … عدوانا»."""
        for n in reversed([n for n in self.nodes if n.j <= i]):
            if n.t in (".", "comp", ":"):
                return None
            if n.t == "v" and any(self.s.lex.lemmas[f.lemma].key in STRIKES for f in n.verbs):
                behind = (m for m in self.nodes if n.j <= m.i and m.j <= i)
                front = (m for m in reversed(self.nodes) if m.j <= n.i)  # وكان الطيران قد شنّ
                free = (m for m in (*behind, *front) if m.t == "np" and not m.prep and m.kind in ACTORS)
                return next((m.ent for m in free if m.ent is not None), None)
        return None

    def patient(self, i: int, j: int) -> Ent | None:
        """Whom the act befalls: its genitive or what «من» counts, else the cue's patient or the subject before."""
        after = [n for n in self.nodes if n.i >= j or n.i < j < n.j][:5]
        for n in after:
            if n.t == "np" and n.ent is not None and (not n.prep or n.prep in ("من", "ل")):
                return n.ent
            if n.t in (".", "v", "comp"):
                break
        if done := self.doer(j):
            return done  # شهيدا قدّمهم الجيش
        for cue in self.cues:
            if cue.node.i < j and i < cue.node.j and cue.filled.patient is not None and cue.filled.patient.ents:
                return cue.filled.patient.ents[0][0]
        before = [n for n in self.nodes if n.t == "np" and n.ent is not None and n.j <= i and n.kind in ACTORS]
        return before[-1].ent if before else None
