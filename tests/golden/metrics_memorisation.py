#!/usr/bin/python3
"""Memorised share and authenticity by their definitions, one vector after the other, over SciPy's distances, for
tests/GanBench.Tests/Metrics/Memorisation. Writes metrics_memorisation.json. Run: /usr/bin/python3 tests/golden/metrics_memorisation.py
"""
import json
import os

import numpy as np
import scipy
from scipy.spatial.distance import cdist

from metrics_noise import features


def ratio(vector, others):
    """Distance to the nearest of the others, over that one's own distance to its nearest other."""
    to = cdist(vector[None], others)[0]
    nearest = int(np.argmin(to))
    spacing = cdist(others[nearest][None], np.delete(others, nearest, axis=0))[0].min()
    return to[nearest] / spacing


def judge(samples, training):
    different = training[np.sort(np.unique(training, axis=0, return_index=True)[1])]
    of_data = np.sort([ratio(v, np.delete(different, i, axis=0)) for i, v in enumerate(different)])
    of_samples = np.array([ratio(v, different) for v in samples])
    threshold = of_data[int(0.05 * len(of_data))]
    return {
        "share": float((of_samples < threshold).mean()), "threshold": float(threshold),
        "authenticity": float((of_samples >= 1).mean()), "authenticityOfData": float((of_data >= 1).mean()),
        "searched": len(different), "duplicates": len(training) - len(different),
    }


training = features(61, 200, 6)
fresh = features(62, 150, 6)
near = training[:150] + 0.25 * features(63, 150, 6)
out = {
    "scipy": scipy.__version__,
    "fresh": judge(fresh, training),
    "near": judge(near, training),
    "twins": judge(fresh, np.concatenate([training, training[:40]])),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics_memorisation.json")
with open(path, "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
print(path, json.dumps(out))
