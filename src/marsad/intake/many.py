"""Files of many reports as documents, for those who have no workers: what is hostile is parsed in a process apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from marsad.errors import InputError
from marsad.intake import apart
from marsad.intake.document import Document
from marsad.intake.feeds import told
from marsad.intake.formats import FORMATS, parse
from marsad.intake.item import Item, Options, Refused, legible
from marsad.intake.items import reports


def documents(name: str, options: Options) -> Iterator[tuple[int, Document | InputError]]:
    """Each report with its number in the file, or why there is none. Raises InputError where the file ends the run."""
    return taken(item for item, _ in reports(name, legible(name), options))


def taken(items: Iterable[Item | Refused]) -> Iterator[tuple[int, Document | InputError]]:
    """The document of each report with its number in its file (0: it is the file), or why there is none."""
    for item in items:
        if isinstance(item, Refused):
            yield getattr(item.fault, "row", 0), item.fault
            continue
        try:
            document = told(apart.parse(item) if FORMATS[item.format].hostile else parse(item), item.said)
        except InputError as fault:
            yield item.number, fault
        else:
            yield item.number, replace(document, url=item.address or document.url)
