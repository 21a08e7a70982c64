"""Whether somebody may be in danger, apart from what the message asks.

Two classifiers of its own read the message and each of its clauses, so that no topic, no second question and no threshold of
the topics can outvote a cry for help. Their classes are emergency, crisis and neither; the phrases of `neither` are all other
training phrases and those that speak of danger without being in it. Rules (rules.yml) take out words of danger that mean none
before they look, and add weight to words that do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import logit

from content import content
from iort.understanding.linear_classifier import LinearClassifier
from iort.understanding.phrases import FOR_SAFETY, Phrase
from iort.understanding.safety.kernel_machine import KernelMachine
from iort.understanding.safety.known_phrases import KnownPhrases
from iort.understanding.safety.rules import Rule, safety_rules
from iort.understanding.settings import SAFETY, SAFETY_LEARNING, SafetySettings
from iort.understanding.text_features import TextFeatures

DANGERS = ("emergency", "crisis")
_NEITHER = "neither"
_ANY_WORD = r"\S+"
_WORD = re.compile(r"\w+")
_FAINTEST = 1e-3  # probabilities nearer to 0 or 1 say no more than this one
_HARMLESS = -3.0  # what a plain question scores
# Where the exclusions leave no other word than these, there is nothing left to be afraid of, and nothing to judge by: of 'how
# does it spare organs better than normal' they leave 'how'.
_SAYS_NOTHING = set(
    "how what why when who which is are was it the a an i me my and but or so if do does did can in of to for".split()
)

Encode = Callable[[Sequence[str]], np.ndarray]


@dataclass(frozen=True)
class Sign:
    """What one text says of danger.

    Attributes:
        score: log-odds of danger, the mean of both classifiers.
        kind: 'emergency' or 'crisis', whichever is likelier.
        alarm: the rule that found words of danger, or None.
    """

    score: float
    kind: str
    alarm: Rule | None


@dataclass(frozen=True)
class DangerDetector:
    """One classifier sees words and meaning along straight lines, the other meaning alone, by what lies near. Together they
    make half the errors of either.
    """

    linear: LinearClassifier
    near: KernelMachine
    known: KnownPhrases

    @classmethod
    def learn(
        cls, phrases: Sequence[Phrase], vectors: np.ndarray, encode: Encode, before: DangerDetector | None = None
    ) -> DangerDetector:
        """Fit on all training phrases and their sentence vectors; `encode` makes those of what the rules leave of a phrase.

        `before` was learned from almost the same phrases and saves time.
        """
        texts = [safety_rules().remaining(phrase.text) for phrase in phrases]
        remaining = _vectors([phrase.text for phrase in phrases], texts, vectors, encode)
        classes = np.array([phrase.intent if phrase.intent in DANGERS else _NEITHER for phrase in phrases])
        features, words = TextFeatures(_ANY_WORD), before.linear if before else None
        linear = LinearClassifier.learn(features, texts, remaining, list(classes), SAFETY_LEARNING, words)
        close = _close_to_danger(phrases, classes)
        dangers, machine = classes[close] != _NEITHER, before.near if before else None
        near = KernelMachine.learn(remaining[close], dangers, SAFETY_LEARNING.strength, machine)
        return cls(linear, near, KnownPhrases.of(vectors, classes != _NEITHER))

    def save(self, folder: Path) -> None:
        """Write it into the folder."""
        self.linear.save(folder)
        np.savez(folder / "near.npz", **vars(self.near))
        self.known.save(folder)

    @classmethod
    def load(cls, folder: Path) -> DangerDetector:
        """Read what `save` wrote. A damaged file raises: without this layer nothing may be answered."""
        with np.load(folder / "near.npz") as kept:
            near = KernelMachine(kept["support"], kept["weights"], float(kept["intercept"]))
        return cls(LinearClassifier.load(TextFeatures(_ANY_WORD), folder), near, KnownPhrases.load(folder))

    def signs(self, texts: Sequence[str], vectors: np.ndarray, encode: Encode) -> list[Sign]:
        """What each message or clause, of which these are the sentence vectors, says of danger by itself."""
        rules = safety_rules()
        remaining = [rules.remaining(text) for text in texts]
        found = []
        for original, text, vector in zip(texts, remaining, _vectors(texts, remaining, vectors, encode)):
            if text != _plain(original) and _SAYS_NOTHING.issuperset(_WORD.findall(text)):
                found.append(Sign(_HARMLESS, DANGERS[0], None))
                continue
            by_class = dict(zip(self.linear.classes, map(float, self.linear.probabilities(text, vector))))
            odds = logit(np.clip(1 - by_class.get(_NEITHER, 0.0), _FAINTEST, 1 - _FAINTEST))
            score = float(odds / 2 + self.near.decide(vector))
            found.append(Sign(score, max(DANGERS, key=lambda danger: by_class.get(danger, 0.0)), rules.alarm(text)))
        return found


def danger_of(
    whole: Sign,
    clauses: Sequence[Sign],
    lead: float | None = None,
    settings: SafetySettings = SAFETY,
    least: float | None = None,
) -> str | None:
    """'emergency', 'crisis' or None for a message and its clauses.

    A clause torn from its message sounds worse than it is ('I can't do it all at once'), a cry for help drowns in a long
    message: the mean of the message and its worst clause sees both. A certain alarm needs neither score nor evidence.

    Args:
        whole: what the message says of danger.
        clauses: what its clauses do.
        lead: by how much the nearest known danger is nearer than the nearest harmless phrase; None leaves it out, and can
            only find more.
        settings: how much a rule and the evidence weigh.
        least: the score that an alarm needs; left out, the one at which both mistakes cost the same.
    """
    worst = max(clauses, key=lambda sign: sign.score, default=whole)
    alarms = [sign.alarm for sign in (whole, *clauses) if sign.alarm]
    certain = next((alarm for alarm in alarms if alarm.certain), None)
    if certain:
        return certain.danger
    alarm = alarms[0] if alarms else None
    score = (whole.score + worst.score) / 2 + (settings.alarm if alarm else 0.0)
    if lead is not None:
        score -= settings.evidence * max(0.0, settings.lead - lead)
    if score < (even_score() if least is None else least):
        return None
    return alarm.danger if alarm else worst.kind


def even_score() -> float:
    """The log-odds of danger at which an alarm costs as much as none, by content/costs.yml."""
    costs = content().costs
    return math.log(costs.false_alarm / costs.danger_missed)


def _close_to_danger(phrases: Sequence[Phrase], classes: np.ndarray) -> np.ndarray:
    """Numbers of the phrases that tell danger from what looks like it, and every third of the harmless others.

    The time to fit grows with the square of the number, and 'what are your hours' thousands of times over adds nothing.
    """
    looks_like_it = [number for number, phrase in enumerate(phrases) if phrase.only_for == FOR_SAFETY]
    others = np.setdiff1d(np.flatnonzero(classes == _NEITHER), looks_like_it)
    return np.sort(np.concatenate([np.flatnonzero(classes != _NEITHER), looks_like_it, others[::3]])).astype(int)


def _plain(text: str) -> str:
    """What `Rules.remaining` gives for a text that no rule takes anything out of."""
    return " ".join(text.lower().split())


def _vectors(texts: Sequence[str], remaining: Sequence[str], vectors: np.ndarray, encode: Encode) -> np.ndarray:
    """Sentence vectors of the remaining texts. Of most nothing was left out: their own vector is it, since the encoder does
    not see capitals or blanks.
    """
    changed = [number for number, (text, left) in enumerate(zip(texts, remaining)) if left != _plain(text)]
    if not changed:
        return vectors
    found = vectors.copy()
    found[changed] = encode([remaining[number] or "?" for number in changed])
    return found
