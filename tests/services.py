"""PostgreSQL, Redis and nginx for tests: the launcher's, with their data in scratch folders, to be killed and frozen."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

from launch import nginx, services

_START_SECONDS = 60.0
_STOP_SECONDS = 30.0


class Server(services.Service):
    """A server process that a test starts and stops at will; a context manager that leaves nothing behind."""

    _crash = signal.SIGKILL
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        log = (self.folder / "log.txt").open("ab")
        self._process = subprocess.Popen(self.command(), stdout=log, stderr=log, **self.popen_arguments())
        log.close()
        deadline = time.monotonic() + _START_SECONDS
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"{type(self).__name__} did not start:\n{(self.folder / 'log.txt').read_text()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it at once, as a crash would."""
        assert self._process is not None
        self._process.send_signal(self._crash)
        self._process.wait(_STOP_SECONDS)
        self._process = None

    def freeze(self) -> None:
        """Let it take connections and answer nothing, until `thaw`."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on after `freeze`."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._process is not None:
            self.thaw()
            self.kill()
        shutil.rmtree(self.folder)


class PostgreSQL(Server, services.PostgreSQL):
    """A PostgreSQL server with a database for each test."""

    _crash = signal.SIGQUIT  # 'immediate': no checkpoint, recovery at the next start

    def __init__(self, port: int) -> None:
        super().__init__(_scratch(), port, options=("fsync=off",))
        self.prepare()
        self._made = 0

    def new_database(self) -> str:
        """The URL of an empty database."""
        self._made += 1
        self.create_database(f"test{self._made}")
        return self.url(f"test{self._made}")


class RedisServer(Server, services.Redis):
    """A Redis server."""

    def __init__(self, port: int) -> None:
        super().__init__(_scratch(), port)
        self.prepare()


class Nginx(Server, services.Nginx):
    """nginx as it is deployed, before servers on other ports."""

    _crash = signal.SIGTERM  # its workers would outlive a killed master

    def __init__(self, port: int, upstreams: list[int], limits: nginx.Limits = nginx.USUAL) -> None:
        super().__init__(_scratch(), port, upstreams, limits)
        self.prepare()


def _scratch() -> Path:
    return Path(tempfile.mkdtemp(prefix="iort-test-server-"))
