"""One starter for all: who does not come up says why, and who is stopped is gone with all its children."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from launch.failure import LaunchError
from launch.processes import Process, answers_at

# Says the id of a child that would outlive it, then waits.
_PARENT = """
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid, flush=True)
time.sleep(600)
"""
_DEAF = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"


@pytest.fixture
def python(tmp_path: Path) -> Callable[..., Process]:
    """A process that runs a script; it answers once it has said something."""
    log = tmp_path / "logs" / "program.log"

    def make(script: str) -> Process:
        command = [sys.executable, "-c", script]
        return Process("It", command, log, lambda: log.is_file() and log.stat().st_size > 0)

    return make


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def until_gone(pid: int) -> None:
    deadline = time.monotonic() + 30
    while not gone(pid):
        assert time.monotonic() < deadline, "it lives"
        time.sleep(0.01)


@pytest.mark.parametrize("end", [Process.stop, Process.kill])
def test_its_children_go_with_it(python: Callable[..., Process], end: Callable[[Process], None]) -> None:
    process = python(_PARENT)
    process.start()
    child = int(process.log.read_text())
    assert process.runs and not gone(child)
    end(process)
    assert not process.runs
    until_gone(child)


def test_one_that_does_not_listen_is_ended_past_the_time_limit(python: Callable[..., Process]) -> None:
    process = python(_DEAF)
    process.stop_seconds = 0.2
    process.start()
    process.stop()
    assert process.exit_code == -signal.SIGKILL


def test_one_that_ends_while_starting_says_why(python: Callable[..., Process]) -> None:
    process = python("import sys; sys.exit(3)")
    with pytest.raises(
        LaunchError, match=r"^It ended while starting \(exit code 3; last in .*program.log: no output\)"
    ):
        process.start()


def test_its_last_words_are_those_of_this_start(python: Callable[..., Process]) -> None:
    process = python("raise SystemExit('the disk is full')")
    process.answers = lambda: False
    for _ in range(2):
        with pytest.raises(LaunchError, match=r"exit code 1; last in .*: the disk is full\)"):
            process.start()
    assert process.log.read_text() == "the disk is full\n" * 2
    process.command[-1] = "raise SystemExit(1)"
    with pytest.raises(LaunchError, match="no output"):
        process.start()


def test_one_that_never_answers_is_stopped(python: Callable[..., Process]) -> None:
    process = python("import time; time.sleep(600)")
    process.start_seconds = 0.2
    with pytest.raises(LaunchError, match=r"^It did not answer in 0 seconds \(still running;"):
        process.start()
    assert not process.runs


def test_one_that_runs_is_not_started_twice(python: Callable[..., Process]) -> None:
    with python(_DEAF) as process:
        pid = process.pid
        process.start()
        assert process.pid == pid
        process.kill()
        process.start()
        assert process.pid != pid
        process.kill()


def test_nobody_answers_where_nothing_listens(free_port: Callable[[], int]) -> None:
    assert not answers_at(f"http://127.0.0.1:{free_port()}/health")()
