#!/usr/bin/python3
"""Fréchet distances by SciPy, for FrechetDistanceTests. Writes metrics_frechet.json. Run: /usr/bin/python3 tests/golden/metrics_frechet.py

sqrtm is pytorch-fid's formula: Tr of the real part of scipy.linalg.sqrtm(S1 S2). svd is the nuclear norm of A1 A2^T by
scipy.linalg.svdvals, where S = A^T A: exact where the covariances are singular, and sqrtm is not.
"""
import json
import os

import numpy as np
import scipy
from scipy import linalg

from metrics_noise import features

CASES = [(64, 300, 200), (64, 40, 50), (64, 300, 30), (192, 500, 400), (768, 1000, 900), (768, 100, 90), (2048, 2500, 2300),
         (2048, 300, 200), (64, 20, 24)]


def frechet(d, n1, n2):
    x, y = features(1, n1, d), features(2, n2, d) * 1.125
    m1, m2 = x.mean(0), y.mean(0)
    s1, s2 = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    base = ((m1 - m2) ** 2).sum() + np.trace(s1) + np.trace(s2)
    by_sqrtm = base - 2 * np.trace(linalg.sqrtm(s1 @ s2).real)
    a1, a2 = (x - m1) / np.sqrt(n1 - 1), (y - m2) / np.sqrt(n2 - 1)
    by_svd = base - 2 * linalg.svdvals(a1 @ a2.T).sum()
    return {"d": d, "n1": n1, "n2": n2, "sqrtm": float(by_sqrtm), "svd": float(by_svd), "trace": float(np.trace(s1))}


out = {"scipy": scipy.__version__, "numpy": np.__version__, "cases": [frechet(*case) for case in CASES]}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics_frechet.json"), "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
for case in out["cases"]:
    print(case)
