"""Images of 32x32 a second to Inception features with PyTorch and pytorch-fid's settings: batches of 50, bilinear resize to 299x299,
pooled features. Random weights: the time does not depend on them.

    python3 benchmarks/peers/inception.py IMAGES

Prints JSON. The network is the one that tests/golden/metrics_inception.py checks ours against.
"""
import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tests", "golden"))

import torch
import torch.nn.functional as F

import metrics_inception as golden
from metrics_noise import images

count = int(sys.argv[1])
net, _ = golden.build()
pool = torch.nn.AdaptiveAvgPool2d(1)
features = []
net.Mixed_7c.register_forward_hook(lambda module, inputs, output: features.append(pool(output).squeeze(3).squeeze(2).numpy()))
data = torch.from_numpy(images(1, count, 3, 32, 32)).float() / 255
start = time.perf_counter()
with torch.no_grad():
    for first in range(0, count, 50):
        x = F.interpolate(data[first:first + 50], size=(299, 299), mode="bilinear", align_corners=False)
        net(2 * x - 1)
print(json.dumps({"value": count / (time.perf_counter() - start)}))
