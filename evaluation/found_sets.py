"""Sets from outside the project, in the format of question collections: `*.jsonl` with labels, `*.tsv` of far-off messages.

A line of a `.jsonl` file is a question ('text' after the visitor's messages in 'context') or a conversation ('turns'), each
with 'labels' (topics, every one wanted, in any order), 'also_acceptable', 'must_contain' (alternatives parted by '|') and
'must_not_contain'. A `.tsv` file has the columns 'text' and an intent of another assistant, for whose users nearly nothing is
for ours. How a file was written is said by the folder's README.md, in its list item that begins with the file's name.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from content import content
from evaluation.sets import SAFETY, Case, Expected, LabelledSet, SetError

# Fear and grief get a kind word with the offices' numbers, and so does what the sources do not say.
_ALIKE = ({"emotional_support", "unanswerable"}, {"prompt_injection", "out_of_scope"})
_FACTS = content().topics_of("answer")
_NO_FACT = tuple(sorted(set(content().topics) - _FACTS - SAFETY))
_UNKNOWN_ORIGIN = "The folder's README.md does not say."


def read_found_sets(folder: Path) -> list[LabelledSet]:
    """Every such file in the folder, by name. Raises SetError."""
    if not folder.is_dir():
        raise SetError(f"{folder} is no folder")
    readers = {".jsonl": _conversations, ".tsv": _far_off}
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix in readers:
            try:
                cases = tuple(readers[path.suffix](path))
            except ValueError as error:
                raise SetError(f"{path}: cannot be read: {error}") from None
            if not cases:
                raise SetError(f"{path}: no case")
            found.append(LabelledSet(f"{folder.name}/{path.stem}", _origin(path), cases))
    return found


def _conversations(path: Path) -> Iterator[Case]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            before = tuple(Expected(text=text) for text in row.get("context", ()))
            turns = row.get("turns", [row])
            yield Case((*before, *(_expected(turn, follows=bool(before) or at > 0) for at, turn in enumerate(turns))))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(f"line {number}: {type(error).__name__}: {error}") from None


def _expected(turn: Mapping[str, Any], follows: bool) -> Expected:
    labels, also = list(dict.fromkeys(turn["labels"])), list(turn.get("also_acceptable", ()))
    unknown = {*labels, *also} - set(content().topics)
    if unknown:
        raise ValueError(f"no topic is called '{sorted(unknown)[0]}'")
    return Expected(
        text=turn["text"],
        topics=tuple((*_alike(label), *(other for item in also for other in _alike(item))) for label in labels),
        subjects=tuple(None for _ in labels),
        says=tuple(turn.get("must_contain", ())),
        never=tuple(turn.get("must_not_contain", ())),
        follow_up=follows,
        in_order=False,
    )


def _alike(topic: str) -> tuple[str, ...]:
    return (topic, *(other for group in _ALIKE if topic in group for other in sorted(group - {topic})))


def _far_off(path: Path) -> Iterator[Case]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows, None)
        for text, intent in rows:
            ours = tuple(topic for topic in sorted(_FACTS) if topic in intent)
            yield Case((Expected(text=text, topics=(("out_of_scope", *_NO_FACT, *ours),), in_order=False),))


def _origin(path: Path) -> str:
    readme = path.with_name("README.md")
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    item = re.search(rf"^- `{re.escape(path.name)}`: (.*?)(?=^- |^\s*$|\Z)", text, re.M | re.S)
    return " ".join(item[1].split()) if item else _UNKNOWN_ORIGIN
