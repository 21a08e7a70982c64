"""Makes a sentence encoder with int8 weights multiply in int8 as well.

The publisher's file keeps its weights in int8, a scale for each column, but turns them back into single precision before each
product. Here the activations are quantized instead, as they come (dynamic quantization), and the products are of integers.

onnxruntime's own `quantize_dynamic` gives a text one scale for each product, which a few large activations make coarse. In the
feed-forward half of each layer, where that hurts most, each token has a scale of its own here. What it costs in likeness:
docs/understanding.md.

`python -m student.quantization MODEL` rewrites that file; needs numpy and onnx, and nothing else of this project.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from onnx import GraphProto, NodeProto, TensorProto, numpy_helper
from onnx.helper import make_node

_FEED_FORWARD = 1536  # rows or columns of its matrices
# Constants of the graph. Activations scaled to at most 127 either way lie around 128 as unsigned bytes.
_LARGEST, _MIDDLE, _ONE = "quantization_largest", "quantization_middle", "quantization_one"


@dataclass(frozen=True)
class _Product:
    """A product of activations with int8 weights, which a Cast and a Mul with their scales turn into single precision."""

    matmul: NodeProto
    mul: NodeProto
    cast: NodeProto
    per_token: bool


def quantize(path: Path) -> None:
    """Rewrite the model at `path`. Raises ValueError where it holds no product with int8 weights."""
    model = onnx.load(path)
    graph = model.graph
    products = {product.matmul.output[0]: product for product in _products(graph)}
    if not products:
        raise ValueError(f"{path} holds no product with int8 weights")
    needless = {node.output[0] for product in products.values() for node in (product.mul, product.cast)}
    nodes: dict[str, NodeProto] = {}  # by output, so that activations which go into three products are quantized once
    for node in graph.node:
        product = products.get(node.output[0])
        made = _integer_product(product) if product else [node]
        nodes.update({item.output[0]: item for item in made if item.output[0] not in nodes.keys() | needless})
    del graph.node[:]
    graph.node.extend(nodes.values())
    constants = {_LARGEST: np.float32(127), _MIDDLE: np.uint8(128), _ONE: np.float32(1)}
    graph.initializer.extend(numpy_helper.from_array(np.array(value), name) for name, value in constants.items())
    onnx.checker.check_model(model)
    onnx.save(model, path)


def _products(graph: GraphProto) -> Iterator[_Product]:
    made_by = {name: node for node in graph.node for name in node.output}
    constants = {item.name: item for item in graph.initializer}
    for node in graph.node:
        mul = made_by.get(node.input[1]) if node.op_type == "MatMul" else None
        cast = made_by.get(mul.input[0]) if mul else None
        weights = constants.get(cast.input[0]) if cast else None
        if mul and cast and weights and weights.data_type == TensorProto.INT8:
            yield _Product(node, mul, cast, _FEED_FORWARD in weights.dims)


def _integer_product(product: _Product) -> list[NodeProto]:
    """The nodes that give what `product.matmul` gave, under the same name."""
    activations, output = product.matmul.input[0], product.matmul.output[0]
    weights, column_scales = product.cast.input[0], product.mul.input[1]
    integer, single, between = (f"{output}_{part}" for part in ("integer", "single", "rescaling"))
    if product.per_token:
        quantized, scale, zero = f"{activations}_by_token", f"{activations}_token_scale", _MIDDLE
        nodes = _quantized_by_token(activations, quantized, scale)
        # Never the two scales first: onnxruntime 1.23 takes that for a product with a single scale, and its result is wrong.
        rescaled = [make_node("Mul", [single, scale], [between]), make_node("Mul", [between, column_scales], [output])]
    else:
        quantized, scale, zero = (f"{activations}_{part}" for part in ("by_text", "text_scale", "text_zero"))
        nodes = [make_node("DynamicQuantizeLinear", [activations], [quantized, scale, zero])]
        rescaled = [make_node("Mul", [scale, column_scales], [between]), make_node("Mul", [single, between], [output])]
    return [
        *nodes,
        make_node("MatMulInteger", [quantized, weights, zero], [integer]),
        make_node("Cast", [integer], [single], to=TensorProto.FLOAT),
        *rescaled,
    ]


def _quantized_by_token(activations: str, quantized: str, scale: str) -> list[NodeProto]:
    sizes, largest, scaled = (f"{activations}_{part}" for part in ("sizes", "largest", "scaled"))
    return [
        make_node("Abs", [activations], [sizes]),
        make_node("ReduceMax", [sizes], [largest], axes=[-1], keepdims=1),
        make_node("Div", [largest, _LARGEST], [scale]),
        make_node("Div", [activations, scale], [scaled]),
        make_node("QuantizeLinear", [scaled, _ONE, _MIDDLE], [quantized]),
    ]


if __name__ == "__main__":
    quantize(Path(sys.argv[1]))
