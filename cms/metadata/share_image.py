"""Draw the image that other sites show for a link to a page without an image of its own.

https://ogp.me/#structured says how a page names it. Sites crop images to 1.91:1, so that is the ratio.
"""

import io
from hashlib import blake2b
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import cms.pages
from cms.metadata.icons import CREAM, GREEN, ROSE, draw_mark

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
MARK = 120
FONTS = Path(cms.pages.__file__).parent / "static/cms/fonts"
TITLE_SIZES = (88, 76, 64, 54, 44)
"""In pixels. The title has the largest of them in which it fits into `TITLE_LINES`."""
TITLE_LINES = 4
LINE_HEIGHT = 1.2
SMALL = 30
COLORS = 64
VERSION = 1
"""Part of the address. Increase it when the drawing changes, since other sites keep what they fetched."""


def version_of(*texts):
    """Return a short text that changes with the words of the image. Other sites fetch a new address at once."""
    return blake2b(repr((VERSION, texts)).encode(), digest_size=6).hexdigest()


def draw_share_image(title, name, line):
    """Return a PNG of `WIDTH` × `HEIGHT` with the `title` of a page, the `name` of the practice and a `line`."""
    image = Image.new("RGB", (WIDTH, HEIGHT), GREEN)
    draw = ImageDraw.Draw(image)
    mark = draw_mark(MARK, square=True).convert("RGB")
    image.paste(mark, (MARGIN - MARK * 7 // 32, MARGIN - MARK * 6 // 32))  # its outermost leaf is on the margin
    draw.line((MARGIN, HEIGHT - 168, WIDTH - MARGIN, HEIGHT - 168), fill=ROSE, width=2)
    lines, font, size = _fitted(title)
    for number, words in enumerate(lines):
        draw.text((MARGIN, 196 + number * size * LINE_HEIGHT), words, CREAM, font)
    for number, (words, color) in enumerate(((name, CREAM), (line, ROSE))):
        small = ImageFont.truetype(FONTS / "sans.woff2", SMALL)
        draw.text((MARGIN, HEIGHT - 144 + number * SMALL * 1.5), _cut(words, small), color, small)
    file = io.BytesIO()
    image.quantize(COLORS, Image.Quantize.FASTOCTREE).save(file, "PNG")  # a third of the time of the default
    return file.getvalue()


def _fitted(title):
    """Return the lines of `title`, their font and its size in pixels."""
    available = HEIGHT - 168 - 196 - 20
    for size in TITLE_SIZES:
        font = ImageFont.truetype(FONTS / "serif.woff2", size)
        lines = _wrapped(title, font)
        fits = len(lines) <= TITLE_LINES and len(lines) * size * LINE_HEIGHT <= available
        if fits and all(font.getlength(line) <= WIDTH - 2 * MARGIN for line in lines):
            return lines, font, size
    most = int(available // (size * LINE_HEIGHT))
    shown = lines[:most]
    if len(lines) > most:
        shown[-1] += " …"
    return [_cut(line, font) for line in shown], font, size


def _wrapped(text, font):
    """Return the lines of `text`, broken between words."""
    lines = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= WIDTH - 2 * MARGIN:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _cut(line, font):
    """Return `line`, cut with an ellipsis where it is too wide."""
    while font.getlength(line) > WIDTH - 2 * MARGIN:
        line = line.rstrip("…")[:-1] + "…"
    return line
