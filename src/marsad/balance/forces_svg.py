"""The balance of forces as one picture: the camps left and right, their backers outside, what flows in, what stands between.

Each line and each entry bears the numbers of its claims, and the claims stand below with their words. What is only wished,
demanded, foretold or possible is dashed. Camps beyond the two largest, and whoever is on no side, are told in words.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.balance.facts import Told
from marsad.balance.forces import Camp, Forces
from marsad.balance.forces_cards import FLOWS, INNER, NAME, OUTER, PAD, PORT, TEXT, WIDE, Card, Content, Flow
from marsad.balance.forces_words import Line, backers, camp_name, country_lines, counts, lines, measure_lines, rows
from marsad.balance.layers import apart, layout
from marsad.balance.svg import BOLD, LEADING, Drawing, Point, width, wrap
from marsad.balance.wording import Wording, aside, heading, quote

MARGIN, GAP, MIDDLE = 30.0, 178.0, 150.0
LABEL, TITLE, NOTE = 10.5, 15.0, 10.0
ROW_GAP, LANE = 14.0, 10.0
DASH, GREY, AGAINST = "5 4", "#5a5a5a", "#1a1a1a"
SIDES = (("#e3f0f8", "#0072b2"), ("#fcf1db", "#a86b00"))  # fill and line of the two camps


def draw(forces: Forces, wording: Wording) -> str:
    """The picture as SVG text."""
    return _Picture(forces, wording).render()


class _Picture(Content):
    """The content with its drawing."""

    def __init__(self, forces: Forces, wording: Wording) -> None:
        super().__init__(forces, wording)
        self.lefts = [MARGIN]
        for wide, gap in ((OUTER, GAP), (INNER, MIDDLE), (INNER, GAP)):
            self.lefts.append(self.lefts[-1] + wide + gap)
        title = wording.word("mark", "balance")
        self.drawing = Drawing(self.lefts[-1] + OUTER + MARGIN, title, rtl=wording.language == "ar")
        self.several = len({told.report.id for told in forces.facts.told}) > 1

    def render(self) -> str:
        y = self.head()
        y = self.sides(y)
        y = self.below(y)
        return self.drawing.render(self.notes(y) + MARGIN)

    def head(self) -> float:
        drawing, forces, word = self.drawing, self.forces, self.wording.word
        y = MARGIN + 14
        drawing.text(MARGIN, y, [word("mark", "balance")], 20, bold=True)
        y += 26
        known = [" · ".join(aside(part) for part in parts) for parts in heading(forces.facts)]
        if forces.theatre.country:
            known.append(f"{word('mark', 'theatre')}: {self.wording.name(forces.theatre.country)}")
        if forces.day:
            known[-1:] = [f"{known[-1] if known else ''} · {word('mark', 'day')} {aside(forces.day)}"]
        for line in known:
            drawing.text(MARGIN, y, wrap(line, 12.5, drawing.width - 2 * MARGIN, 1), 12.5, fill=GREY)
            y += 12.5 * LEADING
        return y + 10

    def sides(self, top: float) -> float:
        """The two camps with what flows into them. Returns the height below."""
        if not self.cards:
            self.drawing.text(MARGIN, top + 20, [self.wording.word("mark", "none")], TITLE)
            return top + 50
        flows = self.flows()
        self.count_ports(flows)
        found = layout(
            {key: card.column for key, card in self.cards.items()},
            {key: card.height for key, card in self.cards.items()},
            [(flow.start, flow.end) for flow in flows],
            ROW_GAP,
            LANE,
        )
        start = top + 48 + 2 * TEXT * LEADING + 4
        tops = {key: start + found.middle[key] - card.height / 2 for key, card in self.cards.items()}
        bottom = start + found.height
        bottom = max([self.frame(n, camp, top, tops, bottom) for n, camp in enumerate(self.camps)], default=bottom)
        self.lines(flows, tops)
        for key, card in self.cards.items():
            self.card(card, tops[key])
        self.labels(flows, tops)
        return bottom + 24

    def frame(self, n: int, camp: Camp, top: float, tops: dict[str, float], bottom: float) -> float:
        """The camp's box around its inside actors, its name above, and what is imposed on it at its foot."""
        fill, stroke = SIDES[n]
        column = 1 if n == 0 else 2
        x, wide = self.lefts[column] - 12, INNER + 24
        told = [line for m in self.forces.measures_on(camp.members) for line in measure_lines(m, self.wording)]
        barred = [wrap(self.said(line), TEXT * (BOLD if line is told[0] else 1.0), INNER - 2 * PAD) for line in told]
        own = [tops[key] + card.height for key, card in self.cards.items() if card.column == column]
        foot = max(own, default=top + 48) + 14
        high = sum(len(part) for part in barred) * TEXT * LEADING + (1.6 * PAD if barred else 0)
        self.drawing.box(x, top, wide, foot + high + (14 if barred else 0) - top, fill=fill, stroke=stroke, radius=10)
        self.drawing.box(x, top, wide, 34, fill=stroke, radius=10)
        name = camp_name(self.forces, camp, self.wording)
        type_size = TITLE if width(name, TITLE * BOLD) <= wide - 20 else TITLE * 0.78
        title = wrap(name, type_size * BOLD, wide - 20, 1)
        self.drawing.text(x + wide / 2, top + 23, title, type_size, anchor="middle", fill="#ffffff", bold=True)
        for k, name in enumerate(("backed", "arms")):
            told_of = self.forces.of(camp.inside, name, outside=True)
            count = counts(told_of, self.wording) or self.wording.word("mark", "none")
            self.drawing.text(x + wide / 2, top + 34 + TEXT * LEADING * (k + 1.05), [f"{self.wording.word('row', name)}: {count}"],
                              TEXT, anchor="middle", fill=stroke, bold=True)  # fmt: skip
        if barred:
            self.drawing.box(
                self.lefts[column], foot, INNER, high, fill="#ffffff", stroke="#1a1a1a", thick=2.6, radius=2
            )
            y = foot + PAD + TEXT * 0.8
            for line, part in zip(told, barred, strict=True):
                self.cite(line.told)
                self.drawing.text(self.lefts[column] + PAD, y, part, TEXT, bold=line is told[0])
                y += len(part) * TEXT * LEADING
        self.outer(n, top)
        return max(bottom, foot + high + 14)

    def outer(self, n: int, top: float) -> None:
        """The heading over a camp's backers."""
        column = 0 if n == 0 else 3
        if any(card.column == column for card in self.cards.values()):
            middle = self.lefts[column] + OUTER / 2
            self.drawing.text(middle, top + 23, wrap(self.wording.word("row", "outside"), 12 * BOLD, OUTER, 1), 12,
                              anchor="middle", fill=SIDES[n][1], bold=True)  # fmt: skip

    def card(self, card: Card, y: float) -> None:
        outer = card.column in (0, 3)
        stroke = SIDES[0 if card.column < 2 else 1][1]
        x, drawing = self.lefts[card.column], self.drawing
        drawing.box(x, y, WIDE[card.column], card.height, fill="#ffffff", stroke=stroke, radius=16 if outer else 5)
        at = y + PAD * 0.4 + NAME * 1.1
        if outer:
            at = y + card.height / 2 - self.text_height(card) / 2 + NAME * 1.05
            drawing.text(x + OUTER / 2, at, card.names, NAME, anchor="middle", bold=True)
            at += len(card.names) * NAME * LEADING - 2
            for part in card.wrapped:
                drawing.text(x + OUTER / 2, at, part, TEXT, anchor="middle")
                at += len(part) * TEXT * LEADING
            return
        drawing.text(x + PAD, at, card.names, NAME, bold=True)
        at += len(card.names) * NAME * LEADING - 2
        for part in card.wrapped:
            drawing.text(x + PAD, at, part, TEXT)
            at += len(part) * TEXT * LEADING

    def text_height(self, card: Card) -> float:
        return len(card.names) * NAME * LEADING + sum(len(part) for part in card.wrapped) * TEXT * LEADING

    def ends(self, flow: Flow) -> tuple[float, float]:
        start, end = self.cards[flow.start].column, self.cards[flow.end].column
        if start < end:
            return self.lefts[start] + WIDE[start], self.lefts[end]
        return self.lefts[start], self.lefts[end] + WIDE[end]

    def points(self, flows: Sequence[Flow], tops: dict[str, float]) -> list[list[Point]]:
        """Where each flow leaves and reaches its boxes; those of one side of a box spread over it."""
        middle = {key: tops[key] + card.height / 2 for key, card in self.cards.items()}
        sides: dict[tuple[str, int], list[tuple[float, int, int]]] = {}
        for n, flow in enumerate(flows):
            way = 1 if self.cards[flow.end].column > self.cards[flow.start].column else -1
            sides.setdefault((flow.start, way), []).append((middle[flow.end], n, 0))
            sides.setdefault((flow.end, -way), []).append((middle[flow.start], n, 1))
        y: dict[tuple[int, int], float] = {}
        for (key, _), found in sides.items():
            room = min((len(found) - 1) * PORT, self.cards[key].height - 16)
            for rank, (_, n, end) in enumerate(sorted(found)):
                share = rank / (len(found) - 1) - 0.5 if len(found) > 1 else 0.0
                y[n, end] = middle[key] + room * share
        return [[(self.ends(flow)[0], y[n, 0]), (self.ends(flow)[1], y[n, 1])] for n, flow in enumerate(flows)]

    def lines(self, flows: Sequence[Flow], tops: dict[str, float]) -> None:
        for flow, points in zip(flows, self.points(flows, tops), strict=True):
            across = {self.cards[flow.start].column, self.cards[flow.end].column} == {1, 2}
            self.drawing.line(
                points, stroke=AGAINST if across else FLOWS[flow.predicate], dash="" if flow.sure else DASH,
                thick=3.0 if flow.predicate == "arms" else 1.8, arrow=True,
            )  # fmt: skip

    def labels(self, flows: Sequence[Flow], tops: dict[str, float]) -> None:
        """What each line is, on the line: beside the backer's box, or half way between the camps."""
        gaps: dict[int, list[tuple[float, float, Flow]]] = {}
        for flow, ((x0, y0), (x1, y1)) in zip(flows, self.points(flows, tops), strict=True):
            columns = self.cards[flow.start].column, self.cards[flow.end].column
            if set(columns) == {1, 2}:
                gaps.setdefault(1, []).append(((x0 + x1) / 2, (y0 + y1) / 2, flow))
            else:  # an alliance starts with the backer too
                gaps.setdefault(columns[0], []).append(
                    (x0 + (GAP if x1 > x0 else -GAP) * 0.34, y0 * 0.76 + y1 * 0.24, flow)
                )
        for found in gaps.values():
            found.sort(key=lambda one: one[1])
            texts = [self.label(flow) for _, _, flow in found]
            heights = apart([y for _, y, _ in found], [len(text) * LABEL * LEADING + 2 for text in texts])
            for y, (x, _, flow), text in zip(heights, found, texts, strict=True):
                across = {self.cards[flow.start].column, self.cards[flow.end].column} == {1, 2}
                wide = max(width(part, LABEL * BOLD) for part in text) + 4
                high = len(text) * LABEL * LEADING
                self.drawing.box(x - wide / 2, y - high / 2, wide, high, fill="#ffffff", radius=3)
                self.drawing.text(x, y - high / 2 + LABEL * 1.08, text, LABEL, anchor="middle", bold=True,
                                  fill=AGAINST if across else FLOWS[flow.predicate])  # fmt: skip

    def label(self, flow: Flow) -> list[str]:
        first = flow.told[0]
        said = self.wording.word("flow", f"not {flow.predicate}" if flow.negative else flow.predicate)
        tag = "" if flow.sure else f" ({self.wording.tag(first)})"
        return wrap(f"{said}{tag} {self.refs(flow.told)}", LABEL * BOLD, MIDDLE - 30)

    def below(self, y: float) -> float:
        """The country as a whole, support for both sides, the other camps, whoever is on no side."""
        word, forces = self.wording.word, self.forces
        parts: list[tuple[str, list[Line]]] = [(word("mark", "country"), country_lines(forces, self.wording))]
        both = [line for told in forces.both_sides.values() for line in lines(told, "agent", self.wording)]
        parts.append((word("mark", "both"), both))
        compared = rows(forces, self.wording) if forces.camps[2:] else []
        for n, camp in enumerate(forces.camps[2:], 2):
            told = [line for row in compared for line in row.cells[n]]
            members = Line(f"{word('row', 'inside')}: {self.wording.names(camp.members)}", "", ())
            parts.append((camp_name(forces, camp, self.wording), [members, *told]))
        against = [
            Line(f"{camp_name(forces, camp, self.wording)}: {self.wording.names(rest)}", "", ())
            for camp in self.camps
            if (rest := [key for key in camp.outside if key not in backers(forces, camp)])
        ]
        parts.append((word("mark", "only against"), against))
        apart = [key for key in forces.apart if key != forces.theatre.country]
        parts.append((word("mark", "apart"), [Line(self.wording.names(apart), "", ())] if apart else []))
        for title, told in parts:
            if told:
                y = self.panel(title, told, y)
        return y

    def panel(self, title: str, told: list[Line], y: float) -> float:
        room = self.drawing.width - 2 * MARGIN
        text = " · ".join(
            f"{line.words}{f' ({line.tag})' if line.tag else ''}{f' {self.refs(line.told)}' if line.told else ''}"
            for line in told
        )
        for line in told:
            self.cite(line.told)
        wrapped = wrap(text, TEXT, room - 2 * PAD)
        high = (len(wrapped) + 1.3) * TEXT * LEADING + PAD
        self.drawing.box(MARGIN, y, room, high, fill="#f3f3f3", radius=5)
        self.drawing.text(MARGIN + PAD, y + PAD + 6, [title], TEXT + 1, bold=True)
        self.drawing.text(MARGIN + PAD, y + PAD + 6 + TEXT * LEADING * 1.15, wrapped, TEXT)
        return y + high + 10

    def notes(self, y: float) -> float:
        """The claims behind the picture by number: what they say, who says so, their words."""
        drawing, across = self.drawing, 3
        y += 10
        drawing.straight((MARGIN, y), (drawing.width - MARGIN, y), stroke="#bbbbbb")
        drawing.text(MARGIN, y + 22, [self.wording.word("mark", "notes")], TITLE, bold=True)
        legend = wrap(self.wording.word("mark", "legend"), NOTE, drawing.width - 2 * MARGIN)
        drawing.text(MARGIN, y + 40, legend, NOTE, fill=GREY)
        y += 48 + len(legend) * NOTE * LEADING
        room = (drawing.width - 2 * MARGIN) / across
        order = [told for told in self.forces.facts.told if told.id in self.cited]
        entries = [self.note(told, room - 44) for told in order]
        per = -(-sum(len(said) + len(words) for said, words in entries) // across)
        column, used, deepest = 0, 0, 0
        for told, (said, words) in zip(order, entries, strict=True):
            if used and used + len(said) + len(words) > per and column + 1 < across:
                column, used = column + 1, 0
            x, at = MARGIN + column * room, y + used * NOTE * LEADING
            drawing.text(x + 18, at, [str(self.forces.numbers[told.id])], NOTE, anchor="end", bold=True)
            drawing.text(x + 25, at, said, NOTE)
            drawing.text(x + 25, at + len(said) * NOTE * LEADING, words, NOTE, fill=GREY, own=True)
            used += len(said) + len(words)
            deepest = max(deepest, used)
        return y + deepest * NOTE * LEADING

    def note(self, told: Told, room: float) -> tuple[list[str], list[str]]:
        notes = [note for note in (self.wording.tag(told), self.wording.speaker(told)) if note]
        said = self.wording.headline(told)
        if told.claim.time or self.several:
            notes.append(aside(told.claim.time or told.when or "?"))
        return wrap(f"{said} ({'; '.join(notes)})" if notes else said, NOTE, room), wrap(
            f"«{quote(told, 74)}»", NOTE, room, 2
        )


__all__ = ["draw"]
