#!/usr/bin/python3
"""Values of torch-fidelity's own functions (a checkout of github.com/toshas/torch-fidelity on the path), for tests/GanBench.Tests/Metrics.
Writes metrics_peers.json. Run: PYTHONPATH=TORCH_FIDELITY /usr/bin/python3 tests/golden/metrics_peers.py

inceptionScore is isc_features_to_metric without shuffling, of sample counts that the splits do not divide.
"""
import json
import os

import torch
from torch_fidelity.metric_isc import isc_features_to_metric
from torch_fidelity.version import __version__

from metrics_noise import normal


def inception_score(count, splits):
    logits = torch.from_numpy(3 * normal(31, count, 10))
    score = isc_features_to_metric(logits, splits=splits, shuffle=False)
    return {"count": count, "splits": splits, "mean": score["inception_score_mean"], "std": score["inception_score_std"]}


out = {
    "torchFidelity": __version__,
    "torch": torch.__version__,
    "inceptionScore": [inception_score(count, splits) for count, splits in ((50, 10), (105, 10), (19, 10), (52, 7))],
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics_peers.json"), "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
print(json.dumps(out, indent=1))
