"""The balance of forces, camps, ties and scenarios of a store's claims, from Python: each with the way to a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from marsad import balance
from marsad.balance.camps import SECONDS, Camps
from marsad.balance.changes import Kind, Plan, change
from marsad.balance.changes import plan as planned
from marsad.balance.facts import Facts
from marsad.balance.forces import Forces, forces
from marsad.balance.scenario_words import Telling, dump
from marsad.balance.ties import Tie
from marsad.balance.wording import wording
from marsad.errors import OptionError, ScenarioError
from marsad.intake import iso_date
from marsad.lexicon import Lexicon, load

if TYPE_CHECKING:
    import networkx
    import pandas
    import pyarrow

Language = Literal["ar", "en"]
Columns = dict[str, str]  # name to ``text``, ``integer``, ``number``, ``flag`` or ``texts``


@dataclass(frozen=True, slots=True)
class Asked:
    """The claims asked for, with the word tables and the table of ties (files of one's own on top, or none)."""

    facts: Facts
    lexicon: Lexicon
    weights: balance.Weights

    @classmethod
    def of(cls, facts: Facts, lexicon: Path | None, ties: Path | None) -> Asked:
        """Raises LexiconError and TableError."""
        words = load(lexicon)
        return cls(facts, words, balance.weights(ties, words.book if lexicon else None))

    def ties(self) -> list[Tie]:
        """The ties between the actors."""
        return balance.ties(self.facts, self.weights)

    def forces(self, day: str | None = None) -> Forces:
        """The balance of forces on a day (ISO date), or by all claims. Raises OptionError for a day that is no date."""
        from marsad.balance.theatre import homes

        if day is not None and not iso_date(day):
            raise OptionError("on", f"{day!r} is no date", "write it as 2016-06-30")
        return forces(self.facts, self.weights, homes(self.facts, self.lexicon), day)


class _Table:
    """What can be had as rows."""

    columns: ClassVar[Columns]

    def rows(self) -> list[dict[str, Any]]:
        """The rows, as columns to values."""
        raise NotImplementedError

    def arrow(self) -> pyarrow.Table:
        """An Arrow table of the rows. Raises MissingExtra."""
        from marsad.exports.parquet import need_pyarrow

        need_pyarrow("an Arrow table")
        import pyarrow as pa

        kinds = {
            "text": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "flag": pa.bool_(),
            "texts": pa.list_(pa.string()),
        }
        shape = pa.schema([(name, kinds[kind]) for name, kind in self.columns.items()])
        return pa.Table.from_pylist(self.rows(), schema=shape)

    def pandas(self) -> pandas.DataFrame:
        """The same as a data frame. Raises MissingExtra."""
        return self.arrow().to_pandas()


class Ties(list[Tie], _Table):
    """Ties between actors, and the way to a table of them: a row a tie."""

    columns: ClassVar[Columns] = {
        "a": "text", "b": "text", "a_key": "text", "b_key": "text", "sign": "integer", "weight": "number", "positive": "number",
        "negative": "number", "predicates": "texts", "first": "text", "last": "text", "voices": "texts", "claims": "texts",
    }  # fmt: skip

    def __init__(self, facts: Facts, ties: Iterable[Tie]) -> None:
        super().__init__(ties)
        self.facts = facts

    def rows(self) -> list[dict[str, Any]]:
        from marsad.balance.data import tie_data

        found = [tie_data(self.facts, tie) for tie in self]
        return [row | {"a_key": row["keys"][0], "b_key": row["keys"][1]} for row in found]


@dataclass(frozen=True)
class CampsOf(_Table):
    """Camps of least frustration: ``found`` has the figures. A row is an actor; ``weight`` is that of its ties, ``loose``
    says that it could as well stand in another camp."""

    facts: Facts
    ties: list[Tie]
    found: Camps
    columns: ClassVar[Columns] = {
        "actor": "text", "name": "text", "label_en": "text", "kind": "text", "part": "integer", "camp": "integer",
        "weight": "number", "loose": "flag",
    }  # fmt: skip

    def rows(self) -> list[dict[str, Any]]:
        graph, loose, pull = self.found.graph, set(self.found.loose), self.found.pull
        parts = {node: n for n, part in enumerate(self.found.parts) for node in part}
        return [
            {
                "actor": key, "name": self.facts.name(key), "label_en": self.facts.actors[key].label_en,
                "kind": self.facts.actors[key].kind, "part": parts[node], "camp": self.found.camps[node],
                "weight": float(graph.real(pull[node])), "loose": node in loose,
            }
            for node, key in enumerate(graph.nodes)
        ]  # fmt: skip

    def data(self) -> dict[str, Any]:
        """What ``marsad camps --json`` prints."""
        from marsad.balance.data import camps_data

        return camps_data(self.facts, self.ties, self.found)


@dataclass(frozen=True)
class BalanceOf(_Table):
    """The balance of forces: ``forces`` is the whole picture. A row is a line of the table that ``marsad balance`` prints."""

    asked: Asked
    forces: Forces
    columns: ClassVar[Columns] = {
        "camp": "integer", "camp_name": "text", "row": "text", "said": "text", "tag": "text", "claims": "texts",
    }  # fmt: skip

    def rows(self) -> list[dict[str, Any]]:
        from marsad.balance.forces_words import camp_name, rows

        words = wording(self.forces.facts, "en", self.asked.lexicon)
        names = [camp_name(self.forces, camp, words) for camp in self.forces.camps]
        return [
            {
                "camp": n, "camp_name": names[n], "row": row.name, "said": line.words, "tag": line.tag or None,
                "claims": [told.id for told in line.told],
            }
            for row in rows(self.forces, words)
            for n, cell in enumerate(row.cells)
            for line in cell
        ]  # fmt: skip

    def data(self) -> dict[str, Any]:
        """What ``marsad balance --json`` prints."""
        from marsad.balance import forces_words

        facts, lexicon = self.asked.facts, self.asked.lexicon
        return forces_words.dump(self.forces, wording(facts, "en", lexicon), wording(facts, "ar", lexicon))

    def svg(self, language: Language = "en") -> str:
        """The picture that ``marsad balance --svg`` draws: of many claims those told most often."""
        from marsad.balance.forces import readable
        from marsad.balance.forces_svg import draw

        shown = readable(self.forces)
        return draw(shown, wording(shown.facts, language, self.asked.lexicon))


@dataclass(frozen=True)
class ScenarioOf(_Table):
    """A scenario followed. A row is what an actor gains or loses; levels are 0 not told, 1 not told as true, 2 told as true."""

    telling: Telling
    columns: ClassVar[Columns] = {
        "actor": "text", "section": "text", "other": "text", "before": "integer", "after": "integer", "gain": "flag",
    }  # fmt: skip

    def rows(self) -> list[dict[str, Any]]:
        turns: list[dict[str, Any]] = self.data()["turns"]
        return turns

    def data(self) -> dict[str, Any]:
        """What ``marsad scenario --json`` prints."""
        return dump(self.telling)


def camps(asked: Asked, number: int, seconds: float = SECONDS) -> CampsOf:
    """See ``Observatory.camps``."""
    from marsad.balance.sides import camps_of

    ties = asked.ties()
    return CampsOf(asked.facts, ties, camps_of(ties, number, seconds))


def network(asked: Asked) -> networkx.Graph:
    """See ``Observatory.network``."""
    from marsad.balance.sides import camps_of
    from marsad.exports.network import SECONDS, network

    ties = asked.ties()
    return network(asked.facts, ties, camps_of(ties, seconds=SECONDS))


def scenario(asked: Asked, plan: Plan) -> ScenarioOf:
    """See ``Observatory.scenario``."""
    from marsad.balance.compare import compare
    from marsad.balance.scenario import scenario as follow
    from marsad.balance.theatre import homes

    found = follow(asked.facts, plan, asked.lexicon)
    home = homes(found.after, asked.lexicon)
    before = forces(asked.facts, asked.weights, home)
    after = forces(found.after, asked.weights, home, before=before)
    early, late = wording(asked.facts, "en", asked.lexicon), wording(found.every, "en", asked.lexicon)
    return ScenarioOf(Telling(found, compare(before, after), early, late))


def plan(add: Sequence[str], drop: Sequence[str], changes: Sequence[str], file: Path | None) -> Plan:
    """What a scenario does, from claims as they are written there and a TOML file. Raises ScenarioError."""
    own = Plan([])
    if file is not None:
        try:
            own = planned(file.read_bytes(), str(file))
        except OSError as fault:
            raise ScenarioError(str(file), fault.strerror or str(fault), "check the path") from None
    given: tuple[tuple[Kind, Sequence[str]], ...] = (("add", add), ("drop", drop), ("change", changes))
    return Plan([*own.changes, *(change(kind, text, kind) for kind, texts in given for text in texts)], own.title)
