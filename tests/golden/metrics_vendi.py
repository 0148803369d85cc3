#!/usr/bin/python3
"""Vendi scores by the definition (Friedman and Dieng 2023): the eigenvalues of the n x n matrix of cosines over n, in NumPy, for
tests/GanBench.Tests/Metrics/Vendi. Writes metrics_vendi.json. Run: /usr/bin/python3 tests/golden/metrics_vendi.py
"""
import json
import os

import numpy as np

from metrics_noise import features


def vendi(x):
    unit = x / np.linalg.norm(x, axis=1, keepdims=True)
    shares = np.linalg.eigvalsh(unit @ unit.T / len(x))
    shares = shares[shares > 1e-14]
    return float(np.exp(-(shares * np.log(shares)).sum()))


cases = [{"seed": seed, "n": n, "d": d, "vendi": vendi(features(seed, n, d))} for seed, n, d in ((51, 40, 16), (52, 12, 16), (53, 300, 64))]
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics_vendi.json")
with open(path, "w") as file:
    json.dump({"numpy": np.__version__, "cases": cases}, file, indent=1)
    file.write("\n")
print(path, cases)
