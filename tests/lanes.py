"""`python -m tests.lanes check|all`: what `make check` and `make test` call.

Checks run side by side, one a core; the first that fails ends all others and shows what it said. Tests that need a
trained model wait for the training, everything else runs beside it.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launch.processes import POLL_SECONDS, Process

_LOGS = Path("build/logs/checks")
_PYTHON = (sys.executable, "-m")
# Their assistants are processes of their own; the others share one.
_OWN_PROCESSES = ("tests/integration/deploy", "tests/integration/faults", "tests/integration/privacy")
_BESIDE = ("tests/unit/iort", "tests/unit/supply_chain")
_QUICK = "not needs_model and not needs_services"


@dataclass(frozen=True)
class Check:
    """A command that says with its exit code whether all is well; `after` names the check that has to pass before."""

    name: str
    command: tuple[str, ...]
    after: str | None = None


def _tests(name: str, which: str, *places: str, after: str | None = None) -> Check:
    return Check(name, (*_PYTHON, "pytest", "--durations=15", "-m", which, *places), after)


_STATIC = (
    Check("style", (*_PYTHON, "ruff", "check", ".")),
    Check("format", (*_PYTHON, "ruff", "format", "--check", ".")),
    Check("content", (*_PYTHON, "content")),
    Check("types", (*_PYTHON, "mypy")),
)
LANES = {
    # For two cores: the two longest first, what is short after them.
    "check": (
        _tests("other unit tests", _QUICK, "tests/unit", *(f"--ignore={place}" for place in _BESIDE)),
        *(_tests(f"unit tests of {Path(place).name}", _QUICK, place) for place in _BESIDE),
        *_STATIC,
    ),
    "all": (
        Check("training", (*_PYTHON, "launch", "prepare")),
        *_STATIC,
        _tests("unit tests", "not needs_model", "tests/unit"),
        _tests("tests without the model", "not needs_model", "tests/integration"),
        Check("training data", (*_PYTHON, "rasa", "data", "validate", "--fail-on-warnings")),
        _tests("tests of deployments", "needs_model", *_OWN_PROCESSES, after="training"),
        _tests(
            "tests of the assistant", "needs_model", *(f"--ignore={place}" for place in _OWN_PROCESSES), after="training"
        ),
        Check(
            "stories",
            (*_PYTHON, "rasa", "test", "core", "--stories", "tests", "--fail-on-prediction-errors", "--out", "build/results"),
            after="training",
        ),
    ),
}  # fmt: skip


def run(checks: Sequence[Check], logs: Path, at_once: int) -> str | None:
    """Run the checks, so many at a time; gives the name of the one that failed, None where none did."""
    waiting, passed = list(checks), set()
    began = time.monotonic()
    with _stopped_at_the_end() as running:
        while waiting or running:
            free = [check for check in waiting if check.after is None or check.after in passed]
            for check in free[: at_once - len(running)]:
                waiting.remove(check)
                running[check] = _started(check, logs)
            for check, process in list(running.items()):
                if process.exit_code is None:
                    continue
                del running[check]
                if process.exit_code:
                    print(f"{process.log.read_text(errors='replace')}\n{check.name}: FAILED", flush=True)
                    return check.name
                passed.add(check.name)
                print(f"{time.monotonic() - began:5.0f} s  {check.name}: passed", flush=True)
            time.sleep(POLL_SECONDS)
    return None


def _started(check: Check, logs: Path) -> Process:
    log = logs / f"{check.name.replace(' ', '-')}.log"
    log.unlink(missing_ok=True)
    # Interrupted, pytest stops the servers of its tests.
    process = Process(check.name, list(check.command), log, lambda: True, stop_signal=signal.SIGINT, stop_seconds=120.0)
    process.spawn()
    return process


@contextmanager
def _stopped_at_the_end() -> Iterator[dict[Check, Process]]:
    running: dict[Check, Process] = {}
    try:
        yield running
    finally:
        for process in running.values():
            process.stop()


def main() -> None:
    """Run a lane; end with code 1 where a check failed."""
    # A shell's background job is started with it ignored, which every check would inherit.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    parser = argparse.ArgumentParser(prog="python -m tests.lanes")
    parser.add_argument("lane", choices=LANES)
    lane = LANES[parser.parse_args().lane]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(f"Checks: {', '.join(check.name for check in lane)}; what each says is in {_LOGS}", flush=True)
    try:
        failed = run(lane, _LOGS, at_once=os.cpu_count() or 1)
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
