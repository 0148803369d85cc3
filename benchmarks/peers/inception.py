"""Images of 32x32 a second to Inception features with PyTorch and pytorch-fid's network and settings: batches of 50, bilinear resize to
299x299, pooled features of 2048. Random weights: the time does not depend on them.

    python3 benchmarks/peers/inception.py IMAGES

Prints JSON. FID's Inception (Szegedy et al. 2016) leaves zeros of the border out of its mean pools, and the last block pools by maximum.
"""
import json
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn


def conv(inputs, outputs, kernel, stride=1, padding=0):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False), nn.BatchNorm2d(outputs, eps=0.001), nn.ReLU(inplace=True))


def mean_pool():
    return nn.AvgPool2d(3, 1, 1, count_include_pad=False)


class Branches(nn.Module):
    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


def block_5(inputs, pooled):
    return Branches(
        conv(inputs, 64, 1),
        nn.Sequential(conv(inputs, 48, 1), conv(48, 64, 5, padding=2)),
        nn.Sequential(conv(inputs, 64, 1), conv(64, 96, 3, padding=1), conv(96, 96, 3, padding=1)),
        nn.Sequential(mean_pool(), conv(inputs, pooled, 1)))


def block_6(width):
    row, column = {"kernel": (1, 7), "padding": (0, 3)}, {"kernel": (7, 1), "padding": (3, 0)}
    return Branches(
        conv(768, 192, 1),
        nn.Sequential(conv(768, width, 1), conv(width, width, **row), conv(width, 192, **column)),
        nn.Sequential(conv(768, width, 1), conv(width, width, **column), conv(width, width, **row), conv(width, width, **column),
                      conv(width, 192, **row)),
        nn.Sequential(mean_pool(), conv(768, 192, 1)))


def block_7(inputs, pool):
    def split(width):
        return Branches(conv(width, 384, (1, 3), padding=(0, 1)), conv(width, 384, (3, 1), padding=(1, 0)))

    return Branches(
        conv(inputs, 320, 1),
        nn.Sequential(conv(inputs, 384, 1), split(384)),
        nn.Sequential(conv(inputs, 448, 1), conv(448, 384, 3, padding=1), split(384)),
        nn.Sequential(pool, conv(inputs, 192, 1)))


net = nn.Sequential(
    conv(3, 32, 3, 2), conv(32, 32, 3), conv(32, 64, 3, padding=1), nn.MaxPool2d(3, 2),
    conv(64, 80, 1), conv(80, 192, 3), nn.MaxPool2d(3, 2),
    block_5(192, 32), block_5(256, 64), block_5(288, 64),
    Branches(conv(288, 384, 3, 2), nn.Sequential(conv(288, 64, 1), conv(64, 96, 3, padding=1), conv(96, 96, 3, 2)), nn.MaxPool2d(3, 2)),
    block_6(128), block_6(160), block_6(160), block_6(192),
    Branches(
        nn.Sequential(conv(768, 192, 1), conv(192, 320, 3, 2)),
        nn.Sequential(conv(768, 192, 1), conv(192, 192, (1, 7), padding=(0, 3)), conv(192, 192, (7, 1), padding=(3, 0)),
                      conv(192, 192, 3, 2)),
        nn.MaxPool2d(3, 2)),
    block_7(1280, mean_pool()), block_7(2048, nn.MaxPool2d(3, 1, 1)),
    nn.AdaptiveAvgPool2d(1), nn.Flatten()).eval()
count = int(sys.argv[1])
data = torch.rand(count, 3, 32, 32)
start = time.perf_counter()
with torch.no_grad():
    for first in range(0, count, 50):
        x = F.interpolate(data[first:first + 50], size=(299, 299), mode="bilinear", align_corners=False)
        features = net(2 * x - 1)
rate = count / (time.perf_counter() - start)
print(json.dumps({"value": rate, "work": f"{features.shape[1]} features of {count} images"}))
