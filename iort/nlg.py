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

from content import content
from content.answers import answer_mistakes, response_variables
from iort.privacy.guard import guard

logger = logging.getLogger(__name__)


class LiveAnswers:
    """The responses of a domain file, read again once it has changed.

    A file with a mistake is reported in the log and not taken over.

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
        responses, mistakes = self._read()
        if mistakes:
            logger.error("%s was edited and is not taken over: %s", self._file, "; ".join(mistakes))
        else:
            self._responses = responses

    def _read(self) -> tuple[dict[str, list[dict[str, Any]]], list[str]]:
        """The responses of the file, and what is wrong with them."""
        try:
            domain = YAML(typ="safe").load(self._file)
        except (OSError, UnicodeDecodeError, YAMLError) as error:
            return {}, [" ".join(str(error).split())]
        responses = domain.get("responses") or {} if isinstance(domain, dict) else {}
        missing = [f"{name} is missing" for name in self._trained if name not in responses]
        return responses, answer_mistakes(responses, content()) + missing


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
