"""Readings on standard output: tables for people, JSON for programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from marsad.cli.common import Reader, print_json, print_line, warn
from marsad.cli.reports import Input, Inputs, unread
from marsad.errors import BrokenLine, BrokenRow, InputError

if TYPE_CHECKING:
    from marsad.model import Reading


def print_readings(reader: Reader, inputs: Inputs, as_json: bool, example: bool = False) -> int:
    """Each report as a table; or as JSON, one object for one report, JSON lines for several.

    ``example`` says that it is the shipped one, which is marked as such. Returns the exit code: 2 where a file that was
    named cannot be read, 1 where one of many cannot.
    """
    code = 0
    for item in inputs:
        made = _reading(reader, item, inputs.single)
        if isinstance(made, InputError):
            warn(made)
            code = max(code, 1 if item.found else 2)
            if as_json and not inputs.single:
                print_json(_own_id(item) | {"error": str(made)})
            continue
        if example:
            from marsad.show import EXAMPLE_NOTICE

            made.notices.insert(0, EXAMPLE_NOTICE)
        if as_json:
            _print_json(item, made)
        else:
            from marsad import show

            show.reading(made, None if inputs.single and not example else _name(item, example))
    return code


def _reading(reader: Reader, item: Input, single: bool) -> Reading | InputError:
    if isinstance(item.document, InputError):
        return item.document
    try:
        return reader(item.document)
    except Exception as bug:
        if single:
            raise
        return unread(item.origin, bug)


def _print_json(item: Input, reading: Reading) -> None:
    from msgspec.json import encode

    own = b'{"id":' + encode(item.origin.id) + b"," if item.origin.id is not None else b"{"
    print_line(own + encode(reading)[1:])


def _own_id(item: Input) -> dict[str, str | int | None]:
    own = item.document.id if isinstance(item.document, BrokenLine | BrokenRow) else item.origin.id
    return {} if own is None else {"id": own}


def _name(item: Input, example: bool) -> str:
    if example:
        return Path(item.origin.file or "").name
    return f"{item.origin.file}:{item.origin.line}" if item.origin.line else item.origin.file or ""
