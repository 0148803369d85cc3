"""Numbers that the C# tests make again bit for bit (tests/GanBench.Tests/Metrics/GoldenNoise.cs), so that goldens need not hold inputs.

uniform(seed, ...) hashes a counter to multiples of 2^-32 in [0, 1); normal sums four of them, times sqrt(3), minus its mean.
"""
import numpy as np


def uniform(seed, *shape):
    k = np.arange(int(np.prod(shape)), dtype=np.uint64)
    x = (k + np.uint64(seed) * np.uint64(0x9E3779B1)) & np.uint64(0xFFFFFFFF)
    for _ in range(2):
        x = ((x ^ (x >> np.uint64(16))) * np.uint64(0x45D9F3B)) & np.uint64(0xFFFFFFFF)
    x = x ^ (x >> np.uint64(16))
    return (x.astype(np.float64) / 4294967296.0).reshape(shape)


def normal(seed, *shape):
    u = uniform(seed, *shape, 4)
    return (((u[..., 0] + u[..., 1]) + (u[..., 2] + u[..., 3])) - 2.0) * 1.75


def features(seed, n, d):
    """Correlated features: neighbours are mixed, columns have spreads from 0.25 to 2 and means up to 1."""
    z = normal(seed, n, d)
    x = z + 0.5 * np.roll(z, 1, axis=1)
    scale = 0.25 * (1 + (np.arange(d) % 8))
    return x * scale + (np.arange(d) % 5) / 4.0


def images(seed, n, c, h, w):
    """Bytes: blocks of 4x4 pixels with noise on them."""
    coarse = np.repeat(np.repeat(uniform(seed, n, c, (h + 3) // 4, (w + 3) // 4), 4, axis=2), 4, axis=3)[:, :, :h, :w]
    return np.floor(160.0 * coarse + 96.0 * uniform(seed + 1, n, c, h, w)).astype(np.uint8)
