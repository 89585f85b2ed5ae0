"""Bytes to text: byte order mark, strict UTF-8, then the code pages of Arabic text. Never a guess that drops a byte."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from marsad.errors import BinaryInput, UndecodableInput

CODE_PAGES = ("cp1256", "iso8859_6")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3\0", "an SQLite database"),
)
_CONTROL = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")  # not \a \b, the white space, and escape, which texts do hold
_COMMON = re.compile(r"ال|\b(?:من|في|على|إلى|عن|أن|هذا)\b|ة\b")
_BLOCKS = frozenset(b"\x00\x06\x20\xfb\xfe")  # high bytes of Latin, Arabic, punctuation, presentation forms
_SAMPLE = 8192
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_ARABIC = frozenset(["cp1256", "iso8859-6", "mac-arabic", "cp864", "cp720"])


def decode(data: bytes, where: str) -> str:
    """The text of ``data``; ``where`` names it in errors.

    Raises BinaryInput for bytes that are no text and UndecodableInput for text in no known code page.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding).removeprefix("\ufeff")
            except UnicodeDecodeError as fault:
                raise _undecodable(where, f"begins as {encoding.upper()}, but breaks at byte {fault.start}") from None
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise BinaryInput(where, f"is {kind}, not text", "save its text as UTF-8 (.txt) or as a page (.html) first")
    if wide := _utf16(data):
        return wide
    sample = data[:_SAMPLE]
    if b"\0" in data or len(_CONTROL.findall(sample)) > len(sample) // 50:
        raise BinaryInput(where, "holds binary data, not text", "give a text file (.txt), a page (.html) or JSON lines")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _code_page(data, where)


def encoding(sample: bytes, where: str) -> str:
    """The encoding of a text that begins with ``sample``, for those who read it as a stream. Raises UndecodableInput."""
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return "utf-8-sig" if name == "utf-8" else name
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError as fault:
        text = whole.decode("utf-8", "replace")
        broken, letters = text.count("\ufffd"), sum(not letter.isascii() for letter in text)
        if len(whole) - fault.start < 4 or broken * 10 < letters:  # cut in a letter; a few broken bytes
            return "utf-8"
    else:
        return "utf-8"
    text = _code_page(whole, where)
    return next(page for page in CODE_PAGES if text == whole.decode(page, "replace"))


def decode_page(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """The text of a page, with notices. What it says of its encoding counts where it is not UTF-8, which is told by itself.

    A page that says it is UTF-8, and is but for a few bytes, is taken with U+FFFD for these, as browsers do: pages are cut
    in the middle of a letter, or put together from parts. Raises BinaryInput and UndecodableInput.
    """
    found = _CHARSET.search(data[:_SAMPLE])
    charset = found[1].decode("ascii").lower() if found else ""
    try:
        name = codecs.lookup(charset).name if charset else ""
    except LookupError:
        name = ""
    if name in _ARABIC:
        with suppress(UnicodeDecodeError):
            data.decode("utf-8")
            name = ""  # it says so, but is UTF-8
        with suppress(UnicodeDecodeError):
            return (data.decode(name), ()) if name and b"\0" not in data else (decode(data, where), ())
    try:
        return decode(data, where), ()
    except UndecodableInput:
        if name == "utf-8":
            text = data.decode("utf-8", "replace")
            if (broken := text.count("\ufffd")) <= len(text) // 100:
                return text, (f"{broken} letters whose bytes are broken are shown as \ufffd",)
        elif name:
            with suppress(UnicodeDecodeError, LookupError):
                return data.decode(name), ()
        raise


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte is one of a few. Arabic in it would pass for UTF-8 full of controls."""
    sample = data[:_SAMPLE] if len(data) > _SAMPLE else data
    if len(data) % 2 or len(sample) < 4:
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if sum(b in _BLOCKS for b in high) > 0.9 * len(high) and (high.count(6) + high.count(0)) > 0.3 * len(high):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                return None
            return None if "\0" in text else text
    return None


def _code_page(data: bytes, where: str) -> str:
    """Windows-1256 or ISO-8859-6, as far as charset-normalizer finds the outcome to be language.

    The two differ in some letters only, so that a short text may pass in both («مرحبا بالعالم» as «هرحبا بانظانه»):
    then the one with more of the commonest Arabic words and the article is right.
    """
    from charset_normalizer import from_bytes

    texts = []
    for encoding in CODE_PAGES:
        match = from_bytes(data, cp_isolation=[encoding], preemptive_behaviour=False).best()
        if match is not None:
            try:
                texts.append(data.decode(encoding))
            except UnicodeDecodeError:
                continue
    if not texts:
        raise _undecodable(where, "is in no code page of Arabic text (UTF-8, UTF-16, Windows-1256, ISO-8859-6)")
    return max(texts, key=lambda text: len(_COMMON.findall(text)))


def _undecodable(where: str, trouble: str) -> UndecodableInput:
    return UndecodableInput(where, trouble, "save it as UTF-8 first (iconv -f ITS-CODE-PAGE -t UTF-8)")
