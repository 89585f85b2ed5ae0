"""Data flows one way: a module imports only from the steps before its own."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "src" / "marsad"
EVERYWHERE = {"marsad", "errors"}  # the version and the errors
ORDER = (
    "model periods tables codebook arabic lexicon intake reader gold evaluate agreement balance integrity exports observatory show web "
    "stopping cli __main__"
).split()
DOORS = {"model": {"exports"}}  # what a module may import later, inside a function: the methods that hand a reading on
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def step(module: str) -> str:
    """``reader`` for ``marsad.reader.claims``."""
    return [*module.split("."), ""][1] or "marsad"


def imports(path: Path) -> set[str]:
    """Steps of Marsad that a module imports, wherever in it."""
    here = path.relative_to(PACKAGE.parent).with_suffix("").parts
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = (
                [*here[: len(here) - node.level], *([node.module] if node.module else [])]
                if node.level
                else [node.module]
            )
            module = ".".join(str(part) for part in base)
            found |= {f"{module}.{alias.name}" for alias in node.names} if module == "marsad" else {module}
    known = {*ORDER, *EVERYWHERE}
    steps = {step(name) for name in found if name.split(".")[0] == "marsad"}
    return {name if name in known else "marsad" for name in steps}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_imports_only_from_steps_before_its_own(path: Path) -> None:
    own = step(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
    if own == "errors":
        assert imports(path) == set()
        return
    assert own in ORDER, f"{own} is no step: put it into the order of {__file__}"
    allowed = {*EVERYWHERE, *ORDER[: ORDER.index(own) + 1]}
    assert imports(path) - DOORS.get(own, set()) <= allowed


@pytest.mark.parametrize("own", DOORS)
def test_a_door_opens_only_when_it_is_used(own: str) -> None:
    """Importing the module loads nothing of what comes later."""
    code = f"import sys, marsad.{own}; sys.exit(any(name.startswith(tuple({[f'marsad.{d}' for d in DOORS[own]]})) for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_package_itself_loads_nothing() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    loaded = [node.module for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert set(loaded) == {"__future__", "typing"}


def test_the_reader_knows_nothing_of_files() -> None:
    for path in (PACKAGE / "reader").glob("*.py"):
        assert "intake" not in imports(path), path
