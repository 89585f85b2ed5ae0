"""What a scenario changes: claims added, dropped or changed, from expressions or from a TOML file.

    title = "Russia arms the army"
    add = ["arms(russia, libyan_army)"]

    [[drop]]
    claim = "lifts(haftar, embargo)"

    [[change]]
    claim = "#11"
    modality = "asserted"

``add``, ``drop`` and ``change`` are lists of expressions or of tables with ``claim`` and fields. In an expression of
``change`` the new fields stand behind ``->``: ``arms(russia, libyan_army) -> asserted``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from marsad.arabic.display import harmless
from marsad.balance.expression import FIELDS, Expression, checked, expression, settings
from marsad.errors import ScenarioError

Kind = Literal["add", "drop", "change"]
KINDS: tuple[Kind, ...] = ("add", "drop", "change")
MOST = 500  # changes of one scenario
LARGEST = 1_000_000  # bytes of a file
_ARROW = re.compile(r"\s*(?:->|→|=>)\s*")
_HELP = "docs/balance.md shows a scenario file"


@dataclass(frozen=True, slots=True)
class Change:
    """One change; ``new`` are the fields a change sets, ``where`` names it in messages."""

    kind: Kind
    claim: Expression
    where: str
    new: Mapping[str, str] = field(default_factory=dict)
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes of a scenario in their order, and what it is called."""

    changes: list[Change]
    title: str | None = None


def change(kind: Kind, text: str, where: str) -> Change:
    """A change from its expression. Raises ScenarioError."""
    claim, *new = _ARROW.split(text, maxsplit=1)
    if (kind == "change") != bool(new):
        trouble = "says not what to change" if kind == "change" else "has an arrow"
        raise ScenarioError(where, trouble, "only changes have one, as arms(russia, libyan_army) -> asserted")
    fields = settings(new[0], where) if new else {}
    if kind == "change" and not fields:
        raise ScenarioError(where, "says not what to change", "write it as arms(russia, libyan_army) -> asserted")
    return Change(kind, expression(claim, where), where, fields)


def plan(source: bytes, name: str) -> Plan:
    """The scenario of a TOML file called ``name``. Raises ScenarioError with file and line."""
    if len(source) > LARGEST:
        raise ScenarioError(name, f"is larger than {LARGEST:,} bytes", "a scenario has a few lines")
    try:
        text = source.decode("utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError as fault:
        line_number = source[: fault.start].count(b"\n") + 1
        raise ScenarioError(f"{name}:{line_number}", "is not UTF-8", "save the file as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        line = re.search(r"line (\d+)", str(fault))
        where = f"{name}:{line[1]}" if line else name
        raise ScenarioError(where, f"is no TOML ({harmless(str(fault))})", _HELP) from None
    lines = text.splitlines()
    for key in data:
        if key not in (*KINDS, "title", "note"):
            where = f"{name}:{_line(lines, key, 0)}"
            raise ScenarioError(where, f"unknown key {harmless(key)!r}", f"known are title, note, {', '.join(KINDS)}")
    for key in ("title", "note"):
        if not isinstance(data.get(key, ""), str):
            raise ScenarioError(f"{name}:{_line(lines, key, 0)}", f"{key} is no text", "put it in quotes")
    changes = [found for kind in KINDS for found in _changes(kind, data.get(kind, []), lines, name)]
    if not changes:
        raise ScenarioError(name, "changes nothing", f"give {', '.join(KINDS)}; {_HELP}")
    if len(changes) > MOST:
        raise ScenarioError(name, f"has {len(changes)} changes", f"up to {MOST} can be followed")
    return Plan(changes, data.get("title"))


def _changes(kind: Kind, entries: Any, lines: list[str], name: str) -> Iterator[Change]:
    entries = entries if isinstance(entries, list) else [entries]
    for n, entry in enumerate(entries):
        if isinstance(entry, str):
            yield change(kind, entry, f"{name}:{_line(lines, kind, 0, entry)}")
            continue
        claim = entry.get("claim") if isinstance(entry, dict) else None
        where = f"{name}:{_line(lines, kind, n, claim if isinstance(claim, str) else None)}"
        if not isinstance(entry, dict) or not isinstance(claim, str):
            raise ScenarioError(where, f"an entry of {kind} has no claim", 'write claim = "arms(russia, libyan_army)"')
        yield _table(kind, entry, claim, where)


def _table(kind: Kind, entry: Mapping[str, Any], claim: str, where: str) -> Change:
    fields: dict[str, str] = {}
    for key, value in entry.items():
        if key in ("claim", "because"):
            continue
        if key not in FIELDS or isinstance(value, (dict, list)):
            raise ScenarioError(
                where, f"{harmless(key)!r} is no field of a claim", f"known are claim, because, {', '.join(FIELDS)}"
            )
        fields |= checked(key, str(value), where)
    because = str(entry["because"]) if "because" in entry else None
    if kind == "change" and not fields:
        raise ScenarioError(where, "says not what to change", 'add a field, as modality = "asserted"')
    found = expression(claim, where)
    if kind == "change":
        return Change(kind, found, where, fields, because)
    merged = Expression(found.text, found.id, found.predicate, found.agent, found.patient, {**found.settings, **fields})
    return Change(kind, merged, where, {}, because)


def _line(lines: list[str], key: str, n: int, entry: str | None = None) -> int:
    """The line of the n-th table of a key, of an entry of its list, or of the key itself; 1 where it cannot be told."""
    headers = [i for i, line in enumerate(lines, 1) if re.match(rf"\s*\[\[\s*\"?{re.escape(key)}\"?\s*\]\]", line)]
    start = headers[n] if n < len(headers) else 0
    if entry is not None:
        for i, line in enumerate(lines, 1):
            if i >= start and entry.splitlines()[:1] and entry.splitlines()[0] in line:
                return i
    if start:
        return start
    own = (i for i, line in enumerate(lines, 1) if re.match(rf"\s*\[*\s*\"?{re.escape(key)}\"?", line))
    return next(own, 1)
