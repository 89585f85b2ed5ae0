"""Web archives (WARC): each page that a server answered with is a report, with its address and when it was retrieved.

FastWARC reads them as a stream, packed or not. Runs in a process of its own. ISO 28500; RFC 9110 for what HTTP wraps
around a page.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Literal

from marsad.errors import InputError, MissingInput, NeedsExtra, TooLarge
from marsad.intake.item import Item, Options, Refused, legible

PAGES = ("text/html", "application/xhtml+xml")
_HEAD = 1 << 16  # bytes for the head of an HTTP answer
_RECORD = (
    "WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n"
)
_MEMBER = b"\x1f\x8b\x08"  # how each record of a packed archive begins
_WRAPPINGS: tuple[Literal["all", "content", "transfer", "none"], ...] = (
    "all",
    "content",
    "transfer",
    "none",
)  # archives often keep the head but not the wrapping it tells of


def split(file: BinaryIO, origin: str, options: Options) -> Iterator[Item | Refused]:
    """The pages in an archive that can be sought in, told apart by their address and their bytes.

    Answers that are no page or no success are passed over. A part that is broken costs itself. Raises MissingInput for a
    file that is no archive, NeedsExtra without FastWARC.
    """
    try:
        from fastwarc import warc
    except ImportError:
        raise NeedsExtra(origin, "web archives", "fastwarc") from None
    number = begin = at = 0
    found: Item | Refused | None = None
    first: OSError | None = None
    broken = False  # the last that was tried
    while True:
        try:
            for record in warc.ArchiveIterator(file, record_types=warc.WarcRecordType.response, parse_http=False):
                number, at, broken = number + 1, begin + record.stream_pos, False
                found = _item(record, origin, number, options.limit)
                if found:
                    yield found
            broken = False
            break
        except OSError as fault:
            if not number:
                first = first or fault
            elif not broken:
                number += 1
                yield _refused(
                    origin, number, f"cannot be read, nor what follows it to the next whole record ({fault})"
                )
            at, broken = max(at, begin), True
        further = _next_member(file, at)
        if further is None:
            break
        begin = at = further
    if first and not number:
        trouble = f"is no web archive, or a broken one ({first})"
        raise MissingInput(origin, trouble, "get it again, or save the pages")
    if first:
        yield _refused(origin, 0, f"stands before the first whole one and cannot be read ({first})")
    if not broken and not isinstance(found, Refused) and _is_cut(file, at):
        yield _refused(origin, number + 1, "is cut off, and with it the archive")


def _is_cut(file: BinaryIO, at: int) -> bool:
    """Does a packed archive end within a record?"""
    if not _is_packed(file):
        return False
    file.seek(at)
    member = None
    while block := file.read(_HEAD):
        while block:
            member = member if member and not member.eof else zlib.decompressobj(31)
            try:
                member.decompress(block, _HEAD)
            except zlib.error:
                return False  # what stands behind the last record is no record, and no matter
            block = member.unused_data if member.eof else member.unconsumed_tail
    return member is not None and not member.eof


def _is_packed(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(2) == _MEMBER[:2]


def _next_member(file: BinaryIO, at: int) -> int | None:
    """Where the next packed record behind a place begins; None where there is none, or nothing is packed."""
    if not _is_packed(file):
        return None
    at += 1
    file.seek(at)
    rest = b""
    while block := file.read(1 << 20):
        found = (rest + block).find(_MEMBER)
        if found >= 0:
            at += found - len(rest)
            file.seek(at)
            return at
        rest, at = block[-2:], at + len(block)
    return None


def _item(record: Any, origin: str, number: int, limit: int) -> Item | Refused | None:
    block = record.reader.read(limit + _HEAD)
    if len(block) < min(record.content_length, limit + _HEAD):
        return _refused(origin, number, f"is cut off ({len(block):,} of {record.content_length:,} bytes)")
    answer, data = _unwrapped(block, limit)
    if answer is None or answer.http_headers.status_code != 200 or answer.http_content_type not in PAGES:
        return None
    if len(data) > limit or record.content_length > limit + _HEAD:
        trouble = f"is larger than {limit:,} bytes"
        fault = TooLarge(f"{origin} record {number}", trouble, "raise the limit with --max-bytes")
        return Refused(origin, f"record {number}", "warc", fault)
    if not data.strip():
        return None
    address = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    return Item(
        origin=origin, format="page", data=data, position=f"record {number}", number=number,
        address=legible(address) or None, retrieved=record.record_date.strftime("%Y-%m-%dT%H:%M:%SZ") if record.record_date else None,
    )  # fmt: skip


def _unwrapped(block: bytes, limit: int) -> tuple[Any, bytes]:
    """An HTTP answer and its page out of chunks and compression, no more than a byte over the limit of it."""
    from fastwarc.warc import WarcRecord

    for wrapping in _WRAPPINGS:
        answer = WarcRecord.from_bytes(_RECORD.format(len(block)).encode() + block)
        try:
            answer.parse_http(auto_decode=wrapping)
            return (answer if answer.http_headers else None), answer.reader.read(limit + 1)
        except (OSError, ValueError):
            continue
    return None, b""


def _refused(origin: str, number: int, trouble: str) -> Refused:
    fault = InputError(f"{origin} record {number}", trouble, "get the archive again, or do without")
    return Refused(origin, f"record {number}", "warc", fault)
