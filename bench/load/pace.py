"""How long the visitors of a load run think."""

from __future__ import annotations

import math
import random

THINKING = (10.0, 30.0)  # seconds between a reply and the next message: 20 on average


def rest_of_a_thought(chance: random.Random) -> float:
    """Seconds from any moment to the end of the thought that it falls into, which is a long one more often than a short.

    Who begins with it asks at the same rate early and late (the equilibrium of a renewal process). Were all to begin with a
    whole thought, those who came together would go on asking together.
    """
    shortest, longest = THINKING
    return chance.uniform(0, math.sqrt(chance.uniform(shortest**2, longest**2)))
