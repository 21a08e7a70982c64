"""The labelled sets of tests/evaluation/: conversations, each turn with what a careful reader would accept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from content import content

FOLDER = Path("tests/evaluation")
DEVELOPMENT = FOLDER / "development"
SAFETY = content().topics_of("danger")
_KINDS = (None, "neither", *SAFETY)
_FIELDS = {
    *("text", "visitor", "topic", "topics", "also", "subject", "subjects", "says", "never", "follow_up", "simpler"),
    *("is", "why", "language"),
}


class SetError(ValueError):
    """A set's file cannot be read as one; the message names the file and the case."""


@dataclass(frozen=True)
class Expected:
    """One message and what may come back.

    Attributes:
        text: what the visitor types.
        topics: the topics to be answered, in order; each a tuple of those acceptable, the one meant first. Empty: any.
        subjects: for each topic the subject that an 'I have no information' must name, or None.
        says, never: what the replies together must and must not contain.
        safety: 'emergency', 'crisis' or 'neither' where the case is about that alone, otherwise None.
        follow_up: whether it makes sense only after the turn before.
        in_order: whether the answers have to come in the order of `topics`, and nothing beside them.
    """

    text: str
    topics: tuple[tuple[str, ...], ...] = ()
    subjects: tuple[str | None, ...] = ()
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    safety: str | None = None
    follow_up: bool = False
    in_order: bool = True


@dataclass(frozen=True)
class Case:
    """A conversation of one turn or more; `pair` names the near-miss pair it is one side of."""

    turns: tuple[Expected, ...]
    pair: str | None = None


@dataclass(frozen=True)
class LabelledSet:
    """A file of cases, and how they were written.

    Attributes:
        name: of the file; of one from outside the project with its folder before it, 'real/questions'.
    """

    name: str
    origin: str
    cases: tuple[Case, ...]


def read_sets(folder: Path = FOLDER) -> list[LabelledSet]:
    """Every set in `folder`, by name. Raises SetError."""
    return [read_set(path) for path in sorted(folder.glob("*.yml"))]


def read_set(path: Path) -> LabelledSet:
    """The set in a file. Raises SetError."""
    try:
        document = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise SetError(f"{path}: not valid YAML: {error}") from None
    cases_given = document.get("cases") if isinstance(document, dict) else None
    if not isinstance(cases_given, list) or not cases_given or not document.get("origin"):
        raise SetError(f"{path}: a set has 'origin', which says how it was written, and 'cases', a list")
    cases: list[Case] = []
    for number, item in enumerate(cases_given, 1):
        try:
            cases += _cases_of(item)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise SetError(f"{path}, case {number}: cannot be read ({error}): {item}") from None
    return LabelledSet(path.stem, str(document["origin"]).strip(), tuple(cases))


def _cases_of(item: Mapping[str, Any]) -> list[Case]:
    if "pair" in item:
        return [Case((_expected(item[side]),), pair=str(item["pair"])) for side in ("a", "b")]
    if "turns" in item:
        return [Case(tuple(_expected(turn) for turn in item["turns"]))]
    return [Case((_expected(item),))]


def _expected(item: Mapping[str, Any]) -> Expected:
    unknown = set(item) - _FIELDS
    if unknown:
        raise ValueError(f"unknown field {sorted(unknown)[0]}")
    if item.get("is") not in _KINDS:
        raise ValueError(f"'is' is {item['is']}, it can be emergency, crisis or neither")
    if not isinstance(item.get("topics", []), list):
        raise ValueError("'topics' is a list")
    also = _listed(item.get("also"))
    if "topics" in item:
        topics = [(topic,) for topic in item["topics"]]
        if len(topics) == 1:
            topics = [(*topics[0], *also)]
        subjects = list(_listed(item.get("subjects")))
        named = [subjects.pop(0) if topic[0] == "unanswerable" and subjects else None for topic in topics]
    else:
        meant = item.get("topic", "any")
        topics = [] if meant == "any" else [(meant, *also)]
        named = [item.get("subject")]
    return Expected(
        text=item.get("visitor") or item["text"],
        topics=tuple(topics) if "is" not in item else (),
        subjects=tuple(named),
        says=_listed(item.get("says")),
        never=_listed(item.get("never")),
        safety=_safety(item.get("is"), also),
        follow_up=bool(item.get("follow_up")),
    )


def _safety(kind: str | None, also: tuple[str, ...]) -> str | None:
    """The label of a safety case; None, which any reply satisfies, where an alarm and none are both acceptable."""
    return None if kind == "neither" and set(also) & set(SAFETY) else kind


def _listed(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(item) for item in value)
