"""Marsad reads reports on conflicts, Arabic first, and keeps what they claim.

>>> import marsad
>>> reading = marsad.read(text, published="2016-06-30")  # doctest: +SKIP

``read`` is loaded on first use, so that ``import marsad`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marsad.reader import explain as explain
    from marsad.reader import read as read
    from marsad.reader import why_not as why_not

__version__ = "0.1.0"
__all__ = ["__version__", "explain", "read", "why_not"]


def __getattr__(name: str) -> Any:
    if name in ("explain", "read", "why_not"):
        from marsad import reader

        return getattr(reader, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
