"""PostgreSQL and Redis for tests: real servers of the test run's own, on free ports of 127.0.0.1."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg2
import redis

_START_SECONDS = 60.0
_STOP_SECONDS = 30.0
_POSTGRES_USER = "postgres"


class Server:
    """A server process with its data in a scratch folder; a context manager that starts and stops it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.folder = Path(tempfile.mkdtemp(prefix="iort-test-server-"))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        log = (self.folder / "log.txt").open("ab")
        self._process = process = subprocess.Popen(self._command(), stdout=log, stderr=log, **self._user())
        log.close()
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if process.poll() is not None or time.monotonic() > deadline:
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

    _crash = signal.SIGKILL

    def _command(self) -> list[str]:
        raise NotImplementedError

    def _answers(self) -> bool:
        raise NotImplementedError

    def _user(self) -> dict[str, Any]:
        return {}


class PostgreSQL(Server):
    """A PostgreSQL server; it runs as its own user where the tests run as root, which it refuses."""

    _crash = signal.SIGQUIT  # 'immediate': no checkpoint, recovery at the next start

    def __init__(self, port: int) -> None:
        super().__init__(port)
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        assert programs, "PostgreSQL is not installed: run tests/services.sh"
        self._programs = programs[-1]
        if os.geteuid() == 0:
            user = pwd.getpwnam(_POSTGRES_USER)
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        initdb = [
            str(self._programs / "initdb"),
            "-D",
            str(self._data),
            "-U",
            _POSTGRES_USER,
            "-A",
            "trust",
            "-E",
            "UTF8",
        ]
        subprocess.run([*initdb, "--no-sync"], check=True, capture_output=True, **self._user())
        self._made = 0

    def new_database(self) -> str:
        """The URL of an empty database."""
        self._made += 1
        name = f"test{self._made}"
        connection = psycopg2.connect(self.url(_POSTGRES_USER))
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {name}")
        connection.close()
        return self.url(name)

    def url(self, database: str) -> str:
        """The URL of a database of the server."""
        return f"postgresql://{_POSTGRES_USER}@127.0.0.1:{self.port}/{database}"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _command(self) -> list[str]:
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-k", str(self.folder)]
        return [str(self._programs / "postgres"), "-D", str(self._data), "-p", str(self.port), *options]

    def _answers(self) -> bool:
        try:
            psycopg2.connect(self.url(_POSTGRES_USER), connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True

    def _user(self) -> dict[str, Any]:
        if os.geteuid() != 0:
            return {}
        user = pwd.getpwnam(_POSTGRES_USER)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": self.folder}


class RedisServer(Server):
    """A Redis server that keeps nothing on disk."""

    @property
    def url(self) -> str:
        """Its URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def client(self) -> redis.Redis:
        """A plain client."""
        return redis.Redis(port=self.port)

    def _command(self) -> list[str]:
        program = shutil.which("redis-server")
        assert program, "Redis is not installed: run tests/services.sh"
        options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(self.folder)]
        return [program, "--port", str(self.port), *options]

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return bool(self.client().ping())
        except (OSError, redis.RedisError):
            return False


class Nginx(Server):
    """nginx in front of servers on other ports of 127.0.0.1, taking turns between them."""

    def __init__(self, port: int, upstreams: list[int]) -> None:
        super().__init__(port)
        self.folder.chmod(0o755)  # its workers run as a user of their own
        servers = " ".join(f"server 127.0.0.1:{upstream} max_fails=1 fail_timeout=2s;" for upstream in upstreams)
        places = "".join(
            f"{kind}_temp_path {self.folder}/{kind}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (self.folder / "nginx.conf").write_text(
            f"daemon off; pid {self.folder}/pid; error_log stderr; events {{ worker_connections 4096; }}\n"
            f"http {{ access_log off; {places} upstream assistant {{ {servers} }}\n"
            f"server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://assistant; "
            "proxy_set_header Host $http_host; proxy_read_timeout 20s; } } }"
        )

    _crash = signal.SIGTERM  # its workers would outlive a killed master

    def _command(self) -> list[str]:
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        assert program, "nginx is not installed: run tests/services.sh"
        return [program, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False
