"""A reading in a notebook: its head, its claims and its loaded words as a piece of HTML.

Nothing of a report runs or leaks: every text is made harmless and escaped, and there is no script, no address, no style
sheet and no id that could meet the page around it. Colours are the page's own, so that it reads on light and on dark;
Arabic runs from the right within its cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from marsad import codebook
from marsad.arabic.display import harmless
from marsad.model import Claim, Entity, Reading, Span

SHOWN = 100  # claims; a notebook keeps what it shows, and a hostile report has thousands
QUOTED = 160  # characters of evidence
_CELL = "text-align:start;vertical-align:top;padding:.25em .5em;border-bottom:1px solid rgba(128,128,128,.35)"
_FAINT = "opacity:.65;font-size:90%"
_HEADS = ("#", "who", "claim", "whom", "says who", "details", "words")


def html(reading: Reading) -> str:
    """The reading as a fragment of HTML, at most ``SHOWN`` of its claims."""
    parts = ["<div>", *_head(reading)]
    if reading.claims:
        parts += ['<table style="border-collapse:collapse;width:100%"><thead><tr>']
        parts += [f'<th style="{_CELL}">{head}</th>' for head in _HEADS]
        parts.append("</tr></thead><tbody>")
        entities = {entity.id: entity for entity in reading.entities}
        book = codebook.predicates_of(reading)
        for number, claim in enumerate(reading.claims[:SHOWN], 1):
            parts += _row(reading, book, entities, number, claim)
        parts.append("</tbody></table>")
    if (more := len(reading.claims) - SHOWN) > 0:
        parts.append(f'<div style="{_FAINT}">and {more:,} more; claims_table() has all</div>')
    parts += _framing(reading)
    return "".join([*parts, "</div>"])


def _safe(text: str) -> str:
    return escape(harmless(text))


def _head(reading: Reading) -> Iterator[str]:
    report = reading.report
    if report.title:
        title = report.text[report.title.start : report.title.end]
        yield f'<div dir="auto"><strong>{_safe(_short(title))}</strong></div>'
    known = [f"<bdi>{_safe(_short(part))}</bdi>" for part in (report.publisher, report.published, report.url) if part]
    count = f"{len(reading.claims):,} claims, {len(reading.entities):,} entities, language {_safe(report.language)}"
    yield f"<div>{' · '.join([*known, count])}</div>"
    for notice in reading.notices:
        yield f'<div dir="auto" style="{_FAINT}">note: {_safe(_short(notice))}</div>'


def _row(
    reading: Reading, book: Mapping[str, codebook.Predicate], entities: dict[str, Entity], number: int, claim: Claim
) -> Iterator[str]:
    predicate, modality = book[claim.predicate], codebook.modalities()[claim.modality]
    told = f"<strong>{escape(codebook.phrase(predicate, modality, claim.polarity)[0])}</strong>"
    if claim.certainty != "plain":
        told += f'<div style="{_FAINT}">{escape(codebook.terms("certainty")[claim.certainty].en)}</div>'
    cells = (
        str(number),
        _side(entities, claim.agent),
        told,
        _side(entities, claim.patient),
        "".join(_speakers(entities, claim)),
        "".join(_details(entities, claim)),
        _words(reading, claim),
    )
    yield "<tr>"
    for cell in cells:
        yield f'<td style="{_CELL}">{cell}</td>'
    yield "</tr>"


def _side(entities: dict[str, Entity], key: str | None) -> str:
    """The entity's name, and under it its English label."""
    if key is None:
        return "?"
    entity = entities.get(key)
    name = f"<div><bdi>{_safe(_short(entity.name if entity else key))}</bdi></div>"
    if entity and entity.label_en and entity.label_en != entity.name:
        return f'{name}<div style="{_FAINT}"><bdi>{_safe(_short(entity.label_en))}</bdi></div>'
    return name


def _speakers(entities: dict[str, Entity], claim: Claim) -> Iterator[str]:
    """The chain of speakers, outermost first, each with what it does: says, confirms, alleges, denies."""
    for link in claim.attribution:
        yield _side(entities, link.source)
        yield f'<div style="{_FAINT}">{escape(codebook.terms("stance")[link.stance].en)}</div>'
    if not claim.attribution or claim.attribution[-1].source != claim.source:
        yield "publisher" if claim.source == "publisher" else _side(entities, claim.source)


def _details(entities: dict[str, Entity], claim: Claim) -> Iterator[str]:
    if claim.place:
        yield _side(entities, claim.place)
    if claim.number is not None:
        yield f"<div>{claim.number:,}{f'–{claim.number_max:,}' if claim.number_max else ''}</div>"
    disclosure = codebook.terms("disclosure")[claim.disclosure].en if claim.disclosure else None
    for text in (claim.time, claim.item, disclosure):
        if text:
            yield f"<div><bdi>{_safe(_short(text))}</bdi></div>"


def _words(reading: Reading, claim: Claim) -> str:
    """The first evidence with its cue set off, a long one cut around it."""
    text, first = reading.report.text, claim.evidence[0]
    cue = first.cue or Span(first.start, first.start)
    start = max(first.start, min(cue.start - QUOTED // 2, first.end - QUOTED))
    end = min(first.end, start + QUOTED)
    low, high = sorted((min(max(cue.start, start), end), min(max(cue.end, start), end)))
    before, after = text[start:low], text[high:end]
    if start > first.start:
        before = f"… {before.partition(' ')[2] or before}"
    if end < first.end:
        after = f"{after.rpartition(' ')[0] or after} …"
    quote = f"{_safe(before)}<strong>{_safe(text[low:high])}</strong>{_safe(after)}"
    more = f'<div style="{_FAINT}">and {len(claim.evidence) - 1} more</div>' if len(claim.evidence) > 1 else ""
    return f'<div dir="auto">{quote}</div>{more}'


def _framing(reading: Reading) -> Iterator[str]:
    names = {entity.id: entity.name for entity in reading.entities}
    found = [
        f"<bdi>{_safe(_short(reading.report.text[frame.start : frame.end]))}</bdi> "
        f'<span style="{_FAINT}">{frame.device.replace("_", " ")}, of</span> '
        f"<bdi>{_safe(_short(names.get(frame.entity, frame.entity)))}</bdi>"
        for frame in reading.framing[:SHOWN]
    ]
    if found:
        yield f"<div>loaded words: {' · '.join(found)}</div>"


def _short(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[: QUOTED - 1]}…"
