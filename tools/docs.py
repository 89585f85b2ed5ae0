"""Writes what is generated in docs/: the schema of a reading, and tables in the pages. `make docs` runs it."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path

from marsad import codebook, model
from marsad.codebook import own as own_codebook
from marsad.exports.rows import columns as row_columns
from marsad.lexicon import compile as compiling
from marsad.lexicon import own as own_lexicon
from marsad.lexicon import rules, stats

sys.path.insert(0, str(Path(__file__).parent))

from tutorial import played

DOCS = Path(__file__).parent.parent / "docs"
SCHEMA = DOCS / "reading.schema.json"
CODEBOOK = DOCS / "codebook.md"
TABLES = DOCS / "tables.md"
ESCAPED = r"\|"
OWN_TERMS = DOCS / "own_terms.md"
LEXICON = DOCS / "lexicon.md"
LEFT_OUT = ("countries",)  # sections of numbers that are too long for a page
LOOSE, SLACK = 0.2, 15  # share, and number, by which a figure on the page may be off before it is written anew


def schema() -> str:
    return json.dumps(model.schema(), ensure_ascii=False, indent=1) + "\n"


def predicates() -> str:
    """A table a group, and under it an example a predicate with its claim."""
    parts = []
    for group, title in codebook.GROUPS.items():
        members = [p for p in codebook.predicates().values() if p.group == group]
        rows = [["predicate", "means", "المعنى", "PLOVER", "typical cues"]]
        rows += [
            [f"`{p.name}`{' *S*' * p.symmetric}", p.meaning_en, p.meaning_ar, p.plover or "-", "، ".join(p.cues)]
            for p in members
        ]
        parts.append(f"### {title[0].upper()}{title[1:]}\n\n{_table(rows)}\n")
        for p in members:
            claim = f"`{p.name}`({p.agent or '?'}, {p.patient or '?'}){', negative' * (p.polarity == 'negative')}"
            parts.append(f"- {p.example} → {claim}")
        parts.append("")
    return "\n".join(parts)


def kinds() -> str:
    rows = [[f"`{k.name}`", k.meaning_en, k.meaning_ar, "، ".join(k.examples)] for k in codebook.kinds().values()]
    return _table([["kind", "means", "المعنى", "examples"], *rows])


def modalities() -> str:
    rows = [[f"`{m.name}`", m.meaning_en, m.meaning_ar, m.example] for m in codebook.modalities().values()]
    return _table([["modality", "means", "المعنى", "example"], *rows])


def devices() -> str:
    rows = [[f"`{d.name}`", d.meaning_en, d.meaning_ar, d.example] for d in codebook.devices().values()]
    return _table([["device", "means", "المعنى", "examples"], *rows])


def columns() -> str:
    rows = [[f"`{c.name}`", c.kind, "yes" if c.nullable else "", c.meaning] for c in row_columns()]
    return _table([["column", "type", "may be empty", "what"], *rows])


def letters() -> str:
    return _table([["letter", "stands"], *([f"`{letter}`", means] for letter, means in rules.LETTERS.items())])


def flags() -> str:
    return _table([["flag", "means"], *([f"`{flag}`", means] for flag, means in rules.FLAGS.items())])


def own_columns() -> str:
    """The columns of every table that people may fill."""
    parts = []
    for table in (own_codebook.SPEC, *own_lexicon.SPEC.values()):
        rows = [["column", "", "what", "left out"]]
        for c in table.columns:
            need = "key" if c.need.startswith("key") else "must" if c.need == "yes" else ""
            values = f" One of: {', '.join(f'`{v}`' for v in c.values)}." if 0 < len(c.values) < 30 else ""
            many = " Several, parted by `|`." if c.list else ""
            rows.append([f"`{c.name}`", need, f"{c.means}.{values}{many}", f"`{c.default}`" if c.default else ""])
        parts.append(f"### {table.name}\n\n{_table(rows, ESCAPED)}\n")
    return "\n".join(parts)


def table_columns() -> str:
    """The columns of the built-in tables, in their order."""
    rows = [["table", "columns"]]
    for name, table in sorted(own_lexicon.SPEC.items()):
        keys = table.key
        rows.append([f"`{name}`", ", ".join(f"**{c}**" if c in keys else c for c in table.names)])
    return _table(rows)


def numbers() -> str:
    """What the built-in tables hold, rounded down to two figures."""
    parts = []
    for section in stats.sections(compiling.rows([compiling.TABLES])):
        if section.name not in LEFT_OUT:
            rows = [[what, *(f"{_rounded(n):,}" for n in counted)] for what, counted in section.rows]
            parts.append(f"### {section.title}\n\n{_table([list(section.columns), *rows])}\n")
    return "\n".join(parts)


def _rounded(number: int) -> int:
    unit = 10 ** max(0, len(str(number)) - 2)
    return number // unit * unit


def holds(on_page: str, now: str) -> bool:
    """Do the numbers of a page still hold, so that it need not change with every row that is added?"""
    figures = re.compile(r"\d[\d,]*")
    if figures.sub("", on_page) != figures.sub("", now):
        return False
    pairs = zip(figures.findall(on_page), figures.findall(now), strict=True)
    counted = [(int(one.replace(",", "")), int(two.replace(",", ""))) for one, two in pairs]
    return all(abs(one - two) <= max(SLACK, LOOSE * two) for one, two in counted)


def tutorial(page: str) -> str:
    """A page with the output of its commands."""
    with tempfile.TemporaryDirectory() as folder:
        return played(page, Path(folder))


PAGES = {
    CODEBOOK: {"predicates": predicates, "kinds": kinds, "modalities": modalities, "devices": devices},
    TABLES: {"columns": columns},
    OWN_TERMS: {"letters": letters, "flags": flags, "columns": own_columns},
    LEXICON: {"columns": table_columns, "numbers": numbers},
}


def filled(path: Path) -> str:
    """The page with every ``<!-- NAME -->`` … ``<!-- /NAME -->`` filled anew."""
    page = path.read_text(encoding="utf-8")
    for name, make in PAGES[path].items():
        between = re.compile(rf"(<!-- {name} -->\n)(.*?)(<!-- /{name} -->)", re.DOTALL)
        found = between.search(page)
        if not found:
            raise SystemExit(f"{path}: has no <!-- {name} --> and <!-- /{name} -->; put them where the table goes")
        content = make().strip()
        if make is numbers and holds(found[2].strip(), content):
            continue
        page = between.sub(lambda m, content=content: f"{m[1]}\n{content}\n\n{m[3]}", page)
    return page


def _table(rows: list[list[str]], bar: str = "/") -> str:
    """A Markdown table; ``bar`` stands for a | in a cell."""
    lines = [f"| {' | '.join(cell.replace('|', bar) for cell in row)} |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return "\n".join(lines)


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
    for path in PAGES:
        path.write_text(filled(path), encoding="utf-8")
    OWN_TERMS.write_text(tutorial(OWN_TERMS.read_text(encoding="utf-8")), encoding="utf-8")
