"""What the tests share: where the gold is, and a reader that finds what a test needs."""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from marsad import model

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
SHARED = ROOT.parent / "shared"


def shared(*parts: str) -> Path:
    """A file of the shared folder; the test is skipped where it is missing, and fails where CI runs."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        reason = f"{'/'.join(parts)} is not there"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def made_reading(text: str, *, title: bool = False, publisher: str | None = None, published: str | None = None,
                 url: str | None = None, lexicon: Path | None = None, codebook: Path | None = None) -> model.Reading:  # fmt: skip
    """A reading with one claim that carries the text in every field a table shows."""
    end = max(len(text), 1)
    whole = model.Span(0, end)
    entities = [
        model.Entity("e1", "person", text[:200], [model.Mention(0, end)]),
        model.Entity("e2", "source", text[-200:], [model.Mention(0, end)]),
    ]
    claim = model.Claim(
        id="c1", key="k1", predicate="visits", agent="e1", patient=None, polarity="negative", modality="intended",
        source="e2", attribution=[model.Attribution("e2", "denying", whole)], certainty="hedged", place="e1",
        time="2016-06-28", number=3, number_max=5, item=text[:50], disclosure="unannounced", confidence=0.7,
        rule="made", evidence=[model.Evidence(0, end, whole)], plover="CONSULT",
    )  # fmt: skip
    later = model.Claim(
        id="c2", key="k2", predicate="meets", agent="e2", patient="e1", polarity="positive", modality="asserted",
        source="publisher", attribution=[], certainty="plain", place=None, time=None, number=None, item=None,
        disclosure=None, confidence=0.4, rule="made", evidence=[model.Evidence(0, end, None)],
    )  # fmt: skip
    return model.Reading(
        reader=model.Reader("made", "0", "0"),
        report=model.Report("0" * 64, text, "ar", whole if title else None, publisher, published, url),
        entities=entities,
        claims=[claim, later],
        framing=[model.Framing(0, end, "e1", "glorifying")],
        links=[model.Link("c1", "c2", "before")],
        notices=[f"made from {text[:50]}"],
    )


@pytest.fixture
def made_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """``marsad.reader.read`` is ``made_reading``."""
    module = types.ModuleType("marsad.reader")
    module.read = made_reading  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "marsad.reader", module)


Run = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process: exit code, standard output as bytes, standard error as text."""
    import io

    from marsad.cli import main

    def call(*args: str | Path, stdin: bytes = b"") -> tuple[int, bytes, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as stop:
            main([str(arg) for arg in args])
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        return int(stop.value.code or 0), out, err.decode()

    return call


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Own tables are compiled once for all tests and the processes they start, and not in the cache of who runs them."""
    folder = str(tmp_path_factory.mktemp("cache"))
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            patch.setenv(variable, folder)
        yield
