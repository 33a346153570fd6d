import Foundation
import TestSupport
import Testing

/// Python with Pillow, LittleCMS and numpy: makes pictures and judges ours, independently of libvips.
enum Pillow {
  /// Runs a script and gives what it prints. `path(name)` in it names a file in the folder.
  @discardableResult
  static func run(_ script: String, in folder: TemporaryFolder) throws -> String {
    try PythonProcess.shared.run(script, folder: folder.url.path)
  }

  /// A number that a script prints.
  static func number(_ script: String, in folder: TemporaryFolder) throws -> Double {
    try #require(Double(try run(script, in: folder)))
  }

  /// The colour of one pixel, as `[red, green, blue]`.
  static func pixel(_ name: String, _ x: Int, _ y: Int, in folder: TemporaryFolder) throws -> [Int] {
    try run("print(*Image.open(path('\(name)')).convert('RGB').getpixel((\(x), \(y))))", in: folder)
      .split(separator: " ").compactMap { Int($0) }
  }

  /// What scripts can use.
  static let prelude = #"""
    import io, math, struct
    import numpy as np
    from PIL import Image, ImageCms, ImageDraw

    def photo(width, height, seed=7, grain=4):
        """Soft shapes, hard edges, thin lines and grain, as photographs have them."""
        r = np.random.default_rng(seed)
        sum = np.zeros((height, width, 3), np.float32)
        for octave in range(2, 9):
            n = 2 ** octave
            rough = r.normal(size=(max(2, height * n // width), n, 3)).astype(np.float32)
            bands = [np.asarray(Image.fromarray(rough[:, :, c]).resize((width, height), Image.BICUBIC)) for c in range(3)]
            sum += np.stack(bands, 2) * (60 / 2 ** (octave * 0.6))
        image = Image.fromarray(np.clip(sum * 0.4 + sum.mean(2, keepdims=True) * 1.2 + 120, 0, 255).astype(np.uint8))
        draw = ImageDraw.Draw(image)
        for i in range(40):
            x, y, s = int(r.integers(0, width)), int(r.integers(0, height)), int(r.integers(5, max(width // 8, 6)))
            color = tuple(int(v) for v in r.integers(0, 255, 3))
            (draw.ellipse if i % 2 else draw.rectangle)([x, y, x + s, y + s // 2], fill=color)
            draw.line([x, y, x + 2 * s, y - s], fill=color[::-1], width=1 + i % 5)
        noisy = np.asarray(image).astype(np.float32) + r.normal(0, grain, size=(height, width, 1))
        return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))

    def corners(width=60, height=40):
        image = Image.new('RGB', (width, height))
        w, h = width // 2, height // 2
        for x, y, color in [(0, 0, (255, 0, 0)), (w, 0, (0, 255, 0)), (0, h, (0, 0, 255)), (w, h, (255, 255, 0))]:
            image.paste(color, (x, y, x + w, y + h))
        return image

    def ssim(one, other):
        """Wang et al. 2004 on luma, Gaussian window of 11 pixels."""
        k = np.exp(-0.5 * (np.arange(-5, 6) / 1.5) ** 2)
        k /= k.sum()
        def blur(x):
            x = np.apply_along_axis(lambda m: np.convolve(m, k, 'valid'), 0, x)
            return np.apply_along_axis(lambda m: np.convolve(m, k, 'valid'), 1, x)
        a, b = np.asarray(one.convert('L'), float), np.asarray(other.convert('L'), float)
        ma, mb = blur(a), blur(b)
        va, vb, c = blur(a * a) - ma ** 2, blur(b * b) - mb ** 2, blur(a * b) - ma * mb
        return float((((2 * ma * mb + 6.5025) * (2 * c + 58.5225)) / ((ma ** 2 + mb ** 2 + 6.5025) * (va + vb + 58.5225))).mean())

    def lab(rgb):
        c = [v / 255 / 12.92 if v / 255 <= .04045 else ((v / 255 + .055) / 1.055) ** 2.4 for v in rgb]
        xyz = (.4124564 * c[0] + .3575761 * c[1] + .1804375 * c[2], .2126729 * c[0] + .7151522 * c[1] + .0721750 * c[2],
               .0193339 * c[0] + .1191920 * c[1] + .9503041 * c[2])
        f = [t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
             for t in (xyz[0] / .95047, xyz[1], xyz[2] / 1.08883)]
        return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])

    def de2000(one, other):
        """CIEDE2000 of two sRGB colours (Sharma, Wu, Dalal 2005)."""
        (L1, a1, b1), (L2, a2, b2) = lab(one), lab(other)
        mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
        g = .5 * (1 - math.sqrt(mean ** 7 / (mean ** 7 + 25 ** 7)))
        a1, a2 = a1 * (1 + g), a2 * (1 + g)
        C1, C2 = math.hypot(a1, b1), math.hypot(a2, b2)
        h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
        turn = 0 if C1 * C2 == 0 else (h2 - h1 + 180) % 360 - 180
        L, C = (L1 + L2) / 2, (C1 + C2) / 2
        h = h1 + h2 if C1 * C2 == 0 else (h1 + turn / 2) % 360
        dH = 2 * math.sqrt(C1 * C2) * math.sin(math.radians(turn / 2))
        cos = lambda degrees: math.cos(math.radians(degrees))
        T = 1 - .17 * cos(h - 30) + .24 * cos(2 * h) + .32 * cos(3 * h + 6) - .2 * cos(4 * h - 63)
        rotation = -2 * math.sqrt(C ** 7 / (C ** 7 + 25 ** 7)) * math.sin(
            math.radians(60 * math.exp(-((h - 275) / 25) ** 2)))
        l = (L2 - L1) / (1 + .015 * (L - 50) ** 2 / math.sqrt(20 + (L - 50) ** 2))
        c, k = (C2 - C1) / (1 + .045 * C), dH / (1 + .015 * C * T)
        return math.sqrt(l * l + c * c + k * k + rotation * c * k)

    def tagged(tags, space, pcs, kind):
        """An ICC version 2 profile of raw tag contents."""
        table, body = struct.pack('>I', len(tags)), b''
        for name, content in tags:
            content += b'\0' * (-len(content) % 4)
            table += name + struct.pack('>II', 132 + 12 * len(tags) + len(body), len(content))
            body += content
        head = struct.pack('>I4sI4s4s4s', 128 + len(table) + len(body), b'', 0x02100000, kind, space, pcs)
        head += b'\0' * 12 + b'acsp' + b'\0' * 28 + struct.pack('>iii', 63190, 65536, 54061) + b'\0' * 48
        return head + table + body

    def matrix_profile(red, green, blue, gamma):
        """An RGB profile of three colorants (XYZ under D50) and a gamma."""
        xyz = lambda c: b'XYZ \0\0\0\0' + struct.pack('>iii', *[round(v * 65536) for v in c])
        curve = b'curv\0\0\0\0' + struct.pack('>IH', 1, round(gamma * 256))
        text = b'desc\0\0\0\0' + struct.pack('>I', 5) + b'test\0' + b'\0' * 79
        return tagged([(b'desc', text), (b'cprt', b'text\0\0\0\0none\0'), (b'wtpt', xyz((.9642, 1, .8249))),
                       (b'rXYZ', xyz(red)), (b'gXYZ', xyz(green)), (b'bXYZ', xyz(blue)),
                       (b'rTRC', curve), (b'gTRC', curve), (b'bTRC', curve)], b'RGB ', b'XYZ ', b'mntr')

    DISPLAY_P3 = matrix_profile((.51512, .24120, -.00105), (.29198, .69225, .04189), (.15710, .06657, .78407), 2.2)
    ADOBE_RGB = matrix_profile((.60974, .31111, .01947), (.20528, .62567, .06087), (.14919, .06322, .74457), 2.19921875)

    def cmyk_profile():
        """A coarse printing press: a table of 16 corners, in Lab."""
        corners = b''
        for i in range(16):
            c, m, y, k = i >> 3 & 1, i >> 2 & 1, i >> 1 & 1, i & 1
            L = (95 - 38 * c - 45 * m - 6 * y) * (1 - .82 * k)
            a, b = (-35 * c + 70 * m - 5 * y) * (1 - .8 * k), (-48 * c - 4 * m + 85 * y) * (1 - .8 * k)
            corners += bytes(int(min(max(round(v), 0), 255)) for v in (max(L, 8) * 2.55, a + 128, b + 128))
        ramp = bytes(range(256))
        table = b'mft1\0\0\0\0' + bytes([4, 3, 2, 0]) + struct.pack('>9i', 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
        table += ramp * 4 + corners + ramp * 3
        text = b'desc\0\0\0\0' + struct.pack('>I', 5) + b'test\0' + b'\0' * 79
        white = b'XYZ \0\0\0\0' + struct.pack('>iii', 58000, 60000, 49000)
        return tagged([(b'desc', text), (b'cprt', b'text\0\0\0\0none\0'), (b'wtpt', white), (b'A2B0', table)],
                      b'CMYK', b'Lab ', b'prtr')

    """#
}
