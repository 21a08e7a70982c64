"""What the supervisor promises: who dies is back, later each time; who is stopped is gone, with all its children."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from launch.failure import LaunchError
from launch.processes import Process
from launch.supervision import Supervisor, pause

# Writes its id and that of a child that would outlive it, then waits.
_PARENT = """
import pathlib, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
child.wait()
"""


def until(holds: Callable[[], bool], supervisor: Supervisor | None = None) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline, "it did not come about"
        if supervisor:
            supervisor.step()
        time.sleep(0.01)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A dead process that nobody has waited for is still listed.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def test_pauses_grow_and_end_at_half_a_minute() -> None:
    assert [pause(deaths) for deaths in range(1, 9)] == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert pause(10_000) == 30.0


def test_a_dead_process_is_back_with_nothing_left_of_the_old_one(tmp_path: Path) -> None:
    note = tmp_path / "child"
    said: list[str] = []
    command = [sys.executable, "-c", _PARENT, str(note)]
    process = Process("parent", command, tmp_path / "log", lambda: note.is_file() and note.read_text() != "")
    with Supervisor(said.append) as supervisor:
        supervisor.start(process)
        first = int(note.read_text())
        note.unlink()
        os.kill(process.pid, signal.SIGKILL)
        until(process.answers, supervisor)
        second = int(note.read_text())
        assert second != first
        until(lambda: not alive(first))
        assert said == ["parent: ended (exit code -9); again in 0.5 seconds.", "parent: started again."]
    until(lambda: not alive(second))


def test_a_process_that_ran_before_is_back_as_well(tmp_path: Path) -> None:
    said: list[str] = []
    with Process("Rasa", [sys.executable, "-c", "input()"], tmp_path / "log", lambda: True) as process:
        supervisor = Supervisor(said.append)
        supervisor.keep(process)
        until(lambda: len(said) >= 2, supervisor)
    assert said[:2] == ["Rasa: ended (exit code 1); again in 0.5 seconds.", "Rasa: started again."]


def test_the_last_started_is_the_first_stopped(tmp_path: Path) -> None:
    log = tmp_path / "order"
    script = "import signal, sys, time; signal.signal(15, lambda *_: (open(sys.argv[1], 'a').write(sys.argv[2]), sys.exit())); open(sys.argv[1] + sys.argv[2], 'w'); time.sleep(600)"
    processes = [
        Process(name, [sys.executable, "-c", script, str(log), name], tmp_path / "log", Path(f"{log}{name}").is_file)
        for name in ("a", "b")
    ]
    with Supervisor(print) as supervisor:
        for process in processes:
            supervisor.start(process)
    assert log.read_text() == "ba"


def test_one_that_ends_while_starting_is_one_sentence_and_takes_the_others_along(tmp_path: Path) -> None:
    waiting = Process("waiting", [sys.executable, "-c", "import time; time.sleep(600)"], tmp_path / "log", lambda: True)
    broken = Process("broken", [sys.executable, "-c", "raise SystemExit(3)"], tmp_path / "log", lambda: False)
    supervisor = Supervisor(print)
    with pytest.raises(LaunchError, match=r"^broken ended while starting \(exit code 3;"), supervisor:
        supervisor.start(waiting)
        supervisor.start(broken)
    assert not any(process.runs for process in supervisor.processes)
