#!/usr/bin/python3
"""Words and orders of NumPy's RandomState, for tests/GanBench.Tests/Random. Writes numpy_random.json.
Run: /usr/bin/python3 tests/golden/numpy_random.py
"""
import json
import os

import numpy as np


def case(seed):
    random = np.random.RandomState(seed)
    words = [int(random.randint(0, 2**32, dtype=np.uint32)) for _ in range(4)]
    # More than the 624 words of one state, then what follows.
    for _ in range(1500):
        random.randint(0, 2**32, dtype=np.uint32)
    later = int(random.randint(0, 2**32, dtype=np.uint32))
    orders = []
    for count in (1, 2, 3, 10, 64, 1000):
        order = np.random.RandomState(seed).permutation(count)
        orders.append({"count": count, "first": order[:10].tolist(), "weighted": int((order * (np.arange(count) + 1)).sum())})
    # One generator for several draws, as torch-fidelity draws subsets.
    random = np.random.RandomState(seed)
    choices = [random.choice(count, 5, replace=False).tolist() for count in (60, 50, 60, 5)]
    return {"seed": seed, "words": words, "later": later, "orders": orders, "choices": choices}


out = {"numpy": np.__version__, "cases": [case(seed) for seed in (0, 1, 2020, 4294967295)]}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "numpy_random.json")
with open(path, "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
print(path, os.path.getsize(path))
