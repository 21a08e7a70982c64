"""Refuses a request whose Content-Length is no plain number, before any of its body is read.

For Sanic 21.12.2, which takes whatever Python's `int` does: with '-5' it reads for ever and answers nobody any more, and '+5',
'1_0' or a second length let it see another end of the request than the proxy in front of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

_PLAIN = re.compile(r"[0-9]{1,10}")  # ten digits are 10 GB, more than any limit of ours


class OddLength(Exception):
    """The request's Content-Length is not one plain decimal number."""


def refuse_odd_lengths(server: Sanic | Blueprint, refusal: Callable[[], HTTPResponse]) -> None:
    """Answer each such request with the refusal and close its connection.

    Args:
        server: an application, or a blueprint that guards the whole application that it is mounted on.
        refusal: makes the answer.
    """

    # Sanic dispatches this one inline, between reading the headers and making a number of the length.
    @server.signal("http.lifecycle.request", exclusive=False)
    async def check(request: Request) -> None:
        lengths = request.headers.getall("content-length", [])
        if lengths and not (len(lengths) == 1 and _PLAIN.fullmatch(lengths[0])):
            raise OddLength

    # Set on the application itself: a request refused this early has no route, so no blueprint's handler is its own.
    @server.before_server_start
    async def say_so(app: Sanic, _: object) -> None:
        app.error_handler.add(OddLength, lambda request, error: refusal())
