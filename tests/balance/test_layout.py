"""Boxes in columns: none on another, none under a passing line, in an order that keeps."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.balance.layers import apart, layout
from marsad.balance.svg import right_to_left, width, wrap

GAP, LANE = 10.0, 8.0


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 90)), min_size=1, max_size=12))
def test_apart_keeps_order_and_distance(entries: list[tuple[float, float]]) -> None:
    wanted, size = [w for w, _ in entries], [s for _, s in entries]
    found = apart(wanted, size)
    for n in range(1, len(found)):
        assert found[n] - found[n - 1] >= (size[n] + size[n - 1]) / 2 - 1e-6
    free = all(wanted[n] - wanted[n - 1] >= (size[n] + size[n - 1]) / 2 for n in range(1, len(wanted)))
    if free:
        assert found == pytest.approx(wanted)


@given(
    st.lists(st.tuples(st.integers(0, 4), st.floats(20, 80)), min_size=2, max_size=10).flatmap(
        lambda boxes: st.tuples(
            st.just(boxes),
            st.lists(st.tuples(*[st.integers(0, len(boxes) - 1)] * 2).filter(lambda p: p[0] != p[1]), max_size=14),
        )
    )
)
def test_no_box_lies_on_another_or_under_a_line(case: tuple[list[tuple[int, float]], list[tuple[int, int]]]) -> None:
    boxes, pairs = case
    column = {str(n): c for n, (c, _) in enumerate(boxes)}
    height = {str(n): h for n, (_, h) in enumerate(boxes)}
    found = layout(column, height, [(str(a), str(b)) for a, b in pairs], GAP, LANE)
    taken: dict[int, list[tuple[float, float]]] = {}
    for box, y in found.middle.items():
        taken.setdefault(column[box], []).append((y - height[box] / 2, y + height[box] / 2))
    for passed in found.via.values():
        for c, y in passed:
            taken.setdefault(c, []).append((y, y))
    for spans in taken.values():
        spans.sort()
        for (_, end), (start, _) in pairwise(spans):
            assert start >= end - 1e-6
    assert all(y - height[b] / 2 >= 0 and y + height[b] / 2 <= found.height + 1e-6 for b, y in found.middle.items())


@given(st.text(max_size=80), st.floats(30, 200))
def test_wrapped_lines_fit_and_lose_nothing(text: str, room: float) -> None:
    lines = wrap(text, 12, room)
    assert all(width(line, 12) <= room or len(line) == 1 for line in lines)


def test_the_last_of_few_lines_ends_in_dots() -> None:
    assert "".join(wrap("ب" * 100_000, 12, 100)) == "ب" * 100_000  # a hostile name ends, too
    lines = wrap("كلمة " * 30, 12, 100, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert width(lines[-1], 12) <= 100


def test_direction_of_a_line() -> None:
    assert right_to_left("«حفتر»")
    assert not right_to_left("2016 Haftar حفتر")
    assert not right_to_left("2016")
