"""What can be tuned in understanding, each value with its reason; how they were measured is in docs/understanding.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LearningSettings:
    """How a linear classifier over tf-idf and sentence vectors is fitted."""

    strength: float = 10.0  # inverse of the regularisation, C; best of 3, 10 and 30 on the calibration set
    meaning: float = 1.5  # weight of sentence vectors against spelling


@dataclass(frozen=True)
class CertaintySettings:
    """How probable it is that the likeliest topic is right: the logistic of a sum, fitted by `python -m bench.certainty`."""

    constant: float
    confidence: float  # of the log-odds of what the classifier gives the topic
    familiarity: float  # of how like the training phrases the text is


@dataclass(frozen=True)
class LanguageSettings:
    """Weights of the three signs that a message is not English, what their sum must reach, and when lingua alone decides.

    Chosen on the training phrases (topic probabilities by cross-validation) and tests/evaluation/development.
    """

    english: float = 1.0  # how unlike English it looks to lingua
    strange: float = 0.5  # share of words that are not known English
    classified: float = 1.8  # what the topic classifier gives `non_english`
    threshold: float = 1.85
    sure: float = 0.999  # of misspelt English lingua is often sure to 0.99
    sure_words: int = 3
    sure_unknown: int = 2  # one unknown word may be a disease; asked for three, it misses one Spanish cry in eight
    spanish_odds: float = (
        10.0  # most who do not write English write Spanish, and lingua takes short Spanish for its neighbours
    )


@dataclass(frozen=True)
class SafetySettings:
    """When a message comes from danger; scores are log-odds. Measured in docs/understanding.md."""

    alarm: float = 1.0  # what a rule that found words of danger adds
    # Where the nearest danger does not lead the nearest harmless phrase by so much, what lacks is taken off, so many times.
    lead: float = 0.07
    evidence: float = 12.0


@dataclass(frozen=True)
class QuestionSettings:
    """Confidences that decide which questions a message asks; docs/understanding.md says on what they were chosen."""

    # least confidence of a question that is to be answered beside another
    part: float = 0.5  # a sentence or a conjunction parts it from the one before
    bare: float = 0.45  # nothing parts it from the one before
    noun: float = 0.78  # of each of two nouns joined by 'and'
    noun_in_whole: float = 0.015  # of each noun's topic in the whole message
    about_the_chat: float = 0.75  # it is about the conversation itself
    implied: float = 0.85  # it asks only because a question follows it
    unlikely: float = 0.75  # the whole message, sure of another topic, gives it no probability
    # of the whole message
    sure: float = 0.9  # sure of its topic
    no_probability: float = 0.01  # of a topic that it does not speak of
    likely: float = 0.3  # of a topic that one of its statements is about
    own_topic: float = 0.6  # has a topic although a part rests on what was said before
    outside: float = 0.75  # surely about something else altogether
    # of a part
    sure_statement: float = 0.97  # a statement counts as a question from here on
    margin: float = 0.3  # by which the only part that asks must be surer than the whole message to replace it


TOPICS = LearningSettings()
SAFETY_LEARNING = LearningSettings(meaning=2.0)
OF_A_FACT = CertaintySettings(constant=-5.44, confidence=1.29, familiarity=7.65)
OF_ANOTHER_REPLY = CertaintySettings(constant=0.43, confidence=0.9, familiarity=1.95)
LANGUAGE = LanguageSettings()
SAFETY = SafetySettings()
QUESTIONS = QuestionSettings()
