"""How words of persons' names are usually spelt in Latin letters, learnt from the names that the tables have in both."""

from __future__ import annotations

from collections import Counter

from marsad.arabic.normalise import fold


def spellings(actors: list[dict[str, str]]) -> dict[str, str]:
    """Folded word to the spelling that most persons of the tables have: محمود is «Mahmoud»."""
    votes: dict[str, Counter[str]] = {}
    for row in actors:
        words, latin = row["name"].split(), row["label_en"].split()
        if row["kind"] == "person" and len(words) == len(latin):
            for word, spelt in zip(words, latin, strict=True):
                votes.setdefault(fold(word), Counter())[spelt] += 1
    return {word: min(count, key=lambda s: (-count[s], s)) for word, count in votes.items() if len(word) > 2}
