"""Which kinds of entity may stand on the two sides of a predicate (codebook, sections 2 and 3)."""

from __future__ import annotations

ACTORS = frozenset({"person", "state", "org", "armed_group", "bloc", "people", "source"})
FORCES = frozenset({"person", "state", "org", "armed_group", "bloc", "people"})
TARGETS = frozenset({"person", "state", "org", "armed_group", "bloc", "people", "place"})
BODIES = frozenset({"state", "org", "armed_group", "bloc", "people"})
ANY = frozenset({"person", "state", "org", "armed_group", "bloc", "people", "place", "measure", "source"})
SYMMETRIC = frozenset({"meets", "agrees", "fights", "allied_with"})
# Which kinds may stand on the two sides of a predicate (codebook, sections 2 and 3).
SIDES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "leads": (FORCES, BODIES),
    "part_of": (ACTORS, BODIES | {"person"}),
    "based_in": (ACTORS - {"people", "source"}, frozenset({"place", "state"})),
    "controls": (FORCES, TARGETS - {"person"}),
    "recognises": (FORCES, BODIES | {"place", "measure"}),
    "lifts": (FORCES, frozenset({"measure"})),
    "besieges": (FORCES, TARGETS),
    "seizes": (FORCES, TARGETS - {"person"}),
    "displaces": (FORCES, frozenset({"people", "place"})),
    "kills": (FORCES, FORCES),
    "wounds": (FORCES, FORCES),
    "detains": (FORCES, FORCES),
    "visits": (FORCES | {"source"}, TARGETS),
    "falls": (FORCES, frozenset()),
    "protests": (FORCES, TARGETS | {"measure"}),
    "meets": (FORCES | {"source"}, FORCES),
    "agrees": (FORCES, FORCES | {"measure"}),
    "mediates": (FORCES, FORCES),
    "fights": (FORCES, FORCES | {"place"}),
    "deploys": (FORCES, TARGETS),
    "opposes": (ACTORS, ANY),
    "backs": (ACTORS, ANY - {"place"}),
    "accuses": (ACTORS, FORCES),
    "demands": (ACTORS, FORCES),
    "threatens": (ACTORS, TARGETS),
    "retreats": (FORCES, TARGETS | {"measure"}),
    "arms": (FORCES, FORCES),
    "funds": (FORCES, FORCES | {"place"}),
    "trains": (FORCES, FORCES),
    "aids": (FORCES, TARGETS),
    "sanctions": (FORCES, FORCES),
    "ousts": (FORCES, FORCES - {"people"}),
    "appoints": (FORCES, FORCES),
    "concedes": (FORCES, FORCES | {"measure"}),
    "cuts_off": (FORCES, TARGETS | {"measure"}),
    "intervenes": (FORCES, TARGETS - {"person"}),
}
FALLBACK = (FORCES, TARGETS)
