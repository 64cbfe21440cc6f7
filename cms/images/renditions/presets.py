"""The sizes and formats in which the site and the API show images.

They are few and named, so that every rendition can be made when an image is saved: a visitor's request
never encodes one.
"""

FORMATS = ("avif", "webp", "jpeg")

PRESETS = {
    # A picture in the text, in its own proportions.
    "content": ("width-480", "width-960", "width-1440"),
    # A picture on a card, cropped to 3:2 around the focal point.
    "card": ("fill-480x320", "fill-960x640"),
}

SOCIAL = "fill-1200x630|format-jpeg"
"""The one that other sites show for a link: https://ogp.me/"""


def specs(preset):
    """Return the filter specs of `preset`, in each format. Raises KeyError for a name that is not one."""
    return [f"{size}|format-{name}" for name in FORMATS for size in PRESETS[preset]]


ALL_SPECS = [spec for preset in PRESETS for spec in specs(preset)] + [SOCIAL]
