"""Which web pages may use the channel, and what the browser is told about it (CORS)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from rasa.shared.exceptions import RasaException

_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?\Z")
_METHODS = "GET, POST"
_REQUEST_HEADERS = "authorization, content-type"
_PREFLIGHT_SECONDS = "600"


class Origins:
    """The origins whose pages are served.

    Args:
        allowed: origins such as 'https://www.example.org', compared letter for letter; where there are none, pages of
            the server's own address are served, and no others.

    Raises:
        RasaException: one of them is not written as a browser would send it.
    """

    def __init__(self, allowed: Sequence[str] = ()) -> None:
        for origin in allowed:
            if not _ORIGIN.match(origin):
                raise RasaException(
                    f"credentials.yml: '{origin}' in 'origins' is no origin; write scheme and host in lower case and "
                    "nothing after them, such as https://www.example.org."
                )
        self._allowed = tuple(allowed)

    @property
    def ancestors(self) -> str:
        """The sources for `frame-ancestors`: pages that may show the panel."""
        return " ".join(["'self'", *self._allowed])

    def allow(self, headers: Mapping[str, str], *, sending: bool) -> bool:
        """Whether a request with these headers is served; one that is sending something has to name its origin."""
        origin = headers.get("origin")
        if origin is None:
            # A browser leaves it out of a GET to the page's own server only; it never does of a POST.
            return not sending
        return origin in self._allowed if self._allowed else _is_own(origin, headers.get("host", ""))

    def answer_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """What lets a page of another allowed origin read the answer."""
        origin = headers.get("origin")
        if origin not in self._allowed:
            return {"Vary": "Origin"}
        return {"Vary": "Origin", "Access-Control-Allow-Origin": origin}


PREFLIGHT = {
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": _REQUEST_HEADERS,
    "Access-Control-Max-Age": _PREFLIGHT_SECONDS,
}


def _is_own(origin: str, host: str) -> bool:
    parts = urlsplit(origin)
    return bool(host) and parts.netloc.lower() == host.lower()
