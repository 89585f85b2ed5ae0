"""``marsad read --explain`` and ``--why-not``: the reasons of a reading."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from marsad.cli.common import Reader, print_json, print_line
from marsad.cli.options import Tongue
from marsad.intake import Document

if TYPE_CHECKING:
    from marsad.reader.explanation import Rival, Step


PARTS = {
    "cue": ("word", "الكلمة"),
    "agent": ("who", "من"),
    "patient": ("whom", "ضد/مع من"),
    "polarity": ("denied?", "النفي"),
    "modality": ("told as", "الصيغة"),
    "source": ("says who", "القائل"),
    "certainty": ("how surely", "اليقين"),
    "place": ("where", "المكان"),
    "time": ("when", "الزمان"),
    "number": ("how many", "العدد"),
    "item": ("what", "الشيء"),
}


def explained(reader: Reader, document: Document, name: str | None, as_json: bool, language: Tongue) -> None:
    """Print a reading with the reasons of each claim."""
    reading, reasons = reader.explained(document)
    if as_json:
        from msgspec.json import encode

        print_line(encode(reading)[:-1] + b',"explanations":' + encode(reasons) + b"}")
        return
    from marsad import show

    show.reading(reading, name)
    names = {e.id: e.name for e in reading.entities} | {None: "?"}
    for claim, why in zip(reading.claims, reasons, strict=True):
        number = claim.id.removeprefix("c")
        _print([f"\n#{number} {claim.predicate}(", names[claim.agent], ", ", names[claim.patient], ")"])
        for step in why.steps:
            _reason("  ", step, language)
        if why.rivals:
            _print(["  ", ("also considered:", "ومما نظر فيه:")[language is Tongue.ar]])
        for rival in why.rivals:
            _reason("    ", rival, language)


def asked(reader: Reader, document: Document, question: str, as_json: bool, language: Tongue) -> None:
    """Print why a reading has not the claim of ``question``, or that it has it."""
    reading, answer = reader.asked(document, question)
    if as_json:
        print_json(answer)
        return
    verdict = ("in the reading", "في القراءة") if answer.claim else ("not in the reading", "ليس في القراءة")
    _print([answer.question, ": ", verdict[language is Tongue.ar]])
    for reason in answer.reasons:
        _reason("  ", reason, language)
    if answer.sentence is not None:
        where = ("the sentence:", "الجملة:")[language is Tongue.ar]
        _print(["  ", where, " ", reading.report.text[answer.sentence.start : answer.sentence.end]])


def _reason(indent: str, reason: Step | Rival, language: Tongue) -> None:
    arabic = language is Tongue.ar
    _print([indent, PARTS[reason.part][arabic], ": ", reason.ar if arabic else reason.en])


def _print(parts: Iterable[str]) -> None:
    from marsad.show import isolated

    head, *rest = parts
    line = head.lstrip("\n")
    sys.stdout.write(("\n" if head != line else "") + isolated(line) + "".join(isolated(p) for p in rest) + "\n")
