"""What the tests of the Rasa extensions share."""

from __future__ import annotations

import pytest
from spacy.language import Language

from content import content
from iort.understanding.names.pipeline import build_pipeline


@pytest.fixture(scope="session")
def pipeline() -> Language:
    """The spaCy pipeline, built once: it takes about two seconds."""
    return build_pipeline(content())
