"""The training phrases of data/, for tests that compare with them or count them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

DATA = Path(__file__).parents[1] / "data"


@lru_cache(maxsize=1)
def training_phrases() -> list[tuple[str, str]]:
    """(intent, phrase) of every training phrase."""
    blocks = [block for path in sorted(DATA.rglob("*.yml")) for block in YAML(typ="safe").load(path).get("nlu", ())]
    return [
        (block["intent"], line[2:])
        for block in blocks
        for line in block["examples"].splitlines()
        if line.startswith("- ")
    ]
