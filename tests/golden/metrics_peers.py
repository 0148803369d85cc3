#!/usr/bin/python3
"""Values of torch-fidelity's own functions (a checkout of github.com/toshas/torch-fidelity on the path), for tests/GanBench.Tests/Metrics.
Writes metrics_peers.json. Run: PYTHONPATH=TORCH_FIDELITY /usr/bin/python3 tests/golden/metrics_peers.py

inceptionScore is isc_features_to_metric without shuffling, of sample counts that the splits do not divide. repeated is
prc_features_to_metric of 16 different real vectors and 12 of the same as samples, each five times.
"""
import json
import os

import torch
from torch_fidelity.metric_isc import isc_features_to_metric
from torch_fidelity.metric_prc import prc_features_to_metric
from torch_fidelity.version import __version__

from metrics_noise import features, normal


def inception_score(count, splits):
    logits = torch.from_numpy(3 * normal(31, count, 10))
    score = isc_features_to_metric(logits, splits=splits, shuffle=False)
    return {"count": count, "splits": splits, "mean": score["inception_score_mean"], "std": score["inception_score_std"]}


def repeated(real, fake, times, neighbours):
    vectors = torch.from_numpy(features(21, max(real, fake), 8))
    x, y = (vectors[:count].repeat_interleave(times, dim=0) for count in (fake, real))
    found = prc_features_to_metric(x, y, prc_neighborhood=neighbours, prc_batch_size=10000, save_cpu_ram=False, verbose=False)
    return {"real": real, "fake": fake, "times": times, "neighbours": neighbours, **found}


out = {
    "torchFidelity": __version__,
    "torch": torch.__version__,
    "inceptionScore": [inception_score(count, splits) for count, splits in ((50, 10), (105, 10), (19, 10), (52, 7))],
    "repeated": repeated(16, 12, 5, 3),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics_peers.json"), "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
print(json.dumps(out, indent=1))
