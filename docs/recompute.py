#!/usr/bin/env python3
"""Recomputes an exported run with numpy alone and compares it with analysis.json.

    bbd analyze SPEC --trajectory DIR
    python3 docs/recompute.py DIR

Knows chains of dense layers. Shares no code with the program. Exits with 1 when a number differs by more than 1e-10 of the largest term.
"""
import json
import math
import struct
import sys
from pathlib import Path

import numpy as np

erf = np.vectorize(math.erf)
ACTIVATIONS = {
    "linear": lambda z: z,
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "leakyRelu": lambda z: np.where(z > 0, z, 0.01 * z),
    "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    "gelu": lambda z: z * 0.5 * (1 + erf(z / math.sqrt(2))),
    "silu": lambda z: z / (1 + np.exp(-z)),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softplus": lambda z: np.logaddexp(0, z),
}


def read_safetensors(path):
    data = path.read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])
    kinds = {"F32": np.float32, "F64": np.float64}
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        values = np.frombuffer(data[start:end], dtype=kinds[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"]).astype(np.float64)
    return tensors


def cross_entropy(outputs, targets):
    top = outputs.max(axis=1, keepdims=True)
    log_sum = top + np.log(np.exp(outputs - top).sum(axis=1, keepdims=True))
    return -(targets * (outputs - log_sum)).sum(axis=1)


def kl_divergence(outputs, targets):
    logarithms = np.log(np.where(targets > 0, targets, 1))
    return cross_entropy(outputs, targets) + (targets * logarithms).sum(axis=1)


def hinge(outputs, targets):
    if outputs.shape[1] == 1:
        return np.maximum(0, 1 - np.where(targets > 0, 1, -1) * outputs)[:, 0]
    rows, own = np.arange(len(outputs)), targets.argmax(axis=1)
    margins = np.maximum(0, 1 + outputs - outputs[rows, own][:, None])
    margins[rows, own] = 0
    return margins.sum(axis=1)


LOSSES = {
    "mse": lambda z, y: ((z - y) ** 2).sum(axis=1),
    "crossEntropy": cross_entropy,
    "klDivergence": kl_divergence,
    "hinge": hinge,
}


def forward(layers, parameters, inputs):
    """W h and z of every link; W is [in, out]."""
    products, neurons, hidden = [], [], inputs
    for m, layer in enumerate(layers):
        if m > 0:
            hidden = ACTIVATIONS[layer["activationIn"]](neurons[-1])
        products.append(hidden @ parameters[m][0])
        neurons.append(products[-1] + parameters[m][1])
    return products, neurons


def half_square(difference):
    return 0.5 * (difference**2).reshape(len(difference), -1).sum(axis=1).mean()


def recompute(analysis, tensors, step):
    layers, settings = analysis["layers"], analysis["settings"]

    def parameters(state):
        return [
            (tensors[f"step{step}/{state}/W{m}"], tensors.get(f"step{step}/{state}/b{m}", np.zeros(layer["outputs"])))
            for m, layer in enumerate(layers)
        ]

    if settings["mode"] == "probe":
        before_x = after_x = tensors["probe/X"]
        targets = tensors["probe/Y"]
    else:
        before_x, after_x = tensors[f"step{step}/X0"], tensors[f"step{step}/X1"]
        targets = tensors[f"step{step}/Y0"]
    before, after = parameters("before"), parameters("after")
    products0, neurons0 = forward(layers, before, before_x)
    products1, neurons1 = forward(layers, after, after_x)
    owners = [m if layer["tiedTo"] is None else layer["tiedTo"] for m, layer in enumerate(layers)]
    terms = []
    for m in range(len(layers)):
        velocity, flux = neurons1[m] - neurons0[m], products1[m] - products0[m]
        terms.append(
            {
                # Tied weights count where they are from.
                "weightKinetic": half_square((after[m][0] - before[m][0])[None]) if owners[m] == m else 0.0,
                "neuronKinetic": half_square(velocity),
                "coupling": -(velocity * flux).sum(axis=1).mean(),
                "fluxSquared": half_square(flux),
                "biasKinetic": half_square((after[m][1] - before[m][1])[None]),
            }
        )
    outputs = ACTIVATIONS[settings["outputActivation"]](neurons0[-1])
    loss = LOSSES[settings["loss"]](outputs, targets).mean()
    # Links that share a bias count as one: the mean of their sectors stands for its energy.
    shares = [1 / owners.count(owner) for owner in owners]
    boundary = shares[0] * (terms[0]["coupling"] + terms[0]["fluxSquared"]) - loss
    bulk = sum(t["weightKinetic"] + share * t["neuronKinetic"] for t, share in zip(terms, shares))
    bulk += sum(share * (t["coupling"] + t["fluxSquared"]) for t, share in zip(terms[1:], shares[1:]))
    return terms, {"loss": loss, "bulk": bulk, "boundary": boundary, "lagrangian": bulk + boundary}


def main(folder):
    analysis = json.loads((folder / "analysis.json").read_text())
    for layer in analysis["layers"]:
        between = [operation["kind"] for operation in layer["operationsIn"] if operation["kind"] != "flatten"]
        if layer["type"] != "dense" or between or layer["norm"] or layer["skips"]:
            sys.exit(f"{layer['name']}: only chains of dense layers are recomputed here")
    tensors = read_safetensors(folder / "trajectory.safetensors")
    worst = 0.0
    for frame in analysis["frames"]:
        terms, totals = recompute(analysis, tensors, frame["step"])
        for mine, theirs in zip(terms, frame["layers"]):
            largest = max(abs(value) for value in mine.values())
            for name, value in mine.items():
                worst = max(worst, abs(value - theirs[name]) / largest if largest > 0 else abs(theirs[name]))
        largest = max(abs(totals["loss"]), *(abs(v) for t in terms for v in t.values()))
        for name, value in totals.items():
            worst = max(worst, abs(value - frame[name]) / largest)
    print(f"{len(analysis['frames'])} frames, largest difference {worst:.1e} of the largest term of its layer")
    return 0 if worst <= 1e-10 else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
