"""PostgreSQL, Redis and nginx from Debian's packages, each as a process of our own on 127.0.0.1."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar

import psycopg2
import redis

from launch import nginx
from launch.failure import LaunchError
from launch.processes import Process
from launch.servers import HOST

_POSTGRES_USER = "postgres"
_SBIN = "/usr/sbin"  # where Debian has nginx; not on everybody's path


class Service(ABC):
    """One server: how it is started, asked and stopped.

    Args:
        folder: has its data and configuration; made where it is missing.
        port: of 127.0.0.1.
    """

    name: ClassVar[str]
    stop_signal = signal.SIGTERM

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port

    @abstractmethod
    def prepare(self) -> None:
        """Make what it needs before its first start. Raises LaunchError."""

    @abstractmethod
    def command(self) -> list[str]:
        """What runs it in the foreground. Raises LaunchError where it is not installed."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether it does its work at this moment."""

    def popen_arguments(self) -> dict[str, Any]:
        """What its process needs besides the command: another user, say."""
        return {}

    def process(self, log: Path) -> Process:
        """What runs it. Raises LaunchError where it is not installed."""
        return Process(
            self.name,
            self.command(),
            log,
            self.answers,
            stop_signal=self.stop_signal,
            popen_arguments=self.popen_arguments(),
        )


class PostgreSQL(Service):
    """A PostgreSQL server; it runs as its own user where we are root, which it refuses.

    Args:
        password: what its one user has to give; None where nobody else can reach the port.
        options: settings of the server, such as 'fsync=off'.
    """

    name = "postgresql"
    stop_signal = signal.SIGINT  # 'fast': without waiting for its clients

    def __init__(self, folder: Path, port: int, password: str | None = None, options: tuple[str, ...] = ()) -> None:
        super().__init__(folder, port)
        self._password = password
        self._options = options

    def prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if (self._data / "PG_VERSION").is_file():
            return
        owner = self._owner()
        if owner:
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        command = [str(self._programs() / "initdb"), "-D", str(self._data), "-U", _POSTGRES_USER, "-E", "UTF8"]
        with tempfile.NamedTemporaryFile("w") as secret:
            if self._password is None:
                command += ["-A", "trust"]
            else:
                secret.write(self._password)
                secret.flush()
                if owner:
                    os.chown(secret.name, owner.pw_uid, owner.pw_gid)
                command += ["-A", "scram-sha-256", "--pwfile", secret.name]
            finished = subprocess.run(command, capture_output=True, text=True, **self.popen_arguments())
        if finished.returncode:
            shutil.rmtree(self._data, ignore_errors=True)
            last = (finished.stderr.strip().splitlines() or ["no output"])[-1]
            raise LaunchError(f"PostgreSQL could not make its data in {self.folder}; initdb says: {last}")

    def command(self) -> list[str]:
        settings = (f"listen_addresses={HOST}", *self._options)
        options = [part for each in settings for part in ("-c", each)]
        program = str(self._programs() / "postgres")
        return [program, "-D", str(self._data), "-p", str(self.port), "-k", str(self.folder), *options]

    def answers(self) -> bool:
        try:
            psycopg2.connect(self.url(_POSTGRES_USER), connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True

    def create_database(self, name: str) -> None:
        """Make an empty database of that name where there is none yet."""
        connection = psycopg2.connect(self.url(_POSTGRES_USER))
        try:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE DATABASE "{name}"')
        finally:
            connection.close()

    def url(self, database: str) -> str:
        """The URL of a database of the server."""
        secret = "" if self._password is None else f":{self._password}"
        return f"postgresql://{_POSTGRES_USER}{secret}@{HOST}:{self.port}/{database}"

    def popen_arguments(self) -> dict[str, Any]:
        owner = self._owner()
        if owner is None:
            return {}
        return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": [], "cwd": self.folder}

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @staticmethod
    def _programs() -> Path:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        if not found:
            raise _missing("PostgreSQL")
        return found[-1]

    @staticmethod
    def _owner() -> pwd.struct_passwd | None:
        if os.geteuid() != 0:
            return None
        try:
            return pwd.getpwnam(_POSTGRES_USER)
        except KeyError:
            raise _missing("PostgreSQL") from None


class Redis(Service):
    """A Redis server that keeps nothing on disk: it has locks and counts only."""

    name = "redis"

    def __init__(self, folder: Path, port: int, password: str | None = None) -> None:
        super().__init__(folder, port)
        self._password = password

    def prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        # In a file: the command line can be read by everybody on the machine.
        file = self.folder / "redis.conf"
        file.touch(0o600)
        secret = "" if self._password is None else f"requirepass {self._password}\n"
        file.write_text(f'bind {HOST}\nport {self.port}\nsave ""\nappendonly no\ndir {self.folder}\n{secret}')

    def command(self) -> list[str]:
        program = shutil.which("redis-server")
        if program is None:
            raise _missing("Redis")
        return [program, str(self.folder / "redis.conf")]

    def answers(self) -> bool:
        try:
            with socket.create_connection((HOST, self.port), timeout=1):
                return bool(self.client().ping())
        except (OSError, redis.RedisError):
            return False

    def client(self) -> redis.Redis:
        """A plain client."""
        return redis.Redis(port=self.port, password=self._password)

    @property
    def url(self) -> str:
        """Its URL."""
        secret = "" if self._password is None else f":{self._password}@"
        return f"redis://{secret}{HOST}:{self.port}/0"


class Nginx(Service):
    """nginx with the deployment's own configuration, in front of servers on other ports of 127.0.0.1."""

    name = "nginx"

    def __init__(self, folder: Path, port: int, upstreams: list[int], limits: nginx.Limits = nginx.USUAL) -> None:
        super().__init__(folder, port)
        self._upstreams = upstreams
        self._limits = limits

    def prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)  # its workers run as a user of their own
        addresses = [f"{HOST}:{upstream}" for upstream in self._upstreams]
        site = nginx.site(f"{HOST}:{self.port}", addresses, self.folder / "cache", limits=self._limits)
        self.configuration.write_text(nginx.whole(self.folder, site))

    def command(self) -> list[str]:
        program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:{_SBIN}")
        if program is None:
            raise _missing("nginx")
        return [program, "-p", str(self.folder), "-c", str(self.configuration)]

    def answers(self) -> bool:
        try:
            with socket.create_connection((HOST, self.port), timeout=1):
                return True
        except OSError:
            return False

    @property
    def configuration(self) -> Path:
        """Its configuration file."""
        return self.folder / "nginx.conf"


def _missing(what: str) -> LaunchError:
    return LaunchError(f"{what} is not installed: run tests/services.sh, or install it from Debian's packages.")
