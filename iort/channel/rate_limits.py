"""How many requests one visitor and one address may make, so that nobody can keep the assistant from others."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from math import ceil

from rasa.shared.exceptions import RasaException
from redis.exceptions import RedisError
from throttled.asyncio import RateLimiterType, Throttled, per_day, per_hour, per_min, per_sec
from throttled.asyncio.store import BaseStore, MemoryStore, RedisStore
from throttled.exceptions import StoreUnavailableError

logger = logging.getLogger(__name__)

_PERIODS = {"second": per_sec, "minute": per_min, "hour": per_hour, "day": per_day}
_MOST_REMEMBERED = 50_000  # sessions and addresses; the least recently seen are forgotten, so memory stays flat


class TooMany(Exception):
    """The limit is reached; `wait` is in whole seconds, one at least."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


@dataclass(frozen=True)
class RateLimit:
    """At most so many requests in a period, all at once or spread (generic cell rate algorithm)."""

    name: str
    throttled: Throttled

    @classmethod
    def parse(cls, name: str, written: object, store: BaseStore) -> RateLimit:
        """A limit as credentials.yml writes it: '30 per minute'. Raises RasaException."""
        found = re.fullmatch(r"([1-9]\d{0,8}) per (second|minute|hour|day)", str(written).strip())
        if not found:
            raise RasaException(
                f"credentials.yml: '{name}' is '{written}'; write it like '30 per minute' (or second, hour, day)."
            )
        many = int(found[1])
        quota = _PERIODS[found[2]](many, burst=many)
        return cls(name, Throttled(using=RateLimiterType.GCRA.value, quota=quota, store=store))

    async def take(self, key: str) -> None:
        """Count a request of `key`. Raises TooMany where there were too many already."""
        try:
            result = await self.throttled.limit(f"{self.name}:{key}")
        except (StoreUnavailableError, RedisError, OSError) as error:
            # An answer counts for more than a limit; nginx has one of its own.
            logger.error("Redis failed (%s): requests are not counted.", type(error).__name__)
            return
        if result.limited:
            raise TooMany(max(1, ceil(result.state.retry_after)))


def limit_store(redis_url: str | None) -> BaseStore:
    """Where the counts are: in Redis, which all processes share, or else in this process."""
    if redis_url:
        return RedisStore(server=redis_url, options={"SOCKET_TIMEOUT": 1, "SOCKET_CONNECT_TIMEOUT": 1})
    return MemoryStore(options={"MAX_SIZE": _MOST_REMEMBERED})
