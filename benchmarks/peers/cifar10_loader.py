"""One epoch of CIFAR-10 through torch.utils.data.DataLoader: batches of 64, shuffled, ToTensor and Normalize to [-1, 1].

Usage: python3 cifar10_loader.py DATA_DIR WORKERS

Prints batches per second of the second epoch as JSON. torchvision reads the pickled layout, so the binary batches (cifar-10-binary.tar.gz
or cifar-10-batches-bin) are first written in that layout to a temporary folder, outside the timing.
"""
import json, os, pickle, sys, tarfile, tempfile, time
import numpy as np
import torch
import torchvision
from torchvision import transforms

root, workers = os.path.join(sys.argv[1], "cifar-10"), int(sys.argv[2])
torch.set_num_threads(os.cpu_count())


def batches():
    archive = os.path.join(root, "cifar-10-binary.tar.gz")
    if os.path.exists(archive):
        with tarfile.open(archive) as t:
            for member in sorted(m.name for m in t.getmembers()):
                if "data_batch_" in member:
                    yield np.frombuffer(t.extractfile(member).read(), np.uint8).reshape(-1, 3073)
    else:
        folder = os.path.join(root, "cifar-10-batches-bin")
        for name in sorted(os.listdir(folder)):
            if name.startswith("data_batch_"):
                yield np.fromfile(os.path.join(folder, name), np.uint8).reshape(-1, 3073)


class Cifar10(torchvision.datasets.CIFAR10):
    def _check_integrity(self):
        return True

    def _load_meta(self):
        pass


with tempfile.TemporaryDirectory() as folder:
    os.makedirs(os.path.join(folder, Cifar10.base_folder))
    Cifar10.train_list = []
    for i, batch in enumerate(batches(), 1):
        name = f"data_batch_{i}"
        with open(os.path.join(folder, Cifar10.base_folder, name), "wb") as f:
            pickle.dump({"data": batch[:, 1:], "labels": batch[:, 0].tolist()}, f)
        Cifar10.train_list.append([name, ""])
    data = Cifar10(folder, train=True, transform=transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]))
    loader = torch.utils.data.DataLoader(data, batch_size=64, shuffle=True, drop_last=True, num_workers=workers,
                                         persistent_workers=workers > 0)
    for epoch in range(2):
        start = time.perf_counter()
        count = 0
        for images, _ in loader:
            count += 1
        rate = count / (time.perf_counter() - start)
print(json.dumps({"value": rate}))
