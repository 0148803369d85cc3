#!/usr/bin/python3
"""Small files of torch.save in both formats, and pickles that try to run something, for tests/GanBench.Tests/Metrics/TorchCheckpointTests.
Writes metrics_checkpoint.json (base64). Run: /usr/bin/python3 tests/golden/metrics_checkpoint.py
"""
import base64
import collections
import io
import json
import os
import pickle
import sys
import zipfile

import torch


class Call:
    """Unpickles to the result of any function."""

    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


def saved(value, **options):
    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


def in_zip(data):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("archive/data.pkl", data)
    return buffer.getvalue()


base = torch.arange(12, dtype=torch.float32) / 8
state = collections.OrderedDict()
state["layer.weight"] = base.reshape(3, 4)
state["layer.bias"] = base[4:8]
state["running"] = torch.nn.Parameter(torch.tensor([1.5, -2.25], dtype=torch.float64))
state["steps"] = torch.tensor(7)
state["bytes"] = torch.tensor([[1, 2], [3, 250]], dtype=torch.uint8)
state._metadata = collections.OrderedDict([("", {"version": 1})])
hostile = {
    "system": Call(os.system, "echo pwned > /tmp/ganbench-pwned"),
    "eval": Call(eval, "1 + 1"),
    "in a dictionary": {"weight": Call(print, "pwned")},
    "import": Call(__import__, "os"),
    "set": {"weight": {1, 2}},
    "builtins": Call(bytearray, 1 << 40),
}
out = {
    "torch": torch.__version__,
    "python": sys.version.split()[0],
    "zip": base64.b64encode(saved(state)).decode(),
    "legacy": base64.b64encode(saved(state, _use_new_zipfile_serialization=False)).decode(),
    "strided": base64.b64encode(saved({"weight": base.reshape(3, 4).t()})).decode(),
    "nested": base64.b64encode(saved({"model": {"weight": base}})).decode(),
    "half": base64.b64encode(saved({"weight": base.half()})).decode(),
    "hostile": {f"{name}, protocol {protocol}": base64.b64encode(in_zip(pickle.dumps(value, protocol))).decode()
                for name, value in hostile.items() for protocol in (0, 2, 4)},
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics_checkpoint.json"), "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
print({k: len(v) for k, v in out.items()})
