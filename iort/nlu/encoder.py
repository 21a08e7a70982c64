"""The sentence encoder: all-MiniLM-L6-v2 (Apache-2.0) in int8 on onnxruntime, one thread.

A sentence becomes the mean of its token vectors, scaled to length one, as the model's publisher prescribes
(Reimers and Gurevych, Sentence-BERT, 2019).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

ENCODER_FOLDER = Path("build/encoder")
SHA256 = {
    "model.onnx": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
DIMENSION = 384
_MAX_TOKENS = 128
_BATCH = 64


class EncoderError(RuntimeError):
    """The encoder's files are missing or not the ones this project was built with."""


def verify_files(folder: Path = ENCODER_FOLDER) -> None:
    """Check both files against their SHA-256. Raises EncoderError."""
    for name, expected in SHA256.items():
        path = folder / name
        if not path.is_file():
            raise EncoderError(f"The sentence encoder is missing ({path}): run 'make setup'.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise EncoderError(f"The sentence encoder is damaged ({path}): delete {folder} and run 'make setup'.")


class SentenceEncoder:
    """Turns texts into vectors. Construction verifies the files and raises EncoderError."""

    def __init__(self, folder: Path = ENCODER_FOLDER) -> None:
        verify_files(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._tokenizer.enable_padding()
        self._inputs = {item.name for item in self._session.get_inputs()}

    def encode(self, texts: list[str]) -> np.ndarray:
        """Unit-length sentence vectors, float32 of shape (len(texts), 384)."""
        encodings = self._tokenizer.encode_batch(texts)
        mask = np.array([item.attention_mask for item in encodings], dtype=np.int64)
        feed = {
            "input_ids": np.array([item.ids for item in encodings], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        token_vectors = self._session.run(None, {name: feed[name] for name in self._inputs})[0]
        weights = mask[:, :, None].astype(np.float32)
        means = (token_vectors * weights).sum(axis=1) / np.clip(weights.sum(axis=1), 1e-9, None)
        return means / np.clip(np.linalg.norm(means, axis=1, keepdims=True), 1e-9, None)

    def encode_many(self, texts: Sequence[str]) -> np.ndarray:
        """The same for any number of texts, in batches of like length, which need little padding."""
        vectors = np.zeros((len(texts), DIMENSION), np.float32)
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors[batch] = self.encode([texts[index] for index in batch])
        return vectors


@lru_cache(maxsize=1)
def sentence_encoder() -> SentenceEncoder:
    """The one encoder of this process. Raises EncoderError."""
    return SentenceEncoder()
