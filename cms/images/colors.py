"""The dominant colour of an image, which front ends show while the image loads."""

from PIL import Image


def dominant_color(file):
    """Return the most frequent colour of the image in `file`, as `#rrggbb`."""
    file.seek(0)
    with Image.open(file) as image:
        image.draft("RGB", (64, 64))  # decodes a JPEG at a reduced size, which is fast
        small = image.convert("RGBA").resize((32, 32), Image.Resampling.BOX)
    file.seek(0)
    background = Image.new("RGBA", small.size, "white")
    palette = Image.alpha_composite(background, small).convert("RGB").quantize(6, method=Image.Quantize.MEDIANCUT)
    _count, index = max(palette.getcolors())
    red, green, blue = palette.getpalette()[index * 3 : index * 3 + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"
