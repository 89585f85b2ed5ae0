"""Camps of least frustration, against brute force and published values."""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
import sys
import time
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, Run, shared
from marsad.balance import exact
from marsad.balance.camps import find_camps, settled
from marsad.balance.packing import packed
from marsad.balance.signed import SignedGraph, cost, signed_graph, triangles

Weighted = list[tuple[str, str, int, float]]


def least(graph: SignedGraph, number: int = 2) -> int:
    """The least cost of all partitions, by trying them."""
    rest = len(graph.nodes) - 1
    return min(cost(graph, (0, *camps)) for camps in product(range(number), repeat=rest))


def made(nodes: int, density: float, friendly: float, seed: int, weights: tuple[float, ...] = (1,)) -> SignedGraph:
    chance = random.Random(seed)
    pairs = [pair for pair in combinations(map(str, range(nodes)), 2) if chance.random() < density]
    return signed_graph(
        map(str, range(nodes)),
        [(a, b, 1 if chance.random() < friendly else -1, chance.choice(weights)) for a, b in pairs],
    )


@st.composite
def graphs(draw: st.DrawFn, most: int) -> SignedGraph:
    nodes = [str(i) for i in range(draw(st.integers(1, most)))]
    edge = st.tuples(st.sampled_from([0, 1, -1]), st.sampled_from([1, 2, 3, 0.25, 0.375]))
    edges = [(a, b, *draw(edge)) for a, b in combinations(nodes, 2)]
    return signed_graph(nodes, [edge for edge in edges if edge[2]])


@given(graphs(7))
@settings(max_examples=60, deadline=None)
def test_two_camps_are_the_best_of_all(graph: SignedGraph) -> None:
    found = find_camps(graph)
    assert found.optimal
    assert found.frustration == found.bound == graph.real(least(graph)) == graph.real(cost(graph, found.camps))


@given(graphs(6), st.integers(3, 4))
@settings(max_examples=40, deadline=None)
def test_more_camps_are_the_best_of_all(graph: SignedGraph, number: int) -> None:
    found = find_camps(graph, number)
    assert found.optimal
    assert set(found.camps) <= set(range(number))
    assert found.frustration == graph.real(least(graph, number))


@pytest.mark.parametrize("nodes", [6, 9, 10])
def test_all_against_all(nodes: int) -> None:
    """No reduction and no cycle bound settles these; the best parting is into halves."""
    graph = signed_graph([], [(f"{a}", f"{b}", -1, 1) for a, b in combinations(range(nodes), 2)])
    halves = (nodes // 2) * (nodes - nodes // 2)
    assert find_camps(graph).frustration == nodes * (nodes - 1) // 2 - halves
    assert find_camps(graph).optimal
    thirds = [nodes // 3 + (rest < nodes % 3) for rest in range(3)]
    assert find_camps(graph, 3).frustration == sum(size * (size - 1) // 2 for size in thirds)


@given(graphs(8))
@settings(max_examples=40, deadline=None)
def test_programmes_alone_find_the_best(graph: SignedGraph) -> None:
    """Without reductions, so that small graphs reach the solver."""
    near = {node: own for node, own in enumerate(graph.neighbours()) if own}
    later = time.monotonic() + 60
    found = []
    for part in exact.components(near):
        alone = exact.induced(near, part)
        sides = dict.fromkeys(alone, 1)
        found.append(exact._programmes(alone, exact.Solved(sides, exact.cost_of(alone, sides), 0), later))
    assert sum(done.cost for done in found) == sum(done.bound for done in found) == least(graph)


@pytest.mark.parametrize("seed", range(8))
def test_fourteen_actors_at_random(seed: int) -> None:
    graph = made(14, 0.3 + 0.08 * seed, 0.3 + 0.05 * seed, seed)
    assert find_camps(graph).frustration == least(graph)


def test_more_camps_never_cost_more() -> None:
    graph = made(16, 0.5, 0.4, 5)
    costs = [find_camps(graph, number).frustration for number in (2, 3, 4, 16)]
    assert costs == sorted(costs, reverse=True)
    assert costs[0] > costs[-1]


def test_sub_tribes_of_the_new_guinea_highlands(run: Run) -> None:
    """Read (1954), with the frustration index and the share of balanced triangles that were published."""
    path = shared("networks", "tribes.csv")
    code, out, _ = run("camps", path, "--json")
    data = json.loads(out)
    assert code == 0
    assert (data["nodes"], data["edges"], data["negative"]) == (16, 58, 29)
    assert (data["frustration"], data["optimal"], data["balanced_triangles"]) == (7, True, 0.867647)
    sides = data["partition"]
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").split()[1:]]
    wrong = [(a, b) for a, b, sign in rows if (sides[a] == sides[b]) != (int(sign) > 0)]
    assert len(wrong) == 7
    assert {frozenset(pair) for pair in wrong} == {frozenset((e["a"], e["b"])) for e in data["frustrated_edges"]}
    assert set(sides.values()) == {0, 1}
    assert sides["0"] == 0


def test_sub_tribes_in_three_camps(run: Run) -> None:
    """Doreian and Mrvar (1996), "A partitioning approach to structural balance", Social Networks 18: two ties are off."""
    data = camps_json(run, shared("networks", "tribes.csv"), "--camps", "3")
    assert (data["frustration"], data["optimal"], data["camps"]) == (2, True, 3)


def test_solver_is_loaded_only_where_a_network_needs_it(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", "a,b,sign\nx,y,1\ny,z,-1\nx,z,1\n")
    code = (
        "import sys\nfrom marsad.cli import main\n"
        f"try: main(['camps', {str(path)!r}, '--json'])\n"
        "except SystemExit as end: assert not end.code\n"
        "assert not {'scipy', 'networkx', 'numpy'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("sign", [1, -1])
def test_balanced_triangle_counts(sign: int) -> None:
    graph = signed_graph([], [("x", "y", sign, 1), ("y", "z", 1, 1), ("x", "z", 1, 1), ("z", "w", -1, 1)])
    assert triangles(graph) == (1, int(sign > 0))


def test_order_of_edges_does_not_matter() -> None:
    edges: Weighted = [("x", "y", -1, 1), ("y", "z", -1, 1), ("x", "z", -1, 1), ("z", "w", 1, 1), ("w", "x", -1, 1)]
    want = find_camps(signed_graph([], edges))
    for seed in range(5):
        random.Random(seed).shuffle(edges)
        turned = [(b, a, sign, weight) for a, b, sign, weight in edges]
        assert find_camps(signed_graph([], turned)) == want


def test_parts_that_nothing_joins_start_at_camp_0() -> None:
    found = find_camps(signed_graph(["alone"], [("x", "y", -1, 1), ("z", "w", 1, 1)]))
    assert dict(zip(found.graph.nodes, found.camps, strict=True)) == {"alone": 0, "w": 0, "x": 0, "y": 1, "z": 0}
    assert len(found.parts) == 3


def test_who_could_as_well_stand_elsewhere_is_named() -> None:
    graph = signed_graph([], [("x", "y", -1, 2), ("x", "z", 1, 1), ("y", "z", 1, 1)])
    found = find_camps(graph)
    assert [graph.nodes[node] for node in found.loose] == ["z"]
    assert found.frustration == 1


@given(graphs(7), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_staying_put_costs_nothing(graph: SignedGraph, chance: random.Random) -> None:
    found = find_camps(graph)
    before = {node: chance.choice((0, 1)) for node in graph.nodes if chance.random() < 0.8}
    stayed = settled(found, before)
    assert stayed.frustration == found.frustration == graph.real(cost(graph, stayed.camps))
    assert settled(found, dict(zip(graph.nodes, found.camps, strict=True))).camps == found.camps


def test_nobody_changes_camp_for_nothing() -> None:
    """x and y could go either way together, z alone; w is drawn to a, and the numbers of camps say nothing."""
    edges = [
        ("a", "c", -1, 5),
        ("x", "y", 1, 2),
        ("a", "x", 1, 1),
        ("c", "y", 1, 1),
        ("a", "z", 1, 1),
        ("c", "z", 1, 1),
        ("a", "w", 1, 3),
    ]
    graph = signed_graph([], edges)
    found = find_camps(graph)
    side = dict(zip(graph.nodes, found.camps, strict=True))
    for camp in (side["a"], side["c"]):
        for number in (0, 7):
            before = {
                node: number + n for node, n in (side | {"x": camp, "y": camp, "z": camp, "w": side["c"]}).items()
            }
            stayed = dict(zip(graph.nodes, settled(found, before).camps, strict=True))
            assert [stayed[node] for node in "xyz"] == [camp] * 3
            assert stayed["w"] == stayed["a"] == side["a"] != stayed["c"]


def test_fractions_add_up_exactly() -> None:
    found = find_camps(signed_graph([], [("x", "y", -1, 0.1), ("y", "z", 1, 0.2), ("x", "z", 1, 0.7)]))
    assert (found.frustration, found.optimal) == (0.1, True)


def test_dense_blocs_are_settled_at_once() -> None:
    chance = random.Random(7)
    edges = [(f"{a}", f"{b}", 1 if a % 2 == b % 2 else -1, 1) for a, b in combinations(range(120), 2)]
    edges = [(a, b, -sign if chance.random() < 0.05 else sign, weight) for a, b, sign, weight in edges]
    begun = time.process_time()
    found = find_camps(signed_graph([], edges))
    assert found.optimal
    assert time.process_time() - begun < 5


def test_alliance_networks_are_settled_in_no_time() -> None:
    """Every fifth network of the benchmark; all 51 take about 2 seconds."""
    spec = importlib.util.spec_from_file_location("bench_camps", ROOT / "benchmarks" / "camps.py")
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    begun = time.process_time()
    for graph in bench.series()[::5]:
        negative = sum(edge.sign < 0 for edge in graph.edges)
        assert 60 <= len(graph.nodes) <= 110
        assert 0.05 <= negative / len(graph.edges) <= 0.085
        assert find_camps(graph).optimal
    assert time.process_time() - begun < 10


def test_too_large_for_certainty_keeps_the_time_limit_and_prints_a_bound() -> None:
    graph = made(400, 0.05, 0.5, 11)
    begun = time.monotonic()
    found = find_camps(graph, seconds=1)
    assert time.monotonic() - begun < 6
    assert not found.optimal
    assert 0 < found.bound < found.frustration == cost(graph, found.camps)


def test_large_graph_has_a_bound_from_cycles_that_share_no_edge() -> None:
    chance = random.Random(3)
    pairs = {tuple(sorted(chance.sample(range(2000), 2))) for _ in range(8_000)}
    graph = signed_graph([], [(f"{a}", f"{b}", 1 if chance.random() < 0.7 else -1, 1) for a, b in sorted(pairs)])
    begun = time.monotonic()
    found = find_camps(graph, seconds=3)
    assert time.monotonic() - begun < 10
    assert 0 < found.bound < found.frustration < len(graph.edges) * 0.3


@given(graphs(7))
@settings(max_examples=30, deadline=None)
def test_packed_cycles_are_a_bound(graph: SignedGraph) -> None:
    near = dict(enumerate(graph.neighbours()))
    assert packed(near, dict.fromkeys(near, 1), time.monotonic() + 9) <= least(graph)


def test_one_camp_is_none() -> None:
    with pytest.raises(ValueError, match="two camps"):
        find_camps(made(3, 1, 1, 1), 1)


def as_csv(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


HEAD = "a,b,sign\n"
FAULTS: list[tuple[str | bytes, str, str]] = [
    ("", "", "is empty"),
    ("\n \n", "", "is empty"),
    (HEAD, "", "holds no edge"),
    ("a,b\nx,y\n", ":1", "has no column 'sign'"),
    ("a,b,sign,sign\nx,y,1,1\n", ":1", "has two columns 'sign'"),
    (f"{HEAD}x,y,1\nz,z,1\n", ":3", "joins z to itself"),
    (f"{HEAD}x,y,1\ny,x,-1\n", ":3", "stand on line 2 with another sign"),
    (f"{HEAD[:-1]},weight\nx,y,1,1\nx,y,1,2\n", ":3", "stand on line 2 with another weight"),
    (f"{HEAD}x,y,friend\n", ":2", "'friend' is no sign"),
    (f"{HEAD}x,y,0\n", ":2", "'0' is no sign"),
    (f"{HEAD}x,y\n", ":2", "column 'sign' is empty"),
    (f"{HEAD}x,,1\n", ":2", "column 'b' is empty"),
    (f"{HEAD[:-1]},weight\nx,y,1,nan\n", ":2", "weight 'nan' is no number above 0"),
    (f"{HEAD[:-1]},weight\nx,y,1,-2\n", ":2", "weight '-2' is no number above 0"),
    (f"{HEAD[:-1]},weight\nx,y,1,inf\n", ":2", "weight 'inf' is no number above 0"),
    (f"{HEAD[:-1]},weight\nx,y,1,1e300\n", ":2", "weight '1e300' is no number above 0"),
    (f"{HEAD[:-1]},weight\nx,y,1,1e9\ny,z,1,1e-9\n", "", "counted exactly"),
    (b"a,b,sign\nx,y,1\n\xff,y,1\n", ":3", "is not UTF-8"),
]


@pytest.mark.parametrize(("text", "line", "trouble"), FAULTS)
def test_faulty_edge_list_is_named_by_line(
    run: Run, tmp_path: Path, text: str | bytes, line: str, trouble: str
) -> None:
    path = as_csv(tmp_path / "edges.csv", text)
    code, out, err = run("camps", path, "--json")
    assert (code, out) == (2, b"")
    assert err.startswith(f"marsad: {path}{line}: ")
    assert trouble in err
    assert err.count("\n") == 1


def camps_json(run: Run, path: Path, *options: str) -> dict[str, Any]:
    code, out, _ = run("camps", path, "--json", *options)
    assert code == 0
    assert out.count(b"\n") == 1
    return dict(json.loads(out))


def test_edge_lists_come_in_several_shapes(run: Run, tmp_path: Path) -> None:
    plain = camps_json(run, as_csv(tmp_path / "a.csv", f"{HEAD}x,y,1\ny,z,-1\n"))
    assert plain["partition"] == {"x": 0, "y": 0, "z": 1}
    assert plain["balanced_triangles"] is None
    for name, text in {
        "b.csv": "\ufeffB; A ;note;SIGN\r\ny;x;;+1\r\n\r\nz;y;;-\r\n",
        "c.tsv": "a\tb\tsign\nx\ty\t+\ny\tz\t−1\n",
        "d.csv": 'a,b,sign,weight\n"x",y,1,\nz,y,-1,1.0\n',
    }.items():
        assert camps_json(run, as_csv(tmp_path / name, text)) == plain


def test_an_edge_given_twice_counts_once(run: Run, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", f"{HEAD}x,y,1\ny,x,1\ny,z,-1\n")
    code, out, err = run("camps", path, "--json")
    assert code == 0
    assert json.loads(out)["edges"] == 2
    assert "1 line repeats" in err


def test_more_camps_by_option(run: Run, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", f"{HEAD}x,y,-1\ny,z,-1\nx,z,-1\n")
    assert camps_json(run, path)["frustration"] == 1
    three = camps_json(run, path, "--camps", "3")
    assert (three["frustration"], three["partition"]) == (0, {"x": 0, "y": 1, "z": 2})


def test_more_camps_than_actors(run: Run, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", f"{HEAD}x,y,-1\ny,z,-1\nx,z,-1\n")
    assert camps_json(run, path, "--camps", "1000000000")["partition"] == {"x": 0, "y": 1, "z": 2}


def test_options_out_of_range(run: Run, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", f"{HEAD}x,y,1\n")
    assert "is too few" in run("camps", path, "--camps", "1")[2]
    assert "is no time limit" in run("camps", path, "--seconds", "0")[2]
    assert "is no time limit" in run("camps", path, "--seconds", "nan")[2]
    assert "stands beside an edge list" in run("camps", path, "report.txt")[2]


def test_missing_libraries_are_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from marsad.balance import extra

    monkeypatch.setattr(extra, "find_spec", lambda name: None)
    foes = [f"{a},{b},-1\n" for a, b in combinations(range(9), 2)]
    path = as_csv(tmp_path / "a.csv", HEAD + "".join(foes))
    code, _, err = run("camps", path)
    assert code == 2
    assert "pip install 'marsad[balance]'" in err


def test_table_for_people(run: Run, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", f"{HEAD}مصر,روسيا,1\nروسيا,تركيا,1\nمصر,تركيا,-1\nw,v,1\n")
    out = run("camps", path)[1].decode()
    assert "frustration 1 (of 4, the weight of all ties), in 1 tie: no parting has less" in out
    assert "balanced triangles: 0 of 1 (0%)" in out
    assert "\u2068مصر\u2069" in out
    assert "apart: " in out
