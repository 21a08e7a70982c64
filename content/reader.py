"""Reads the content files and says, for each mistake, in which file, line and field it is."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from content.model import Content

logger = logging.getLogger(__name__)

FOLDER = Path(__file__).parent


class ContentError(ValueError):
    """A content file is wrong; the message names file, line and field, one mistake a line."""


def read_content(folder: Path = FOLDER) -> Content:
    """Read and check every content file in `folder`.

    Raises:
        ContentError: a file is missing, is no YAML, or holds a value that cannot be right.
    """
    tree = {name: _read_yaml(folder / f"{name}.yml") for name in Content.__fields__}
    try:
        content = Content.parse_obj(tree)
    except ValidationError as error:
        raise ContentError("\n".join(_describe(tree, dict(item)) for item in error.errors())) from None
    mistakes = [
        *_unknown_sources(tree, content),
        *_unknown_topics(tree, content),
        *_words_of_two_cancers(tree, content),
    ]
    if mistakes:
        raise ContentError("\n".join(mistakes))
    return content


class LiveContent:
    """The content of a folder, read again once a file of it has changed.

    A state of the files that is wrong is reported in the log and not taken over: what was right before stays.

    Args:
        look_every: seconds for which the files are not looked at again.
    """

    def __init__(self, folder: Path = FOLDER, look_every: float = 1.0) -> None:
        self._folder = folder
        self._look_every = look_every
        self._looked = float("-inf")
        self._stamp: tuple[int, ...] = ()
        self._content: Content | None = None

    def __call__(self) -> Content:
        """The content. Raises ContentError where it never was right."""
        if self._content is None:
            self._stamp, self._looked = self._modified(), time.monotonic()
            self._content = read_content(self._folder)
        elif time.monotonic() - self._looked >= self._look_every:
            self._looked = time.monotonic()
            self._take_over()
        return self._content

    def _take_over(self) -> None:
        try:
            stamp = self._modified()
        except OSError:
            return  # a file is just being saved
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._content = read_content(self._folder)
        except ContentError as error:
            logger.error("content/ was edited and is not taken over: %s", error)

    def _modified(self) -> tuple[int, ...]:
        return tuple(file.stat().st_mtime_ns for file in sorted(self._folder.glob("[!.]*.yml")))


content = LiveContent()


def _read_yaml(path: Path) -> Any:
    try:
        return YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(f"content/{path.name}: the file is missing") from None
    except UnicodeDecodeError:
        raise ContentError(f"content/{path.name}: the file is not UTF-8 text") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = f", line {mark.line + 1}" if mark else ""
        raise ContentError(f"content/{path.name}{where}: not valid YAML: {error.problem}") from None
    except (YAMLError, ValueError) as error:  # a ValueError from what looks like a date and is none
        raise ContentError(f"content/{path.name}: not valid YAML: {error}") from None


def _describe(tree: dict[str, Any], item: dict[str, Any]) -> str:
    name, *path = (part for part in item["loc"] if part != "__root__")
    line = _line_of(tree[name], path)
    field = f"'{'.'.join(map(str, path))}'" if path else "the file"
    return f"content/{name}.yml, line {line}: {field} {item['msg']}"


def _line_of(node: Any, path: list[Any]) -> int:
    """Line (from 1) of the deepest part of `path` that the file holds."""
    line = 1
    for part in path:
        try:
            position = node.lc.key(part) if hasattr(node, "keys") else node.lc.item(part)
            node = node[part]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
        line = position[0] + 1
    return line


def _unknown_sources(tree: dict[str, Any], content: Content) -> list[str]:
    cited = [("kinds", [key, "source"], kind.source) for key, kind in content.kinds.items()]
    cited += [("campuses", [key, "office", "source"], office.source) for key, office in content.offices.items()]
    return [
        _describe(tree, {"loc": (name, *path), "msg": f"is {source}, which content/sources.yml does not hold"})
        for name, path, source in cited
        if source not in content.sources
    ]


def _unknown_topics(tree: dict[str, Any], content: Content) -> list[str]:
    return [
        _describe(
            tree,
            {"loc": ("topics", key, "related", index), "msg": f"is {other}, which is no other topic with a button"},
        )
        for key, topic in content.topics.items()
        for index, other in enumerate(topic.related)
        if other == key or other not in content.buttons
    ]


def _words_of_two_cancers(tree: dict[str, Any], content: Content) -> list[str]:
    owner: dict[str, str] = {}
    mistakes = []
    for group, cancers in (("listed", content.cancers.listed), ("not_listed", content.cancers.not_listed)):
        for key, cancer in cancers.items():
            for index, word in enumerate(cancer.words):
                if owner.setdefault(word, key) != key:
                    problem = f"is {word}, which stands under '{owner[word]}' too"
                    mistakes.append(_describe(tree, {"loc": ("cancers", group, key, "words", index), "msg": problem}))
    return mistakes
