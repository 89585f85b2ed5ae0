"""Signed edge lists as text: ``a,b,sign[,weight]`` with a header, for networks that come from elsewhere.

Columns may stand in any order, others are passed over; cells are separated by comma, semicolon or tab. A pair is one
edge, whichever way round. The same edge twice is taken once; with another sign or weight it is a fault, as is an edge
from a node to itself.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from marsad.balance.signed import SignedGraph, signed_graph
from marsad.errors import TableError

COLUMNS = ("a", "b", "sign")
_SIGNS = {"1": 1, "+1": 1, "+": 1, "-1": -1, "-": -1, "−1": -1, "−": -1}
_LARGEST = 10**9
_COLUMNS_HELP = "the first line names the columns: a,b,sign and, if wanted, weight"


class EdgeList(NamedTuple):
    """The graph, and how many lines repeat an edge."""

    graph: SignedGraph
    repeated: int


def edge_list(data: bytes, where: str) -> EdgeList:
    """The graph of an edge list; ``where`` names it in errors. Raises TableError with file and line."""
    seen: dict[tuple[str, str], tuple[int, Fraction, int]] = {}
    repeated = 0
    for number, a, b, sign, weight in _rows(_text(data, where), where):
        pair = (min(a, b), max(a, b))
        if pair not in seen:
            seen[pair] = sign, weight, number
            continue
        if seen[pair][:2] != (sign, weight):
            what = "sign" if seen[pair][0] != sign else "weight"
            trouble = f"{a} and {b} stand on line {seen[pair][2]} with another {what}"
            raise TableError(f"{where}:{number}", trouble, "keep one of the two, or their sum")
        repeated += 1
    if not seen:
        raise TableError(where, "holds no edge", "give one edge a line, as a,b,sign")
    try:
        graph = signed_graph([], ((a, b, sign, weight) for (a, b), (sign, weight, _) in seen.items()))
    except ValueError as fault:
        raise TableError(where, str(fault), "round the weights") from None
    return EdgeList(graph, repeated)


def _text(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise TableError(f"{where}:{line}", "is not UTF-8", "save the file as UTF-8") from None


def _rows(text: str, where: str) -> Iterator[tuple[int, str, str, int, Fraction]]:
    """Line number, nodes, sign and weight of each line."""
    if not text.strip():
        raise TableError(where, "is empty", _COLUMNS_HELP)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header: list[str] | None = None
    try:
        for cells in lines:
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if header is None:
                header = [cell.casefold() for cell in cells]
                _check_header(header, f"{where}:{lines.line_num}")
                continue
            yield lines.line_num, *_edge(dict(zip(header, cells, strict=False)), f"{where}:{lines.line_num}")
    except csv.Error as fault:
        raise TableError(f"{where}:{lines.line_num}", f"is no table ({fault})", "separate cells by commas") from None


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max(",;\t", key=first.count)


def _check_header(header: list[str], where: str) -> None:
    for name in COLUMNS:
        if name not in header:
            raise TableError(where, f"has no column {name!r}", _COLUMNS_HELP)
    for name in (*COLUMNS, "weight"):
        if header.count(name) > 1:
            raise TableError(where, f"has two columns {name!r}", "rename one")


def _edge(row: dict[str, str], where: str) -> tuple[str, str, int, Fraction]:
    a, b, sign = (row.get(name, "") for name in COLUMNS)
    for name, value in (("a", a), ("b", b), ("sign", sign)):
        if not value:
            raise TableError(where, f"column {name!r} is empty", "fill it or take the line out")
    if a == b:
        raise TableError(where, f"joins {a} to itself", "take the line out: nobody is for or against itself")
    if sign not in _SIGNS:
        raise TableError(where, f"{sign!r} is no sign", "write 1, +1 or + for, -1 or - against")
    return a, b, _SIGNS[sign], _weight(row.get("weight", ""), where)


def _weight(text: str, where: str) -> Fraction:
    if not text:
        return Fraction(1)
    try:
        number = float(text)
        weight = Fraction(text) if math.isfinite(number) else Fraction(0)
    except (ValueError, ZeroDivisionError):
        weight = Fraction(0)
    if not 0 < weight <= _LARGEST:
        trouble = f"weight {text!r} is no number above 0 and up to {_LARGEST:,}"
        raise TableError(where, trouble, "write it as 2 or 0.5, the sign in its column")
    return weight
