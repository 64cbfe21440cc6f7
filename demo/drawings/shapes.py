"""Lines and outlines. Points are complex numbers: turning a shape is a multiplication, moving it an addition."""

import cmath
import math
from collections.abc import Callable

Line = list[complex]  # an open line, or the outline of a shape


def polar(length: float, degrees: float) -> complex:
    return cmath.rect(length, math.radians(degrees))


def steps(count: int, start: float = 0, end: float = 1) -> list[float]:
    """Evenly spaced numbers from start to end, both included."""
    return [start + (end - start) * i / (count - 1) for i in range(count)]


def bezier(*controls: complex, count: int = 40) -> Line:
    n = len(controls) - 1
    terms = [(math.comb(n, i) * z, i) for i, z in enumerate(controls)]
    return [sum(z * (1 - t) ** (n - i) * t**i for z, i in terms) for t in steps(count)]


def arc(base: complex, degrees: float, length: float, bend: float = 0, count: int = 32) -> Line:
    """A line that sets out in a direction and ends turned aside by the bend."""
    ahead = polar(length, degrees)
    return bezier(base, base + ahead * 0.5, base + ahead * polar(1, bend), count=count)


def at(line: Line, t: float) -> tuple[complex, float]:
    """The point a share of the way along a line, and the direction there in degrees."""
    i = min(int(t * (len(line) - 1)), len(line) - 2)
    step = line[i + 1] - line[i]
    return line[i] + step * (t * (len(line) - 1) - i), math.degrees(cmath.phase(step))


def sides(line: Line, reach: Callable[[float], float]) -> tuple[Line, Line]:
    """The two edges of a band around a line, each as far out as `reach` says for the share of the way."""
    last = len(line) - 1
    ahead = [line[min(i + 1, last)] - line[max(i - 1, 0)] for i in range(last + 1)]
    out = [1j * step / abs(step) * reach(i / last) for i, step in enumerate(ahead)]
    return [z + o for z, o in zip(line, out, strict=True)], [z - o for z, o in zip(line, out, strict=True)]


def ribbon(line: Line, start: float, end: float) -> Line:
    left, right = sides(line, lambda t: (start + (end - start) * t) / 2)
    return left + right[::-1]


def margins(line: Line, width: float, belly: float = 0.4, fullness: float = 1.0) -> tuple[Line, Line]:
    """The two edges of a leaf around its midrib, widest at the belly; a fuller one has rounder ends."""
    power = math.log(0.5) / math.log(belly)
    return sides(line, lambda t: width / 2 * max(0.0, math.sin(math.pi * t**power)) ** (1 / fullness))


def blade(line: Line, width: float, belly: float = 0.4, fullness: float = 1.0) -> Line:
    """The outline of a leaf around its midrib."""
    left, right = margins(line, width, belly, fullness)
    return left + right[::-1]


def ellipse(centre: complex, rx: float, ry: float, tilt: float = 0) -> Line:
    turn = polar(1, tilt)
    return [centre + turn * complex(rx * math.cos(a), ry * math.sin(a)) for a in steps(120, 0, math.tau)]


def disc(centre: complex, radius: float) -> Line:
    return ellipse(centre, radius, radius)


def arch(foot: complex, width: float, height: float) -> Line:
    """A doorway with a round head, standing on its foot."""
    spring = foot + 1j * (height - width / 2)
    return [foot + width / 2, *(spring + polar(width / 2, a) for a in steps(90, 0, 180)), foot - width / 2]


def fan(base: complex, degrees: float, radius: float, spread: float, *, waist=0.72, notch=0.0) -> Line:
    """A fan on its point with a rippled rim; a waist below 1 hollows its flanks, above 1 rounds them."""

    def rim(a: float) -> complex:
        dent, ripple = notch * math.exp(-((a / 7) ** 2)), 0.018 * math.sin(a / 5)
        return base + polar(radius * (1 - dent + ripple - 0.2 * (a / spread) ** 6), degrees + a)

    edge = [rim(a) for a in steps(70, -spread, spread)]
    right, left = (base + polar(radius * 0.5, degrees + a * waist) for a in (-spread, spread))
    return bezier(base, right, edge[0]) + edge + bezier(edge[-1], left, base)
