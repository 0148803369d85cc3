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


def picture(name, data, expected):
    """A file, and the samples that are expected of it."""
    expected = expected if expected.ndim == 3 else expected[..., None]
    return {"name": name, "file": b64(data), "width": expected.shape[1], "height": expected.shape[0],
            "channels": expected.shape[2], "sha256": sha(expected)}


def saved(im, kind, **options):
    buffer = io.BytesIO()
    im.save(buffer, kind, **options)
    return buffer.getvalue()


def pillow(data, mode="RGB"):
    return np.asarray(Image.open(io.BytesIO(data)).convert(mode))


cmyk_jpeg = []
inks = noise(20, 20, 4, 3)
for name, options in [("cmyk", {}), ("cmykProgressive", {"progressive": True, "quality": 90})]:
    data = saved(Image.fromarray(inks, "CMYK"), "JPEG", **options)
    cmyk_jpeg.append(picture(name, data, pillow(data)))
    # Pillow writes Adobe's marker with transform 0 (CMYK); 2 says that the same samples are YCCK.
    at = data.index(b"Adobe") + 11
    assert data[at] == 0
    data = data[:at] + b"\x02" + data[at + 1:]
    cmyk_jpeg.append(picture(name.replace("cmyk", "ycck"), data, pillow(data)))


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
    # SciPy writes the date there.
    content[:116] = b"MATLAB 5.0 MAT-file".ljust(116)
    mat.append({"name": name, "file": b64(bytes(content)), "labels": [int(v) for v in array.flatten("F")]})


def raw_tiff(width, height, bits, photometric, parts, endian="<", big=False, **fields):
    """A TIFF from its strips or tiles, since Pillow can write neither all depths nor tiles, planes, big-endian or BigTIFF files."""
    word, kind = ("Q", 16) if big else ("I", 4)
    size = struct.calcsize(word)
    header = b"II" if endian == "<" else b"MM"
    header += struct.pack(endian + "HHHQ", 43, 8, 0, 16) if big else struct.pack(endian + "HI", 42, 8)
    tags = {256: (4, [width]), 257: (4, [height]), 258: (3, bits), 259: (3, [1]), 262: (3, [photometric]), 277: (3, [len(bits)])}
    tags |= {{"rows": 278, "orientation": 274, "planar": 284, "map": 320, "tileWidth": 322, "tileLength": 323, "extra": 338,
              "compression": 259}[k]: (3, v if isinstance(v, list) else [v]) for k, v in fields.items()}
    tiled = 322 in tags
    tags[324 if tiled else 273], tags[325 if tiled else 279] = (kind, [0] * len(parts)), (kind, [len(p) for p in parts])
    after = len(header) + (8 if big else 2) + len(tags) * (20 if big else 12) + size

    def build(offsets):
        tags[324 if tiled else 273] = (kind, offsets)
        entries, extra = b"", b""
        for tag in sorted(tags):
            kind_of, values = tags[tag]
            packed = struct.pack(endian + {3: "H", 4: "I", 16: "Q"}[kind_of] * len(values), *values)
            entries += struct.pack(endian + "HH" + word, tag, kind_of, len(values))
            if len(packed) <= size:
                entries += packed.ljust(size, b"\0")
            else:
                entries += struct.pack(endian + word, after + len(extra))
                extra += packed
        return header + struct.pack(endian + ("Q" if big else "H"), len(tags)) + entries + b"\0" * size + extra

    start, offsets = len(build([0] * len(parts))), []
    for part in parts:
        offsets.append(start)
        start += len(part)
    return build(offsets) + b"".join(parts)


def rounded(array):
    """16 bits to 8 by rounding v / 257: the arithmetic is the reference, Pillow cuts or saturates."""
    return ((array.astype(np.int64) * 255 + 32767) // 65535).astype(np.uint8)


def tiles(array, side):
    height, width = array.shape[:2]
    padded = np.zeros((-(-height // side) * side, -(-width // side) * side) + array.shape[2:], array.dtype)
    padded[:height, :width] = array
    return [padded[y:y + side, x:x + side].tobytes() for y in range(0, height, side) for x in range(0, width, side)]


tiff = []
colour, shade, four, two = noise(21, 14, 3, 31), noise(21, 14, 1, 32), noise(21, 14, 4, 33), noise(21, 14, 2, 34)
for name, im, mode, options in [
        ("grey8", image(shade), "L", {}), ("rgb8", image(colour), "RGB", {}), ("rgbLzw", image(colour), "RGB", {"compression": "tiff_lzw"}),
        ("rgbDeflate", image(colour), "RGB", {"compression": "tiff_adobe_deflate"}),
        ("rgbPackBits", image(colour), "RGB", {"compression": "packbits"}),
        ("rgbPredictor", image(colour), "RGB", {"compression": "tiff_lzw", "tiffinfo": {317: 2}}),
        ("rgba8", image(four), "RGBA", {"compression": "tiff_deflate"}), ("greyAlpha8", Image.fromarray(two, "LA"), "LA", {}),
        ("palette", image(colour).quantize(40), "RGB", {}), ("cmyk8", Image.fromarray(four, "CMYK"), "RGB", {"compression": "tiff_lzw"}),
        ("fax4", image(shade).convert("1"), "L", {"compression": "group4"}), ("bits1", image(shade).convert("1"), "L", {}),
        ("turned", image(colour), "RGB", {"tiffinfo": {274: 6}})]:
    data = saved(im, "TIFF", **options)
    tiff.append(picture(name, data, pillow(data, mode)))
deep = np.random.RandomState(35).randint(0, 65536, (14, 21, 3)).astype(np.uint16)
for name, data, expected, check in [
        ("rgb16", raw_tiff(21, 14, [16] * 3, 2, [deep.tobytes()], rows=14), rounded(deep), None),
        ("rgb16BigEndian", raw_tiff(21, 14, [16] * 3, 2, [deep.astype(">u2").tobytes()], ">", rows=14), rounded(deep), None),
        ("grey16Deflate", raw_tiff(21, 14, [16], 1, [zlib.compress(deep[..., :1].tobytes())], rows=14, compression=8),
         rounded(deep[..., :1]), None),
        ("planes", raw_tiff(21, 14, [8] * 3, 2, [colour[r:r + 5, :, c].tobytes() for c in range(3) for r in range(0, 14, 5)], rows=5,
                            planar=2), colour, "RGB"),
        ("tiles", raw_tiff(21, 14, [8] * 3, 2, tiles(colour, 16), tileWidth=16, tileLength=16), colour, "RGB"),
        ("tiles16BigEndian", raw_tiff(21, 14, [16], 1, tiles(deep[..., 0].astype(">u2"), 16), ">", tileWidth=16, tileLength=16),
         rounded(deep[..., :1]), None),
        ("whiteIsZero", raw_tiff(21, 14, [8], 0, [shade.tobytes()], rows=14), 255 - shade, "L"),
        ("bits4", raw_tiff(21, 14, [4], 1, [pack(row, 4) for row in shade[..., 0] >> 4], rows=1), (shade >> 4) * 17, None),
        ("associatedAlpha", raw_tiff(21, 14, [8] * 4, 2, [four.tobytes()], rows=14, extra=1), None, "RGBA"),
        ("fourthIsNoAlpha", raw_tiff(21, 14, [8] * 4, 2, [four.tobytes()], rows=14, extra=0), four[..., :3], "RGB"),
        ("bigTiff", raw_tiff(21, 14, [8] * 3, 2, [colour.tobytes()], big=True, rows=14), colour, None)]:
    if check is not None:
        read = pillow(data, check)
        read = read if read.ndim == 3 else read[..., None]
        assert expected is None or (read == expected).all(), name
        expected = read
    tiff.append(picture(name, data, expected))

pnm = []
bits = (np.random.RandomState(36).rand(5, 11) > 0.5).astype(np.uint8)
small, deep = noise(4, 3, 3, 37), deep[:3, :4]
for name, data, mode, expected in [
        ("P1", b"P1 # made by hand\n11 5\n" + b"\n".join(b"".join(b"%d" % v for v in row) for row in bits), "L", None),
        ("P2", b"P2\n#\n4 3 100\n" + b" ".join(b"%d" % v for v in range(0, 96, 8)), "L", None),
        ("P3", b"P3 4 3\n# 255 follows\n255\n" + b" ".join(b"%d" % v for v in small.ravel()) + b"\n", "RGB", small),
        ("P4", b"P4\n11 5\n" + np.packbits(bits, 1).tobytes(), "L", None),
        ("P5", b"P5 4 3 255\n" + small[..., 0].tobytes(), "L", small[..., :1]),
        ("P5seven", b"P5 4 3 7\n" + (small[..., 0] >> 5).tobytes(), "L", None),
        ("P6", b"P6 4 # wide\n3 255\n" + small.tobytes() + b"more", "RGB", small),
        ("P5of16", b"P5 4 3 65535\n" + deep[..., 0].astype(">u2").tobytes(), None, rounded(deep[..., :1])),
        ("P6of16", b"P6 4 3 65535\n" + deep.astype(">u2").tobytes(), None, rounded(deep))]:
    if mode is not None:
        read = pillow(data, mode)
        assert expected is None or (read.reshape(expected.shape) == expected).all(), name
        expected = read
    pnm.append(picture(name, data, expected))

# Colours without alpha, as Pillow's convert("RGB") gives them.
dropped = []
clear = noise(17, 9, 4, 38)
clear[..., 3] = np.random.RandomState(39).choice([0, 1, 128, 255], (9, 17))
few = image(np.ascontiguousarray(clear[..., :3])).quantize(16)
wide = Image.fromarray(clear)
partial = bytearray(saved(few, "GIF", transparency=3))
# The canvas is made wider than the frame: what is left uncovered has the transparent index's colour.
partial[6] += 4
for name, data in [
        ("rgba.png", saved(wide, "PNG")), ("la.png", saved(Image.fromarray(np.ascontiguousarray(clear[..., [0, 3]]), "LA"), "PNG")),
        ("palette.png", saved(few, "PNG", transparency=bytes([0, 128, 1] + [255] * 13))), ("key.png", saved(few, "PNG", transparency=3)),
        ("rgbKey.png", saved(image(clear[..., :3]), "PNG", transparency=tuple(int(v) for v in clear[0, 0, :3]))),
        ("greyKey.png", saved(image(clear[..., :1]), "PNG", transparency=int(clear[0, 0, 0]))),
        ("rgba.webp", saved(wide, "WEBP", lossless=True, exact=True)), ("lossy.webp", saved(wide, "WEBP", quality=80)),
        ("key.gif", saved(few, "GIF", transparency=3)), ("partial.gif", bytes(partial)),
        ("rgba.tiff", saved(wide, "TIFF"))]:
    dropped.append(picture(name, data, pillow(data)))

with open(os.path.join(here, "imaging.json"), "w") as f:
    json.dump({"versions": versions, "resize": resize, "grey": grey, "jpeg": jpeg, "cmykJpeg": cmyk_jpeg, "png": png, "tiff": tiff,
               "pnm": pnm, "dropped": dropped, "mat": mat}, f, indent=1)
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
