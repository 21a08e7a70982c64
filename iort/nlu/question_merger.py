"""Rasa component: decides what a message asks, from the message as a whole and from its parts.

One question stays one, however it is put. Two questions leave as intent `multiple_questions`, with each of them under
`questions`: {'text', 'intent', 'entities'}, in the order asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from iort.nlu.ellipsis import is_elliptical
from iort.nlu.intent_classifier import SUBJECT
from iort.nlu.patterns import Pattern
from iort.nlu.question_forms import is_verbless
from iort.nlu.question_splitter import NOUN, PART, Joint, with_parts
from iort.nlu.ranking import Ranking, confidence_of
from iort.nlu.safety import DANGERS

SEVERAL = "multiple_questions"
QUESTIONS = "questions"
_FOLLOW_UP = "follow_up"
_DETAILS = "phi_shared"
_COURTESIES = {"greet", "thanks", "goodbye", "affirm", "deny"}
_SMALL_TALK = _COURTESIES | {"help", "emotional_support", "feedback_complaint"}
_OUTSIDE = {"out_of_scope", "gibberish", "non_english", "prompt_injection"}
_DECLINING = _OUTSIDE | {DEFAULT_NLU_FALLBACK_INTENT_NAME}
# Where one of these is meant, it is meant by the whole message.
_WHOLE = {"non_english", "prompt_injection"}
# Told as often as asked: beside a question they are its story.
_TOLD = {"personal_medical_advice", _DETAILS}
# These make sense only of the conversation before, so never beside another question.
_ALONE = {_FOLLOW_UP, "simpler"}
_ABOUT_THE_CHAT = {"bot_challenge", "human_handoff", "source"}
# After a question on one of these a campus is part of it: 'when can I call? and Minnesota?'
_OF_A_CAMPUS = {"contact_hours", "book_appointment", "locations_technology", "human_handoff", "patient_services"}
_HAS_VERB = Pattern(r"\b(?:is|are|do|does|have|has|got|offers?|can)\b")
# Nouns that stand for the matter as a whole: one of them beside another noun is no question of its own.
_NEUTRAL = set(
    """mayo clinic the iort radiation surgery treatment cancer operation hospital together both my a it this how when where why
    who what which weeks days months years again more""".split()
)
_MOST = 3
# Confidences of the whole message: sure of its topic; without a thought of another; of a topic that a part tells of, and that
# part's; with a topic of its own although a part rests on what was said before; surely about something else altogether.
_SURE = 0.9
_UNHEARD = 0.01
_HEARD = 0.3
_SURE_THOUGH_TOLD = 0.97
_OWN_TOPIC = 0.6
_OUTSIDE_FOR_CERTAIN = 0.75
_MARGIN = 0.3  # by which the only part that asks must be surer than the whole message to replace it


@dataclass(frozen=True)
class Understood:
    """The message, or a part of it, as the components before understood it.

    Attributes:
        asks, joint, of, led: as in `question_splitter.Part`; of no meaning for the whole message.
    """

    text: str
    intent: str
    confidence: float
    ranking: Ranking
    entities: list[dict[str, Any]]
    asks: bool = True
    joint: Joint = "sentence"
    of: int | None = None
    led: bool = False

    @property
    def topic(self) -> tuple[str, str | None]:
        """The intent and, where it is divided, the subject: two subjects are two questions."""
        subject = next((item["value"] for item in self.entities if item["entity"] == SUBJECT), None)
        return self.intent, subject if self.intent == "unanswerable" else None


@dataclass(frozen=True)
class Settings:
    """Least confidences; how they were chosen is in docs/understanding.md.

    Attributes:
        part: of a question that a sentence or a conjunction parts from the one before.
        bare: of one that nothing parts from the one before.
        noun: of each of two nouns joined by 'and'.
        noun_in_whole: of each noun's topic in the whole message.
        aside: of a question about the conversation itself (`bot_challenge`, `human_handoff`) beside another.
        led: of one that asks only because a question follows it.
        unheard: of one that the whole message, sure of another topic, does not hear at all.
    """

    part: float = 0.5
    bare: float = 0.45
    noun: float = 0.78
    noun_in_whole: float = 0.015
    aside: float = 0.75
    led: float = 0.85
    unheard: float = 0.75

    def least(self, question: Understood, whole: Understood) -> float:
        """The least confidence of a question that is to be answered beside another."""
        if question.led:
            return self.led
        by_joint: dict[Joint, float] = {"bare": self.bare, NOUN: self.noun}
        least = by_joint.get(question.joint, self.part)
        if question.intent in _ABOUT_THE_CHAT:
            least = self.aside
        if whole.confidence >= _SURE and confidence_of(whole.ranking, question.intent) <= _UNHEARD:
            least = max(least, self.unheard)
        return least


def questions_in(whole: Understood, parts: Sequence[Understood], settings: Settings) -> list[Understood]:
    """The questions to answer, one or more, in order."""
    if whole.intent in DANGERS:
        return [whole]
    if not parts or (whole.intent in _WHOLE and whole.confidence >= settings.part):
        return [whole]
    clauses = _with_nouns_settled(whole, parts, settings)
    if len(clauses) == 1:
        return [whole]

    groups = _grouped([part for part in clauses if _asks(part, whole) and _counts(part)])
    if len(groups) > 1:
        sure = [group for group in groups if group.confidence >= settings.least(group, whole)]
        if len(sure) > 1:
            return sure[:_MOST]
        groups = sure or groups[:1]
    if groups:
        return [_better(whole, groups[0])]
    said = [part for part in clauses if _counts(part)]
    if said and whole.intent in _COURTESIES | {DEFAULT_NLU_FALLBACK_INTENT_NAME}:
        return [max(said, key=lambda part: part.confidence)]
    return [whole]


def _asks(part: Understood, whole: Understood) -> bool:
    """Whether a part asks by its form, or else as a bare name, or as a sure topic that the whole message hears as well."""
    if part.asks:
        return True
    if part.intent == _FOLLOW_UP:
        return _names(part) and is_verbless(part.text)
    heard = confidence_of(whole.ranking, part.intent) >= _HEARD and part.confidence >= _SURE_THOUGH_TOLD
    return heard and part.intent not in _TOLD


def _counts(part: Understood) -> bool:
    if part.led and part.intent == _DETAILS:
        return False  # 'Clinic number …, when is my visit?'
    return part.intent not in _SMALL_TALK | _DECLINING | _ALONE or _names(part)


def _names(part: Understood) -> bool:
    return part.intent == _FOLLOW_UP and any(item["entity"] != SUBJECT for item in part.entities)


def _grouped(parts: Sequence[Understood]) -> list[Understood]:
    """The parts with those of one topic made one; 'and in Minnesota?' goes with the question before it."""
    groups: list[Understood] = []
    for part in (_on_its_own(part, groups) for part in parts):
        same = [number for number, group in enumerate(groups) if group.topic == part.topic]
        at = same[0] if same else len(groups) - 1 if part.intent == _FOLLOW_UP else -1
        if at < 0:
            groups.append(part)
            continue
        group = groups[at]
        groups[at] = replace(
            group,
            text=f"{group.text} {part.text}",
            entities=[*group.entities, *part.entities],
            confidence=max(group.confidence, part.confidence if part.intent == group.intent else 0.0),
        )
    if len(groups) > 1 and groups[0].intent == _FOLLOW_UP:
        # Beside another question it is one of its own: 'stomach cancer? and recovery time?'
        topics = [item for item in groups[0].ranking if item["name"] not in _SMALL_TALK | _DECLINING | _ALONE]
        likeliest = topics[0] if topics else {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 0.0}
        first = replace(groups[0], intent=likeliest["name"], confidence=likeliest["confidence"])
        groups = [first, *(group for group in groups[1:] if group.topic != first.topic)]
    return groups


def _on_its_own(part: Understood, before: Sequence[Understood]) -> Understood:
    """The part, as a question about the place where it asks about a campus and the one before had nothing to do with that.

    'What is it, and do you have it in Jacksonville'.
    """
    asks_where = part.intent == _FOLLOW_UP and any(item["entity"] == "campus" for item in part.entities)
    if asks_where and before and before[-1].intent not in _OF_A_CAMPUS and _HAS_VERB.found_in(part.text):
        return replace(part, intent="locations_technology")
    return part


def _better(whole: Understood, part: Understood) -> Understood:
    """The whole message, or the one part of it that asks where that is clearly surer; what the rest names is kept."""
    if whole.intent in _OUTSIDE and whole.confidence >= _OUTSIDE_FOR_CERTAIN and part.intent != _FOLLOW_UP:
        return whole  # 'My sourdough smells odd. Is it dead?'
    if whole.intent not in _COURTESIES | _DECLINING:
        doubted = part.confidence > whole.confidence + _MARGIN
        if part.intent == whole.intent or not (doubted or _asks_back(part, whole)):
            return whole
    named = {item["entity"] for item in part.entities}
    rest = [item for item in whole.entities if item["entity"] not in named and item["entity"] != SUBJECT]
    return replace(part, entities=[*part.entities, *rest])


def _asks_back(part: Understood, whole: Understood) -> bool:
    """Whether the part rests on the conversation before, and the whole message is not sure of a topic of its own."""
    return part.intent == _FOLLOW_UP and whole.confidence < _OWN_TOPIC


def _with_nouns_settled(whole: Understood, parts: Sequence[Understood], settings: Settings) -> list[Understood]:
    """The clauses, each replaced by its nouns where every one of them is a question of its own."""
    clauses: list[Understood] = []
    for number, clause in enumerate(parts):
        if clause.joint == NOUN:
            continue
        nouns = [part for part in parts if part.of == number]
        apart = len(nouns) > 1 and len({noun.topic for noun in nouns}) == len(nouns)
        sure = all(
            noun.confidence >= settings.noun
            and not set(noun.text.lower().split()) <= _NEUTRAL
            and noun.intent not in _SMALL_TALK | _DECLINING | _ALONE
            and max(confidence_of(ranking, noun.intent) for ranking in (whole.ranking, clause.ranking))
            >= settings.noun_in_whole
            for noun in nouns
        )
        clauses += [replace(noun, asks=True) for noun in nouns] if clause.asks and apart and sure else [clause]
    return clauses


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class QuestionMerger(GraphComponent, IntentClassifier):
    """Takes the parts off again and leaves on the message what it asks."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return vars(Settings())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionMerger:
        known = cls.get_default_config().keys()
        return cls(Settings(**{name: value for name, value in config.items() if name in known}))

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages without their parts, each with the intent, the ranking and the entities of what it asks."""
        grouped = with_parts(messages)
        for message, parts in grouped:
            self._settle(message, parts)
        return [message for message, _ in grouped]

    def _settle(self, message: Message, parts: Sequence[Message]) -> None:
        found = questions_in(_understood(message), [_understood(part) for part in parts], self._settings)
        if len(found) > 1:
            confidence = min(question.confidence for question in found)
            message.set(INTENT, {"name": SEVERAL, "confidence": confidence}, add_to_output=True)
            asked = [
                {
                    "text": question.text,
                    "intent": {"name": question.intent, "confidence": question.confidence},
                    "entities": question.entities,
                }
                for question in found
            ]
            message.set(QUESTIONS, asked, add_to_output=True)
            return
        (question,) = found
        message.set(INTENT, {"name": question.intent, "confidence": question.confidence}, add_to_output=True)
        message.set(INTENT_RANKING_KEY, question.ranking, add_to_output=True)
        message.set(ENTITIES, question.entities, add_to_output=True)


def _understood(message: Message) -> Understood:
    intent = message.get(INTENT) or {}
    name = str(intent.get("name"))
    entities = message.get(ENTITIES) or []
    text = message.get(TEXT) or ""
    if name not in DANGERS and is_elliptical(text, entities):
        name = _FOLLOW_UP
    part = message.get(PART) or {}
    return Understood(
        text=text,
        intent=name,
        confidence=float(intent.get("confidence") or 0.0),
        ranking=message.get(INTENT_RANKING_KEY) or [],
        entities=list(entities),
        asks=part.get("asks", True),
        joint=part.get("joint", "sentence"),
        of=part.get("of"),
        led=part.get("led", False),
    )
