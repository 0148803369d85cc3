#!/usr/bin/python3
"""Golden values for the architectures: one full training step of each in PyTorch, float64, on narrow networks.

Every network and every loop is written here a second time, from the studies' text and with torch.nn alone, so that agreement means
something. Nothing large is stored: weights and data come from a formula, latent vectors, dropout masks and interpolation points from
the counter-based streams (Philox) that define them, and of every tensor three sums are kept: of the values, of their squares, and of
their products with the formula's numbers, which tells positions apart. Also the parameter counts at full width.

Writes architectures.json beside this file. Run: /usr/bin/python3 tests/golden/architectures.py
"""
import json
import math
import os

import numpy as np
import torch
import torch.nn.functional as F
from scipy.special import ndtri
from torch import nn
from torch.nn.utils import spectral_norm

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
SEED, STEP = 3, 1


# ---- Random streams: Philox4x32-10 under a key made of seed and name.

MASK64 = 2**64 - 1


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK64
    return z ^ (z >> 31)


def stream_key(name):
    h = 14695981039346656037
    for c in name:
        h = ((h ^ ord(c)) * 1099511628211) & MASK64
    return mix(mix((SEED + 0x9E3779B97F4A7C15) & MASK64) ^ h)


def words(key, high, n):
    """The first n 32-bit words of the stream: Philox blocks with counters (0, high), (1, high), …"""
    u32 = np.uint64(0xFFFFFFFF)
    low = np.arange((n + 3) // 4, dtype=np.uint64)
    c = [low & u32, low >> np.uint64(32), np.full_like(low, high & 0xFFFFFFFF), np.full_like(low, high >> 32)]
    k0, k1 = key & 0xFFFFFFFF, key >> 32
    for _ in range(10):
        p0, p1 = np.uint64(0xD2511F53) * c[0], np.uint64(0xCD9E8D57) * c[2]
        s = np.uint64(32)
        c = [(p1 >> s) ^ c[1] ^ np.uint64(k0), p1 & u32, (p0 >> s) ^ c[3] ^ np.uint64(k1), p0 & u32]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return np.stack(c, 1).reshape(-1)[:n]


def normals(name, index, *shape):
    w = words(stream_key(name), index, math.prod(shape)).astype(np.float64)
    return torch.tensor(ndtri((w + 0.5) / 2**32).astype(np.float32).astype(np.float64)).reshape(shape)


def uniforms(name, index, *shape):
    w = (words(stream_key(name), index, math.prod(shape)) >> np.uint64(8)).astype(np.float32)
    return torch.tensor(((w + np.float32(0.5)) * np.float32(2**-24)).astype(np.float64)).reshape(shape)


class Masks:
    """Where the dropout layers of one network get their masks: each layer counts its own passes within the step."""

    def __init__(self, network):
        self.network, self.layers = network, 0

    def add(self):
        self.layers += 1
        return stream_key(f"dropout/{self.network}/{self.layers - 1}")


class Dropout(nn.Module):
    def __init__(self, rate, masks):
        super().__init__()
        self.rate, self.key, self.passes = rate, masks.add(), 0

    def forward(self, x):
        if not self.training:
            return x
        w = words(self.key, (STEP << 16) | self.passes, x.numel())
        self.passes += 1
        keep = np.where(w < np.uint64(int(self.rate * 2**32)), np.float32(0), np.float32(1 / (1 - self.rate)))
        return x * torch.tensor(keep.astype(np.float64)).reshape(x.shape)


# ---- Layers that torch.nn lacks: TensorFlow's "same" padding and cropping.

def same(side, k, s):
    total = max((math.ceil(side / s) - 1) * s + k - side, 0)
    return total // 2, total - total // 2


class Conv(nn.Conv2d):
    """Conv2D(padding="same")."""

    def __init__(self, i, o, k, s=1, bias=True):
        super().__init__(i, o, k, s, bias=bias)

    def forward(self, x):
        k, s = self.kernel_size[0], self.stride[0]
        (t, b), (l, r) = same(x.shape[2], k, s), same(x.shape[3], k, s)
        return super().forward(F.pad(x, (l, r, t, b)))


class ConvT(nn.ConvTranspose2d):
    """Conv2DTranspose(padding="same"): the gradient of the "same" convolution, so it loses what that one pads."""

    def __init__(self, i, o, k, s=1, bias=True):
        super().__init__(i, o, k, s, bias=bias)

    def forward(self, x):
        k, s = self.kernel_size[0], self.stride[0]
        full = F.conv_transpose2d(x, self.weight, self.bias, stride=s)
        t, l = same(x.shape[2] * s, k, s)[0], same(x.shape[3] * s, k, s)[0]
        return full[:, :, t : t + x.shape[2] * s, l : l + x.shape[3] * s]


class View(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.shape = shape

    def forward(self, x):
        return x.reshape(x.shape[0], *self.shape)


class Sum(nn.Module):
    def __init__(self, body, shortcut=None):
        super().__init__()
        self.body, self.shortcut = body, shortcut

    def forward(self, x):
        return self.body(x) + (x if self.shortcut is None else self.shortcut(x))


def up():
    return nn.UpsamplingNearest2d(scale_factor=2)


def lrelu(slope=0.2):
    return nn.LeakyReLU(slope)


def bn(channels, keep=0.8, eps=1e-3, d=2):
    return (nn.BatchNorm2d if d == 2 else nn.BatchNorm1d)(channels, eps=eps, momentum=1 - keep)


def seq(*layers):
    flat = []
    for layer in layers:
        flat.extend(layer if isinstance(layer, (list, tuple)) else [layer])
    return nn.Sequential(*flat)


# ---- Networks. c channels, side, w(n) the scaled width.

def gan(c, side, w, z):
    n = c * side * side
    if side == 28:
        hidden, i = [], z
        for o in (256, 512, 1024):
            hidden += [nn.Linear(i, w(o)), lrelu(), bn(w(o), d=1)]
            i = w(o)
        g = seq(hidden, nn.Linear(i, n), nn.Tanh(), View(c, side, side))
        d = seq(nn.Flatten(), nn.Linear(n, w(512)), lrelu(), nn.Linear(w(512), w(256)), lrelu(), nn.Linear(w(256), 1))
        return g, d
    h = w(512)
    mlp = lambda i: [nn.Linear(i, h), lrelu()] + [m for _ in range(3) for m in (nn.Linear(h, h), lrelu())]
    return seq(mlp(z), nn.Linear(h, n), nn.Tanh(), View(c, side, side)), seq(nn.Flatten(), mlp(n), nn.Linear(h, 1))


def colour_g(c, side, w, z):
    top = side // 4 * 64  # 1024 at 64 pixels
    layers, i, size = [nn.Linear(z, 16 * w(top)), nn.ReLU(), View(w(top), 4, 4)], top, 4
    while size < side:
        layers += [up(), Conv(w(i), w(i // 2), 5), bn(w(i // 2)), nn.ReLU()]
        i, size = i // 2, size * 2
    return seq(layers, Conv(w(i), c, 5), nn.Tanh())


def colour_d(c, side, w, norm):
    m, layers, i, o, size = Masks("discriminator"), [], c, 64, side
    while size > 4:
        layers += [Conv(i, w(o), 5, 2)] + ([bn(w(o))] if norm and o > 64 else []) + [lrelu(), Dropout(0.25, m)]
        i, o, size = w(o), o * 2, size // 2
    return seq(layers, nn.Flatten(), nn.Linear(16 * i, 1))


def dcgan(c, side, w, z):
    if side != 28:
        return colour_g(c, side, w, z), colour_d(c, side, w, True)
    a, b, m = w(128), w(64), Masks("discriminator")
    g = seq(nn.Linear(z, 49 * a), nn.ReLU(), View(a, 7, 7), up(), Conv(a, a, 3), bn(a), nn.ReLU(),
            up(), Conv(a, b, 3), bn(b), nn.ReLU(), Conv(b, c, 3), nn.Tanh())
    d = seq(Conv(c, w(32), 3, 2), lrelu(), Dropout(0.25, m),
            Conv(w(32), w(64), 3, 2), nn.ZeroPad2d((0, 1, 0, 1)), bn(w(64)), lrelu(), Dropout(0.25, m),
            Conv(w(64), w(128), 3, 2), bn(w(128)), lrelu(), Dropout(0.25, m),
            Conv(w(128), w(256), 3), bn(w(256)), lrelu(), Dropout(0.25, m),
            nn.Flatten(), nn.Linear(16 * w(256), 1))
    return g, d


def wgan_28(c, side, w, z):
    a, b, h, m = w(128), w(64), w(1024), Masks("discriminator")
    g = seq(nn.Linear(z, h), lrelu(), nn.Linear(h, 49 * a), bn(49 * a, d=1), lrelu(), View(a, 7, 7),
            ConvT(a, a, 5, 2), bn(a), lrelu(), Conv(a, b, 5), bn(b), lrelu(), ConvT(b, b, 5, 2), bn(b), lrelu(),
            Conv(b, c, 5), nn.Tanh())
    d = seq(Conv(c, b, 5), lrelu(), Dropout(0.25, m), nn.Conv2d(b, a, 5, 2), lrelu(), Dropout(0.25, m),
            Conv(a, a, 5, 2), lrelu(), Dropout(0.25, m), nn.Flatten(), nn.Linear(36 * a, h), lrelu(), nn.Linear(h, 1))
    return g, d


def wgan(c, side, w, z):
    if side == 28:
        return wgan_28(c, side, w, z)
    top = side // 4 * 64
    layers, i, size = [nn.Linear(z, 16 * w(top)), View(w(top), 4, 4), bn(w(top)), nn.ReLU()], top, 4
    while size < side // 2:
        layers += [up(), Conv(w(i), w(i // 2), 5), bn(w(i // 2)), nn.ReLU()]
        i, size = i // 2, size * 2
    return seq(layers, up(), Conv(w(i), c, 5), nn.Tanh()), colour_d(c, side, w, True)


def wgan_gp(c, side, w, z):
    return wgan_28(c, side, w, z) if side == 28 else (colour_g(c, side, w, z), colour_d(c, side, w, False))


def fcgan(c, side, w, z):
    def mlp(*sizes):
        return [m for i, o in zip(sizes, sizes[1:-1]) for m in (nn.Linear(i, o), lrelu())] + [nn.Linear(sizes[-2], sizes[-1])]
    n, (p, q, r) = c * side * side, map(w, (256, 512, 1024))
    return seq(mlp(z, p, q, r, n), nn.Tanh(), View(c, side, side)), seq(nn.Flatten(), mlp(n, r, q, p, 1))


def dcgan4(c, side, w, z):
    s, a, b = side // 4, w(256), w(128)
    g = seq(nn.Linear(z, s * s * a), lrelu(), View(a, s, s), ConvT(a, b, 4, 2), lrelu(), ConvT(b, b, 4, 2), lrelu(),
            ConvT(b, b, 4), lrelu(), Conv(b, c, 3), nn.Tanh())
    e = math.ceil(side / 8)
    d = seq(Conv(c, w(64), 3), lrelu(), Conv(w(64), b, 3, 2), lrelu(), Conv(b, b, 3, 2), lrelu(), Conv(b, a, 3, 2), lrelu(),
            nn.Flatten(), nn.Linear(e * e * a, 1))
    return g, d


def faces(c, side, w, z, first_norm=False):
    tb = lambda n: nn.BatchNorm2d(n)  # PyTorch's defaults
    top = side // 8 * 64  # 512 at 64 pixels
    g, i = [View(z, 1, 1), nn.ConvTranspose2d(z, w(top), 4, 1, 0, bias=False), tb(w(top)), nn.ReLU()], top
    while i > 64:
        g += [nn.ConvTranspose2d(w(i), w(i // 2), 4, 2, 1, bias=False), tb(w(i // 2)), nn.ReLU()]
        i //= 2
    g += [nn.ConvTranspose2d(w(64), c, 4, 2, 1, bias=False), nn.Tanh()]
    d, i, o = [], c, 64
    while o <= top:
        d += [nn.Conv2d(i, w(o), 4, 2, 1, bias=False)] + ([tb(w(o))] if first_norm or o > 64 else []) + [lrelu()]
        i, o = w(o), o * 2
    return seq(g), seq(d, nn.Conv2d(i, 1, 4, 1, 0, bias=False), View(1))


def lsgan(c, side, w, z):
    return dcgan(c, side, w, z) if side == 28 else faces(c, side, w, z)


def minifaces(c, side, w, z):
    return faces(c, side, w, z, first_norm=True)


def dcgan_tf(c, side, w, z):
    s, a, b, e, m = side // 4, w(256), w(128), w(64), Masks("discriminator")
    n = lambda k, d=2: bn(k, 0.99, 1e-3, d)
    g = seq(nn.Linear(z, s * s * a, bias=False), n(s * s * a, 1), lrelu(0.3), View(a, s, s),
            ConvT(a, b, 5, 1, bias=False), n(b), lrelu(0.3), ConvT(b, e, 5, 2, bias=False), n(e), lrelu(0.3),
            ConvT(e, c, 5, 2, bias=False), nn.Tanh())
    d = seq(Conv(c, e, 5, 2), lrelu(0.3), Dropout(0.3, m), Conv(e, b, 5, 2), lrelu(0.3), Dropout(0.3, m),
            nn.Flatten(), nn.Linear(s * s * b, 1))
    return g, d


def dcgan_rmsprop(c, side, w, z):
    m, g, i, o, size = Masks("generator"), [nn.Linear(z, 16 * w(128)), nn.ReLU(), View(w(128), 4, 4)], w(128), 128, 4
    while size < side:
        g += [ConvT(i, w(o), 4, 2), nn.ReLU(), Dropout(0.25, m)]
        i, o, size = w(o), o // 2, size * 2
    d, j, o, size = [], c, 64, side
    while size > 4:
        d += [Conv(j, w(o), 4, 2), nn.ReLU()]
        j, o, size = w(o), o * 2, size // 2
    return seq(g, Conv(i, c, 3), nn.Tanh()), seq(d, nn.Flatten(), nn.Linear(16 * j, 1))


def encoder_decoder(c, side, w, z):
    n = lambda k: bn(k, 0.9, 1e-3)
    o = side // 8 * 64
    g, i = [nn.Linear(z, 16 * w(o)), lrelu(), View(w(o), 4, 4)], w(o)
    while o >= 64:
        g += [ConvT(i, w(o), 4, 2), n(w(o)), lrelu()]
        i, o = w(o), o // 2
    d, j, o, size = [], c, 64, side
    while size > 4:
        d += [Conv(j, w(o), 4, 2), n(w(o)), lrelu()]
        j, o, size = w(o), o * 2, size // 2
    return seq(g, Conv(i, c, 4), nn.Tanh()), seq(d, nn.Flatten(), nn.Linear(16 * j, 1))


def mlp_1d(c, side, w, z):
    return (seq(nn.Linear(z, w(16)), nn.ReLU(), nn.Linear(w(16), 1), View(1, 1, 1)),
            seq(nn.Flatten(), nn.Linear(1, w(64)), nn.ReLU(), nn.Linear(w(64), 1)))


class Pool(nn.Module):
    def __init__(self, how):
        super().__init__()
        self.how = how

    def forward(self, x):
        return getattr(x, self.how)((2, 3))


def resnet_g(c, n, z):
    tb = lambda: nn.BatchNorm2d(n)
    block = lambda: Sum(seq(tb(), nn.ReLU(), up(), nn.Conv2d(n, n, 3, 1, 1), tb(), nn.ReLU(), nn.Conv2d(n, n, 3, 1, 1)),
                        seq(up(), nn.Conv2d(n, n, 1)))
    return seq(nn.Linear(z, 16 * n), View(n, 4, 4), block(), block(), block(), tb(), nn.ReLU(), nn.Conv2d(n, c, 3, 1, 1), nn.Tanh())


def resnet_d(c, n, wrap, pool):
    conv = lambda i, k: wrap(nn.Conv2d(i, n, k, 1, k // 2))
    down = lambda: nn.AvgPool2d(2)
    plain = lambda: Sum(seq(nn.ReLU(), conv(n, 3), nn.ReLU(), conv(n, 3)))
    return seq(Sum(seq(conv(c, 3), nn.ReLU(), conv(n, 3), down()), seq(down(), conv(c, 1))),
               Sum(seq(nn.ReLU(), conv(n, 3), nn.ReLU(), conv(n, 3), down()), seq(conv(n, 1), down())),
               plain(), plain(), nn.ReLU(), Pool(pool), wrap(nn.Linear(n, 1)))


def sngan(c, side, w, z):
    return resnet_g(c, w(256), z), resnet_d(c, w(128), spectral_norm, "sum")


def resnet_wgan_gp(c, side, w, z):
    return resnet_g(c, w(128), z), resnet_d(c, w(128), lambda m: m, "mean")


# ---- Weights and data by formula.

def values(n, seed):
    """Sines of multiples of the golden angle, on a grid of 1/1024."""
    v = np.sin(1.0 + seed + 2.399963 * np.arange(1, n + 1, dtype=np.float64))
    return torch.tensor(np.round(v * 1024) / 1024)


def parameters(net):
    """Weight and bias of each layer in order, spectral normalisation's weight_orig in the weight's place."""
    for m in net.modules():
        own = dict(m.named_parameters(recurse=False))
        for key in ("weight", "weight_orig", "bias"):
            if own.get(key) is not None:
                yield m, key, own[key]


def buffers(net):
    for m in net.modules():
        own = dict(m.named_buffers(recurse=False))
        for key in ("running_mean", "running_var", "weight_u"):
            if own.get(key) is not None:
                yield own[key]


@torch.no_grad()
def fill(net):
    for i, (_, key, p) in enumerate(parameters(net)):
        v = values(p.numel(), i).reshape(p.shape)
        if p.dim() > 1:
            p.copy_(v * math.sqrt(4.0 / (p.numel() // p.shape[0])))
        else:
            p.copy_(1 + 0.25 * v if key == "weight" else 0.1 * v)
    for i, m in enumerate(m for m in net.modules() if hasattr(m, "weight_u")):
        v = values(m.weight_u.numel(), 50 + i)
        m.weight_u.copy_(v / v.norm())
        m.weight_v.copy_(F.normalize(m.weight_orig.reshape(len(v), -1).t() @ m.weight_u, dim=0))


def sums(t):
    t = t.detach().reshape(-1)
    return [float((t).sum()), float((t * t).sum()), float((t * values(t.numel(), 7)).sum())]


# ---- Losses on logits, and the loops.

def bce(x, label):
    return F.binary_cross_entropy(torch.sigmoid(x), torch.full_like(x, label))  # as the papers print it: sigmoid, then cross-entropy


LOSSES = {
    "bce": (lambda r: bce(r, 1), lambda f: bce(f, 0), lambda f: bce(f, 1)),
    "ls": (lambda r: ((r - 1) ** 2).mean(), lambda f: (f**2).mean(), lambda f: ((f - 1) ** 2).mean()),
    "w": (lambda r: (-r).mean(), lambda f: f.mean(), lambda f: (-f).mean()),
    "hinge": (lambda r: F.relu(1 - r).mean(), lambda f: F.relu(1 + f).mean(), lambda f: -f.mean()),
}


@torch.no_grad()
def descend(net, grads, rate):
    for (_, _, p), g in zip(parameters(net), grads):
        if g is not None:
            p -= rate * g


def grads(loss, net, **kw):
    return torch.autograd.grad(loss, [p for _, _, p in parameters(net)], allow_unused=True, **kw)


def penalty(d, real, fake, index):
    a = uniforms("penalty", index, real.shape[0], 1, 1, 1)
    x = (a * real + (1 - a) * fake).requires_grad_()
    (g,) = torch.autograd.grad(d(x).sum(), x, create_graph=True)
    return 10 * ((g.reshape(len(g), -1).pow(2).sum(1).sqrt() - 1) ** 2).mean()


def adaptive(d, lr, lf, sr, sf):
    """Algorithm 1 of the aw-GAN paper."""
    gr, gf = grads(lr, d, retain_graph=True), grads(lf, d)
    flat = lambda g: torch.cat([x.reshape(-1) for x in g])
    r, f = flat(gr), flat(gf)
    c, nr, nf, e = r @ f, r.norm(), f.norm(), 0.05
    if sr < sf - 0.05 or sr < 0.5:
        wr, wf = (1 / nr + e, -c / (nf**2 * nr) + e) if c < 0 else (1 / nr + e, e)
    elif sr > sf - 0.05 and sr > 0.75:
        wr, wf = (-c / (nr**2 * nf) + e, 1 / nf + e) if c < 0 else (e, 1 / nf + e)
    else:
        wr, wf = 1 / nr + e, 1 / nf + e
    return [wr * a + wf * b for a, b in zip(gr, gf)]


def step(case, g, d, z):
    real_part, fake_part, g_loss = LOSSES[case["loss"]]
    shape, n, k = (case["channels"], case["side"], case["side"]), case["batch"], case.get("steps", 1)
    latents = lambda draw: (
        2 * uniforms("latent/training", STEP * (k + 1) + draw, n, z) - 1 if case.get("uniform")
        else normals("latent/training", STEP * (k + 1) + draw, n, z))
    reals = lambda j: values(n * math.prod(shape), 100 + j).reshape(n, *shape)
    loop, rate, pen = case["loop"], case["rate"], None

    if loop == "tape":  # TensorFlow's tutorial: one forward pass of each network, then both updates
        fake = g(latents(0))
        lr_, lf_ = d(reals(0)), d(fake)
        lossr, lossf, lossg = real_part(lr_), fake_part(lf_), g_loss(lf_)
        gg, gd = grads(lossg, g, retain_graph=True), grads(lossr + lossf, d)
        descend(g, gg, rate)
        descend(d, gd, rate)
        return lossr, lossf, lossg, pen

    for j in range(k):
        real = reals(j)
        if loop == "keras":  # generator.predict, then train_on_batch twice
            g.train(not case["predict"])
            fake = g(latents(j)).detach()
            g.train()
            lossr = real_part(d(real))
            descend(d, grads(lossr, d), rate)
            lossf = fake_part(d(fake))
            descend(d, grads(lossf, d), rate)
        else:
            if loop == "adaptive":
                g.eval()
            fake = g(latents(j))
            g.train()
            a, b = d(real), d(fake.detach())
            lossr, lossf = real_part(a), fake_part(b)
            if loop == "adaptive":
                descend(d, adaptive(d, lossr, lossf, torch.sigmoid(a).mean(), torch.sigmoid(b).mean()), rate)
            else:
                pen = penalty(d, real, fake.detach(), STEP * k + j) if case.get("penalty") else None
                descend(d, grads(lossr + lossf + (0 if pen is None else pen), d), rate)
        if case.get("clip"):
            with torch.no_grad():
                for _, _, p in parameters(d):
                    p.clamp_(-case["clip"], case["clip"])
    lossg = g_loss(d(fake if loop == "reuse" else g(latents(k))))
    descend(g, grads(lossg, g), rate)
    return lossr, lossf, lossg, pen


KERAS = {"loss": "bce", "loop": "keras", "predict": True}
POSTER = {"loss": "bce", "loop": "keras", "predict": False}
TUTORIAL = {"loss": "bce", "loop": "reuse"}
PLAIN = {"loss": "bce", "loop": "plain"}
WGAN = {"loss": "w", "loop": "keras", "predict": True, "clip": 0.05, "steps": 2}
GP = {"loss": "w", "loop": "plain", "penalty": True, "steps": 2, "rate": 1e-6}
CASES = [
    ("gan", gan, 1, 28, KERAS), ("gan", gan, 3, 64, {**KERAS, "rate": 1e-4}),
    ("dcgan", dcgan, 1, 28, KERAS), ("dcgan", dcgan, 3, 64, KERAS), ("dcgan", dcgan, 3, 32, KERAS),
    ("wgan", wgan, 1, 28, WGAN), ("wgan", wgan, 3, 64, WGAN),
    ("wgan-gp", wgan_gp, 1, 28, GP), ("wgan-gp", wgan_gp, 3, 64, GP),
    ("fcgan", fcgan, 1, 28, POSTER), ("fcgan", fcgan, 3, 32, {**POSTER, "rate": 1e-3}),
    ("dcgan4", dcgan4, 1, 28, POSTER), ("dcgan4", dcgan4, 3, 32, POSTER),
    ("dcgan-faces", faces, 3, 64, TUTORIAL), ("dcgan-faces", faces, 3, 32, TUTORIAL),
    ("lsgan", lsgan, 1, 28, {**KERAS, "loss": "ls", "rate": 1e-3}), ("lsgan", lsgan, 3, 64, {**TUTORIAL, "loss": "ls", "rate": 1e-3}),
    ("dcgan-tf", dcgan_tf, 1, 28, {"loss": "bce", "loop": "tape"}),
    ("dcgan-rmsprop", dcgan_rmsprop, 3, 64, PLAIN), ("encoder-decoder", encoder_decoder, 3, 64, PLAIN),
    ("dcgan-minifaces", minifaces, 3, 64, {**PLAIN, "z": 128}),
    ("mlp-1d", mlp_1d, 1, 1, {**PLAIN, "z": 1, "uniform": True, "width": 1, "batch": 8}),
    ("aw-gan", dcgan, 1, 28, {"loss": "bce", "loop": "adaptive"}), ("aw-gan", dcgan, 3, 64, {"loss": "bce", "loop": "adaptive"}),
    ("sngan", sngan, 3, 32, {"loss": "hinge", "loop": "plain", "steps": 2, "z": 128, "rate": 1e-4}),
    ("resnet-wgan-gp", resnet_wgan_gp, 3, 32, {**GP, "z": 128}),
]


def run(name, make, channels, side, options):
    case = {"architecture": name, "channels": channels, "side": side, "width": 0.05, "batch": 3, "rate": 0.02, **options}
    z = case.get("z", 100)
    full = [sum(p.numel() for _, _, p in parameters(net)) for net in make(channels, side, lambda n: n, z)]
    # Halves are rounded to even, like C#'s Math.Round.
    g, d = make(channels, side, lambda n: max(1, round(n * case["width"])), z)
    fill(g)
    fill(d)
    g.eval(), d.eval()
    probe = g(values(2 * z, 11).reshape(2, z))
    out = {
        **{key: case[key] for key in ("architecture", "channels", "side", "width", "batch", "rate")},
        "steps": case.get("steps", 1), "clip": case.get("clip", 0),
        "parameters": full, "sample": sums(probe), "logits": sums(d(probe)),
    }
    g.train(), d.train()
    before = [[p.detach().clone() for _, _, p in parameters(net)] for net in (g, d)]
    lossr, lossf, lossg, pen = step(case, g, d, z)
    out["losses"] = [float(lossr.detach()), float(lossf.detach()), float(lossg.detach())] + ([] if pen is None else [float(pen.detach())])
    for key, net, old in zip(("generator", "discriminator"), (g, d), before):
        out[key] = [sums(p - q) for (_, _, p), q in zip(parameters(net), old)]
        out[key + "Buffers"] = [sums(b) for b in buffers(net)]
    return out


def digits(v):
    return float(f"{v:.15g}") if isinstance(v, float) else [digits(x) for x in v] if isinstance(v, list) else v


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "architectures.json"), "w", encoding="ascii") as file:
    lines = []
    for c in CASES:
        result = run(*c)
        lines.append(json.dumps({k: digits(v) for k, v in result.items()}, separators=(",", ":")))
        print(c[0], c[2], c[3], result["parameters"], result["losses"], flush=True)
    file.write(f'{{"torch": "{torch.__version__}", "seed": {SEED}, "cases": [\n' + ",\n".join(lines) + "\n]}\n")
