"""The trained bot inside this process, for benchmarks that look into it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from rasa.core.agent import Agent
from rasa.model import get_latest_model
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog

from launch.servers import action_endpoint, action_server, free_ports


@contextmanager
def loaded_agent() -> Iterator[Agent]:
    """The newest model with its action server beside it. Raises SystemExit where there is no model."""
    logging.disable(logging.CRITICAL)
    configure_structlog(logging.CRITICAL)  # or Rasa prints every message, which costs as much as answering it
    model = get_latest_model("models")
    if model is None:
        raise SystemExit("Error: models/ holds no model; run 'make setup' first.")
    (port,) = free_ports(1)
    with action_server(port):
        yield Agent.load(
            model,
            generator=EndpointConfig(type="iort.nlg.ContentNLG"),
            action_endpoint=EndpointConfig.from_dict(action_endpoint(port)),
        )
