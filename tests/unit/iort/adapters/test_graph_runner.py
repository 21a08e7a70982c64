"""The runner of Rasa's graph, beside Rasa's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from iort.adapters.graph_runner import SequentialGraphRunner


class Sum(GraphComponent):
    """Adds what it is given."""

    asked = 0

    @classmethod
    def create(cls, **_: Any) -> Sum:
        return cls()

    def add(self, left: int, right: int = 1) -> int:
        Sum.asked += 1
        return left + right


def node(**needs: str) -> SchemaNode:
    return SchemaNode(needs=needs, uses=Sum, fn="add", constructor_name="create", config={})


@pytest.fixture
def both(tmp_path: Path) -> list[DaskGraphRunner]:
    # 'last' stands before what it needs.
    nodes = {
        "last": node(left="once", right="twice"),
        "once": node(left="given"),
        "twice": node(left="once", right="once"),
    }
    schema = GraphSchema({**nodes, "beside": node(left="other")})
    rasa = DaskGraphRunner(schema, LocalModelStorage.create(tmp_path), ExecutionContext(schema))
    return [rasa, SequentialGraphRunner.instead_of(rasa)]


def test_it_gives_what_rasa_s_runner_gives(both: list[DaskGraphRunner]) -> None:
    for given in (1, 5):
        rasa, sequential = (runner.run({"given": given}, ["last", "once"]) for runner in both)
        assert sequential == rasa == {"last": 3 * (given + 1), "once": given + 1}


def test_each_node_runs_once_and_only_where_it_is_needed(both: list[DaskGraphRunner]) -> None:
    Sum.asked = 0
    both[1].run({"given": 1}, ["last"])
    assert Sum.asked == 3


def test_a_missing_input_is_named(both: list[DaskGraphRunner]) -> None:
    with pytest.raises(GraphRunError, match="Node 'beside' lacks the input 'other'"):
        both[1].run({"given": 1}, ["beside"])
