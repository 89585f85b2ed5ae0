"""Text tables that people write: one entry a line, columns parted by tabs (or a CSV file), a header on top.

A table is described by a file of columns (``columns.tsv``); ``read`` gives its rows with all that is wrong with them, each
fault with file, line, trouble and way out. Standard library only.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import NamedTuple

from marsad.errors import LexiconError

SEP = "|"
OFF = "off"  # the column by which a row takes a built-in one out
YES = frozenset({"yes", "true", "1", "x", "نعم"})
SUFFIXES = (".tsv", ".csv")
LARGEST = 50_000_000  # bytes of a file
LONGEST = 500  # characters of a cell of words for people
# Marks of direction and width, which come along when a name is copied from a page; they are no part of it.
_UNSEEN = dict.fromkeys([0x61C, 0x200B, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WORKBOOKS = (".xlsx", ".xls", ".ods", ".numbers")


class Column(NamedTuple):
    """``need`` as yes (must be filled), key (by it a row is known) or key?; ``values`` the only ones, empty: any."""

    name: str
    need: str
    list: bool
    values: tuple[str, ...]
    default: str
    means: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name and its columns, in the order in which built-in files have them."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        return [c.name for c in self.columns]

    @property
    def key(self) -> tuple[str, ...]:
        """The columns by which two rows are the same entry."""
        return tuple(c.name for c in self.columns if c.need.startswith("key"))


class Fault(NamedTuple):
    """What is wrong in a line of a file (0: in the whole file), and what to do; a warning does not keep it from use."""

    path: Path
    line: int
    trouble: str
    remedy: str
    warning: bool = False

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{where}: {'warning: ' * self.warning}{self.trouble}; {self.remedy}"


@dataclass(slots=True)
class Row:
    """A line of a table: column to cell, empty where the file has none. ``off``: takes out the entry of this name."""

    path: Path
    line: int
    cells: dict[str, str]
    off: bool = False

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def fault(self, trouble: str, remedy: str, warning: bool = False) -> Fault:
        return Fault(self.path, self.line, trouble, remedy, warning)


@dataclass(slots=True)
class Folder:
    """A folder of tables: rows by table, and all faults in the order of files and lines."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


@cache
def describe(path: Path) -> dict[str, Table]:
    """The tables that a file of columns describes."""
    out: dict[str, list[Column]] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if line.strip() and not line.startswith("#"):
            table, name, need, kind, values, default, means = line.split("\t")
            column = Column(name, need, kind == "list", tuple(v for v in values.split(SEP) if v), default, means)
            out.setdefault(table, []).append(column)
    return {name: Table(name, tuple(columns)) for name, columns in out.items()}


def paths(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a folder that could be tables, as (table, file), in a fixed order."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part.startswith((".", "~$")) for part in inside.parts):
            yield inside.parts[0] if len(inside.parts) > 1 else path.stem, path


def refuse(faults: Iterable[Fault], command: str) -> None:
    """Raise LexiconError for the first fault that is no warning; ``command`` shows them all."""
    errors = [f for f in faults if not f.warning]
    if errors:
        first, more = errors[0], f" ({len(errors) - 1} more: {command})" if errors[1:] else ""
        where = f"{first.path}:{first.line}" if first.line else str(first.path)
        raise LexiconError(where, first.trouble, first.remedy + more)


def read_folder(folder: Path, tables: dict[str, Table], others: Iterable[str] = ()) -> Folder:
    """All tables of a folder. ``others`` are tables of another kind that may lie in the same folder."""
    out = Folder()
    for name, path in paths(folder):
        if name in others and path.suffix in SUFFIXES:
            continue
        if path.suffix.lower() in _WORKBOOKS:
            out.faults.append(Fault(path, 0, "is a workbook, which is not read", "save it as «CSV UTF-8»", True))
        elif path.suffix not in SUFFIXES:
            if name in tables:
                out.faults.append(Fault(path, 0, "is not read", f"name it {name}.tsv or {name}.csv", True))
        elif name not in tables:
            out.faults.append(Fault(path, 0, "no table has this name", f"call it {nearest(name, tables, 'one of')}"))
        else:
            out.files.append(path)
            rows, faults = read(path, tables[name])
            out.rows.setdefault(name, []).extend(rows)
            out.faults += faults
    return out


def read(path: Path, table: Table) -> tuple[list[Row], list[Fault]]:
    """The rows of one file and its faults; a line with a fault that leaves its cells unclear gives no row."""
    text, fault = _text(path)
    if fault is not None:
        return [], [fault]
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip(" \t,;") and not _comment(line)]
    if not lines:
        return [], [Fault(path, 0, "is empty", f"give it a header: {' '.join(table.names)}", True)]
    number, head = lines[0]
    delimiter = "\t" if path.suffix == ".tsv" else max(",;\t", key=head.count)
    header = [cell.strip().lower() for cell in _cells(head, delimiter) or [head]]
    faults = _header_faults(path, number, header, head, table)
    if faults:
        return [], faults
    rows = []
    for number, line in lines[1:]:
        cells = _cells(line, delimiter)
        fault = _shape(path, number, cells, header, line)
        if fault is not None or cells is None:
            faults += [fault] if fault is not None else []
            continue
        given = dict(zip(header, cells, strict=False))
        row = Row(path, number, {c: given.get(c, "") for c in table.names}, given.get(OFF, "").lower() in YES)
        stray = given.get(OFF, "")
        if stray and not row.off:
            faults.append(row.fault(f"column {OFF} says {stray!r}", "write yes, or leave it empty"))
        rows.append(row)
    return rows, faults


def values(row: Row, table: Table) -> Iterator[Fault]:
    """Cells that hold what their column does not allow."""
    for column in table.columns:
        if not column.values:
            continue
        cell = row[column.name]
        for value in cell.split(SEP) if column.list else [cell]:
            if value.strip() and value.strip() not in column.values:
                yield row.fault(
                    f"unknown {column.name} {value.strip()!r}",
                    f"write {nearest(value.strip(), column.values, 'one of')}",
                )


def empties(row: Row, table: Table) -> Iterator[Fault]:
    """Cells that must be filled and are not."""
    for column in table.columns:
        if not row[column.name] and column.need in ("yes", "key"):
            yield row.fault(f"{column.name} is empty", f"fill it: {column.means}")


def _text(path: Path) -> tuple[str, Fault | None]:
    """The text of a file with line ends as ``\\n``."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as fault:
        return "", Fault(path, 0, fault.strerror or "cannot be read", "mend its name or its rights")
    if len(data) > LARGEST:
        return "", Fault(path, 0, f"is larger than {LARGEST:,} bytes", "split it")
    code = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"  # Excel's «Unicode text» is UTF-16
    try:
        text = data.decode(code)
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        return "", Fault(path, line, f"is not UTF-8{_guess(data)}", "save it as UTF-8 (in Excel: «CSV UTF-8»)")
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)
    if control := _CONTROL.search(text):
        line, name = text.count("\n", 0, control.start()) + 1, f"U+{ord(control[0]):04X}"
        return "", Fault(path, line, f"has a control character ({name})", "write the cell anew")
    return text, None


def _guess(data: bytes) -> str:
    """The code page that makes Arabic of the bytes."""
    for code, name in (("cp1256", "Windows-1256"), ("iso8859_6", "ISO-8859-6")):
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        if re.search("[\u0621-\u064a]{3}", text):
            return f" (it looks like {name})"
    return ""


def _comment(line: str) -> bool:
    return line.startswith(("#", '"#'))  # Excel puts a line with a comma in it into quotes


def _cells(line: str, delimiter: str) -> list[str] | None:
    """The cells of a line, quotes of a spreadsheet taken off; None where a quote is not closed."""
    if '"' not in line:
        return [cell.strip() for cell in line.split(delimiter)]
    if delimiter == "\t":  # a tab-separated cell is quoted only where it is so from end to end
        cells = [cell.strip() for cell in line.split(delimiter)]
        return [c[1:-1].replace('""', '"') if len(c) > 1 and c[0] == c[-1] == '"' else c for c in cells]
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, strict=True))]
    except csv.Error:
        return None


def _shape(path: Path, number: int, cells: list[str] | None, header: list[str], line: str) -> Fault | None:
    """Is the line one of this table at all? Cells that end a line may be left out."""
    if cells is None:
        return Fault(path, number, "a quote is not closed", 'close it, or write "" for a quote inside a cell')
    while len(cells) > len(header) and not cells[-1]:
        cells.pop()
    if len(cells) > len(header):
        return Fault(
            path, number, f"{len(cells)} cells, but the header has {len(header)} columns",
            "take out what is too much; inside a cell alternatives are parted by |",
        )  # fmt: skip
    if len(cells) == 1 and len(header) > 1 and re.search(r"\S {2,}\S", line):
        return Fault(path, number, "has spaces where a tab belongs", "put one tab between two cells")
    return None


def _header_faults(path: Path, number: int, header: list[str], line: str, table: Table) -> list[Fault]:
    known = [*table.names, OFF]
    if len(header) == 1 and header[0] not in known and any(word in known for word in header[0].split()):
        return [Fault(path, number, "the header has spaces where a tab belongs", "put one tab between two columns")]
    if not set(header) & set(known):
        return [Fault(path, number, f"has no header: {line.strip()[:40]!r}", f"begin with {' '.join(table.names)}")]
    unknown = [c for c in header if c and c not in known]
    faults = [Fault(path, number, f"unknown column {c!r}", f"write {nearest(c, known, 'one of')}") for c in unknown]
    twice = sorted({c for c in header if c and header.count(c) > 1})
    faults += [Fault(path, number, f"column {c!r} stands twice", "keep one of them") for c in twice]
    if not all(header):
        faults.append(Fault(path, number, f"column {header.index('') + 1} has no name", "name it or take it out"))
    gone = [c.name for c in table.columns if c.need == "key" and not (c.default or c.name in header or unknown)]
    if gone:
        faults.append(Fault(path, number, f"columns missing: {', '.join(gone)}", "add them, parted by tabs"))
    return faults


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """``known`` as advice: the one that is nearest to ``word``, or all."""
    known = list(known)
    near = get_close_matches(word.lower(), known, 10, 0.6)
    near.sort(key=lambda one: sorted(one) != sorted(word.lower()))  # lybia is libya, not liberia
    return near[0] if near else f"{otherwise}: {', '.join(known)}"
