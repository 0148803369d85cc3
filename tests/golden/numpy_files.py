#!/usr/bin/python3
"""Files of NumPy and halves of PyTorch, for tests/GanBench.Tests/Metrics and Storage. Writes numpy_files.json.
Run: /usr/bin/python3 tests/golden/numpy_files.py
"""
import base64
import io
import json
import os
import warnings

import numpy as np
import torch

NUMBERS = ["|b1", "|i1", "|u1"] + [order + kind for kind in ("i2", "i4", "i8", "u2", "u4", "u8", "f2", "f4", "f8") for order in "<>"]


def npy(array, version=None):
    file = io.BytesIO()
    with warnings.catch_warnings():
        # NumPy warns that versions 2 and 3 need a new NumPy.
        warnings.simplefilter("ignore")
        np.lib.format.write_array(file, array, version=version, allow_pickle=True)
    return base64.b64encode(file.getvalue()).decode()


def case(name, array, version=None):
    return {"name": name, "file": npy(array, version), "shape": list(array.shape), "values": array.astype(np.float64).ravel().tolist()}


def extremes(descr):
    kind = np.dtype(descr)
    if kind.kind == "b":
        values = [True, False, True]
    elif kind.kind in "iu":
        values = [np.iinfo(kind).min, 1, np.iinfo(kind).max]
    else:
        values = [-1.5, 2.0**-14, np.finfo(kind).max]
    return np.array(values, dtype=kind)


def npz(save, *unnamed, **named):
    file = io.BytesIO()
    save(file, *unnamed, **named)
    return base64.b64encode(file.getvalue()).decode()


matrix = np.arange(6, dtype=np.float32).reshape(3, 2)
read = [case(descr, extremes(descr)) for descr in NUMBERS]
read += [case(f"version {version}", matrix, (version, 0)) for version in (1, 2, 3)]
read += [case("Fortran's order", np.asfortranarray(matrix)), case("scalar", np.array(2.5)), case("empty", np.zeros((0, 4)))]

refused = {
    "Python objects": np.array([1, None], dtype=object),
    "text": np.array(["a", "bc"]),
    "complex numbers": np.array([1 + 2j]),
    "dates or time spans": np.array(["2020-01-01"], dtype="M8[D]"),
    "records or raw bytes": np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4", (2,))]),
    "floating-point numbers of an unusual width": np.array([1], dtype=np.longdouble),
}

halves = torch.tensor([0.0, -1.5, 3.140625, 65504.0, 2.0**-24])
brains = torch.tensor([0.0, -1.5, 3.140625, 1e38, 1e-40]).bfloat16()

out = {
    "numpy": np.__version__,
    "torch": torch.__version__,
    "read": read,
    "refused": [{"says": says, "file": npy(array)} for says, array in refused.items()],
    "savez": npz(np.savez, matrix),
    "savez_compressed": npz(np.savez_compressed, feats=matrix, labels=np.array(["a", "b", "c"])),
    "F16": {"bytes": base64.b64encode(halves.half().numpy().tobytes()).decode(), "values": halves.half().float().tolist()},
    "BF16": {"bytes": base64.b64encode(brains.view(torch.int16).numpy().tobytes()).decode(), "values": brains.float().tolist()},
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "numpy_files.json")
with open(path, "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
print(path, os.path.getsize(path))
