"""The colour of a picture, which a front end shows while the picture is on its way."""

from PIL import Image


def dominant_color(file):
    """Return the colour that most of the picture in `file` has, as `#rrggbb`."""
    file.seek(0)
    with Image.open(file) as picture:
        picture.draft("RGB", (64, 64))  # a JPEG is decoded at that size, which takes no time
        small = picture.convert("RGBA").resize((32, 32), Image.Resampling.BOX)
    file.seek(0)
    paper = Image.new("RGBA", small.size, "white")
    few = Image.alpha_composite(paper, small).convert("RGB").quantize(6, method=Image.Quantize.MEDIANCUT)
    _count, index = max(few.getcolors())
    red, green, blue = few.getpalette()[index * 3 : index * 3 + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"
