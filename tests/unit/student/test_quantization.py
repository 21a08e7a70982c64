"""Products of integers give what those of single precision gave, on the onnxruntime that is installed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, numpy_helper
from onnx.helper import make_graph, make_model, make_node, make_opsetid, make_tensor_value_info

from student.quantization import quantize

CHANCE = np.random.default_rng(77424)
WIDTH, WIDE = 384, 1536


def weights(name: str, rows: int, columns: int) -> list[TensorProto]:
    drawn = CHANCE.integers(-127, 128, (rows, columns)).astype(np.int8)
    scales = CHANCE.uniform(0.5, 2, (1, columns)).astype(np.float32) / 127 / np.sqrt(rows).astype(np.float32)
    bias = CHANCE.normal(size=columns).astype(np.float32)
    parts = {"q": drawn, "scale": scales, "bias": bias}
    return [numpy_helper.from_array(values, f"{name}_{part}") for part, values in parts.items()]


def multiplied(activations: str, name: str, output: str) -> list[onnx.NodeProto]:
    return [
        make_node("Cast", [f"{name}_q"], [f"{name}_f"], to=TensorProto.FLOAT),
        make_node("Mul", [f"{name}_f", f"{name}_scale"], [name]),
        make_node("MatMul", [activations, name], [f"{output}_product"]),
        make_node("Add", [f"{output}_product", f"{name}_bias"], [output]),
    ]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """As in a layer of the encoder: two products share activations, then one widens and one narrows, each with a bias, which
    onnxruntime takes into one operator with the product and its scales.
    """
    nodes = [
        *multiplied("x", "query", "a"),
        *multiplied("x", "key", "b"),
        make_node("Add", ["a", "b"], ["c"]),
        *multiplied("c", "widening", "d"),
        *multiplied("d", "narrowing", "y"),
    ]
    shapes = {
        "query": (WIDTH, WIDTH),
        "key": (WIDTH, WIDTH),
        "widening": (WIDTH, WIDE),
        "narrowing": (WIDE, WIDTH),
    }
    shape = ["batch", "tokens", WIDTH]
    graph = make_graph(
        nodes,
        "layer",
        [make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [make_tensor_value_info("y", TensorProto.FLOAT, shape)],
        [tensor for name, size in shapes.items() for tensor in weights(name, *size)],
    )
    path = tmp_path / "model.onnx"
    onnx.save(make_model(graph, opset_imports=[make_opsetid("", 17)], ir_version=9), path)
    return path


def run(path: Path, values: np.ndarray) -> np.ndarray:
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(None, {"x": values})[0]


def test_the_result_is_the_same_but_for_rounding(model: Path) -> None:
    values = CHANCE.normal(size=(1, 12, WIDTH)).astype(np.float32)
    values[0, 3] *= 5  # tokens differ in size, as those of a text do
    before = run(model, values)
    quantize(model)
    after = run(model, values)
    cosines = (before * after).sum(axis=2) / np.linalg.norm(before, axis=2) / np.linalg.norm(after, axis=2)
    assert cosines.min() > 0.99
    assert np.linalg.norm(after, axis=2) == pytest.approx(np.linalg.norm(before, axis=2), rel=0.05)


def test_all_products_are_of_integers_and_shared_activations_are_quantized_once(model: Path) -> None:
    quantize(model)
    kinds = [node.op_type for node in onnx.load(model).graph.node]
    assert "MatMul" not in kinds
    assert kinds.count("MatMulInteger") == 4
    assert kinds.count("DynamicQuantizeLinear") == 1  # one scale for the text
    assert kinds.count("QuantizeLinear") == 2  # a scale for each token


def test_a_model_without_int8_weights_is_refused_and_stays_as_it_is(model: Path) -> None:
    quantize(model)
    before = model.read_bytes()
    with pytest.raises(ValueError, match="no product with int8 weights"):
        quantize(model)
    assert model.read_bytes() == before
