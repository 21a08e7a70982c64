"""The sentence encoder: a student of all-mpnet-base-v2 (student/README.md), in int8, on onnxruntime, one thread.

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

ENCODER_FOLDER = Path(__file__).parent / "weights"
SHA256 = {
    "model.onnx": "06e5017c61d667715d6ca597e3795770389b62a7aa1531497ceb4aaf8ce13c26",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
DIMENSION = 384
_MAX_TOKENS = 128


class EncoderError(RuntimeError):
    """The encoder's files are missing or not the ones this project was built with."""


def verify_files(folder: Path = ENCODER_FOLDER) -> None:
    """Check both files against their SHA-256. Raises EncoderError."""
    for name, expected in SHA256.items():
        path = folder / name
        if not path.is_file():
            raise EncoderError(f"The sentence encoder is missing ({path}): 'git checkout {folder}' brings it back.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise EncoderError(f"The sentence encoder is damaged ({path}): 'git checkout {folder}' brings it back.")


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
        self._tokenizer.no_padding()  # its file asks for 128 tokens, whatever the text
        self._inputs = {item.name for item in self._session.get_inputs()}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit-length sentence vectors, float32 of shape (len(texts), 384).

        One run a text: those of one run share their activations' scale, so that a text's vector would depend on what it is
        encoded with; and padding costs as much as words.
        """
        vectors = np.zeros((len(texts), DIMENSION), np.float32)
        for number, item in enumerate(self._tokenizer.encode_batch(list(texts))):
            vectors[number] = self._run(np.array([item.ids], np.int64))
        return vectors

    def _run(self, ids: np.ndarray) -> np.ndarray:
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean = self._session.run(None, {name: feed[name] for name in self._inputs})[0][0].mean(axis=0)
        return mean / max(float(np.linalg.norm(mean)), 1e-9)


@lru_cache(maxsize=1)
def sentence_encoder() -> SentenceEncoder:
    """The one encoder of this process. Raises EncoderError."""
    return SentenceEncoder()
