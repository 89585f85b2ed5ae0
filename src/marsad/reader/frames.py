"""Frames: which side of a predicate stands where, filled from the arguments around a cue."""

from __future__ import annotations

from msgspec import Struct

from marsad.lexicon import Frame, Slot
from marsad.reader.nominals import Arg

TOLLS = frozenset({"kills", "wounds"})
OWN = 1.5  # a frame of the user's own goes before a built-in one, but not before an idiom or one with more sides


class Found(Struct):
    """What stands around a cue, by slot: S, O, prepositions, H, G."""

    subject: Arg | None = None
    objects: list[Arg] = []
    preps: list[tuple[str, Arg]] = []
    by: Arg | None = None
    passive: bool = False
    place: Arg | None = None
    late: list[Arg] = []  # the fixed word of an idiom, where it is itself whom it hits: it fills, but weighs less


class Filled(Struct):
    """A frame with its sides."""

    frame: Frame
    agent: Arg | None
    patient: Arg | None
    score: float
    item: Arg | None = None


def _option(found: Found, slot: Slot, used: list[Arg]) -> Arg | None:
    """The argument in a slot, if it is of a kind that the slot takes and not taken by the other side."""
    where, kinds = slot
    standing: list[Arg | None]
    if where == "S":
        standing = [None if found.passive else found.subject, found.by]
    elif where == "O":
        standing = [found.subject if found.passive else None, *found.objects, *found.late]
    else:
        standing = [a for p, a in found.preps if p == where]
    options: list[Arg] = []
    for a in standing:
        if a is None or (kinds and not fits(a, kinds)):
            continue
        for u in used:
            if a is u:
                break
        else:
            options.append(a)
    if len(options) > 1 and options[0].node.t == "u" and not options[0].ents:
        return next((a for a in options if a.ents), options[0])  # a noun the reader does not know gives way to an actor
    return options[0] if options else None


def fits(arg: Arg, kinds: frozenset[str]) -> bool:
    """Is the argument of one of these kinds?"""
    if arg.ents:
        return any(e.kind in kinds for e, _ in arg.ents)
    node = arg.node
    if node.measure is not None and "measure" in kinds:
        return True
    return (node.t in ("vic", "n") and "people" in kinds) or (node.kind != "" and node.kind in kinds)


def fill(frame: Frame, found: Found) -> Filled | None:
    """The frame with both sides filled as far as the text goes; None where it does not fit."""
    agent = patient = None
    used: list[Arg] = []
    for slot in frame.agent:
        if (agent := _option(found, slot, used)) is not None:
            used.append(agent)
            break
    for slot in frame.patient:
        if (patient := _option(found, slot, used)) is not None:
            break
    if (
        patient is not None
        and patient.node.t == "vic"
        and frame.predicate in TOLLS
        and patient.node.kind != frame.predicate
    ):
        patient = None  # سقط 12 قتيلا و30 جريحا: the wounded are not killed
    if (
        agent is None
        and not frame.agent
        and found.subject is not None
        and found.subject.ents
        and found.subject.node.t in ("g", "u")
    ):
        agent = found.subject  # انهمرت قذائف الكتائب على …: whose shells they are
    for slots, side in ((frame.agent, agent), (frame.patient, patient)):
        # a kind restriction that nothing meets rules the frame out, where the slot itself is filled
        if side is None and slots and all(s.kinds for s in slots):
            return None
    score = (2.0 if agent is not None and agent.ents else 0.0) + (2.0 if patient is not None and patient.ents else 0.0)
    score += frame.weight
    if any(a is patient for a in found.late):
        score -= 1.0  # قطع الأهالي الطريق احتجاجا: above all they protest
    if patient is not None and patient.node.measure is not None:
        score += 1.0
    if "own" in frame.flags:
        score += OWN
    item = None
    if frame.item is not None:
        item = _option(found, frame.item, [a for a in (agent, patient) if a is not None])
    return Filled(frame, agent, patient, score, item)
