"""PostgreSQL, Redis and nginx for tests: the launcher's, with their data in scratch folders, to be killed and frozen."""

from __future__ import annotations

import shutil
import signal
import tempfile
from pathlib import Path

from launch import nginx, services
from launch.processes import Process


class Server(services.Service):
    """A server process that a test starts and stops at will; a context manager that leaves nothing behind."""

    _process: Process

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = self.process(self.folder / "log.txt")
        self._process.start()

    def kill(self) -> None:
        """End it at once, as a crash would."""
        self._process.kill()

    def freeze(self) -> None:
        """Let it take connections and answer nothing, until `thaw`."""
        self._process.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on after `freeze`."""
        self._process.signal(signal.SIGCONT)

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        shutil.rmtree(self.folder)


class PostgreSQL(Server, services.PostgreSQL):
    """A PostgreSQL server with a database for each test."""

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

    def __init__(self, port: int, upstreams: list[int], limits: nginx.Limits = nginx.USUAL) -> None:
        super().__init__(_scratch(), port, upstreams, limits)
        self.prepare()


def _scratch() -> Path:
    return Path(tempfile.mkdtemp(prefix="iort-test-server-"))
