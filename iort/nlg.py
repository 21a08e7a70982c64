"""Response texts filled with the facts of `content/`, so that a number stands in one file only."""

from __future__ import annotations

import re
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from content import Content, content
from iort.privacy.guard import guard

_ORGAN_PREFIX = "cancer of the "


def response_variables(facts: Content) -> dict[str, str]:
    """Every name that a response text may hold in braces without an action's help.

    `arizona_phone`, `minnesota_phone`; `xray_code`, `xray_name`, `electron_code`, `electron_name`; `listed_organs`,
    `listed_other`; `mayo_dated`, `cpt_dated`; `emergency_number`, `crisis_line`; `title_…` and `ask_…` for each
    topic with a button.
    """
    names = [cancer.name for cancer in facts.cancers.listed.values()]
    variables = {
        "listed_organs": spoken_list([name[len(_ORGAN_PREFIX) :] for name in names if name.startswith(_ORGAN_PREFIX)]),
        "listed_other": spoken_list([name for name in names if not name.startswith(_ORGAN_PREFIX)]),
        "emergency_number": facts.safety.emergency_number,
        "crisis_line": facts.safety.crisis_line,
    }
    for key, office in facts.offices.items():
        variables[f"{key}_phone"] = office.phone
    for key, kind in facts.kinds.items():
        variables |= {f"{key}_code": kind.code, f"{key}_name": kind.name}
    for key, source in facts.sources.items():
        variables[f"{key}_dated"] = source.dated
    for key, button in facts.buttons.items():
        variables |= {f"title_{key}": button.title, f"ask_{key}": button.asks}
    return variables


def spoken_list(items: list[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1] if items else ""]))


class ContentNLG(TemplatedNaturalLanguageGenerator):
    """Rasa's own generator, with the content's facts beside slots and action arguments (`nlg:` in endpoints.yml)."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)
        # endpoints.yml is what every way of running Rasa reads before it takes a message: server, shell, tests.
        guard()
        self._facts = response_variables(content())

    def _fill_response(
        self, response: dict[str, Any], filled_slots: dict[str, Any] | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        filled = super()._fill_response(response, {**self._facts, **(filled_slots or {})}, **kwargs)
        # An empty optional part ('{note}') leaves two spaces.
        text = re.sub(r"\s+", " ", filled.get("text") or "").strip()
        # A name that a text begins with is written as within a sentence: 'cancer of the stomach is on the list.'
        filled["text"] = text[:1].upper() + text[1:]
        return filled
