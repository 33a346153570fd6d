#!/usr/bin/python3
"""Checks that `rwmedia keyframes`, `verify` and `concat` know each frame by its number, over the kinds of files people have.

    Tests/video/barcodes.py [--binary .build/debug/rwmedia] [--only WORD]… [--jobs N] [--list] [--keep FOLDER]

Every frame of each clip carries its number as ten bars, black or white, over its upper half. A full decode by ffmpeg says
which numbers a file shows and how many; the pictures that `keyframes` writes are read with Pillow. A clip that this ffmpeg
can't make is an error, not left out. Prints a line for what is wrong and a last one with the counts; exit 1 if anything is.
"""
import argparse, concurrent.futures, json, os, re, shutil, struct, subprocess, sys, tempfile, threading

import numpy
from PIL import Image

BARS, SIZE, FRAMES = 10, "160x96", 48
HERE = os.path.dirname(os.path.abspath(__file__))
X264 = "-c:v libx264 -preset ultrafast -crf 18 -pix_fmt yuv420p"
B_FRAMES = "-c:v libx264 -preset veryfast -crf 18 -pix_fmt yuv420p -bf 3 -b_strategy 0"
X265 = "-c:v libx265 -preset ultrafast -x265-params log-level=none"
VP9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 20 -b:v 400k"
AV1 = "-c:v libsvtav1 -preset 12 -g 20"
TONE = "-f lavfi -i sine=frequency=440:sample_rate=48000:duration={}"


class Wrong(Exception):
    pass


def run(*arguments, **options):
    outcome = subprocess.run(arguments, capture_output=True, timeout=300, **options)
    if outcome.returncode:
        raise Wrong(f"{' '.join(arguments)}: exit {outcome.returncode}: {outcome.stderr.decode(errors='replace')[-400:]}")
    return outcome.stdout


def ffmpeg(text, *paths):
    """Runs ffmpeg with words of text; {0}, {1} … stand for paths, which may hold anything."""
    words = [word.format(*paths) if "{" in word else word for word in text.split()]
    run("ffmpeg", "-v", "error", "-nostdin", "-y", *words)


# Ways to make a file of the master, by name: ffmpeg's arguments after it, {0}; or a function of (folder, name, master).
def coded(arguments, fps="24", extra=""):
    def make(folder, name, master):
        path = f"{folder}/{name}"
        ffmpeg(f"-r {fps} -i {{0}} {extra} {arguments} {{1}}", master, path)
        return path
    return make


def changed(base, change):
    """Another kind's file, changed."""
    def make(folder, name, master):
        path = f"{folder}/{name}"
        change(base_of(base, master), path)
        return path
    return make


def base_of(name, master):
    """A kind's file, made once for all that are made of it."""
    with BASES_LOCK:
        if name not in BASES:
            folder = os.path.dirname(master) + "/bases"
            os.makedirs(folder, exist_ok=True)
            BASES[name] = KINDS[name](folder, name, master)
        return BASES[name]


BASES, BASES_LOCK = {}, threading.RLock()


def remuxed(base, before="", after=""):
    return changed(base, lambda source, path: ffmpeg(f"{before} -i {{0}} -c copy {after} {{1}}", source, path))


def patched(base, box, offset, value, occurrence=0):
    """The bytes at an offset after the nth box's name overwritten."""
    def change(source, path):
        data = bytearray(open(source, "rb").read())
        place = -1
        for _ in range(occurrence + 1):
            place = data.index(box, place + 1)
        data[place + 4 + offset:place + 4 + offset + len(value)] = value
        open(path, "wb").write(data)
    return changed(base, change)


def end_trimmed(source, path):
    """Start cut by an edit list, and its end drawn in to a second and a half."""
    ffmpeg("-ss 0.4 -i {0} -c copy {1}", source, path)
    data = bytearray(open(path, "rb").read())
    place = data.index(b"elst") + 12
    data[place:place + 4] = struct.pack(">I", 1500)
    open(path, "wb").write(data)


def beheaded(share):
    """A transport stream without its beginning, from the middle of a group on."""
    def change(source, path):
        data = open(source, "rb").read()
        open(path, "wb").write(data[188 * int(len(data) / 188 * share):])
    return change


def covered(source, path):
    cover = path + ".cover.png"
    ffmpeg("-f lavfi -i color=red:size=320x320 -frames:v 1 {0}", cover)
    if path.endswith(".mkv"):
        ffmpeg("-i {0} -map 0 -c copy -attach {1} -metadata:s:t mimetype=image/png {2}", source, cover, path)
    else:
        ffmpeg("-i {0} -i {1} -map 1 -map 0 -c copy -disposition:v:0 attached_pic -disposition:v:1 default {2}",
               source, cover, path)


def turned(quarter):
    """Pixels lying on their side that a display matrix turns upright."""
    filters = {90: "transpose=clock", 180: "hflip,vflip", 270: "transpose=cclock"}[quarter]

    def make(folder, name, master):
        path = f"{folder}/{name}"
        ffmpeg(f"-i {{0}} -vf {filters} {B_FRAMES} -g 20 {{1}}", master, path + ".flat.mp4")
        ffmpeg(f"-i {{0}} -c copy -metadata:s:v rotate={quarter} {{1}}", path + ".flat.mp4", path)
        return path
    return make


SOUND_LONGER = TONE.format(6)
LATE_SOUND = "-itsoffset 0.7 " + TONE.format(1)
KINDS = {
    # Containers and reordering.
    "b-frames.mp4": coded(f"{B_FRAMES} -g 20"),
    "one-gop.mp4": coded(f"{B_FRAMES} -g 250"),
    "open-gop.mp4": coded(f"{B_FRAMES} -g 20 -x264-params open-gop=1:scenecut=0"),
    "short-open-end.mp4": coded(f"{B_FRAMES} -g 8 -x264-params open-gop=1:scenecut=0 -frames:v 44"),
    "short-open-end.mkv": coded(f"{B_FRAMES} -g 9 -x264-params open-gop=1:scenecut=0 -frames:v 40"),
    "short-open-end.ts": coded(f"{B_FRAMES} -g 11 -x264-params open-gop=1:scenecut=0 -frames:v 48", fps="25"),
    "pyramid.mkv": coded(f"{B_FRAMES} -g 25 -x264-params b-pyramid=normal:ref=4", fps="24000/1001"),
    "quicktime.mov": coded(f"{B_FRAMES} -g 20", fps="30000/1001"),
    "fragmented.mp4": coded(f"{B_FRAMES} -g 20 -movflags frag_keyframe+empty_moov+default_base_moof"),
    "fragment-a-frame.mp4": coded(f"{X264} -g 20 -movflags frag_every_frame+empty_moov+delay_moov"),
    "h264.ts": coded(f"{B_FRAMES} -g 20", fps="25"),
    "open-gop.ts": coded(f"{B_FRAMES} -g 20 -x264-params open-gop=1:scenecut=0", fps="25"),
    "late-clock.ts": coded(f"{B_FRAMES} -g 20 -output_ts_offset 95442", fps="25"),
    "h264.avi": coded(f"{B_FRAMES} -g 20"),
    "h264.flv": coded(f"{X264} -bf 2 -g 20"),
    "stream.h264": coded(f"{B_FRAMES} -g 20", fps="25"),
    # Codecs.
    "hevc.mp4": coded(f"{X265}:keyint=20 -pix_fmt yuv420p -tag:v hvc1"),
    "hevc-open.mp4": coded(f"{X265}:keyint=20:open-gop=1 -pix_fmt yuv420p -tag:v hev1"),
    "hevc-open.mkv": coded(f"{X265}:keyint=20:open-gop=1 -pix_fmt yuv420p"),
    "vp8.webm": coded("-c:v libvpx -deadline realtime -cpu-used 8 -g 20 -b:v 400k -pix_fmt yuv420p"),
    "vp8-alt-ref.mkv": coded(
        "-c:v libvpx -deadline good -cpu-used 5 -auto-alt-ref 1 -lag-in-frames 12 -g 40 -b:v 400k -pix_fmt yuv420p"),
    "vp9.webm": coded(f"{VP9} -pix_fmt yuv420p", fps="24000/1001"),
    "vp9.mp4": coded(f"{VP9} -pix_fmt yuv420p"),
    "vp9-alt-ref.webm": coded(
        "-c:v libvpx-vp9 -deadline good -cpu-used 5 -auto-alt-ref 1 -lag-in-frames 12 -g 40 -pix_fmt yuv420p"),
    "av1.mp4": coded(f"{AV1} -pix_fmt yuv420p"),
    "av1.mkv": coded(f"{AV1} -pix_fmt yuv420p", fps="30"),
    "mpeg4.avi": coded("-c:v mpeg4 -q:v 2 -bf 2 -g 20"),
    "mpeg4.mp4": coded("-c:v mpeg4 -q:v 2 -bf 2 -g 20"),
    "mpeg2.ts": coded("-c:v mpeg2video -q:v 2 -bf 2 -g 15", fps="25"),
    "prores.mov": coded("-c:v prores_ks -profile:v 3"),
    "prores-4444.mov": coded("-c:v prores_ks -profile:v 4 -pix_fmt yuva444p10le"),
    "mjpeg.avi": coded("-c:v mjpeg -q:v 2 -pix_fmt yuvj422p"),
    "mjpeg.mov": coded("-c:v mjpeg -q:v 2 -pix_fmt yuvj444p"),
    "loop.gif": coded("-vf split[a][b];[a]palettegen[p];[b][p]paletteuse", fps="20"),
    # Depth, sampling, range.
    "h264-10.mp4": coded(f"{B_FRAMES} -g 20 -pix_fmt yuv420p10le"),
    "h264-422-10.mov": coded(f"{B_FRAMES} -g 20 -pix_fmt yuv422p10le"),
    "h264-444.mkv": coded(f"{B_FRAMES} -g 20 -pix_fmt yuv444p"),
    "h264-full.mp4": coded(f"{B_FRAMES} -g 20 -pix_fmt yuvj420p"),
    "h264-422-full.mkv": coded(f"{B_FRAMES} -g 20 -pix_fmt yuvj422p"),
    "hevc-10.mp4": coded(f"{X265}:keyint=20 -pix_fmt yuv420p10le -tag:v hvc1"),
    "hevc-422-10.mkv": coded(f"{X265}:keyint=20 -pix_fmt yuv422p10le"),
    "hevc-444-full.mp4": coded(f"{X265}:keyint=20:range=full -pix_fmt yuv444p -color_range pc -tag:v hvc1"),
    "vp9-10.webm": coded(f"{VP9} -profile:v 2 -pix_fmt yuv420p10le"),
    "vp9-444.webm": coded(f"{VP9} -profile:v 1 -pix_fmt yuv444p"),
    "av1-10.webm": coded(f"{AV1} -pix_fmt yuv420p10le"),
    # Edit lists.
    "start-trimmed.mp4": remuxed("b-frames.mp4", before="-ss 0.7"),
    "start-trimmed.mov": remuxed("one-gop.mp4", before="-ss 1.1"),
    "start-trimmed-open.mp4": remuxed("open-gop.mp4", before="-ss 1.2"),
    "start-trimmed-hevc.mp4": remuxed("hevc-open.mp4", before="-ss 1.2"),
    "both-trimmed.mp4": changed("b-frames.mp4", end_trimmed),
    "both-trimmed.mov": changed("one-gop.mp4", end_trimmed),
    "delayed.mp4": coded(f"{B_FRAMES} -g 20 -output_ts_offset 1.5"),
    # Rates and lengths.
    "variable.mp4": coded(f"{B_FRAMES} -g 20 -vf setpts='if(lt(N,20),N,20+(N-20)*3)/24/TB' -fps_mode vfr "
                          "-video_track_timescale 24000"),
    "variable.mkv": coded(f"{B_FRAMES} -g 20 -vf select='not(eq(mod(n,3),1))' -fps_mode vfr"),
    "variable.webm": coded(f"{VP9} -pix_fmt yuv420p -vf select='lt(mod(n,7),4)' -fps_mode vfr"),
    "variable.gif": coded("-vf select='lt(mod(n,5),3)',split[a][b];[a]palettegen[p];[b][p]paletteuse -fps_mode vfr",
                          fps="20"),
    "long-pause.mkv": coded(f"{X264} -g 20 -vf setpts='(N+if(gt(N,40),240,0))/24/TB' -fps_mode vfr"),
    "one-frame.mp4": coded(f"{X264} -frames:v 1"),
    "two-frames.mkv": coded(f"{X264} -bf 2 -frames:v 2"),
    "no-duration.mkv": changed("pyramid.mkv", lambda source, path: live(source, path, "matroska")),
    "no-duration.webm": changed("vp9.webm", lambda source, path: live(source, path, "webm")),
    "wrong-mvhd.mp4": patched("b-frames.mp4", b"mvhd", 16, struct.pack(">I", 90_000)),
    "wrong-mdhd.mp4": patched("b-frames.mp4", b"mdhd", 16, struct.pack(">I", 77)),
    "wrong-length.avi": patched("mjpeg.avi", b"strh", 36, struct.pack("<I", 700)),
    # Sound, covers, several streams.
    "sound-longer.mp4": coded(f"{B_FRAMES} -g 20 -c:a aac", extra=SOUND_LONGER),
    "sound-longer.ts": coded(f"{B_FRAMES} -g 20 -c:a aac", fps="25", extra=SOUND_LONGER),
    "sound-longer.webm": coded(f"{VP9} -pix_fmt yuv420p -c:a libopus", extra=SOUND_LONGER),
    "sound-longer.mkv": coded(f"{B_FRAMES} -g 20 -c:a flac", extra=SOUND_LONGER),
    "sound-later.mp4": coded(f"{B_FRAMES} -g 20 -c:a aac", extra=LATE_SOUND),
    "covered.mp4": changed("b-frames.mp4", covered),
    "covered.mkv": changed("pyramid.mkv", covered),
    # Broken starts and ends.
    "beheaded-h264.ts": changed("h264.ts", beheaded(0.4)),
    "beheaded-open.ts": changed("open-gop.ts", beheaded(0.3)),
    "beheaded-mpeg2.ts": changed("mpeg2.ts", beheaded(0.35)),
    "late-start.mkv": remuxed("pyramid.mkv", after="-bsf:v noise=drop=lt(n\\,4)"),
    # Geometry.
    "turned-90.mp4": turned(90),
    "turned-180.mov": turned(180),
    "turned-270.mp4": turned(270),
    "wide-pixels.mp4": coded(f"{B_FRAMES} -g 20 -vf setsar=16/11"),
    "tall-pixels.mkv": coded(f"{B_FRAMES} -g 20 -vf setsar=8/9"),
    "wide-pixels.ts": coded(f"{B_FRAMES} -g 20 -vf setsar=4/3", fps="25"),
    "odd-size.mkv": coded(f"{B_FRAMES} -g 20 -pix_fmt yuv444p -vf scale=161:97"),
    # Interlaced.
    "interlaced.mp4": coded(f"{B_FRAMES} -g 20 -flags +ildct+ilme -x264-params tff=1", fps="25"),
    "interlaced.ts": coded(f"{B_FRAMES} -g 20 -flags +ildct+ilme -x264-params bff=1", fps="25"),
    "interlaced-mpeg2.ts": coded("-c:v mpeg2video -q:v 2 -bf 2 -g 15 -flags +ildct+ilme -top 1", fps="25"),
}


def live(source, path, muxer):
    """Written as a stream that can't be gone back in: no length, no index."""
    data = run("ffmpeg", "-v", "error", "-i", source, "-c", "copy", "-f", muxer, "-live", "1", "-")
    open(path, "wb").write(data)


# Chains: clips that begin on the number that the one before ends with, joined; what mode is expected.
CHAIN = "-c:v libx264 -preset veryfast -crf 16 -pix_fmt yuv420p"
CHAINS = {
    "copy, H.264": (f"{CHAIN} -bf 3 -g 250", "mp4", "keep", "copy", [20, 20, 21], 0),
    "copy, HEVC": (f"{X265} -pix_fmt yuv420p -tag:v hvc1", "mp4", "keep", "copy", [20, 15, 20], 0),
    "copy, VP9": (f"{VP9} -pix_fmt yuv420p", "webm", "keep", "copy", [20, 15, 20], 0),
    "copy, AV1": (f"{AV1} -pix_fmt yuv420p", "webm", "keep", "copy", [20, 15, 20], 0),
    "smart, nothing decoded": (f"{CHAIN} -bf 0 -g 250", "mp4", "drop", "smart", [20, 15, 20], 1),
    "smart, tails encoded": (f"{CHAIN} -bf 3 -b_strategy 0 -g 250", "mp4", "drop", "smart", [20, 16, 23, 18], 1),
    "smart, open groups": (f"{CHAIN} -bf 2 -g 8 -x264-params open-gop=1", "mp4", "drop", "smart", [25, 31, 20], 1),
    "smart, with sound": (f"{CHAIN} -bf 2 -g 250", "mp4", "drop", "smart", [25, 24], 1),
    "encode": (f"{CHAIN} -bf 2 -g 25", "webm", "drop", "encode", [20, 15, 20], 1),
    "encode, 10 bit": (f"{CHAIN} -bf 2 -g 25 -pix_fmt yuv422p10le", "mp4", "drop", "encode", [20, 16, 20], 1),
    "encode, kept": (f"{CHAIN} -bf 2 -g 25 -x264-params keyint=9", "webm", "keep", "encode", [20, 16, 20], 0),
    "crossfade": (f"{CHAIN} -bf 2 -g 12", "mp4", "crossfade:0.25", "smart", [48, 48], -6),
}


def numbers(pictures):
    """Reads the bars of grey pictures that are ten samples wide."""
    weights = 2 ** numpy.arange(BARS - 1, -1, -1)
    return [int(row) for row in (pictures > 127) @ weights]


def shown(path):
    """The numbers of all frames that ffmpeg decodes, in presented order, and when each is shown after the first one."""
    outcome = subprocess.run(
        ["ffmpeg", "-nostats", "-i", path, "-map", "0:V:0", "-fps_mode", "passthrough", "-vf",
         f"crop=iw:ih/3:0:0,scale={BARS}:1:flags=area,format=gray,showinfo", "-f", "rawvideo", "-"],
        capture_output=True, timeout=300)
    if outcome.returncode:
        raise Wrong(f"ffmpeg can't decode {path}")
    clock = [float(time) for time in re.findall(r"showinfo.* n: *\d+ .*pts_time:(\S+)", outcome.stderr.decode(errors="replace"))]
    return (numbers(numpy.frombuffer(outcome.stdout, numpy.uint8).reshape(-1, BARS)), [time - clock[0] for time in clock])


def read(path):
    picture = Image.open(path).convert("L")
    return numbers(numpy.asarray(picture.crop((0, 0, picture.width, picture.height // 3)).resize(
        (BARS, 1), Image.Resampling.BOX)))[0]


def rwmedia(*arguments):
    return json.loads(run(BINARY, *arguments, "--json"))


def check_frames(path, folder, report):
    """Every asked frame is the one that a full decode shows; gives how many were looked at."""
    truth, clock = shown(path)
    if max(truth) >= 100:
        report(f"the bars can't be read: {max(truth)}")
    verified = rwmedia("verify", path)
    if verified["frames"] != len(truth):
        report(f"verify counts {verified['frames']} frames, ffmpeg {len(truth)}")
    last, looked = len(truth) - 1, 0

    def ask(name, arguments, expected):
        nonlocal looked
        frames = rwmedia("keyframes", path, *arguments, "-o", f"{folder}/{name}")["frames"]
        if [frame["index"] for frame in frames] != expected:
            return report(f"{name}: frames {[frame['index'] for frame in frames]} where {expected} were asked for")
        for frame, index in zip(frames, expected):
            looked += 1
            number = read(frame["output"])
            if number != truth[index]:
                report(f"{name}: frame {index} shows {number}, ffmpeg's {truth[index]}")

    ask("ends", ["--first", "--last"], [0, last])
    expected = sorted({last // 2, last // 3, max(0, last - 1), min(last, 1)})
    asked = [word for index in expected for word in ("--at", str(index))]
    if len(clock) != len(truth):
        report(f"ffmpeg tells {len(clock)} times of {len(truth)} frames")
    elif clock == sorted(set(clock)):
        moments = [clock[last] * share for share in (0.31, 0.77)]
        # Away from a frame's own beginning, where a container's rounding decides.
        moments = [time for time in moments if min(abs(time - other) for other in clock) > 0.002]
        expected += [max(index for index, time in enumerate(clock) if time <= wanted) for wanted in moments]
        asked += [word for time in moments for word in ("--at", f"{time:.4f}s")]
    if last > 4:
        expected += [int(index * last / 4 + 0.5) for index in range(5)]
        asked += ["--count", "5"]
    ask("inner", asked, expected)
    return looked


def check_chain(name, folder, report):
    arguments, extension, seam, mode, counts, shared = CHAINS[name]
    first, clips, expected = 0, [], []
    for index, count in enumerate(counts):
        path = f"{folder}/{index}.{'mp4' if 'libx26' in arguments else extension}"
        sound = f"-f lavfi -i sine=frequency={300 * (index + 1)}:sample_rate=48000:duration={count / 24}" if "sound" in name else ""
        ffmpeg(f"-r 24 -i {{0}} {sound} -vf trim=start_frame={first}:end_frame={first + count},setpts=N/24/TB "
               f"-frames:v {count} {arguments} -c:a aac {{1}}", MASTER, path)
        numbered = list(range(first, first + count))
        if shared < 0 and index > 0:
            # Blended frames show two numbers at once.
            expected[shared:] = [None] * -shared
            numbered = numbered[-shared:]
        elif shared > 0 and index > 0:
            numbered = numbered[shared:]
        expected += numbered
        clips.append(path)
        first += count - max(shared, 0)
    out = f"{folder}/out.{extension}"
    joined = rwmedia("concat", *clips, "--seam", seam, "-o", out)
    found, _ = shown(out)
    if joined["mode"] != mode:
        report(f"joined by {joined['mode']} where {mode} was expected: {joined.get('encodedBecause')}")
    if len(found) != len(expected) or joined["frames"] != len(expected):
        report(f"{len(found)} frames, {joined['frames']} told, where {len(expected)} were expected")
    wrong = [(index, one, two) for index, (one, two) in enumerate(zip(found, expected)) if two is not None and one != two]
    if wrong:
        report(f"{len(wrong)} frames are wrong: frame {wrong[0][0]} shows {wrong[0][1]}, not {wrong[0][2]}")
    return len(expected) + check_frames(out, folder, report)


def main():
    global BINARY, MASTER
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=f"{HERE}/../../.build/debug/rwmedia")
    parser.add_argument("--only", action="append", default=[], help="kinds and chains whose name holds this word")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--keep", help="a folder for the files, which then stay")
    options = parser.parse_args()
    BINARY = os.path.abspath(options.binary)
    names = [name for name in [*KINDS, *CHAINS] if not options.only or any(word in name for word in options.only)]
    if options.list:
        return print("\n".join(names))
    folder = options.keep or tempfile.mkdtemp(prefix="rwmedia-barcodes-")
    os.makedirs(folder, exist_ok=True)
    MASTER = f"{folder}/master.mkv"
    bar = f"if(lt(Y,H/2),16+219*mod(floor(N/pow(2,{BARS - 1}-floor(X*{BARS}/W))),2),lum(X,Y))"
    run("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=size={SIZE}:rate=24", "-frames:v", "100", "-vf",
        f"format=yuv444p,geq=lum='{bar}':cb='if(lt(Y,H/2),128,cb(X,Y))':cr='if(lt(Y,H/2),128,cr(X,Y))'", "-c:v", "ffv1", MASTER)
    short = f"{folder}/short.mkv"
    ffmpeg(f"-i {{0}} -frames:v {FRAMES} -c copy {{1}}", MASTER, short)
    lock, wrong, looked = threading.Lock(), [], 0

    def check(name):
        own = f"{folder}/{names.index(name)}"
        os.makedirs(own, exist_ok=True)

        def report(text):
            with lock:
                wrong.append(f"{name}: {text}")
                print(wrong[-1], flush=True)
        try:
            return check_chain(name, own, report) if name in CHAINS else check_frames(
                KINDS[name](own, name, short), own, report)
        except (Wrong, subprocess.TimeoutExpired, ValueError, KeyError, IndexError) as error:
            report(f"{type(error).__name__}: {error}")
            return 0
        finally:
            if not options.keep:
                shutil.rmtree(own)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        looked = sum(pool.map(check, names))
    if not options.keep:
        shutil.rmtree(folder)
    print(f"{len(names)} files, {looked} frames looked at, {len(wrong)} wrong")
    sys.exit(1 if wrong or not looked else 0)


main()
