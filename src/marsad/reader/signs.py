"""Signs of a candidate: what tells how likely its claim is right.

They say where a side stands and what it is, what stands between it and the cue, what the report has told of it before;
never which word it is: they carry over to words and names that no annotated report has.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from marsad.reader.agreement import agrees_verb
from marsad.reader.alternatives import Candidate
from marsad.reader.cues import Cue
from marsad.reader.drafts import Draft, Side
from marsad.reader.entities import Ent, Registry
from marsad.reader.nodes import Sentence
from marsad.reader.nominals import NOMINAL, STOPS, Arg

COMMAS = frozenset({",", "،"})


class Company(Struct):
    """What stands around a claim: told by its sentence so far, by the report so far, and whose word it is."""

    told: list[Draft]
    pairs: Mapping[tuple[int, int], Collection[str]]  # agent and patient: the predicates told of them
    parts: Mapping[tuple[int, str], str]  # who, in what group of predicates: agent, patient or both
    met: Sequence[int]  # how often each actor of the report is mentioned, sorted
    speaker: Ent | None


def of_cue(sent: Sentence, reg: Registry, cue: Cue, negative: bool, modality: str, told: list[Draft]) -> Iterator[str]:
    """Signs that all candidates of a cue share."""
    frame = cue.filled.frame
    p, rule, group = frame.predicate, cue.rule, reg.lex.book.predicates[frame.predicate].group
    yield f"p={p}"
    yield f"p={p}&rule={rule}"
    yield f"rule={rule}&group={group}"
    for flag in sorted(frame.flags):
        yield f"flag={flag.partition('=')[0]}&rule={rule}"
    yield f"fixed={bool(frame.companions)}&rule={rule}"
    yield f"score={min(int(cue.filled.score), 7)}"
    for kind, _, _ in cue.gov.effects:
        yield f"op={kind}"
    yield f"negative={negative}&p={p}"
    yield f"modality={modality}"
    yield f"told={min(sum(d.predicate == p for d in told), 3)}"
    yield from _word(sent, cue, rule, group)
    size = sent.hi - sent.lo
    yield f"length={'short' if size < 15 else 'middle' if size < 35 else 'long'}&rule={rule}"
    yield f"headline={cue.node.i < 14 and sent.lo == 0}"


def of_pair(reg: Registry, c: Candidate, company: Company) -> list[str]:
    """Signs of how a candidate came about, and of its sides together."""
    cue = c.cue
    p, rule = cue.filled.frame.predicate, cue.rule
    kind, passive = c.kind, "p" if cue.found.passive else ""
    kinds = [s[0].kind if s is not None else "-" for s in (c.a, c.b)]
    out = [
        kind,
        *[f"{kind}&{more}" for more in c.more],
        f"kinds={kinds[0]}-{kinds[1]}&p={p}",
        f"order={_at(cue, cue.filled.agent)}{_at(cue, cue.filled.patient)}&rule={rule}{passive}",
    ]
    if c.a is None or c.b is None:
        return out
    a, b = c.a[0].id, c.b[0].id
    groups = reg.lex.book.predicates
    group = groups[p].group
    straight, back = company.pairs.get((a, b), ()), company.pairs.get((b, a), ())
    if not straight and not back:
        pair = "new"
    elif p in straight or p in back:
        pair = "same" if p in straight else "sameback"
    elif any(groups[q].group == group for q in (*straight, *back)):
        pair = "group" if any(groups[q].group == group for q in straight) else "groupback"
    else:
        pair = "other" if straight else "otherback"
    out += (f"pair={pair}", f"pair={pair}&group={group}")
    return out


def of_side(sent: Sentence, reg: Registry, cue: Cue, n: int, side: Side | None, arg: Arg | None,
            company: Company) -> list[str]:  # fmt: skip
    """Signs of the agent (0) or patient (1)."""
    p, told = cue.filled.frame.predicate, company.told
    rule, group = cue.rule, reg.lex.book.predicates[p].group
    out = _side(sent, cue, side, arg, n, p, group)
    if side is None:
        return out
    e = side[0]
    more = len(company.met) - bisect_right(company.met, len(e.mentions))
    out += (f"{n}speaker={e is company.speaker}&group={group}", f"{n}told={_roles(e, told)}&rule={rule}")
    if told:
        out.append(f"{n}last={'a' if told[-1].agent is e else 'p' if told[-1].patient is e else '-'}&rule={rule}")
    out += (
        f"{n}was={company.parts.get((e.id, group), '')}&group={group}",
        f"{n}rank={0 if more == 0 else 1 if more < 3 else 2 if more < 7 else 3}",
    )
    return out


def _at(cue: Cue, arg: Arg | None) -> str:
    if arg is None:
        return "-"
    if arg.via in ("dropped", "pron", "strike", "adj") or arg.at < 0:
        return arg.via[:1] or "c"
    return ">" if arg.at > cue.k else "<" if arg.at < cue.k else "="


def _roles(e: Ent, drafts: list[Draft]) -> str:
    """Has it been agent, patient or both: a, p, ap, or nothing?"""
    agent = any(d.agent is e for d in drafts)
    patient = any(d.patient is e and d.agent is not e for d in drafts)
    return f"{'a' if agent else ''}{'p' if patient else ''}"


def _word(sent: Sentence, cue: Cue, rule: str, group: str) -> Iterator[str]:
    """Signs of the cue itself and of what stands right beside it."""
    node, nodes = cue.node, sent.nodes
    if node.verbs:
        form = node.verbs[0]
        lemma = sent.lex.lemmas[form.lemma]
        yield f"reports={bool(lemma.reports)}&group={group}"
        yield f"tense={form.tense}&who={form.who}"
        yield f"frames={min(len(lemma.frames), 4)}"
        yield f"readings={min(len(node.verbs), 3)}&noun={bool(sent.words[node.i].nouns)}"
        yield f"conj={node.conj}"
        yield f"hal={node.role == 'hal'}"
    elif node.nouns:
        yield f"noun={node.nouns[0].kind}&group={group}"
        yield f"art={node.art}&rule={rule}&group={group}"
        yield f"nounprep={node.prep}&group={group}"
        yield f"suffix={bool(node.suffix)}"
        yield f"ops={bool(node.ops)}&adjs={bool(node.adjs)}"
        yield f"lent={cue.gov.subject is not None}&mode={cue.gov.mode}&art={node.art}"
        yield f"frames={min(len(sent.lex.lemmas[node.nouns[0].lemma].frames), 4)}&rule={rule}"
    before = nodes[cue.k - 1] if cue.k else None
    after = nodes[cue.k + 1] if cue.k + 1 < len(nodes) else None
    yield f"before={before.t if before else '^'}&rule={rule}"
    yield f"after={after.t if after else '$'}{'+' if after is not None and after.prep else ''}&rule={rule}"


def _side(sent: Sentence, cue: Cue, side: Side | None, arg: Arg | None, n: int, p: str, group: str) -> list[str]:
    """Signs of one side: what it is, how it was found, and what stands between it and the cue."""
    rule = cue.rule
    voice = f"{rule}{'p' if cue.found.passive else ''}"
    if side is None or arg is None:
        return [f"{n}none&p={p}", f"{n}none&rule={voice}&arg={arg.node.t if arg is not None else '-'}"]
    ent, node = side
    lent = arg is cue.gov.subject
    met = len(ent.mentions)
    out = [
        f"{n}kind={ent.kind}&p={p}",
        f"{n}via={arg.via}&lent={lent}&rule={voice}",
        f"{n}weak={ent.weak}&known={ent.actor is not None}&kind={ent.kind}",
        f"{n}met={'1' if met < 2 else '3' if met < 4 else '4'}&weak={ent.weak}",
        f"{n}t={node.t}&role={node.role}&group={group}",
    ]
    if node.num is not None:
        out.append(f"{n}num&group={group}")
    if arg.at < 0 or arg.via in ("dropped", "pron"):
        out.append(f"{n}carried={arg.via}&here={sent.lo <= node.i < sent.hi}&rule={rule}")
        form = cue.node.verbs[0] if cue.node.verbs else None
        if form is not None:
            out.append(f"{n}carried={arg.via}&who={form.who}&kind={ent.kind}")
        bare = [m for m in sent.nodes[cue.k + 1 : cue.k + 3] if m.t in NOMINAL and not m.prep and not m.conj]
        out.append(f"{n}carried={arg.via}&bare={bare[0].t if bare else '-'}")
        return out
    after = arg.at > cue.k
    lo, hi = (cue.k + 1, arg.at) if after else (arg.end, cue.k)
    between = sent.nodes[lo:hi] if hi > lo else []
    where = "after" if after else "front"
    gap = min(max(hi - lo, 0), 9)
    names = verbs = commas = unknown = 0
    stops = rel = False
    for m in between:
        t = m.t
        if t == "np":
            names += 1
        elif t == "v":
            verbs += 1
        elif t in COMMAS:
            commas += 1
        elif t == "u":
            unknown += 1
        elif t == "rel":
            rel = True
        elif t in STOPS:
            stops = True
    here = f"&{where}&rule={rule}"
    out += (
        f"{n}gap={gap if gap < 4 else 6 if gap < 7 else 9}&{where}&rule={voice}",
        f"{n}names={min(names, 3)}{here}",
        f"{n}verbs={min(verbs, 2)}{here}",
        f"{n}commas={min(commas, 2)}{here}",
        f"{n}stops={stops}&rel={rel}&{where}",
        f"{n}unknown={min(unknown, 2)}{here}",
        f"{n}prep={arg.node.prep or '-'}&{where}&rule={voice}",
    )
    if cue.node.verbs and node.t in NOMINAL:
        out.append(f"{n}agrees={agrees_verb(cue.node.verbs[0].who, ent, node)}&{where}&prep={bool(node.prep)}")
    return out
