"""Files of many reports as documents, for those who have no workers: what is hostile is parsed in a process apart."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.errors import InputError
from marsad.intake import apart
from marsad.intake.document import Document
from marsad.intake.formats import FORMATS, parse
from marsad.intake.item import Options, Refused, legible
from marsad.intake.items import reports


def documents(name: str, options: Options) -> Iterator[tuple[int, Document | InputError]]:
    """Each report with its number in the file, or why there is none. Raises InputError where the file ends the run."""
    for item, _ in reports(name, legible(name), options):
        if isinstance(item, Refused):
            yield getattr(item.fault, "row", 0), item.fault
            continue
        try:
            document = apart.parse(item) if FORMATS[item.format].hostile else parse(item)
        except InputError as fault:
            yield item.number, fault
        else:
            yield item.number, document
