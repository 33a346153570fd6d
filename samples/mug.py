"""A glazed stoneware mug, ray-marched with numpy: the product in the sample pictures and clip.

The mug is a signed distance field (metres in tens of centimetres, y up). Rays step along it; only those that are
still on their way are computed. Everything is a pure function of its arguments, so pictures come out the same each time.
"""

import numpy as np

F = np.float32
RADIUS, HEIGHT, WALL, COFFEE = F(0.42), F(0.92), F(0.045), F(0.74)


def normalised(v):
    return v / np.sqrt((v * v).sum(-1, keepdims=True))


def smooth_min(a, b, k):
    h = np.clip(0.5 + 0.5 * (b - a) / k, 0, 1)
    return b + (a - b) * h - k * h * (1 - h)


def turned(p, angle):
    """Points as the mug sees them when it has turned by `angle` about its axis."""
    c, s = F(np.cos(angle)), F(np.sin(angle))
    return np.stack([c * p[:, 0] - s * p[:, 2], p[:, 1], s * p[:, 0] + c * p[:, 2]], -1)


def distance(p):
    """Signed distance to the mug, handle on the +x side."""
    x, y, z = p[:, 0], p[:, 1], p[:, 2]
    r = np.sqrt(x * x + z * z)
    belly = RADIUS + F(0.018) * np.sin(np.clip(y / HEIGHT, 0, 1) * F(np.pi)) - F(0.05) * np.clip(0.10 - y, 0, 1)
    edge = F(0.022)
    dx, dy = r - belly + edge, np.abs(y - HEIGHT / 2) - HEIGHT / 2 + edge
    body = np.minimum(np.maximum(dx, dy), 0) + np.hypot(np.maximum(dx, 0), np.maximum(dy, 0)) - edge
    hx, hy = (x - RADIUS + F(0.01)) * F(1.02), (y - F(0.49)) * F(0.84)
    ring = np.hypot(hx, hy) - F(0.245)
    handle = (np.hypot(ring, z * F(0.62)) - F(0.042)) * F(0.9)
    solid = smooth_min(body, handle, F(0.05))
    cavity = np.maximum(r - (RADIUS - WALL), COFFEE - y)
    return -smooth_min(-solid, cavity, F(0.02))


def march(origin, direction, angle, far=7.0, steps=110):
    """How far each ray goes until it meets the mug; infinity where it passes by."""
    n = len(direction)
    travelled, hit = np.zeros(n, F), np.full(n, np.inf, F)
    # Only rays through a sphere around the mug have a chance.
    centre = np.array([0.1, 0.46, 0], F)
    to = centre - origin
    b = (direction * to).sum(-1)
    disc = b * b - (to * to).sum(-1) + F(0.85 ** 2)
    active = np.flatnonzero((disc > 0) & (b + np.sqrt(np.maximum(disc, 0)) > 0))
    travelled[active] = np.maximum(b[active] - np.sqrt(disc[active]), 0)
    leave = b + np.sqrt(np.maximum(disc, 0))
    for _ in range(steps):
        if not len(active):
            break
        p = origin[active] + direction[active] * travelled[active, None]
        d = distance(turned(p, angle))
        done = d < 6e-4
        hit[active[done]] = travelled[active[done]]
        travelled[active] += d * F(0.92)
        active = active[~done & (travelled[active] < np.minimum(leave[active], far))]
    return hit


def normals(p, angle):
    e = F(8e-4)
    total = np.zeros_like(p)
    for k in np.array([[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]], F):
        total += k * distance(turned(p + k * e, angle))[:, None]
    return normalised(total)


def soft_shadow(p, light, angle, width):
    """How much of a broad light is seen from each point, 0…1."""
    seen, t = np.ones(len(p), F), np.full(len(p), 0.02, F)
    active = np.arange(len(p))
    for _ in range(34):
        q = p[active] + light * t[active, None]
        d = distance(turned(q, angle))
        seen[active] = np.minimum(seen[active], 0.5 + 0.5 * d / (width * t[active]))
        t[active] += np.clip(np.abs(d), 0.015, 0.12)
        active = active[(seen[active] > 0) & (t[active] < 2.4)]
        if not len(active):
            break
    seen = np.clip(seen, 0, 1)
    return seen * seen * (3 - 2 * seen)


def occlusion(p, n, angle):
    """How open the surroundings are, 0…1: mug and ground both close them."""
    closed = np.zeros(len(p), F)
    for i in range(1, 6):
        h = F(0.012 + 0.05 * i)
        q = p + n * h
        near = np.minimum(distance(turned(q, angle)), q[:, 1])
        closed += np.maximum(h - near, 0) * F(0.75 ** i)
    return np.clip(1 - 2.6 * closed, 0, 1)


def noise(*coordinates):
    """Value noise in 0…1, smooth, repeatable."""
    grid = [np.floor(c) for c in coordinates]
    part = [c - g for c, g in zip(coordinates, grid)]
    part = [f * f * (3 - 2 * f) for f in part]
    total = np.zeros_like(part[0])
    for corner in range(1 << len(grid)):
        weight, key = np.ones_like(part[0]), np.zeros(part[0].shape, np.uint64)
        for axis, (g, f) in enumerate(zip(grid, part)):
            bit = corner >> axis & 1
            weight = weight * (f if bit else 1 - f)
            key = key * np.uint64(0x9E3779B1) + (g + bit).astype(np.int64).astype(np.uint64)
        key = (key ^ (key >> np.uint64(15))) * np.uint64(0x2545F4914F6CDD1D)
        key = (key ^ (key >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15)
        total += weight * ((key >> np.uint64(40)).astype(F) / F(1 << 24))
    return total


def specks(p):
    """Round dots scattered through space, about one in three cells of a unit grid: 1 inside, 0 outside."""
    cell = np.floor(p)
    key = cell.astype(np.int64).astype(np.uint64) * np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D], np.uint64)
    key = key[:, 0] ^ key[:, 1] ^ key[:, 2]
    random = []
    for _ in range(5):
        key = (key ^ (key >> np.uint64(29))) * np.uint64(0x2545F4914F6CDD1D)
        random.append((key >> np.uint64(40)).astype(F) / F(1 << 24))
    centre = cell + np.stack(random[:3], -1) * F(0.5) + F(0.25)
    radius = np.where(random[3] < 0.36, 0.06 + 0.16 * random[4] ** 2, 0)
    apart = np.sqrt(((p - centre) ** 2).sum(-1))
    return np.clip((radius - apart) / 0.05, 0, 1).astype(F)


def environment(d, look):
    """What a polished surface sees: a light room, a tall window at the left, a strip light at the right."""
    up = np.clip(d[:, 1] * 0.5 + 0.5, 0, 1)[:, None]
    colour = look["ground"] * F(0.55) * (1 - up) + look["sky"] * F(0.62) * up
    for centre, across, down, strength in look["boxes"]:
        c = np.array(centre, F)
        c /= np.linalg.norm(c)
        side = np.cross(c, [0, 1, 0]).astype(F)
        side /= np.linalg.norm(side)
        top = np.cross(side, c).astype(F)
        facing = d @ c
        u, v = (d @ side) / np.maximum(facing, 1e-3), (d @ top) / np.maximum(facing, 1e-3)
        soft = F(0.05)
        inside = np.clip((across - np.abs(u)) / soft, 0, 1) * np.clip((down - np.abs(v)) / soft, 0, 1)
        colour = colour + (inside * (facing > 0))[:, None] * np.array(strength, F)
    return colour


def glaze(p, n):
    """Colour, polish and reflectance of the mug's surface: cream glaze run down over raw clay, coffee inside."""
    x, y, z = p[:, 0], p[:, 1], p[:, 2]
    around = np.arctan2(z, x)
    cx, cz = np.cos(around) * 2.2, np.sin(around) * 2.2
    run = 0.30 + 0.13 * (noise(cx * 1.3 + 7, cz * 1.3 + 3) - 0.5) + 0.07 * (noise(cx * 2.6, cz * 2.6 + 9) - 0.5)
    r = np.sqrt(x * x + z * z)
    glazed = np.clip((y - run) / 0.006 + 0.5, 0, 1)
    glazed = np.where(r > RADIUS + 0.05, np.clip((y - 0.17) / 0.01, 0, 1), glazed)
    mottle = noise(cx * 6, y * 14 + cz * 6, cz * 6)
    cream = np.array([0.80, 0.735, 0.61], F) * (0.94 + 0.10 * mottle)[:, None]
    pooled = np.clip(1 - (y - run) / 0.10, 0, 1) * glazed
    cream = cream * (1 - pooled[:, None] * np.array([0.30, 0.16, 0.06], F))
    teal = np.array([0.055, 0.30, 0.33], F) * (0.80 + 0.45 * mottle)[:, None]
    band = np.clip((y - 0.60 - 0.10 * (noise(cx * 2 + 31, cz * 2 + 17) - 0.5)) / 0.16, 0, 1)
    band = (band * band * (3 - 2 * band))[:, None]
    coat = cream * (1 - band) + teal * band
    worn = np.clip((y - 0.895) / 0.02, 0, 1)[:, None]
    coat = coat * (1 - worn) + np.array([0.46, 0.27, 0.14], F) * worn
    spots = np.maximum(specks(p * F(15)), specks(p[:, [1, 2, 0]] * F(26) + 5))
    coat = coat * (1 - 0.58 * spots)[:, None]
    clay = np.array([0.40, 0.225, 0.135], F) * (
        0.78 + 0.22 * noise(x * 33 + y * 14, y * 37 - z * 12, z * 35 + x * 9) + 0.2 * noise(x * 150, y * 150, z * 150)
    )[:, None]
    colour = clay * (1 - glazed[:, None]) + coat * glazed[:, None]
    polish = 0.06 + 0.94 * glazed
    coffee = (y < COFFEE + 0.012) & (r < RADIUS - WALL - 0.004) & (n[:, 1] > 0.9)
    colour[coffee] = np.array([0.055, 0.024, 0.010], F)
    crema = np.clip((r[coffee] - (RADIUS - WALL - 0.05)) / 0.04, 0, 1)[:, None] * F(0.8)
    colour[coffee] = colour[coffee] * (1 - crema) + np.array([0.27, 0.14, 0.055], F) * crema
    polish[coffee] = 0.45
    return colour, polish


def ground_colour(p, look):
    """The surface the mug stands on: plain, or planks."""
    if look["planks"] is None:
        return np.broadcast_to(look["ground"], p.shape).copy()
    across, along = p[:, 2] / F(0.46) + F(0.37), p[:, 0]
    plank = np.floor(across)
    offset = np.sin(plank * 12.9) * 7
    bend = noise(along * 1.1 + offset, across * 1.6 + plank * 5)
    rings = 0.5 + 0.5 * np.sin((across - plank + 0.55 * bend) * 46 + offset * 3)
    grain = 0.62 * rings * noise(along * 2.0 + offset, across * 9) + 0.38 * noise(along * 5 + offset, across * 70)
    dark, light = look["planks"]
    tone = (0.22 + 0.9 * grain + 0.16 * np.sin(plank * 5.3))[:, None]
    colour = dark * (1 - tone) + light * tone
    gap = np.clip(np.minimum(across - plank, 1 - across + plank) / 0.012, 0, 1)
    return colour * (0.25 + 0.75 * gap)[:, None]


def shade(origin, direction, angle, look):
    """The light that comes along each ray, linear."""
    key, fill = (normalised(np.array(v, F)) for v in (look["key"], look["fill"]))
    out = np.empty_like(direction)
    t = march(origin, direction, angle)
    down = direction[:, 1] < -1e-4
    ground = np.where(down, -origin[:, 1] / np.where(down, direction[:, 1], -1), np.inf).astype(F)
    on_mug = t < ground
    on_ground = ~on_mug & (ground < 60)

    horizon = np.clip(direction[:, 1:2] * 1.4 + 0.32, 0, 1)
    out[:] = look["wall"] * (1.02 - look["falloff"] * horizon)

    if on_ground.any():
        p = origin[on_ground] + direction[on_ground] * ground[on_ground, None]
        p[:, 1] = 0
        n = np.broadcast_to(np.array([0, 1, 0], F), p.shape)
        near = np.hypot(p[:, 0], p[:, 2]) < 2.6
        seen, open_ = np.ones(len(p), F), np.ones(len(p), F)
        lifted = p[near] + np.array([0, 1e-3, 0], F)
        seen[near] = soft_shadow(lifted, key, angle, F(0.16))
        open_[near] = 0.35 + 0.65 * occlusion(lifted, n[near], angle)
        light = look["key_light"] * (seen * key[1])[:, None] + (look["ambient"] * (open_)[:, None])
        colour = ground_colour(p, look) * light
        away = np.clip((np.hypot(p[:, 0], p[:, 2]) - look["fade"][0]) / look["fade"][1], 0, 1)[:, None]
        away = away * away * (3 - 2 * away)
        out[on_ground] = colour * (1 - away) + out[on_ground] * away

    if on_mug.any():
        d = direction[on_mug]
        p = origin[on_mug] + d * t[on_mug, None]
        n = normals(p, angle)
        lifted = p + n * F(3e-3)
        base, polish = glaze(turned(p, angle), turned(n, angle))
        seen = soft_shadow(lifted, key, angle, F(0.22))
        open_ = occlusion(lifted, n, angle)
        lambert = np.clip((n @ key) * 0.86 + 0.14, 0, 1) * seen
        bounce = np.clip(0.5 - 0.5 * n[:, 1], 0, 1)[:, None] * look["ground"] * F(0.42)
        light = look["key_light"] * lambert[:, None]
        light = light + look["fill_light"] * (np.clip(n @ fill, 0, 1) * open_)[:, None]
        light = light + (look["ambient"] * (0.6 + 0.4 * n[:, 1:2]) + bounce) * open_[:, None]
        mirror = d - 2 * (d * n).sum(-1, keepdims=True) * n
        facing = np.clip(-(d * n).sum(-1), 0, 1)
        fresnel = (0.055 + 0.945 * (1 - facing) ** 5) * polish
        reflected = environment(mirror, look) * (0.25 + 0.75 * open_[:, None])
        out[on_mug] = base * light * (1 - fresnel)[:, None] + reflected * fresnel[:, None]
    return out, t


def rays(eye, target, lens, x, y, width, height):
    """Rays through points of a picture; `lens` is the focal length in picture heights (or widths, if less)."""
    eye, target = np.array(eye, F), np.array(target, F)
    forward = normalised(target - eye)
    right = normalised(np.cross(forward, [0, 1, 0]).astype(F))
    up = np.cross(right, forward).astype(F)
    scale = F(1 / (lens * min(width, height)))
    u, v = (x - width / 2) * scale, (height / 2 - y) * scale
    direction = normalised(forward + u[:, None].astype(F) * right + v[:, None].astype(F) * up).astype(F)
    return np.broadcast_to(eye, direction.shape), direction


def develop(linear, look):
    """Linear light to 8-bit sRGB, with a gentle shoulder."""
    x = np.maximum(linear * look["exposure"], 0)
    x = x * (1 + x / 5.0) / (1 + x * 0.62)
    srgb = np.where(x <= 0.0031308, x * 12.92, 1.055 * np.power(np.maximum(x, 1e-6), 1 / 2.4) - 0.055)
    return np.clip(srgb, 0, 1)


def render(width, height, look, eye, target, lens=1.9, angle=0.0):
    """A picture as floats in 0…1; edges are smoothed with nine rays a pixel, the rest needs one."""
    ys, xs = np.mgrid[0:height, 0:width].astype(F)
    x, y = xs.ravel() + F(0.5), ys.ravel() + F(0.5)
    origin, direction = rays(eye, target, lens, x, y, width, height)
    linear, _ = shade(origin, direction, angle, look)
    picture = develop(linear, look).reshape(height, width, 3)
    contrast = np.zeros((height, width), F)
    for axis in (0, 1):
        step = np.abs(np.diff(picture, axis=axis)).max(-1)
        ahead, behind = [slice(None)] * 2, [slice(None)] * 2
        ahead[axis], behind[axis] = slice(1, None), slice(None, -1)
        contrast[tuple(ahead)] = np.maximum(contrast[tuple(ahead)], step)
        contrast[tuple(behind)] = np.maximum(contrast[tuple(behind)], step)
    rough = np.flatnonzero(contrast.ravel() > 0.03)
    total = np.zeros((len(rough), 3), F)
    for i in range(3):
        for j in range(3):
            origin, direction = rays(
                eye, target, lens, x[rough] + F((i - 1) / 3), y[rough] + F((j - 1) / 3), width, height)
            total += develop(shade(origin, direction, angle, look)[0], look)
    picture.reshape(-1, 3)[rough] = total / 9
    return picture


def _look(**values):
    return {k: np.array(v, F) if k not in ("boxes", "planks", "fade", "falloff", "exposure") else v
            for k, v in values.items()}


#: A photographer's table: warm white, one large window at the left.
STUDIO = _look(
    ground=[0.80, 0.808, 0.81], sky=[0.92, 0.95, 1.0], wall=[0.80, 0.775, 0.738], falloff=0.08, fade=(1.4, 3.4),
    key=[-0.74, 0.80, 0.42], key_light=[1.12, 1.03, 0.92], fill=[0.9, 0.25, 0.4], fill_light=[0.07, 0.09, 0.12],
    ambient=[0.235, 0.25, 0.275], exposure=1.30, planks=None,
    boxes=[((-0.95, 0.12, 0.60), 0.20, 0.66, (5.2, 5.1, 5.0)), ((0.95, 0.30, 0.05), 0.12, 0.80, (4.2, 4.5, 5.0))])

#: A kitchen table in the evening, as a telephone sees it.
KITCHEN = _look(
    ground=[0.42, 0.27, 0.16], sky=[0.80, 0.72, 0.62], wall=[0.30, 0.335, 0.315], falloff=0.35, fade=(2.6, 2.2),
    key=[0.72, 0.80, 0.30], key_light=[1.12, 0.93, 0.70], fill=[-0.9, 0.3, 0.5], fill_light=[0.12, 0.15, 0.20],
    ambient=[0.19, 0.19, 0.195], exposure=1.22,
    planks=(np.array([0.15, 0.075, 0.035], F), np.array([0.56, 0.355, 0.19], F)),
    boxes=[((0.85, 0.10, 0.72), 0.20, 0.62, (4.8, 4.1, 3.2)), ((-0.9, 0.4, 0.3), 0.16, 0.6, (2.0, 2.3, 2.8))])
