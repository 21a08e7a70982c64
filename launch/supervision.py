"""Keeps processes running: one that dies is started again, after a pause that grows while it keeps dying."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from launch.processes import POLL_SECONDS, Process

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_STEADY = 60.0  # seconds after which a process counts as well


def pause(deaths: int) -> float:
    """Seconds to wait after so many deaths in a row, 1 or more."""
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(deaths - 1, 10))


@dataclass
class _Kept:
    process: Process
    started: float
    deaths: int = 0
    due: float | None = None  # when it is to be started again; None while it runs


class Supervisor:
    """A context manager that stops what it started, the last first.

    Args:
        say: gets a sentence about each death and start.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._kept: list[_Kept] = []

    def __enter__(self) -> Supervisor:
        return self

    def __exit__(self, *_: object) -> None:
        for kept in reversed(self._kept):
            kept.process.stop()

    @property
    def processes(self) -> list[Process]:
        """Those it keeps running, the first started first."""
        return [kept.process for kept in self._kept]

    def start(self, *processes: Process) -> None:
        """Start them side by side, wait until each answers. Raises LaunchError where one does not come up."""
        for process in processes:
            process.spawn()
            self._kept.append(_Kept(process, time.monotonic()))
        for process in processes:
            process.await_answer()

    def keep(self, *processes: Process) -> None:
        """Look after processes that answer already."""
        self._kept += [_Kept(process, time.monotonic()) for process in processes]

    def step(self) -> None:
        """Look after each process once: note who died, start again whose pause is over."""
        now = time.monotonic()
        for kept in self._kept:
            process = kept.process
            if kept.due is not None:
                if now >= kept.due:
                    process.spawn()
                    kept.started, kept.due = now, None
                    self._say(f"{process.name}: started again.")
            elif process.exit_code is not None:
                kept.deaths = 1 if now - kept.started > _STEADY else kept.deaths + 1
                wait = pause(kept.deaths)
                kept.due = now + wait
                process.kill()  # what it left behind would keep its port
                self._say(f"{process.name}: ended (exit code {process.exit_code}); again in {wait:.1f} seconds.")

    def run(self) -> None:
        """Look after them until something raises, such as KeyboardInterrupt."""
        while True:
            self.step()
            time.sleep(POLL_SECONDS)
