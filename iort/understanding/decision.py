"""Whether the topic classifier is sure enough for its topic to be acted upon."""

from __future__ import annotations

from iort.understanding.kinds import OUTSIDE, UNSURE
from iort.understanding.ranking import Ranked, Ranking
from iort.understanding.settings import DECISION, DecisionSettings


def decide(ranking: Ranking, settings: DecisionSettings = DECISION) -> Ranked:
    """The topic to act upon, or `nlu_fallback` with the confidence of the likeliest.

    Topics that decline to answer compete as one: being torn between 'out of scope' and 'gibberish' is no reason to ask
    'did you mean'.
    """
    declining = [item for item in ranking if item.name in OUTSIDE]
    contenders = [item for item in ranking if item.name not in OUTSIDE]
    if declining:
        contenders.append(Ranked(declining[0].name, min(1.0, sum(item.confidence for item in declining))))
    contenders.sort(key=lambda item: -item.confidence)
    contenders += [Ranked(UNSURE, 0.0), Ranked(UNSURE, 0.0)]
    first, second = contenders[:2]
    sure = first.confidence >= settings.threshold
    clear = first.confidence - second.confidence >= settings.ambiguity
    return first if sure and clear else Ranked(UNSURE, first.confidence)
