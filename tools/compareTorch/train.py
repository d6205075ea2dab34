#!/usr/bin/env python3
"""Trains exported runs again in PyTorch: same first parameters, same batches, its own layers and optimisers.

    python3 tools/compareTorch/train.py DIR...

Each DIR holds what `bbd analyze SPEC --trajectory DIR` wrote of a spec with `analysis: {every: 1, mode: batch}`. Prints a line of JSON
for each: how far the parameters after the last step are from those of PyTorch in float64, and how far PyTorch in float32 is
from it, both as a share of how far the parameters have moved.
"""
import json
import math
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "docs"))
from recompute import read_safetensors  # noqa: E402

ACTIVATIONS = {
    "linear": lambda z: z,
    "tanh": torch.tanh,
    "relu": F.relu,
    "leakyRelu": lambda z: F.leaky_relu(z, 0.01),
    "elu": F.elu,
    "gelu": F.gelu,
    "silu": F.silu,
    "sigmoid": torch.sigmoid,
    "softplus": F.softplus,
}
NORM_EPSILON = 1e-5
# The share of the running statistics that a step replaces.
NORM_MOMENTUM = 0.01


def channels_first(values):
    return values.movedim(-1, 1)


def channels_last(values):
    return values.movedim(1, -1)


def pad(values, window, filler):
    """Channels first; what the padding adds along every axis."""
    amounts = []
    for length, size, stride in zip(values.shape[2:], window["size"], window["stride"]):
        places = (length - size) // stride + 1 if window["padding"] == "valid" else -(-length // stride)
        padded = 0 if window["padding"] == "valid" else max(0, (places - 1) * stride + size - length)
        amounts = [padded // 2, padded - padded // 2] + amounts
    if window["padding"] == "circular":
        return F.pad(values, amounts, mode="circular")
    return F.pad(values, amounts, value=filler)


def convolve(layer, values, weights):
    axes = len(layer["window"]["size"])
    # [K…, C/groups, F] to [F, C/groups, K…]
    kernel = weights.permute(axes + 1, axes, *range(axes))
    function = {1: F.conv1d, 2: F.conv2d}[axes]
    padded = pad(channels_first(values.reshape(-1, *layer["inputShape"])), layer["window"], 0.0)
    return channels_last(function(padded, kernel, stride=layer["window"]["stride"], groups=layer["groups"]))


def pool(operation, values):
    window = operation["window"]
    axes = len(window["size"])
    if values.dim() == axes + 1:
        values = values[..., None]
    if operation["kind"] == "maxPool":
        function = {1: F.max_pool1d, 2: F.max_pool2d}[axes]
        return channels_last(function(pad(channels_first(values), window, -math.inf), window["size"], window["stride"]))
    if window["padding"] != "valid" and any(n % s for n, s in zip(values.shape[1:-1], window["stride"])):
        raise NotImplementedError("PyTorch counts padding in means")
    function = {1: F.avg_pool1d, 2: F.avg_pool2d}[axes]
    return channels_last(function(channels_first(values), window["size"], window["stride"]))


class Run:
    def __init__(self, analysis, tensors, dtype):
        self.layers, self.settings = analysis["layers"], analysis["settings"]
        start = "step0/before/"
        owner = {m: m if layer["tiedTo"] is None else layer["tiedTo"] for m, layer in enumerate(self.layers)}
        self.parameters = {
            name[len(start) :]: torch.tensor(values, dtype=dtype)
            for name, values in tensors.items()
            if name.startswith(start)
        }
        for m in owner:
            for kind in ("W", "b"):
                if f"{kind}{m}" in self.parameters:
                    self.parameters[f"{kind}{m}"] = self.parameters[f"{kind}{owner[m]}"]
        self.counts = {}
        self.optimizer = self.make_optimizer()

    def make_optimizer(self):
        groups = []
        for name, values in self.parameters.items():
            if name.startswith("moving"):
                continue
            kind = name[0] if name[0] in "Wb" else "norm"
            layer = self.layers[int(name[1:])] if kind in "Wb" else None
            if layer is not None and (layer["frozen"] or layer["tiedTo"] is not None):
                continue
            values.requires_grad_(True)
            factor = 1.0 if layer is None else layer["learningRateMultiplier"]
            decay = layer["weightDecay"] if kind == "W" else 0.0
            groups.append({"params": [values], "lr": self.settings["learningRate"] * factor, "weight_decay": decay, "factor": factor})
        numbers = self.settings["optimizerSettings"]
        kind = self.settings["optimizer"]
        if kind == "sgd":
            return torch.optim.SGD(groups, lr=1.0)
        if kind in ("momentum", "nesterov"):
            return torch.optim.SGD(groups, lr=1.0, momentum=numbers["momentum"], nesterov=kind == "nesterov")
        if kind == "adam":
            betas = (numbers["beta1"], numbers["beta2"])
            return torch.optim.Adam(groups, lr=1.0, betas=betas, eps=numbers["epsilon"])
        return torch.optim.RMSprop(groups, lr=1.0, alpha=numbers["decay"], eps=numbers["epsilon"])

    def schedule(self, step):
        schedule, steps = self.settings["schedule"], self.settings["steps"]
        if schedule["kind"] == "constant":
            return 1.0
        if schedule["kind"] == "step":
            return schedule["factor"] ** (step // schedule["every"])
        return schedule["end"] + (1 - schedule["end"]) * 0.5 * (1 + math.cos(math.pi * step / (steps - 1)))

    def normalize(self, kind, values, place):
        scale, shift = self.parameters["scale" + place], self.parameters["shift" + place]
        if kind == "layerNorm":
            return F.layer_norm(values, values.shape[-1:], scale, shift, NORM_EPSILON)
        moving = [self.parameters["movingMean" + place], self.parameters["movingVariance" + place]]
        self.counts["movingVariance" + place] = values.numel() // values.shape[-1]
        return channels_last(
            F.batch_norm(channels_first(values), *moving, scale, shift, True, NORM_MOMENTUM, NORM_EPSILON)
        )

    def operate(self, operation, values, place):
        kind = operation["kind"]
        if kind == "flatten":
            return values.reshape(len(values), -1)
        if kind == "activation":
            return ACTIVATIONS[operation["name"]](values)
        if kind in ("layerNorm", "batchNorm"):
            return self.normalize(kind, values, place)
        if kind == "globalAveragePool":
            return values.mean(dim=tuple(range(1, values.dim() - 1)))
        if kind == "dropout":
            raise NotImplementedError("masks of dropout are not exported")
        return pool(operation, values)

    def multiply(self, layer, hidden):
        m = layer["m"]
        weights, bias = self.parameters[f"W{m}"], self.parameters.get(f"b{m}")
        if layer["type"] == "dense":
            return F.linear(hidden.reshape(len(hidden), -1), weights.T, bias)
        if layer["type"] == "local":
            lower, upper = (1, 0) if m % 2 == 1 else (0, -1)
            values = weights[0] * hidden.roll(lower, 1) + weights[1] * hidden.roll(upper, 1)
        else:
            values = convolve(layer, hidden, weights)
        return values if bias is None else values + bias

    def forward(self, inputs):
        neurons = [inputs.reshape(-1, *self.settings["inputShape"])]
        # A batchNorm sees a batch once, though its value may be needed in several places.
        known = {}

        def hidden(m, activation, operations):
            key = (m, activation)
            if key not in known:
                known[key] = ACTIVATIONS[activation](neurons[m])
            for i in operations:
                before, key = known[key], (*key, i)
                if key not in known:
                    known[key] = self.operate(self.layers[m]["operationsIn"][i], before, f"{m}/in{i}")
            return known[key]

        for m, layer in enumerate(self.layers):
            values = self.multiply(layer, hidden(m, layer["activationIn"], range(len(layer["operationsIn"]))))
            if layer["norm"]:
                values = self.normalize(layer["norm"], values, f"{m}/norm")
            for skip in layer["skips"]:
                values = values + hidden(skip["from"], skip["activation"], skip["operations"])
            neurons.append(values)
        outputs = ACTIVATIONS[self.settings["outputActivation"]](neurons[-1])
        for i, operation in enumerate(self.settings["operationsOut"]):
            outputs = self.operate(operation, outputs, f"{len(self.layers) - 1}/out{i}")
        return outputs.reshape(len(outputs), -1)

    def loss(self, outputs, targets):
        kind = self.settings["loss"]
        if kind == "mse":
            return F.mse_loss(outputs, targets, reduction="sum") / len(outputs)
        if kind == "crossEntropy":
            return F.cross_entropy(outputs, targets)
        if kind == "klDivergence":
            return F.kl_div(F.log_softmax(outputs, dim=1), targets, reduction="batchmean")
        if outputs.shape[1] == 1:
            return F.relu(1 - torch.where(targets > 0, 1.0, -1.0) * outputs).sum() / len(outputs)
        return F.multi_margin_loss(outputs, targets.argmax(dim=1)) * outputs.shape[1]

    def train(self, tensors):
        dtype = self.parameters["W0"].dtype
        steps = self.settings["steps"]
        for step in range(steps):
            for group in self.optimizer.param_groups:
                group["lr"] = self.settings["learningRate"] * group["factor"] * self.schedule(step)
            self.optimizer.zero_grad()
            inputs, targets = (torch.tensor(tensors[f"step{step}/{name}"], dtype=dtype) for name in ("X0", "Y0"))
            self.loss(self.forward(inputs), targets).backward()
            self.optimizer.step()
        result = {name: values.detach().double() for name, values in self.parameters.items()}
        for name, count in self.counts.items():
            # PyTorch follows the unbiased variance: divided by n - 1.
            start = 1.0 - NORM_MOMENTUM
            result[name] = start**steps + (result[name] - start**steps) * (count - 1) / count
        return result


def distance(some, other):
    return math.sqrt(sum(float(((some[name] - other[name]) ** 2).sum()) for name in some))


def compare(folder):
    analysis = json.loads((folder / "analysis.json").read_text())
    tensors = read_safetensors(folder / "trajectory.safetensors")
    last = analysis["settings"]["steps"] - 1

    def exported(prefix):
        return {
            name[len(prefix) :]: torch.tensor(values) for name, values in tensors.items() if name.startswith(prefix)
        }

    start, ours = exported("step0/before/"), exported(f"step{last}/after/")
    exact = Run(analysis, tensors, torch.float64).train(tensors)
    single = Run(analysis, tensors, torch.float32).train(tensors)
    moved = distance(exact, start)
    return {
        "name": analysis["name"],
        "moved": moved,
        "ours": distance(ours, exact) / moved,
        "torch": distance(single, exact) / moved,
    }


if __name__ == "__main__":
    torch.set_num_threads(1)
    for argument in sys.argv[1:]:
        print(json.dumps(compare(Path(argument))), flush=True)
