"""The two shapes that visitors meet, started on 127.0.0.1: one process with SQLite, and two behind nginx."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ruamel.yaml import YAML

from launch.nginx import Limits
from launch.servers import HOST, action_server, endpoints_file, free_ports, rasa_command, rasa_process
from launch.services import Nginx, PostgreSQL, Redis
from launch.supervision import Supervisor

ONE, SEVERAL = "one", "several"
_DATABASE = "iort"
_PROCESSES = 2
_UNLIMITED = "1000000 per second"  # all visitors of a load run come from one address
_NO_LIMITS = Limits(rate="1000000r/s", connections=60_000)


@contextmanager
def running(shape: str, model: Path, folder: Path) -> Iterator[str]:
    """The address of the shape, ready for visitors; logs and data go into the folder. Raises LaunchError."""
    (action_port,) = free_ports(1)
    ports = free_ports(_PROCESSES if shape == SEVERAL else 1)
    # The one that was started last is stopped first.
    with action_server(action_port), endpoints_file(action_port) as endpoints, ExitStack() as running:
        variables = {"IORT_SESSION_SECRET": "a secret of the load runs, 32+ characters"}
        address_port = ports[0]
        if shape == SEVERAL:
            postgresql_port, redis_port, address_port = free_ports(3)
            postgresql = PostgreSQL(_for_all(folder / "postgresql"), postgresql_port, options=("fsync=off",))
            redis = Redis(folder / "redis", redis_port)
            nginx = Nginx(_for_all(folder / "nginx"), address_port, ports, _NO_LIMITS)
            for service in (postgresql, redis, nginx):
                service.prepare()
                running.enter_context(service.process(folder / f"{service.name}.log"))
            postgresql.create_database(_DATABASE)
            variables |= {"IORT_DATABASE_URL": postgresql.url(_DATABASE), "IORT_REDIS_URL": redis.url}
        else:
            variables["IORT_DATABASE_URL"] = f"sqlite:///{(folder / 'conversations.sqlite').resolve()}"
        credentials = _credentials(folder)
        supervisor = running.enter_context(Supervisor(print))  # starts them side by side, and never looks after them
        supervisor.start(
            *(
                rasa_process(
                    f"Rasa on port {port}",
                    rasa_command(port, model, endpoints, credentials),
                    port,
                    folder / f"rasa-{port}.log",
                    variables,
                )
                for port in ports
            )
        )
        yield f"http://{HOST}:{address_port}"


def _for_all(folder: Path) -> Path:
    """The folder of a server that runs as a user of its own, who has to get there."""
    folder.parent.chmod(0o755)
    return folder


def _credentials(folder: Path) -> Path:
    yaml = YAML()
    credentials = yaml.load(Path("credentials.yml"))
    credentials["iort.channel.website.WebsiteChannel"]["requests_per_address"] = _UNLIMITED
    written = folder / "credentials.yml"
    yaml.dump(credentials, written)
    return written
