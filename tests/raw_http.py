"""One HTTP request written by hand, with headers that no client library would send, and what came back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

_LIMIT_S = 30  # for a server that would never answer


@dataclass(frozen=True)
class Answer:
    """What the server said; `closed` is whether it ended the connection behind that."""

    status: int
    body: bytes
    closed: bool


async def exchange(port: int, path: str, headers: Sequence[str], body: bytes) -> Answer:
    """POST to that port of 127.0.0.1. Raises TimeoutError where no answer comes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = "\r\n".join([f"POST {path} HTTP/1.1", "Host: localhost", *headers, "", ""])
    writer.write(head.encode() + body)
    try:
        said = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _LIMIT_S)
        lines = said.decode().lower().split("\r\n")
        length = next(int(line.partition(":")[2]) for line in lines if line.startswith("content-length:"))
        content = await asyncio.wait_for(reader.readexactly(length), _LIMIT_S)
        closed = "connection: close" in lines and await asyncio.wait_for(reader.read(), _LIMIT_S) == b""
        return Answer(int(lines[0].split()[1]), content, closed)
    finally:
        writer.close()
