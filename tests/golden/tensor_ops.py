#!/usr/bin/python3
"""Golden values for tensor operators: what PyTorch computes, for the tests of TorchSharp.SystemLibtorch.

Writes tensor_ops.json beside this file. Each case is an expression in x, y, z; the test of the same name evaluates the same thing in
C#. Besides the outputs there are, where the expression can be differentiated, the gradients of sum(weights * output) and the
gradients of the sum of those gradients' squares (double backward). Run: /usr/bin/python3 tests/golden/tensor_ops.py
"""
import json
import math
import os

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
D = torch.float64
NAMES = {
    torch.float64: "Float64", torch.float32: "Float32", torch.int64: "Int64", torch.int32: "Int32", torch.uint8: "Byte", torch.bool: "Bool",
}


def values(n, seed, scale=1.0):
    """Numbers without pattern or ties: sines of multiples of the golden angle, on a grid of 1/1024."""
    return torch.tensor([round(scale * math.sin(1.0 + seed + 2.399963 * (i + 1)) * 1024) / 1024 for i in range(n)], dtype=D)


def make(spec, seed):
    """An input from its kind (a letter) and its sizes, as in d2,3."""
    kind, sizes = spec[0], [int(s) for s in spec[1:].split(",")]
    n = math.prod(sizes)
    if kind == "s":  # symmetric, positive definite
        a = values(sizes[0] ** 2, seed).reshape(sizes[0], sizes[0])
        return a @ a.T + torch.eye(sizes[0], dtype=D)
    v = values(n, seed)
    t = {
        "d": lambda: v,  # float64 in [-1, 1]
        "D": lambda: v * 3,
        "h": lambda: v * 0.875,
        "p": lambda: v.abs() + 0.5,
        "e": lambda: torch.arange(n, dtype=D) - 1.5,  # halves
        "f": lambda: v.float(),
        "l": lambda: (v * 3).long(),  # -2 .. 2
        "q": lambda: (v.abs() * 3.9).long().clamp(min=1) - 1 if n < 4 else (v.abs() * 3).long(),  # 0 .. 2
        "u": lambda: torch.arange(n).flip(0),  # distinct
        "i": lambda: (v * 3).int(),
        "B": lambda: (v.abs() * 9).byte(),
        "?": lambda: v > 0,
    }[kind]()
    return t.reshape(sizes)


def setitem(x, index, value):
    t = x.clone()
    t[index] = value
    return t


def pack(t):
    t = t.detach()
    digits = 9 if t.dtype == torch.float32 else 17
    v = [float(f"{v:.{digits}g}") if t.is_floating_point() else v for v in t.reshape(-1).tolist()]
    v = [x if math.isfinite(x) else str(x) for x in v]
    return {"type": NAMES[t.dtype], "shape": list(t.shape), "values": v}


def packed_gradients(gradients):
    """None if a gradient is not a finite number: such a case has no use as a reference."""
    if any(g is not None and not torch.isfinite(g).all() for g in gradients):
        return None
    return [None if g is None else pack(g) for g in gradients]


def run(name, expression, specs):
    inputs = [make(spec, k) for k, spec in enumerate(specs.split())]
    for t in inputs:
        if t.is_floating_point():
            t.requires_grad_()
    scope = dict(zip("xyz", inputs))
    out = eval(expression, globals(), scope)  # noqa: S307, the expressions are below
    outputs = list(out) if isinstance(out, (list, tuple)) else [out]
    case = {"name": name, "expression": expression, "inputs": [pack(t) for t in inputs], "outputs": [pack(t) for t in outputs]}
    parts = [t for t in outputs if t.requires_grad]
    if parts:
        weights = [values(t.numel(), 20 + k).reshape(t.shape).to(t.dtype) for k, t in enumerate(parts)]
        wanted = [t for t in inputs if t.requires_grad]
        total = sum((t * w).sum() for t, w in zip(parts, weights))
        gradients = torch.autograd.grad(total, wanted, create_graph=True, allow_unused=True)
        case["weights"] = [pack(w) for w in weights]
        case["gradients"] = packed_gradients(gradients)
        again = [g for g in gradients if g is not None and g.requires_grad]
        if again and case["gradients"] is not None:
            try:
                second = torch.autograd.grad(sum((g * g).sum() for g in again), wanted, allow_unused=True)
                case["second"] = packed_gradients(second)
            except RuntimeError:  # no second derivative
                pass
    return case


CASES = [
    ("add", "x + y", "d2,3 d3"),
    ("add broadcast both", "x + y", "d2,1,3 d4,1"),
    ("add alpha", "torch.add(x, y, alpha=-0.5)", "d3 d3"),
    ("add number", "x + 2.5", "d3"),
    ("add number first", "3 + x", "d3"),
    ("add scalar alpha", "x.add(2, alpha=3)", "d3"),
    ("add promotes int32 and int64", "x + y", "i3 l3"),
    ("add promotes int64 and float32", "x + y", "l3 f3"),
    ("add promotes uint8 and int32", "x + y", "B3 i3"),
    ("add keeps float32 with a number", "x + 1.5", "f3"),
    ("add makes a float of an integer", "x + 1.5", "l3"),
    ("add keeps integers", "x + 2", "i3"),
    ("sub", "x - y", "d2,3 d3"),
    ("sub number", "x - 2", "d3"),
    ("sub from number", "2 - x", "d3"),
    ("sub method", "x.sub(y)", "d3 d3"),
    ("mul", "x * y", "d2,3 d2,1"),
    ("mul number", "x * -3", "d3"),
    ("mul number first", "0.5 * x", "d3"),
    ("div", "x / y", "d2,3 p3"),
    ("div number", "x / 4", "d3"),
    ("div of number", "4.0 / x", "p3"),
    ("div integers", "x / y", "l3 q3"),
    ("div floor", "torch.div(x, y, rounding_mode='floor')", "d4 p4"),
    ("div trunc", "torch.div(x, y, rounding_mode='trunc')", "d4 p4"),
    ("div number floor", "torch.div(x, 0.25, rounding_mode='floor')", "d4"),
    ("fmod", "torch.fmod(x, y)", "d4 p4"),
    ("remainder", "torch.remainder(x, y)", "d4 p4"),
    ("remainder number", "x % 0.3", "d4"),
    ("neg", "-x", "d3"),
    ("pow number", "x ** 2", "d3"),
    ("pow root", "x ** 0.5", "p3"),
    ("pow tensor", "x ** y", "p3 d3"),
    ("pow static", "torch.pow(x, 3)", "d3"),
    ("lerp", "torch.lerp(x, y, z)", "d3 d3 p3"),
    ("lerp number", "torch.lerp(x, y, 0.25)", "d3 d3"),
    ("addcmul", "torch.addcmul(x, y, z, value=-0.5)", "d3 d3 d3"),
    ("addcdiv", "torch.addcdiv(x, y, z, value=0.5)", "d3 d3 p3"),
    ("addcdiv plain", "torch.addcdiv(x, y, z)", "d3 d3 p3"),
    ("in place add", "x.clone().add_(y)", "d3 d3"),
    ("in place add alpha", "x.clone().add_(y, alpha=2)", "d3 d3"),
    ("in place add number", "x.clone().add_(2.5)", "d3"),
    ("in place sub", "x.clone().sub_(y)", "d3 d3"),
    ("in place sub number", "x.clone().sub_(1)", "d3"),
    ("in place mul", "x.clone().mul_(y)", "d3 d3"),
    ("in place mul number", "x.clone().mul_(0.9)", "d3"),
    ("in place div", "x.clone().div_(y)", "d3 p3"),
    ("in place div number", "x.clone().div_(3)", "d3"),
    ("in place pow", "x.clone().pow_(2)", "d3"),
    ("in place lerp", "x.clone().lerp_(y, z)", "d3 d3 p3"),
    ("in place addcmul", "x.clone().addcmul_(y, z, value=0.3)", "d3 d3 d3"),
    ("in place addcdiv", "x.clone().addcdiv_(y, z, value=-0.3)", "d3 d3 p3"),
    ("in place clamp", "x.clone().clamp_(-0.4, 0.4)", "d6"),
    ("in place exp", "x.clone().exp_()", "d3"),
    ("in place log", "x.clone().log_()", "p3"),
    ("in place sqrt", "x.clone().sqrt_()", "p3"),
    ("in place tanh", "x.clone().tanh_()", "d3"),
    ("in place sigmoid", "x.clone().sigmoid_()", "d3"),
    ("in place relu", "x.clone().relu_()", "d6"),
    ("in place abs", "x.clone().abs_()", "d6"),
    ("in place neg", "x.clone().neg_()", "d3"),
    ("in place leaky relu", "F.leaky_relu_(x.clone(), 0.2)", "d6"),
    ("in place fill", "x.clone().fill_(1.5)", "d3"),
    ("in place zero", "x.clone().zero_()", "d3"),
    ("in place copy", "torch.zeros(2, 3, dtype=D).copy_(y)", "d1 d3"),
    ("in place masked fill", "x.clone().masked_fill_(x > 0, -1)", "d6"),
    ("abs", "x.abs()", "d6"),
    ("acos", "x.acos()", "h4"),
    ("asin", "x.asin()", "h4"),
    ("atan", "x.atan()", "d4"),
    ("ceil", "x.ceil()", "D4"),
    ("cos", "x.cos()", "d4"),
    ("cosh", "x.cosh()", "d4"),
    ("erf", "x.erf()", "d4"),
    ("exp", "x.exp()", "d4"),
    ("expm1", "x.expm1()", "d4"),
    ("floor", "x.floor()", "D4"),
    ("frac", "x.frac()", "D4"),
    ("log", "x.log()", "p4"),
    ("log10", "x.log10()", "p4"),
    ("log1p", "x.log1p()", "p4"),
    ("log2", "x.log2()", "p4"),
    ("reciprocal", "x.reciprocal()", "p4"),
    ("rsqrt", "x.rsqrt()", "p4"),
    ("sigmoid", "x.sigmoid()", "d4"),
    ("sign", "x.sign()", "d4"),
    ("sin", "x.sin()", "d4"),
    ("sinh", "x.sinh()", "d4"),
    ("sqrt", "x.sqrt()", "p4"),
    ("square", "x.square()", "d4"),
    ("tan", "x.tan()", "d4"),
    ("tanh", "x.tanh()", "d4"),
    ("trunc", "x.trunc()", "D4"),
    ("round", "x.round()", "D4"),
    ("round decimals", "x.round(decimals=1)", "D4"),
    ("round half to even", "torch.round(x)", "e5"),
    ("relu", "x.relu()", "d6"),
    ("leaky relu", "F.leaky_relu(x, 0.2)", "d6"),
    ("softplus", "F.softplus(x, 2, 1)", "D6"),
    ("softmax", "x.softmax(1)", "d2,3"),
    ("softmax static", "torch.softmax(x, 0)", "d2,3"),
    ("softmax as float64", "x.softmax(1, dtype=D)", "f2,3"),
    ("log softmax", "x.log_softmax(1)", "d2,3"),
    ("log sigmoid", "F.logsigmoid(x)", "d4"),
    ("logaddexp", "torch.logaddexp(x, y)", "d4 d4"),
    ("clamp", "x.clamp(-0.5, 0.5)", "d6"),
    ("clamp min only", "x.clamp(min=0)", "d6"),
    ("clamp max only", "x.clamp(max=0.25)", "d6"),
    ("clamp tensors", "x.clamp(y, y + 0.5)", "d6 d6"),
    ("clamp min", "x.clamp_min(0.1)", "d6"),
    ("clamp max", "x.clamp_max(0.1)", "d6"),
    ("nan to num", "(x / x.floor()).nan_to_num(0.5, 9, -9)", "D6"),
    ("eq", "x == y", "l6 l6"),
    ("eq number", "x == 1", "l6"),
    ("ne", "x != y", "l6 l6"),
    ("lt", "x < y", "d6 d6"),
    ("lt number", "x < 0.1", "d6"),
    ("le", "x <= y", "l6 l6"),
    ("gt", "x > y", "d6 d6"),
    ("gt number", "x > 0", "d6"),
    ("ge", "x >= y", "l6 l6"),
    ("ge number", "x >= 1", "l6"),
    ("equal elementwise", "torch.eq(x, y)", "l6 l6"),
    ("logical and", "torch.logical_and(x, y)", "?6 ?6"),
    ("logical or", "torch.logical_or(x, y)", "?6 ?6"),
    ("logical xor", "torch.logical_xor(x, y)", "?6 ?6"),
    ("logical not", "torch.logical_not(x)", "?6"),
    ("bitwise and", "x & y", "l6 q6"),
    ("bitwise or", "x | y", "l6 q6"),
    ("bitwise xor", "x ^ y", "l6 q6"),
    ("bitwise not", "~x", "l6"),
    ("isnan", "torch.isnan(x / x.floor())", "D6"),
    ("isinf", "torch.isinf(x / x.floor())", "D6"),
    ("isfinite", "torch.isfinite(x / x.floor())", "D6"),
    ("isclose", "torch.isclose(x, x + 1e-9)", "d3"),
    ("allclose", "torch.tensor(torch.allclose(x, x + 1e-3))", "d3"),
    ("maximum", "torch.maximum(x, y)", "d6 d6"),
    ("minimum", "torch.minimum(x, y)", "d6 d6"),
    ("where", "torch.where(x > 0, x, y)", "d6 d6"),
    ("where coordinates", "torch.stack(torch.where(x > 0))", "d2,3"),
    ("masked fill", "x.masked_fill(x > 0, 9)", "d6"),
    ("masked select", "x.masked_select(x > 0)", "d6"),
    ("sum", "x.sum()", "d2,3"),
    ("sum dim", "x.sum(0)", "d2,3"),
    ("sum dims", "x.sum((0, 2))", "d2,3,2"),
    ("sum two dims", "x.sum((0, 1), keepdim=True)", "d2,3,2"),
    ("sum keepdim", "x.sum(-1, keepdim=True)", "d2,3"),
    ("sum of integers", "x.sum()", "i6"),
    ("sum of bools", "x.sum()", "?6"),
    ("sum typed", "x.sum(dtype=D)", "f6"),
    ("mean", "x.mean()", "d2,3"),
    ("mean dims", "x.mean((0, 2))", "d2,3,2"),
    ("mean keepdim", "x.mean((1,), keepdim=True)", "d2,3"),
    ("mean typed", "x.mean((0,), dtype=D)", "f6"),
    ("std", "x.std()", "d6"),
    ("std biased", "x.std(unbiased=False)", "d6"),
    ("std dim", "x.std(1)", "d2,3"),
    ("std dims keepdim", "x.std((0, 2), unbiased=False, keepdim=True)", "d2,3,2"),
    ("var", "x.var()", "d6"),
    ("var biased", "x.var(unbiased=False)", "d6"),
    ("var dim", "x.var(0)", "d2,3"),
    ("var dims", "x.var((0, 2))", "d2,3,2"),
    ("max", "x.max()", "d6"),
    ("max dim", "list(x.max(1))", "d2,3"),
    ("max dim keepdim", "list(x.max(0, keepdim=True))", "d2,3"),
    ("max other", "torch.max(x, y)", "d6 d6"),
    ("min", "x.min()", "d6"),
    ("min dim", "list(x.min(1))", "d2,3"),
    ("amax", "x.amax((0, 1))", "d2,3,2"),
    ("amax keepdim", "x.amax((1,), keepdim=True)", "d2,3"),
    ("amin", "x.amin((0, 2))", "d2,3,2"),
    ("argmax", "x.argmax()", "d6"),
    ("argmax dim", "x.argmax(1, keepdim=True)", "d2,3"),
    ("argmin", "x.argmin()", "d6"),
    ("argmin dim", "x.argmin(0)", "d2,3"),
    ("argsort", "x.argsort(descending=True)", "d6"),
    ("all", "(x > -2).all()", "d6"),
    ("all dim", "(x > 0).all(1)", "d2,3"),
    ("any", "(x > 2).any()", "d6"),
    ("any dim", "(x > 0).any(0, keepdim=True)", "d2,3"),
    ("median", "x.median()", "d5"),
    ("prod", "x.prod()", "d4"),
    ("prod dim", "x.prod(1, keepdim=True)", "d2,3"),
    ("logsumexp", "x.logsumexp(1)", "d2,3"),
    ("norm", "x.norm()", "d6"),
    ("norm one", "x.norm(1)", "d6"),
    ("norm dim", "x.norm(2, 1, True)", "d2,3"),
    ("sort", "list(x.sort())", "d6"),
    ("sort descending", "list(x.sort(0, True))", "d3,2"),
    ("topk", "list(x.topk(2))", "d2,4"),
    ("topk smallest", "list(x.topk(2, 0, False))", "d4,2"),
    ("kthvalue", "list(x.kthvalue(2))", "d6"),
    ("cumsum", "x.cumsum(1)", "d2,3"),
    ("cumprod", "x.cumprod(0)", "d3,2"),
    ("count nonzero", "torch.count_nonzero(x)", "l6"),
    ("histc", "x.histc(4, -1, 1)", "d9"),
    ("bincount", "x.bincount(minlength=5)", "q6"),
    ("unique", "torch.unique(x)", "l9"),
    ("unique inverse counts", "list(torch.unique(x, return_inverse=True, return_counts=True))", "l9"),
    ("searchsorted", "torch.searchsorted(x.sort()[0], y, right=True)", "d6 d3"),
    ("reshape", "x.reshape(3, 2)", "d2,3"),
    ("reshape infers", "x.reshape(-1, 2)", "d2,3"),
    ("view", "x.view(6)", "d2,3"),
    ("flatten", "x.flatten()", "d2,3,2"),
    ("flatten from", "x.flatten(1)", "d2,3,2"),
    ("unflatten", "x.unflatten(1, (2, 2))", "d2,4"),
    ("squeeze", "x.squeeze()", "d1,3,1"),
    ("squeeze dim", "x.squeeze(0)", "d1,3,1"),
    ("unsqueeze", "x.unsqueeze(1)", "d2,3"),
    ("unsqueeze last", "x.unsqueeze(-1)", "d3"),
    ("t", "x.t()", "d2,3"),
    ("T", "x.T", "d2,3"),
    ("mT", "x.mT", "d2,3,2"),
    ("transpose", "x.transpose(0, 2)", "d2,3,2"),
    ("swapaxes", "x.swapaxes(1, 0)", "d2,3"),
    ("movedim", "x.movedim(0, 2)", "d2,3,2"),
    ("permute", "x.permute(2, 0, 1)", "d2,3,2"),
    ("expand", "x.expand(2, 3)", "d3"),
    ("expand keeps", "x.expand(-1, 4)", "d3,1"),
    ("expand as", "x.expand_as(y)", "d3 d2,3"),
    ("repeat", "x.repeat(2, 1, 2)", "d2,2"),
    ("repeat interleave", "x.repeat_interleave(2, 0)", "d2,2"),
    ("tile", "x.tile((2,))", "d2,2"),
    ("flip", "x.flip(1)", "d2,3"),
    ("roll", "x.roll(1, 1)", "d2,3"),
    ("roll all", "x.roll(2)", "d2,3"),
    ("diagonal", "x.diagonal(1)", "d3,3"),
    ("diag", "torch.diag(x)", "d3"),
    ("trace", "x.trace()", "d3,3"),
    ("tril", "x.tril()", "d3,3"),
    ("triu", "x.triu(1)", "d3,3"),
    ("split", "list(x.split(2))", "d5"),
    ("split sizes", "list(x.split([1, 3, 1]))", "d5"),
    ("split dim", "list(x.split(2, 1))", "d2,4"),
    ("chunk", "list(x.chunk(3))", "d7"),
    ("unbind", "list(x.unbind(1))", "d2,3"),
    ("unfold", "x.unfold(0, 3, 1)", "d5"),
    ("as strided", "x.as_strided((2, 2), (1, 2), 1)", "d6"),
    ("many pieces", "list(x.split(1))", "d12"),
    ("select", "x.select(1, 2)", "d2,3"),
    ("narrow", "x.narrow(1, 1, 2)", "d2,3"),
    ("slice", "x[:, 0:3:2]", "d2,4"),
    ("index one", "x[1]", "d2,3"),
    ("index two", "x[1, 2]", "d2,3"),
    ("index negative", "x[-1, -2]", "d2,3"),
    ("index three", "x[1, 0, 1]", "d2,3,2"),
    ("index slice", "x[:, 1:]", "d2,3"),
    ("index range", "x[1:3, 0]", "d4,2"),
    ("index from the end", "x[:-1]", "d4"),
    ("index step", "x[::2]", "d5"),
    ("index ellipsis", "x[..., 0]", "d2,3,2"),
    ("index ellipsis between", "x[0, ..., 1]", "d2,3,2"),
    ("index none", "x[:, None]", "d2,3"),
    ("index tensor", "x[y]", "d4,2 q3"),
    ("index tensor of column", "x[:, y]", "d2,4 q3"),
    ("index tensors", "x[y, y]", "d4,4 q3"),
    ("index mask", "x[x > 0]", "d2,3"),
    ("index mask of rows", "x[x[:, 0] > 0]", "d3,2"),
    ("index mask then number", "x[y > 0, 1]", "d3,2 d3"),
    ("index set", "setitem(x, (slice(None), 1), 7.0)", "d2,3"),
    ("index set mask", "setitem(x, x > 0, 0.0)", "d2,3"),
    ("index set tensor", "setitem(x, y, 5.0)", "d4,2 u2"),
    ("index select", "x.index_select(1, y)", "d2,4 q3"),
    ("index add", "x.clone().index_add_(0, y, z, alpha=2)", "d4,2 u2 d2,2"),
    ("index copy", "x.clone().index_copy_(0, y, z)", "d4,2 u2 d2,2"),
    ("index fill", "x.clone().index_fill_(0, y, 3)", "d4,2 u2"),
    ("gather", "x.gather(0, y)", "d4,2 q2,2"),
    ("scatter", "x.scatter(0, y, z)", "d4,2 u2,1 d2,1"),
    ("scatter add", "x.clone().scatter_add_(0, y, z)", "d4,2 q2,2 d2,2"),
    ("take", "x.take(y)", "d2,3 q3"),
    ("nonzero", "x.nonzero()", "l6"),
    ("cat", "torch.cat([x, y], 1)", "d2,1 d2,2"),
    ("concat", "torch.concat([x, y])", "d2 d3"),
    ("stack", "torch.stack([x, y], 1)", "d3 d3"),
    ("meshgrid", "list(torch.meshgrid(x, y, indexing='ij'))", "d2 d3"),
    ("matmul", "x @ y", "d2,3 d3,2"),
    ("matmul batched", "x @ y", "d2,2,3 d3,2"),
    ("mm", "x.mm(y)", "d2,3 d3,2"),
    ("mv", "x.mv(y)", "d2,3 d3"),
    ("dot", "x.dot(y)", "d3 d3"),
    ("bmm", "x.bmm(y)", "d2,1,3 d2,3,2"),
    ("outer", "torch.outer(x, y)", "d2 d3"),
    ("addmm", "torch.addmm(x, y, z, beta=0.5, alpha=2)", "d2,2 d2,3 d3,2"),
    ("baddbmm", "torch.baddbmm(x, y, z, beta=0.5, alpha=2)", "d2,1,2 d2,1,3 d2,3,2"),
    ("einsum", "torch.einsum('ij,kj->ik', x, y)", "d2,3 d4,3"),
    ("cdist", "torch.cdist(x, y)", "d2,3 d4,3"),
    ("cdist one", "torch.cdist(x, y, 1)", "d2,3 d4,3"),
    ("cov", "torch.cov(x)", "d2,4"),
    ("inverse", "x.inverse()", "s3"),
    ("det", "x.det()", "s3"),
    ("linalg cholesky", "torch.linalg.cholesky(x)", "s3"),
    ("linalg det", "torch.linalg.det(x)", "s3"),
    ("linalg eigh values", "torch.linalg.eigh(x)[0]", "s3"),
    ("linalg eigvalsh", "torch.linalg.eigvalsh(x)", "s3"),
    ("linalg inv", "torch.linalg.inv(x)", "s3"),
    ("linalg lstsq", "torch.linalg.lstsq(x, y)[0]", "s3 d3,2"),
    ("linalg matrix norm", "torch.linalg.matrix_norm(x)", "d2,3"),
    ("linalg matrix norm two", "torch.linalg.matrix_norm(x, 2)", "d2,3"),
    ("linalg matrix power", "torch.linalg.matrix_power(x, 3)", "s3"),
    ("linalg multi dot", "torch.linalg.multi_dot([x, y, x])", "d2,3 d3,2"),
    ("linalg norm", "torch.linalg.norm(x)", "d2,3"),
    ("linalg norm one", "torch.linalg.norm(x, 1)", "d6"),
    ("linalg norm name", "torch.linalg.norm(x, 'nuc')", "d2,3"),
    ("linalg norm dims", "torch.linalg.norm(x, 2.0, (1,))", "d2,3"),
    ("linalg pinv", "torch.linalg.pinv(x)", "d3,2"),
    ("linalg qr product", "(lambda q: q[0] @ q[1])(torch.linalg.qr(x))", "d3,2"),
    ("linalg slogdet", "list(torch.linalg.slogdet(x))", "s3"),
    ("linalg solve", "torch.linalg.solve(x, y)", "s3 d3,2"),
    ("linalg solve right", "torch.linalg.solve(x, y, left=False)", "s3 d2,3"),
    ("linalg svd values", "torch.linalg.svd(x, False)[1]", "d3,2"),
    ("linalg svdvals", "torch.linalg.svdvals(x)", "d3,2"),
    ("linalg eigvals real", "torch.linalg.eigvals(x).real.sort()[0]", "s3"),
    ("linalg vector norm", "torch.linalg.vector_norm(x, 3, (1,))", "d2,3"),
    ("zeros like", "torch.zeros_like(x)", "d2,2"),
    ("ones like typed", "torch.ones_like(x, dtype=torch.int32)", "d2,2"),
    ("full like", "torch.full_like(x, 3)", "d2,2"),
    ("zeros", "torch.zeros(2, 2)", "d1"),
    ("ones int64", "torch.ones(3, dtype=torch.int64)", "d1"),
    ("full", "torch.full((2, 2), 1.5)", "d1"),
    ("full int", "torch.full((2,), 3)", "d1"),
    ("full bool", "torch.full((2,), True)", "d1"),
    ("arange", "torch.arange(5)", "d1"),
    ("arange range", "torch.arange(2, 5)", "d1"),
    ("arange step", "torch.arange(0, 1, 0.25)", "d1"),
    ("linspace", "torch.linspace(-1, 1, 5)", "d1"),
    ("logspace", "torch.logspace(0, 2, 3)", "d1"),
    ("eye", "torch.eye(2)", "d1"),
    ("eye wide", "torch.eye(2, 3)", "d1"),
    ("new zeros", "x.new_zeros(2, 2)", "i1"),
    ("new ones", "x.new_ones(3)", "f1"),
    ("new full", "x.new_full((2,), 2.5)", "d1"),
    ("to float32", "x.to(torch.float32)", "d3"),
    ("to int truncates", "x.to(torch.int64)", "D6"),
    ("to bool", "x.bool()", "l6"),
    ("to float64", "x.double()", "f3"),
    ("to uint8", "x.byte()", "q3"),
    ("to half and back", "x.half().float()", "f3"),
    ("to bfloat16 and back", "x.bfloat16().float()", "f3"),
    ("to like other", "x.to(y)", "d3 f1"),
    ("clone", "x.clone()", "d3"),
    ("contiguous", "x.t().contiguous()", "d2,3"),
    ("detach", "x.detach()", "d3"),
    ("conv2d", "F.conv2d(x, y, z, stride=2, padding=1)", "d1,2,4,4 d2,2,3,3 d2"),
    ("conv transpose2d", "F.conv_transpose2d(x, y, z, stride=2, padding=1)", "d1,2,2,2 d2,2,4,4 d2"),
    ("linear then leaky relu", "F.leaky_relu(F.linear(x, y, z), 0.2)", "d2,3 d4,3 d4"),
]

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "tensor_ops.json"), "w", encoding="ascii") as file:
    cases = ",\n".join(json.dumps(run(*case), allow_nan=False) for case in CASES)
    file.write(f'{{"torch": "{torch.__version__}", "cases": [\n{cases}\n]}}\n')
