"""Loads what draws the pictures of `rasa test`, and matplotlib with it, when the first is drawn.

Rasa 3.6 imports that module at its start, for 23 MB of each process.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

_DRAWS = "rasa.utils.plotting"


class _Finder:
    """Asked first, finds that one module."""

    def find_spec(self, name: str, path: list[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """The import system's question."""
        if name != _DRAWS:
            return None
        from importlib.util import LazyLoader

        spec = PathFinder.find_spec(name, path)
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec


sys.meta_path.insert(0, _Finder())  # type: ignore[arg-type]
