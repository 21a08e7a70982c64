"""Calls the action server over connections that stay open."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from rasa.utils.endpoints import EndpointConfig


class OpenEndpoint(EndpointConfig):
    """Rasa opens a connection, and all that aiohttp needs around it, for each call anew."""

    _session: aiohttp.ClientSession | None = None

    @classmethod
    def instead_of(cls, endpoint: EndpointConfig) -> OpenEndpoint:
        """The same endpoint."""
        kept = cls()
        kept.__dict__.update(vars(endpoint), _session=None)
        return kept

    @asynccontextmanager
    async def session(self) -> AsyncIterator[aiohttp.ClientSession]:
        """The one session, which stays open; made here, inside the event loop that it belongs to."""
        session = self._session
        if session is None or session.closed:
            opened: aiohttp.ClientSession = super().session()
            self._session = session = opened
        yield session

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()
