"""A reading as the draft of a gold file (``docs/gold.md``), for a person to correct.

The draft loads with ``gold.load`` beside the reading's text, and the reading scores 1.0 against it: every mention, claim,
loaded word and link stands in it. A name is written as it stands; where that would also find what the reading has not, or
what belongs to another entity, it is pinned to its place (``name@3``). Reports are hostile: what YAML or a reader of the
file could take for something else is quoted, and what cannot be seen is escaped.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from marsad.arabic.display import harmless
from marsad.codebook import predicates_of
from marsad.evaluate import OVERLAP, entity_names, overlap, same_event
from marsad.gold import ANYBODY, PUBLISHER, Gold, Interval, mentions_of, occurrences, sentences
from marsad.intake import iso_date
from marsad.model import Claim, Entity, Evidence, Framing, Reading

SENTENCE = 600  # characters of a sentence in a comment
_HEAD = """\
# Draft of a gold file, made by marsad gold ({reader}) from {name}.
# Correct it: the reader misses claims, and some that it has are wrong. Each claim stands below its sentence.
# docs/gold.md has the format, docs/codebook.md what is coded and how.
"""
_SLUG = re.compile(r"[^a-z0-9]+")
_KEYWORDS = frozenset("y n yes no on off true false null".split())  # of YAML 1.1
_PLAIN = re.compile(r"[^\W\d_][^\W_]*(?:[ _][^\W_]+)*")  # words of letters, which YAML takes as they stand
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")

Names = dict[str, dict[str, list[Interval]]]  # entity id -> name -> where the reading has it


def draft(reading: Reading, name: str) -> str:
    """The gold draft of a reading, in YAML. ``name`` is what its report is called in the head."""
    names = _pinned(reading.report.text, _names(reading))
    keys, said = _told_apart(reading, _keys(reading.entities), mentions_of(reading.report.text, names))
    claims = _distinct(reading)
    reader = f"{reading.reader.name} {reading.reader.version}"
    parts = [
        _HEAD.format(reader=harmless(reader), name=harmless(name)),
        f"publisher: {_scalar(reading.report.publisher)}\n",
        f"published: {_scalar(reading.report.published)}\n",
        *_entities(reading, keys, names),
        *_claims(reading, claims, said),
        *_framing(reading, said),
        *_links(reading, {claim.id for claim in claims}),
    ]
    return "".join(parts)


def _keys(entities: Iterable[Entity]) -> dict[str, str]:
    """A readable key for each entity id: its key in the word tables, its English label, or its kind; each once."""
    out: dict[str, str] = {}
    for entity in entities:
        known = entity.actor or entity.label_en or ""
        letters = unicodedata.normalize("NFKD", known).encode("ascii", "ignore").decode().lower()
        key = _SLUG.sub("_", letters)[:40].strip("_")
        if not key[:1].isalpha() or key in _KEYWORDS or key == PUBLISHER:
            key = f"{entity.kind}_{key}".rstrip("_")
        out[entity.id] = _once(key, out.values())
    return out


def _once(key: str, taken: Collection[str]) -> str:
    number, one = 1, key
    while one in taken:
        number += 1
        one = f"{key}_{number}"
    return one


def _told_apart(
    reading: Reading, keys: dict[str, str], mentions: Mapping[str, list[Interval]]
) -> tuple[dict[str, str], dict[str, str]]:
    """The keys, and under which the measure will know each entity.

    It takes an entity for the one whose mentions it overlaps most, of equals the last by name: one that shares all its
    mentions with another must come behind it (``lebanon_beirut``). Two with the same mentions are one to it.
    """

    def known(keys: dict[str, str]) -> dict[str, str]:
        kinds = {keys[entity.id]: str(entity.kind) for entity in reading.entities}
        found = {keys[one]: spans for one, spans in mentions.items()}
        gold = Gold(Path(), reading.report.text, None, None, kinds, found, [], [])
        return {one: keys[one] if key == f"~{one}" else key for one, key in entity_names(gold, reading).items()}

    said = known(keys)
    for one in list(keys):
        if said[one] != keys[one]:
            others = keys | {one: _once(f"{said[one]}_{keys[one]}", keys.values())}
            then = known(others)
            if sum(then[e] != others[e] for e in keys) < sum(said[e] != keys[e] for e in keys):
                keys, said = others, then
    return keys, said


def _distinct(reading: Reading) -> list[Claim]:
    """The claims in the order of the text, repeats of one event as one, as the measure takes them."""
    meant = predicates_of(reading)
    out: list[Claim] = []
    seen: dict[tuple[str | None, ...], list[Claim]] = {}
    for claim in reading.claims:
        alike = seen.setdefault((claim.predicate, claim.agent, claim.patient, claim.polarity, claim.modality), [])
        if not any(same_event(claim, other, meant[claim.predicate]) for other in alike):
            alike.append(claim)
            out.append(claim)
    return sorted(out, key=lambda claim: claim.evidence[0].start)


def _entities(reading: Reading, keys: Mapping[str, str], names: Mapping[str, list[str]]) -> Iterator[str]:
    if not reading.entities:
        yield "entities: {}\n"
        return
    yield "entities:\n"
    for entity in sorted(reading.entities, key=lambda entity: min((m.start for m in entity.mentions), default=0)):
        have = ", ".join(map(_scalar, names[entity.id]))
        yield f"  {keys[entity.id]}: {{kind: {entity.kind}, names: [{have}]}}\n"


def _names(reading: Reading) -> Names:
    """Every name of every entity with its places; a pronoun only where an entity has nothing else."""
    text = reading.report.text
    out: Names = {}
    for entity in reading.entities:
        mentions = [m for m in entity.mentions if m.type == "name"] or entity.mentions[:1]
        mine = out.setdefault(entity.id, {})
        for mention in sorted(mentions, key=lambda mention: mention.start):
            spans = mine.setdefault(text[mention.start : mention.end], [])
            if (span := (mention.start, mention.end)) not in spans:
                spans.append(span)
    return out


def _pinned(text: str, names: Names) -> dict[str, list[str]]:
    """The names as a gold file has them: plain where they find just what the reading has, else each place for itself."""
    plain = {(one, name) for one, have in names.items() for name in have if name.strip() and "@" not in name}
    while True:
        written = {
            one: [pin for name, spans in have.items() for pin in _written(text, name, spans, (one, name) in plain)]
            for one, have in names.items()
        }
        found = mentions_of(text, written)
        wrong = {
            (one, name)
            for one, name in plain
            if sorted(names[one][name]) != [span for span in found[one] if text[span[0] : span[1]] == name]
        }
        if not wrong:
            return written
        plain -= wrong


def _written(text: str, name: str, spans: list[Interval], plain: bool) -> list[str]:
    return [name] if plain else [pin for span in spans if (pin := _pin(text, *span))]


def _pin(text: str, start: int, end: int) -> str | None:
    """``name@n`` for one place, of a name with an @ in it for its longest part without; None where there is no such."""
    parts = [m.span() for m in re.finditer("[^@]+", text[start:end])]
    for low, high in sorted(parts, key=lambda part: part[0] - part[1]):
        for last in range(high, low, -1):  # a name that overlaps itself may be found only when it is cut
            name, span = text[start + low : start + last], (start + low, start + last)
            if name.strip() and span in (found := occurrences(text, name)):
                return f"{name}@{found.index(span) + 1}"
    return None


def _claims(reading: Reading, claims: list[Claim], keys: Mapping[str, str]) -> Iterator[str]:
    if not claims:
        yield "claims: []\n"
        return
    linked = {end for link in reading.links for end in (link.from_, link.to)}
    cuts = sentences(reading.report.text)
    last: Interval | None = None
    yield "claims:\n"
    for claim in claims:
        here = _around(cuts, claim.evidence[0])
        if here != last:
            yield f"  # {_comment(reading.report.text, here, claim.evidence[0].start)}\n"
            last = here
        yield f"  - {{{', '.join(_parts(claim, keys, claim.id in linked))}}}\n"


def _around(cuts: list[Interval], evidence: Evidence) -> Interval:
    """The sentence, or sentences, that the evidence stands in."""
    first, last = (
        max(bisect_right(cuts, offset, key=lambda cut: cut[0]) - 1, 0) for offset in (evidence.start, evidence.end - 1)
    )
    return cuts[first][0], cuts[last][1]


def _comment(text: str, sentence: Interval, at: int) -> str:
    """The sentence on one line, of a very long one the part that begins at the claim."""
    start, end = sentence
    if end - start > SENTENCE:
        start = max(start, min(at, end - SENTENCE))
        end = start + SENTENCE
    return harmless(text[start:end]).strip()


def _parts(claim: Claim, keys: Mapping[str, str], linked: bool) -> Iterator[str]:
    if linked:
        yield f"id: {_scalar(claim.id)}"
    yield f"p: {claim.predicate}"
    for part, side in (("a", claim.agent), ("b", claim.patient)):
        yield f"{part}: {_scalar(keys.get(side or '', ANYBODY))}"
    if claim.polarity == "negative":
        yield "neg: true"
    if claim.modality != "asserted":
        yield f"mod: {claim.modality}"
    for part, key in (("src", keys.get(claim.source)), ("place", keys.get(claim.place or ""))):
        if key:
            yield f"{part}: {key}"
    if claim.time:
        yield f"time: {_scalar(claim.time)}"
    if claim.number is not None:
        # The measure holds a range against its lower end, a person sees both.
        yield (
            f"number: {claim.number}|{claim.number}-{claim.number_max}"
            if claim.number_max
            else f"number: {claim.number}"
        )
    if claim.item:
        yield f"item: {_scalar(claim.item)}"
    if claim.disclosure:
        yield f"disclosure: {claim.disclosure}"


def _framing(reading: Reading, keys: Mapping[str, str]) -> Iterator[str]:
    frames = [frame for frame in reading.framing if frame.entity in keys]
    yield "framing:\n" if frames else "framing: []\n"
    for frame in frames:
        words = _scalar(_loaded(reading.report.text, frame))
        yield f"  - {{text: {words}, entity: {keys[frame.entity]}, device: {frame.device}}}\n"


def _loaded(text: str, frame: Framing) -> str:
    """Words that stand for the loaded ones where gold looks, which is their first occurrence: with some of their
    surroundings, where they are said before."""
    start, end = frame.start, frame.end
    longest = int((end - start) / OVERLAP)
    for more in range(longest - (end - start) + 1):
        for before in range(more + 1):
            low, high = start - before, end + more - before
            words = text[max(low, 0) : high]
            if low >= 0 and high <= len(text) and "@" not in words and text.find(words) == low:
                assert overlap((low, high), (start, end)) >= OVERLAP
                return words
    return _pin(text, start, end) or text[start:end].partition("@")[0] or text[start:end]


def _links(reading: Reading, kept: set[str]) -> Iterator[str]:
    links = [link for link in reading.links if link.from_ in kept and link.to in kept]
    if links:
        yield "links:\n"
    for link in links:
        yield f"  - {{from: {_scalar(link.from_)}, to: {_scalar(link.to)}, type: {link.type}}}\n"


def _scalar(value: str | None) -> str:
    """A text as YAML takes it: bare where that is safe, else in quotes with all that cannot be seen escaped."""
    if value is None:
        return "null"
    if (
        iso_date(value) == value
        or _NUMBER.fullmatch(value)
        or (_PLAIN.fullmatch(value) and value.lower() not in _KEYWORDS)
    ):
        return value
    return f'"{"".join(map(_escaped, value))}"'


def _escaped(char: str) -> str:
    if char in '\\"':
        return f"\\{char}"
    category = unicodedata.category(char)
    if char in " \u200c\u200d" or category[0] not in "CZ":  # joiners shape words
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
