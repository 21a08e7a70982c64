"""The training phrases of data/ and the questions of tests/nlu/, for tests that compare or count them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML

from tests.support import ROOT

DATA = ROOT / "data"


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


def labelled_questions(name: str) -> list[dict[str, Any]]:
    """The questions of a set in tests/nlu/, which are never trained on."""
    return list(YAML(typ="safe").load(ROOT / "tests" / "nlu" / f"{name}.yml")["cases"])


def plain(text: str) -> str:
    """A text without capitals and points: two that differ in nothing else are one."""
    return re.sub(r"[^\w]+", " ", text.lower()).strip() or text
