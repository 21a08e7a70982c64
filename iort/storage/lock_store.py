"""Rasa's lock store: the messages of one conversation are answered one at a time, in the order they came."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from rasa.core.lock_store import LOCK_LIFETIME, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.exceptions import RedisError

from iort.storage.conversation_queue import LocalQueue, RedisQueue
from iort.storage.event_rows import storable_id
from iort.storage.settings import REDIS_VARIABLE, Misconfigured, redis_url

logger = logging.getLogger(__name__)

_BREAK = 2.0  # seconds without a try after Redis failed, so that not every message waits for it
_WORKERS_VARIABLE = "SANIC_WORKERS"


class MessageOrder(LockStore):
    """Lock store for endpoints.yml (`type: iort.storage.lock_store.MessageOrder`).

    With IORT_REDIS_URL set the order holds between processes. While Redis fails, messages are still answered, in
    order inside each process: one conversation's concurrent messages can then meet in two processes, which mixes the
    order of their turns in the history and nothing worse. Redis is tried again every two seconds.

    Args:
        endpoint_config: ignored; Rasa passes its part of endpoints.yml.
        redis: the queue in Redis; the environment's where None.

    Raises:
        Misconfigured: the environment names no usable Redis, or none although several workers are to run.
    """

    def __init__(self, endpoint_config: EndpointConfig | None = None, redis: RedisQueue | None = None) -> None:
        url = redis_url()
        self._redis = redis or (RedisQueue(url) if url else None)
        self._local = LocalQueue()
        self._closed_until = 0.0
        if self._redis is None and os.environ.get(_WORKERS_VARIABLE, "1").strip() not in ("", "1"):
            # Rasa takes any lock store of one's own for one that works between processes.
            raise Misconfigured(f"{_WORKERS_VARIABLE} asks for several processes; set {REDIS_VARIABLE} for them.")

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,
    ) -> AsyncIterator[None]:
        """Inside, no other message of the conversation is worked on. A killed process frees it after five seconds.

        Rasa's two times are ignored: a turn lasts as long as its holder lives, and waiting has no steps.
        """
        conversation = storable_id(conversation_id)
        async with AsyncExitStack() as turns:
            if self._redis is not None and time.monotonic() >= self._closed_until:
                try:
                    await turns.enter_async_context(self._redis.turn(conversation))
                except (RedisError, OSError) as error:
                    self._closed_until = time.monotonic() + _BREAK
                    logger.error("Redis failed (%s): messages are in order inside this process.", type(error).__name__)
            # Uncontended after a turn of Redis; what holds while there is none.
            await turns.enter_async_context(self._local.turn(conversation))
            yield
