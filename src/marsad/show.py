"""Readings for people at a terminal.

Nothing of a report reaches the terminal as markup or control: every string passes ``harmless``, and every line with
Arabic in it is isolated (U+2068 … U+2069), so that it cannot reorder what stands beside it. Rich is loaded when the
first table is printed.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from marsad import codebook
from marsad.arabic.display import harmless as harmless
from marsad.arabic.display import isolated as isolated
from marsad.model import Claim, Reading, Span

if TYPE_CHECKING:
    from rich.console import Console

EXAMPLE_NOTICE = "composed example, not a record of events"
QUOTED = 140  # characters of evidence that a table shows
WIDTH = 120  # of a table that goes into a file or a pipe
_STANCES = {"affirming": "(confirms)", "doubting": "(alleges)", "denying": "(denies)"}


def reading(value: Reading, name: str | None = None) -> None:
    """Print one reading: what it is of, its claims by predicate, loaded words, links and notices."""
    console = _console()
    for line in _head(value, name):
        _line(console, line)
    for notice in value.notices:
        _line(console, ["note: ", notice], style="yellow")
    numbers = {claim.id: n for n, claim in enumerate(value.claims, 1)}
    for predicate, meaning in ((p.name, p.meaning_en) for p in codebook.predicates_of(value).values()):
        claims = [claim for claim in value.claims if claim.predicate == predicate]
        if claims:
            console.print()
            _line(console, [predicate, " - ", meaning], style="bold")
            console.print(_claims(value, claims, numbers))
    _framing(console, value)
    _links(console, value, numbers)


def predicates(values: Iterable[codebook.Predicate], own: Collection[str] = ()) -> None:
    """Print the codebook's predicates by group; those in ``own`` are marked as the user's."""
    console = _console()
    group = ""
    for p in sorted(values, key=lambda p: list(codebook.GROUPS).index(p.group)):
        if p.group != group:
            group = p.group
            console.print()
            _line(console, [codebook.GROUPS[group].upper()], style="bold")
        kind = ", symmetric" * p.symmetric + ", your own" * (p.name in own)
        _line(console, [f"{p.name} (PLOVER {p.plover or '-'}{kind}): {p.meaning_en}"])
        if not p.example:
            continue
        _line(console, ["    ", p.example])
        claim = ["    ", f"{p.name}(", p.agent or "?", ", ", p.patient or "?", ")"]
        _line(console, [*claim, *([" negative"] if p.polarity == "negative" else [])])


def say(*parts: str, style: str | None = None) -> None:
    """Print one line of parts, each isolated from the others."""
    _line(_console(), parts, style)


def table(columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str | list[str]]]) -> None:
    """Print a table. A column is its title and its share of the width, 0 for a narrow column of figures."""
    from rich import box
    from rich.table import Table

    out = Table(expand=True, box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
    for title, share in columns:
        out.add_column(title, ratio=share or None, justify="left" if share else "right", no_wrap=not share)
    for row in rows:
        out.add_row(*(_Cell([cell] if isinstance(cell, str) else cell) for cell in row))
    _console().print(out)


def warn(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"marsad: {isolated(message)}\n")


def _console() -> Console:
    from rich.console import Console

    console = Console(markup=False, highlight=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in console._environ:
        console.width = WIDTH
    return console


def _line(console: Console, parts: Iterable[str], style: str | None = None) -> None:
    """One line of parts, each isolated from the others."""
    from rich.text import Text

    console.print(Text("".join(isolated(part) for part in parts)), style=style, soft_wrap=True)


def _head(value: Reading, name: str | None) -> Iterator[list[str]]:
    report = value.report
    if name:
        yield [name]
    if report.title:
        yield [_words(value, report.title)]
    known = [part for part in (report.publisher, report.published, report.url) if part]
    yield [x for part in known for x in (part, " · ")] + [
        f"{len(value.claims)} claims, {len(value.entities)} entities, language {report.language}"
    ]


def _claims(value: Reading, claims: list[Claim], numbers: dict[str, int]) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(expand=True, box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
    table.add_column("#", justify="right", no_wrap=True, width=3)
    for title in ("who", "whom", "says who"):
        table.add_column(title, ratio=3)
    table.add_column("told as", width=12)
    table.add_column("details", ratio=3)
    table.add_column("words", ratio=7)
    for claim in claims:
        cells = (
            [_name(value, claim.agent)],
            [_name(value, claim.patient)],
            _speakers(value, claim),
            _told(claim),
            _slots(value, claim),
            _quote(value, claim),
        )
        table.add_row(str(numbers[claim.id]), *(_Cell(lines) for lines in cells))
    return table


class _Cell:
    """Lines of a table cell, wrapped first and isolated line by line: an isolate left open would swallow the row."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = [harmless(line) for line in lines]

    def __rich_console__(self, console: Any, options: Any) -> Iterator[Any]:
        from rich.cells import cell_len
        from rich.segment import Segment
        from rich.text import Text

        for line in self.lines:
            fits = cell_len(line) <= options.max_width
            parts = (
                [line]
                if fits
                else [part.plain for part in Text(line, overflow="fold").wrap(console, options.max_width)]
            )
            for part in parts:
                yield Segment(isolated(part.rstrip()))
                yield Segment.line()

    def __rich_measure__(self, console: Any, options: Any) -> Any:
        from rich.cells import cell_len
        from rich.measure import Measurement

        longest = max((cell_len(line) for line in self.lines), default=0)
        return Measurement(min(longest, 8), max(longest, 1)).clamp(max_width=options.max_width)


def _words(value: Reading, span: Span) -> str:
    return value.report.text[span.start : span.end]


def _name(value: Reading, entity: str | None) -> str:
    if entity is None:
        return "?"
    if entity == "publisher":
        return value.report.publisher or "publisher"
    return next((e.name for e in value.entities if e.id == entity), entity)


def _speakers(value: Reading, claim: Claim) -> list[str]:
    """The chain of speakers, outermost first; the publisher's own voice where there is none."""
    lines = []
    for link in claim.attribution:
        lines.append(_name(value, link.source))
        if link.stance in _STANCES:
            lines.append(_STANCES[link.stance])
    if not claim.attribution or claim.attribution[-1].source != claim.source:
        lines.append("publisher" if claim.source == "publisher" else _name(value, claim.source))
    return lines


def _told(claim: Claim) -> list[str]:
    modality = codebook.modalities()[claim.modality]
    lines = [modality.negative if claim.polarity == "negative" else modality.words]
    if claim.certainty != "plain":
        lines.append(claim.certainty)
    if claim.disclosure:
        lines.append(claim.disclosure)
    return lines


def _slots(value: Reading, claim: Claim) -> list[str]:
    lines = [_name(value, claim.place)] if claim.place else []
    if claim.time:
        lines.append(claim.time)
    if claim.number is not None:
        lines.append(f"{claim.number}-{claim.number_max}" if claim.number_max else str(claim.number))
    if claim.item:
        lines.append(claim.item)
    return lines


def _quote(value: Reading, claim: Claim) -> list[str]:
    """The first evidence, cut around its cue where it is long, with its page, and how many more there are."""
    first, *more = claim.evidence
    start, end = first.start, first.end
    if end - start > QUOTED:
        middle = first.cue.start if first.cue else start
        start = max(start, min(middle - QUOTED // 2, end - QUOTED))
        end = min(end, start + QUOTED)
    text = value.report.text[start:end]
    if start > first.start:
        text = f"… {text.partition(' ')[2] or text}"
    if end < first.end:
        text = f"{text.rpartition(' ')[0] or text} …"
    page = value.report.page_of(first.start)
    besides = ", ".join([*([f"page {page}"] if page else []), *([f"and {len(more)} more"] if more else [])])
    return [text.strip(), *([f"({besides})"] if besides else [])]


def _framing(console: Console, value: Reading) -> None:
    if value.framing:
        console.print()
        _line(console, ["loaded words"], style="bold")
    for frame in value.framing:
        words = value.report.text[frame.start : frame.end]
        _line(console, ["  ", words, f" - {frame.device.replace('_', ' ')} - ", _name(value, frame.entity)])


def _links(console: Console, value: Reading, numbers: dict[str, int]) -> None:
    if value.links:
        console.print()
        _line(console, ["links between claims"], style="bold")
    for link in value.links:
        _line(console, [f"  #{numbers.get(link.from_, '?')} - {link.type} - #{numbers.get(link.to, '?')}"])
