#!/usr/bin/python3
"""KID, precision, recall, density, coverage and inception scores by brute force in NumPy, written from the papers' formulas, and a
fitted line by SciPy, for
tests/GanBench.Tests/Metrics. Writes metrics_features.json. Run: /usr/bin/python3 tests/golden/metrics_features.py
"""
import json
import os

import numpy as np
from scipy.spatial.distance import cdist
from scipy.special import log_softmax
from scipy.stats import linregress, t

from metrics_noise import features, normal


def mmd2(x, y):
    """Unbiased squared MMD with k(x, y) = (x.y/d + 1)^3, term by term."""
    m, d = x.shape
    k = lambda a, b: (a @ b / d + 1) ** 3
    xx = sum(k(x[i], x[j]) for i in range(m) for j in range(m) if i != j)
    yy = sum(k(y[i], y[j]) for i in range(m) for j in range(m) if i != j)
    xy = sum(k(x[i], y[j]) for i in range(m) for j in range(m))
    return (xx + yy) / (m * (m - 1)) - 2 * xy / (m * m)


def prdc(real, fake, k, inclusive):
    rr, ff, rf = cdist(real, real), cdist(fake, fake), cdist(real, fake)
    below = np.less_equal if inclusive else np.less
    radius_r, radius_f = np.sort(rr, axis=1)[:, k], np.sort(ff, axis=1)[:, k]
    in_real = below(rf, radius_r[:, None])
    return {
        "precision": float(in_real.any(axis=0).mean()),
        "recall": float(below(rf, radius_f[None, :]).any(axis=1).mean()),
        "density": float(in_real.sum() / (k * len(fake))),
        "coverage": float(in_real.any(axis=1).mean()),
    }


def inception_score(logits, splits):
    size = len(logits) // splits
    scores = []
    for s in range(splits):
        logp = log_softmax(logits[s * size:(s + 1) * size], axis=1)
        p = np.exp(logp)
        scores.append(np.exp((p * (logp - np.log(p.mean(axis=0)))).sum(axis=1).mean()))
    return {"splits": splits, "mean": float(np.mean(scores)), "std": float(np.std(scores))}


def line(counts, distances):
    """Least squares over 1/N, with the 95 % interval of the intercept."""
    fit = linregress(1 / counts, distances)
    half = t.ppf(0.975, len(counts) - 2) * fit.intercept_stderr
    return {"intercept": fit.intercept, "slope": fit.slope, "low": fit.intercept - half, "high": fit.intercept + half,
            "rSquared": fit.rvalue ** 2}


counts = 500 + 250 * np.arange(15)
x, y = features(11, 40, 16), features(12, 40, 16) * 1.25
real, fake = features(21, 150, 8), features(22, 120, 8) * 0.75
logits = 3 * normal(31, 50, 10)
out = {
    "numpy": np.__version__,
    "kid": {"mmd2": float(mmd2(x, y)), "same": float(mmd2(x, features(13, 40, 16)))},
    "prdc": [{"k": k, "inclusive": inclusive, **prdc(real, fake, k, inclusive)} for k in (3, 5) for inclusive in (False, True)],
    "inceptionScore": [inception_score(logits, splits) for splits in (1, 5, 10)],
    "line": line(counts, 12 + 500 / counts + 0.25 * normal(91, 15)),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics_features.json"), "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
print(json.dumps(out, indent=1))
