"""Memory and processor time of the servers of a load run, and how busy everybody else keeps the machine."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from types import TracebackType

import psutil

_EVERY = 5.0  # seconds
_KNOWN = {"rasa run": "Rasa", "actions": "action server", "postgres": "PostgreSQL", "redis-server": "Redis",
          "nginx": "nginx", "locust": "load generator"}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """One look: megabytes in memory and processor seconds so far by process, and the machine's busy seconds so far.

    Attributes:
        at: seconds since 1970.
        megabytes: proportional set size: pages that several processes share, as PostgreSQL's do, are counted once.
        busy: processor seconds of the whole machine, all cores together.
    """

    at: float
    megabytes: dict[str, float]
    seconds: dict[str, float]
    busy: float


class Sampler:
    """Looks at all children of this process every five seconds while it is entered."""

    def __init__(self) -> None:
        self.samples: list[Sample] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look_again, daemon=True)

    def __enter__(self) -> Sampler:
        self._thread.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _look_again(self) -> None:
        while not self._over.wait(_EVERY):
            self.samples.append(look())


def look() -> Sample:
    """The processes as they are now."""
    megabytes: dict[str, float] = {}
    seconds: dict[str, float] = {}
    names: dict[str, int] = {}
    for child in sorted(psutil.Process().children(), key=lambda each: each.pid):
        try:
            name = _name(" ".join(child.cmdline()))
            family = [child, *child.children(recursive=True)]
            names[name] = names.get(name, 0) + 1
            label = f"{name} {names[name]}" if name == "Rasa" else name
            megabytes[label] = sum(each.memory_full_info().pss for each in family) / 1e6
            seconds[label] = sum(sum(each.cpu_times()[:2]) for each in family)
        except psutil.NoSuchProcess:
            continue
    times = psutil.cpu_times()
    return Sample(time.time(), megabytes, seconds, sum(times) - times.idle - times.iowait)


def cores() -> int:
    """How many the machine has."""
    return os.cpu_count() or 1


def _name(command: str) -> str:
    return next((name for part, name in _KNOWN.items() if part in command), command[:30])
