"""A scenario in words: what it changes, what follows, what moves, who gains and loses, on which assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from marsad.arabic.display import harmless
from marsad.balance.compare import Comparison, Turn, changed_rows, signed
from marsad.balance.facts import Told
from marsad.balance.forces_words import Line, camp_name, counts
from marsad.balance.scenario import ASSUMPTIONS, Scenario
from marsad.balance.wording import Wording, words

_FIRST = 2  # camps of which it is told that nothing moves


@dataclass(frozen=True, slots=True)
class Telling:
    """A scenario with its comparison; ``early`` words the claims before, ``late`` those after.

    ``most`` is how many moves, and how many lines of a row that stay as they are, are told; 0 is all.
    """

    scenario: Scenario
    comparison: Comparison
    early: Wording
    late: Wording
    most: int = 0

    def ref(self, told: Told) -> str:
        """«#5» for a claim of the reports, «+1» for the first that the scenario adds."""
        number = self.comparison.before.numbers.get(told.id)
        return f"#{number}" if number else f"+{told.id[1:]}"

    def said(self, told: Told, wording: Wording | None = None) -> str:
        wording = wording or self.late
        tag = wording.tag(told)
        return f"{self.ref(told)} {wording.headline(told)}{f' [{tag}]' if tag else ''}"

    def changes(self) -> Iterator[str]:
        for step in self.scenario.steps:
            told = [self.said(step.before, self.early)] if step.before else []
            told += [self.said(step.after)] if step.after else []
            because = f" ({harmless(step.change.because)})" if step.change.because else ""
            yield f"{self.late.word('fate', step.fate)}: {f' {self.arrow} '.join(told)}{because}"
        yield from self.scenario.notes

    @property
    def arrow(self) -> str:
        return self.late.word("mark", "arrow")

    def effects(self) -> Iterator[str]:
        gone = {step.before.id for step in self.scenario.steps if step.before and step.after is None}
        for effect in self.scenario.effects:
            by = self.said(effect.by, self.early if effect.by.id in gone else None)
            link = self.late.word("link", effect.link)
            yield self.late.word("outcome", effect.outcome).format(
                claim=self.said(effect.told), by=by, link=link, left=effect.left
            )

    def moves(self) -> Iterator[str]:
        """Frustration before and after, and who changes camp."""
        word, before, after = self.late.word, self.comparison.before, self.comparison.after
        yield f"{word('mark', 'frustration')}: {before.frustration:g} {self.arrow} {after.frustration:g}"
        moves = self.comparison.moves
        for move in moves[: self.most] if self.most else moves:
            sides = [self.camp(n) for n in (move.before, move.after)]
            yield f"{self.late.name(move.actor)} {word('mark', 'moves')}: {f' {self.arrow} '.join(sides)}"
        if self.most and len(moves) > self.most:
            yield word("mark", "more").format(number=f"{len(moves) - self.most:,}")
        if not moves:
            yield word("mark", "nobody")

    def flows(self) -> Iterator[str]:
        """How many claims tell of support and arms from outside, before and after: for the first camps, and where it moves."""
        before, after = self.comparison.before, self.comparison.after
        for n, match in enumerate(self.comparison.camps):
            for name in ("backed", "arms"):
                was = before.of(before.camps[n].inside, name, outside=True)
                now = [] if match is None else after.of(after.camps[match].inside, name, outside=True)
                said = [counts(told, self.late) or self.late.word("mark", "none") for told in (was, now)]
                if self.most and n >= _FIRST and said[0] == said[1]:
                    continue
                yield f"{self.camp(n)}: {self.late.word('row', name)}: {f' {self.arrow} '.join(said)}"

    def camp(self, n: int | None) -> str:
        camps = self.comparison.before.camps
        if n is None:
            return self.late.word("mark", "no camp")
        return (
            camp_name(self.comparison.before, camps[n], self.early)
            if n < len(camps)
            else self.late.word("mark", "other camp")
        )

    def table(self) -> Iterator[tuple[str, list[str], list[str]]]:
        """Rows that differ: camp and what, lines as told, lines in the scenario."""
        for n, name, was, now in changed_rows(self.comparison, self.early, self.late):
            title = f"{self.camp(n)}: {self.late.word('row', name)}"
            yield title, self._beside(was.cells[0], now.cells[0]), self._beside(now.cells[0], was.cells[0])

    def _beside(self, cell: list[Line], other: list[Line]) -> list[str]:
        """A cell's lines; where they are many only those that the other has not, and how many are the same."""
        alike = {(line.words, line.tag) for line in other}
        own = [line for line in cell if (line.words, line.tag) not in alike]
        same = len(cell) - len(own)
        if not self.most or same <= self.most:
            return [self.line(line) for line in cell]
        return [*map(self.line, own), self.late.word("mark", "same").format(number=f"{same:,}")]

    def line(self, line: Line) -> str:
        told = line.told[: self.most] if self.most else line.told
        refs = " ".join(
            [*map(self.ref, told), *([f"(+{len(line.told) - len(told):,})"] if len(told) < len(line.told) else [])]
        )
        return f"{line.words}{f' [{line.tag}]' if line.tag else ''} {refs}"

    def turns(self) -> Iterator[tuple[str, list[str], list[str]]]:
        """Actor, what it gains, what it loses."""
        for actor, (gains, losses) in signed(self.comparison.turns).items():
            yield self.late.name(actor), [self.turn(turn) for turn in gains], [self.turn(turn) for turn in losses]

    def turn(self, turn: Turn) -> str:
        other = "" if turn.other is None else self.other(turn.other)
        was, now = self.level(turn.before), self.level(turn.after)
        return f"{self.late.word('row', turn.section)}: {other} ({was} {self.arrow} {now})"

    def other(self, key: str) -> str:
        kinds = words("measure", self.late.language)
        return kinds[key] if key in kinds else self.late.name(key)

    def level(self, level: int) -> str:
        return self.late.word("level", str(level))

    def assumptions(self) -> Iterator[str]:
        yield self.late.word("mark", "prediction")
        for name in ASSUMPTIONS:
            yield self.late.word("assumption", name)


def dump(telling: Telling) -> dict[str, Any]:
    """The scenario as plain values for JSON."""
    found, value = telling.scenario, telling.comparison
    return {
        "title": found.plan.title,
        "changes": [
            {
                "fate": step.fate,
                "expression": step.change.claim.text,
                "because": step.change.because,
                "before": step.before and {"id": step.before.id, "said": telling.early.headline(step.before)},
                "after": step.after and {"id": step.after.id, "said": telling.late.headline(step.after)},
            }
            for step in found.steps
        ],
        "notes": found.notes,
        "effects": [
            {
                "claim": effect.told.id, "outcome": effect.outcome, "by": effect.by.id, "link": effect.link,
                "grounds_left": effect.left, "said": telling.late.headline(effect.told),
            }
            for effect in found.effects
        ],
        "frustration": {"before": value.before.frustration, "after": value.after.frustration},
        "camps": [
            {"before": sorted(camp.members), "after": None if match is None else sorted(value.after.camps[match].members)}
            for camp, match in zip(value.before.camps, value.camps, strict=True)
        ],
        "moves": [{"actor": move.actor, "before": move.before, "after": move.after} for move in value.moves],
        "rows": [
            {"camp": n, "row": name, "before": _lines(was.cells[0]), "after": _lines(now.cells[0])}
            for n, name, was, now in changed_rows(value, telling.early, telling.late)
        ],
        "turns": [
            {
                "actor": turn.actor, "section": turn.section, "other": turn.other, "before": turn.before, "after": turn.after,
                "gain": turn.gain,
            }
            for turn in value.turns
        ],
        "assumptions": list(telling.assumptions()),
    }  # fmt: skip


def _lines(cell: list[Line]) -> list[dict[str, Any]]:
    return [{"said": line.words, "tag": line.tag, "claims": [told.id for told in line.told]} for line in cell]
