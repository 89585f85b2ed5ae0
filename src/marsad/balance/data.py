"""Ties and camps as plain values, for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marsad.balance.camps import Camps
from marsad.balance.facts import Facts
from marsad.balance.sides import both_sides, unaligned
from marsad.balance.ties import Tie


def tie_data(facts: Facts, tie: Tie) -> dict[str, Any]:
    """One tie as it goes into JSON."""
    return {
        "a": facts.name(tie.a),
        "b": facts.name(tie.b),
        "keys": [tie.a, tie.b],
        "sign": tie.sign,
        "weight": tie.weight,
        "positive": tie.positive,
        "negative": tie.negative,
        "predicates": tie.predicates,
        "first": tie.first,
        "last": tie.last,
        "voices": [facts.voice(voice) for voice in tie.voices],
        "claims": [told.id for told, _ in tie.told],
    }


def claims_data(facts: Facts, tie: Tie, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """The claims of a tie with their words and offsets; ``labels`` are those of the facts."""
    return [
        {
            "id": told.id,
            "report": told.report.id,
            "predicate": told.claim.predicate,
            "agent": labels.get(told.agent or ""),
            "patient": labels.get(told.patient or ""),
            "polarity": told.claim.polarity,
            "modality": told.claim.modality,
            "voice": facts.voice(told.voice),
            "value": value,
            "words": told.words,
            "start": told.claim.evidence[0].start,
            "end": told.claim.evidence[0].end,
        }
        for told, value in tie.told
    ]


def graph_data(found: Camps, labels: list[str]) -> dict[str, Any]:
    """The figures of a partition; ``labels`` are the nodes' names, by index."""
    graph = found.graph
    return {
        "nodes": len(graph.nodes),
        "edges": len(graph.edges),
        "negative": sum(edge.sign < 0 for edge in graph.edges),
        "frustration": found.frustration,
        "lower_bound": found.bound,
        "optimal": found.optimal,
        "camps": len(set(found.camps)),
        "parts": len(found.parts),
        "apart": [[labels[node] for node in part] for part in sorted(found.parts, key=lambda part: -len(part))[1:]],
        "partition": dict(zip(labels, found.camps, strict=True)),
        "frustrated_edges": [
            {"a": labels[edge.a], "b": labels[edge.b], "sign": edge.sign, "weight": graph.real(edge.weight)}
            for edge in found.frustrated
        ],
        "loose": [labels[node] for node in found.loose],
        "triangles": found.triangles,
        "balanced_triangles": found.balanced_share,
    }


def camps_data(facts: Facts, ties: list[Tie], found: Camps) -> dict[str, Any]:
    """The camps of actors as one JSON object: the figures of the graph, and the claims behind what does not fit."""
    keys = found.graph.nodes
    labels = facts.labels()
    by_pair = {(tie.a, tie.b): tie for tie in ties}
    out = graph_data(found, [labels[key] for key in keys])
    for edge, data in zip(found.frustrated, out["frustrated_edges"], strict=True):
        data["claims"] = claims_data(facts, by_pair[keys[edge.a], keys[edge.b]], labels)
    out["actors"] = {
        labels[key]: {"key": key, "kind": facts.actors[key].kind, "label_en": facts.actors[key].label_en}
        for key in keys
    }
    out["both_sides"] = [
        {
            "actor": labels[one.actor],
            "with": [labels[one.quarrel.a], labels[one.quarrel.b]],
            "by": [one.with_a.predicates, one.with_b.predicates],
            "quarrel": one.quarrel.predicates,
            "claims": [claims_data(facts, tie, labels) for tie in (one.with_a, one.with_b, one.quarrel)],
        }
        for one in both_sides(ties)
    ]
    out["no_side"] = [labels[key] for key in unaligned(facts, ties)]
    return out
