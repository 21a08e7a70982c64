"""Which questions a message asks, from the message as a whole and from its parts. One question stays one, however it is put."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from iort.understanding.clauses import NOUN, Joint
from iort.understanding.kinds import (
    ABOUT_THE_CHAT,
    BY_CAMPUS,
    COURTESIES,
    DECLINING,
    DETAILS,
    FOLLOW_UP,
    NEVER_BESIDE_ANOTHER,
    OUTSIDE,
    SMALL_TALK,
    STATEMENTS,
    UNSURE,
    WHOLE_MESSAGE,
)
from iort.understanding.names.extraction import Entity
from iort.understanding.patterns import Pattern
from iort.understanding.question_forms import is_verbless
from iort.understanding.ranking import Ranked, Ranking, confidence_of
from iort.understanding.settings import QUESTIONS, QuestionSettings

SUBJECT = "subject"
_HAS_VERB = Pattern(r"\b(?:is|are|do|does|have|has|got|offers?|can)\b")
# Nouns that stand for the matter as a whole: one of them beside another noun is no question of its own.
_NEUTRAL = set(
    """mayo clinic the iort radiation surgery treatment cancer operation hospital together both my a it this how when where why
    who what which weeks days months years again more""".split()
)
_MOST = 3


@dataclass(frozen=True)
class Candidate:
    """The message, or a part of it, as read by itself.

    Attributes:
        asks, joint, of, implied: as in `clauses.Part`; of no meaning for the whole message.
    """

    text: str
    intent: str
    confidence: float
    ranking: Ranking
    entities: tuple[Entity, ...]
    asks: bool = True
    joint: Joint = "sentence"
    of: int | None = None
    implied: bool = False

    @property
    def topic(self) -> tuple[str, str | None]:
        """The intent and, where it is divided, the subject: two subjects are two questions."""
        subject = next((item.value for item in self.entities if item.label == SUBJECT), None)
        return self.intent, subject if self.intent == "unanswerable" else None


def questions_in(
    whole: Candidate, parts: Sequence[Candidate], settings: QuestionSettings = QUESTIONS
) -> list[Candidate]:
    """The questions to answer, one or more, in order."""
    if not parts or (whole.intent in WHOLE_MESSAGE and whole.confidence >= settings.part):
        return [whole]
    clauses = _with_nouns_settled(whole, parts, settings)
    if len(clauses) == 1:
        return [whole]

    groups = _grouped([part for part in clauses if _asks(part, whole, settings) and _counts(part)])
    if len(groups) > 1:
        sure = [group for group in groups if group.confidence >= _least(group, whole, settings)]
        if len(sure) > 1:
            return sure[:_MOST]
        groups = sure or groups[:1]
    if groups:
        return [_better(whole, groups[0], settings)]
    said = [part for part in clauses if _counts(part)]
    if said and whole.intent in COURTESIES | {UNSURE}:
        return [max(said, key=lambda part: part.confidence)]
    return [whole]


def _least(question: Candidate, whole: Candidate, settings: QuestionSettings) -> float:
    """The least confidence of a question that is to be answered beside another."""
    if question.implied:
        return settings.implied
    by_joint: dict[Joint, float] = {"bare": settings.bare, NOUN: settings.noun}
    least = by_joint.get(question.joint, settings.part)
    if question.intent in ABOUT_THE_CHAT:
        least = settings.about_the_chat
    if whole.confidence >= settings.sure and confidence_of(whole.ranking, question.intent) <= settings.no_probability:
        least = max(least, settings.unlikely)
    return least


def _asks(part: Candidate, whole: Candidate, settings: QuestionSettings) -> bool:
    """Whether a part asks by its form, as a bare name, or as a sure topic that is likely in the whole message as well."""
    if part.asks:
        return True
    if part.intent == FOLLOW_UP:
        return _names(part) and is_verbless(part.text)
    likely = confidence_of(whole.ranking, part.intent) >= settings.likely and part.confidence >= settings.sure_statement
    return likely and part.intent not in STATEMENTS


def _counts(part: Candidate) -> bool:
    if part.implied and part.intent in DETAILS:
        return False  # 'Clinic number …, when is my visit?'
    return part.intent not in SMALL_TALK | DECLINING | NEVER_BESIDE_ANOTHER or _names(part)


def _names(part: Candidate) -> bool:
    return part.intent == FOLLOW_UP and any(item.label != SUBJECT for item in part.entities)


def _grouped(parts: Sequence[Candidate]) -> list[Candidate]:
    """The parts with those of one topic made one; 'and in Minnesota?' goes with the question before it."""
    groups: list[Candidate] = []
    for part in (_on_its_own(part, groups) for part in parts):
        same = [number for number, group in enumerate(groups) if group.topic == part.topic]
        at = same[0] if same else len(groups) - 1 if part.intent == FOLLOW_UP else -1
        if at < 0:
            groups.append(part)
            continue
        group = groups[at]
        groups[at] = replace(
            group,
            text=f"{group.text} {part.text}",
            entities=(*group.entities, *part.entities),
            confidence=max(group.confidence, part.confidence if part.intent == group.intent else 0.0),
        )
    if len(groups) > 1 and groups[0].intent == FOLLOW_UP:
        # Beside another question it is one of its own: 'stomach cancer? and recovery time?'
        topics = [item for item in groups[0].ranking if item.name not in SMALL_TALK | DECLINING | NEVER_BESIDE_ANOTHER]
        likeliest = topics[0] if topics else Ranked(UNSURE, 0.0)
        first = replace(groups[0], intent=likeliest.name, confidence=likeliest.confidence)
        groups = [first, *(group for group in groups[1:] if group.topic != first.topic)]
    return groups


def _on_its_own(part: Candidate, before: Sequence[Candidate]) -> Candidate:
    """The part, as a question about the place where it asks about a campus and the one before had nothing to do with that.

    'What is it, and do you have it in Jacksonville'.
    """
    asks_where = part.intent == FOLLOW_UP and any(item.label == "campus" for item in part.entities)
    if asks_where and before and before[-1].intent not in BY_CAMPUS and _HAS_VERB.found_in(part.text):
        return replace(part, intent="locations_technology")
    return part


def _better(whole: Candidate, part: Candidate, settings: QuestionSettings) -> Candidate:
    """The whole message, or the one part of it that asks where that is clearly surer; what the rest names is kept."""
    if whole.intent in OUTSIDE and whole.confidence >= settings.outside and part.intent != FOLLOW_UP:
        return whole  # 'My sourdough smells odd. Is it dead?'
    if whole.intent not in COURTESIES | DECLINING:
        doubted = part.confidence > whole.confidence + settings.margin
        if part.intent == whole.intent or not (doubted or _asks_back(part, whole, settings)):
            return whole
    named = {item.label for item in part.entities}
    rest = [item for item in whole.entities if item.label not in named and item.label != SUBJECT]
    return replace(part, entities=(*part.entities, *rest))


def _asks_back(part: Candidate, whole: Candidate, settings: QuestionSettings) -> bool:
    """Whether the part rests on the conversation before, and the whole message is not sure of a topic of its own."""
    return part.intent == FOLLOW_UP and whole.confidence < settings.own_topic


def _with_nouns_settled(whole: Candidate, parts: Sequence[Candidate], settings: QuestionSettings) -> list[Candidate]:
    """The clauses, each replaced by its nouns where every one of them is a question of its own."""
    clauses: list[Candidate] = []
    for number, clause in enumerate(parts):
        if clause.joint == NOUN:
            continue
        nouns = [part for part in parts if part.of == number]
        apart = len(nouns) > 1 and len({noun.topic for noun in nouns}) == len(nouns)
        sure = all(
            noun.confidence >= settings.noun
            and not set(noun.text.lower().split()) <= _NEUTRAL
            and noun.intent not in SMALL_TALK | DECLINING | NEVER_BESIDE_ANOTHER
            and max(confidence_of(ranking, noun.intent) for ranking in (whole.ranking, clause.ranking))
            >= settings.noun_in_whole
            for noun in nouns
        )
        clauses += [replace(noun, asks=True) for noun in nouns] if clause.asks and apart and sure else [clause]
    return clauses
