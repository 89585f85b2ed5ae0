"""Columns of text that a PDF holds line by line across the page: put one behind the other, as they are read.

Most files hold a column whole before the next; then nothing is changed. Cells of a table are left as they are: their lines
end where their words do, those of a column where the column does.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.intake.glyphs import Line

_ROWS = 3  # rows of a page that columns have at least
_WIDE = 10  # sizes of the font that a column is wide at least
_FULL = 0.15  # of the width of a column: what a full line may leave empty


def in_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, column by column where they go across columns."""
    rows = _rows(lines)
    out: list[Line] = []
    at = 0
    while at < len(rows):
        columns = _columns(rows, at)
        end = at + 1
        while columns and end < len(rows) and _add(columns, rows[end]):
            end += 1
        if end - at >= _ROWS and all(map(_is_text, columns)):
            arabic = sum(line.arabic for column in columns for line in column) * 2 > sum(map(len, columns))
            columns.sort(key=lambda column: column[0].left, reverse=arabic)
            out += [line for column in columns for line in column]
        else:
            end = at + 1
            out += rows[at]
        at = end
    return out


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that follow each other on one level."""
    rows: list[list[Line]] = []
    for line in lines:
        last = rows[-1][-1] if rows else None
        if last and abs(last.base - line.base) < 0.3 * line.size and not any(_overlap(line, x) for x in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _columns(rows: Sequence[Sequence[Line]], at: int) -> list[list[Line]]:
    return [[line] for line in rows[at]] if len(rows[at]) > 1 else []


def _add(columns: Sequence[list[Line]], row: Sequence[Line]) -> bool:
    """Put the lines of a row beneath the columns that they belong to; False, and nothing, where one belongs to none."""
    places = []
    for line in row:
        above = [n for n, column in enumerate(columns) if any(_overlap(line, x) for x in column)]
        if len(above) != 1 or columns[above[0]][-1].base <= line.base:
            return False
        places.append(above[0])
    if len(set(places)) < len(places):
        return False
    for n, line in zip(places, row, strict=True):
        columns[n].append(line)
    return True


def _is_text(column: Sequence[Line]) -> bool:
    """Are most lines of a column, but for the last one, full?"""
    left, right = min(line.left for line in column), max(line.right for line in column)
    width = right - left
    if width < _WIDE * column[0].size or len(column) < _ROWS:
        return False
    full = sum((line.left - left if line.arabic else right - line.right) < _FULL * width for line in column[:-1])
    return full >= 0.6 * (len(column) - 1)


def _overlap(one: Line, other: Line) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > 0
