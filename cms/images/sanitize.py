"""Makes of an uploaded picture a new one, with nothing in it but its pixels and their colour profile.

A photograph tells where and when it was taken and with whose telephone; programs add names, comments, earlier states.
What a file may hold beside its picture has no end, so nothing is cut out: the pixels are decoded, and encoded anew.
"""

from io import BytesIO
from pathlib import PurePath

import pillow_heif
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageCms, UnidentifiedImageError
from PIL.ExifTags import Base
from PIL.JpegImagePlugin import get_sampling

pillow_heif.register_heif_opener()

FORMATS = ("AVIF", "GIF", "HEIF", "JPEG", "PNG", "TIFF", "WEBP")
"""What is read, as Pillow names it: what phones, cameras, scanners and drawing programs save."""

MAX_SIDE = 16_383
"""Pixels on the longer side. More does not fit into a WebP: https://developers.google.com/speed/webp/faq"""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What puts a picture upright, by its Exif orientation (CIPA DC-008, 4.6.4)."""

_NOT_A_PICTURE = (
    "This file is not a picture, or it is damaged. Upload a picture as JPEG, PNG, HEIC, WebP, AVIF, TIFF or GIF."
)
_DAMAGED = (
    "This picture is damaged or incomplete, or of an unusual kind. Open it in a picture program, "
    "save it as JPEG or PNG and upload that, or have it sent once more."
)
_SEVERAL = (
    "This is an animation, or has several pages. "
    "Upload a still picture: one page or moment of it, in a file of its own."
)


class InvalidImageError(ValidationError):
    """A file that cannot become a picture of the library. Its message tells staff what is wrong and what to do."""


class SanitizedImage(ContentFile):
    """A picture as `sanitize_image` returns it, in memory. `source_format` is what it was, as Pillow names that."""

    def __init__(self, content, name, source_format):
        super().__init__(content, name)
        self.source_format = source_format


def sanitize_image(file):
    """Return the picture in `file` as a new file that holds its pixels, upright, and their colour profile alone.

    It is a JPEG, or a PNG where the picture has transparency or came as PNG or GIF. A JPEG keeps its quantization
    tables and chroma subsampling, so that it looks as before. Its name is that of `file`, with the ending that fits.
    A file that is clean already is returned as it is.

    Raises InvalidImageError for what is no picture, is damaged, moves or has several pages, or is too large.
    """
    if isinstance(file, SanitizedImage):
        return file
    file.seek(0)
    try:
        with Image.open(BytesIO(file.read()), formats=FORMATS) as source:
            _refuse_too_large(*source.size)
            # An MPO or HEIC has further pictures beside its main one, such as a preview. Those are left out.
            if source.format not in ("MPO", "HEIF") and getattr(source, "n_frames", 1) > 1:
                raise InvalidImageError(_SEVERAL, code="several")
            source.load()
            content, ending = _encoded(source)
            source_format = "JPEG" if source.format == "MPO" else source.format
    except InvalidImageError:
        raise
    except UnidentifiedImageError as error:
        raise InvalidImageError(_NOT_A_PICTURE, code="not_a_picture") from error
    except Image.DecompressionBombError as error:
        raise InvalidImageError(_too_large(), code="too_large") from error
    except Exception as error:  # Whatever a decoder does with bytes that it did not expect.
        raise InvalidImageError(_DAMAGED, code="damaged") from error
    return SanitizedImage(content, PurePath(getattr(file, "name", None) or "picture").stem + ending, source_format)


def _refuse_too_large(width, height):
    if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS or max(width, height) > MAX_SIDE:
        size = f": {width:,} × {height:,} pixels ({width * height / 1e6:.1f} million)"
        raise InvalidImageError(_too_large(size), code="too_large")


def _too_large(size=""):
    limit = f"{settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS / 1e6:g} million pixels in all, and {MAX_SIDE:,} a side"
    return f"This picture is too large{size}. The limit is {limit}. Make it smaller and upload it again."


def _encoded(source):
    """Return the pixels of `source`, a loaded Pillow image, as the bytes of a new file, and the ending that fits."""
    orientation = _orientation(source)
    image = _for_screens(source)
    if orientation in _TURNS:
        image = image.transpose(_TURNS[orientation])
    profile = _profile_for(image.mode, source)
    image.info = {}  # Pillow writes comments and more from there.
    content = BytesIO()
    if image.mode in ("LA", "RGBA") or source.format in ("GIF", "PNG"):
        # Fast rather than small, since the site never shows an original.
        image.save(content, "PNG", icc_profile=profile, compress_level=1)
        return content.getvalue(), ".png"
    image.save(content, "JPEG", icc_profile=profile, **_compression(source, orientation))
    return content.getvalue(), ".jpg"


def _orientation(source):
    try:
        return source.getexif().get(Base.Orientation)
    except Exception:  # Exif that cannot be read says nothing of the picture.
        return None


def _for_screens(source):
    """Return `source` with 8 bits a channel, in grey or RGB, with alpha if some of it is transparent."""
    if source.mode == "CMYK":
        return _from_cmyk(source)
    if source.mode == "F":
        raise ValueError("A picture of fractions has no brightness of its own.")
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
    """Return the colour profile of `source` if it is a sound one for pixels of `mode`, or None.

    Size, colour space and signature stand in its header: ICC.1:2022, 7.2.
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
    """Return the options with which a JPEG loses least of `source`."""
    if source.format not in ("JPEG", "MPO") or source.mode == "CMYK":
        return {"quality": 95, "subsampling": 0}
    subsampling = get_sampling(source)
    if subsampling == -1 or (subsampling == 1 and orientation in (5, 6, 7, 8)):
        # Not one that Pillow can write, or one that lies on its side now.
        subsampling = 0
    return {"qtables": [source.quantization[table] for *_, table in source.layer], "subsampling": subsampling}
