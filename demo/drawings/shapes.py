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
    """Return a line that starts in the direction `degrees` and ends turned by `bend`."""
    ahead = polar(length, degrees)
    return bezier(base, base + ahead * 0.5, base + ahead * polar(1, bend), count=count)


def at(line: Line, t: float) -> tuple[complex, float]:
    """Return the point at the fraction `t` of a line, and the direction there in degrees."""
    i = min(int(t * (len(line) - 1)), len(line) - 2)
    step = line[i + 1] - line[i]
    return line[i] + step * (t * (len(line) - 1) - i), math.degrees(cmath.phase(step))


def sides(line: Line, reach: Callable[[float], float]) -> tuple[Line, Line]:
    """Return the two edges of a band around a line. `reach(t)` is their distance from it at the fraction `t`."""
    last = len(line) - 1
    ahead = [line[min(i + 1, last)] - line[max(i - 1, 0)] for i in range(last + 1)]
    out = [1j * step / abs(step) * reach(i / last) for i, step in enumerate(ahead)]
    return [z + o for z, o in zip(line, out, strict=True)], [z - o for z, o in zip(line, out, strict=True)]


def ribbon(line: Line, start: float, end: float) -> Line:
    left, right = sides(line, lambda t: (start + (end - start) * t) / 2)
    return left + right[::-1]


def margins(line: Line, width: float, belly: float = 0.4, fullness: float = 1.0) -> tuple[Line, Line]:
    """Return the two edges of a leaf around its midrib. It is widest at `belly`; `fullness` rounds its ends."""
    power = math.log(0.5) / math.log(belly)
    return sides(line, lambda t: width / 2 * max(0.0, math.sin(math.pi * t**power)) ** (1 / fullness))


def blade(line: Line, width: float, belly: float = 0.4, fullness: float = 1.0) -> Line:
    """Return the outline of a leaf around its midrib."""
    left, right = margins(line, width, belly, fullness)
    return left + right[::-1]


def ellipse(centre: complex, rx: float, ry: float, tilt: float = 0) -> Line:
    turn = polar(1, tilt)
    return [centre + turn * complex(rx * math.cos(a), ry * math.sin(a)) for a in steps(120, 0, math.tau)]


def disc(centre: complex, radius: float) -> Line:
    return ellipse(centre, radius, radius)


def arch(foot: complex, width: float, height: float) -> Line:
    """Return the outline of a doorway with a round arch. `foot` is the middle of its lower edge."""
    spring = foot + 1j * (height - width / 2)
    return [foot + width / 2, *(spring + polar(width / 2, a) for a in steps(90, 0, 180)), foot - width / 2]


def fan(base: complex, degrees: float, radius: float, spread: float, *, waist=0.72, notch=0.0) -> Line:
    """Return the outline of a fan with a rippled rim. A waist below 1 makes its sides concave, above 1 convex."""

    def rim(a: float) -> complex:
        dent, ripple = notch * math.exp(-((a / 7) ** 2)), 0.018 * math.sin(a / 5)
        return base + polar(radius * (1 - dent + ripple - 0.2 * (a / spread) ** 6), degrees + a)

    edge = [rim(a) for a in steps(70, -spread, spread)]
    right, left = (base + polar(radius * 0.5, degrees + a * waist) for a in (-spread, spread))
    return bezier(base, right, edge[0]) + edge + bezier(edge[-1], left, base)
