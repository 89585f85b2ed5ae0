"""Text of a report for showing: no control character acts, no bidi mark reorders what stands beside it.

Hostile are the embeddings, overrides and isolates of the Unicode Bidirectional Algorithm (UAX #9, 3.1 and 3.3.2): they
become visible. An isolate pair around Arabic keeps it from reordering its surroundings.
"""

from __future__ import annotations

import re
import unicodedata

FSI, PDI = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


class _Harmless(dict[int, str]):
    """Code point to what may be shown for it; filled as characters come up."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = shown = self._shown(char, unicodedata.category(char), unicodedata.bidirectional(char))
        return shown

    @staticmethod
    def _shown(char: str, category: str, direction: str) -> str:
        if category in ("Zs", "Zl", "Zp") or char in "\t\n\r\v\f\x85":
            return " "
        if ord(char) < 0x20:
            return chr(0x2400 + ord(char))  # ␛ for escape
        if category == "Cf":
            if char in "\u200c\u200d":  # joiners shape Persian and Arabic words
                return char
            hostile = direction in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
            return "\ufffd" if hostile else ""
        return "\ufffd" if category in ("Cc", "Cs", "Co", "Cn") else char


_HARMLESS = _Harmless()


def harmless(text: str) -> str:
    """``text`` on one line without a control character: escapes and bidi overrides visible, format marks gone."""
    return text.translate(_HARMLESS)


def isolated(text: str) -> str:
    """``text``, made harmless; one with Arabic or Hebrew in it between isolates."""
    text = harmless(text)
    return f"{FSI}{text}{PDI}" if _RTL.search(text) else text
