"""Compiles the text tables to one plain-data file, which loads fast. Needs the standard library only.

Folders are tables too: ``actors/libya.tsv`` and ``actors/syria.tsv`` are two parts of the table ``actors``.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from marsad.arabic import inflect
from marsad.arabic.normalise import fold, table_key
from marsad.lexicon import latin, offices, packed, spelling

Row = dict[str, str]
Rows = dict[str, list[Row]]
HERE = Path(__file__).parent
TABLES = HERE / "tables"
PREDICATES = HERE.parent / "codebook" / "predicates.tsv"
COMPILED = HERE / "compiled.json"
SEP = "|"
UNUSED = "-"  # of an imperfect: it looks like another word's, so it is not looked for (يضرب of أضرب)


def files(folder: Path) -> list[tuple[str, Path]]:
    """The tables of a folder as (table, file), in a fixed order."""
    out = []
    for path in sorted(folder.rglob("*.tsv")):
        inside = path.relative_to(folder)
        out.append((inside.parts[0].removesuffix(".tsv"), path))
    return out


def parse(path: Path) -> Iterator[tuple[int, Row]]:
    """Lines of a table as (line number, column to cell). Short lines are filled with empty cells."""
    header: list[str] = []
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = [c.strip() for c in cells]
            continue
        if len(cells) > len(header):
            raise ValueError(f"{path}:{n}: {len(cells)} cells, but the header has {len(header)} columns")
        yield n, dict(zip(header, [c.strip() for c in cells] + [""] * (len(header) - len(cells)), strict=True))


def digest(dirs: Iterable[Path]) -> str:
    """Hash of the tables in use: names and bytes; the built-in predicates count as one of them."""
    h = hashlib.sha256(PREDICATES.read_bytes())
    for d in dirs:
        for table, path in files(d):
            h.update(f"{table}/{path.name}".encode() + b"\0" + path.read_bytes() + b"\0")
    return h.hexdigest()[:16]


def rows(dirs: Iterable[Path]) -> Rows:
    """All rows of all folders, those of the first folder first."""
    out: Rows = {}
    for d in dirs:
        for table, path in files(d):
            out.setdefault(table, []).extend(row for _, row in parse(path))
    return out


_KEPT = frozenset(
    fold(w)
    for w in "إلى إليه إليها إليهم إليهما إلينا الذي التي الذين اللذان اللذين اللتان اللتين الآن إلا الله".split()
)


def bare(word: str) -> str:
    """A key without the article (الخارجيه → خارجيه); words in which «ال» is no article stay."""
    return word[2:] if len(word) > 3 and word.startswith("ال") and word not in _KEPT else word


def alternatives(cell: str) -> list[str]:
    """The folded alternatives of a cell."""
    return [fold(v) for a in cell.split(SEP) if a.strip() for v in spelling.seats(a.strip())]


class _Build:
    """The compiled data in the making."""

    def __init__(self) -> None:
        self.forms: dict[str, list[str]] = {}
        self.lemmas: list[dict[str, Any]] = []
        self.frames: list[list[str]] = []
        self.ops: list[list[str]] = []
        self.phrases: dict[str, list[str]] = {}
        self.entries: list[list[str]] = []
        self.names: dict[str, list[str]] = {}
        self.adjectives: dict[str, int] = {}
        self.respelt: list[tuple[str, int, str]] = []  # names by other spellings, with their entries
        self._lemma_ids: dict[tuple[str, ...], int] = {}

    def put(self, key: str, code: str) -> None:
        if len(key) > 1 and " " not in key:
            have = self.forms.setdefault(key, [])
            if code not in have:
                have.append(code)

    def phrase(self, key: str, code: str) -> None:
        if key.endswith((" ل", " ب")) and key.count(" ") > 1:
            key = key[:-2]  # «الحليف الأبرز ل»: the particle is written with the next word
        have = self.phrases.setdefault(" ".join(map(bare, key.split())), [])
        if code not in have:
            have.append(code)

    def lemma(self, row: Row, verb: bool) -> int:
        """The lemma's number, with all its written forms put into the table the first time it is met."""
        perf = fold(row["lemma"].split(SEP)[0])
        imp = fold(row.get("imperfect", "").split(SEP)[0]).removeprefix(UNUSED)
        form = row.get("form", "")
        key = (perf, imp, form) if verb else (perf,)
        if key not in self._lemma_ids:
            self._lemma_ids[key] = len(self.lemmas)
            self.lemmas.append({"k": perf, "f": [], "o": [], "r": []})
            if verb:
                self._verb(
                    self._lemma_ids[key],
                    perf,
                    imp,
                    form,
                    row["lemma"].split(SEP)[0].strip().endswith(("أ", "ء", "ئ", "ؤ")),
                )
        n = self._lemma_ids[key]
        nouns = alternatives(row.get("masdars", "").replace(",", SEP))
        flags = row.get("flags", "").split(",")
        if not verb:
            nouns.append(perf)
        if "nomasdar" not in flags:
            for noun in nouns:
                for k in _noun_forms(noun):
                    self.put(k, f"{'m' if verb else 'n'}{n}")
        return n

    def _verb(self, n: int, perf: str, imp: str, form: str, hamza: bool) -> None:
        """Kinds: p perfect, i imperfect, q and j their distinct passives, a and x participles."""
        if " " in perf:
            return
        for key, who in inflect.perfect(perf, hamza):
            self.put(key, f"p{n}:{who}")
        if passive := inflect.passive_perfect(perf, form):
            for key, who in inflect.perfect(passive):
                self.put(key, f"q{n}:{who}")
        if not imp:
            return
        for key, who in inflect.imperfect(imp, hamza):
            self.put(key, f"i{n}:{who}")
        if passive := inflect.passive_imperfect(imp):
            for key, who in inflect.imperfect(passive):
                self.put(key, f"j{n}:{who}")
        active, passive_ = inflect.participles(perf, imp, form)
        for stem, code in ((active, "a"), (passive_, "x")):
            for key, who in inflect.nominal(stem):
                self.put(key, f"{code}{n}:{who}")

    def name(self, text: str, entry: int, how: str, short: bool = False) -> None:
        key = table_key(text)
        if len(key) > (1 if short else 2):
            have = self.names.setdefault(key, [])
            code = f"{how}{entry}"
            if code not in have:
                have.append(code)


def _with(cell: str) -> list[str]:
    """The fixed words of an idiom, also in the accusative that a masculine noun or broken plural shows (زرع ألغاما)."""
    words = alternatives(cell)
    words += [bare(w) for w in words if w.startswith("ال")]  # «ألغام» looks like «الغام»
    more = [w + "ا" for w in words if len(w) > 2 and not w.endswith(("ه", "ا", "ي", "ات", "ين", "ون", "ان"))]
    return list(dict.fromkeys([*words, *more]))


def _told(codes: list[str]) -> list[str]:
    """«أبدت» is «she showed», hardly ever «I wiped out» (أباد): of two perfects a report tells in the third person."""
    if any(c[0] == "p" and c.endswith(":fs") for c in codes):
        return [c for c in codes if not (c[0] == "p" and c.endswith(":1"))]
    return codes


def _noun_forms(noun: str) -> Iterator[str]:
    """A masdar with its accusative, dual and sound plural, as written without the article."""
    yield noun
    if noun.endswith(("ه", "ا", "ات", "ي")):
        if noun.endswith("ه"):
            yield from (noun[:-1] + "ات", noun[:-1] + "تين", noun[:-1] + "تان", noun[:-1] + "تي", noun[:-1] + "تا")
    else:
        yield from (noun + "ا", noun + "ين", noun + "ان")


def _adjective(base: str) -> set[str]:
    """Written forms of a nationality adjective: روسي روسيه روسيا الروس روسيون."""
    stem = base[:-1] if base.endswith("ي") else base
    tails = ("يه", "يا", "يين", "يون", "يان", "يتان", "يتين", "يات", "يو")
    return {base, *(stem + t for t in tails)}


def _role(cell: str) -> str:
    """A role cell with each slot's kinds: «slot:kinds|slot:kinds»."""
    out = []
    kinds_all = ""
    for part in cell.split(SEP):
        slot, _, kinds = part.strip().partition(":")
        if slot and slot != "-":
            kinds_all = "" if kinds == "*" else kinds
            out.append(f"{slot if slot in ('S', 'O', 'H', 'G') else fold(slot)}:{kinds_all}")
    return SEP.join(out)


def _verbs(b: _Build, table: list[Row]) -> None:
    for row in table:
        flags = row.get("flags", "")
        b.frames.append([
            row["predicate"], row["pos"], "|".join(_with(row["with"])),
            _role(row["agent"]), _role(row["patient"]), flags, fold(row["lemma"]),
        ])  # fmt: skip
        ref = len(b.frames) - 1
        pos = row["pos"]
        if pos in ("v", "n"):
            if " " in fold(row["lemma"]) and pos == "n":
                for key in alternatives(row["lemma"] + SEP + row["masdars"]):
                    b.phrase(key, f"f{ref}")
                continue
            b.lemmas[b.lemma(row, pos == "v")]["f"].append(ref)
        elif pos == "a":
            n = b.lemma({"lemma": row["lemma"], "flags": "nomasdar"}, False)
            b.lemmas[n]["f"].append(ref)
            for base in alternatives(row["lemma"]):
                for key, who in inflect.nominal(base):
                    b.put(key, f"a{n}:{who}")
            for key in alternatives(row["masdars"]):
                b.put(key, f"a{n}:")
        else:
            for key in alternatives(row["lemma"] + SEP + row["masdars"]):
                b.phrase(key, f"x{ref}")


def _operators(b: _Build, table: list[Row], code: str, column: str) -> None:
    for row in table:
        takes = "|".join(alternatives(row.get("takes", "")))
        b.ops.append([row[column], row["pos"], takes, fold(row["lemma"])])
        ref = len(b.ops) - 1
        lemma = fold(row["lemma"].split(SEP)[0])
        if row["pos"] == "v" and " " not in lemma and row.get("imperfect"):
            b.lemmas[b.lemma(row, True)][code].append(ref)
        elif row["pos"] == "n" and " " not in lemma:
            b.lemmas[b.lemma(row, False)][code].append(ref)
        else:
            for key in alternatives(row["lemma"] + SEP + row.get("masdars", "")):
                b.phrase(key, f"{code}{ref}")


def _actors(b: _Build, tables: Rows) -> None:
    for row in tables.get("states", []):
        b.entries.append([row["key"], row["kind"], row["name"], row["label_en"], row.get("country") or row["key"]])
        n = len(b.entries) - 1
        for text in (row["name"] + SEP + row["variants"]).split(SEP):
            b.name(text, n, "n")
        for text in row["capitals"].split(SEP):
            b.name(text, n, "c")
        for a in alternatives(row["adjectives"]):
            for form in sorted(_adjective(a)):
                b.adjectives.setdefault(form, n)
    given = {f for row in tables.get("given", []) for f in alternatives(row["name"])}
    offices = {
        bare(f.split(" ")[0])
        for row in tables.get("titles", [])
        if row["class"] in ("head", "office", "member", "spokesman")
        for f in alternatives(row["title"])
    }
    for table in ("actors", "places"):
        for row in tables.get(table, []):
            kind = row["kind"] if table == "actors" else "place"
            b.entries.append([
                row["key"], kind, row["name"], row["label_en"], row.get("country", ""), row.get("parent", ""),
                SEP.join([row.get("type", ""), *_heads(row)]) if table == "places" else "",
                SEP.join(alternatives(row.get("decides", ""))),
            ])  # fmt: skip
            n = len(b.entries) - 1
            own = (row["name"] + SEP + row["variants"]).split(SEP)
            for text in own:
                if kind == "person" and text != row["name"] and _by_rule(text, own, offices, given, b.adjectives):
                    continue
                how = "n" if table == "actors" else "p"
                b.name(text, n, how, row.get("decides", "").startswith("@"))
                foreign = kind in ("person", "place") and row.get("country", "") not in spelling.ARAB
                b.respelt += [(v, n, how) for v in spelling.variants(text, row["label_en"], foreign)]


FORMER = frozenset("السابق الاسبق المخلوع الراحل".split())


def _by_rule(text: str, own: list[str], offices: set[str], given: set[str], adjectives: dict[str, int]) -> bool:
    """Is a name of a person a title with what it is over («رئيس الوزراء فلان»), which is read by rule?

    «الملك سلمان», «الرئيس المخلوع صالح» and «خليفة بن زايد» are names: behind the title stands a name that no row has by
    itself, and a title may also be a given name.
    """
    first, _, rest = fold(text).partition(" ")
    if bare(first) not in offices:
        return False
    second = rest.partition(" ")[0]
    if first in given and not second.startswith("ال"):
        return False
    if not first.startswith("ال") or rest in {fold(n) for n in own}:
        return True
    if second in FORMER and rest.count(" ") == 1:
        return False
    return second.startswith("ال") and (" " in rest or bare(second) in adjectives or second in adjectives)


def _heads(row: Row) -> list[str]:
    """Head nouns that stand before a place's name in its variants: «قطاع غزة» may come back as «القطاع»."""
    name = fold(row["name"])
    out = {bare(v.split(" ", 1)[0]) for v in alternatives(row["variants"]) if " " in v and v.split(" ", 1)[1] == name}
    return sorted(out - {"مدينه", "بلده", "قريه", "حي", "محافظه", "ولايه", "منطقه", "العاصمه", "عاصمه"})


def _capitals(b: _Build, states: list[Row]) -> None:
    """A capital that no table of places has is a place all the same: where one goes, or fights."""
    for row in states:
        for text in row["capitals"].split(SEP):
            codes = b.names.get(table_key(text), [])
            if codes and not any(c[0] == "p" for c in codes):
                b.entries.append([f"{row['key']}_capital", "place", text, "", row["key"], "", "city", ""])
                b.name(text, len(b.entries) - 1, "p")


def _respelt(b: _Build, words: set[str]) -> None:
    """Other spellings of names, where they are no names or words of their own."""
    listed = set(b.names)
    for text, entry, how in b.respelt:
        key = table_key(text)
        word = " " not in key and (
            len(key) < 5 or key in b.forms or key in words or bare(key) in b.phrases or key in b.adjectives
        )
        if key not in listed and not word:
            b.name(text, entry, how)


def _pairs(b: _Build) -> None:
    """«كفريا والفوعة» are two places where each has a name of its own."""
    for key in [k for k in b.names if " و" in k]:
        one, two = key.split(" و", 1)
        one = one.removeprefix("بلدتي ").removeprefix("بلدتا ").removeprefix("جزيرتي ").removeprefix("جزيرتا ")
        if all(any(c[0] == "p" for c in b.names.get(part, [])) for part in (one, two)):
            del b.names[key]


def build(tables: Rows) -> dict[str, Any]:
    """The reader's plain data from parsed tables, packed."""
    b = _Build()
    _verbs(b, tables.get("verbs", []))
    _operators(b, tables.get("operators", []), "o", "kind")
    _operators(b, tables.get("reporting", []), "r", "stance")
    _actors(b, tables)
    _capitals(b, tables.get("states", []))
    _pairs(b)
    for table, code in (("heads", "h"), ("sources", "s"), ("goods", "g"), ("measures", "e"), ("titles", "t")):
        for row in tables.get(table, []):
            first = row.get("noun") or row.get("title") or ""
            if table == "heads":
                what = f"h{row['kind']},{row['role']}"
            elif table == "sources":
                what = "s"
            else:
                what = code + (row.get("class") or "")
            for key in alternatives(first + SEP + row.get("forms", "")):
                b.phrase(key, what)
    for row in tables.get("framing", []):
        for key in alternatives(row["term"] + SEP + row["forms"]):
            b.phrase(key, f"l{row['device']},{row['target']}")
    for row in tables.get("particles", []):
        b.phrase(fold(row["word"]), f"p{row['class']},{row.get('note', '')}")
    given = {f for row in tables.get("given", []) for f in alternatives(row["name"])}
    stop = {f for row in tables.get("stopnames", []) for f in alternatives(row["word"])}
    _respelt(b, given | stop)
    capitals: dict[str, int] = {}
    for codes in b.names.values():
        state = next((int(c[1:]) for c in codes if c[0] == "c"), None)
        place = next((int(c[1:]) for c in codes if c[0] == "p"), None)
        if state is not None and place is not None:
            capitals.setdefault(b.entries[place][0], state)
    titles, held = offices.compiled(tables.get("offices", []))
    return {
        "layout": packed.LAYOUT,
        "forms": packed.pack_words({k: " ".join(_told(v)) for k, v in b.forms.items()}),
        "lemmas": packed.pack_rows([x["k"], *(" ".join(map(str, x[c])) for c in "for")] for x in b.lemmas),
        "frames": packed.pack_rows(b.frames),
        "ops": packed.pack_rows(b.ops),
        "entries": packed.pack_rows(b.entries),
        "adjectives": packed.pack_groups(b.adjectives),
        "capitals": capitals,
        "names": packed.pack_dict({k: " ".join(v) for k, v in b.names.items()}),
        "name_words": packed.pack_groups(packed.starts(b.names)),
        "phrases": packed.pack_dict({k: "\t".join(v) for k, v in b.phrases.items()}),
        "name_seconds": packed.pack_seconds(b.names),
        "phrase_words": packed.pack_groups(packed.starts(b.phrases)),
        "phrase_seconds": packed.pack_seconds(b.phrases),
        "loaded": SEP.join(sorted({key.split(" ")[0] for key, v in b.phrases.items() if any(c[0] == "l" for c in v)})),
        "titles": packed.pack_words(titles),
        "offices": packed.pack_rows(held),
        "latin": packed.pack_words(latin.spellings(tables.get("actors", []))),
        "given": SEP.join(sorted(given)),
        "stop": SEP.join(sorted(stop)),
    }


def _sizes(folder: str, prefix: str = "") -> tuple[dict[str, int], int]:
    """Size of each table in bytes, by its path in the folder; and when the last of them was written."""
    found: dict[str, int] = {}
    last = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                inside, at = _sizes(entry.path, f"{prefix}{entry.name}/")
                found |= inside
            elif entry.name.endswith(".tsv"):
                status = entry.stat()
                found[prefix + entry.name], at = status.st_size, status.st_mtime_ns
            else:
                continue
            last = max(last, at)
    return found, last


def _state(tables: Path) -> tuple[dict[str, int], int]:
    """What ``_sizes`` says of the tables, and of the built-in predicates with them."""
    sizes, last = _sizes(str(tables))
    status = PREDICATES.stat()
    return dict(sorted({**sizes, PREDICATES.name: status.st_size}.items())), max(last, status.st_mtime_ns)


def compiled(tables: Path = TABLES, file: Path = COMPILED) -> dict[str, Any] | None:
    """The compiled tables, or None where they are not those of ``tables``.

    A table of another size, or one written after them, may be another one: then the hash of all tables decides, which is
    not taken where nothing has changed since the package was built or installed.
    """
    from msgspec.json import decode

    if not file.exists():
        return None
    data: dict[str, Any] = decode(file.read_bytes())
    sizes, last = _state(tables)
    if data.get("layout") != packed.LAYOUT:
        return None
    same = data.pop("sizes", None) == sizes and last <= file.stat().st_mtime_ns
    return data if same or data["hash"] == digest([tables]) else None


def compile_tables(tables: Path = TABLES, out: Path = COMPILED) -> None:
    """Write the compiled tables beside their hash."""
    import json

    data = build(rows([tables]))
    data |= {"hash": digest([tables]), "sizes": _state(tables)[0]}
    out.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    compile_tables()
