"""The networks of some of GanBench's architectures in PyTorch, written and trained as its tutorials do, with its default settings.

    training.py networks                      what each pair is, one a line
    training.py train NETWORKS STEPS WARM-UP  the median milliseconds of a step
    training.py sample NETWORKS BATCHES       images a second of the generator
    training.py save NETWORKS FOLDER          megabytes a second of saving networks and optimisers

The last line is JSON: the value, what was done, and whether all losses were finite. Runs on PyTorch 1.13 and newer.
"""
import functools
import json
import math
import os
import statistics
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn, optim
from torch.nn.utils.parametrizations import spectral_norm

SAME_5_STRIDE_2 = (1, 2, 1, 2)  # An even side padded "same" has more zeros at the right and at the bottom.


def keras_bn(channels, kind=nn.BatchNorm2d):
    return kind(channels, eps=1e-3, momentum=0.2)


def gan_28():
    generator = nn.Sequential(
        nn.Linear(100, 256), nn.LeakyReLU(0.2), keras_bn(256, nn.BatchNorm1d),
        nn.Linear(256, 512), nn.LeakyReLU(0.2), keras_bn(512, nn.BatchNorm1d),
        nn.Linear(512, 1024), nn.LeakyReLU(0.2), keras_bn(1024, nn.BatchNorm1d),
        nn.Linear(1024, 784), nn.Tanh(), nn.Unflatten(1, (1, 28, 28)))
    discriminator = nn.Sequential(
        nn.Flatten(), nn.Linear(784, 512), nn.LeakyReLU(0.2), nn.Linear(512, 256), nn.LeakyReLU(0.2), nn.Linear(256, 1))
    return generator, discriminator


def dcgan_28():
    generator = nn.Sequential(
        nn.Linear(100, 128 * 7 * 7), nn.ReLU(), nn.Unflatten(1, (128, 7, 7)),
        nn.Upsample(scale_factor=2), nn.Conv2d(128, 128, 3, padding=1), keras_bn(128), nn.ReLU(),
        nn.Upsample(scale_factor=2), nn.Conv2d(128, 64, 3, padding=1), keras_bn(64), nn.ReLU(),
        nn.Conv2d(64, 1, 3, padding=1), nn.Tanh())
    pad = (0, 1, 0, 1)
    discriminator = nn.Sequential(
        nn.ZeroPad2d(pad), nn.Conv2d(1, 32, 3, stride=2), nn.LeakyReLU(0.2), nn.Dropout(0.25),
        nn.ZeroPad2d(pad), nn.Conv2d(32, 64, 3, stride=2), nn.ZeroPad2d(pad), keras_bn(64), nn.LeakyReLU(0.2), nn.Dropout(0.25),
        nn.ZeroPad2d(pad), nn.Conv2d(64, 128, 3, stride=2), keras_bn(128), nn.LeakyReLU(0.2), nn.Dropout(0.25),
        nn.Conv2d(128, 256, 3, padding=1), keras_bn(256), nn.LeakyReLU(0.2), nn.Dropout(0.25),
        nn.Flatten(), nn.Linear(256 * 4 * 4, 1))
    return generator, discriminator


def colour_64(batch_norm):
    layers = [nn.Linear(100, 1024 * 4 * 4), nn.ReLU(), nn.Unflatten(1, (1024, 4, 4))]
    for inputs in (1024, 512, 256, 128):
        layers += [nn.Upsample(scale_factor=2), nn.Conv2d(inputs, inputs // 2, 5, padding=2), keras_bn(inputs // 2), nn.ReLU()]
    generator = nn.Sequential(*layers, nn.Conv2d(64, 3, 5, padding=2), nn.Tanh())
    layers = []
    for inputs, outputs in ((3, 64), (64, 128), (128, 256), (256, 512)):
        layers += [nn.ZeroPad2d(SAME_5_STRIDE_2), nn.Conv2d(inputs, outputs, 5, stride=2)]
        layers += [keras_bn(outputs)] if batch_norm and inputs > 3 else []
        layers += [nn.LeakyReLU(0.2), nn.Dropout(0.25)]
    return generator, nn.Sequential(*layers, nn.Flatten(), nn.Linear(512 * 4 * 4, 1))


def wgan_28():
    def up(channels):
        return nn.ConvTranspose2d(channels, channels, 5, stride=2, padding=2, output_padding=1)

    generator = nn.Sequential(
        nn.Linear(100, 1024), nn.LeakyReLU(0.2),
        nn.Linear(1024, 128 * 7 * 7), keras_bn(128 * 7 * 7, nn.BatchNorm1d), nn.LeakyReLU(0.2), nn.Unflatten(1, (128, 7, 7)),
        up(128), keras_bn(128), nn.LeakyReLU(0.2),
        nn.Conv2d(128, 64, 5, padding=2), keras_bn(64), nn.LeakyReLU(0.2),
        up(64), keras_bn(64), nn.LeakyReLU(0.2),
        nn.Conv2d(64, 1, 5, padding=2), nn.Tanh())
    critic = nn.Sequential(
        nn.Conv2d(1, 64, 5, padding=2), nn.LeakyReLU(0.2), nn.Dropout(0.25),
        nn.Conv2d(64, 128, 5, stride=2), nn.LeakyReLU(0.2), nn.Dropout(0.25),
        nn.ZeroPad2d(SAME_5_STRIDE_2), nn.Conv2d(128, 128, 5, stride=2), nn.LeakyReLU(0.2), nn.Dropout(0.25),
        nn.Flatten(), nn.Linear(128 * 6 * 6, 1024), nn.LeakyReLU(0.2), nn.Linear(1024, 1))
    return generator, critic


def faces_64():
    layers = [nn.ConvTranspose2d(100, 512, 4, bias=False), nn.BatchNorm2d(512), nn.ReLU()]
    for inputs in (512, 256, 128):
        layers += [nn.ConvTranspose2d(inputs, inputs // 2, 4, stride=2, padding=1, bias=False), nn.BatchNorm2d(inputs // 2), nn.ReLU()]
    generator = nn.Sequential(*layers, nn.ConvTranspose2d(64, 3, 4, stride=2, padding=1, bias=False), nn.Tanh())
    layers = [nn.Conv2d(3, 64, 4, stride=2, padding=1, bias=False), nn.LeakyReLU(0.2)]
    for inputs in (64, 128, 256):
        layers += [nn.Conv2d(inputs, inputs * 2, 4, stride=2, padding=1, bias=False), nn.BatchNorm2d(inputs * 2), nn.LeakyReLU(0.2)]
    discriminator = nn.Sequential(*layers, nn.Conv2d(512, 1, 4, bias=False), nn.Flatten())

    def initialize(module):
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
            nn.init.normal_(module.weight, 0, 0.02)
        elif isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.weight, 1, 0.02)

    return generator.apply(initialize), discriminator.apply(initialize)


class Sum(nn.Module):
    def __init__(self, body, shortcut):
        super().__init__()
        self.body, self.shortcut = nn.Sequential(*body), nn.Sequential(*shortcut)

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


class SumPool(nn.Module):
    def forward(self, x):
        return x.sum((2, 3))


def residual_32(width, spectral):
    def up():
        return Sum([nn.BatchNorm2d(width), nn.ReLU(), nn.Upsample(scale_factor=2), nn.Conv2d(width, width, 3, padding=1),
                    nn.BatchNorm2d(width), nn.ReLU(), nn.Conv2d(width, width, 3, padding=1)],
                   [nn.Upsample(scale_factor=2), nn.Conv2d(width, width, 1)])

    norm = spectral_norm if spectral else lambda module: module

    def conv(inputs, kernel):
        return norm(nn.Conv2d(inputs, 128, kernel, padding=kernel // 2))

    def plain():
        return Sum([nn.ReLU(), conv(128, 3), nn.ReLU(), conv(128, 3)], [])

    generator = nn.Sequential(
        nn.Linear(128, width * 4 * 4), nn.Unflatten(1, (width, 4, 4)), up(), up(), up(),
        nn.BatchNorm2d(width), nn.ReLU(), nn.Conv2d(width, 3, 3, padding=1), nn.Tanh())
    pool = [SumPool()] if spectral else [nn.AdaptiveAvgPool2d(1), nn.Flatten()]
    discriminator = nn.Sequential(
        Sum([conv(3, 3), nn.ReLU(), conv(128, 3), nn.AvgPool2d(2)], [nn.AvgPool2d(2), conv(3, 1)]),
        Sum([nn.ReLU(), conv(128, 3), nn.ReLU(), conv(128, 3), nn.AvgPool2d(2)], [conv(128, 1), nn.AvgPool2d(2)]),
        plain(), plain(), nn.ReLU(), *pool, norm(nn.Linear(128, 1)))
    return generator, discriminator


class Training:
    """A pair of networks with their optimisers; step is one generator update with its discriminator updates."""

    latent, critic_steps, decays = (100,), 1, False

    def __init__(self, networks, batch, **options):
        (self.g, self.d), self.batch, self.updates = networks(), batch, 0
        self.__dict__.update(options)
        self.og, self.od = self.optimizer(self.g.parameters()), self.optimizer(self.d.parameters())
        self.schedulers = [optim.lr_scheduler.LambdaLR(o, lambda step: 1 - step / 100_000) for o in (self.og, self.od)]

    def networks(self):
        g, d = (sum(p.numel() for p in m.parameters()) for m in (self.g, self.d))
        return f"generator {g} and discriminator {d} parameters, batch {self.batch}"

    def latents(self):
        return torch.randn(self.batch, *self.latent)

    def draw(self, images):
        return images[torch.randint(len(images), (self.batch,))]

    def fakes(self, predict=False):
        self.g.train(not predict)
        with torch.no_grad():
            fake = self.g(self.latents())
        self.g.train()
        return fake

    def update(self, optimizer, loss):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    def update_discriminator(self, loss):
        self.updates += 1
        return self.update(self.od, loss)

    def step(self, images):
        for _ in range(self.critic_steps):
            loss_d = self.critic_step(images)
        loss_g = self.update(self.og, self.generator_loss(self.d(self.g(self.latents()))))
        if self.decays:
            for scheduler in self.schedulers:
                scheduler.step()
        return loss_d, loss_g

    def generator_loss(self, logits):
        return -logits.mean()


def cross_entropy(logits, label):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, label))


class Gan(Training):
    """An optimiser step for the real batch and one for fakes made in evaluation mode, as Keras's train_on_batch and predict."""

    optimizer = functools.partial(optim.Adam, lr=2e-4, betas=(0.5, 0.999), eps=1e-7)

    def critic_step(self, images):
        real, fake = self.draw(images), self.fakes(predict=True)
        return (self.update_discriminator(cross_entropy(self.d(real), 1.0))
                + self.update_discriminator(cross_entropy(self.d(fake), 0.0)))

    def generator_loss(self, logits):
        return cross_entropy(logits, 1.0)


class Wgan(Training):
    """Steps on real images and on fakes, then weights clipped."""

    critic_steps, optimizer = 5, functools.partial(optim.RMSprop, lr=5e-5, alpha=0.9, eps=1e-7)

    def critic_step(self, images):
        real, fake = self.draw(images), self.fakes(predict=True)
        loss = self.update_discriminator(-self.d(real).mean()) + self.update_discriminator(self.d(fake).mean())
        with torch.no_grad():
            for p in self.d.parameters():
                p.clamp_(-0.01, 0.01)
        return loss


class WganGp(Training):
    """The two-sided gradient penalty (Gulrajani et al. 2017, algorithm 1)."""

    critic_steps, optimizer = 5, functools.partial(optim.Adam, lr=1e-4, betas=(0, 0.9), eps=1e-7)

    def critic_step(self, images):
        real, fake = self.draw(images), self.fakes()
        share = torch.rand(self.batch, 1, 1, 1)
        points = (share * real + (1 - share) * fake).requires_grad_()
        output = self.d(points)
        gradient = torch.autograd.grad(output, points, torch.ones_like(output), create_graph=True)[0]
        penalty = (gradient.flatten(1).norm(dim=1) - 1).pow(2).mean()
        return self.update_discriminator(self.d(fake).mean() - self.d(real).mean() + 10 * penalty)


class Hinge(Training):
    """The hinge loss (Miyato et al. 2018)."""

    critic_steps, latent, decays, optimizer = 5, (128,), True, functools.partial(optim.Adam, lr=2e-4, betas=(0, 0.9))

    def critic_step(self, images):
        real, fake = self.draw(images), self.fakes()
        return self.update_discriminator(F.relu(1 - self.d(real)).mean() + F.relu(1 + self.d(fake)).mean())


class Faces(Training):
    """The loop of the DCGAN tutorial: the generator learns from the fakes of the discriminator's update."""

    latent, optimizer = (100, 1, 1), functools.partial(optim.Adam, lr=2e-4, betas=(0.5, 0.999))

    def step(self, images):
        self.od.zero_grad()
        loss_real = cross_entropy(self.d(self.draw(images)), 1.0)
        loss_real.backward()
        fake = self.g(self.latents())
        loss_fake = cross_entropy(self.d(fake.detach()), 0.0)
        loss_fake.backward()
        self.od.step()
        self.updates += 1
        return loss_real.item() + loss_fake.item(), self.update(self.og, cross_entropy(self.d(fake), 1.0))


RESNET_ADAM = functools.partial(optim.Adam, lr=2e-4, betas=(0, 0.9))
TRAININGS = {
    "gan-28": lambda batch=128: Gan(gan_28, batch),
    "dcgan-28": lambda batch=128: Gan(dcgan_28, batch),
    "dcgan-64": lambda batch=64: Gan(functools.partial(colour_64, True), batch),
    "wgan-28": lambda batch=128: Wgan(wgan_28, batch),
    "wgan-gp-28": lambda batch=128: WganGp(wgan_28, batch),
    "wgan-gp-64": lambda batch=64: WganGp(functools.partial(colour_64, False), batch),
    "dcgan-faces-64": lambda batch=128: Faces(faces_64, batch),
    "sngan-32": lambda batch=64: Hinge(functools.partial(residual_32, 256, True), batch),
    "resnet-wgan-gp-32": lambda batch=64: WganGp(
        functools.partial(residual_32, 128, False), batch, latent=(128,), optimizer=RESNET_ADAM, decays=True),
}


def images_of(name):
    side = int(name.rsplit("-", 1)[1])
    return torch.rand(1024, 1 if side == 28 else 3, side, side) * 2 - 1


def train(name, steps, warm_up):
    training, images, times, finite = TRAININGS[name](), images_of(name), [], True
    for step in range(warm_up + steps):
        start = time.perf_counter()
        losses = training.step(images)
        if step >= warm_up:
            times.append(1000 * (time.perf_counter() - start))
        finite = finite and all(map(math.isfinite, losses))
    updates = training.updates // (warm_up + steps)
    return statistics.median(times), f"{training.networks()}, {updates} discriminator updates a step", finite


def sample(name, batches):
    training = TRAININGS[name]()
    training.g.eval()
    with torch.no_grad():
        training.g(training.latents())
        start = time.perf_counter()
        count = sum(len(training.g(training.latents())) for _ in range(batches))
        return count / (time.perf_counter() - start), training.networks(), True


def save(name, folder):
    training = TRAININGS[name](2)
    training.step(images_of(name))
    parameters = sum(p.numel() for m in (training.g, training.d) for p in m.parameters())
    start = time.perf_counter()
    torch.save({"generator": training.g.state_dict(), "discriminator": training.d.state_dict(),
                "generator_optimizer": training.og.state_dict(), "discriminator_optimizer": training.od.state_dict()},
               os.path.join(folder, "checkpoint.pt"))
    rate = 3 * 4 * parameters / (time.perf_counter() - start) / 1e6
    return rate, f"{parameters} parameters with two moments each", True


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "networks":
        for name, make in TRAININGS.items():
            print(f"{name}: {make().networks()}")
        sys.exit()
    run = {"train": train, "sample": sample, "save": save}[command]
    value, work, finite = run(*[int(a) if a.isdigit() else a for a in arguments])
    print(json.dumps({"value": value, "work": work, "finite": finite}))
