"""First come, first served, for each conversation: inside one process, and between processes through Redis."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

LEASE = 5.0  # seconds after which a process that was killed no longer holds a conversation up
_RENEWAL = 1.0
_LOOK = 0.05  # seconds between two looks at the queue
_TIMEOUT = 1.0  # for one answer of Redis
_KEYS_LIVE = 600_000  # milliseconds; nothing is left behind by conversations that nobody goes on with

# Two sorted sets a conversation: tickets by number, and tickets by the moment their lease ends, on Redis' own clock.
# Each script runs alone, so no two processes see the same state; each may be sent twice without harm.
_DROP_EXPIRED = """
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
for _, dead in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now)) do
  redis.call('ZREM', KEYS[1], dead)
  redis.call('ZREM', KEYS[2], dead)
end
"""
# ARGV: ticket, lease and the keys' life in milliseconds. A ticket that is not in the queue gets its end. Gives whether
# the ticket is the first.
_STAND = (
    _DROP_EXPIRED
    + """
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
  redis.call('ZADD', KEYS[1], (tonumber(last[2]) or 0) + 1, ARGV[1])
end
redis.call('ZADD', KEYS[2], now + ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
return redis.call('ZRANGE', KEYS[1], 0, 0)[1] == ARGV[1] and 1 or 0
"""
)
_LEAVE = """
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
"""


class LocalQueue:
    """The order of work on each conversation inside this process."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._users: dict[str, int] = {}

    @asynccontextmanager
    async def turn(self, conversation: str) -> AsyncIterator[None]:
        """Inside, nobody else of this process works on the conversation; who asked first comes first."""
        self._users[conversation] = self._users.get(conversation, 0) + 1
        lock = self._locks.setdefault(conversation, asyncio.Lock())
        try:
            async with lock:  # asyncio's locks are fair
                yield
        finally:
            self._users[conversation] -= 1
            if not self._users[conversation]:
                del self._users[conversation], self._locks[conversation]


class RedisQueue:
    """The order of work on each conversation between processes.

    Args:
        url: where Redis is.
        lease: seconds after which a ticket that is not renewed counts for nothing.
    """

    def __init__(self, url: str, lease: float = LEASE) -> None:
        self._redis = Redis.from_url(
            url,
            socket_timeout=_TIMEOUT,
            socket_connect_timeout=_TIMEOUT,
            # Connections of the time before a restart fail once each.
            retry=Retry(NoBackoff(), 1),
            retry_on_error=[RedisConnectionError],
        )
        self._stand = self._redis.register_script(_STAND)
        self._leave = self._redis.register_script(_LEAVE)
        self._lease = lease
        self._arrival = LocalQueue()

    @asynccontextmanager
    async def turn(self, conversation: str) -> AsyncIterator[None]:
        """Inside, nobody else works on the conversation; who asked first comes first.

        Raises:
            RedisError, OSError: the turn could not be had. Nothing is raised for a Redis that fails later, inside.
        """
        first: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        over = asyncio.Event()
        # A task of its own, which nobody cancels: redis-py 4.6 can lose a cancellation (its zero timeout takes it for
        # its own), and the message would then outlast its time limit.
        ticket = asyncio.create_task(self._hold_ticket(conversation, first, over))
        try:
            await first
            yield
        finally:
            first.cancel()
            over.set()
            await asyncio.shield(ticket)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._redis.close()

    async def _hold_ticket(self, conversation: str, first: asyncio.Future[None], over: asyncio.Event) -> None:
        """Stand in the queue until it is over; `first` is done with the ticket's being first, or with an error."""
        ticket = secrets.token_hex(8)
        try:
            # Two that ask at once would race to Redis on two connections.
            async with self._arrival.turn(conversation):
                await self._ask(conversation, ticket, first)
            while not over.is_set():
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(over.wait(), _RENEWAL if first.done() else _LOOK)
                    break
                await self._ask(conversation, ticket, first)
        finally:
            # A Redis that cannot be told forgets the ticket when its lease ends.
            with suppress(RedisError, OSError):
                await self._leave(keys=_keys(conversation), args=[ticket])

    async def _ask(self, conversation: str, ticket: str, first: asyncio.Future[None]) -> None:
        try:
            is_first = await self._stand(keys=_keys(conversation), args=[ticket, int(self._lease * 1000), _KEYS_LIVE])
        except (RedisError, OSError) as error:
            # Where the ticket was first already, it stays so until its lease ends.
            if not first.done():
                first.set_exception(error)
            return
        if is_first and not first.done():
            first.set_result(None)


def _keys(conversation: str) -> list[str]:
    # The braces keep both in one slot of a Redis cluster.
    return [f"iort:queue:{{{conversation}}}:tickets", f"iort:queue:{{{conversation}}}:leases"]
