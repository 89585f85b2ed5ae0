"""The observatory keeps many reports, whole and safe, with what was read from them, and answers.

``Observatory`` is the way in; it is loaded on first use, for worker processes need no database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marsad.observatory.add import Limits as Limits
    from marsad.observatory.facade import Observatory as Observatory

__all__ = ["Limits", "Observatory"]


def __getattr__(name: str) -> Any:
    if name == "Observatory":
        from marsad.observatory.facade import Observatory

        return Observatory
    if name == "Limits":
        from marsad.observatory.add import Limits

        return Limits
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
