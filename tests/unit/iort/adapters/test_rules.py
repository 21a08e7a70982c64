"""The policy that remembers, beside the one of Rasa that it takes the place of."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.core.training import load_data
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from iort.adapters.rules import OneTurnRulePolicy
from tests.support import ROOT
from tests.support.turns import session_start

# Of two turns: what a no means depends on what was said before.
OF_TWO_TURNS = """
- rule: no, after goodbye
  steps: [{intent: goodbye}, {action: utter_goodbye}, {intent: deny}, {action: utter_thanks}]
"""


def trained(domain: Domain, rules: Path, folder: Path) -> OneTurnRulePolicy:
    own = {"core_fallback_action_name": "action_did_you_mean", "restrict_rules": False}
    config = {**OneTurnRulePolicy.get_default_config(), **own}
    storage, context = LocalModelStorage.create(folder), ExecutionContext(GraphSchema({}))
    policy = OneTurnRulePolicy(config, storage, Resource("rules"), context)
    policy.train(load_data(str(rules), domain), domain)
    return policy


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(ROOT / "domain.yml")


@pytest.fixture(scope="module")
def policy(domain: Domain, tmp_path_factory: pytest.TempPathFactory) -> OneTurnRulePolicy:
    return trained(domain, ROOT / "data" / "rules.yml", tmp_path_factory.mktemp("rules"))


def conversation(*events: Event) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("visitor", [*session_start(), *events])


def said(intent: str, *entities: str) -> UserUttered:
    named = [{"entity": entity, "value": "it", "start": 0, "end": 2} for entity in entities]
    return UserUttered("it", {"name": intent, "confidence": 1.0}, named)


def prediction(found: PolicyPrediction) -> tuple[object, ...]:
    return tuple(found.probabilities), found.hide_rule_turn, found.events, found.is_end_to_end_prediction


def test_it_predicts_what_rasa_s_policy_predicts(policy: OneTurnRulePolicy, domain: Domain) -> None:
    chance = random.Random(1)
    for _ in range(200):
        events: list[Event] = []
        for _ in range(chance.randint(1, 4)):
            turn = said(
                chance.choice(domain.intents), *chance.sample(["spanish", "campus", "cancer"], chance.randint(0, 2))
            )
            action = ActionExecuted(chance.choice(domain.user_actions))
            events += [turn, *chance.choice([[], [action], [action, ActionExecuted("action_listen")]])]
        tracker = conversation(*events)
        expected = prediction(RulePolicy.predict_action_probabilities(policy, tracker, domain))
        for _ in range(2):  # found, and remembered
            assert prediction(policy.predict_action_probabilities(tracker, domain)) == expected


def test_it_looks_once_at_a_turn_however_the_conversation_began(
    policy: OneTurnRulePolicy, domain: Domain, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = conversation(said("insurance"))
    expected = prediction(policy.predict_action_probabilities(first, domain))
    monkeypatch.setattr(RulePolicy, "predict_action_probabilities", None)
    later = conversation(
        said("greet"), ActionExecuted("utter_greet"), ActionExecuted("action_listen"), said("insurance")
    )
    found = policy.predict_action_probabilities(later, domain)
    assert prediction(found) == expected
    found.probabilities[:] = []  # as Rasa does to an action that was rejected
    assert prediction(policy.predict_action_probabilities(later, domain)) == expected


def test_what_an_action_refused_is_not_remembered(policy: OneTurnRulePolicy, domain: Domain) -> None:
    refused = conversation(said("insurance"), ActionExecutionRejected("utter_insurance"))
    assert policy._turn(refused) is None
    policy.predict_action_probabilities(refused, domain)


def test_longer_rules_are_rasa_s(domain: Domain, tmp_path: Path) -> None:
    rules = tmp_path / "rules.yml"
    rules.write_text((ROOT / "data" / "rules.yml").read_text() + OF_TWO_TURNS)
    (tmp_path / "model").mkdir()
    policy = trained(domain, rules, tmp_path / "model")
    goodbye = [said("goodbye"), ActionExecuted("utter_goodbye"), ActionExecuted("action_listen")]
    for before, action in (([], "action_no"), (goodbye, "utter_thanks"), ([], "action_no")):
        found = policy.predict_action_probabilities(conversation(*before, said("deny")), domain)
        assert found.probabilities[domain.index_for_action(action)] == 1.0
