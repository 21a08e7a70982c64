"""Whether domain.yml and data/ have what each topic of the registry needs, and nothing of a topic that it does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from content.model import Content

_INTENT = re.compile(r"- intent: (\S+)")
_SUBJECT = re.compile(r" +subject: (\S+)")
_NO_DANGER = "no_danger"  # a file of phrases of many topics


def missing_parts(root: Path, content: Content) -> list[str]:
    """What is missing or too much, a line each, which names the file.

    Raises:
        YAMLError: a file is no YAML.
    """
    domain, rules = (YAML(typ="safe").load(root / name) for name in ("domain.yml", "data/rules.yml"))
    return [
        *_intents(domain["intents"], content),
        *_answers(domain["responses"], content),
        *_rules(rules["rules"], content),
        *_phrases(root, content),
    ]


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
    for name in sorted(paths.keys() & names - {_NO_DANGER}):
        for number, line in enumerate(paths[name].read_text(encoding="utf-8").splitlines(), 1):
            given = label.match(line)
            if given and given[1] != name:
                yield f"{folder}/{name}.yml, line {number}: these are phrases of {given[1]}, not of {name}"
