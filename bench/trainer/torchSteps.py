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
activation = {"tanh": nn.Tanh, "relu": nn.ReLU}[network["activation"]]
layers = []
for m, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
    layers += [activation()] if m > 0 else []
    layers += [nn.Linear(inputs, outputs)]
model = nn.Sequential(*layers)
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
