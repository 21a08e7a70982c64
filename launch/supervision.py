"""Keeps processes running: one that dies is started again, after a pause that grows while it keeps dying."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from launch.failure import LaunchError

_POLL = 0.1
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_STEADY = 60.0  # seconds after which a process counts as well
_STOP = 20.0  # Rasa finishes the request in hand


@dataclass
class Program:
    """A process to keep running.

    Attributes:
        command: in the foreground.
        answers: whether it does its work.
        start_seconds: how long it may take until it answers for the first time.
        stop_signal: what ends it in good order.
        popen_arguments: more for its process, such as an environment.
    """

    name: str
    command: list[str]
    answers: Callable[[], bool]
    start_seconds: float = 60.0
    stop_signal: signal.Signals = signal.SIGTERM
    popen_arguments: dict[str, Any] = field(default_factory=dict)


def pause(deaths: int) -> float:
    """Seconds to wait after so many deaths in a row, 1 or more."""
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(deaths - 1, 10))


@dataclass
class _Kept:
    program: Program
    process: subprocess.Popen[bytes]
    started: float
    deaths: int = 0
    due: float | None = None  # when it is to be started again; None while it runs


class Supervisor:
    """A context manager that stops what it started, the last first.

    Args:
        logs: folder for a log of each program's output.
        say: gets a sentence about each death and start.
    """

    def __init__(self, logs: Path, say: Callable[[str], None]) -> None:
        self._logs = logs
        self._say = say
        self._kept: list[_Kept] = []

    def __enter__(self) -> Supervisor:
        self._logs.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        for kept in reversed(self._kept):
            self._stop(kept)

    def start(self, *programs: Program) -> None:
        """Start them side by side, wait until each answers. Raises LaunchError where one does not come up."""
        added = [_Kept(program, self._spawn(program), time.monotonic()) for program in programs]
        self._kept += added
        for kept in added:
            self._await(kept)

    def step(self) -> None:
        """Look after each process once: note who died, start again whose pause is over."""
        now = time.monotonic()
        for kept in self._kept:
            if kept.due is not None:
                if now >= kept.due:
                    kept.process, kept.started, kept.due = self._spawn(kept.program), now, None
                    self._say(f"{kept.program.name}: started again.")
            elif kept.process.poll() is not None:
                kept.deaths = 1 if now - kept.started > _STEADY else kept.deaths + 1
                wait = pause(kept.deaths)
                kept.due = now + wait
                # What it left behind would hold its port.
                _signal_group(kept.process, signal.SIGKILL)
                self._say(
                    f"{kept.program.name}: ended (exit code {kept.process.returncode}); again in {wait:.1f} seconds."
                )

    def run(self) -> None:
        """Look after them until something raises, such as KeyboardInterrupt."""
        while True:
            self.step()
            time.sleep(_POLL)

    def _spawn(self, program: Program) -> subprocess.Popen[bytes]:
        with (self._logs / f"{program.name}.log").open("ab") as log:
            # A session of its own: Ctrl-C reaches us only, who stop each in turn.
            return subprocess.Popen(
                program.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **program.popen_arguments,
            )

    def _await(self, kept: _Kept) -> None:
        program = kept.program
        while not program.answers():
            if kept.process.poll() is not None:
                raise LaunchError(
                    f"{program.name} ended while starting (exit code {kept.process.returncode}); see {self._logs}."
                )
            if time.monotonic() - kept.started > program.start_seconds:
                raise LaunchError(
                    f"{program.name} did not answer in {program.start_seconds:.0f} seconds; see {self._logs}."
                )
            time.sleep(_POLL)

    def _stop(self, kept: _Kept) -> None:
        if kept.process.poll() is None:
            kept.process.send_signal(kept.program.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                kept.process.wait(_STOP)
        _signal_group(kept.process, signal.SIGKILL)
        kept.process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
