"""Rasa component: makes any text harmless before the rest of the pipeline sees it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from iort.privacy.redaction import redacted_text

MAX_CHARACTERS = 500
COMMAND = "command"
_COMMAND = re.compile(r"\s*/\s*[a-z_]+(?:\s*\{.*\})?\s*", re.I | re.S)
# Control characters, surrogates, private use and unassigned code points; format ones (zero width, direction) as well.
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}


def normalize(text: str) -> str:
    """The text without control characters, compatibility forms folded, at most 500 characters, no leading slash.

    Rasa reads a message that starts with '/' as a command (its RegexMessageHandler is always in the graph). A visitor's
    text is never one: buttons here send plain questions, so nothing needs the slash.
    """
    folded = unicodedata.normalize("NFKC", text[: 2 * MAX_CHARACTERS])
    printable = "".join(" " if unicodedata.category(char) in _UNWANTED else char for char in folded)
    words = " ".join(printable.replace("\u2019", "'").split())
    return words.lstrip("/ ")[:MAX_CHARACTERS].rstrip()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class MessageNormalizer(GraphComponent):
    """Replaces the text that the following components read; the tracker keeps the message as it came."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageNormalizer:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Normalize each message; a text without a letter or digit, such as emoji alone, becomes '?'."""
        for message in messages:
            if message.get(TEXT) is not None:
                # Nothing typed acts as a command; a message that is nothing but one is not taken for a question either.
                message.set(COMMAND, bool(_COMMAND.fullmatch(message.get(TEXT))))
                text = normalize(message.get(TEXT))
                message.set(TEXT, text if any(map(str.isalnum, text)) else "?", add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalize the training examples the same way, with their private details gone as they are from messages."""
        for example in training_data.training_examples:
            if example.get(TEXT) is not None:
                example.set(TEXT, redacted_text(example.get(TEXT)))
        self.process(training_data.training_examples)
        return training_data
