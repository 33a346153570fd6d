"""A soft chord for the sample clip: a few detuned partials that swell and sink, stereo, 48 kHz."""

import wave

import numpy as np

RATE = 48_000


def write(path, seconds):
    t = np.arange(int(seconds * RATE)) / RATE
    left, right = np.zeros_like(t), np.zeros_like(t)
    for index, note in enumerate((146.83, 220.00, 293.66, 369.99, 440.00, 554.37)):  # D major seventh, open
        for overtone, strength in ((1, 1.0), (2, 0.34), (3, 0.12), (4, 0.05)):
            drift = 0.6 * np.sin(2 * np.pi * (0.11 + 0.02 * index) * t + index)
            voice = strength / (1 + 0.25 * index) * (1 + 0.18 * np.sin(2 * np.pi * (0.35 + 0.07 * index) * t + 2 * index))
            left += voice * np.sin(2 * np.pi * note * overtone * 0.9993 * t + drift)
            right += voice * np.sin(2 * np.pi * note * overtone * 1.0007 * t - drift)
    swell = np.clip(t / 1.1, 0, 1) ** 1.5 * np.clip((seconds - t) / 0.5, 0, 1)
    stereo = np.stack([left, right], -1) * swell[:, None]
    samples = (stereo / np.abs(stereo).max() * 0.42 * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
