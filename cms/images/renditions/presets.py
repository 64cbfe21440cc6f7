"""The sizes and formats in which the site and the API show images.

All renditions are made when an image is saved, so that no request of a visitor encodes an image.
"""

FORMATS = ("avif", "webp", "jpeg")

PRESETS = {
    # Images in the text, in their own aspect ratio.
    "content": ("width-480", "width-960", "width-1440"),
    # Images on cards, cropped to 3:2 around the focal point.
    "card": ("fill-480x320", "fill-960x640"),
}

SOCIAL = "fill-1200x630|format-jpeg"
"""The image of link previews on other sites: https://ogp.me/"""


def specs(preset):
    """Return the filter specs of `preset`, in each format. Raise KeyError for an unknown name."""
    return [f"{size}|format-{name}" for name in FORMATS for size in PRESETS[preset]]


ALL_SPECS = [spec for preset in PRESETS for spec in specs(preset)] + [SOCIAL]
