#!/usr/bin/python3
"""Prepares many 12-megapixel photographs with rwmedia and with the tools that people use for it, side by side.

Usage: run.py [--binary PATH] [--photos 200] [--rounds 3] [--folder DIR] [--no-install]

All tools get the same files, size (1366x768, whole picture) and quality (JPEG 95), one call each but Pillow and
ImageMagick's, which have a loop of their own. Rounds are interleaved; the best one of each counts.
"""
import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time

PEERS = ["libvips-tools", "imagemagick", "python3-pil", "python3-numpy"]
SHAPES = [(4000, 3000), (3000, 4000), (4032, 3024), (4608, 2592)]
SIZE = "1366x768"

PILLOW = """
import sys
from PIL import Image
for name in sys.argv[2:]:
    image = Image.open(name).convert('RGB')
    scale = min(1366 / image.width, 768 / image.height)
    image = image.resize((round(image.width * scale), round(image.height * scale)), Image.LANCZOS)
    frame = Image.new('RGB', (1366, 768))
    frame.paste(image, ((1366 - image.width) // 2, (768 - image.height) // 2))
    frame.save(sys.argv[1] + '/' + name.split('/')[-1], quality=95, subsampling=0)
"""


def photo(width, height, seed):
    """Soft shapes, hard edges, thin lines and grain: about 2 bits a pixel as JPEG, as cameras write them."""
    import numpy as np
    from PIL import Image, ImageDraw

    r = np.random.default_rng(seed)
    total = np.zeros((height, width, 3), np.float32)
    for octave in range(2, 9):
        n = 2**octave
        rough = r.normal(size=(max(2, height * n // width), n, 3)).astype(np.float32)
        bands = [np.asarray(Image.fromarray(rough[:, :, c]).resize((width, height), Image.BICUBIC)) for c in range(3)]
        total += np.stack(bands, 2) * (60 / 2 ** (octave * 0.6))
    image = Image.fromarray(np.clip(total * 0.4 + total.mean(2, keepdims=True) * 1.2 + 120, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for i in range(60):
        x, y, s = int(r.integers(0, width)), int(r.integers(0, height)), int(r.integers(20, width // 8))
        color = tuple(int(v) for v in r.integers(0, 255, 3))
        (draw.ellipse if i % 2 else draw.rectangle)([x, y, x + s, y + s // 2], fill=color)
        draw.line([x, y, x + 2 * s, y - s], fill=color[::-1], width=1 + i % 6)
    grain = np.asarray(image).astype(np.float32) + r.normal(0, 4, size=(height, width, 1)).astype(np.float32)
    return Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8))


def make_photos(folder, count):
    """Every photograph is a file of its own; there are as many different pictures as 24 allow."""
    os.makedirs(folder, exist_ok=True)
    names = []
    for i in range(count):
        name = f"{folder}/photo-{i:03}.jpg"
        first = f"{folder}/photo-{i % 24:03}.jpg"
        if not os.path.exists(name):
            if name == first:
                photo(*SHAPES[i % len(SHAPES)], seed=i).save(name, quality=92)
            else:
                shutil.copyfile(first, name)
        names.append(name)
    return names


def measure(command, batches):
    """Wall seconds, CPU seconds and peak megabytes of one tool's work; `batches` are the arguments of its calls."""
    wall = cpu = peak = 0
    for arguments in batches:
        start = time.monotonic()
        process = subprocess.Popen(command + arguments, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall += time.monotonic() - start
        cpu += usage.ru_utime + usage.ru_stime
        peak = max(peak, usage.ru_maxrss / 1024)
        if status != 0:
            sys.exit(f"{command[0]} ended with status {status}")
    return wall, cpu, peak


def tools(binary, files, out):
    """Each tool's command, and the arguments of each of its calls."""
    yield "rwmedia prepare", [binary, "prepare", "--size", SIZE, "--quality", "95", "--overwrite", "--quiet"], [
        ["-o", out] + files
    ]
    yield "vipsthumbnail", ["vipsthumbnail", "-s", SIZE, "-o", out + "/%s.jpg[Q=95]"], [files]
    yield "Pillow, LANCZOS", ["/usr/bin/python3", "-c", PILLOW, out], [files]
    convert = "magick" if shutil.which("magick") else "/usr/bin/convert"
    shape = ["-resize", SIZE, "-gravity", "center", "-extent", SIZE, "-sampling-factor", "4:4:4", "-quality", "95"]
    yield "ImageMagick", [convert], [[name] + shape + [out + "/" + os.path.basename(name)] for name in files]


def compare(title, binary, files, out, rounds):
    best = {}
    for _ in range(rounds):
        for name, command, batches in tools(binary, files, out):
            result = measure(command, batches)
            best[name] = tuple(min(pair) for pair in zip(best.get(name, result), result))
    ours = best["rwmedia prepare"]
    print(f"\n{title}\n")
    print("| tool | seconds | photos a second | CPU seconds | peak MB | rwmedia is faster by |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, (wall, cpu, peak) in best.items():
        print(f"| {name} | {wall:.2f} | {len(files) / wall:.1f} | {cpu:.2f} | {peak:.0f} | {wall / ours[0]:.2f} |")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", default=".build/release/rwmedia")
    options.add_argument("--photos", type=int, default=200)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--folder", default=tempfile.gettempdir() + "/rwmedia-bench-images")
    options.add_argument("--no-install", action="store_true")
    options = options.parse_args()
    if not options.no_install:
        subprocess.run(["apt-get", "install", "-y", "-qq"] + PEERS, check=True, stdout=subprocess.DEVNULL)
    # In a process of its own: a child's peak memory counts what it had of its parent before it became the tool.
    with multiprocessing.Pool(1) as pool:
        files = pool.apply(make_photos, (options.folder + "/photos", options.photos))
    out = options.folder + "/out"
    os.makedirs(out, exist_ok=True)
    compare(f"{len(files)} photos, {os.cpu_count()} cores", options.binary, files, out, options.rounds)
    compare("One photo, whole process", options.binary, files[:1], out, max(options.rounds, 10))


if __name__ == "__main__":
    main()
