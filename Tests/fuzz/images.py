#!/usr/bin/python3
"""Feeds mutated pictures to `rwmedia prepare`: bit flips, truncations, spliced chunks, extreme header bytes.

    Tests/fuzz/images.py --count 2000 --seed 1 [--per-call 1] [--binary .build/release/rwmedia] [--keep FOLDER]

Fails where a call crashes, ends with an exit code that isn't for inputs, leaves a picture or a file unaccounted for, finds a
fault of its own, uses more than 5 seconds of CPU, hangs, or takes more than 1 GB of memory; what it was fed is then kept.
The same seed makes the same pictures, however many go into one call.
"""
import argparse, collections, io, json, os, random, shutil, subprocess, sys, tempfile, threading, time

from PIL import Image, ImageCms, ImageDraw

# Prepared; refused for what it is; and, where a mutation makes an SVG or a video of it, the same codes.
GOOD = {0, 65}
CPU_SECONDS, WALL_SECONDS, MOST_MEMORY = 5, 60, 1_000_000_000


def seeds(folder):
    """Small pictures of every kind that this system's tools can make, as bytes."""
    rgb = Image.effect_mandelbrot((160, 120), (-2, -1.2, 0.8, 1.2), 60).convert("RGB")
    ImageDraw.Draw(rgb).ellipse([30, 20, 90, 100], fill=(200, 40, 60))
    alpha = rgb.copy()
    alpha.putalpha(Image.linear_gradient("L").resize(rgb.size))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x0112] = 6
    made = []
    for image, form, options in [
        (rgb, "jpeg", {"exif": exif, "icc_profile": profile}), (rgb, "jpeg", {"progressive": True}),
        (rgb.convert("CMYK"), "jpeg", {}), (rgb.convert("L"), "jpeg", {}),
        (rgb, "png", {"icc_profile": profile}), (alpha, "png", {}), (rgb.quantize(32), "png", {"transparency": 3}),
        (rgb.convert("L").convert("I;16"), "png", {}), (alpha.convert("LA"), "png", {}),
        (rgb, "webp", {}), (alpha, "webp", {"lossless": True}),
        (rgb, "webp", {"save_all": True, "append_images": [alpha]}),
        (rgb, "gif", {}), (rgb, "gif", {"save_all": True, "append_images": [alpha]}),
        (rgb, "tiff", {"icc_profile": profile}), (rgb, "tiff", {"compression": "tiff_lzw"}),
        (rgb, "tiff", {"compression": "tiff_adobe_deflate", "save_all": True, "append_images": [alpha]}),
        (rgb.convert("CMYK"), "tiff", {"compression": "jpeg"}), (rgb.convert("1"), "tiff", {"compression": "group4"}),
    ]:
        output = io.BytesIO()
        image.save(output, form, **options)
        made.append(output.getvalue())
    plain = os.path.join(folder, "plain.png")
    alpha.save(plain)
    for name, command in {
        "tiled.tif": ["vips", "copy", plain, "{}[tile,tile-width=32,tile-height=32,compression=deflate]"],
        "pyramid.tif": ["vips", "copy", plain, "{}[tile,pyramid,bigtiff]"],
        "interlaced.png": ["vips", "copy", plain, "{}[interlace]"],
        "a.heic": ["vips", "copy", plain, "{}[compression=hevc]"],
        "a.avif": ["vips", "copy", plain, "{}[compression=av1,effort=0]"],
        "deep.avif": ["vips", "copy", plain, "{}[compression=av1,effort=0,bitdepth=10]"],
    }.items():
        output = os.path.join(folder, name)
        arguments = [part.replace("{}", output) for part in command]
        # A system without that encoder goes without that kind.
        if shutil.which(command[0]) and subprocess.run(arguments, capture_output=True).returncode == 0:
            made.append(open(output, "rb").read())
    return made


def mutated(r, pool):
    data = bytearray(r.choice(pool))
    for _ in range(r.choice([1, 1, 1, 2, 4])):
        kind = r.randrange(7)
        at = r.randrange(max(len(data), 1))
        if kind == 0:
            for _ in range(r.choice([1, 3, 20, 200])):
                if data: data[r.randrange(len(data))] ^= 1 << r.randrange(8)
        elif kind == 1:
            del data[at:]
        elif kind == 2:
            other = r.choice(pool)
            start = r.randrange(len(other))
            data[at:at + r.choice([0, 16, 400])] = other[start:start + r.randrange(1, 4000)]
        elif kind == 3:
            for _ in range(r.choice([1, 4, 10])):
                place = r.randrange(min(len(data), 512) or 1)
                data[place:place + 4] = r.choice([b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"])
        elif kind == 4:
            del data[at:at + r.choice([1, 4, 64, 1000])]
        elif kind == 5:
            end = at + r.choice([8, 100, 2000])
            data[at:at] = data[at:end] * r.choice([1, 2, 30])
        else:
            data += r.randbytes(r.randrange(1, 300))
    return bytes(data)


def run(command):
    """Exit status (negative: a signal), CPU seconds, wall seconds, most memory and the report of a process."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL)
        killer = threading.Timer(WALL_SECONDS, process.kill)
        killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        killer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    cpu, wall = usage.ru_utime + usage.ru_stime, time.monotonic() - start
    return process.returncode, cpu, wall, usage.ru_maxrss * 1024, text


def fault(names, status, cpu, wall, memory, text):
    """What is wrong with a call's end; empty where nothing is."""
    if status not in GOOD: return f"exit {status}"
    if cpu > CPU_SECONDS or wall >= WALL_SECONDS: return f"{cpu:.1f} s of CPU, {wall:.1f} s"
    if memory > MOST_MEMORY: return f"{memory / 1e6:.0f} MB"
    try:
        report = json.loads(text)
    except ValueError:
        return "no report"
    told = [entry["input"] for entry in report["items"] + report["failed"]]
    if sorted(told) != sorted(names): return f"{len(told)} of {len(names)} pictures accounted for"
    faults = [entry["error"]["code"] for entry in report["failed"] if entry["error"]["kind"] != "badInput"]
    if faults: return f"errors {faults}"
    missing = [item["output"] for item in report["items"] if not os.path.exists(item["output"])]
    return f"no {missing}" if missing else ""


def call(options, folder, pool, first, count):
    """One call with pictures `first` and following: their names, the command and how it ended."""
    inputs, output = os.path.join(folder, "in"), os.path.join(folder, "out")
    for place in (inputs, output):
        shutil.rmtree(place, ignore_errors=True)
        os.makedirs(place)
    names = [os.path.join(inputs, f"{index}") for index in range(first, first + count)]
    for index, name in enumerate(names, first):
        r = random.Random(options.seed * 1_000_003 + index)
        with open(name, "wb") as file: file.write(mutated(r, pool))
    command = [
        options.binary, "prepare", *names, "--size", r.choice(["64x48", "33x70", "300x200"]),
        "--fit", r.choice(["contain", "cover", "stretch", "blur"]), "--gravity", r.choice(["centre", "attention"]),
        "--format", r.choice(["jpeg", "png", "webp"]), "-o", output, "--json",
    ] + (["--lenient"] if r.random() < 0.4 else [])
    ended = run(command)
    wrong = fault(names, *ended)
    left = [entry for entry in os.listdir(output) if "rwmedia-" in entry]
    return names, command, ended, wrong or (f"left {left} behind" if left else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-call", type=int, default=1)
    parser.add_argument("--binary", default=".build/release/rwmedia")
    parser.add_argument("--keep", default="fuzz-images-failed", help="where pictures that failed are kept")
    options = parser.parse_args()
    statuses, failed, prepared, most = collections.Counter(), 0, 0, [0, 0, 0]
    with tempfile.TemporaryDirectory() as folder:
        pool = seeds(folder)
        for first in range(0, options.count, options.per_call):
            count = min(options.per_call, options.count - first)
            names, command, ended, wrong = call(options, folder, pool, first, count)
            statuses[ended[0]] += 1
            most = [max(pair) for pair in zip(most, ended[1:4])]
            prepared += sum("rwmedia-" not in entry for entry in os.listdir(os.path.join(folder, "out")))
            if wrong:
                failed += 1
                kept = os.path.join(options.keep, f"{options.seed}-{first}")
                shutil.copytree(os.path.dirname(names[0]), kept, dirs_exist_ok=True)
                print(f"{kept}: {wrong}: {' '.join(command)}", flush=True)
    codes = ", ".join(f"{code}: {count}" for code, count in sorted(statuses.items()))
    print(f"{options.count} pictures from {len(pool)} seeds, {prepared} prepared; exit codes {codes}; at most {most[0]:.1f} s CPU, "
          f"{most[1]:.1f} s, {most[2] / 1e6:.0f} MB; {failed} calls failed")
    sys.exit(1 if failed else 0)


main()
