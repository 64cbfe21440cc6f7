"""The sizes and formats in which the site and the API show images.

All renditions are made by a task after an image is saved, so that no request encodes an image for the site.
"""

from functools import lru_cache
from typing import NamedTuple

FORMATS = ("avif", "webp", "jpeg")


class Preset(NamedTuple):
    """Widths of an image, the smallest first. With a `ratio`, it is cropped to that around the focal point."""

    widths: tuple[int, ...]
    ratio: tuple[int, int] | None = None

    def sizes(self, width, height):
        """Return the filter specs, without format, for an image of `width` and `height`.

        An image is not enlarged, so one that is smaller than a width has no larger one: it would be the same. An
        image that has the ratio already is not cropped, and shares its renditions with presets without a ratio.
        """
        if self.ratio is None or width * self.ratio[1] == height * self.ratio[0]:
            return [f"width-{size}" for size in self._widths_below(width)]
        across, down = self.ratio
        widths = self._widths_below(min(width, height * across // down))
        return [f"fill-{size}x{size * down // across}" for size in widths]

    def _widths_below(self, width):
        """Return the widths below `width`, and the next one."""
        return [
            size for smaller, size in zip((0, *self.widths), self.widths, strict=False) if smaller < max(width, 1)
        ]


WIDTHS = (480, 800, 1200)
"""A card on a desktop; a phone of 412 px at 1.75 pixels each; the widest text at two pixels each."""
PRESETS = {
    # Images in the text, in their own aspect ratio.
    "content": Preset(WIDTHS),
    # Images on cards.
    "card": Preset(WIDTHS, ratio=(3, 2)),
}

SOCIAL = "fill-1200x630|format-jpeg"
"""The image of link previews on other sites: https://ogp.me/"""


@lru_cache(maxsize=4096)
def specs(preset, width, height):
    """Return the filter specs of `preset`, in each format, for an image of this size. Raise KeyError if unknown."""
    return [f"{size}|format-{name}" for name in FORMATS for size in PRESETS[preset].sizes(width, height)]


def all_specs(width, height):
    """Return the filter specs of all renditions of an image of this size."""
    return [*dict.fromkeys(spec for preset in PRESETS for spec in specs(preset, width, height)), SOCIAL]


ALL_SPECS = frozenset({*all_specs(2000, 1000), *all_specs(3000, 2000)})
"""The filter specs of all renditions that the site and the API may show."""
