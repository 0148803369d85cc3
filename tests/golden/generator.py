#!/usr/bin/python3
"""Golden values of PyTorch's CPU generator for given seeds. Writes generator.json beside this file.

Sizes of 16 and more matter: there randn takes a vectorised path with another order. Run: /usr/bin/python3 tests/golden/generator.py
"""
import json
import os

import torch

DRAWS = {
    "rand": lambda g: torch.rand(5, generator=g),
    "randn": lambda g: torch.randn(5, generator=g),
    "randn long": lambda g: torch.randn(20, generator=g),
    "randn float64": lambda g: torch.randn(18, generator=g, dtype=torch.float64),
    "randint": lambda g: torch.randint(-3, 1000, (6,), generator=g),
    "randperm": lambda g: torch.randperm(8, generator=g),
    "normal_": lambda g: torch.empty(4).normal_(2, 3, generator=g),
    "uniform_": lambda g: torch.empty(4).uniform_(-1, 1, generator=g),
    "bernoulli_": lambda g: torch.empty(12).bernoulli_(0.3, generator=g),
    "multinomial": lambda g: torch.multinomial(torch.tensor([0.1, 0.2, 0.7]), 6, True, generator=g),
    "normal tensors": lambda g: torch.normal(torch.arange(3.0), torch.ones(3), generator=g),
}

cases = [
    {"name": name, "seed": seed, "values": [float(f"{v:.17g}") for v in draw(torch.Generator().manual_seed(seed)).tolist()]}
    for name, draw in DRAWS.items()
    for seed in (0, 42, 2**40 + 7)
]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "generator.json"), "w", encoding="ascii") as file:
    lines = ",\n".join(json.dumps(case) for case in cases)
    file.write(f'{{"torch": "{torch.__version__}", "cases": [\n{lines}\n]}}\n')
