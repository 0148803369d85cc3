"""Milliseconds per training step of chen-2019's 28x28 networks in PyTorch with its default settings.

    python3 benchmarks/peers/training.py gan|dcgan STEPS

Prints the median. The step is the one GanBench takes: real and fake batches of 128 in discriminator updates of their own,
then a generator update; Adam; binary cross-entropy on logits.
"""
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

BATCH, LATENT = 128, 100


def batch_norm(width, flat=False):
    return (nn.BatchNorm1d if flat else nn.BatchNorm2d)(width, eps=1e-3, momentum=0.2)


def gan():
    def hidden(a, b):
        return [nn.Linear(a, b), nn.LeakyReLU(0.2), batch_norm(b, flat=True)]

    generator = nn.Sequential(*hidden(LATENT, 256), *hidden(256, 512), *hidden(512, 1024),
                              nn.Linear(1024, 784), nn.Tanh(), nn.Unflatten(1, (1, 28, 28)))
    discriminator = nn.Sequential(nn.Flatten(), nn.Linear(784, 512), nn.LeakyReLU(0.2),
                                  nn.Linear(512, 256), nn.LeakyReLU(0.2), nn.Linear(256, 1))
    return generator, discriminator


def dcgan():
    def down(a, b, stride, norm, pad_output=False):
        # Keras pads "same" with stride 2 at the bottom and right only (an even side), evenly for an odd one.
        layers = [nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(a, b, 3, 2)] if stride == 2 else [nn.Conv2d(a, b, 3, padding=1)]
        if pad_output:
            layers.append(nn.ZeroPad2d((0, 1, 0, 1)))
        if norm:
            layers.append(batch_norm(b))
        return layers + [nn.LeakyReLU(0.2), nn.Dropout(0.25)]

    generator = nn.Sequential(
        nn.Linear(LATENT, 6272), nn.ReLU(), nn.Unflatten(1, (128, 7, 7)),
        nn.Upsample(scale_factor=2), nn.Conv2d(128, 128, 3, padding=1), batch_norm(128), nn.ReLU(),
        nn.Upsample(scale_factor=2), nn.Conv2d(128, 64, 3, padding=1), batch_norm(64), nn.ReLU(),
        nn.Conv2d(64, 1, 3, padding=1), nn.Tanh())
    discriminator = nn.Sequential(*down(1, 32, 2, False), *down(32, 64, 2, True, pad_output=True), *down(64, 128, 2, True),
                                  *down(128, 256, 1, True), nn.Flatten(), nn.Linear(4096, 1))
    return generator, discriminator


def main():
    generator, discriminator = {"gan": gan, "dcgan": dcgan}[sys.argv[1]]()
    adam_g = torch.optim.Adam(generator.parameters(), lr=2e-4, betas=(0.5, 0.999), eps=1e-7)
    adam_d = torch.optim.Adam(discriminator.parameters(), lr=2e-4, betas=(0.5, 0.999), eps=1e-7)
    data = torch.rand(1024, 1, 28, 28) * 2 - 1
    ones, zeros = torch.ones(BATCH, 1), torch.zeros(BATCH, 1)

    def update(optimizer, loss):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    times = []
    for step in range(int(sys.argv[2]) + 3):
        start = time.perf_counter()
        real = data[torch.randint(0, len(data), (BATCH,))]
        with torch.no_grad():
            fake = generator(torch.randn(BATCH, LATENT))
        update(adam_d, F.binary_cross_entropy_with_logits(discriminator(real), ones))
        update(adam_d, F.binary_cross_entropy_with_logits(discriminator(fake), zeros))
        update(adam_g, F.binary_cross_entropy_with_logits(discriminator(generator(torch.randn(BATCH, LATENT))), ones))
        if step >= 3:
            times.append((time.perf_counter() - start) * 1000)
    print(statistics.median(times))


main()
