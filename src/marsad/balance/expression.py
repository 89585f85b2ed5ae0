"""Claims as a person writes them: ``arms(russia, libyan_army)``, ``not lifts(haftar, embargo)``, ``#5``.

    [not] predicate(agent, patient) [modality] [field=value …]

A claim that is there goes by its number or its id; of a store also by how its id begins. ``?`` stands for a side that is
not named, ``*`` in a claim to be found for any. Names may be quoted. Fields are modality, polarity, agent, patient, place,
time, item and number. Nothing of an expression is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from marsad import codebook
from marsad.arabic.display import harmless
from marsad.errors import ScenarioError

LONGEST = 1000
FIELDS = ("modality", "polarity", "agent", "patient", "place", "time", "item", "number")
_HELP = "write it as arms(russia, libyan_army) or as #5, the number of a claim"
_CALL = re.compile(r"\s*(?P<no>(?:not|no|لا|لم|عدم)\s+)?(?P<predicate>[^()\s,=]+(?: [^()\s,=]+){0,3})\s*\(")
_SETTING = re.compile(
    r"""\s*,?\s*(?P<key>[a-z]+)\s*=\s*(?:"(?P<quoted>[^"]*)"|«(?P<arabic>[^»]*)»|(?P<bare>[^\s,]+))"""
)
_WORD = re.compile(r"\s*,?\s*(?P<word>[^\s,=]+)(?![^\s,]*\s*=)")
_TIME = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)(?:/(?:\.\.|\d{4}(?:-\d\d(?:-\d\d)?)?))?")
_POLARITIES = {"positive": "positive", "negative": "negative", "not": "negative", "denied": "negative"}
_MODALITIES = {
    "told": "asserted",
    "true": "asserted",
    "wished": "intended",
    "wanted": "intended",
    "foretold": "expected",
}


@dataclass(frozen=True, slots=True)
class Expression:
    """``id`` for a claim by its number or id, else predicate and sides as written; ``settings`` the fields given."""

    text: str
    id: str | None = None
    predicate: str = ""
    agent: str = "?"
    patient: str = "?"
    settings: Mapping[str, str] = field(default_factory=dict)


def expression(text: str, where: str) -> Expression:
    """Raises ScenarioError, in the name of ``where``, for what is no claim."""
    text = text.strip()
    if len(text) > LONGEST:
        raise ScenarioError(where, f"is longer than {LONGEST} characters", _HELP)
    if re.fullmatch(r"#?\d+|(?:\d+:)?c\d+|c[0-9a-f]{4,32}", text):
        return Expression(text, id=text)
    call = _CALL.match(text)
    if not call:
        raise ScenarioError(where, f"{_short(text)} is no claim", _HELP)
    sides, rest = _sides(text, call.end(), where)
    if not 1 <= len(sides) <= 2:
        raise ScenarioError(
            where, f"{_short(text)} has {len(sides)} sides", "give the doer, or the doer and whom it is done to"
        )
    found = settings(rest, where)
    if call["no"]:
        found = {"polarity": "negative"} | found
    return Expression(text, None, call["predicate"].strip(), sides[0], sides[1] if len(sides) > 1 else "?", found)


def settings(text: str, where: str) -> dict[str, str]:
    """``asserted``, ``negative``, ``time=2016-07`` … to fields. Raises ScenarioError."""
    out: dict[str, str] = {}
    at = 0
    while text[at:].strip(" ,\t"):
        if given := _SETTING.match(text, at):
            value = next(v for v in (given["quoted"], given["arabic"], given["bare"]) if v is not None)
            out |= checked(given["key"], value, where)
        elif given := _WORD.match(text, at):
            word = given["word"].casefold()
            key = "modality" if word in codebook.modalities() or word in _MODALITIES else "polarity"
            if key == "polarity" and word not in _POLARITIES:
                known = ", ".join([*codebook.modalities(), "positive", "negative"])
                raise ScenarioError(
                    where, f"{_short(given['word'])} is no word of a claim", f"write one of {known}, or field=value"
                )
            out |= checked(key, word, where)
        else:
            raise ScenarioError(where, f"{_short(text[at:])} cannot be read", _HELP)
        at = given.end()
    return out


def checked(key: str, value: str, where: str) -> dict[str, str]:
    """One field with its value, in the codebook's words. Raises ScenarioError."""
    value = value.strip()
    if key not in FIELDS:
        raise ScenarioError(where, f"{_short(key)} is no field of a claim", f"write one of {', '.join(FIELDS)}")
    if key == "modality":
        value = _MODALITIES.get(value, value)
        if value not in codebook.modalities():
            raise ScenarioError(
                where, f"{_short(value)} is no modality", f"write one of {', '.join(codebook.modalities())}"
            )
    elif key == "polarity":
        if value not in _POLARITIES:
            raise ScenarioError(where, f"{_short(value)} is no polarity", "write positive or negative")
        value = _POLARITIES[value]
    elif key == "time" and not _TIME.fullmatch(value):
        raise ScenarioError(
            where, f"{_short(value)} is no time", "write it as 2016, 2016-07, 2016-07-01 or 2016-07-01/.."
        )
    elif key == "number" and not re.fullmatch(r"\d{1,9}", value):
        raise ScenarioError(where, f"{_short(value)} is no number", "write it in digits, as 12")
    return {key: value}


def _sides(text: str, at: int, where: str) -> tuple[list[str], str]:
    """What stands between the brackets, parted at commas outside of quotes and inner brackets, and what follows."""
    sides, current, depth, quote = [], "", 1, ""
    for n in range(at, len(text)):
        char = text[n]
        if quote:
            quote, current = ("", current) if char == quote else (quote, current + char)
        elif char in '"«':
            quote = "»" if char == "«" else char
        elif char in ",،" and depth == 1:
            sides.append(current.strip())
            current = ""
        else:
            depth += (char == "(") - (char == ")")
            if depth == 0:
                return [*sides, current.strip()], text[n + 1 :]
            current += char
    raise ScenarioError(where, f"{_short(text)} has no closing bracket", _HELP)


def _short(text: str) -> str:
    text = harmless(text)
    return repr(text if len(text) <= 60 else f"{text[:60]}…")
