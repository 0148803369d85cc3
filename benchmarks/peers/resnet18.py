"""Images of 32x32 a second to the pooled features of a ResNet-18 (He et al. 2016) with PyTorch: batches of 50, bicubic resize to 224x224
with antialiasing. Random weights: the time does not depend on them.

    python3 benchmarks/peers/resnet18.py IMAGES

Prints JSON.
"""
import json
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs))
        self.shortcut = nn.Identity() if inputs == outputs and stride == 1 else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return F.relu(self.body(x) + self.shortcut(x))


def stage(inputs, outputs, stride):
    return nn.Sequential(Block(inputs, outputs, stride), Block(outputs, outputs, 1))


net = nn.Sequential(
    nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1),
    stage(64, 64, 1), stage(64, 128, 2), stage(128, 256, 2), stage(256, 512, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten()).eval()
count = int(sys.argv[1])
data = torch.randint(0, 256, (count, 3, 32, 32), dtype=torch.uint8)
start = time.perf_counter()
with torch.no_grad():
    for first in range(0, count, 50):
        x = F.interpolate(data[first:first + 50].float(), size=(224, 224), mode="bicubic", align_corners=False, antialias=True)
        features = net(x.clamp(0, 255))
rate = count / (time.perf_counter() - start)
print(json.dumps({"value": rate, "work": f"{features.shape[1]} features of {count} images"}))
