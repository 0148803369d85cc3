#!/usr/bin/python3
"""KID with each kernel and with drawn subsets, shuffled inception scores and MIND by torch-fidelity's own functions, for
tests/GanBench.Tests/Metrics. Writes metrics_torch_fidelity.json. Run, with a checkout of github.com/toshas/torch-fidelity:
PYTHONPATH=CHECKOUT /usr/bin/python3 tests/golden/metrics_torch_fidelity.py

torch-fidelity computes kernels in the type of the features; they are given as float64 here, and once as its extractors give them.
"""
import json
import os

import numpy as np
import torch
from torch_fidelity.metric_isc import isc_features_to_metric
from torch_fidelity.metric_kid import kid_features_to_metric
from torch_fidelity.metric_mind import mind_features_to_metric

from metrics_noise import features, normal


def kid(x, y, seed=2020, dtype=torch.float64, **options):
    kwargs = {"kid_" + key: value for key, value in options.items()}
    found = kid_features_to_metric(
        torch.tensor(x, dtype=dtype), torch.tensor(y, dtype=dtype), rng_seed=seed, verbose=False, **kwargs)
    return {"seed": seed, **options, "mean": found["kernel_inception_distance_mean"], "std": found["kernel_inception_distance_std"]}


x, y = features(11, 40, 16), features(12, 40, 16) * 1.25
whole = {"subsets": 1, "subset_size": 40}
a, b = features(1, 60, 8), features(2, 50, 8) * 1.5
drawn = {"subsets": 10, "subset_size": 20}
logits = 3 * normal(31, 50, 10)
p, q = features(41, 100, 16), features(42, 100, 16) * 1.25
projections = 24


def mind(x, y, seed=2020):
    value = mind_features_to_metric(
        torch.tensor(x), torch.tensor(y), mind_num_projections=projections, rng_seed=seed, cuda=False, verbose=False)
    # The same numbers that the function draws for sets of equal size.
    raw = torch.randn(projections, x.shape[1], generator=torch.Generator("cpu").manual_seed(seed), dtype=torch.float32)
    unit = (raw / raw.norm(dim=1, keepdim=True).clamp_min(1e-12)).double().numpy()
    exact = 3 * x.shape[1] * float(((np.sort(x @ unit.T, axis=0) - np.sort(y @ unit.T, axis=0)) ** 2).mean())
    return {"projections": projections, "value": value["monge_inception_distance"], "numpy": exact, "directions": unit.flatten().tolist()}


out = {
    "torch-fidelity": "main after 0.4.0 (0.5.0 in its changelog)",
    "torch": torch.__version__,
    "numpy": np.__version__,
    "whole": [
        kid(x, y, **whole),
        kid(x, y, kernel_poly_degree=2, kernel_poly_gamma=0.125, kernel_poly_coef0=0.5, **whole),
        kid(x, y, kernel_poly_degree=1, **whole),
        kid(x, y, kernel="rbf", **whole),
        kid(x, y, kernel="rbf", kernel_rbf_sigma=2.5, **whole),
    ],
    "drawn": [
        kid(a, b, **drawn),
        kid(a, b, seed=7, **drawn),
        kid(a, b, kernel="rbf", **drawn),
        kid(b, a, **drawn),
    ],
    "float32": kid(a, b, dtype=torch.float32, **drawn),
    "inceptionScore": [
        {"seed": seed, "splits": splits, "mean": score["inception_score_mean"], "std": score["inception_score_std"]}
        for seed in (0, 2020) for splits in (5, 10)
        for score in [isc_features_to_metric(torch.tensor(logits), splits, True, seed)]
    ],
    "mind": [mind(p, q), mind(p, p)],
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics_torch_fidelity.json")
with open(path, "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
print(path, os.path.getsize(path))
