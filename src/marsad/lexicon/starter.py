"""Tables to begin with: each with its columns explained and an example to copy, so that nobody starts from a blank page."""

from __future__ import annotations

from pathlib import Path

from marsad import tables
from marsad.codebook.own import SPEC as PREDICATES
from marsad.lexicon.own import SPEC
from marsad.lexicon.rules import FLAGS, LETTERS
from marsad.tables import Table

# The columns that a starter shows, with an example; the rest may be added (all are in docs/own_terms.md).
EXAMPLES: dict[str, dict[str, str]] = {
    "actors": {
        "key": "liwa_al_rimal", "kind": "armed_group", "country": "libya", "name": "لواء الرمال",
        "variants": "لواء رمال الصحراء", "label_en": "Rimal Brigade",
    },
    "places": {
        "key": "wadi_al_nakhl", "type": "town", "country": "libya", "name": "وادي النخل", "variants": "بلدة وادي النخل",
        "label_en": "Wadi al-Nakhl",
    },
    "verbs": {
        "predicate": "loots", "pos": "v", "lemma": "نهب", "imperfect": "ينهب", "masdars": "نهب", "with": "", "agent": "S",
        "patient": "O", "flags": "gen=b", "example": "نهب لواء الرمال مستودعات البلدة",
    },
    "predicates": {
        "predicate": "loots", "group": "violence", "plover": "COERCE", "agents": "", "patients": "", "open": "agent",
        "slots": "place", "meaning_en": "takes goods from homes, shops, stores or camps by force",
        "meaning_ar": "يستولي على ممتلكات بالقوة", "cues": "نهب|سلب", "example": "نهب لواء الرمال مستودعات البلدة.",
        "agent": "لواء الرمال", "patient": "مستودعات البلدة",
    },
}  # fmt: skip


def write(folder: Path) -> list[Path]:
    """Write the tables that ``folder`` does not have yet; returns them."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in EXAMPLES:
        path = folder / f"{name}.tsv"
        if not path.exists():
            path.write_text(text(name), encoding="utf-8")
            written.append(path)
    return written


def text(name: str) -> str:
    """A table: what its columns hold, an example that is commented out, and its header."""
    table = PREDICATES if name == "predicates" else SPEC[name]
    example = EXAMPLES[name]
    lines = [
        f"# {name}: one entry a line, columns parted by one tab. Lines that begin with # are passed over.",
        *explained(table, list(example)),
        "\t".join(example),
        "# Example: take off the # and the space behind it, and put your own words in. More lines go below.",
        "# " + "\t".join(example.values()),
    ]
    return "\n".join(lines) + "\n"


def explained(table: Table, columns: list[str]) -> list[str]:
    """The columns in plain words, as comments."""
    out = []
    for column in table.columns:
        if column.name in columns:
            must = " (must be filled)" if column.need in ("key", "yes") and not column.default else ""
            out.append(f"#   {column.name}: {column.means}{must}")
            if column.values:
                out.append(f"#       one of: {', '.join(column.values)}")
    if table.name == "verbs":
        out += [f"#   {letter} = {means}" for letter, means in LETTERS.items()]
        out += [f"#   flag {flag}: {means}" for flag, means in FLAGS.items()]
    more = [c.name for c in table.columns if c.name not in columns]
    return [*out, f"#   more columns, if you want them: {', '.join([*more, tables.OFF])}"]
