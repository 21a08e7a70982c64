"""`python -m actions [--host 127.0.0.1] [--port 5055]`: the action server as it runs beside an assistant."""

from __future__ import annotations

import argparse
import logging
import os
import sys

from rasa_sdk.executor import ActionExecutor

from actions.server import create_app
from actions.token import TOKEN_VARIABLE, WeakToken


def main() -> None:
    """Serve until SIGTERM or Ctrl-C; end with one sentence where the token is missing or weak."""
    parser = argparse.ArgumentParser(prog="python -m actions", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    parser.add_argument("--port", type=int, default=5055)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-8s %(name)s  %(message)s")
    executor = ActionExecutor()
    executor.register_package("actions")
    try:
        app = create_app(executor, os.environ.get(TOKEN_VARIABLE, ""))
    except WeakToken as error:
        sys.exit(f"Error: {error}")
    app.run(options.host, options.port, access_log=False, motd=False)


if __name__ == "__main__":
    main()
