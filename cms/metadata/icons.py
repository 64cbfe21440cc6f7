"""The mark of the site as an image: the same drawing as `cms/icon.svg`."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw

GREEN, CREAM, ROSE = "#12382f", "#f7f3ec", "#f0b09a"
UNITS = 32
"""Width and height of the drawing in its own units."""
SUPERSAMPLING = 4
STEM = [(15, 13), (17, 13), (17, 27), (15, 27)]
LEAF = [((16, 15), (16, 9), (20, 6), (25, 6)), ((25, 6), (25, 12), (22, 15), (16, 15))]
SMALL_LEAF = [((16, 20), (16, 15), (12, 12), (7, 12)), ((7, 12), (7, 17), (10, 20), (16, 20))]
"""The outlines of the leaves, as cubic Bézier curves: start, two control points, end."""
ICO_SIZES = [16, 32, 48]
"""In pixels, for browsers that take no SVG."""


def draw_mark(size, *, square=False):
    """Return the mark as an RGBA image of `size` pixels: a disc, or with `square` a square without transparency."""
    scale = size * SUPERSAMPLING / UNITS
    image = Image.new("RGBA", (size * SUPERSAMPLING,) * 2, GREEN if square else (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    if not square:
        draw.ellipse((0, 0, image.width - 1, image.height - 1), fill=GREEN)
    for outline, color in ((STEM, CREAM), (_points(LEAF), CREAM), (_points(SMALL_LEAF), ROSE)):
        draw.polygon([(x * scale, y * scale) for x, y in outline], fill=color)
    return image.resize((size, size), Image.Resampling.LANCZOS)


@lru_cache(maxsize=8)
def icon_png(size):
    """Return the square icon of `size` pixels as PNG. Systems round its corners themselves."""
    file = io.BytesIO()
    draw_mark(size, square=True).convert("RGB").save(file, "PNG", optimize=True)
    return file.getvalue()


@lru_cache(maxsize=1)
def favicon():
    """Return the icon in the sizes `ICO_SIZES`, as ICO."""
    file = io.BytesIO()
    draw_mark(max(ICO_SIZES)).save(file, "ICO", sizes=[(size, size) for size in ICO_SIZES])
    return file.getvalue()


def _points(curves, steps=24):
    """Return points on cubic Bézier `curves`."""
    for start, first, second, end in curves:
        for step in range(steps):
            t = step / steps
            weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
            corners = (start, first, second, end)
            yield tuple(sum(w * corner[axis] for w, corner in zip(weights, corners, strict=True)) for axis in (0, 1))
