"""Seconds from 1,000 images of 32x32 to their FID with python3-torch and pytorch-fid's settings: batches of 50, bilinear resize to
299x299, Inception-v3, NumPy covariances, scipy.linalg.sqrtm. Random weights: the time does not depend on them.

    python3 benchmarks/peers/inception.py IMAGES [features]

The network is the one that tests/golden/metrics_inception.py checks ours against.
"""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tests", "golden"))

import numpy as np
import torch
import torch.nn.functional as F
from scipy import linalg

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
if sys.argv[2:] == ["features"]:
    print(time.perf_counter() - start)
    sys.exit()
x = np.concatenate(features)
half = count // 2
mu1, mu2 = x[:half].mean(0), x[half:].mean(0)
s1, s2 = np.cov(x[:half], rowvar=False), np.cov(x[half:], rowvar=False)
root, _ = linalg.sqrtm(s1.dot(s2), disp=False)
value = ((mu1 - mu2) ** 2).sum() + np.trace(s1) + np.trace(s2) - 2 * np.trace(root.real)
print(time.perf_counter() - start)
