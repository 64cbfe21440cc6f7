"""The paper that a picture is printed on, and the inks."""

import math
import random
from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from demo.drawings.shapes import Line, margins, ribbon, steps

GROUNDS = ("#f7f3ec", "#f4eee3", "#efe7da")
CREAM, SAND, STRAW = "#f7f3ec", "#e9e2d3", "#cfc5b0"
DEEP, FOREST, MOSS, SAGE, MIST, DEW = "#12382f", "#1f4d40", "#3d6b5a", "#8fae9b", "#c7d6c8", "#dfe6da"
TERRACOTTA, CLAY, BLUSH = "#b5533c", "#d98b6f", "#f0c9b5"
GOLD = "#c9a24b"

OVERSAMPLE = 2  # drawn this many times too large, then reduced, which smooths every edge


class Sheet:
    """The paper being printed on, with its ground colour and its own source of chance."""

    def __init__(self, size: tuple[int, int], rng: random.Random):
        self.rng = rng
        self.right = size[0] / size[1]
        self.unit = size[1] * OVERSAMPLE / 2
        self.mirror = rng.choice((1, -1))
        self.image = Image.new("RGB", tuple(side * OVERSAMPLE for side in size), rng.choice(GROUNDS))

    def near(self, value: float, spread: float) -> float:
        """Return a random number near `value`, for an irregular line."""
        return value + self.rng.uniform(-spread, spread)

    def below(self, skyline: Line) -> Line:
        """Return the area from a skyline down to the lower edge of the sheet."""
        return [*skyline, complex(skyline[-1].real, -1.1), complex(skyline[0].real, -1.1)]

    def fill(self, outline: Line, ink: str, *, holes=()) -> None:
        """Print an opaque shape."""
        if holes:
            self.image.paste(ink, *self._mask(outline, holes))
        else:
            ImageDraw.Draw(self.image).polygon(self._pixels(outline), fill=ink)

    def wash(self, outline: Line, ink: str, opacity: float) -> None:
        """Print a translucent shape."""
        box, mask = self._mask(outline)
        self.image.paste(ink, box, mask.point(lambda value: round(value * opacity)))

    def overprint(self, outline: Line, ink: str, opacity: float = 0.85) -> None:
        """Print a shape that darkens what it covers (blend mode “multiply”)."""
        box, mask = self._mask(outline)
        colour = ImageChops.multiply(self.image.crop(box), Image.new("RGB", mask.size, ink))
        self.image.paste(colour, box, mask.point(lambda value: round(value * opacity)))

    def fade(self, outline: Line, ink: str) -> None:
        """Print a shape whose ink thins out downwards and is gone well before its foot."""
        box, mask = self._mask(outline)
        ramp = Image.linear_gradient("L").point(lambda value: max(0, round(255 - value * 1.6)))
        ramp = ramp.resize(mask.size, Image.Resampling.BILINEAR)
        self.image.paste(ink, box, ImageChops.multiply(mask, ramp))

    def glow(self, centre: complex, radius: float, ink: str, opacity: float) -> None:
        """Print a radial gradient from `opacity` at the centre to transparent at the edge."""
        # Pillow’s gradient reaches 180 in the middle of each side, and 255 only in the corners.
        box, mask = self._mask([centre - radius * (1 + 1j), centre + radius * (1 + 1j)])
        light = Image.radial_gradient("L").point(lambda value: round(max(0, 1 - value / 180) ** 1.4 * 255 * opacity))
        self.image.paste(ink, box, light.resize(mask.size, Image.Resampling.BILINEAR))

    def lift(self, outline: Line, *, strength=0.28, blur=0.03, holes=()) -> None:
        """Cast the soft shadow of a piece of paper that is about to be laid down."""
        drop = complex(0.4, -0.8) * blur
        fallen, *openings = ([z + drop for z in shape] for shape in (outline, *holes))
        box, mask = self._mask(fallen, openings, margin=blur * 3)
        # Blurring an eighth of the size looks the same and costs almost nothing.
        small = mask.reduce(8).filter(ImageFilter.GaussianBlur(blur * self.unit / 8))
        small = small.point(lambda value: round(value * strength))
        self.image.paste(DEEP, box, small.resize(mask.size, Image.Resampling.BILINEAR))

    def paper(self, outline: Line, ink: str, *, holes=(), **shadow) -> None:
        """Lay down a piece of cut paper with its shadow."""
        self.lift(outline, holes=holes, **shadow)
        self.fill(outline, ink, holes=holes)

    def stroke(self, line: Line, ink: str, start: float, end: float) -> None:
        """Draw a line that swells or tapers from one width to another."""
        self.fill(ribbon(line, start, end), ink)

    def within(self, outline: Line, paint: Callable[[], None]) -> None:
        """Call `paint`, and clip what it draws to the outline."""
        before = self.image.copy()
        paint()
        box, mask = self._mask(outline)
        before.paste(self.image.crop(box), box, mask)
        self.image = before

    def _pixels(self, outline: Line) -> list[tuple[float, float]]:
        unit, right, mirror = self.unit, self.right, self.mirror
        return [((right + mirror * z.real) * unit, (1 - z.imag) * unit) for z in outline]

    def _mask(self, outline: Line, holes=(), margin: float = 0):
        """Return the bounding box of a shape and its mask. They may be partly or wholly outside of the sheet."""
        points, margin = self._pixels(outline), margin * self.unit
        xs, ys = zip(*points, strict=True)
        left, upper = math.floor(min(xs) - margin), math.floor(min(ys) - margin)
        right, lower = math.ceil(max(xs) + margin) + 1, math.ceil(max(ys) + margin) + 1
        mask = Image.new("L", (right - left, lower - upper))
        for polygon, value in [(points, 255), *((self._pixels(hole), 0) for hole in holes)]:
            ImageDraw.Draw(mask).polygon([(x - left, y - upper) for x, y in polygon], fill=value)
        return (left, upper, right, lower), mask


def grained(image: Image.Image, rng: random.Random) -> Image.Image:
    """Lay a faint paper grain over an image: a fine tooth and a broad mottling."""

    def noise(pixels: int, strength: float) -> Image.Image:
        width, height = (side // pixels + 2 for side in image.size)
        flecks = Image.frombytes("L", (width, height), rng.randbytes(width * height))
        flecks = flecks.point(lambda value: round(128 + strength * (value - 128)))
        return flecks.resize(image.size, Image.Resampling.BICUBIC)

    grain = ImageChops.add(noise(2, 0.12), noise(70, 0.10), scale=2)
    return ImageChops.overlay(image, Image.merge("RGB", (grain,) * 3))


def leaf(sheet, line: Line, width: float, ink: str, shade: str, *, vein="", veins=0, shadow=0.0, **shape):
    """Draw a leaf around its midrib, with one half in the colour `shade`, and `veins` pairs of veins."""
    left, right = margins(line, width, **shape)
    if shadow:
        sheet.lift(left + right[::-1], strength=shadow)
    sheet.fill(left + right[::-1], ink)
    sheet.fill(left + line[::-1], shade)
    if not vein:
        return
    fine = 0.012 * abs(line[-1] - line[0])
    for t in steps(veins, 0.12, 0.78):
        i = int(t * len(line))
        j = i + len(line) // 7
        for edge in (left, right):
            sheet.stroke([line[i], line[j] + (edge[j] - line[j]) * 0.86], vein, fine * 0.8, fine * 0.3)
    sheet.stroke(line[:-1], vein, fine * 1.6, fine * 0.3)
