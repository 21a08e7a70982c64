"""Project folders that are trained and run beside each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.nlu import read_yaml, starter_config
from bench.side_by_side.contestants import PHRASES, Contestant, assistant, plain_answers, with_epochs

CHECKOUT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Contestant:
    return assistant("this assistant", CHECKOUT, tmp_path_factory.mktemp("bench") / "own", 1000)


def test_plain_answers_need_neither_an_action_nor_a_fact() -> None:
    answers = plain_answers(CHECKOUT)
    assert answers["what_is_iort"].startswith("IORT is a strong, focused dose of radiation")
    assert not {"contact_hours", "greet"} & set(answers)


def test_a_visitor_meets_no_limit(own: Contestant) -> None:
    (channel,) = read_yaml(own.project / "credentials.yml").values()
    assert channel["messages_per_session"] == channel["requests_per_address"] == "1000000 per second"


def test_every_group_of_phrases_keeps_its_first(own: Contestant) -> None:
    written = read_yaml(own.project / PHRASES)["nlu"]
    assert {group["intent"] for group in written} >= set(own.answers)
    assert all(group["examples"].count("\n") == 1 for group in written)


def test_nothing_of_an_earlier_training_is_left(own: Contestant) -> None:
    left = [own.project / name for name in (".rasa/cache", "build/vectors", "models")]
    for folder in left:
        folder.mkdir(parents=True)
    own.forget()
    assert not any(folder.exists() for folder in left)
    assert (own.project / PHRASES).exists()


def test_epochs_are_those_of_what_learns_from_phrases() -> None:
    config = with_epochs(starter_config(), 3)
    epochs = {component["name"]: component.get("epochs") for component in [*config["pipeline"], *config["policies"]]}
    assert (epochs["DIETClassifier"], epochs["ResponseSelector"], epochs["TEDPolicy"]) == (3, 3, 100)
