#!/usr/bin/python3
"""Laplacian pyramids, sliced Wasserstein distances and MS-SSIM by SciPy, written from the definitions of "Progressive growing of GANs"
(Karras et al. 2018), for tests/GanBench.Tests/Metrics. Writes metrics_images.json. Run: /usr/bin/python3 tests/golden/metrics_images.py
"""
import json
import os

import numpy as np
import scipy
from scipy import ndimage, signal

from metrics_noise import images, normal, uniform

BINOMIAL = np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256.0


def smooth(x, gain):
    return np.stack([[ndimage.convolve(c, BINOMIAL * gain, mode="mirror") for c in image] for image in x])


def down(x):
    return smooth(x, 1)[:, :, ::2, ::2]


def up(x):
    n, c, h, w = x.shape
    wide = np.zeros((n, c, 2 * h, 2 * w))
    wide[:, :, ::2, ::2] = x
    return smooth(wide, 4)


def pyramid(x, levels):
    result = [x.astype(np.float64)]
    for _ in range(1, levels):
        result.append(down(result[-1]))
        result[-2] = result[-2] - up(result[-1])
    return result


def descriptors(level, centres):
    """centres: N x P x 2 of (y, x)."""
    patches = np.stack([level[i, :, y - 3:y + 4, x - 3:x + 4] for i in range(len(level)) for y, x in centres[i]])
    patches = patches - patches.mean(axis=(0, 2, 3), keepdims=True)
    patches = patches / patches.std(axis=(0, 2, 3), keepdims=True)
    return patches.reshape(len(patches), -1)


def sliced(a, b, directions):
    pa, pb = np.sort(a @ directions, axis=0), np.sort(b @ directions, axis=0)
    return float(np.abs(pa - pb).mean())


def gaussian(size, sigma):
    x = np.arange(size) - (size - 1) / 2.0
    g = np.exp(-(x[:, None] ** 2 + x[None, :] ** 2) / (2 * sigma ** 2))
    return g / g.sum()


def one_scale(a, b):
    size = min(11, a.shape[-1], a.shape[-2])
    window = gaussian(size, size * 1.5 / 11)
    blur = lambda x: signal.fftconvolve(x, window, mode="valid")
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    similarity, contrast = [], []
    for x, y in zip(a, b):
        mx, my = blur(x), blur(y)
        vx, vy, cov = blur(x * x) - mx * mx, blur(y * y) - my * my, blur(x * y) - mx * my
        cs = (2 * cov + c2) / (vx + vy + c2)
        contrast.append(cs.mean())
        similarity.append((cs * (2 * mx * my + c1) / (mx * mx + my * my + c1)).mean())
    return np.mean(similarity), np.mean(contrast)


def ms_ssim(a, b):
    weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
    a, b, value = a.astype(np.float64), b.astype(np.float64), 1.0
    for scale, weight in enumerate(weights):
        similarity, contrast = one_scale(a, b)
        value *= max(similarity if scale == 4 else contrast, 0.0) ** weight
        mean = np.ones((2, 2)) / 4
        a, b = [np.stack([ndimage.convolve(c, mean, mode="reflect")[::2, ::2] for c in x]) for x in (a, b)]
    return float(value)


A, B = images(51, 6, 3, 32, 32), images(61, 6, 3, 32, 32)
levels_a, levels_b = pyramid(A, 2), pyramid(B, 2)
swd = []
for level, side in enumerate((32, 16)):
    centres = 3 + np.floor(uniform(71 + level, 6, 20, 2) * (side - 6)).astype(int)
    directions = normal(81 + level, 147, 24)
    directions = directions / np.sqrt((directions ** 2).sum(axis=0))
    swd.append(sliced(descriptors(levels_a[level], centres), descriptors(levels_b[level], centres), directions))
big_a, big_b = images(91, 3, 3, 64, 64), images(93, 3, 3, 64, 64)
close = np.clip(big_a.astype(int) + np.floor(24 * uniform(95, *big_a.shape)).astype(int), 0, 255).astype(np.uint8)
near = np.clip(A.astype(int) + np.floor(64 * uniform(97, *A.shape)).astype(int), 0, 255).astype(np.uint8)
out = {
    "scipy": scipy.__version__,
    "numpy": np.__version__,
    "pyramid": [{"sum": float(np.abs(level).sum()), "first": [float(v) for v in level[0, 0, 0, :8]]} for level in levels_a],
    "swd": swd,
    "msssim": {
        "32": [ms_ssim(a, b) for a, b in zip(A, B)],
        "32close": [ms_ssim(a, b) for a, b in zip(A, near)],
        "64": [ms_ssim(a, b) for a, b in zip(big_a, big_b)],
        "64close": [ms_ssim(a, b) for a, b in zip(big_a, close)],
    },
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics_images.json"), "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
print(json.dumps(out)[:1500])
