"""The data contract: one reading of one report, version 1, and nothing else but the doors to ``exports``.

Offsets count Unicode code points of ``report.text``, end exclusive. ``docs/reading.schema.json`` is generated
from these structs (``python -m marsad.model``) and a test holds the two equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from msgspec import UNSET, Meta, Struct, UnsetType

if TYPE_CHECKING:
    import pandas
    import pyarrow

Kind = Literal["armed_group", "bloc", "measure", "org", "people", "person", "place", "source", "state"]
Predicate = Literal[
    "accuses", "agrees", "aids", "allied_with", "appoints", "arms", "attacks", "backs", "based_in", "besieges",
    "concedes", "controls", "cuts_off", "demands", "deploys", "detains", "displaces", "falls", "fights", "funds",
    "intervenes", "kills", "leads", "lifts", "mediates", "meets", "opposes", "ousts", "part_of", "protests",
    "recognises", "retreats", "sanctions", "seizes", "threatens", "trains", "visits", "wounds",
]  # fmt: skip
Group = Literal["standing", "support", "diplomacy", "coercion", "violence", "power"]
BUILT_IN = frozenset(get_args(Predicate))
Polarity = Literal["positive", "negative"]
Modality = Literal["asserted", "demanded", "expected", "intended", "possible"]
Stance = Literal["neutral", "affirming", "doubting", "denying"]
Certainty = Literal["plain", "hedged", "doubted"]
Disclosure = Literal["unannounced", "undisclosed"]
Device = Literal["dehumanising", "delegitimising", "glorifying", "legitimising", "scare_quotes", "vilifying"]
LinkType = Literal["before", "cause", "condition", "contrast", "purpose", "response", "while"]
Offset = Annotated[int, Meta(ge=0)]
End = Annotated[int, Meta(ge=1)]
PredicateName = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$")]  # a built-in one, or one of the codebook in use
# A few words on one line: no control characters, nothing that turns the direction of what stands beside it.
_SAFE = r"^[^\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]*$"
Wording = Annotated[str, Meta(max_length=500, pattern=_SAFE)]
EntityId = Annotated[str, Meta(extra_json_schema={"not": {"const": "publisher"}})]


class Span(Struct, frozen=True):
    """Characters ``start`` to ``end`` of the report's text."""

    start: Offset
    end: End


class Mention(Struct, frozen=True):
    """A name with its rank or title, without attached particles; or a pronoun."""

    start: Offset
    end: End
    type: Literal["name", "pronoun"] = "name"


class Operator(Struct, frozen=True):
    """A word that changes how a claim is told: a wish, a forecast, a denial."""

    start: Offset
    end: End
    kind: str = ""


class Page(Struct, frozen=True):
    """Which characters stood on which page of a paged source."""

    start: int
    end: int
    page: int


class OwnPredicate(Struct, frozen=True):
    """A predicate that is not built in, as the codebook in use defines it; see the codebook for the fields."""

    name: PredicateName
    group: Group
    symmetric: bool
    plover: str | None
    meaning_en: Wording
    meaning_ar: Wording
    third_en: Wording
    bare_en: Wording
    noun_ar: Wording


class Reader(Struct, frozen=True):
    """Which reader made the reading; ``lexicon`` is the hash of the tables in use, the user's own included.

    ``predicates`` are those of the user's own codebook, and left out where there are none.
    """

    name: str
    version: str
    lexicon: str
    predicates: list[OwnPredicate] | UnsetType = UNSET


class Report(Struct):
    """The text that all offsets count in: BOM gone, CRLF as LF, else as published; a separate title is its first line.

    ``id`` is the SHA-256 of the text, ``language`` a BCP 47 tag, ``publisher`` as the text or the metadata has it,
    ``published`` an ISO date, ``url`` where it came from.
    """

    id: str
    text: str
    language: str
    title: Span | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    pages: list[Page] = []

    def page_of(self, offset: int) -> int | None:
        """The page on which a character stands; None where the source has no pages."""
        return next((page.page for page in reversed(self.pages) if page.start <= offset < page.end), None)


class Entity(Struct):
    """One actor, place or measure of the report.

    ``name`` is the fullest in the report, ``label_en`` an English label or transliteration, ``actor`` the key of a
    known actor or place in the lexicon.
    """

    id: EntityId
    kind: Kind
    name: str
    mentions: list[Mention]
    label_en: str | None = None
    actor: str | None = None


class Attribution(Struct, frozen=True):
    """One speaker of the chain, and what the reporting word makes of it: said, confirmed, alleged, denied."""

    source: str
    stance: Stance
    cue: Span | None = None


class Evidence(Struct):
    """The clause or sentence, and in it the words of each part of the claim; a pronoun's span is the pronoun's."""

    start: Offset
    end: End
    cue: Span | None
    agent: Span | None = None
    patient: Span | None = None
    source: Span | None = None
    place: Span | None = None
    time: Span | None = None
    number: Span | None = None
    item: Span | None = None
    operators: list[Operator] = []


class Claim(Struct):
    """predicate(agent, patient) with who says so, how surely, and the characters it stands on.

    ``agent``, ``patient`` and ``place`` are entity ids, null where not named; ``source`` is the innermost speaker, an
    entity id or ``publisher``. ``attribution`` has the outermost speaker first and is empty in the publisher's own
    voice. ``certainty`` is how the text tells it, ``confidence`` the reader's own: the share of such claims that are
    right. ``time`` is an ISO 8601 date, month, year or interval (``D/..`` is open); ``item`` stands as the text has it.
    ``key`` is derived from content (report id, predicate, names of the pair, polarity, modality, first cue) and is the
    same on every run. ``plover`` is the PLOVER event type, ``rule`` what made the claim.
    """

    id: str
    key: str
    predicate: PredicateName
    agent: str | None
    patient: str | None
    polarity: Polarity
    modality: Modality
    source: str
    attribution: list[Attribution]
    certainty: Certainty
    place: str | None
    time: str | None
    number: int | None
    item: str | None
    disclosure: Disclosure | None
    confidence: Annotated[float, Meta(ge=0, le=1)]
    rule: str
    evidence: Annotated[list[Evidence], Meta(min_length=1)]
    plover: str | None = None
    number_max: int | None = None


class Framing(Struct):
    """A loaded word, whom it hits and by which device."""

    start: Offset
    end: End
    entity: str
    device: Device


class Link(Struct, rename={"from_": "from"}):
    """A tie between two claims that the text itself makes."""

    from_: str
    to: str
    type: LinkType
    evidence: Span | UnsetType = UNSET


class Reading(Struct, kw_only=True):
    """One report as Marsad read it, version 1.

    Offsets are Unicode code points of ``report.text``, end exclusive. Fields may be added; none changes its meaning
    within a version. The predicate of a claim is a built-in one or one that ``reader.predicates`` defines. ``notices`` is
    what a person should know of this reading: language not read, text cut, date not found.
    """

    version: Literal[1] = 1
    reader: Reader
    report: Report
    entities: list[Entity]
    claims: list[Claim]
    framing: list[Framing]
    links: list[Link]
    notices: list[str]

    def __post_init__(self) -> None:
        known = set(BUILT_IN)
        if self.reader.predicates is not UNSET:
            known |= {p.name for p in self.reader.predicates}
        for claim in self.claims:
            if claim.predicate not in known:
                raise ValueError(f"claim {claim.id}: predicate {claim.predicate!r} is not defined in reader.predicates")

    # Doors to exports, which come later in the way of the data. They hold no code of their own and open only when a person
    # knocks, so that the contract depends on no export; a reading that was made, decoded or copied anywhere has them,
    # and a type checker knows them, which no patch from outside would give.

    def claims_table(self) -> pandas.DataFrame:
        """The claims as a DataFrame, one row each, with the columns of ``docs/tables.md``.

        Needs the extra ``tables``; raises MissingExtra without it.
        """
        from marsad.exports.frame import frame
        from marsad.exports.rows import rows

        return frame(rows(self))

    def to_arrow(self) -> pyarrow.Table:
        """The claims as an Arrow table, one row each, with the columns of ``docs/tables.md``.

        Needs the extra ``tables``; raises MissingExtra without it.
        """
        from marsad.exports.parquet import table
        from marsad.exports.rows import rows

        return table(rows(self))

    def _repr_html_(self) -> str:
        """What a notebook shows: head, claims, loaded words."""
        from marsad.exports.notebook import html

        return html(self)


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a reading, generated from the structs."""
    from msgspec.json import schema as generate

    out = {"$schema": "https://json-schema.org/draft/2020-12/schema", **generate(Reading)}
    for definition in out["$defs"].values():
        definition["description"] = " ".join(definition["description"].split())
    reading, claim = out["$defs"]["Reading"], out["$defs"]["Claim"]
    reading["required"].insert(0, "version")  # has a default in Python, and is always written
    built_in = {"enum": sorted(BUILT_IN)}
    claim["properties"]["predicate"] = {"anyOf": [built_in, claim["properties"]["predicate"]]}
    reading["if"] = {"properties": {"reader": {"not": {"required": ["predicates"]}}}}
    reading["then"] = {"properties": {"claims": {"items": {"properties": {"predicate": built_in}}}}}
    return out


if __name__ == "__main__":
    import json
    import sys

    sys.stdout.write(json.dumps(schema(), ensure_ascii=False, indent=1) + "\n")
