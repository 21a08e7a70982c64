"""The widget's files as the browser gets them: known names only, with their types, cache times and policies."""

from __future__ import annotations

import gzip
import html
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rasa.shared.utils.io import read_yaml_file
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from content import content
from content.answers import response_variables

FOLDER = Path("build/widget")
NOT_BUILT = "The chat widget is not built yet: run 'make setup', then start the assistant again.\n"

_DEMO, _PANEL, _LOADER = "demo.html", "panel.html", "loader.js"
_DOMAIN = Path(__file__).parents[2] / "domain.yml"
_ANSWERS = ("what_is_iort", "procedure")
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}
_HASHED = re.compile(r"-[0-9a-f]{10}\.\w+$")
_FOR_EVER, _SHORT, _ASK_EACH_TIME = "public, max-age=31536000, immutable", "public, max-age=300", "no-cache"
_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')
_DEMO_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True)
class WidgetFile:
    """One file: its bytes and the headers it goes out with."""

    body: bytes
    headers: dict[str, str]
    content_type: str

    def response(self, request: Request) -> HTTPResponse:
        """The file, compressed where the browser takes that."""
        headers = {**self.headers, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return raw(
                self._compressed, headers={**headers, "Content-Encoding": "gzip"}, content_type=self.content_type
            )
        return raw(self.body, headers=headers, content_type=self.content_type)

    @cached_property
    def _compressed(self) -> bytes:
        return gzip.compress(self.body, mtime=0)


class WidgetFiles:
    """The files of the built widget, read once; a name that is not among them does not exist.

    Args:
        folder: where the build put them; may be missing.
        ancestors: the pages that may show the panel, as `frame-ancestors` takes them.
    """

    def __init__(self, folder: Path, ancestors: str) -> None:
        found = sorted(folder.glob("*.*")) if folder.is_dir() else []
        self._files = {
            path.name: _read(path, ancestors) for path in found if path.suffix in _TYPES and path.name != _DEMO
        }
        self.demo = _demo(folder / _DEMO) if (folder / _DEMO).is_file() else None

    def get(self, name: str) -> WidgetFile | None:
        """The file of that name, None where there is none."""
        return self._files.get(name)


def _read(path: Path, ancestors: str) -> WidgetFile:
    body = path.read_bytes()
    headers = {"Cache-Control": _cache_time(path.name)}
    if path.name == _PANEL:
        # The page's own policy, and what a page cannot say of itself: who may frame it.
        policy = _POLICY.search(body.decode())
        assert policy, f"{path} states no policy"
        headers["Content-Security-Policy"] = f"{policy[1]}; frame-ancestors {ancestors}"
    else:
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return WidgetFile(body, headers, f"{_TYPES[path.suffix]}; charset=utf-8")


def _cache_time(name: str) -> str:
    if _HASHED.search(name):
        return _FOR_EVER
    return _SHORT if name == _LOADER else _ASK_EACH_TIME


def _demo(path: Path) -> WidgetFile:
    """The demonstration page with its facts put in: those of content/ and two answers of the assistant."""
    responses = read_yaml_file(_DOMAIN)["responses"]
    answers = {name: responses[f"utter_{name}"][0]["text"] for name in _ANSWERS}
    facts = response_variables(content())
    texts = {**facts, **{name: text.format_map(facts) for name, text in answers.items()}}
    filled = path.read_text().format_map({name: html.escape(text) for name, text in texts.items()})
    headers = {"Cache-Control": _ASK_EACH_TIME, "Content-Security-Policy": _DEMO_POLICY}
    return WidgetFile(filled.encode(), headers, f"{_TYPES['.html']}; charset=utf-8")
