"""Starts a program with its output in a log, waits until it answers, stops it in good order: all servers start and end here."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from launch.failure import LaunchError

POLL_SECONDS = 0.1
_END_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def answers_at(address: str) -> Callable[[], bool]:
    """Gives a function that says whether a GET of the address succeeds at this moment."""

    def answers() -> bool:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return True
        except (urllib.error.URLError, OSError):
            return False

    return answers


def last_line(log: Path, since: int = 0) -> str:
    """The last line that says something in a log, from a place in it on: as a rule why a program ended."""
    lines = [line for line in log.read_bytes()[since:].decode(errors="replace").splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no output"


def interrupt_on_signals() -> None:
    """From now on Ctrl-C, SIGTERM and a closed terminal raise KeyboardInterrupt, once: who stops is not stopped in that."""
    for number in _END_SIGNALS:
        if (
            signal.getsignal(number) is not signal.SIG_IGN or number == signal.SIGINT
        ):  # nohup ignores SIGHUP, a shell's '&' SIGINT
            signal.signal(number, _interrupt)


def _interrupt(*_: object) -> None:
    for number in _END_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


@dataclass
class Process:
    """A program to run, and the process that runs it. A context manager that starts and stops it.

    Attributes:
        name: what messages call it.
        command: what runs it in the foreground.
        log: gets its output, after what is in there.
        answers: whether it does its work.
        start_seconds: how long it may take until it answers.
        stop_signal: what ends it in good order.
        stop_seconds: how long that may take until it is ended at once.
        popen_arguments: more for `subprocess.Popen`, such as an environment.
    """

    name: str
    command: list[str]
    log: Path
    answers: Callable[[], bool]
    start_seconds: float = 240.0  # Rasa takes 20 alone, and minutes beside others on a busy machine
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 20.0  # Rasa finishes the request in hand
    popen_arguments: dict[str, Any] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _logged_before: int = field(default=0, init=False)

    def __enter__(self) -> Process:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it where it does not run, and wait until it answers. Raises LaunchError, and stops it then."""
        if self.runs:
            return
        self.spawn()
        try:
            self.await_answer()
        except BaseException:
            self.stop()
            raise

    def spawn(self) -> None:
        """Start it and wait for nothing."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._logged_before = log.tell()
            # A session of its own: Ctrl-C reaches the launcher only, which then stops each in turn and waits for it.
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.popen_arguments,
            )

    def await_answer(self) -> None:
        """Wait until it answers. Raises LaunchError with the cause where it ends or takes too long."""
        deadline = time.monotonic() + self.start_seconds
        while not self.answers():
            if self.exit_code is not None:
                raise LaunchError(f"{self.name} ended while starting ({self.cause}).")
            if time.monotonic() > deadline:
                raise LaunchError(f"{self.name} did not answer in {self.start_seconds:.0f} seconds ({self.cause}).")
            time.sleep(POLL_SECONDS)

    @property
    def runs(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._started.poll()

    @property
    def pid(self) -> int:
        """The id of its process."""
        return self._started.pid

    @property
    def cause(self) -> str:
        """What is known of why it ended: exit code, last words, the place of the log."""
        code = "still running" if self.exit_code is None else f"exit code {self.exit_code}"
        return f"{code}; last in {self.log}: {last_line(self.log, self._logged_before)}"

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._started.send_signal(number)

    def wait(self, seconds: float) -> int:
        """Wait until it has ended by itself; gives the exit code. Raises LaunchError past so many seconds."""
        try:
            return self._started.wait(seconds)
        except subprocess.TimeoutExpired:
            raise LaunchError(f"{self.name} did not end in {seconds:.0f} seconds ({self.cause}).") from None

    def stop(self) -> None:
        """End it in good order; past the time limit, and for what it leaves behind, at once."""
        if self.runs:
            self.signal(self.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self._started.wait(self.stop_seconds)
        self.kill()

    def kill(self) -> None:
        """End it and all its children at once, as a crash would."""
        process = self._process
        if process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    @property
    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError(f"{self.name} was never started")
        return self._process
