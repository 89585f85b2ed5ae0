"""Networks as files: read back by the libraries that take them, sound whatever a report holds."""

from __future__ import annotations

import io
import json
from pathlib import Path

import msgspec
import networkx as nx
import pytest
from lxml import etree

from conftest import GOLD, Run, made_reading
from marsad.exports.network import FAINT

REPORT = "هاجمت قوات فجر ليبيا الجيش الليبي في سرت. وتدعم مصر الجيش الليبي. والتقى وزير الخارجية المصري وزير الخارجية الروسي."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def written(run: Run, path: Path, format: str) -> bytes:
    code, out, err = run("network", path, "--format", format)
    assert code == 0, err
    return out


def test_graphml_reads_back(run: Run, report: Path) -> None:
    graph = nx.read_graphml(io.BytesIO(written(run, report, "graphml")))
    assert graph.nodes["egypt"]["label"] == "مصر"
    assert graph.nodes["egypt"]["label_en"] == "Egypt"
    assert graph.nodes["egypt"]["known"] == "true"
    backs = graph.edges["egypt", "libyan_national_army"]
    assert (backs["sign"], backs["weight"], backs["predicates"], backs["claims"]) == (1, 0.75, "backs", 1)
    attacks = graph.edges["libya_dawn", "libyan_national_army"]
    assert (attacks["sign"], attacks["frustrated"]) == (-1, "false")
    camps = nx.get_node_attributes(graph, "camp")
    assert camps["egypt"] == camps["libyan_national_army"] != camps["libya_dawn"]


def test_gexf_reads_back_and_follows_its_order(run: Run, report: Path) -> None:
    out = written(run, report, "gexf")
    graph = nx.read_gexf(io.BytesIO(out))
    assert graph.nodes["egypt"]["label"] == "مصر"
    assert graph.edges["egypt", "libyan_national_army"]["sign"] == 1
    tree = etree.fromstring(out)
    space = {"g": "http://www.gexf.net/1.2draft", "viz": "http://www.gexf.net/1.2draft/viz"}
    assert tree.xpath("count(//g:node/viz:color)", namespaces=space) == len(graph)
    assert tree.xpath("count(//g:edge[@weight > 0])", namespaces=space) == len(graph.edges)


def test_gexf_edges_have_their_time(run: Run, report: Path) -> None:
    assert b'mode="static"' in written(run, report, "gexf").split(b"<attributes")[0]
    dated = run("read", report, "--published", "2015-02-01", "--json")[1]
    stored = report.with_suffix(".json")
    reading = json.loads(dated)
    reading["claims"][0]["time"] = "2014-05"
    stored.write_text(json.dumps(reading), encoding="utf-8")
    out = written(run, stored, "gexf")
    assert b'mode="dynamic"' in out
    assert b'timeformat="date"' in out
    assert b'start="2014-05-01" end="2014-05-31"' in out
    assert b'start="2015-02-01" end="2015-02-01"' in out


def test_json_is_node_link_data(run: Run, report: Path) -> None:
    data = json.loads(written(run, report, "json"))
    graph = nx.node_link_graph(data, edges="links")
    assert graph.nodes["egypt"]["camp"] in (0, 1)
    link = next(link for link in data["links"] if link["sign"] < 0)
    assert link["predicates"] == ["attacks"]
    assert link["words"][0] in REPORT


def test_neutral_ties_are_drawn_faintly(run: Run) -> None:
    data = json.loads(written(run, GOLD / "rimbo_talks_2018.yaml", "json"))
    neutral = [link for link in data["links"] if link["sign"] == 0]
    assert neutral
    assert {link["weight"] for link in neutral} == {FAINT}
    assert not any(link["frustrated"] for link in neutral)


@pytest.mark.parametrize("format", ["graphml", "gexf", "json"])
def test_same_in_same_out(run: Run, format: str) -> None:
    path = GOLD / "south_tripoli_2019.yaml"
    assert written(run, path, format) == written(run, path, format)


@pytest.mark.parametrize("text", ["<script>&\"']]>", "\x00\x1b[31m\u202e‮\ufffe", "a" * 300, "\ud7ff\U0010ffff"])
def test_hostile_names_break_no_file(run: Run, tmp_path: Path, text: str) -> None:
    reading = made_reading(text)
    reading.entities[1].kind = "person"
    reading.entities[1].name += "\ue001"  # private use: both kinds of it are shown alike
    reading.entities[0].name += "\ue002"
    reading.claims[1].item = "\x1b<2016>"
    path = tmp_path / "r.json"
    path.write_bytes(msgspec.json.encode(reading))
    assert len(nx.read_graphml(io.BytesIO(written(run, path, "graphml")))) == 2
    out = written(run, path, "gexf")
    assert len(nx.read_gexf(io.BytesIO(out))) == 2
    assert not {"\x1b", "\u202e"} & set(out.decode())
    assert json.loads(written(run, path, "json"))["nodes"]


def test_file_by_its_ending(run: Run, report: Path) -> None:
    target = report.with_name("net.gexf")
    assert run("network", report, "-o", target)[:2] == (0, b"")
    assert b"<gexf" in target.read_bytes()
    assert "does not end in" in run("network", report, "-o", report.with_name("net.xls"))[2]
    assert "is one of the reports" in run("network", report, "-o", report, "--format", "json")[2]
    assert report.read_text(encoding="utf-8") == REPORT


def test_report_without_ties_is_an_empty_network(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("كان الطقس جميلا أمس.", encoding="utf-8")
    assert len(nx.read_graphml(io.BytesIO(written(run, tmp_path / "a.txt", "graphml")))) == 0
    assert len(nx.read_gexf(io.BytesIO(written(run, tmp_path / "a.txt", "gexf")))) == 0
