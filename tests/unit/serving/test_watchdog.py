"""A process whose event loop stands still ends by itself; one that was stopped and went on does not."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[3]
_LIMIT_S = 1.0
_HANGS_S = 60  # no process here lives so long unless the watchdog does nothing

_PROGRAM = """
import asyncio, re, sys, threading, time
from serving.watchdog import watch

async def main():
    watch(asyncio.get_running_loop(), float(sys.argv[1]))
    print("watched", flush=True)
    {body}
    print("done", flush=True)

asyncio.run(main())
"""
_WAITS_FOR_A_LOCK = "lock = threading.Lock(); lock.acquire(); lock.acquire()"
_SPINS = "exec('while True: pass')"
_SEARCHES_FOR_EVER = r"re.match(r'(?:(?:hello|,)\W+)*thanks', 'hello' + ',' * 60 + ' x')"


def program(body: str) -> subprocess.Popen[str]:
    """A process that watches its loop and does what `body` says in it."""
    command = [sys.executable, "-c", _PROGRAM.format(body=body), str(_LIMIT_S)]
    return subprocess.Popen(
        command, cwd=_ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.parametrize("body", [_WAITS_FOR_A_LOCK, _SPINS], ids=["waits", "spins"])
def test_a_process_whose_loop_stands_ends_with_a_line_that_says_why(body: str) -> None:
    said, log = program(body).communicate(timeout=_HANGS_S)
    assert said == "watched\n"
    assert log.startswith("The event loop has not turned for 1 seconds: this process ends, to be started again.\n")
    assert "in main" in log


def test_a_process_whose_loop_keeps_the_interpreter_to_itself_ends_as_well() -> None:
    running = program(_SEARCHES_FOR_EVER)
    _, log = running.communicate(timeout=_HANGS_S)
    assert running.returncode == -signal.SIGVTALRM
    assert "in main" in log
    assert "hello" not in log


def test_a_process_that_was_stopped_for_longer_than_the_limit_goes_on() -> None:
    running = program("await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)")
    assert running.stdout and running.stdin
    assert running.stdout.readline() == "watched\n"
    running.send_signal(signal.SIGSTOP)
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(3 * _LIMIT_S)
    running.send_signal(signal.SIGCONT)
    said, log = running.communicate("go on\n", timeout=_HANGS_S)
    assert (said, log, running.returncode) == ("done\n", "", 0)


def test_a_process_whose_loop_has_much_to_do_and_turns_goes_on() -> None:
    busy = "deadline = time.monotonic() + 3 * float(sys.argv[1])\n    while time.monotonic() < deadline: await asyncio.sleep(0)"
    running = program(busy)
    said, log = running.communicate(timeout=_HANGS_S)
    assert (said, log, running.returncode) == ("watched\ndone\n", "", 0)
