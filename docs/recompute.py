#!/usr/bin/env python3
"""Recomputes an exported run with numpy alone and compares it with analysis.json.

    bbd analyze SPEC --trajectory DIR
    python3 docs/recompute.py DIR

Knows all layers; docs/formats.md says what they compute. Shares no code with the program. Exits with 1 when a number
differs by more than 1e-10 of the largest term.
"""
import json
import math
import re
import struct
import sys
from pathlib import Path

import numpy as np

erf = np.vectorize(math.erf, otypes=[float])
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
NORMS = ("layerNorm", "batchNorm")
EPSILON = 1e-5


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


def seen_places(length, size, stride, padding):
    """[places, size]: what a window sees along one axis at each of its places; -1 stands for the padding."""
    places = (length - size) // stride + 1 if padding == "valid" else -(-length // stride)
    padded = 0 if padding == "valid" else max(0, (places - 1) * stride + size - length)
    seen = np.arange(places)[:, None] * stride + np.arange(size) - padded // 2
    return seen % length if padding == "circular" else np.where((seen < 0) | (seen >= length), -1, seen)


def windows(values, window, filler):
    """[samples, places, size, (places, size,) channels] of [samples, length, (length,) channels]."""
    for i, (size, stride) in enumerate(zip(window["size"], window["stride"])):
        axis = 1 + 2 * i
        seen = seen_places(values.shape[axis], size, stride, window["padding"])
        # The filler is appended, so that index -1 finds it.
        ends = [(0, int(other == axis)) for other in range(values.ndim)]
        values = np.take(np.pad(values, ends, constant_values=filler), seen, axis=axis)
    return values


def multiply(layer, hidden, weights):
    """W h of one link, samples first."""
    hidden = hidden.reshape(-1, *layer["inputShape"])
    if layer["type"] == "dense":
        return hidden @ weights
    if layer["type"] == "local":
        lower, upper = (1, 0) if layer["m"] % 2 == 1 else (0, -1)
        return weights[0] * np.roll(hidden, lower, axis=1) + weights[1] * np.roll(hidden, upper, axis=1)
    equation = {"conv1d": "spac,acf->spf", "conv2d": "spaqbc,abcf->spqf"}[layer["type"]]
    # Neighbouring channels belong to one group, in h as in W h.
    inputs = np.split(windows(hidden, layer["window"], 0.0), layer["groups"], axis=-1)
    filters = np.split(weights, layer["groups"], axis=-1)
    return np.concatenate([np.einsum(equation, *pair, optimize=True) for pair in zip(inputs, filters)], axis=-1)


def normalize(kind, values, parameters, place):
    """g N(x), without the shift."""
    if kind == "batchNorm":
        mean, variance = parameters["movingMean" + place], parameters["movingVariance" + place]
    else:
        mean, variance = values.mean(axis=-1, keepdims=True), values.var(axis=-1, keepdims=True)
    return parameters["scale" + place] * (values - mean) / np.sqrt(variance + EPSILON)


def operate(operation, values, parameters, place):
    """One of operationsIn or operationsOut; place is where its parameters are, if it has some."""
    kind = operation["kind"]
    if kind == "dropout":  # is off where terms are computed
        return values
    if kind == "flatten":
        return values.reshape(len(values), -1)
    if kind == "activation":
        return ACTIVATIONS[operation["name"]](values)
    if kind in NORMS:
        return normalize(kind, values, parameters, place) + parameters["shift" + place]
    if kind == "globalAveragePool":
        return values.mean(axis=tuple(range(1, values.ndim - 1)))
    pool = {"maxPool": np.nanmax, "avgPool": np.nanmean}[kind]
    axes = len(operation["window"]["size"])
    if values.ndim == axes + 1:  # a row of numbers is a line with one channel
        values = values[..., None]
    # What is padded is neither the largest nor counted in the mean.
    return pool(windows(values, operation["window"], np.nan), axis=tuple(range(2, 2 * axes + 1, 2)))


def forward(analysis, parameters, inputs):
    """Of every link W h and W h + b (behind a norm g N(W h + b), and that plus the shift), and what the loss sees."""
    layers, settings = analysis["layers"], analysis["settings"]
    products, delivered, neurons = [], [], [inputs.reshape(-1, *settings["inputShape"])]

    def hidden(m, activation, operations):
        values = ACTIVATIONS[activation](neurons[m])
        for i in operations:
            values = operate(layers[m]["operationsIn"][i], values, parameters, f"{m}/in{i}")
        return values

    for m, layer in enumerate(layers):
        seen = hidden(m, layer["activationIn"], range(len(layer["operationsIn"])))
        product = multiply(layer, seen, parameters[f"W{m}"])
        shift = parameters.get(f"b{m}", 0.0)
        if layer["norm"]:
            product = normalize(layer["norm"], product + shift, parameters, f"{m}/norm")
            shift = parameters[f"shift{m}/norm"]
        products.append(product)
        delivered.append(product + shift)
        skipped = [hidden(skip["from"], skip["activation"], skip["operations"]) for skip in layer["skips"]]
        neurons.append(delivered[-1] + sum(skipped))
    outputs = ACTIVATIONS[settings["outputActivation"]](neurons[-1])
    for i, operation in enumerate(settings["operationsOut"]):
        outputs = operate(operation, outputs, parameters, f"{len(layers) - 1}/out{i}")
    return products, delivered, outputs


def assign_parameters(layers, names):
    """Names of the parameters in K_W and in K_b of every link, and how many links have the same b there."""
    owners = [m if layer["tiedTo"] is None else layer["tiedTo"] for m, layer in enumerate(layers)]
    plain = [owner for owner, layer in zip(owners, layers) if not layer["norm"]]
    weights, shifts, sharers = [], [], []
    for m, layer in enumerate(layers):
        own = {name for name in names if re.fullmatch(rf"(W|b|scale|shift){m}(/.*)?", name)}
        shift = f"shift{m}/norm" if layer["norm"] else f"b{m}"
        # Tied parameters count once, where they are from; a bias behind which a norm stands is one of the weights.
        elsewhere = {f"W{m}", f"b{m}"} if owners[m] != m else {f"b{m}"} if m in plain else set()
        weights.append(own - elsewhere - {shift})
        shifts.append(own & {shift})
        sharers.append(1 if layer["norm"] else plain.count(owners[m]))
    return weights, shifts, sharers


def recompute(analysis, tensors, step):
    layers, settings = analysis["layers"], analysis["settings"]

    def parameters(state):
        prefix = f"step{step}/{state}/"
        return {name[len(prefix) :]: tensor for name, tensor in tensors.items() if name.startswith(prefix)}

    if settings["mode"] == "probe":
        before_x = after_x = tensors["probe/X"]
        targets = tensors["probe/Y"]
    else:
        before_x, after_x = tensors[f"step{step}/X0"], tensors[f"step{step}/X1"]
        targets = tensors[f"step{step}/Y0"]
    before, after = parameters("before"), parameters("after")
    products0, delivered0, outputs = forward(analysis, before, before_x)
    products1, delivered1, _ = forward(analysis, after, after_x)

    def kinetic(names):
        return sum(0.5 * ((after[name] - before[name]) ** 2).sum() for name in names)

    weights, shifts, sharers = assign_parameters(layers, before)
    terms = []
    for m in range(len(layers)):
        # Without what skips add. All positions of a feature map count as samples do.
        velocity, flux = delivered1[m] - delivered0[m], products1[m] - products0[m]
        terms.append(
            {
                "weightKinetic": kinetic(weights[m]),
                "neuronKinetic": 0.5 * (velocity**2).sum(axis=-1).mean(),
                "coupling": -(velocity * flux).sum(axis=-1).mean(),
                "fluxSquared": 0.5 * (flux**2).sum(axis=-1).mean(),
                "biasKinetic": kinetic(shifts[m]),
            }
        )
    loss = LOSSES[settings["loss"]](outputs.reshape(len(outputs), -1), targets).mean()
    # Links that share a bias count as one: the mean of their sectors stands for its energy.
    interactions = [(t["coupling"] + t["fluxSquared"]) / count for t, count in zip(terms, sharers)]
    boundary = interactions[0] - loss
    bulk = sum(t["weightKinetic"] + t["neuronKinetic"] / count for t, count in zip(terms, sharers))
    bulk += sum(interactions[1:])
    return terms, {"loss": loss, "bulk": bulk, "boundary": boundary, "lagrangian": bulk + boundary}


def main(folder):
    analysis = json.loads((folder / "analysis.json").read_text())
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
