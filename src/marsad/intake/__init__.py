"""From bytes to a text with what is known of it: one file a format.

The text that leaves here is what every offset counts in: no byte order mark, LF for CRLF, a separate title as its
first line, and otherwise as published.
"""

from __future__ import annotations

from marsad.intake.document import Document as Document
from marsad.intake.document import document as document
from marsad.intake.document import filled as filled
from marsad.intake.document import iso_date as iso_date
from marsad.intake.files import load as load
from marsad.intake.item import LIMIT as LIMIT
from marsad.intake.item import Options as Options

__all__ = ["LIMIT", "Document", "Options", "document", "filled", "iso_date", "load"]
