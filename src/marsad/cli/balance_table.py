"""The balance of forces for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from marsad import show
from marsad.balance.facts import Told
from marsad.balance.forces import Camp, Forces
from marsad.balance.forces_words import Line, backers, camp_name, cited, country_lines, counts, lines, rows, weightiest
from marsad.balance.wording import Wording, heading, quote
from marsad.observatory.ids import SHOWN

CAMPS = 3  # that fit beside each other; of more the first two are shown, which hold most actors
NUMBERS = 5  # of claims behind a line, where there is a limit
CLAIMS = 10  # times as many claims as lines are told with their words
QUOTED = 120


class Table:
    """The table of a balance; ``most`` is how many names and lines of a kind it shows, 0 for all."""

    def __init__(self, found: Forces, words: Wording, most: int = 0) -> None:
        self._smaller = len(found.camps) - 2 if most and len(found.camps) > CAMPS else 0
        self._found = replace(found, camps=found.camps[:2]) if self._smaller else found
        self._words = words
        self._most = most
        self._cut = False  # has anything been left out?
        self._shown: dict[str, Told] = {}

    def print(self) -> None:
        """Print it: camps side by side, the country, both sides, and the claims behind what is shown."""
        found, words = self._found, self._words
        self._head()
        if not found.camps:
            show.say(words.word("mark", "none"))
            return
        names = [camp_name(found, camp, words) for camp in found.camps]
        show.say()
        show.table([("", 2 if len(names) < 3 else 4), *((name, 6) for name in names)], self._body())
        if self._smaller:
            show.say()
            show.say(words.word("mark", "smaller").format(number=f"{self._smaller:,}"))
        self._listed(words.word("mark", "country"), country_lines(found, words))
        both = [line for told in found.both_sides.values() for line in lines(told, "agent", words)]
        self._listed(words.word("mark", "both"), both)
        if apart := [key for key in found.apart if key != found.theatre.country]:
            show.say()
            show.say(f"{words.word('mark', 'apart')}: ", self._names(apart))
        self._claims()

    def _head(self) -> None:
        found, words = self._found, self._words
        show.say(words.word("mark", "balance"), style="bold")
        for known in heading(found.facts):
            show.say(*[part for one in known for part in (" · ", one)][1:])
        where = words.name(found.theatre.country) if found.theatre.country else "?"
        day = [f" · {words.word('mark', 'day')} ", found.day] if found.day else []
        show.say(words.word("mark", "theatre"), ": ", where, *day)

    def _body(self) -> list[list[str | list[str]]]:
        found, words = self._found, self._words
        body: list[list[str | list[str]]] = [
            [words.word("row", "inside"), *(self._names(camp.inside) for camp in found.camps)],
            [words.word("row", "outside"), *(self._outside(camp) for camp in found.camps)],
        ]
        for row in rows(found, words):
            body.append([words.word("row", row.name), *(self._cell(row.name, cell) for cell in row.cells)])
        return body

    def _names(self, keys: Sequence[str]) -> str:
        shown = list(keys[: self._most] if self._most else keys)
        return ", ".join([*map(self._words.name, shown), *self._more(len(keys) - len(shown))])

    def _more(self, number: int) -> list[str]:
        if number <= 0:
            return []
        self._cut = True
        return [self._words.word("mark", "more").format(number=f"{number:,}")]

    def _outside(self, camp: Camp) -> list[str]:
        helping = backers(self._found, camp)
        rest = [key for key in camp.outside if key not in set(helping)]
        shown = [self._names(helping)] if helping else [self._words.word("mark", "none")]
        if rest:
            shown.append(f"({self._words.word('mark', 'only against')}: {self._names(rest)})")
        return shown

    def _cell(self, row: str, cell: list[Line]) -> list[str]:
        """The lines of a cell, under how many claims they are; wishes and forecasts say that themselves."""
        if not cell:
            return [self._words.word("mark", "none")]
        said = self._lines(cell)
        if row in ("wishes", "forecasts", "measures", "places"):
            return said
        return [f"{counts((one for line in cell for one in line.told), self._words)}:", *said]

    def _lines(self, found: Sequence[Line]) -> list[str]:
        shown = weightiest(found, self._most)
        return [*map(self._said, shown), *self._more(len(found) - len(shown))]

    def _said(self, line: Line) -> str:
        numbers = self._found.numbers
        told = sorted({one.id: one for one in line.told}.values(), key=lambda one: numbers[one.id])
        most = NUMBERS if self._most else len(told)
        self._shown |= {one.id: one for one in told[:most]}
        self._cut = self._cut or len(told) > most
        tag = f" [{line.tag}]" if line.tag else ""
        more = [f"(+{len(told) - most:,})"] if len(told) > most else []
        return f"{line.words}{tag} {' '.join([*(f'#{numbers[one.id]}' for one in told[:most]), *more])}"

    def _listed(self, title: str, found: list[Line]) -> None:
        if found:
            show.say()
            show.say(title, style="bold")
        for line in self._lines(found):
            show.say("  ", line)

    def _claims(self) -> None:
        """The claims behind what is shown; of many reports with day and publisher, of a store with the id for marsad trace."""
        found, words = self._found, self._words
        show.say()
        show.say(words.word("mark", "claims"), style="bold")
        claims = cited(found, words) if not self._cut else self._in_order(self._shown.values())
        rest = len(claims) - CLAIMS * self._most if self._most else 0
        if rest > 0:
            claims = claims[: CLAIMS * self._most]
        several = len({told.report.id for told in found.facts.told}) > 1
        for told in claims:
            speaker = words.speaker(told)
            says = [f" ({words.word('mark', 'says')}: ", speaker, ")"] if speaker else []
            known = [part for part in (told.report.published, told.report.publisher) if part and several]
            if found.facts.kept:
                known.insert(0, told.id[:SHOWN])
            show.say(
                f"  #{found.numbers[told.id]} ", *(part for one in known for part in (one, " · ")),
                words.headline(told), *says, " ", f"«{quote(told, QUOTED)}»",
            )  # fmt: skip
        for more in self._more(rest):
            show.say("  ", more)
        if self._cut:
            show.warn("shortened; --limit 0 shows all, and --json has all")

    def _in_order(self, claims: Iterable[Told]) -> list[Told]:
        return sorted(claims, key=lambda told: self._found.numbers[told.id])
