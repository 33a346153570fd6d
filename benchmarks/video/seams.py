#!/usr/bin/python3
"""What becomes of sound at seams: rwmedia's join against copied packets, both held against the sound before it was cut.

Usage: seams.py [--binary PATH] [--clips 6]

One recording of chords and faint noise is cut at the frames' borders into clips of 121 frames, each of which is
encoded to AAC by itself, as generated clips are. Copied packets are those of ffmpeg's concat demuxer with -c copy; "cut"
leaves out each clip's priming and what lies past its pictures, to the nearest packet, so that no delay adds up. Prints for
each side: samples too many or too few, the worst delay against the pictures in the middle of a clip, and the error in decibels
against the sound, within 20 ms of a seam and elsewhere, each clip's delay taken out; the largest step from one sample to the
next near a seam as a multiple of the sound's own, which is a click where it is above 1; then the CPU time of the join.
"""
import argparse
import os
import resource
import subprocess
import tempfile
import wave

import numpy

HERE = os.path.dirname(os.path.abspath(__file__))
RATE, FPS, FRAMES = 48000, 24, 121


def run(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True).stdout


def timed(*arguments):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(*arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write(path, samples):
    with wave.open(path, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((samples * 32767).astype("<i2").tobytes())


def decoded(path):
    data = run("ffmpeg", "-v", "error", "-i", path, "-af", "aresample=async=1:first_pts=0", "-ac", "1", "-ar", str(RATE), "-f", "s16le", "-")
    return numpy.frombuffer(data, "<i2") / 32768


def delay(found, wanted, middle):
    """Samples by which the sound around a moment comes late."""
    width, reach = RATE // 4, RATE // 5
    pattern = wanted[middle - width:middle + width]
    around = found[middle - width - reach:middle + width + reach]
    return int(numpy.correlate(around, pattern, "valid").argmax()) - reach


def judge(name, path, wanted, clips, cpu):
    found = decoded(path)
    excess = len(found) - len(wanted)
    found = numpy.pad(found, (RATE, max(0, -excess) + 2 * RATE))
    length = FRAMES * RATE // FPS
    delays = [delay(found[RATE:], wanted, int((index + 0.5) * length)) for index in range(clips)]
    # Each clip moved back to where it belongs: what is left is noise, and what the seams do.
    moved = numpy.concatenate([
        found[RATE + index * length + late:RATE + (index + 1) * length + late] for index, late in enumerate(delays)])
    error = moved - wanted
    places = numpy.arange(len(wanted)) % length
    seam = numpy.minimum(places, length - places) < RATE // 50
    seam[:RATE] = seam[-RATE:] = False

    def decibels(places):
        return 10 * numpy.log10((error[places] ** 2).mean() / (wanted[places] ** 2).mean())
    worst = max(delays, key=abs) * 1000 / RATE
    # Where the file itself has its seams: as late as the clips around it.
    steps = numpy.abs(numpy.diff(found[RATE:]))
    seams = [slice(index * length + min(0, delays[index]) - RATE // 50, index * length + max(0, delays[index]) + RATE // 50)
             for index in range(1, clips)]
    step = max(steps[seam].max() for seam in seams) / numpy.abs(numpy.diff(wanted)).max()
    print(f"| {name} | {excess} | {worst:.1f} | {decibels(seam):.0f} | {decibels(~seam):.0f} | {step:.1f} | "
          + (f"{cpu:.2f} |" if cpu else "|"))


def cut(folder, clips):
    """The clips' sound joined at the packets nearest to their borders; each but the first one's priming is left out."""
    length, taken = FRAMES * RATE // FPS, 0
    with open(f"{folder}/cut.aac", "wb") as file:
        for index, clip in enumerate(clips):
            skipped = 0 if index == 0 else 1
            end = round(((index + 1) * length + 1024) / 1024)
            file.write(run("ffmpeg", "-v", "error", "-i", clip, "-vn", "-c", "copy", "-bsf:a", f"noise=drop=lt(n\\,{skipped})",
                           "-frames:a", str(end - taken), "-f", "adts", "-"))
            taken = end
    # The first clip's priming is the whole file's, which raw AAC can't say.
    run("ffmpeg", "-v", "error", "-i", f"{folder}/cut.aac", "-c", "copy", "-bsf:a", "setts=ts=TS-1024", f"{folder}/cut.mp4")
    return f"{folder}/cut.mp4"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=f"{HERE}/../../.build/release/rwmedia")
    parser.add_argument("--clips", type=int, default=6)
    options = parser.parse_args()
    length = FRAMES * RATE // FPS
    times = numpy.arange(length * options.clips) / RATE
    # Every half second another chord, so that a delay has one answer; tones that a low bit rate keeps.
    chord = 220 * 2 ** ((numpy.floor(times * 2) * 7 % 12) / 12)
    phase = 2 * numpy.pi * numpy.cumsum(chord) / RATE
    sound = 0.3 * numpy.sin(phase) + 0.15 * numpy.sin(1.5 * phase) + numpy.random.default_rng(1).normal(0, 0.003, len(times))
    with tempfile.TemporaryDirectory() as folder:
        clips = []
        for index in range(options.clips):
            write(f"{folder}/{index}.wav", sound[index * length:(index + 1) * length])
            clips.append(f"{folder}/{index}.mp4")
            run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"testsrc2=size=320x180:rate={FPS},trim=end_frame={FRAMES}",
                "-i", f"{folder}/{index}.wav", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt",
                "yuv420p", "-c:a", "aac", "-b:a", "128k", clips[-1])
        with open(f"{folder}/list.txt", "w") as file:
            file.writelines(f"file '{clip}'\n" for clip in clips)
        print("| | samples in excess | worst delay, ms | error at seams, dB | error elsewhere, dB | step | CPU s |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        copied, joined = f"{folder}/copied.mp4", f"{folder}/joined.mp4"
        cpu = timed("ffmpeg", "-v", "error", "-f", "concat", "-safe", "0", "-i", f"{folder}/list.txt", "-c", "copy", copied)
        judge("packets copied", copied, sound, options.clips, cpu)
        judge("packets copied, cut", cut(folder, clips), sound, options.clips, None)
        cpu = timed(options.binary, "concat", *clips, "--seam", "keep", "-o", joined, "--quiet")
        judge("rwmedia", joined, sound, options.clips, cpu)


main()
