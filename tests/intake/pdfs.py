"""PDFs to test with: printed by Chromium, written by hand, and of a picture only."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from browser import chromium

STYLE = "body { font: 14pt 'Noto Naskh Arabic', serif; margin: 0 } p { text-align: justify }"


class Printer:
    """Prints pages to PDF by one Chromium."""

    def __init__(self, browser: Browser) -> None:
        self._page = browser.new_page()

    def __call__(self, path: Path, body: str, title: str = "", style: str = "", **options: Any) -> Path:
        head = f"<meta charset=utf-8><title>{title}</title><style>{STYLE}{style}</style>"
        self._page.set_content(f"<!doctype html><html lang=ar dir=rtl>{head}{body}</html>")
        path.write_bytes(
            self._page.pdf(
                **{"format": "A4", "margin": dict.fromkeys(("top", "bottom", "left", "right"), "2cm"), **options}
            )
        )
        return path


__all__ = ["Printer", "chromium", "picture", "written"]


def written(
    path: Path, *pages: Sequence[tuple[float, float, str]], ligatures: dict[str, str] | None = None, **info: str
) -> Path:
    """A PDF of lines (x, y, glyphs from left to right), each glyph half as wide as high, as old programs wrote it.

    A glyph is the letter it is called after; ``ligatures`` are glyphs that stand for several.
    """
    letters = sorted({letter for page in pages for _, _, text in page for letter in text})
    names = {letter: (ligatures or {}).get(letter, letter) for letter in letters}
    rows = "\n".join(f"<{ord(key):04x}> <{value.encode('utf-16-be').hex()}>" for key, value in names.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(letters)} beginbfchar\n{rows}\nendbfchar\n"
        "endcmap end end"
    )
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /Old /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
    cid = (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Old /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> /DW 500 /FontDescriptor 6 0 R >>"
    )
    descriptor = (
        "<< /Type /FontDescriptor /FontName /Old /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 "
        "/Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    about = " ".join(f"/{key} <{('﻿' + value).encode('utf-16-be').hex()}>" for key, value in info.items())
    kids = " ".join(f"{8 + 2 * n} 0 R" for n in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>", font, cid,
               _stream(cmap.encode()), descriptor, f"<< {about} >>"]  # fmt: skip
    for n, page in enumerate(pages):
        lines = "\n".join(f"1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj" for x, y, text in page)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {9 + 2 * n} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(_stream(f"BT /F 14 Tf\n{lines}\nET".encode()))
    return _file(path, objects, "/Info 7 0 R")


def picture(path: Path) -> Path:
    """A PDF of one page that is a picture."""
    image = zlib.compress(bytes(itertools.islice(itertools.cycle(range(256)), 64 * 64)))
    head = (
        "<< /Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        f"/Filter /FlateDecode /Length {len(image)} >>"
    )
    return _file(path, [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>",
        _stream(b"q 500 0 0 700 40 40 cm /I Do Q"), head.encode() + b"\nstream\n" + image + b"\nendstream",
    ])  # fmt: skip


def _stream(data: bytes) -> bytes:
    return f"<< /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(path: Path, objects: Sequence[str | bytes], trailer: str = "") -> Path:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for n, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n".encode() + (content.encode() if isinstance(content, str) else content) + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode()
    path.write_bytes(out)
    return path
