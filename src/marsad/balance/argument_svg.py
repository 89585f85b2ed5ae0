"""The argument of a report as one picture: from how things stand over what happened to what is wanted and foretold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.arabic.display import harmless
from marsad.balance.argument import ROLES, Argument, Arrow, Role, Step
from marsad.balance.layers import Layout, apart, layout
from marsad.balance.svg import BOLD, LEADING, Drawing, Point, width, wrap
from marsad.balance.wording import Wording, aside, heading, quote

MARGIN, BOX, PAD = 30.0, 196.0, 10.0
HEADLINE, SMALL, LABEL, HEADING = 13.0, 10.5, 11.0, 14.0
ROW_GAP, LANE, THREAD_GAP = 16.0, 12.0, 26.0
# Okabe and Ito (2008), told apart with any colour vision; light and dark of each: fill, line.
COLOURS: dict[Role, tuple[str, str]] = {
    "background": ("#f3f3f3", "#6b6b6b"), "act": ("#e3f0f8", "#0072b2"), "aim": ("#fcf1db", "#a86b00"),
    "forecast": ("#f7e6ef", "#a3487b"),
}  # fmt: skip
DASH = "5 4"
GREY = "#5a5a5a"
_MOST_DEEP = 3  # columns of one role; a longer chain goes on in the last


@dataclass(frozen=True, slots=True)
class _Card:
    """The lines of a step's box and its height."""

    step: Step
    headline: list[str]
    words: list[str]
    says: list[str]
    tag: str

    @property
    def height(self) -> float:
        lines = len(self.headline) * HEADLINE + (len(self.words) + len(self.says) + 1) * SMALL
        return lines * LEADING + 1.4 * PAD


def draw(value: Argument, wording: Wording) -> str:
    """The picture as SVG text."""
    columns = _columns(value)
    labels = [wording.word("answer", arrow.type) for arrow in value.arrows]
    gap = max((width(label, LABEL * BOLD) for label in labels), default=60.0) + 56
    places = sorted(set(columns.values()))
    across = max(len(places), 3)
    drawing = Drawing(
        2 * MARGIN + across * BOX + (across - 1) * gap, wording.word("mark", "argument"), rtl=wording.language == "ar"
    )
    canvas = _Canvas(drawing, wording, gap, {c: n for n, c in enumerate(places)}, columns)
    y = canvas.head(heading(value.facts))
    for n, thread in enumerate(value.threads):
        if n:
            drawing.straight(
                (MARGIN, y - THREAD_GAP / 2), (drawing.width - MARGIN, y - THREAD_GAP / 2), stroke="#dddddd"
            )
        y += canvas.thread(value, thread, y) + THREAD_GAP
    y = canvas.apart(value, y)
    return drawing.render(canvas.legend(y) + MARGIN / 2)


def _columns(value: Argument) -> dict[str, int]:
    """A column for each tied step: those of one role side by side, each behind what leads to it."""
    depth: dict[str, int] = {}
    steps = [step for thread in value.threads for step in thread]
    role = {step.id: step.role for step in steps}
    inner = [a for a in value.arrows if not a.sideways and role[a.start] == role[a.end]]
    for _ in range(_MOST_DEEP):  # relaxed so often and no more: a circle of causes comes to an end
        for arrow in inner:
            depth[arrow.end] = max(depth.get(arrow.end, 0), min(depth.get(arrow.start, 0) + 1, _MOST_DEEP - 1))
    return {step.id: ROLES.index(step.role) * _MOST_DEEP + depth.get(step.id, 0) for step in steps}


class _Canvas:
    """The drawing with its columns: ``place`` numbers those in use from the start edge."""

    def __init__(
        self, drawing: Drawing, wording: Wording, gap: float, place: dict[int, int], columns: dict[str, int]
    ) -> None:
        self.drawing = drawing
        self.wording = wording
        self.gap = gap
        self.place = place
        self.columns = {step: place[c] for step, c in columns.items()}

    def left(self, place: int) -> float:
        return MARGIN + place * (BOX + self.gap)

    def head(self, reports: Sequence[Sequence[str]]) -> float:
        """Title, report and the headings of the columns. Returns the height below."""
        drawing, room = self.drawing, self.drawing.width - 2 * MARGIN
        y = MARGIN + 14
        drawing.text(MARGIN, y, [self.wording.word("mark", "argument")], 20, bold=True)
        y += 26
        for parts in reports:
            lines = wrap(" · ".join(aside(part) for part in parts), 12.5, room, 2)
            drawing.text(MARGIN, y, lines, 12.5, fill=GREY)
            y += len(lines) * 12.5 * LEADING
        y += 14
        for role in ROLES:
            held = [n for c, n in self.place.items() if ROLES[c // _MOST_DEEP] == role]
            if held:
                left, right = self.left(min(held)), self.left(max(held)) + BOX
                drawing.box(left, y, right - left, 26, fill=COLOURS[role][1], radius=4)
                drawing.text((left + right) / 2, y + 18, [self.wording.word("role", role)], HEADING, anchor="middle",
                             fill="#ffffff", bold=True)  # fmt: skip
        return y + 26 + 18 if self.place else y

    def thread(self, value: Argument, thread: list[Step], top: float) -> float:
        """One group of tied steps. Returns its height."""
        cards = {step.id: self.card(step) for step in thread}
        arrows = [a for a in value.arrows if a.start in cards]
        found = layout(
            {step: self.columns[step] for step in cards},
            {step: card.height for step, card in cards.items()},
            [(a.start, a.end) for a in arrows],
            ROW_GAP,
            LANE,
        )
        self.arrows(arrows, found, cards, top)
        for step, card in cards.items():
            self.put(card, self.left(self.columns[step]), top + found.middle[step] - card.height / 2)
        return found.height

    def card(self, step: Step) -> _Card:
        room = BOX - 2 * PAD
        speaker = self.wording.speaker(step.told)
        says = f"{self.wording.word('mark', 'says')}: {speaker}" if speaker else ""
        return _Card(
            step=step,
            headline=wrap(self.wording.headline(step.told, step.beside), HEADLINE * BOLD, room),
            words=wrap(f"«{quote(step.told)}»", SMALL, room, 3),
            says=wrap(says, SMALL, room, 2) if says else [],
            tag=self.wording.tag(step.told),
        )

    def put(self, card: _Card, x: float, y: float) -> None:
        drawing, step = self.drawing, card.step
        fill, stroke = COLOURS[step.role]
        dash = "" if step.told.claim.modality == "asserted" else DASH
        drawing.box(x, y, BOX, card.height, fill=fill, stroke=stroke, dash=dash, tip=harmless(step.told.words))
        at = y + PAD * 0.5 + SMALL * 1.15
        drawing.text(x + PAD, at, [str(step.number)], SMALL, fill=stroke, bold=True)
        drawing.text(x + BOX - PAD, at, [card.tag], SMALL, anchor="end", fill=stroke, bold=True)
        at += HEADLINE * LEADING
        drawing.text(x + PAD, at, card.headline, HEADLINE, bold=True)
        at += len(card.headline) * HEADLINE * LEADING - 3
        drawing.text(x + PAD, at, card.words, SMALL, fill=GREY, own=True)
        at += len(card.words) * SMALL * LEADING
        drawing.text(x + PAD, at, card.says, SMALL, fill=stroke, italic=self.wording.language == "en")

    def arrows(self, arrows: list[Arrow], found: Layout, cards: dict[str, _Card], top: float) -> None:
        ports = _ports(arrows, found, self.columns, {step: card.height for step, card in cards.items()})
        labels: dict[int, list[tuple[float, Arrow]]] = {}
        for arrow in arrows:
            start, end = self.columns[arrow.start], self.columns[arrow.end]
            y0, y1 = top + ports[arrow, arrow.start], top + ports[arrow, arrow.end]
            dash, stroke = self.style(arrow, cards)
            if start == end:
                edge = self.left(start) + BOX
                self.drawing.bow((edge, y0), (edge, y1), self.gap * 0.42, stroke=stroke, dash=dash,
                                 arrow=not arrow.sideways)  # fmt: skip
                labels.setdefault(start, []).append(((y0 + y1) / 2, arrow))
                continue
            points = self.way(arrow, found, top, y0, y1)
            self.drawing.line(points, stroke=stroke, dash=dash, arrow=not arrow.sideways)
            (_, ya), (_, yb) = points[-2], points[-1]
            labels.setdefault(end - 1 if end > start else end, []).append(((ya + yb) / 2, arrow))
        self.labels(labels)

    def way(self, arrow: Arrow, found: Layout, top: float, y0: float, y1: float) -> list[Point]:
        """From edge to edge, straight through the lane of each column passed."""
        forward = self.columns[arrow.end] > self.columns[arrow.start]
        points: list[Point] = [(self.left(self.columns[arrow.start]) + (BOX if forward else 0), y0)]
        for place, y in found.via[arrow.start, arrow.end]:
            sides = (self.left(place), self.left(place) + BOX)
            points += [(x, top + y) for x in (sides if forward else sides[::-1])]
        return [*points, (self.left(self.columns[arrow.end]) + (0 if forward else BOX), y1)]

    def style(self, arrow: Arrow, cards: dict[str, _Card]) -> tuple[str, str]:
        """Dash and colour: dashed where what it leads to is not told as true; contrast and simultaneity dotted."""
        if arrow.sideways:
            return "2 4", "#6b6b6b"
        told = cards[arrow.end].step.told.claim
        return ("" if told.modality == "asserted" else DASH), "#333333"

    def labels(self, labels: dict[int, list[tuple[float, Arrow]]]) -> None:
        for place, found in labels.items():
            found.sort(key=lambda one: one[0])
            middle = self.left(place) + BOX + self.gap / 2
            heights = apart([y for y, _ in found], [LABEL * 1.6] * len(found))
            for y, (_, arrow) in zip(heights, found, strict=True):
                text = self.wording.word("answer", arrow.type)
                wide = width(text, LABEL * BOLD) + 6
                self.drawing.box(middle - wide / 2, y - LABEL * 0.75, wide, LABEL * 1.5, fill="#ffffff", radius=3)
                self.drawing.text(middle, y + LABEL * 0.33, [text], LABEL, anchor="middle", fill="#333333", bold=True)

    def apart(self, value: Argument, y: float) -> float:
        """Claims that nothing is tied to, in columns of small type. Returns the height below."""
        groups = {
            "background": [s for s in value.apart if s.role == "background"],
            "events": [s for s in value.apart if s.role != "background"],
        }
        for name, steps in groups.items():
            if steps:
                y = self.listed(self.wording.word("mark", name), steps, y)
        return y

    def listed(self, title: str, steps: list[Step], y: float) -> float:
        drawing = self.drawing
        drawing.text(MARGIN, y + 8, [title], HEADING, bold=True)
        y += 28
        across = max(1, int((drawing.width - 2 * MARGIN) // 300))
        room = (drawing.width - 2 * MARGIN) / across
        entries = [self.entry(step, room - 40) for step in steps]
        per = -(-sum(len(lines) for lines in entries) // across)
        column, used, deepest = 0, 0, 0
        for step, lines in zip(steps, entries, strict=True):
            if used and used + len(lines) > per and column + 1 < across:
                column, used = column + 1, 0
            x, at = MARGIN + column * room, y + used * LABEL * LEADING
            drawing.text(x + 16, at, [str(step.number)], LABEL, anchor="end", fill=COLOURS[step.role][1], bold=True)
            drawing.text(x + 23, at, lines, LABEL)
            used += len(lines)
            deepest = max(deepest, used)
        return y + deepest * LABEL * LEADING + 16

    def entry(self, step: Step, room: float) -> list[str]:
        tag, speaker = self.wording.tag(step.told), self.wording.speaker(step.told)
        notes = [note for note in (tag, f"{self.wording.word('mark', 'says')}: {speaker}" if speaker else "") if note]
        said = self.wording.headline(step.told)
        return wrap(f"{said} ({'; '.join(notes)})" if notes else said, LABEL, room)

    def legend(self, y: float) -> float:
        lines = wrap(self.wording.word("mark", "legend"), SMALL, self.drawing.width - 2 * MARGIN)
        self.drawing.straight((MARGIN, y), (self.drawing.width - MARGIN, y), stroke="#bbbbbb")
        self.drawing.text(MARGIN, y + 18, lines, SMALL, fill=GREY)
        return y + 18 + len(lines) * SMALL * LEADING


def _ports(
    arrows: list[Arrow], found: Layout, columns: dict[str, int], height: dict[str, float]
) -> dict[tuple[Arrow, str], float]:
    """Where each arrow leaves and reaches its boxes: those of one side spread over it in the order of their other ends."""
    sides: dict[tuple[str, int], list[tuple[float, Arrow]]] = {}
    for arrow in arrows:
        passed = [y for _, y in found.via[arrow.start, arrow.end]]
        there = (passed or [found.middle[arrow.end]])[0], (passed or [found.middle[arrow.start]])[-1]
        way = (columns[arrow.end] > columns[arrow.start]) - (columns[arrow.end] < columns[arrow.start])
        sides.setdefault((arrow.start, way or 1), []).append((there[0], arrow))
        sides.setdefault((arrow.end, -way or 1), []).append((there[1], arrow))
    out: dict[tuple[Arrow, str], float] = {}
    for (step, _), ends in sides.items():
        ends.sort(key=lambda end: end[0])
        room = height[step] * 0.6
        for n, (_, arrow) in enumerate(ends):
            out[arrow, step] = found.middle[step] + (0 if len(ends) == 1 else room * (n / (len(ends) - 1) - 0.5))
    return out


__all__ = ["draw"]
