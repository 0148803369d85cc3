"""Makes imaging.json: pictures as Pillow encodes, decodes and resizes them, and MATLAB files as SciPy writes them.

Usage: python3 tests/golden/imaging.py [DATA_DIR]

With DATA_DIR (a folder with mnist/, cifar-10/, nlvr/ and celeba/) it also makes datasets.json: SHA-256 of samples that Pillow and
numpy decode from those files. Needs Pillow, numpy and SciPy; their versions are written into the files.
"""
import base64, gzip, hashlib, io, json, os, struct, sys, tarfile, zlib
import numpy as np
import PIL
from PIL import Image
import scipy
import scipy.io

here = os.path.dirname(os.path.abspath(__file__))
versions = {"pillow": PIL.__version__, "numpy": np.__version__, "scipy": scipy.__version__}


def b64(data):
    return base64.b64encode(data).decode()


def sha(array):
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def noise(width, height, channels, seed):
    """A smooth gradient plus noise, so that filters and JPEG have something to do."""
    r = np.random.RandomState(seed)
    y, x = np.mgrid[0:height, 0:width]
    planes = [(127 + 100 * np.sin(x / (3.0 + c)) * np.cos(y / (4.0 + c)) + r.randint(-25, 26, (height, width))) for c in range(channels)]
    return np.clip(np.stack(planes, -1), 0, 255).astype(np.uint8)


def image(array):
    return Image.fromarray(array[..., 0] if array.shape[2] == 1 else array)


def pixels(im):
    a = np.asarray(im)
    return a if a.ndim == 3 else a[..., None]


filters = {"Box": Image.BOX, "Bilinear": Image.BILINEAR, "Bicubic": Image.BICUBIC, "Lanczos": Image.LANCZOS}
resize = []
for (w, h, c), (tw, th) in [((100, 100, 3), (64, 64)), ((178, 178, 3), (64, 64)), ((31, 17, 1), (13, 23)), ((28, 28, 1), (32, 32)),
                            ((5, 5, 3), (64, 3)), ((64, 64, 1), (1, 1)), ((89, 89, 3), (32, 32))]:
    source = noise(w, h, c, w * 1000 + h)
    for name, f in filters.items():
        resize.append({"width": w, "height": h, "channels": c, "source": b64(source.tobytes()) if name == "Box" else None,
                       "toWidth": tw, "toHeight": th, "filter": name, "sha256": sha(pixels(image(source).resize((tw, th), f)))})

grey = []
colour = noise(40, 30, 3, 5)
grey.append({"width": 40, "height": 30, "source": b64(colour.tobytes()), "sha256": sha(pixels(image(colour).convert("L")))})

jpeg = []
for name, (w, h, c), options in [
        ("baseline420", (50, 37, 3), {"quality": 75}), ("baseline444", (16, 16, 3), {"quality": 95, "subsampling": 0}),
        ("progressive", (64, 48, 3), {"quality": 80, "progressive": True}), ("grey", (33, 21, 1), {"quality": 90}),
        ("one", (1, 1, 3), {"quality": 90}), ("optimised422", (40, 40, 3), {"quality": 60, "optimize": True, "subsampling": 1})]:
    buffer = io.BytesIO()
    image(noise(w, h, c, 77 + w)).save(buffer, "JPEG", **options)
    decoded = pixels(Image.open(io.BytesIO(buffer.getvalue())))
    jpeg.append({"name": name, "file": b64(buffer.getvalue()), "width": w, "height": h, "channels": c, "sha256": sha(decoded)})
buffer = io.BytesIO()
Image.fromarray(noise(20, 20, 4, 3), "CMYK").save(buffer, "JPEG")
cmyk = b64(buffer.getvalue())


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def raw_png(width, height, depth, kind, rows, interlace=0, extra=b""):
    """A PNG from packed rows, all with filter 0, since Pillow can write neither interlaced files nor all depths."""
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlace)) + extra
            + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + r for r in rows))) + chunk(b"IEND", b""))


def pack(values, depth):
    if depth == 16:
        return b"".join(struct.pack(">H", v) for v in values)
    bits = "".join(format(v, f"0{depth}b") for v in values)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def adam7(array):
    for x0, y0, dx, dy in [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]:
        part = array[y0::dy, x0::dx]
        for row in part:
            if row.size:
                yield row.tobytes()


png = []


def add_png(name, data, expected):
    png.append({"name": name, "file": b64(data), "width": expected.shape[1], "height": expected.shape[0],
                "channels": expected.shape[2], "sha256": sha(expected)})


for name, array, mode in [("grey8", noise(13, 9, 1, 1), None), ("rgb8", noise(30, 20, 3, 2), None), ("rgba8", noise(17, 8, 4, 3), None)]:
    buffer = io.BytesIO()
    image(array).save(buffer, "PNG")
    add_png(name, buffer.getvalue(), array)
la = noise(11, 12, 2, 4)
buffer = io.BytesIO()
Image.fromarray(la, "LA").save(buffer, "PNG")
add_png("greyAlpha8", buffer.getvalue(), la)
buffer = io.BytesIO()
palette = image(noise(24, 24, 3, 5)).quantize(50)
palette.save(buffer, "PNG")
add_png("palette", buffer.getvalue(), pixels(palette.convert("RGB")))
r = np.random.RandomState(9)
for depth in (1, 2, 4):
    values = r.randint(0, 1 << depth, (7, 13))
    data = raw_png(13, 7, depth, 0, [pack(row, depth) for row in values])
    expected = (values * 255 // ((1 << depth) - 1)).astype(np.uint8)[..., None]
    if depth == 1:
        assert (pixels(Image.open(io.BytesIO(data)).convert("L")) == expected).all()
    add_png(f"grey{depth}", data, expected)
# 16 bits to 8 by rounding v * 255 / 65535: the arithmetic is the reference, Pillow keeps 16 bits of grey.
values = r.randint(0, 65536, (6, 5))
add_png("grey16", raw_png(5, 6, 16, 0, [pack(row, 16) for row in values]), ((values * 255 + 32767) // 65535).astype(np.uint8)[..., None])
inter = noise(19, 21, 3, 8)
data = raw_png(19, 21, 8, 2, list(adam7(inter)), interlace=1)
assert (pixels(Image.open(io.BytesIO(data))) == inter).all()
add_png("adam7", data, inter)
small = noise(3, 2, 3, 8)
data = raw_png(3, 2, 8, 2, list(adam7(small)), interlace=1)
assert (pixels(Image.open(io.BytesIO(data))) == small).all()
add_png("adam7Small", data, small)
keyed = np.array([[0, 100, 200], [200, 100, 0]])
data = raw_png(3, 2, 8, 0, [bytes(row.astype(np.uint8)) for row in keyed], extra=chunk(b"tRNS", struct.pack(">H", 100)))
add_png("transparentGrey", data, np.stack([keyed, np.where(keyed == 100, 0, 255)], -1).astype(np.uint8))

mat = []
for name, array, compressed in [("double", np.arange(1.0, 11).reshape(1, 10), True), ("uint8", np.arange(100, dtype=np.uint8).reshape(1, 100), True),
                                ("plain", np.arange(300, dtype=np.int32).reshape(1, 300), False), ("small", np.array([[1, 2, 3]], np.uint8), False)]:
    buffer = io.BytesIO()
    scipy.io.savemat(buffer, {"other": np.zeros((2, 2)), "labels": array}, do_compression=compressed)
    content = bytearray(buffer.getvalue())
    mat.append({"name": name, "file": b64(bytes(content)), "labels": [int(v) for v in array.flatten("F")]})

with open(os.path.join(here, "imaging.json"), "w") as f:
    json.dump({"versions": versions, "resize": resize, "grey": grey, "jpeg": jpeg, "cmykJpeg": cmyk, "png": png, "mat": mat}, f, indent=1)
    f.write("\n")

if len(sys.argv) > 1:
    root = sys.argv[1]
    samples = []

    def sample(dataset, split, index, planes):
        samples.append({"dataset": dataset, "split": split, "index": index, "sha256": sha(planes)})

    with gzip.open(f"{root}/mnist/t10k-images-idx3-ubyte.gz") as f:
        digits = np.frombuffer(f.read(), np.uint8, offset=16).reshape(-1, 28, 28)
    for i in (0, 9999):
        sample("mnist", "test", i, digits[i])
    with tarfile.open(f"{root}/cifar-10/cifar-10-binary.tar.gz") as t:
        batch = np.frombuffer(t.extractfile("cifar-10-batches-bin/data_batch_1.bin").read(), np.uint8).reshape(-1, 3073)
    for i in (0, 4999):
        sample("cifar-10", "train", i, batch[i, 1:])
    with tarfile.open(f"{root}/nlvr/nlvr-train-base.tar.gz") as t:
        names = sorted(n for n in t.getnames() if n.endswith(".png"))
        for i in (0, 1, 2000, len(names) - 1):
            picture = Image.open(io.BytesIO(t.extractfile(names[i]).read())).convert("RGB")
            for box in range(3):
                cut = picture.crop((150 * box, 0, 150 * box + 100, 100)).resize((64, 64), Image.BILINEAR)
                sample("nlvr", "all", 3 * i + box, np.asarray(cut).transpose(2, 0, 1))
    with tarfile.open(f"{root}/celeba/celeba-10k-64px.tar.gz") as t:
        for i in (0, 5000, 9999):
            face = Image.open(io.BytesIO(t.extractfile(f"img_align_celeba/{i + 1:06d}.jpg").read()))
            sample("celeba", "train", i, np.asarray(face).transpose(2, 0, 1))
    with open(os.path.join(here, "datasets.json"), "w") as f:
        json.dump({"versions": versions, "samples": samples}, f, indent=1)
        f.write("\n")
