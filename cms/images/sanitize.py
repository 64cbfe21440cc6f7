"""Re-encode uploaded images, dropping all metadata except the ICC profile.

Photographs contain the place, time and device; programs add names, comments and previous versions. Image formats have
too many places for metadata to remove them one by one, so the pixels are decoded and encoded again.
"""

from io import BytesIO
from pathlib import PurePath

import pillow_heif
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, UnidentifiedImageError
from PIL.ExifTags import Base
from PIL.JpegImagePlugin import get_sampling

pillow_heif.register_heif_opener()

FORMATS = ("AVIF", "GIF", "HEIF", "JPEG", "PNG", "TIFF", "WEBP")
"""Accepted formats, by Pillow's names: those of phones, cameras, scanners and drawing programs."""

MAX_SIDE = 16_383
"""Maximum pixels of the longer side, the limit of WebP: https://developers.google.com/speed/webp/faq"""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""Transpositions that turn an image upright, by Exif orientation (CIPA DC-008, 4.6.4)."""

_NOT_AN_IMAGE = _(
    "This file is not an image, or it is damaged. Upload an image as JPEG, PNG, HEIC, WebP, AVIF, TIFF or GIF."
)
_DAMAGED = _(
    "This image is damaged or incomplete, or of an unusual type. Open it in an image editor, save it as JPEG or PNG "
    "and upload the new file, or ask the sender to send it again."
)
_SEVERAL_FRAMES = _(
    "This file is an animation or has several pages. Upload a still image: one page or frame in a file of its own."
)


class InvalidImageError(ValidationError):
    """A file is not accepted as an image. The message tells staff the reason and what to do."""


class SanitizedImage(ContentFile):
    """A result of `sanitize_image`, in memory. `source_format` is the format of the source, by Pillow's name."""

    def __init__(self, content, name, source_format):
        super().__init__(content, name)
        self.source_format = source_format


def sanitize_image(file):
    """Return the image in `file` as a new file that contains only its pixels, turned upright, and its ICC profile.

    The result is a PNG if the image has transparency or was a PNG or GIF, and otherwise a JPEG. A JPEG keeps its
    quantization tables and chroma subsampling, so that it looks the same. The name is that of `file` with the
    extension of the new format. A `SanitizedImage` is returned unchanged.

    Raise InvalidImageError for files that are not images, are damaged or too large, or have several frames or pages.
    """
    if isinstance(file, SanitizedImage):
        return file
    file.seek(0)
    try:
        with Image.open(BytesIO(file.read()), formats=FORMATS) as source:
            _refuse_too_large(*source.size)
            # MPO and HEIC files have secondary images, such as previews, which are dropped.
            if source.format not in ("MPO", "HEIF") and getattr(source, "n_frames", 1) > 1:
                raise InvalidImageError(_SEVERAL_FRAMES, code="several_frames")
            source.load()
            content, extension = _encoded(source)
            source_format = "JPEG" if source.format == "MPO" else source.format
    except InvalidImageError:
        raise
    except UnidentifiedImageError as error:
        raise InvalidImageError(_NOT_AN_IMAGE, code="not_an_image") from error
    except Image.DecompressionBombError as error:
        raise InvalidImageError(f"{_('This image is too large.')} {_limit()}", code="too_large") from error
    except Exception as error:  # Decoders raise arbitrary errors for unexpected bytes.
        raise InvalidImageError(_DAMAGED, code="damaged") from error
    return SanitizedImage(content, PurePath(getattr(file, "name", None) or "image").stem + extension, source_format)


def _refuse_too_large(width, height):
    if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS or max(width, height) > MAX_SIDE:
        size = _("This image is too large: {width:,} × {height:,} pixels ({million:.1f} million).")
        size = size.format(width=width, height=height, million=width * height / 1e6)
        raise InvalidImageError(f"{size} {_limit()}", code="too_large")


def _limit():
    return _(
        "The limit is {million:g} million pixels in total, and {side:,} pixels per side. "
        "Make the image smaller and upload it again."
    ).format(million=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS / 1e6, side=MAX_SIDE)


def _encoded(source):
    """Return the bytes of a new file with the pixels of `source`, a loaded Pillow image, and its extension."""
    orientation = _orientation(source)
    image = _converted(source)
    if orientation in _TURNS:
        image = image.transpose(_TURNS[orientation])
    profile = _profile_for(image.mode, source)
    image.info = {}  # Pillow would write comments and other metadata from there.
    content = BytesIO()
    if image.mode in ("LA", "RGBA") or source.format in ("GIF", "PNG"):
        # Speed matters more than size, since originals are never served.
        image.save(content, "PNG", icc_profile=profile, compress_level=1)
        return content.getvalue(), ".png"
    image.save(content, "JPEG", icc_profile=profile, **_compression(source, orientation))
    return content.getvalue(), ".jpg"


def _orientation(source):
    try:
        return source.getexif().get(Base.Orientation)
    except Exception:  # Invalid Exif data is ignored.
        return None


def _converted(source):
    """Return `source` in grey or RGB with 8 bits per channel, and with alpha if some pixels are transparent."""
    if source.mode == "CMYK":
        return _from_cmyk(source)
    if source.mode == "F":
        raise ValueError("Images with floating-point pixels have no defined brightness.")
    if source.mode.startswith("I"):  # 16 bits
        return source.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    colours = "L" if source.mode in ("1", "L", "LA", "La") else "RGB"
    if source.has_transparency_data:
        image = source.convert("LA" if colours == "L" else "RGBA")
        if image.getchannel("A").getextrema()[0] < 255:
            return image
        return image.convert(colours)
    return source.convert(colours)


def _from_cmyk(source):
    profile = _profile_for("CMYK", source)
    if not profile:
        return source.convert("RGB")
    return ImageCms.profileToProfile(source, BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")


def _profile_for(mode, source):
    """Return the ICC profile of `source` if it is valid and matches `mode`, or None.

    The header contains the size and the colour space: ICC.1:2022, 7.2.
    """
    profile = source.info.get("icc_profile")
    space = {"L": b"GRAY", "LA": b"GRAY", "CMYK": b"CMYK"}.get(mode, b"RGB ")
    if not profile or profile[16:20] != space or int.from_bytes(profile[:4], "big") != len(profile):
        return None
    try:
        ImageCms.ImageCmsProfile(BytesIO(profile))
    except (OSError, ImageCms.PyCMSError):
        return None
    return profile


def _compression(source, orientation):
    """Return the options with which encoding `source` as JPEG loses the least."""
    if source.format not in ("JPEG", "MPO") or source.mode == "CMYK":
        return {"quality": 95, "subsampling": 0}
    subsampling = get_sampling(source)
    if subsampling == -1 or (subsampling == 1 and orientation in (5, 6, 7, 8)):
        # Pillow cannot write the subsampling, or the image is rotated and the subsampling is not.
        subsampling = 0
    return {"qtables": [source.quantization[table] for *_, table in source.layer], "subsampling": subsampling}
