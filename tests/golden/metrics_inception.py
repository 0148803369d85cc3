#!/usr/bin/python3
"""FID's Inception-v3 written independently in PyTorch, with seeded random weights, for tests/GanBench.Tests/Metrics/InceptionTests.
Writes metrics_inception.json. Run: /usr/bin/python3 tests/golden/metrics_inception.py [--save FILE.pth]

Blocks are torchvision's classes (whose source is the standard of comparison) with the differences of the 2015-12-05 graph: 1008
classes, average pools without padding, maximum pool in the last block. Weights and images come from metrics_noise, so the C# test
makes the same ones.
"""
import json
import os
import sys

import numpy as np
import PIL.Image
import torch
import torch.nn.functional as F
import torchvision
from torchvision.models import inception as tv

from metrics_noise import images, normal, uniform


def average(x):
    return F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)


class A(tv.InceptionA):
    def forward(self, x):
        five = self.branch5x5_2(self.branch5x5_1(x))
        three = self.branch3x3dbl_3(self.branch3x3dbl_2(self.branch3x3dbl_1(x)))
        return torch.cat([self.branch1x1(x), five, three, self.branch_pool(average(x))], 1)


class C(tv.InceptionC):
    def forward(self, x):
        seven = self.branch7x7_3(self.branch7x7_2(self.branch7x7_1(x)))
        twice = self.branch7x7dbl_1(x)
        for layer in (self.branch7x7dbl_2, self.branch7x7dbl_3, self.branch7x7dbl_4, self.branch7x7dbl_5):
            twice = layer(twice)
        return torch.cat([self.branch1x1(x), seven, twice, self.branch_pool(average(x))], 1)


class E(tv.InceptionE):
    def __init__(self, channels, maximum):
        super().__init__(channels)
        self.maximum = maximum

    def forward(self, x):
        three = self.branch3x3_1(x)
        three = torch.cat([self.branch3x3_2a(three), self.branch3x3_2b(three)], 1)
        twice = self.branch3x3dbl_2(self.branch3x3dbl_1(x))
        twice = torch.cat([self.branch3x3dbl_3a(twice), self.branch3x3dbl_3b(twice)], 1)
        pool = F.max_pool2d(x, 3, 1, 1) if self.maximum else average(x)
        return torch.cat([self.branch1x1(x), three, twice, self.branch_pool(pool)], 1)


def build():
    net = tv.Inception3(num_classes=1008, aux_logits=False, init_weights=False)
    net.Mixed_5b, net.Mixed_5c, net.Mixed_5d = A(192, 32), A(256, 64), A(288, 64)
    net.Mixed_6b, net.Mixed_6c, net.Mixed_6d, net.Mixed_6e = C(768, 128), C(768, 160), C(768, 160), C(768, 192)
    net.Mixed_7b, net.Mixed_7c = E(1280, False), E(2048, True)
    state = {}
    for index, (name, value) in enumerate(net.state_dict().items()):
        if name.endswith("num_batches_tracked"):
            state[name] = value
        elif name.endswith("running_var"):
            state[name] = torch.tensor(0.5 + uniform(index, *value.shape))
        elif name.endswith("bn.weight"):
            state[name] = torch.tensor(0.75 + 0.5 * uniform(index, *value.shape))
        elif value.dim() > 1:
            fan = value[0].numel()
            state[name] = torch.tensor(np.sqrt(2.0 / fan) * normal(index, *value.shape))
        else:
            state[name] = torch.tensor(0.1 * normal(index, *value.shape))
        state[name] = state[name].to(value.dtype)
    net.load_state_dict(state)
    return net.eval(), state


def resize(x, mode):
    """Bytes N,C,H,W to normalised 299x299."""
    if x.shape[1] == 1:
        x = np.repeat(x, 3, axis=1)
    if mode == "pytorch":
        y = torch.tensor(x, dtype=torch.float32) / 255
        return 2 * F.interpolate(y, size=(299, 299), mode="bilinear", align_corners=False) - 1
    if mode == "clean":
        rows = [[np.asarray(PIL.Image.fromarray(c.astype(np.float32), mode="F").resize((299, 299), PIL.Image.BICUBIC)) for c in image] for image in x]
        return (torch.tensor(np.clip(np.array(rows), 0, 255)) - 128) / 128
    # TensorFlow 1: source = target * scale, neighbours floor and floor + 1, clamped.
    def weights(size):
        w = np.zeros((299, size))
        for i in range(299):
            # TensorFlow computes the position in float32.
            source = float(np.float32(i) * (np.float32(size) / np.float32(299)))
            low = int(np.floor(source))
            w[i, low] += 1 - (source - low)
            w[i, min(low + 1, size - 1)] += source - low
        return torch.tensor(w, dtype=torch.float32)
    y = torch.tensor(x, dtype=torch.float32)
    return (weights(y.shape[2]) @ y @ weights(y.shape[3]).T - 128) / 128


def features(net, x):
    out = {}
    hooks = [net.maxpool1.register_forward_hook(lambda m, i, o: out.__setitem__(64, o.mean((2, 3)))),
             net.maxpool2.register_forward_hook(lambda m, i, o: out.__setitem__(192, o.mean((2, 3)))),
             net.Mixed_6e.register_forward_hook(lambda m, i, o: out.__setitem__(768, o.mean((2, 3)))),
             net.Mixed_7c.register_forward_hook(lambda m, i, o: out.__setitem__(2048, o.mean((2, 3))))]
    with torch.no_grad():
        net(x)
    for hook in hooks:
        hook.remove()
    return out


def fid(net, a, b, mode):
    """Frechet distance of the pooled features of two sets of images, in float64; exact for fewer images than features, where the
    trace of the root of S1 S2 is the nuclear norm of the product of the centred features."""
    means, rows = [], []
    for x in (a, b):
        f = features(net, resize(x, mode))[2048].numpy().astype(np.float64)
        means.append(f.mean(0))
        rows.append((f - f.mean(0)) / np.sqrt(len(f) - 1))
    root = np.linalg.svd(rows[0] @ rows[1].T, compute_uv=False).sum()
    return float(((means[0] - means[1]) ** 2).sum() + (rows[0] ** 2).sum() + (rows[1] ** 2).sum() - 2 * root)


def main():
    net, state = build()
    if "--save" in sys.argv:
        torch.save(state, sys.argv[sys.argv.index("--save") + 1])
        return
    x, grey, large = images(201, 2, 3, 32, 32), images(203, 1, 1, 28, 28), images(205, 1, 3, 320, 340)
    out = {"torch": torch.__version__, "torchvision": torchvision.__version__, "pillow": PIL.__version__, "modes": {}, "resize": {}}
    out["names"] = [[name, list(value.shape)] for name, value in state.items()]
    for mode in ("tf1", "pytorch", "clean"):
        per_layer = features(net, resize(x, mode))
        out["modes"][mode] = {str(k): [float(f"{v:.7g}") for v in per_layer[k].flatten()[::max(1, per_layer[k].numel() // 64)].tolist()] for k in per_layer}
        logits = per_layer[2048] @ net.fc.weight.T
        out["modes"][mode]["logits"] = [float(f"{v:.7g}") for v in logits.detach().flatten()[::40].tolist()]
        for name, batch in (("grey", grey), ("large", large), ("small", x[:1])):
            y = resize(batch, mode)
            out["resize"][f"{mode}/{name}"] = [float(f"{v:.7g}") for v in y.flatten()[::2003].tolist()]
    sets = images(211, 10, 3, 32, 32), images(213, 8, 3, 32, 32)
    out["numpy"] = np.__version__
    out["fid"] = {mode: fid(net, *sets, mode) for mode in ("tf1", "pytorch", "clean")}
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics_inception.json"), "w") as file:
        json.dump(out, file)
        file.write("\n")
    print({k: v[:3] for k, v in out["modes"]["pytorch"].items()})


if __name__ == "__main__":
    main()
