"""Build hook: compiles the lexicon tables to the one file that the reader loads. Standard library only."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileLexicon(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        try:
            from marsad.lexicon.compile import compile_tables

            folder = source / "marsad" / "lexicon"
            compile_tables(folder / "tables", folder / "compiled.json")
        finally:
            sys.path.remove(str(source))
