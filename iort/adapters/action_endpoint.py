"""Calls the action server over connections that stay open."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.utils.endpoints import EndpointConfig

# Seconds. The server lets go of an idle connection after 5 (Sanic's KEEP_ALIVE_TIMEOUT); a call must not meet it doing so.
_IDLE = 2.0


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
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                headers=self.headers,
                auth=aiohttp.BasicAuth(self.basic_auth["username"], self.basic_auth["password"])
                if self.basic_auth
                else None,
                timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
                connector=aiohttp.TCPConnector(keepalive_timeout=_IDLE),
            )
        yield self._session

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()
