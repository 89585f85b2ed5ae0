"""Claims and actors in words, English or Arabic, for tables and pictures.

What is not told as true is said as yet to come: «Russia to arm the army», «Russia may arm the army»; its tag says whether
it is wished, demanded, foretold or possible. Arabic says every claim by its event noun with the doer behind it
(تسليح روسيا للجيش الليبي), which needs no agreement in gender.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from marsad.arabic.display import FSI, PDI, harmless
from marsad.arabic.normalise import fold
from marsad.balance.facts import PUBLISHER, Actor, Facts, Told
from marsad.balance.svg import LRI, right_to_left
from marsad.lexicon import Lexicon

Language = Literal["ar", "en"]
_TABLE = Path(__file__).parent / "wording.tsv"
_QUOTE_MARKS = re.compile('["“”„«»‹›]')
_NOUNS = ("measure", "source")
_PLURAL = re.compile("(?:[^s]s|ies)$")
_QUOTED = 96  # characters of evidence beside a claim


@cache
def words(set: str, language: Language) -> Mapping[str, str]:
    """The wording of each term of a set of ``wording.tsv``."""
    rows = [line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {term: en if language == "en" else ar for own, term, en, ar in rows[1:] if own == set}


@dataclass(frozen=True, slots=True)
class Wording:
    """How the claims of ``facts`` are said in one language. ``usual`` and ``english`` have names by lexicon key.

    Known actors go by their usual name, so that a picture does not take over «ميليشيات» or «الشهيد» from a report.
    """

    facts: Facts
    language: Language = "en"
    usual: Mapping[str, str] = field(default_factory=dict)
    english: Mapping[str, str] = field(default_factory=dict)
    _nouns: Counter[tuple[str, str | None]] = field(default_factory=Counter)

    def word(self, set: str, term: str) -> str:
        return words(set, self.language)[term]

    def name(self, key: str | None) -> str:
        """What an actor is called: English where there is an English name, else Arabic without quote marks."""
        actor = self.facts.actors.get(key or "")
        if key is None:
            return self.word("mark", "anybody")
        if actor is None:
            known = self.english if self.language == "en" else self.usual
            return harmless(known.get(key, key.removeprefix(f"{PUBLISHER}:")))
        if self.language == "en" and actor.kind in _NOUNS and not actor.known and (noun := self._noun(actor)):
            return noun
        if self.language == "en" and actor.label_en:
            return harmless(actor.label_en)
        own = self.usual.get(actor.key, actor.name) if actor.known else actor.name
        return harmless(" ".join(_QUOTE_MARKS.sub(" ", own).split()))

    def _noun(self, actor: Actor) -> str | None:
        """An English noun for a measure or a source without a name, where no other of the reports has the same."""
        if not self._nouns:
            self._nouns.update(
                (one.kind, _noun(one.kind, one.names)) for one in self.facts.actors.values() if one.kind in _NOUNS
            )
        noun = _noun(actor.kind, actor.names)
        return noun if self._nouns[actor.kind, noun] == 1 else None

    def names(self, keys: Iterable[str | None]) -> str:
        """Several actors, each once: «A, B and C», «أ وب وج»."""
        names = list(dict.fromkeys(self.name(key) for key in keys))
        if self.language == "ar":
            return " و".join(names)
        return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)

    def headline(self, told: Told, beside: Sequence[Told] = ()) -> str:
        """The claim as one short sentence, its place included; with the doers, or patients, of the claims ``beside`` it."""
        all_told = [told, *beside]
        agents, patients = [one.agent for one in all_told], [one.patient for one in all_told]
        said = (self._arabic if self.language == "ar" else self._english)(told, agents, patients)
        if told.place and told.place != told.patient:
            said += f" {self.word('mark', 'in')} {self.name(told.place)}"
        if told.claim.number is not None:
            most = f"–{told.claim.number_max}" if told.claim.number_max else ""
            said += f" ({aside(f'{told.claim.number}{most}')})"
        return said[:1].upper() + said[1:]

    def box_name(self, key: str | None) -> str:
        """An actor's name as it stands alone, with a capital."""
        name = self.name(key)
        return name[:1].upper() + name[1:]

    def tag(self, told: Told) -> str:
        """Wished, foretold, denied …; empty for what is told as true."""
        claim = told.claim
        if claim.modality != "asserted":
            return self.word("tag", claim.modality)
        return self.word("tag", "denied") if claim.polarity == "negative" else ""

    def speaker(self, told: Told) -> str:
        """Who says so, empty where the publisher does."""
        return "" if told.claim.source == PUBLISHER else self.name(told.voice)

    def _english(self, told: Told, agents: list[str | None], patients: list[str | None]) -> str:
        claim, agent = told.claim, self.names(agents)
        third, bare = _narrow(told, "en")
        plural = len(set(agents)) > 1 or _plural(self.facts.actors.get(told.agent or ""), agent)
        no = "not " if claim.polarity == "negative" else ""
        if claim.modality != "asserted":
            said = f"may {no}{bare}" if claim.modality == "possible" else f"{no}to {bare}"
        elif bare.startswith("be "):
            said = f"{'are' if plural else 'is'} {no}{bare[3:]}"
        elif no:
            said = f"{'do' if plural else 'does'} not {bare}"
        else:
            said = bare if plural else third
        return (
            f"{agent} {said}"
            if claim.predicate == "falls" and patients == [None]
            else f"{agent} {said} {self.names(patients)}"
        )

    def _arabic(self, told: Told, agents: list[str | None], patients: list[str | None]) -> str:
        noun, joint = _narrow(told, "ar")
        said = f"{noun} {_genitive(self.names(agents))}"
        if told.claim.polarity == "negative":
            said = f"عدم {said}"
        if patients == [None]:
            return said
        return f"{said} {attached(joint, _genitive(self.names(patients)))}"


def wording(facts: Facts, language: Language, lexicon: Lexicon) -> Wording:
    """How ``facts`` are said by the names of ``lexicon``; places that are regions are called as the reports call them."""
    entries = lexicon.entries
    usual = {e.key: e.name for e in reversed(entries) if (e.kind, e.type) != ("place", "region")}
    return Wording(facts, language, usual, {e.key: e.label_en for e in reversed(entries) if e.label_en})


def _narrow(told: Told, language: Language) -> tuple[str, str]:
    """A predicate's two forms, third person and bare or event noun and particle, as narrow as its cue: break, not lift."""
    predicate, first = told.meant, told.claim.evidence[0]
    cue = fold(told.said(first.cue))
    for term, forms in words("narrow", language).items():
        name, _, stem = term.partition(" ")
        if name == predicate.name and fold(stem) in cue:
            one, _, other = forms.partition("|")
            return one, other
    if language == "en":
        return predicate.third_en, predicate.bare_en
    return predicate.noun_ar, words("joint", "ar").get(predicate.name, "ل")


def _genitive(name: str) -> str:
    """«الحوثيون» and «السلفيون» behind an event noun are «الحوثيين» and «السلفيين»."""
    return re.sub(r"يون(?=\s|$)", "يين", name)


@cache
def _noun(kind: str, names: tuple[str, ...]) -> str | None:
    """The noun all of whose words stand in one of the names, the one of most words first (حظر السلاح before حظر)."""
    said = [fold(name) for name in names]
    nouns = sorted(words(f"{kind} noun", "en").items(), key=lambda entry: -len(entry[0].split()))
    for arabic, english in nouns:
        if any(all(word in name for word in fold(arabic).split()) for name in said):
            return english
    return None


def attached(particle: str, name: str) -> str:
    """An Arabic particle before a name: one letter is written onto it, «ل» swallows the article's alef (للجيش)."""
    if len(particle) > 1:
        return f"{particle} {name}"
    if not name or not "\u0621" <= name[0] <= "\u064a":
        return f"{particle}ـ{name}"
    if particle == "ل" and name.startswith("ال"):
        return "ل" + name[1:]
    return particle + name


def aside(text: str) -> str:
    """``text``, harmless and isolated from what stands beside it: a date between Arabic words keeps its order."""
    return f"{FSI if right_to_left(text) else LRI}{harmless(text)}{PDI}"


def heading(facts: Facts, most: int = 4) -> list[list[str]]:
    """For each report that has claims, up to ``most``, what is known of it: title, publisher, day."""
    reports = list({told.report.id: told.report for told in facts.told}.values())
    lines: list[list[str]] = []
    for report in reports[:most]:
        title = report.text[report.title.start : report.title.end] if report.title else None
        known = [part for part in (title, report.publisher, report.published) if part]
        lines.append(known or [report.url or report.id[:12]])
    return [*lines, [f"+ {len(reports) - most}"]] if len(reports) > most else lines


def quote(told: Told, room: int = _QUOTED) -> str:
    """The words a claim was read from, harmless, cut around its cue to about ``room`` characters."""
    return harmless(told.quote(room))


def _plural(actor: Actor | None, name: str) -> bool:
    """Do «Gulf states» back, or does «the West» back?"""
    return actor is not None and actor.kind in ("bloc", "people", "source") and bool(_PLURAL.search(name))
