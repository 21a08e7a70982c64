"""What a message asks: every decision, in its order."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from iort.understanding.clauses import NOUN, Part, parts_of
from iort.understanding.decision import decide
from iort.understanding.ellipsis import is_elliptical
from iort.understanding.kinds import FOLLOW_UP, FOREIGN, INJECTION, SEVERAL
from iort.understanding.model import Model
from iort.understanding.names.extraction import Entity, entities_of
from iort.understanding.orders import is_injection
from iort.understanding.questions import SUBJECT, Candidate, questions_in
from iort.understanding.ranking import Ranked, Ranking, confidence_of, without
from iort.understanding.safety.detector import DANGERS, danger_of
from iort.understanding.text import is_command, readable

SPANISH = "spanish"


@dataclass(frozen=True)
class Question:
    """One question of a message that asks several."""

    text: str
    topic: Ranked
    entities: tuple[Entity, ...]


@dataclass(frozen=True)
class Understanding:
    """What a message asks.

    Attributes:
        text: the message cleaned and with its spelling put right; `entities` are places in it.
        topic: what to act upon and how sure that is: a topic, a danger, `nlu_fallback` or `multiple_questions`.
        ranking: the topics of the message, the likeliest first.
        questions: where it asks several, each of them in the order asked.
    """

    text: str
    topic: Ranked
    ranking: Ranking
    entities: tuple[Entity, ...]
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Reading:
    """The message or a part of it as read by itself, before anything is decided.

    Attributes:
        vector: of the sentence encoder.
        familiarity: how like the training phrases it is.
    """

    text: str
    vector: np.ndarray
    entities: tuple[Entity, ...]
    ranking: Ranking
    familiarity: float


def understand(text: str, model: Model) -> Understanding:
    """What a visitor's message asks; any text is taken.

    A bare command of Rasa's is none of a visitor's words. Else danger goes before everything, then come orders to the
    machine, then other languages; only then does it matter which questions the message asks.
    """
    typed = readable(text)
    corrected = model.speller.correct(typed)
    parts = parts_of(corrected)
    whole, *clauses = read([corrected, *(part.text for part in parts)], model)
    foreign = model.language.is_foreign(typed, corrected, confidence_of(whole.ranking, FOREIGN))
    spanish = _spanish(typed) if foreign and model.language.is_spanish(typed) else ()

    if is_command(text):
        return _certain(INJECTION, whole)
    danger = _danger(whole, [clause for clause, part in zip(clauses, parts) if part.joint != NOUN], model)
    if danger:
        return _certain(danger, whole, spanish)
    if is_injection(corrected):
        return _certain(INJECTION, whole)
    if foreign and not is_elliptical(corrected, whole.entities):
        return _certain(FOREIGN, whole, spanish)
    candidates = [_candidate(clause, part) for clause, part in zip(clauses, parts)]
    return _asked(whole, questions_in(_candidate(whole), candidates))


def read(texts: list[str], model: Model) -> list[Reading]:
    """Each text by itself; a subject that the likeliest topic has is an entity over the whole of it."""
    readings = []
    for text, vector in zip(texts, model.encoder.encode(texts)):
        doc = model.names(text.lower())
        ranking, subject = model.topics.rank(doc, vector)
        subjects = (Entity(SUBJECT, subject, 0, len(text)),) if subject else ()
        readings.append(Reading(text, vector, entities_of(doc) + subjects, ranking, model.familiarity.of(vector)))
    return readings


def _danger(whole: Reading, clauses: list[Reading], model: Model) -> str | None:
    texts = [reading.text for reading in (whole, *clauses)]
    vectors = np.array([reading.vector for reading in (whole, *clauses)])
    first, *others = model.safety.signs(texts, vectors, model.encoder.encode)
    suspected = danger_of(first, others)
    # What is known already is looked through only where there is something to be sure of.
    return danger_of(first, others, model.safety.known.lead(vectors)) if suspected else None


def _certain(topic: str, whole: Reading, more: tuple[Entity, ...] = ()) -> Understanding:
    found = Ranked(topic, 1.0)
    others = tuple(item for item in whole.ranking if item.name not in (topic, *DANGERS))
    return Understanding(whole.text, found, (found, *others), whole.entities + more)


def _spanish(typed: str) -> tuple[Entity, ...]:
    return (Entity(SPANISH, SPANISH, 0, len(typed)),)


def _candidate(reading: Reading, part: Part | None = None) -> Candidate:
    """A reading with the topic to act upon. Danger and other languages are out of the question by then."""
    ranking = without(reading.ranking, FOREIGN, *DANGERS)
    topic = decide(ranking, reading.familiarity)
    name = FOLLOW_UP if is_elliptical(reading.text, reading.entities) else topic.name
    candidate = Candidate(reading.text, name, topic.confidence, ranking, reading.entities)
    return (
        candidate
        if part is None
        else replace(candidate, asks=part.asks, joint=part.joint, of=part.of, implied=part.implied)
    )


def _asked(whole: Reading, questions: list[Candidate]) -> Understanding:
    if len(questions) == 1:
        (one,) = questions
        return Understanding(whole.text, Ranked(one.intent, one.confidence), one.ranking, one.entities)
    each = tuple(Question(one.text, Ranked(one.intent, one.confidence), one.entities) for one in questions)
    least = min(question.topic.confidence for question in each)
    ranking = without(whole.ranking, FOREIGN, *DANGERS)
    return Understanding(whole.text, Ranked(SEVERAL, least), ranking, whole.entities, each)
