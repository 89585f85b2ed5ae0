"""Train the scorer that chooses among the claims that a cue may make, and write ``src/marsad/reader/weights.tsv``.

    python tools/train_choosing.py GOLD_DIR... [--sentences tests/sentences.tsv] [--folds 6] [--penalty 4] [--out FILE]
                                   [--figures FILE]

A table of sentences with their claims may stand beside the reports, each sentence as a report.

Each annotated report gives, for every cue that the reader finds, its candidates, and which of them gold has. A linear
softmax over the candidates of a cue and «nothing» is fitted by L-BFGS with an L2 penalty; where gold has several of them,
their shares are summed. Cross-validated by report: the figures, the lines from a candidate's share to how often it is
right, and the tables of --figures (Markdown) come from reports that were held out. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import yaml
from scipy import optimize, sparse

from marsad import evaluate, lexicon
from marsad.codebook import predicates
from marsad.gold import Gold, files, load
from marsad.reader import assemble, pipeline
from marsad.reader.alternatives import LEFT_OUT, OWN, Candidate
from marsad.reader.choosing import LEAST_OTHER, MARGIN, SURE, WEIGHTS, Scorer, softmax
from marsad.reader.drafts import span_of
from marsad.reader.entities import Ent
from marsad.reader.nodes import Sentence

LEAST = 3  # candidates in which a sign must occur
SMALLEST = 0.02  # weights nearer to nought are left out


@dataclass
class Group:
    """The candidates of one cue: their signs, whether gold has them, and whether they are the grammar's own."""

    signs: list[list[str]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    own: list[bool] = field(default_factory=list)


class Recorder:
    """Stands in for the scorer: keeps the candidates, and says what the grammar alone would say."""

    def __init__(self) -> None:
        self.groups: list[tuple[Sentence, list[Candidate], list[list[str]], bool]] = []

    def choose(self, weighing, own, rest):
        found = [*own, *rest()]
        self.groups.append((weighing.sent, found, [weighing.signs(c) for c in found], weighing.negative))
        return [(c, 0.7) for c in own if c.kind == OWN]


def sentences(table: Path) -> list[Gold]:
    """The sentences of a table, each as an annotated report."""
    out = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "sentences"
        home.mkdir()
        for n, (sentence, claims) in enumerate(plain(table)):
            names = sorted({name for _, *sides, _ in claims for name in sides if name != "?"})
            keys = {name: f"e{i}" for i, name in enumerate(names)} | {"?": "?"}
            data = {
                "report": "composed",
                "entities": {keys[name]: {"kind": "org", "names": [written(name, sentence)]} for name in names},
                "claims": [
                    {"p": p, "a": keys[a], "b": keys[b]} | ({"neg": True} if neg else {}) for p, a, b, neg in claims
                ],
            }
            (home / f"{n:03}.txt").write_text(sentence, encoding="utf-8")
            path = home / f"{n:03}.yaml"
            path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
            out.append(load(path))
    return out


def written(name: str, sentence: str) -> str:
    """A name as the sentence spells it: behind «لـ» the article loses its alef."""
    return name if name in sentence else name.removeprefix("ا")


def plain(table: Path) -> list[tuple[str, list[tuple[str, str, str, bool]]]]:
    """The rows of a table of sentences: the sentence, and (predicate, agent, patient, denied) of each claim."""
    rows = [row for row in table.read_text(encoding="utf-8").splitlines() if row and row[0] != "#"][1:]
    out = []
    for row in rows:
        sentence, _, claims = row.partition("\t")
        found = re.findall(r"(\w+)\(([^,]+), ([^)]+)\)(-?)", claims)
        out.append((sentence, [(p, a, b, bool(neg)) for p, a, b, neg in found]))
    return out


def groups_of(gold: Gold) -> list[Group]:
    """The cues of a report, labelled by its gold."""
    recorder = Recorder()
    with reading_by(recorder):
        pipeline.trace(gold.text, lexicon.load(), None)
    names: dict[int, str] = {}
    return [labelled(gold, names, *group) for group in recorder.groups]


class reading_by:  # noqa: N801
    """Reads with another scorer while it lasts."""

    def __init__(self, by) -> None:
        self.by = by

    def __enter__(self) -> None:
        self.plain, pipeline.scorer = pipeline.scorer, lambda: self.by

    def __exit__(self, *_: object) -> None:
        pipeline.scorer = self.plain


def labelled(
    gold: Gold, names: dict[int, str], sent: Sentence, found: list[Candidate], all_signs, negative: bool
) -> Group:
    group = Group()
    for c, of_it in zip(found, all_signs, strict=True):
        p = c.cue.filled.frame.predicate
        a, b = (side_name(gold, names, sent, side) for side in (c.a, c.b))
        group.signs.append(of_it)
        group.right.append(any(fits(claim, p, a, b, negative) for claim in gold.claims))
        group.own.append(c.kind in (OWN, LEFT_OUT))
    return group


def side_name(gold: Gold, names: dict[int, str], sent: Sentence, side) -> str:
    if side is None:
        return "?"
    ent: Ent = side[0]
    if not ent.mentions:  # a measure is mentioned where a claim speaks of it
        span = assemble.source_span(sent, span_of(side[1]))
        return name_of(gold, [(span.start, span.end)], ent.id)
    if ent.id not in names:
        names[ent.id] = name_of(gold, [(start, end) for start, end, _ in ent.mentions], ent.id)
    return names[ent.id]


def name_of(gold: Gold, mentions: list[tuple[int, int]], id: int) -> str:
    """The gold entity whose names these mentions overlap most."""
    weight: Counter[str] = Counter()
    for mention in mentions:
        for key, spans in gold.mentions.items():
            weight[key] += sum(evaluate.overlap(mention, span) for span in spans)
    best = max(weight, key=lambda k: (weight[k], k), default="")
    return best if best and weight[best] > 0 else f"~{id}"


def fits(claim, p: str, a: str, b: str, negative: bool) -> bool:
    if p not in claim.predicates or negative != claim.negative:
        return False
    straight = a in claim.agents and b in claim.patients
    return straight or (predicates()[p].symmetric and b in claim.agents and a in claim.patients)


def fit(groups: Iterable[Group], penalty: float) -> dict[str, float]:
    """Weights by sign."""
    groups = [g for g in groups if g.signs]
    count = Counter(s for g in groups for row in g.signs for s in set(row))
    column = {s: n for n, s in enumerate(sorted(s for s in count if count[s] >= LEAST))}
    rows, columns, group, right = [], [], [], []
    for number, g in enumerate(groups):
        for row, value in zip(g.signs, g.right, strict=True):
            for s in set(row):
                if s in column:
                    rows.append(len(group))
                    columns.append(column[s])
            group.append(number)
            right.append(float(value))
    x = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(group), len(column)))
    group, right, n = np.array(group), np.array(right), len(groups)
    told = np.bincount(group, right, n) > 0

    def loss(w):
        s = x @ w
        top = np.zeros(n)  # saying nothing weighs 0
        np.maximum.at(top, group, s)
        e = np.exp(s - top[group])
        total = np.exp(-top) + np.bincount(group, e, n)
        hit = np.where(told, np.bincount(group, e * right, n), np.exp(-top))
        slope = e / total[group] - e * right / hit[group] * told[group]
        return (np.log(total) - np.log(hit)).sum() + penalty / 2 * (w @ w), x.T @ slope + penalty * w

    w = optimize.minimize(loss, np.zeros(len(column)), jac=True, method="L-BFGS-B", options={"maxiter": 250}).x
    return {s: round(float(w[n]), 3) for s, n in column.items() if abs(w[n]) >= SMALLEST}


def points(group: Group, weights: dict[str, float]) -> tuple[list[tuple[float, bool]], list[tuple[float, bool]]]:
    """(share, right) of the grammar's claims, and of the best other one."""
    if not group.signs:
        return [], []
    sums = [sum(weights.get(s, 0.0) for s in row) for row in group.signs]
    alone = sum(softmax([w for w, mine in zip(sums, group.own, strict=True) if mine]))
    if alone >= SURE:  # nobody else is looked for
        return [(alone, r) for r, mine in zip(group.right, group.own, strict=True) if mine], []
    shares = softmax(sums)
    together = sum(s for s, own in zip(shares, group.own, strict=True) if own)
    own = [(together, r) for r, mine in zip(group.right, group.own, strict=True) if mine]
    best = max((n for n, mine in enumerate(group.own) if not mine), key=lambda n: shares[n], default=-1)
    other = []
    if best >= 0 and shares[best] > MARGIN * together and shares[best] >= LEAST_OTHER:
        own, other = [], [(shares[best], group.right[best])]
    return own, other


def line(found: list[tuple[float, bool]]) -> tuple[float, float]:
    """Intercept and slope of the logistic line from log-odds of a share to being right."""
    p = np.clip(np.array([s for s, _ in found]), 1e-4, 1 - 1e-4)
    x, y = np.log(p / (1 - p)), np.array([float(r) for _, r in found])

    def loss(v):
        z = v[0] + v[1] * x
        return np.logaddexp(0, z).sum() - (y * z).sum() + 0.5 * (v[1] - 1) ** 2

    a, b = optimize.minimize(loss, np.array([0.0, 1.0])).x
    return round(float(a), 3), round(float(b), 3)


def score(gold: Gold, by) -> tuple[Counter, list[tuple[float, bool]]]:
    """The tally of a report read by ``by``, and (confidence, right) of each claim but those that gold calls optional."""
    with reading_by(by):
        reading = assemble.reading(gold.text, "x", False, None, None, None, lexicon.load())
    result = evaluate.score(gold, reading)
    names = evaluate.entity_names(gold, reading)
    told = []
    for c in reading.claims:
        a, b = (names.get(s, "~") if s is not None else "?" for s in (c.agent, c.patient))
        hits = [claim for claim in gold.claims if fits(claim, c.predicate, a, b, c.polarity == "negative")]
        if not hits or not all(claim.optional for claim in hits):
            told.append((c.confidence, bool(hits)))
    return result.tally, told


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folders", nargs="+", type=Path)
    ap.add_argument("--sentences", type=Path, help="plain sentences with their claims")
    ap.add_argument("--folds", type=int, default=6)
    ap.add_argument("--penalty", type=float, default=4.0)
    ap.add_argument("--out", type=Path, default=WEIGHTS)
    ap.add_argument("--figures", type=Path, help="write the tables of the held-out reports here")
    args = ap.parse_args()
    golds = [load(p) for p in files(args.folders)]
    if args.sentences:
        golds += sentences(args.sentences)
    groups = {g.path: groups_of(g) for g in golds}
    order = list(golds)
    random.Random(1).shuffle(order)
    models, found = [], ([], [])
    for n in range(args.folds):
        held = order[n :: args.folds]
        weights = fit((c for g in golds if g not in held for c in groups[g.path]), args.penalty)
        models.append((held, weights))
        for g in held:
            for c in groups[g.path]:
                for kind, new in zip(found, points(c, weights), strict=True):
                    kind += new
        print(f"fold {n + 1} of {args.folds}", file=sys.stderr)
    lines = line(found[0]), line(found[1])
    tallies: dict[str, dict[str, Counter]] = defaultdict(lambda: {"grammar": Counter(), "chosen": Counter()})
    told: list[tuple[float, bool]] = []
    for held, weights in models:
        for g in held:
            for name, by in (("grammar", None), ("chosen", Scorer(weights, *lines))):
                tally, of_it = score(g, by)
                plain = g.path.parent.name == "sentences"
                for folder in (g.path.parent.name, *(["all"] if not plain else [])):
                    tallies[folder][name].update(tally)
                told += of_it if name == "chosen" and not plain else []
    notes = []
    for folder, by_name in sorted(tallies.items()):
        for name, tally in by_name.items():
            core = evaluate.figures(tally)["core"]
            notes.append(f"# {folder}, {name}: core P {core['p']:.3f} R {core['r']:.3f} F1 {core['f1']:.3f}")
    print("\n".join(notes))
    if args.figures:
        args.figures.write_text(tables(told, tallies["all"]["chosen"]["gold"]), encoding="utf-8")
    weights = fit((c for g in golds for c in groups[g.path]), args.penalty)
    claims = sum(len(g.claims) for g in golds)
    head = [
        f"# Made by tools/train_choosing.py from {len(golds)} annotated reports ({claims} claims); held-out figures:",
        *notes,
        *(f"{name}\t{a} {b}" for name, (a, b) in zip(("own", "other"), lines, strict=True)),
    ]
    body = [f"{s}\t{w:g}" for s, w in sorted(weights.items())]
    args.out.write_text("\n".join([*head, *body]) + "\n", encoding="utf-8")


def tables(told: list[tuple[float, bool]], gold: int) -> str:
    """How often claims of a confidence are right, and precision and recall by least confidence, as Markdown."""
    out = ["| confidence | claims | right |", "|---|---|---|"]
    for low in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = {0.0: 0.3, 0.9: 1.01}.get(low, low + 0.1)
        some = [r for c, r in told if low <= c < high - 1e-9]
        if some:
            out.append(f"| {low:.1f} to {min(high, 1):.1f} | {len(some)} | {sum(some) / len(some):.2f} |")
    out += ["", "| `--min-confidence` | precision | recall | F1 |", "|---|---|---|---|"]
    for least in (0.0, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        some = [r for c, r in told if c >= least - 1e-9]
        if some:
            p, r = sum(some) / len(some), sum(some) / gold
            out.append(f"| {least:g} | {p:.2f} | {r:.2f} | {2 * p * r / (p + r):.2f} |")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    main()
