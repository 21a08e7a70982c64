"""Rasa's RulePolicy for rules of one turn each, which remembers what it predicted."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, ENTITY_ATTRIBUTE_TYPE, INTENT_NAME_KEY

_ONE_TURN = 2  # states: what was said, and what was done about it

_Turn = tuple[Any, ...]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class OneTurnRulePolicy(RulePolicy):
    """Predicts what RulePolicy predicts, which for each action takes all events of the conversation apart, twice.

    Where no rule is longer than a turn and no slot or loop has a say, the turn alone decides, and of one that was met before
    the prediction is known. Everything else is RulePolicy's as ever.
    """

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """As of RulePolicy."""
        turn = self._turn(tracker)
        if turn is None:
            return super().predict_action_probabilities(tracker, domain, rule_only_data, **kwargs)
        if turn not in self._predicted:
            self._predicted[turn] = super().predict_action_probabilities(tracker, domain, rule_only_data, **kwargs)
        known = self._predicted[turn]
        # Rasa writes into predictions, so that each message needs one of its own.
        return PolicyPrediction(
            list(known.probabilities), known.policy_name, known.policy_priority, hide_rule_turn=known.hide_rule_turn
        )

    @cached_property
    def _predicted(self) -> dict[_Turn, PolicyPrediction]:
        return {}

    @cached_property
    def _rules(self) -> list[list[dict[str, Any]]]:
        return [self._rule_key_to_state(key) for key in self.lookup[RULES]]

    @cached_property
    def _all_of_one_turn(self) -> bool:
        return all(len(states) <= _ONE_TURN for states in self._rules)

    @cached_property
    def _entities(self) -> frozenset[str]:
        """Those that a rule asks for; others change nothing."""
        return frozenset(
            entity for states in self._rules for state in states for entity in state.get(USER, {}).get(ENTITIES, ())
        )

    def _turn(self, tracker: DialogueStateTracker) -> _Turn | None:
        """Intent, entities and the actions since it was said; None where more than that has a say."""
        if not self._all_of_one_turn or tracker.active_loop_name or tracker.latest_message is None:
            return None
        if any(slot.influence_conversation for slot in tracker.slots.values()):
            return None
        actions = []
        for event in reversed(tracker.events):
            if isinstance(event, ActionExecutionRejected):
                return None
            if isinstance(event, ActionExecuted):
                actions.append(event.action_name)
                if event.action_name == ACTION_LISTEN_NAME:
                    break
        else:
            return None  # nothing was listened to yet
        said = tracker.latest_message
        named = self._entities & {entity[ENTITY_ATTRIBUTE_TYPE] for entity in said.entities}
        return said.intent.get(INTENT_NAME_KEY), named, tuple(actions)
