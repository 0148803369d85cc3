#!/usr/bin/python3
"""Two folders of pictures measured by torch-fidelity, pytorch-fid and clean-fid themselves, for tests/GanBench.Tests/Metrics/PresetTests.
Writes metrics_presets.json. Run, with checkouts of github.com/toshas/torch-fidelity, mseitzer/pytorch-fid and GaParmar/clean-fid:
PYTHONPATH=TORCH_FIDELITY:PYTORCH_FID/src:CLEAN_FID /usr/bin/python3 tests/golden/metrics_presets.py

Inception has the seeded random weights of metrics_inception.py. The pictures are PNG: colour, grey, colour with alpha and grey with
alpha, whose transparent pixels have colours too; a subfolder and a text file lie beside them.
"""
import json
import os
import tempfile

import numpy as np
import PIL.Image
import torch
import torch_fidelity
import pytorch_fid.fid_score
import pytorch_fid.inception
import cleanfid.fid
import cleanfid.inception_pytorch

import metrics_inception
from metrics_noise import images, uniform

COUNT = 24
KINDS = ["RGB", "L", "RGBA", "LA"]


def write(folder, seed):
    os.makedirs(os.path.join(folder, "deeper"))
    colour = images(seed, COUNT + 1, 3, 32, 32).transpose(0, 2, 3, 1)
    alpha = np.floor(256 * uniform(seed + 7, COUNT + 1, 32, 32)).astype(np.uint8)
    for i in range(COUNT + 1):
        kind = KINDS[i % 4]
        planes = [colour[i]] if kind.startswith("RGB") else [colour[i][:, :, :1]]
        if kind.endswith("A"):
            planes.append(alpha[i][:, :, None])
        pixels = np.concatenate(planes, axis=2).squeeze()
        name = f"{i:02d}.png" if i < COUNT else os.path.join("deeper", "last.png")
        PIL.Image.fromarray(pixels, kind).save(os.path.join(folder, name))
    with open(os.path.join(folder, "notes.txt"), "w") as f:
        f.write("no picture")


def by_torch_fidelity(a, b, weights):
    return torch_fidelity.calculate_metrics(
        input1=a, input2=b, isc=True, fid=True, kid=True, prc=True, kid_subset_size=10, cuda=False, cache=False, verbose=False,
        feature_extractor="inception-v3-compat", feature_extractor_weights_path=weights)


def by_pytorch_fid(a, b, state):
    pytorch_fid.inception.load_state_dict_from_url = lambda *args, **kwargs: state
    model = pytorch_fid.inception.InceptionV3([3]).eval()
    (m1, s1), (m2, s2) = (pytorch_fid.fid_score.compute_statistics_of_path(x, model, 50, 2048, "cpu", 0) for x in (a, b))
    return {"fid": float(pytorch_fid.fid_score.calculate_frechet_distance(m1, s1, m2, s2))}


def by_clean_fid(a, b, state):
    model, _ = metrics_inception.build()

    def features(batch):
        return metrics_inception.features(model, (batch - 128) / 128)[2048]

    found = [
        cleanfid.fid.get_folder_features(
            x, features, num_workers=0, batch_size=32, device=torch.device("cpu"), mode="clean", verbose=False) for x in (a, b)]
    return {
        "fid": float(cleanfid.fid.fid_from_feats(found[0], found[1])),
        "kid": float(cleanfid.fid.kernel_distance(found[0], found[1], num_subsets=1)),
        "count": len(found[0]),
    }


if __name__ == "__main__":
    _, state = metrics_inception.build()
    with tempfile.TemporaryDirectory() as folder:
        a, b = os.path.join(folder, "a"), os.path.join(folder, "b")
        write(a, 301)
        write(b, 401)
        weights = os.path.join(folder, "weights.pth")
        torch.save(state, weights)
        result = {
            "torchFidelityVersion": torch_fidelity.__version__,
            "torch-fidelity": by_torch_fidelity(a, b, weights),
            "pytorch-fid": by_pytorch_fid(a, b, state),
            "clean-fid": by_clean_fid(a, b, state),
        }
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics_presets.json")
    with open(path, "w") as f:
        json.dump(result, f, indent=1)
        f.write("\n")
