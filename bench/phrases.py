"""Which training phrases add nothing: `python -m bench.phrases` lists them, `--drop` takes them out of data/.

A phrase adds nothing where a model that has not seen it is sure of its topic all the same, and another phrase of that topic
means nearly the same. The surest go first, and each keeps a neighbour that stays. Phrases of danger are left alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from spacy.language import Language

from bench.nlu import TRAINING_DATA, read_yaml
from content import content
from iort.adapters.phrases import redacted_phrases
from iort.understanding.encoder.model import sentence_encoder
from iort.understanding.encoder.vectors import RememberedVectors
from iort.understanding.names.pipeline import build_pipeline
from iort.understanding.phrases import Phrase
from iort.understanding.safety.detector import DANGERS
from iort.understanding.text import readable
from iort.understanding.topics import TopicClassifier

_FOLDS = 3
SURE = 0.9  # at 0.8 the calibration set lost a question, and the test set one
NEAR = 0.85  # cosine of the sentence vectors


def superfluous(labels: np.ndarray, sure: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """Which phrases add nothing, bool.

    Args:
        labels: the class of each phrase.
        sure: its probability of that class by a model that has not seen it.
        vectors: unit-length sentence vectors, one a row.
    """
    dropped = np.zeros(len(labels), bool)
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        alike = vectors[members] @ vectors[members].T >= NEAR
        np.fill_diagonal(alike, False)
        stays = np.ones(len(members), bool)
        for number in np.argsort(-sure[members]):
            if sure[members[number]] >= SURE and alike[number, stays].any():
                stays[number] = False
        dropped[members[~stays]] = True
    return dropped


def unseen_probabilities(phrases: Sequence[Phrase], names: Language, vectors: np.ndarray) -> np.ndarray:
    """The probability of each phrase's own topic by a classifier that learned from the other thirds."""
    docs = [names.make_doc(phrase.text.lower()) for phrase in phrases]
    fold = np.random.default_rng(0).integers(0, _FOLDS, len(phrases))
    found = np.zeros(len(phrases))
    for number in range(_FOLDS):
        seen, unseen = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        classifier = TopicClassifier.learn([phrases[at] for at in seen], [docs[at] for at in seen], vectors[seen])
        for at in unseen:
            ranking, _ = classifier.rank(docs[at], vectors[at])
            found[at] = dict(ranking)[phrases[at].intent]
    return found


def drop(texts: set[str], folder: Path) -> int:
    """Take the phrases' lines out of the files; how many lines that were."""
    gone = 0
    for file in sorted(folder.rglob("*.yml")):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.strip().removeprefix("- ") not in texts or not line.startswith("    - ")]
        gone += len(lines) - len(kept)
        if len(kept) < len(lines):
            file.write_text("".join(kept), encoding="utf-8")
    return gone


def read(folder: Path) -> list[Phrase]:
    """The phrases that teach topics, as they stand in the files; those of danger are not among them."""
    groups = [group for file in sorted(folder.rglob("*.yml")) for group in read_yaml(file).get("nlu", ())]
    return [
        Phrase(line.strip().removeprefix("- "), group["intent"], (group.get("metadata") or {}).get("subject"))
        for group in groups
        if group["intent"] not in DANGERS and "only_for" not in (group.get("metadata") or {})
        for line in group["examples"].splitlines()
        if line.strip()
    ]


def main() -> None:
    """List or drop."""
    parser = argparse.ArgumentParser(prog="python -m bench.phrases", description=__doc__)
    parser.add_argument("--drop", action="store_true", help="take them out of data/")
    options = parser.parse_args()
    written = read(TRAINING_DATA)
    texts = [readable(text) for text in redacted_phrases([phrase.text for phrase in written])]
    phrases = [Phrase(text, phrase.intent, phrase.subject) for text, phrase in zip(texts, written)]
    vectors = RememberedVectors(sentence_encoder()).encode(texts)
    sure = unseen_probabilities(phrases, build_pipeline(content()), vectors)
    found = superfluous(np.array([phrase.training_class for phrase in phrases]), sure, vectors)
    chosen = {phrase.text for phrase, superfluous_one in zip(written, found) if superfluous_one}
    if options.drop:
        print(f"{drop(chosen, TRAINING_DATA)} of {len(written)} phrases dropped.")
    else:
        print(*sorted(chosen), f"{len(chosen)} of {len(written)} phrases add nothing.", sep="\n")


if __name__ == "__main__":
    main()
