"""`python -m launch parts|prepare|run|shell`: what `make setup`, `make run`, `make shell` and the checks call."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from iort.understanding.encoder.model import EncoderError, verify_files
from launch.archive import verify
from launch.failure import LaunchError
from launch.processes import interrupt_on_signals
from launch.servers import HOST, action_server, check_port, endpoints_file, port_of, prove, rasa_server, site
from launch.supervision import Supervisor
from launch.training import ensure_model, rasa_environment
from launch.widget import ensure_widget


def parts() -> None:
    """The encoder verified, the widget built where needed. Raises LaunchError."""
    try:
        verify_files()
    except EncoderError as error:
        raise LaunchError(str(error)) from error
    ensure_widget()


def prepare() -> Path:
    """The parts and the model, each only where needed. Gives the model's archive; raises LaunchError."""
    parts()
    model = ensure_model()
    verify(model)
    return model


def run(port: int, action_port: int) -> None:
    """Prepare, start both servers, prove an answer, print the address, keep both running. Raises LaunchError."""
    _check_ports(port, action_port)
    model = prepare()
    with action_server(action_port) as actions, rasa_server(port, action_port, model) as rasa:
        prove(port)
        print(f"\nReady: open {site(port)}/ in a browser. Ctrl-C stops everything.", flush=True)
        supervisor = Supervisor(lambda sentence: print(sentence, flush=True))
        supervisor.keep(actions, rasa)
        supervisor.run()


def shell(port: int, action_port: int) -> None:
    """Prepare, start the action server and hand the terminal to `rasa shell`. Raises LaunchError."""
    _check_ports(port, action_port)
    model = prepare()
    with action_server(action_port), endpoints_file(action_port) as endpoints:
        command = [sys.executable, "-m", "rasa", "shell", "--interface", HOST, "--port", str(port)]
        command += ["--model", str(model)]
        command += ["--endpoints", str(endpoints)]
        subprocess.run(command, env=rasa_environment())


def _check_ports(port: int, action_port: int) -> None:
    if port == action_port:
        raise LaunchError(f"PORT and ACTION_PORT are both {port}: two servers need two ports.")
    check_port(port, "PORT")
    check_port(action_port, "ACTION_PORT")


def main() -> None:
    """Parse the command, run it, end with one sentence where it fails."""
    parser = argparse.ArgumentParser(prog="python -m launch")
    parser.add_argument("command", choices=["parts", "prepare", "run", "shell"])
    command = parser.parse_args().command
    interrupt_on_signals()
    try:
        if command in ("parts", "prepare"):
            parts() if command == "parts" else prepare()
            return
        port, action_port = (port_of(name, default) for name, default in (("PORT", 5005), ("ACTION_PORT", 5055)))
        run(port, action_port) if command == "run" else shell(port, action_port)
    except LaunchError as error:
        sys.exit(f"Error: {error}")
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)


if __name__ == "__main__":
    main()
