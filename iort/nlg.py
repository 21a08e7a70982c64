"""Response texts filled with the facts of `content/`, so that a number stands in one file only."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from content import Content, content
from iort.privacy.guard import guard

logger = logging.getLogger(__name__)

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


class LiveAnswers:
    """The responses of a domain file, read again once it has changed.

    A file that is no YAML, or from which an answer is gone, is reported in the log and not taken over.

    Args:
        responses: what the model was trained with; they stand until the file says more.
    """

    def __init__(self, responses: dict[str, list[dict[str, Any]]], file: Path = Path("domain.yml")) -> None:
        self._trained = responses
        self._responses = responses
        self._file = file
        self._stamp: int | None = None

    def __call__(self) -> dict[str, list[dict[str, Any]]]:
        """The responses, by name."""
        try:
            stamp = self._file.stat().st_mtime_ns
        except OSError:
            return self._responses
        if stamp != self._stamp:
            self._stamp = stamp
            self._take_over()
        return self._responses

    def _take_over(self) -> None:
        try:
            responses = YAML(typ="safe").load(self._file)["responses"]
            missing = [name for name in self._trained if not responses.get(name)]
            if missing:
                raise KeyError(f"it has no {missing[0]}")
        except (OSError, UnicodeDecodeError, YAMLError, KeyError, TypeError, AttributeError) as error:
            logger.error("%s was edited and is not taken over: %s", self._file, error)
        else:
            self._responses = responses


class ContentNLG(TemplatedNaturalLanguageGenerator):
    """Rasa's own generator, with the content's facts beside slots and action arguments (`nlg:` in endpoints.yml).

    An edited text or fact is said at once, without a training and without a restart.
    """

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)
        self._answers = LiveAnswers(domain.responses)
        self._facts = content()
        self._variables = response_variables(self._facts)
        # endpoints.yml is what every way of running Rasa reads before it takes a message: server, shell, tests.
        guard()

    async def generate(self, *arguments: Any, **named: Any) -> dict[str, Any] | None:
        """As Rasa's own, from the texts as they are now."""
        self.responses = self._answers()
        if self._facts is not content():
            self._facts = content()
            self._variables = response_variables(self._facts)
        return await super().generate(*arguments, **named)

    def _fill_response(
        self, response: dict[str, Any], filled_slots: dict[str, Any] | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        filled = super()._fill_response(response, {**self._variables, **(filled_slots or {})}, **kwargs)
        # An empty optional part ('{note}') leaves two spaces.
        text = re.sub(r"\s+", " ", filled.get("text") or "").strip()
        # A name that a text begins with is written as within a sentence: 'cancer of the stomach is on the list.'
        filled["text"] = text[:1].upper() + text[1:]
        return filled
