"""`python -m launch.serve`: one Rasa process of a deployment, in a container or on a machine; becomes `rasa run`.

Expects a trained model and the variables of docs/operating.md; refuses a model that is not the one that was trained.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ruamel.yaml import YAML

from launch.archive import newest, verify
from launch.failure import LaunchError
from launch.servers import rasa_command
from launch.training import MODELS, rasa_environment

ENDPOINTS = Path("deploy/endpoints.yml")
CREDENTIALS = Path("deploy/credentials.yml")
_NEEDED = (
    "IORT_ACTIONS_URL",
    "IORT_ACTIONS_TOKEN",
    "IORT_ORIGINS",
)  # endpoints and credentials are filled in from them
_LIMITS = {
    "SANIC_PROXIES_COUNT": "1",  # nginx in front: the visitor's address is what it hands on
    "SANIC_REQUEST_MAX_SIZE": "65536",  # bytes; Sanic's own limit is 100 MB
}


def check_endpoints(file: Path) -> None:
    """Raise LaunchError where the endpoints would fetch a model: whoever serves one runs code here."""
    if "models" in (YAML().load(file) or {}):
        raise LaunchError(
            f"{file} has 'models:', which loads code from a server: take it out; the model is in models/."
        )


def command(interface: str, port: int, model: Path) -> list[str]:
    """`rasa run` without its HTTP API, with the one public channel."""
    return rasa_command(port, model, ENDPOINTS, CREDENTIALS, interface)


def environment() -> dict[str, str]:
    """The environment of a Rasa process that serves the public. Raises LaunchError naming what is not set."""
    missing = [name for name in _NEEDED if not os.environ.get(name)]
    if missing:
        raise LaunchError(f"{', '.join(missing)}: not set; docs/operating.md says what to write.")
    return {**_LIMITS, "IORT_ENVIRONMENT": "production", **rasa_environment()}


def main() -> None:
    """Check, then become Rasa; end with one sentence where a check fails."""
    parser = argparse.ArgumentParser(prog="python -m launch.serve")
    parser.add_argument("--interface", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    parser.add_argument("--port", type=int, default=5005)
    options = parser.parse_args()
    try:
        check_endpoints(ENDPOINTS)
        model = newest(MODELS)
        verify(model)
        os.execve(sys.executable, command(options.interface, options.port, model), environment())
    except LaunchError as error:
        sys.exit(f"Error: {error}")


if __name__ == "__main__":
    main()
