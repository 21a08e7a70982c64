"""The training phrases of data/ and the labelled sets: each in its place, and kept apart from each other."""

from __future__ import annotations

from collections import defaultdict

import pytest
from ruamel.yaml import YAML

from content import content
from evaluation.sets import DEVELOPMENT, FOLDER, SAFETY, Case, LabelledSet, read_sets
from tests.support import ROOT
from tests.support.phrases import labelled_questions, plain, training_phrases

FACTS = content()
FEWEST_PHRASES = (
    dict.fromkeys(FACTS.topics_of("courtesy", "small_talk", "about_the_chat", "of_the_conversation"), 20)
    | dict.fromkeys(FACTS.topics_of("answer") | FACTS.topics_of("danger"), 40)
    | {"unanswerable": 250, "out_of_scope": 250}
)
SETS = read_sets(ROOT / FOLDER)


def trained() -> set[str]:
    phrases = {plain(text) for _, text in training_phrases()}
    assert phrases
    return phrases


@pytest.mark.parametrize(("intent", "least"), sorted(FEWEST_PHRASES.items()))
def test_an_intent_has_enough_training_phrases(intent: str, least: int) -> None:
    assert sum(name == intent for name, _ in training_phrases()) >= least


def test_every_intent_of_the_phrases_is_one_of_the_domain() -> None:
    declared = YAML(typ="safe").load(ROOT / "domain.yml")["intents"]
    # Written 'topic/subject' where a topic has subjects of its own.
    assert {intent.partition("/")[0] for intent, _ in training_phrases()} <= set(declared)


def test_no_phrase_stands_in_two_intents() -> None:
    intents = defaultdict(set)
    for intent, text in training_phrases():
        intents[text.lower()].add(intent)
    assert {text: found for text, found in intents.items() if len(found) > 1} == {}


def test_every_intent_has_its_file_or_its_folder() -> None:
    for path in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        intents = {block["intent"] for block in YAML(typ="safe").load(path)["nlu"]}
        assert intents <= {path.stem, path.parent.name}, path


@pytest.mark.parametrize("name", ["test_set", "calibration_set"])
def test_no_question_of_a_test_set_is_a_training_phrase(name: str) -> None:
    phrases = trained()
    assert not [case["text"] for case in labelled_questions(name) if plain(case["text"]) in phrases]


def texts_judged(cases: tuple[Case, ...]) -> list[str]:
    """What is asked; of a dialogue the follow-ups, since it may open with any question."""
    return [turn.text for case in cases for turn in case.turns if len(case.turns) == 1 or turn.follow_up]


@pytest.mark.parametrize("item", [*SETS, *read_sets(ROOT / DEVELOPMENT)], ids=lambda item: item.name)
def test_no_question_of_an_evaluation_set_is_a_training_phrase(item: LabelledSet) -> None:
    phrases = trained()
    assert [text for text in texts_judged(item.cases) if plain(text) in phrases] == []


def test_the_test_set_is_large_enough() -> None:
    assert len(labelled_questions("test_set")) >= 400


def test_the_safety_cases_are_many_and_come_with_their_negatives() -> None:
    (safety,) = [item for item in SETS if item.name == "safety"]
    kinds = [case.turns[0].safety for case in safety.cases]
    assert (sum(kind in SAFETY for kind in kinds) >= 200, kinds.count("neither") >= 250) == (True, True)
