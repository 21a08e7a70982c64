"""`python -m launch.production`: the shape of production on one machine, for trying it out and for its tests.

PostgreSQL, Redis, the action server, two Rasa processes and nginx with the deployment's configuration, all on 127.0.0.1,
all kept running. PORT= chooses nginx's port (8080); data, logs and secrets are in build/production/.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from secrets import token_hex

from actions.token import TOKEN_VARIABLE
from launch.__main__ import prepare
from launch.failure import LaunchError
from launch.processes import Process, interrupt_on_signals
from launch.servers import HOST, action_process, check_port, free_ports, port_of, prove, rasa_process, site
from launch.services import Nginx, PostgreSQL, Redis
from launch.supervision import Supervisor

FOLDER = Path("build/production")
RASA_PROCESSES = 2
_DATABASE = "iort"
_SECRETS = ("IORT_SESSION_SECRET", TOKEN_VARIABLE, "POSTGRES_PASSWORD", "REDIS_PASSWORD")


def kept_secrets(file: Path) -> dict[str, str]:
    """The secrets of this machine, made at the first start and kept in the file, which only its owner can read."""
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(0o600)
        file.write_text("".join(f"{name}={token_hex(32)}\n" for name in _SECRETS))
    return dict(line.split("=", 1) for line in file.read_text().splitlines())


def start(supervisor: Supervisor, folder: Path, port: int) -> None:
    """Start everything behind nginx on `port` and wait until it answers. Raises LaunchError."""
    secrets = kept_secrets(folder / "secrets")
    postgresql_port, redis_port, actions_port, *rasa_ports = free_ports(3 + RASA_PROCESSES)
    postgresql = PostgreSQL((folder / "postgresql").resolve(), postgresql_port, secrets["POSTGRES_PASSWORD"])
    redis = Redis((folder / "redis").resolve(), redis_port, secrets["REDIS_PASSWORD"])
    nginx = Nginx((folder / "nginx").resolve(), port, rasa_ports)
    for service in (postgresql, redis, nginx):
        service.prepare()

    print("PostgreSQL, Redis, action server: starting ...", flush=True)
    logs = folder / "logs"
    actions = action_process(actions_port, secrets[TOKEN_VARIABLE], logs / "actions.log")
    supervisor.start(*(each.process(logs / f"{each.name}.log") for each in (postgresql, redis)), actions)
    postgresql.create_database(_DATABASE)
    variables = {
        "IORT_ENVIRONMENT": "production",
        "IORT_DATABASE_URL": postgresql.url(_DATABASE),
        "IORT_REDIS_URL": redis.url,
        "IORT_ORIGINS": f"http://{HOST}:{port} {os.environ.get('IORT_ORIGINS', '')}".strip(),
        "IORT_ACTIONS_URL": f"http://{HOST}:{actions_port}/webhook",
        **{name: secrets[name] for name in ("IORT_SESSION_SECRET", TOKEN_VARIABLE)},
    }
    print(f"Rasa: starting {RASA_PROCESSES} processes; loading takes about 20 seconds ...", flush=True)
    supervisor.start(*(_rasa(number, each, logs, variables) for number, each in enumerate(rasa_ports, 1)))
    print(f"nginx: starting on port {port} ...", flush=True)
    supervisor.start(nginx.process(logs / "nginx.log"))


def _rasa(number: int, port: int, logs: Path, variables: Mapping[str, str]) -> Process:
    name = f"rasa-{number}"
    command = [sys.executable, "-m", "launch.serve", "--interface", HOST, "--port", str(port)]
    return rasa_process(name, command, port, logs / f"{name}.log", variables)


def main() -> None:
    """Start, prove an answer through nginx, keep everything running; end with one sentence where it cannot."""
    interrupt_on_signals()
    try:
        port = port_of("PORT", 8080)
        check_port(port, "PORT")
        prepare()
        with Supervisor(lambda sentence: print(sentence, flush=True)) as supervisor:
            start(supervisor, FOLDER, port)
            prove(port)
            print(f"\nReady: open {site(port)}/ in a browser. Ctrl-C stops everything. Logs: {FOLDER}/logs", flush=True)
            supervisor.run()
    except LaunchError as error:
        sys.exit(f"Error: {error}")
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)


if __name__ == "__main__":
    main()
