#!/usr/bin/python3
"""Frechet distances of classes by scipy.linalg.sqrtm, for tests/GanBench.Tests/Metrics/IntraFid. Writes metrics_intra_fid.json.
Run: /usr/bin/python3 tests/golden/metrics_intra_fid.py
"""
import json
import os

import numpy as np
import scipy
from scipy.linalg import sqrtm

from metrics_noise import features, uniform


def frechet(a, b):
    ca, cb = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    return float(((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(ca + cb - 2 * sqrtm(ca @ cb).real))


samples, reference = features(71, 300, 8), features(72, 400, 8) * 1.25
of_samples = np.floor(4 * uniform(73, 300)).astype(int)
of_reference = np.floor(4 * uniform(74, 400)).astype(int)
distances = [frechet(samples[of_samples == c], reference[of_reference == c]) for c in range(4)]
out = {"scipy": scipy.__version__, "distances": distances, "mean": float(np.mean(distances)), "counts": np.bincount(of_samples).tolist()}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics_intra_fid.json")
with open(path, "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
print(path, json.dumps(out))
