"""Networks of actors as files: GraphML and GEXF for Gephi and its like, JSON for programs.

Nothing in a report can break the file: control characters are made visible, markup is escaped. The same ties give the
same bytes with the same networkx.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from marsad.arabic.display import harmless
from marsad.balance.camps import Camps
from marsad.balance.extra import need_solver
from marsad.balance.facts import Facts
from marsad.balance.ties import Tie
from marsad.periods import span

if TYPE_CHECKING:
    import networkx

SECONDS = 10.0  # for the camps of a network
FAINT = 0.1  # weight of a neutral tie: programs leave out edges of weight 0
_COLOURS = ((43, 108, 176), (192, 86, 33), (104, 117, 33), (112, 72, 160), (150, 114, 20), (60, 120, 120))
_GREY = (140, 140, 140)
_SIGNS = {1: (43, 108, 176), -1: (192, 86, 33), 0: _GREY}  # told apart with any colour vision


def network(facts: Facts, ties: list[Tie], camps: Camps) -> networkx.Graph:
    """Actors and ties as an undirected graph whose attributes are texts and numbers.

    Node: ``label``, ``label_en``, ``kind``, ``actor`` (key), ``known`` (to the lexicon), ``camp`` (from 0; of one
    ``part``, and empty where no tie takes a side). Edge: ``sign``, ``weight`` (of a neutral tie ``FAINT``), ``positive``,
    ``negative``, ``predicates``, ``first``, ``last``, ``claims``, ``claim_ids``, ``sources``, ``frustrated``. Raises
    MissingExtra.
    """
    need_solver("networks")
    import networkx as nx

    graph = nx.Graph()
    placed = {key: camps.camps[i] for i, key in enumerate(camps.graph.nodes)}
    parts = {camps.graph.nodes[node]: n for n, part in enumerate(camps.parts) for node in part}
    labels = facts.labels()
    ids = _ids(ties)
    for key, name in ids.items():
        actor = facts.actors[key]
        graph.add_node(
            name,
            label=harmless(labels[key]),
            label_en=harmless(actor.label_en or ""),
            kind=actor.kind,
            actor=name,
            known=actor.known,
            camp=str(placed.get(key, "")),
            part=str(parts.get(key, "")),
        )
    for tie in ties:
        apart = placed.get(tie.a) != placed.get(tie.b)
        graph.add_edge(ids[tie.a], ids[tie.b], **_edge(facts, tie), frustrated=tie.sign == (-1, 1)[apart])
    return graph


def _ids(ties: list[Tie]) -> dict[str, str]:
    """Of each actor's key the id in the file: the key made harmless, with a number where two would become one."""
    out: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted({end for tie in ties for end in (tie.a, tie.b)}):
        name, number = harmless(key), 2
        while name in taken:
            name, number = f"{harmless(key)} {number}", number + 1
        out[key] = name
        taken.add(name)
    return out


def _edge(facts: Facts, tie: Tie) -> dict[str, Any]:
    return {
        "sign": tie.sign,
        "weight": tie.weight or FAINT,
        "positive": tie.positive,
        "negative": tie.negative,
        "predicates": "; ".join(tie.predicates),
        "first": harmless(tie.first or ""),
        "last": harmless(tie.last or ""),
        "claims": len(tie.told),
        "claim_ids": "; ".join(harmless(told.id) for told, _ in tie.told),
        "sources": "; ".join(harmless(facts.voice(voice)) for voice in tie.voices),
    }


def graphml(graph: networkx.Graph) -> bytes:
    """The graph as GraphML (Brandes et al. 2002, "GraphML Progress Report")."""
    import networkx as nx

    graph = graph.copy()
    for attributes in [*graph.nodes.values(), *graph.edges.values()]:
        for name, value in attributes.items():
            if isinstance(value, bool):
                attributes[name] = str(value).lower()  # networkx would write True, which is no boolean of XML
    out = io.BytesIO()
    nx.write_graphml(graph, out)
    return out.getvalue()


def gexf(graph: networkx.Graph) -> bytes:
    """The graph as GEXF 1.2, with colours of camps and signs, and a time for each edge that has dates."""
    import networkx as nx

    graph = graph.copy()
    for _, node in graph.nodes(data=True):
        colour = _COLOURS[int(node["camp"]) % len(_COLOURS)] if node["camp"] else _GREY
        node["viz"] = {"color": _rgb(colour)}
    for *_, edge in graph.edges(data=True):
        edge["viz"] = {"color": _rgb(_SIGNS[edge["sign"]])}
        begin, end = span(edge["first"]), span(edge["last"] or edge["first"])
        if begin and end:
            edge["start"], edge["end"] = begin[0], end[1]
    out = io.BytesIO()
    nx.write_gexf(graph, out)
    # the day of writing would make two runs differ
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", out.getvalue(), count=1)


def data(facts: Facts, ties: list[Tie], graph: networkx.Graph) -> dict[str, Any]:
    """The graph as node-link data (as d3 and networkx read it), lists as lists and the words of each claim with it."""
    nodes = [
        {"id": key, **node} | {name: int(node[name]) if node[name] else None for name in ("camp", "part")}
        for key, node in graph.nodes(data=True)
    ]
    links = []
    ids = _ids(ties)
    for tie in ties:
        edge = dict(graph.edges[ids[tie.a], ids[tie.b]])
        edge |= {
            "predicates": tie.predicates,
            "sources": [facts.voice(voice) for voice in tie.voices],
            "claim_ids": [told.id for told, _ in tie.told],
            "words": [told.words for told, _ in tie.told],
        }
        links.append({"source": ids[tie.a], "target": ids[tie.b], **edge})
    return {"directed": False, "multigraph": False, "graph": {}, "nodes": nodes, "links": links}


def _rgb(colour: tuple[int, int, int]) -> dict[str, float]:
    return {"r": colour[0], "g": colour[1], "b": colour[2], "a": 1.0}
