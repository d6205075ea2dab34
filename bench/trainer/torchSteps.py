"""Trains a chain of dense layers with PyTorch on one CPU thread, as many steps as each line of the input says.

The first line is the network as JSON (networks.mjs); each line after it a number of steps, answered by the seconds that
they took, of the wall and of the processor.
"""

import json
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(1)

network = json.loads(sys.stdin.readline())
widths, batch = network["widths"], network["batchSize"]
activation = {"tanh": torch.tanh, "relu": torch.relu}[network["activation"]]


class Local(nn.Module):
    """Neuron i of a ring sees two neighbours, with weights of its own."""

    def __init__(self, neurons, m):
        super().__init__()
        self.shifts = (0, -1) if m % 2 == 0 else (1, 0)
        self.weight = nn.Parameter(torch.randn(2, neurons))
        self.bias = nn.Parameter(torch.zeros(neurons))

    def forward(self, h):
        low, high = (torch.roll(h, shift, 1) if shift else h for shift in self.shifts)
        return low * self.weight[0] + high * self.weight[1] + self.bias


class Network(nn.Module):
    """Links with the activation between them; residual ones add what they are given, before it is activated."""

    def __init__(self):
        super().__init__()
        local = network.get("links") == "local"
        links = enumerate(zip(widths, widths[1:]))
        self.links = nn.ModuleList([Local(i, m) if local else nn.Linear(i, o) for m, (i, o) in links])
        residual = network.get("links") == "residual"
        self.skips = [residual and i == o for i, o in zip(widths, widths[1:])]

    def forward(self, z):
        for m, (link, skips) in enumerate(zip(self.links, self.skips)):
            product = link(activation(z) if m > 0 else z)
            z = product + z if skips else product
        return z


model = Network()
if network.get("optimizer") == "adam":
    optimizer = torch.optim.Adam(model.parameters(), lr=network["learningRate"])
else:
    optimizer = torch.optim.SGD(model.parameters(), lr=network["learningRate"])
x = torch.randn(batch, widths[0])
if network["loss"] == "mse":
    y = torch.randn(batch, widths[-1])
    loss_of = lambda z: ((z - y) ** 2).sum(1).mean()
else:
    classes = torch.arange(batch) % widths[-1]
    cross_entropy = nn.CrossEntropyLoss()
    loss_of = lambda z: cross_entropy(z, classes)

print(torch.__version__, flush=True)
for line in sys.stdin:
    wall, processor = time.perf_counter(), time.process_time()
    for _ in range(int(line)):
        optimizer.zero_grad()
        loss_of(model(x)).backward()
        optimizer.step()
    print(time.perf_counter() - wall, time.process_time() - processor, flush=True)
