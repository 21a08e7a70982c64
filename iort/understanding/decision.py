"""Which reply to a text costs least: acting upon its likeliest topic, or asking back."""

from __future__ import annotations

import math

from content import content
from content.model import Costs
from iort.understanding.kinds import FACTS, OUTSIDE, UNSURE
from iort.understanding.ranking import Ranked, Ranking
from iort.understanding.settings import OF_A_FACT, OF_ANOTHER_REPLY

_SUREST = 1e-4  # confidences nearer to 0 or 1 say no more than this one


def decide(ranking: Ranking, familiarity: float, costs: Costs | None = None) -> Ranked:
    """The topic to act upon, or `nlu_fallback` with the confidence of the likeliest.

    Args:
        ranking: the topics of the text.
        familiarity: how like the training phrases it is (`familiarity.py`).
        costs: of each mistake; left out, those of content/costs.yml.
    """
    costs = costs or content().costs
    likeliest = next(iter(merged(ranking)), Ranked(UNSURE, 0.0))
    if likeliest.name in FACTS:
        mistake = costs.wrong_fact
    else:
        mistake = costs.declined if likeliest.name in OUTSIDE else costs.wrong_decline
    wrong = 1.0 - probability_right(likeliest, familiarity)
    return likeliest if wrong * mistake <= costs.asked_back else Ranked(UNSURE, likeliest.confidence)


def merged(ranking: Ranking) -> Ranking:
    """The ranking with the topics that decline to answer as one, under the name of the likeliest of them.

    Being torn between 'out of scope' and 'gibberish' is no reason to ask 'did you mean'.
    """
    declining = [item for item in ranking if item.name in OUTSIDE]
    contenders = [item for item in ranking if item.name not in OUTSIDE]
    if declining:
        contenders.append(Ranked(declining[0].name, min(1.0, sum(item.confidence for item in declining))))
    return tuple(sorted(contenders, key=lambda item: -item.confidence))


def probability_right(topic: Ranked, familiarity: float) -> float:
    """How probable it is that this, the likeliest topic, is right.

    What the classifier gives a topic is no probability: it is one class against the rest, and was never shown what people ask
    of others. Of a reply that tells no fact, what is unlike all phrases is no sign against it.
    """
    settings = OF_A_FACT if topic.name in FACTS else OF_ANOTHER_REPLY
    given = min(max(topic.confidence, _SUREST), 1.0 - _SUREST)
    log_odds = settings.constant + settings.confidence * math.log(given / (1.0 - given))
    return 1.0 / (1.0 + math.exp(-log_odds - settings.familiarity * familiarity))
