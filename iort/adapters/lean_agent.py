"""Takes out of Rasa's work on a message what each message does not need anew."""

from __future__ import annotations

from rasa.core.agent import Agent

from iort.adapters.action_endpoint import OpenEndpoint
from iort.adapters.action_schema import check_schema_once
from iort.adapters.graph_runner import SequentialGraphRunner


def make_lean(agent: Agent) -> None:
    """Give an agent with a loaded model a quicker runner of its graph, open connections to its actions, and one check of their
    schema. What it answers stays the same. Without a model nothing is done.
    """
    check_schema_once()
    processor = agent.processor
    if processor is None:
        return
    processor.graph_runner = SequentialGraphRunner.instead_of(processor.graph_runner)
    if processor.action_endpoint is not None:
        processor.action_endpoint = agent.action_endpoint = OpenEndpoint.instead_of(processor.action_endpoint)
