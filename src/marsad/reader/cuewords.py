"""Words that may be cues: is an ambiguous one a verb here, a masdar, a participle, or does it name an actor?"""

from __future__ import annotations

from typing import Any

from marsad.arabic.numbers import number_at
from marsad.arabic.words import Cut
from marsad.reader.agreement import pronoun_suffix
from marsad.reader.entities import Registry
from marsad.reader.groups import PLAIN_CUT
from marsad.reader.nodes import Node, Sentence
from marsad.reader.placelists import PlaceLists
from marsad.reader.vocabulary import (
    ACTS,
    BREAKS,
    DESCRIBING,
    NO_VERB,
    NOUN_BEFORE,
    VERB_BEFORE,
)


class CueWords(PlaceLists):
    """Tells the cues among the words of one sentence."""

    def __init__(self, sent: Sentence, reg: Registry, dates: list[Any]) -> None:
        super().__init__(sent, reg)
        self.dates = {d.start + sent.lo: d for d in dates if d.kind != "name"}
        self.dated.update(m + sent.lo for d in dates for m in range(d.start, d.end))
        self.keys = [t.key for t in sent.toks[sent.lo : sent.hi]]
        self.prep, self.prep_at = "", -1
        self.clause_verb = False

    def is_verb(self, i: int, nodes: list[Node]) -> bool:
        """Is an ambiguous word a verb here? An imperfect is; a perfect is where a clause opens and a subject follows."""
        w = self.words[i]
        first = w.verbs[0]
        whole = w.names and w.names[0][0] in self.lex.names and w.names[0][0] not in self.lex.stop
        nominal = bool(w.nouns) or whole or any(c[0] in "hte" for c, _ in w.codes)
        before = nodes[-1] if nodes else None
        if first.cut.prep == "س":
            return True
        if w.long and any(end > i + 1 and code[0] == "t" for end, code, _ in self.phrase(i)):
            return False  # ولي العهد: no verb
        if first.who == "d" and first.tense == "p" and nominal:
            return False  # ردا، دعما: the accusative of a masdar looks like a dual
        if self.prep and before is not None and before.t == "prep":
            if self.prep == "من" and first.tense == "i" and not nominal:
                before.t = "who"  # من يمول القوات: who does, not from whom
                return True
            return not nominal and self.prep not in NO_VERB
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
        if (w.number or w.part is not None) and number_at(self.keys, j - self.s.lo) is not None:
            return True  # تظاهر نحو ثلاثة آلاف شخص
        if w.part is not None:
            return w.part[0] in ("dem", "quant", "what", "pron") or (
                w.part[0] in ("prep", "by") and w.key in ("في", "علي", "من", "الي")
            )
        if w.main.prep:
            return bool(w.names) and w.names[0][1].prep == "" and w.names[0][0] in self.lex.names
        if w.main.article and tok.key.endswith("يين"):
            return False  # تحالف الحوثيين: a genitive, not who did it
        if w.main.article or w.given:
            return w.adj is None or not w.main.article or True
        if w.names or any(c[0] in "hts" for c, _ in w.codes):
            return not (w.key.endswith(("ي", "يه")) and w.adj is not None)
        return number_at(self.keys, j - self.s.lo) is not None

    def _cue(self, i: int, nodes: list[Node], phrases: list[tuple[int, str, Cut]]) -> list[Node] | None:
        """A masdar, event noun or participle as a cue; None where the word names an actor here."""
        w = self.words[i]
        measure = next((p for p in phrases if p[1][0] == "e"), None) if phrases else None
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
            and not w.main.prep  # معونات للنازحين: behind a preposition it names them
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
            and (measure is None or nodes[-1].art)  # رفضت حماس | المقترح
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
