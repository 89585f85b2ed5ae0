"""Tables of one's own, as the tests of them make them."""

from __future__ import annotations

from pathlib import Path

from marsad import model

TEXT = "قالت مصادر محلية إن رجال الرمال تجسسوا على الجيش الليبي. واتهم مجلس النواب رجال الرمال بالتنصت على الحكومة."
ACTOR = "kind\tcountry\tname\tlabel_en\narmed_group\tlibya\tرجال الرمال\tMen of the Sands\n"
SPYING = "predicate\tlemma\tmasdars\tpatient\nspies_on\tتجسس\tتجسس\tعلى\nspies_on\tتنصت\tتنصت\tعلى\n"
PREDICATE = "predicate\tgroup\tmeaning_en\tplover\nspies_on\tcoercion\tspies on or listens in on somebody\tCOERCE\n"


def folder(path: Path, **files: str) -> Path:
    """A folder of tables: ``actors="..."`` is actors.tsv."""
    path.mkdir(exist_ok=True)
    for name, text in files.items():
        (path / f"{name}.tsv").write_text(text, encoding="utf-8")
    return path


def claims(reading: model.Reading) -> list[tuple[str, str, str]]:
    names = {e.id: e.actor or e.name for e in reading.entities} | {None: "?"}
    return [(c.predicate, names[c.agent], names[c.patient]) for c in reading.claims]
