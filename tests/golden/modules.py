#!/usr/bin/python3
"""Golden values for torch.nn and torch.optim: what PyTorch computes, for the tests of our modules.

Writes modules.json beside this file. Tensors are {"s": shape, "v": values} with values as the shortest decimal that gives
the same float64; the inputs are float64, so that tolerances can be tight. Run: /usr/bin/python3 tests/golden/modules.py
"""
import json
import math
import os

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
D = torch.float64
OUT = {"torch": torch.__version__, "modules": [], "functions": [], "optimizers": [], "schedules": [], "inits": [], "names": []}


def pack(t):
    if t is None:
        return None
    t = t.detach()
    # 17 digits give a float64 back exactly; a float32 has 9.
    digits = 9 if t.dtype == torch.float32 else 15
    return {"s": list(t.shape), "v": [float(f"{v:.{digits}g}") if t.is_floating_point() else v for v in t.reshape(-1).tolist()]}


def values(*shape, seed=0, scale=1.0):
    """Numbers that any program can make again: sin of the golden angle's multiples, rounded to 1/1024."""
    n = math.prod(shape)
    v = [round(scale * math.sin(1.0 + seed + 2.399963 * (i + 1)) * 1024) / 1024 for i in range(n)]
    return torch.tensor(v, dtype=D).reshape(shape)


def fill(module):
    """Parameters that need no random generator: values(shape, seed = its index), scaled to 0.5."""
    with torch.no_grad():
        for i, p in enumerate(module.parameters()):
            p.copy_(values(*p.shape, seed=i + 1, scale=0.5))
    return module


def second_order(out, x, params):
    """Gradient-penalty-like: d/dθ of Σ (∂Σ w·out / ∂x)², w = values."""
    w = values(*out.shape, seed=7)
    (g,) = torch.autograd.grad((out * w).sum(), x, create_graph=True)
    penalty = (g * g).sum()
    inputs = [x] + list(params)
    if not penalty.requires_grad:
        return None
    grads = torch.autograd.grad(penalty, inputs, allow_unused=True)
    return [pack(penalty)] + [pack(t) for t in grads]


def module(name, make, *shape, train=True, double=True, code=None):
    m = fill(make().to(D))
    m.train(train)
    if not train and hasattr(m, "running_mean") and m.running_mean is not None:
        with torch.no_grad():
            m.running_mean.copy_(values(*m.running_mean.shape, seed=11))
            m.running_var.copy_(values(*m.running_var.shape, seed=12) ** 2 + 0.5)
    x = values(*shape).requires_grad_()
    out = m(x)
    w = values(*out.shape, seed=3)
    params = list(m.parameters())
    grads = torch.autograd.grad((out * w).sum(), [x] + params, retain_graph=True)
    case = {
        "name": name,
        "train": train,
        "x": list(shape),
        "out": pack(out),
        "grads": [pack(g) for g in grads],
        "buffers": {k: pack(b) for k, b in m.named_buffers()},
    }
    if double:
        case["second"] = second_order(out, x, params)
    OUT["modules"].append(case)


def modules():
    module("linear", lambda: nn.Linear(5, 3), 4, 5)
    module("linear no bias", lambda: nn.Linear(5, 3, bias=False), 2, 4, 5)
    module("conv2d", lambda: nn.Conv2d(3, 4, 3, stride=2, padding=1), 2, 3, 5, 5)
    module("conv2d no bias dilated groups", lambda: nn.Conv2d(4, 6, (3, 2), dilation=(1, 2), groups=2, bias=False), 1, 4, 5, 6)
    module("conv2d same", lambda: nn.Conv2d(2, 3, 5, padding="same"), 1, 2, 5, 4)
    module("conv2d same even", lambda: nn.Conv2d(2, 2, 4, padding="same"), 1, 2, 5, 4)
    module("conv2d valid", lambda: nn.Conv2d(2, 3, 3, padding="valid"), 1, 2, 5, 4)
    module("conv2d reflect", lambda: nn.Conv2d(2, 3, 3, padding=1, padding_mode="reflect"), 1, 2, 4, 4)
    module("conv2d replicate same", lambda: nn.Conv2d(2, 2, 4, padding="same", padding_mode="replicate"), 1, 2, 4, 4)
    module("conv2d circular", lambda: nn.Conv2d(2, 2, 3, padding=(1, 2), padding_mode="circular"), 1, 2, 4, 4)
    module("convtranspose2d", lambda: nn.ConvTranspose2d(3, 2, 4, stride=2, padding=1), 2, 3, 3, 3)
    module("convtranspose2d output padding groups", lambda: nn.ConvTranspose2d(4, 2, 3, stride=2, padding=1, output_padding=1, groups=2, bias=False), 1, 4, 3, 3)
    module("convtranspose2d output size", lambda: Sized(nn.ConvTranspose2d(2, 2, 3, stride=2, padding=1), [6, 5]), 1, 2, 3, 3)
    module("convtranspose2d dilated", lambda: nn.ConvTranspose2d(2, 3, (2, 3), stride=(1, 2), dilation=(2, 1)), 1, 2, 3, 3)
    for train in (True, False):
        module("batchnorm1d", lambda: nn.BatchNorm1d(3), 5, 3, train=train)
        module("batchnorm1d 3d", lambda: nn.BatchNorm1d(3, eps=1e-3, momentum=0.3), 2, 3, 4, train=train)
        module("batchnorm2d", lambda: nn.BatchNorm2d(3), 2, 3, 2, 3, train=train)
        module("batchnorm2d momentum", lambda: nn.BatchNorm2d(3, eps=1e-2, momentum=0.2), 2, 3, 2, 2, train=train)
        module("batchnorm2d plain", lambda: nn.BatchNorm2d(2, affine=False), 2, 2, 2, 2, train=train)
        module("batchnorm2d untracked", lambda: nn.BatchNorm2d(2, track_running_stats=False), 2, 2, 2, 2, train=train)
        module("instancenorm2d", lambda: nn.InstanceNorm2d(2, affine=True), 2, 2, 2, 3, train=train)
    module("groupnorm", lambda: nn.GroupNorm(2, 4), 2, 4, 2, 2)
    module("layernorm", lambda: nn.LayerNorm([3, 4]), 2, 3, 4)
    module("layernorm plain", lambda: nn.LayerNorm(4, elementwise_affine=False), 3, 4)
    module("relu", lambda: nn.ReLU(), 3, 4)
    module("leakyrelu", lambda: nn.LeakyReLU(0.2), 3, 4)
    module("elu", lambda: nn.ELU(0.7), 3, 4)
    module("selu", lambda: nn.SELU(), 3, 4)
    module("sigmoid", lambda: nn.Sigmoid(), 3, 4)
    module("tanh", lambda: nn.Tanh(), 3, 4)
    module("softmax", lambda: nn.Softmax(1), 3, 4)
    module("softplus", lambda: nn.Softplus(2.0, 1.0), 3, 4)
    module("dropout eval", lambda: nn.Dropout(0.3), 3, 4, train=False)
    module("dropout2d eval", lambda: nn.Dropout2d(0.3), 2, 3, 2, 2, train=False)
    module("upsample", lambda: nn.Upsample(scale_factor=2), 1, 2, 3, 2)
    module("upsample size", lambda: nn.Upsample(size=(5, 3)), 1, 2, 3, 2)
    module("upsample fraction", lambda: nn.Upsample(scale_factor=(1.7, 2.3)), 1, 1, 3, 4)
    module("upsample bilinear", lambda: nn.Upsample(scale_factor=(2.0, 1.5), mode="bilinear"), 1, 2, 3, 4)
    module("upsample bilinear aligned", lambda: nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True), 1, 2, 3, 2)
    module("upsample bicubic", lambda: nn.Upsample(size=(6, 7), mode="bicubic", align_corners=False), 1, 1, 4, 4)
    module("flatten", lambda: nn.Flatten(), 2, 3, 2)
    module("unflatten", lambda: nn.Unflatten(1, (2, 3)), 2, 6, 2)
    module("zeropad2d", lambda: nn.ZeroPad2d((1, 0, 2, 1)), 1, 2, 2, 3)
    module("identity", lambda: nn.Identity(), 2, 3)
    module("pixelshuffle", lambda: nn.PixelShuffle(2), 1, 8, 2, 2)
    module("avgpool2d", lambda: nn.AvgPool2d(2), 1, 2, 4, 5)
    module("avgpool2d padded", lambda: nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False), 1, 2, 4, 5)
    module("maxpool2d", lambda: nn.MaxPool2d(2, stride=1), 1, 2, 3, 4)
    module("maxpool2d ceil", lambda: nn.MaxPool2d(3, stride=2, padding=1, ceil_mode=True), 1, 2, 4, 4)
    module("adaptiveavgpool2d", lambda: nn.AdaptiveAvgPool2d((2, 3)), 1, 2, 5, 4)
    module(
        "generator",
        lambda: nn.Sequential(
            nn.Linear(3, 16), nn.Unflatten(1, (4, 2, 2)), nn.BatchNorm2d(4), nn.Upsample(scale_factor=2), nn.Conv2d(4, 2, 3, padding=1),
            nn.BatchNorm2d(2, 0.8), nn.LeakyReLU(0.2), nn.Conv2d(2, 1, 3, padding=1), nn.Tanh()),
        3, 3)
    module(
        "discriminator",
        lambda: nn.Sequential(
            nn.Conv2d(1, 2, 3, 2, 1), nn.LeakyReLU(0.2), nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(2, 3, 3, 2, 1), nn.BatchNorm2d(3),
            nn.LeakyReLU(0.2), nn.Flatten(), nn.Linear(12, 1)),
        2, 1, 6, 6)


class Sized(nn.Module):
    def __init__(self, inner, size):
        super().__init__()
        self.inner, self.size = inner, size

    def forward(self, x):
        return self.inner(x, self.size)


def function(name, fn, *shapes, transform=None, leaves=9):
    """Arguments are values(shape, seed = position), after transform; gradients are taken of the first `leaves`."""
    args = [values(*s, seed=i) for i, s in enumerate(shapes)]
    if transform:
        args = transform(*args)
    args = [a.detach().requires_grad_(i < leaves) for i, a in enumerate(args)]
    out = fn(*args)
    grads = torch.autograd.grad((out * values(*out.shape, seed=3)).sum(), args[:leaves])
    OUT["functions"].append({"name": name, "args": [pack(a) for a in args], "out": pack(out), "grads": [pack(g) for g in grads]})


def functions():
    unit = lambda *a: tuple(t * 0.45 + 0.5 for t in a)
    for reduction in ("none", "mean", "sum"):
        function(f"bce_logits {reduction}", lambda x, y: F.binary_cross_entropy_with_logits(x, y, reduction=reduction), (3, 2), (3, 2), transform=lambda x, y: (3 * x, y.abs().clamp(0, 1)), leaves=1)
        function(f"mse {reduction}", lambda x, y: F.mse_loss(x, y, reduction=reduction), (3, 2), (3, 2))
        function(f"l1 {reduction}", lambda x, y: F.l1_loss(x, y, reduction=reduction), (3, 2), (3, 2))
        function(f"bce {reduction}", lambda x, y: F.binary_cross_entropy(x, y, reduction=reduction), (3, 2), (3, 2), transform=unit, leaves=1)
        function(f"cross_entropy {reduction}", lambda x: F.cross_entropy(x, torch.tensor([2, 0, 1, 2]), reduction=reduction), (4, 3))
        function(f"nll {reduction}", lambda x: F.nll_loss(F.log_softmax(x, 1), torch.tensor([2, 0, 1, 2]), reduction=reduction), (4, 3))
        function(f"kl_div {reduction}", lambda x, y: F.kl_div(x, y, log_target=True, reduction=reduction), (3, 2), (3, 2))
    function("bce_logits weighted", lambda x, y, w, p: F.binary_cross_entropy_with_logits(x, y, w, pos_weight=p), (3, 2), (3, 2), (3, 2), (2,), transform=lambda x, y, w, p: (3 * x, y.abs(), w.abs(), p.abs() + 0.5), leaves=1)
    function("bce weighted", lambda x, y, w: F.binary_cross_entropy(x, y, w), (3, 2), (3, 2), (3, 2), transform=unit, leaves=1)
    function("cross_entropy smooth ignore", lambda x: F.cross_entropy(x, torch.tensor([2, 0, 1, 2]), ignore_index=1, label_smoothing=0.1), (4, 3))
    function("kl_div probabilities", lambda x, y: F.kl_div(x, y), (3, 2), (3, 2), transform=unit)
    function("softmax", lambda x: F.softmax(x, 0), (3, 2))
    function("log_softmax", lambda x: F.log_softmax(x, 1), (3, 2))
    function("elu", lambda x: F.elu(x, 1.3), (3, 2))
    function("softplus", lambda x: F.softplus(x), (3, 2))
    function("linear", F.linear, (4, 3), (2, 3), (2,))
    function("conv2d", lambda x, w, b: F.conv2d(x, w, b, stride=(2, 1), padding=(1, 0), dilation=(1, 2)), (1, 2, 5, 6), (3, 2, 3, 2), (3,))
    function("conv_transpose2d", lambda x, w, b: F.conv_transpose2d(x, w, b, stride=2, padding=1, output_padding=1), (1, 2, 3, 3), (2, 3, 3, 3), (3,))
    function("normalize", F.normalize, (3, 4))
    function("cosine_similarity", F.cosine_similarity, (3, 4), (3, 4))
    function("layer_norm", lambda x, w, b: F.layer_norm(x, [4], w, b), (3, 4), (4,), (4,))
    function("batch_norm", lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True), (4, 3), (3,), (3,))
    function("batch_norm eval", lambda x, m, v, w, b: F.batch_norm(x, m, v, w, b), (4, 3), (3,), (3,), (3,), (3,), transform=lambda x, m, v, w, b: (x, m, v.abs() + 0.5, w, b), leaves=1)
    function("pad constant", lambda x: F.pad(x, (1, 2, 0, 1), value=0.5), (1, 1, 2, 3))
    function("pad reflect", lambda x: F.pad(x, (1, 2), mode="reflect"), (1, 2, 4))
    function("pad replicate", lambda x: F.pad(x, (1, 2, 0, 1), mode="replicate"), (1, 1, 2, 3))
    function("pad circular", lambda x: F.pad(x, (1, 2, 0, 1), mode="circular"), (1, 1, 2, 3))
    function("interpolate linear", lambda x: F.interpolate(x, scale_factor=1.5, mode="linear"), (1, 2, 4))
    function("interpolate trilinear", lambda x: F.interpolate(x, size=(3, 2, 3), mode="trilinear"), (1, 1, 2, 2, 2))
    function("interpolate area", lambda x: F.interpolate(x, scale_factor=0.5, mode="area"), (1, 1, 4, 5))
    function("interpolate exact", lambda x: F.interpolate(x, size=(3, 3), mode="nearest-exact"), (1, 1, 4, 5))
    function("interpolate antialias", lambda x: F.interpolate(x, size=(2, 3), mode="bilinear", antialias=True), (1, 1, 4, 5))
    function("interpolate recompute", lambda x: F.interpolate(x, scale_factor=1.7, mode="bilinear", recompute_scale_factor=True), (1, 1, 3, 4))


def problem(dtype, parameters):
    """A small loss with curvature: Σ c·cos(p) + Σ (p - t)⁴ / 4 over all parameters."""
    loss = 0
    for i, p in enumerate(parameters):
        c, t = values(*p.shape, seed=20 + i).to(dtype), values(*p.shape, seed=30 + i).to(dtype)
        loss = loss + (c * p.cos()).sum() + ((p - t) ** 4).sum() / 4
    return loss


OPTIMIZERS = {
    "adam": lambda g: torch.optim.Adam(g, lr=0.05),
    "adam gan": lambda g: torch.optim.Adam(g, lr=0.0002, betas=(0.5, 0.999)),
    "adam decay": lambda g: torch.optim.Adam(g, lr=0.05, weight_decay=0.1, eps=1e-6),
    "adam amsgrad": lambda g: torch.optim.Adam(g, lr=0.05, betas=(0.3, 0.7), amsgrad=True),
    "adam maximize": lambda g: torch.optim.Adam(g, lr=0.05, weight_decay=0.1, maximize=True),
    "adamw": lambda g: torch.optim.AdamW(g, lr=0.05, weight_decay=0.1),
    "adamw amsgrad": lambda g: torch.optim.AdamW(g, lr=0.05, betas=(0.3, 0.7), weight_decay=0.1, amsgrad=True),
    "adamw maximize": lambda g: torch.optim.AdamW(g, lr=0.05, weight_decay=0.1, maximize=True),
    "rmsprop": lambda g: torch.optim.RMSprop(g, lr=0.02),
    "rmsprop decay": lambda g: torch.optim.RMSprop(g, lr=0.02, alpha=0.9, weight_decay=0.1, eps=1e-6),
    "rmsprop momentum": lambda g: torch.optim.RMSprop(g, lr=0.02, momentum=0.7),
    "rmsprop centered": lambda g: torch.optim.RMSprop(g, lr=0.02, centered=True),
    "rmsprop centered momentum maximize": lambda g: torch.optim.RMSprop(g, lr=0.02, centered=True, momentum=0.5, maximize=True),
    "sgd": lambda g: torch.optim.SGD(g, lr=0.1),
    "sgd momentum": lambda g: torch.optim.SGD(g, lr=0.1, momentum=0.9),
    "sgd dampening": lambda g: torch.optim.SGD(g, lr=0.1, momentum=0.9, dampening=0.3, weight_decay=0.1),
    "sgd nesterov": lambda g: torch.optim.SGD(g, lr=0.1, momentum=0.9, nesterov=True),
    "sgd maximize": lambda g: torch.optim.SGD(g, lr=0.1, momentum=0.5, weight_decay=0.1, maximize=True),
}


def optimizers():
    for name, make in OPTIMIZERS.items():
        # float32 as in training: the same kernels must give the same bits.
        ps = [values(5, seed=40, scale=2).float().requires_grad_(), values(2, 3, seed=41, scale=2).float().requires_grad_()]
        optimizer = make(ps)
        steps = []
        for _ in range(5):
            optimizer.zero_grad()
            problem(torch.float32, ps).backward()
            optimizer.step()
            steps.append([pack(p) for p in ps])
        OUT["optimizers"].append({"name": name, "steps": steps})
    ps = [values(5, seed=40, scale=2).float().requires_grad_(), values(2, 3, seed=41, scale=2).float().requires_grad_()]
    optimizer = torch.optim.Adam([{"params": ps[:1], "lr": 0.1, "betas": (0.5, 0.9)}, {"params": ps[1:]}], lr=0.01)
    steps = []
    for _ in range(5):
        optimizer.zero_grad()
        problem(torch.float32, ps).backward()
        optimizer.step()
        steps.append([pack(p) for p in ps])
    OUT["optimizers"].append({"name": "adam groups", "steps": steps})


def schedules():
    from torch.optim import lr_scheduler as S
    for name, make in {
        "step": lambda o: S.StepLR(o, 3, 0.5),
        "lambda": lambda o: S.LambdaLR(o, lambda e: 1 / (1 + e)),
        "exponential": lambda o: S.ExponentialLR(o, 0.9),
        "linear": lambda o: S.LinearLR(o, 0.25, 1.0, 4),
        "cosine": lambda o: S.CosineAnnealingLR(o, 4, 0.01),
    }.items():
        optimizer = torch.optim.SGD([{"params": [torch.zeros(1)], "lr": 0.4}, {"params": [torch.zeros(1)]}], lr=0.1)
        schedule = make(optimizer)
        rates = []
        for _ in range(12):
            rates.append([g["lr"] for g in optimizer.param_groups])
            optimizer.step()
            schedule.step()
        OUT["schedules"].append({"name": name, "rates": rates})


def inits():
    def init(name, fn, *shape):
        torch.manual_seed(1234)
        t = torch.empty(*shape)
        fn(t)
        OUT["inits"].append({"name": name, "tensors": [pack(t)]})

    def layer(name, make):
        torch.manual_seed(4321)
        m = make()
        OUT["inits"].append({"name": name, "tensors": [pack(p) for p in m.parameters()]})

    I = nn.init
    init("uniform", lambda t: I.uniform_(t, -0.5, 2.0), 3, 7)
    init("normal", lambda t: I.normal_(t, 0.1, 0.02), 3, 7)
    init("normal 20", lambda t: I.normal_(t), 4, 5)
    init("xavier_uniform", lambda t: I.xavier_uniform_(t, 1.5), 4, 3, 3, 2)
    init("xavier_normal", lambda t: I.xavier_normal_(t), 4, 3, 3, 2)
    init("kaiming_uniform", lambda t: I.kaiming_uniform_(t, nonlinearity="relu"), 4, 3, 3, 2)
    init("kaiming_uniform out", lambda t: I.kaiming_uniform_(t, 0.2, mode="fan_out"), 4, 3, 3, 2)
    init("kaiming_normal", lambda t: I.kaiming_normal_(t, 0.2), 4, 6)
    init("trunc_normal", lambda t: I.trunc_normal_(t, 0.1, 0.5, -0.4, 0.9), 4, 6)
    init("orthogonal wide", lambda t: I.orthogonal_(t, 1.2), 3, 5)
    init("orthogonal tall", lambda t: I.orthogonal_(t), 5, 3)
    init("orthogonal conv", lambda t: I.orthogonal_(t), 4, 2, 3, 3)
    init("sparse", lambda t: I.sparse_(t, 0.3), 5, 4)
    init("eye", lambda t: I.eye_(t), 3, 4)
    init("dirac", lambda t: I.dirac_(t), 3, 2, 3, 3)
    layer("Linear", lambda: nn.Linear(7, 4))
    layer("Conv2d", lambda: nn.Conv2d(3, 4, (3, 2)))
    layer("ConvTranspose2d", lambda: nn.ConvTranspose2d(4, 2, 3))
    layer("Embedding", lambda: nn.Embedding(5, 4, padding_idx=2))
    layer("Sequential", lambda: nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2), nn.Linear(2, 1)))

    torch.manual_seed(99)
    x = torch.ones(4, 6)
    OUT["inits"].append({"name": "dropout", "tensors": [pack(F.dropout(x, 0.3)), pack(F.dropout2d(torch.ones(2, 3, 2, 2), 0.4))]})


def names():
    m = nn.Sequential()
    m.add_module("first", nn.Linear(2, 3))
    m.add_module("block", nn.Sequential(nn.Conv2d(3, 2, 1), nn.BatchNorm2d(2), nn.LeakyReLU(), nn.ConvTranspose2d(2, 1, 2, bias=False)))
    m.add_module("norm", nn.LayerNorm(3))
    m.add_module("list", nn.ModuleList([nn.Embedding(3, 2), nn.GroupNorm(1, 2), nn.InstanceNorm2d(2, affine=True, track_running_stats=True)]))
    OUT["names"] = {
        "state_dict": list(m.state_dict()),
        "parameters": [n for n, _ in m.named_parameters()],
        "buffers": [n for n, _ in m.named_buffers()],
        "modules": [n for n, _ in m.named_modules() if n],
        "children": [n for n, _ in m.named_children()],
    }


modules()
functions()
optimizers()
schedules()
inits()
names()
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "modules.json")
with open(path, "w") as f:
    # One line per case, so that a change shows as the lines it changes.
    f.write("{\n")
    items = list(OUT.items())
    for k, (key, value) in enumerate(items):
        comma = "," if k + 1 < len(items) else ""
        if isinstance(value, list):
            f.write(f"{json.dumps(key)}: [\n")
            f.write(",\n".join(json.dumps(v, separators=(",", ":")) for v in value))
            f.write(f"\n]{comma}\n")
        else:
            f.write(f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}{comma}\n")
    f.write("}\n")
print(path, os.path.getsize(path))
