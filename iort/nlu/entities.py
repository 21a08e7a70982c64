"""Rasa component: the spaCy pipeline's entities with their canonical values ('pheonix' is arizona)."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.utils.spacy_utils import SpacyNLP
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CanonicalEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Emits each span of the spaCy doc as a Rasa entity whose value is the pattern's id, or the text where it has none.

    Rasa's own SpacyEntityExtractor gives the text only and runs the pipeline a second time.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [SpacyNLP]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CanonicalEntityExtractor:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message to those it has."""
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            found = (
                []
                if doc is None
                else [
                    {
                        "entity": span.label_,
                        "value": span.ent_id_ or span.text,
                        "start": span.start_char,
                        "end": span.end_char,
                    }
                    for span in doc.ents
                ]
            )
            message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(found), add_to_output=True)
        return messages
