"""Whether domain.yml and data/ have what each topic of the registry needs, and nothing of a topic that it does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from content.answers import answer_mistakes
from content.model import Content

_INTENT = re.compile(r"- intent: (\S+)")
_SUBJECT = re.compile(r" +subject: (\S+)")
_NO_DANGER = "no_danger"  # a file of phrases of many topics


def missing_parts(root: Path, content: Content) -> list[str]:
    """What is missing, too much or wrong, a line each, which names the file."""
    unreadable = [*_unreadable(root)]
    if unreadable:
        return unreadable
    domain, rules = (YAML(typ="safe").load(root / name) for name in ("domain.yml", "data/rules.yml"))
    return [
        *_intents(domain["intents"], content),
        *(f"domain.yml: {mistake}" for mistake in answer_mistakes(domain["responses"], content)),
        *_answers(domain["responses"], content),
        *_rules(rules["rules"], content),
        *_phrases(root, content),
    ]


def _unreadable(root: Path) -> Iterator[str]:
    needed = {"domain.yml": ("intents", "responses"), "data/rules.yml": ("rules",)}
    files = [root / "domain.yml", *sorted((root / "data").rglob("*.yml"))]
    for file in files:
        name = file.relative_to(root)
        try:
            tree = YAML(typ="safe").load(file)
        except MarkedYAMLError as error:
            where = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
            yield f"{name}{where}: not valid YAML: {error.problem}"
        except (YAMLError, UnicodeDecodeError) as error:
            yield f"{name}: cannot be read: {error}"
        else:
            for key in needed.get(str(name), ("nlu",)):
                if not isinstance(tree, dict) or not tree.get(key):
                    yield f"{name}: '{key}' is missing"


def _intents(intents: list[str], content: Content) -> Iterator[str]:
    for topic in content.topics:
        if topic not in intents:
            yield f"domain.yml: 'intents' lacks {topic}, a topic of content/topics.yml"
    for intent in intents:
        if intent not in content.topics:
            yield f"content/topics.yml: {intent} is missing, an intent of domain.yml"


def _answers(responses: dict[str, list[dict[str, Any]]], content: Content) -> Iterator[str]:
    metadata = [variant.get("metadata", {}) for response in responses.values() for variant in response]
    sourced = {each.get("topic", each.get("answer")) for each in metadata if each.get("sources")}
    for key, topic in content.topics.items():
        if topic.kind == "answer" and key not in sourced:
            yield f"domain.yml: no response with sources has {key} as its 'answer' or 'topic'"
        for answer in topic.simpler:
            if f"utter_{answer}_simple" not in responses:
                yield f"domain.yml: utter_{answer}_simple is missing, which '{key}.simpler' in content/topics.yml names"


def _rules(rules: list[dict[str, Any]], content: Content) -> Iterator[str]:
    begun = [rule["steps"][0] for rule in rules]
    for topic in content.topics:
        if {"intent": topic} not in begun:
            yield f"data/rules.yml: no rule begins with {{intent: {topic}}}"


def _phrases(root: Path, content: Content) -> Iterator[str]:
    dangers = content.topics_of("danger")
    others = content.topics.keys() - dangers - content.topics_of("unanswerable", "computed")
    yield from _files(root, "data/nlu", others, _INTENT)
    yield from _files(root, "data/nlu/unanswerable", content.subjects.keys(), _SUBJECT)
    yield from _files(root, "data/safety", dangers | {_NO_DANGER}, _INTENT)


def _files(root: Path, folder: str, names: Set[str], label: re.Pattern[str]) -> Iterator[str]:
    paths = {path.stem: path for path in (root / folder).glob("*.yml")}
    for name in sorted(names - paths.keys()):
        yield f"{folder}/{name}.yml: the file is missing, with the training phrases of {name}"
    for name in sorted(paths.keys() - names):
        yield f"{folder}/{name}.yml: there is no {name} in content/ whose phrases belong here"
    for name in sorted(paths.keys() & names):
        yield from _groups(paths[name].read_text(encoding="utf-8").splitlines(), f"{folder}/{name}.yml")
    for name in sorted(paths.keys() & names - {_NO_DANGER}):
        for number, line in enumerate(paths[name].read_text(encoding="utf-8").splitlines(), 1):
            given = label.match(line)
            if given and given[1] != name:
                yield f"{folder}/{name}.yml, line {number}: these are phrases of {given[1]}, not of {name}"


def _groups(lines: list[str], file: str) -> Iterator[str]:
    """Groups without a phrase, and lines of a group that are none since they have no dash."""
    opened: int | None = None  # the line that opens a group still without a phrase
    inside = False
    for number, line in enumerate([*lines, "- intent: the end"], 1):
        if line.strip() == "examples: |":
            opened, inside = number, True
        elif inside and line.startswith("    "):
            if line.strip().startswith("- "):
                opened = None
            elif line.strip():
                yield f"{file}, line {number}: a phrase begins with '- '"
        elif line.strip() and not line.lstrip().startswith("#"):
            if opened is not None:
                yield f"{file}, line {opened}: a group without a phrase"
            opened, inside = None, False
