"""The featurizers' output as one sparse matrix for a linear classifier: sentence vectors, tf-idf, kinds of entities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rasa.shared.nlu.constants import ENTITIES, FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.feature_extraction.text import TfidfTransformer

Tfidf = dict[str, TfidfTransformer]

_ENTITY_LABELS = ("campus", "cancer", "kind", "code", "day", "time")


def fit_tfidf(messages: Sequence[Message]) -> Tfidf:
    """Inverse document frequencies by the featurizer whose counts they weigh."""
    return {
        featurizer: TfidfTransformer(sublinear_tf=True).fit(counts)
        for featurizer, counts in _sparse_features(messages).items()
    }


def feature_matrix(messages: Sequence[Message], tfidf: Tfidf, dense_scale: float) -> csr_matrix:
    """One row a message; the sentence vector is weighed by `dense_scale` against the tf-idf blocks."""
    counts = _sparse_features(messages)
    dense = np.vstack([message.get_dense_features(TEXT)[1].features for message in messages])
    return hstack(
        [
            # Each featurizer's block is scaled to length one by itself, so that words weigh as much as characters.
            *(weights.transform(counts[featurizer]) for featurizer, weights in tfidf.items()),
            csr_matrix(dense * dense_scale),
            csr_matrix(np.array([_entity_kinds(message) for message in messages], float)),
        ]
    ).tocsr()


def _sparse_features(messages: Sequence[Message]) -> dict[str, csr_matrix]:
    """Sentence-level counts by the featurizer they come from, one row a message."""
    rows: dict[str, list[csr_matrix]] = {}
    for message in messages:
        for item in message.features:
            if item.is_sparse() and item.attribute == TEXT and item.type == FEATURE_TYPE_SENTENCE:
                rows.setdefault(item.origin, []).append(item.features)
    return {featurizer: vstack(blocks).tocsr() for featurizer, blocks in rows.items()}


def _entity_kinds(message: Message) -> list[bool]:
    found = {entity["entity"] for entity in message.get(ENTITIES, [])}
    return [label in found for label in _ENTITY_LABELS]
