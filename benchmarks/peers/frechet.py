"""Seconds for the Fréchet distance from statistics of 2048 features by pytorch-fid's formula: scipy.linalg.sqrtm with default settings.

    python3 benchmarks/peers/frechet.py

Prints JSON.
"""
import json
import time

import numpy as np
from scipy import linalg

random = np.random.default_rng(1)
base = random.standard_normal((2500, 2048))
s1 = np.cov(base + 0.5 * np.roll(base, 1, axis=1), rowvar=False)
s2 = np.cov(random.standard_normal((2500, 2048)), rowvar=False)
mu1, mu2 = np.zeros(2048), np.ones(2048)
start = time.perf_counter()
root, _ = linalg.sqrtm(s1.dot(s2), disp=False)
difference = mu1 - mu2
value = difference.dot(difference) + np.trace(s1) + np.trace(s2) - 2 * np.trace(root.real)
print(json.dumps({"value": time.perf_counter() - start}))
