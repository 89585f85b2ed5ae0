"""A reading from what the steps found: spans in source offsets, stable ids, notices."""

from __future__ import annotations

import datetime
import hashlib

from msgspec import UNSET

from marsad import __version__, model
from marsad.arabic.normalise import fold
from marsad.arabic.transliteration import romanise
from marsad.codebook import Codebook, own_predicates
from marsad.lexicon import Lexicon
from marsad.reader.attribution import Reach
from marsad.reader.drafts import Draft, Ev
from marsad.reader.entities import Ent
from marsad.reader.language import language
from marsad.reader.meta import publisher as publisher_of
from marsad.reader.nodes import Sentence
from marsad.reader.pipeline import Trace, trace


def reading(
    text: str, id: str, title: bool, publisher: str | None, published: str | None, url: str | None, lex: Lexicon,
) -> model.Reading:  # fmt: skip
    """The reading of a text; see ``marsad.reader.read``."""
    return traced(text, id, title, publisher, published, url, lex)[0]


def traced(
    text: str, id: str, title: bool, publisher: str | None, published: str | None, url: str | None, lex: Lexicon,
) -> tuple[model.Reading, Trace | None, dict[int, str]]:  # fmt: skip
    """The reading of a text, what the steps found, and the ids of its entities by the registry's.

    Claim ``cN`` is the trace's draft N - 1. There is no trace of a text in another language.
    """
    day = datetime.date.fromisoformat(published) if published else None
    tag, notices = language(text)
    own = own_predicates(lex.book)
    who = model.Reader("grammar", __version__, lex.hash, own or UNSET)
    if tag != "ar":
        report = model.Report(id=id, text=text, language=tag, publisher=publisher, published=published, url=url)
        empty = model.Reading(reader=who, report=report, entities=[], claims=[], framing=[], links=[], notices=notices)
        return empty, None, {}
    t = trace(text, lex, day)
    if t.published is None:
        notices.append("The report's date was not found: relative dates such as «أمس» are left open.")
    name = publisher or publisher_of(text, lex)
    end = text.find("\n")
    span = model.Span(0, end if end > 0 else len(text)) if title and text else None
    report = model.Report(
        id=id, text=text, language=tag, title=span, publisher=name,
        published=t.published.isoformat() if t.published else None, url=url,
    )  # fmt: skip
    keep = _kept(t, name)
    ids = {ent.id: f"e{n}" for n, ent in enumerate(keep, 1)}
    entities = [_entity(ent, ids[ent.id], text, lex) for ent in keep]
    claims = [_claim(d, f"c{n}", ids, id, text, lex.book) for n, d in enumerate(t.drafts, 1)]
    claim_ids = {d_id: c.id for d_id, c in zip(map(_ident, t.drafts), claims, strict=True)}
    frames = sorted({(s, e, ids[ent.id], dev) for s, e, ent, dev in t.framing if ent.id in ids})
    out = model.Reading(
        reader=who, report=report, entities=entities, claims=claims,
        framing=[model.Framing(s, e, ent, dev) for s, e, ent, dev in frames],  # type: ignore[arg-type]
        links=[model.Link(claim_ids[_ident(k.from_)], claim_ids[_ident(k.to)], k.type, _span(k.sent, k.cue)) for k in t.ties],  # type: ignore[arg-type]
        notices=notices,
    )  # fmt: skip
    return out, t, ids


def _ident(d: Draft) -> int:
    return id(d)


def _kept(t: Trace, outlet: str | None) -> list[Ent]:
    """Entities that are named in the report, in order of first mention."""
    used: set[int] = set()
    for d in t.drafts:
        used |= {e.id for e in (d.agent, d.patient, d.place) if e is not None}
        used |= {r.speaker.id for r in d.chain}
        for e in (d.agent, d.patient, d.place):
            if e is not None and not e.mentions:
                _lend_mention(t, d, e)
        for r in d.chain:
            if not r.speaker.mentions:
                _lend_mention(t, d, r.speaker)
    used |= {ent.id for _, _, ent, _ in t.framing}
    own = t.text.find(outlet) if outlet else -1
    if outlet and own >= 0:  # the signature line names the outlet, not an actor
        for e in t.reg.ents:
            if e.id not in used:
                e.mentions[:] = [m for m in e.mentions if not (own <= m[0] and m[1] <= own + len(outlet))]
    ents = [e for e in t.reg.ents if e.id in used or (e.mentions and not _idle(e))]
    return sorted(ents, key=lambda e: (min((m[0] for m in e.mentions), default=len(t.text)), e.id))


def _idle(e: Ent) -> bool:
    """A measure, a source without more (المصادر) or a thing by a common noun is listed only where a claim speaks of it."""
    if (e.kind == "people" and not e.nameless) or (e.kind == "source" and e.actor is not None):
        return False
    if e.kind in ("source", "measure") or e.weak:
        return e.kind != "source" or " " not in e.name
    named = (e.kind == "person" and not e.nameless) or (e.kind in ("org", "armed_group") and len(e.heads) > 1)
    return e.actor is None and " " not in e.name and not e.name.startswith("ال") and not named


def _lend_mention(t: Trace, d: Draft, e: Ent) -> None:
    """An entity that shows only in a claim's words (a measure) is mentioned there."""
    for ev in d.evidence:
        for ent, span in ((d.agent, ev.agent), (d.patient, ev.patient), (d.place, ev.place)):
            if ent is e and span is not None:
                s = source_span(ev.sent, span)
                t.reg.mention(e, s.start, s.end)
                return


def _entity(ent: Ent, id: str, text: str, lex: Lexicon) -> model.Entity:
    mentions = sorted(ent.mentions)
    own_words = [(s, e) for s, e, kind in mentions if kind == "name" and s not in ent.lent]
    names = [_whole(ent, text, s, e, lex) for s, e in own_words or [m[:2] for m in mentions if m[2] == "name"]]
    listed = [n for n in names if ent.actor is not None and ent.kind != "state" and _lists(lex, n, ent.actor)]
    names = listed or names  # قوات الدعم السريع rather than حوثيا, مقاتلي الجماعة
    own = [n for n in names if fold(n) == ent.name] if ent.kind == "state" else []  # روسيا rather than الروسية
    if ent.kind == "person" and not ent.nameless and len(names) > 1:  # حيدر العبادي rather than رئيس الوزراء العراقي
        own = [n for n in names if ent.name.rsplit(" ", 1)[-1] in fold(n)]
    name = max(own or names, key=lambda n: (len(n), n)) if names else ent.name
    return model.Entity(
        id=id, kind=ent.kind, name=name, mentions=[model.Mention(s, e, k) for s, e, k in mentions],  # type: ignore[arg-type]
        label_en=ent.label_en or romanise(name, lambda word: lex.latin.get(fold(word))), actor=ent.actor,
    )  # fmt: skip


def _whole(ent: Ent, text: str, start: int, end: int, lex: Lexicon) -> str:
    """A mention as a name: behind «لـ» the article has lost its alef (للجيش اليمني, but not للبنان)."""
    name = text[start:end]
    if text[max(0, start - 1) : start + 1] != "لل":
        return name
    full = "ا" + name
    return full if fold(full) == ent.name or (ent.actor is not None and _lists(lex, full, ent.actor)) else name


def _lists(lex: Lexicon, name: str, actor: str) -> bool:
    """Has the lexicon this name of the actor?"""
    return any(lex.entries[int(code[1:])].key == actor for code in lex.names.get(fold(name), "").split())


def source_span(sent: Sentence, span: tuple[int, int]) -> model.Span:
    """A token range in source offsets, without the particles attached to its first word."""
    i, j = span
    word = sent.words[i]
    skip = len(word.main.conj) + len(word.main.prep) if sent.toks[i].kind == "w" and not word.verbs else 0
    return model.Span(sent.start(i, skip), sent.end(j))


def _span(sent: Sentence, span: tuple[int, int] | None) -> model.Span | None:
    return None if span is None else source_span(sent, span)


def _evidence(ev: Ev) -> model.Evidence:
    sent = ev.sent
    return model.Evidence(
        start=sent.toks[sent.lo].start, end=sent.end(sent.hi), cue=model.Span(sent.start(ev.cue[0]), sent.end(ev.cue[1])),
        agent=_span(sent, ev.agent), patient=_span(sent, ev.patient), source=_span(sent, ev.source), place=_span(sent, ev.place),
        time=_span(sent, ev.time), number=_span(sent, ev.number), item=_span(sent, ev.item),
        operators=[model.Operator(sent.start(i), sent.end(j), kind) for kind, i, j in ev.ops],
    )  # fmt: skip


def _claim(d: Draft, id: str, ids: dict[int, str], report: str, text: str, book: Codebook) -> model.Claim:
    chain = [
        model.Attribution(ids[r.speaker.id], r.stance, _reach_cue(r, d))  # type: ignore[arg-type]
        for r in d.chain
    ]
    doubted = any(r.stance in ("doubting", "denying") for r in d.chain)
    hedged = d.modality in ("possible", "expected") or any(op[0] == "possible" for ev in d.evidence for op in ev.ops)
    evidence = [_evidence(ev) for ev in d.evidence]
    first = evidence[0].cue
    sides = "|".join(e.name if e else "?" for e in (d.agent, d.patient))
    words = text[first.start : first.end] if first else ""
    polarity = "negative" if d.negative else "positive"
    key = hashlib.sha256(
        f"{report}|{d.predicate}|{sides}|{polarity}|{d.modality}|{words}|{d.number}|{d.time}".encode()
    ).hexdigest()[:16]
    return model.Claim(
        id=id, key=key, predicate=d.predicate, agent=ids[d.agent.id] if d.agent else None,
        patient=ids[d.patient.id] if d.patient else None, polarity=polarity, modality=d.modality,  # type: ignore[arg-type]
        source=chain[-1].source if chain else "publisher", attribution=chain,
        certainty="doubted" if doubted else "hedged" if hedged else "plain",
        place=ids[d.place.id] if d.place else None, time=d.time, number=d.number, item=d.item,
        disclosure=d.disclosure, confidence=d.confidence, rule=d.rule, evidence=evidence,  # type: ignore[arg-type]
        plover=book.predicates[d.predicate].plover, number_max=d.number_max,
    )  # fmt: skip


def _reach_cue(r: Reach, d: Draft) -> model.Span | None:
    if r.cue is None:
        return None
    sent = d.evidence[0].sent
    if sent.lo <= r.cue[0] < sent.hi:
        return model.Span(sent.start(r.cue[0]), sent.end(r.cue[1]))
    return None
