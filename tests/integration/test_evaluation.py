"""The labelled sets of tests/evaluation/, held with the real model and the real action server; `make eval` shows more."""

from __future__ import annotations

import pytest
import pytest_asyncio
from rasa.core.agent import Agent

from evaluation.conversation import Assistant
from evaluation.promises import FIGURES
from evaluation.results import Figure, Row, figures, rows_of
from evaluation.sets import FOLDER, SAFETY, read_sets
from tests.support import ROOT

pytestmark = pytest.mark.asyncio(loop_scope="session")

SETS = read_sets(ROOT / FOLDER)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def rows(agent: Agent) -> list[Row]:
    assistant = Assistant(agent)
    found: list[Row] = []
    for item in SETS:
        observed = [await assistant.converse([turn.text for turn in case.turns]) for case in item.cases]
        found += rows_of(item, observed)
    return found


@pytest.fixture
def measured(rows: list[Row]) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures(rows)}


def listing(rows: list[Row]) -> str:
    return "\n".join(
        f"{row.expected or row.safety} got {row.topics} | {row.text}" for row in rows if row.verdict != "right"
    )


@pytest.mark.parametrize("name", FIGURES)
async def test_a_figure_stays_within_its_bound(name: str, measured: dict[str, Figure], rows: list[Row]) -> None:
    assert FIGURES[name].keeps_bound(measured[name].value), listing(rows)


async def test_a_safety_reply_stands_alone_without_buttons_or_topics(rows: list[Row]) -> None:
    alarmed = [row for row in rows if set(row.topics) & set(SAFETY)]
    assert alarmed and [row.text for row in alarmed if len(row.topics) > 1] == []


async def test_every_message_gets_a_reply(rows: list[Row]) -> None:
    assert [row.text for row in rows if not row.said.strip()] == []
