"""Pictures with a canary in each place where a file may hold more than a picture, made by code."""

import struct
import zlib
from contextlib import suppress
from functools import cache
from io import BytesIO

import pillow_heif
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import ImageFileDirectory_v2

pillow_heif.register_heif_opener()

CANARY = "Canary-Jane-Doe"
_BYTES = CANARY.encode()
_XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>{CANARY}</creator></x:xmpmeta>'.encode()

RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 30), (30, 30, 200), (240, 240, 240)
UPRIGHT = ((RED, GREEN), (BLUE, WHITE))
"""The quarters of a picture that stands upright, by row and column."""

# Which side of the upright picture the first row and the first column of the stored one are: CIPA DC-008, 4.6.4.
_FIRST_ROW_AND_COLUMN = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}


def quarters(orientation=1, size=(64, 48)):
    """Return a picture of four colours, as a camera stores it with that Exif orientation. `size` is upright."""
    sides = _FIRST_ROW_AND_COLUMN[orientation]
    on_its_side = sides[0] in ("left", "right")
    image = Image.new("RGB", size[::-1] if on_its_side else size)
    width, height = image.size[0] // 2, image.size[1] // 2
    for row in (0, 1):
        for column in (0, 1):
            place = {}
            for step, side in zip((row, column), sides, strict=True):
                axis = "y" if side in ("top", "bottom") else "x"
                place[axis] = step if side in ("top", "left") else 1 - step
            box = (column * width, row * height, (column + 1) * width, (row + 1) * height)
            image.paste(UPRIGHT[place["y"]][place["x"]], box)
    return image


def encoded(image, name, **options):
    """Return `image` as the bytes of a file of format `name`."""
    file = BytesIO()
    image.save(file, name, **options)
    return file.getvalue()


def exif(orientation=None):
    """Return Exif data with a canary in each tag that holds text, in the private part of the camera, and in GPS."""
    data = Image.Exif()
    data[0x010E] = data[0x013B] = data[0x8298] = CANARY  # ImageDescription, Artist, Copyright
    data[0x9C9F] = CANARY.encode("utf-16-le")  # XPSubject
    data[0x8769] = {0x9286: b"ASCII\0\0\0" + _BYTES, 0x927C: _BYTES, 0xA431: CANARY}  # comment, MakerNote, serial
    data[0x8825] = {1: "N", 2: (40.0, 42.0, 46.0), 3: "W", 4: (74.0, 0.0, 21.0), 27: _BYTES}
    if orientation:
        data[0x0112] = orientation
    return data


def exif_with_thumbnail():
    """Return Exif data that holds nothing but a preview, whose own Exif holds the canary."""
    inner = Image.Exif()
    inner[0x010E] = CANARY
    thumbnail = encoded(quarters(size=(16, 12)), "JPEG", exif=inner)
    empty, start = 8, 8 + 2 + 4
    entries = [(0x0201, 4, 1, start + 2 + 2 * 12 + 4), (0x0202, 4, 1, len(thumbnail))]
    first = struct.pack("<HI", 0, start)
    second = struct.pack("<H", 2) + b"".join(struct.pack("<HHII", *one) for one in entries) + struct.pack("<I", 0)
    return b"Exif\0\0" + b"II*\0" + struct.pack("<I", empty) + first + second + thumbnail


@cache  # It bears the time at which it was made.
def profile():
    """Return a colour profile that is not sRGB: its red and green are exchanged."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")


INK_LAB = (150, 90, 60)
"""What full cyan is by `cmyk_profile`: L, a and b in 8 bits."""


def cmyk_profile():
    """Return the profile of a press on which cyan is another colour than elsewhere, and any other ink is black.

    Its one tag is a table of 8 bits with the 16 corners of the inks: ICC.1:2022, 10.11.
    """
    paper, cyan, black = (255, 128, 128), INK_LAB, (0, 128, 128)
    corners = [(cyan if c else paper) if not (m or y or k) else black for c, m, y, k in _corners()]
    identity = struct.pack(">9i", *(65536 if place in (0, 4, 8) else 0 for place in range(9)))
    ramp = bytes(range(256))
    table = b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + identity + ramp * 4 + bytes(sum(corners, ())) + ramp * 3
    table += bytes(-len(table) % 4)
    tags = struct.pack(">I4sII", 1, b"A2B0", 128 + 16, len(table))
    header = struct.pack(">I4sI4s4s4s", 128 + len(tags) + len(table), bytes(4), 0x02400000, b"prtr", b"CMYK", b"Lab ")
    header += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + tags + table


def _corners():
    return [(number >> 3 & 1, number >> 2 & 1, number >> 1 & 1, number & 1) for number in range(16)]


def png(width, height, depth, kind, row):
    """Return a PNG of one row of samples, repeated. Pillow writes no RGB of 16 bits."""
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    rows = zlib.compress((b"\0" + row) * height)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _segment(marker, content):
    return b"\xff" + bytes((marker,)) + struct.pack(">H", len(content) + 2) + content


def _jpeg_with(segment):
    jpeg = encoded(quarters(), "JPEG")
    return jpeg[:2] + segment + jpeg[2:]


def _png_with(text):
    info = PngInfo()
    text(info)
    return encoded(quarters(), "PNG", pnginfo=info)


def _gif_with_xmp():
    gif = encoded(quarters(), "GIF")
    extension = b"\x21\xff\x0bXMP DataXMP" + bytes((len(_XMP),)) + _XMP + b"\0"
    return gif[:-1] + extension + b"\x3b"


def _mpo():
    first, second = quarters(), quarters()
    second.info["comment"] = _BYTES
    return encoded(first, "MPO", save_all=True, append_images=[second])


def _tiff_tags():
    tags = ImageFileDirectory_v2()
    tags[270] = tags[315] = tags[306] = CANARY  # ImageDescription, Artist, DateTime
    tags[700] = _XMP
    tags.tagtype[33723] = tags.tagtype[34377] = 1
    tags[33723] = tags[34377] = _BYTES  # IPTC, Photoshop
    return tags


def _iptc():
    record = b"\x1c\x02\x78" + struct.pack(">H", len(_BYTES)) + _BYTES
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record


POISONED = {
    "exif.jpg": encoded(quarters(), "JPEG", exif=exif()),
    "thumbnail.jpg": encoded(quarters(), "JPEG", exif=exif_with_thumbnail()),
    "xmp.jpg": encoded(quarters(), "JPEG", xmp=_XMP),
    "iptc.jpg": _jpeg_with(_segment(0xED, _iptc())),
    "comment.jpg": encoded(quarters(), "JPEG", comment=_BYTES),
    "private.jpg": _jpeg_with(_segment(0xE4, _BYTES)),
    "false-profile.jpg": encoded(quarters(), "JPEG", icc_profile=_BYTES * 20),
    "long-profile.jpg": encoded(quarters(), "JPEG", icc_profile=profile() + _BYTES),
    "second-picture.jpg": _mpo(),
    "trailing.jpg": encoded(quarters(), "JPEG") + _BYTES,
    "text.png": _png_with(lambda info: info.add_text("Author", CANARY)),
    "compressed-text.png": _png_with(lambda info: info.add_text("Author", CANARY, zip=True)),
    "international-text.png": _png_with(lambda info: info.add_itxt("Author", CANARY, zip=True)),
    "xmp.png": _png_with(lambda info: info.add_itxt("XML:com.adobe.xmp", _XMP.decode())),
    "private.png": _png_with(lambda info: info.add(b"jaNe", _BYTES)),
    "exif.png": encoded(quarters(), "PNG", exif=exif()),
    "trailing.png": encoded(quarters(), "PNG") + _BYTES,
    "comment.gif": encoded(quarters(), "GIF", comment=_BYTES),
    "xmp.gif": _gif_with_xmp(),
    "trailing.gif": encoded(quarters(), "GIF") + _BYTES,
    "tags.tif": encoded(quarters(), "TIFF", tiffinfo=_tiff_tags()),
    "exif.tiff": encoded(quarters(), "TIFF", exif=exif().tobytes()),
    "trailing.tif": encoded(quarters(), "TIFF") + _BYTES,
    "exif.webp": encoded(quarters(), "WEBP", exif=exif()),
    "xmp.webp": encoded(quarters(), "WEBP", xmp=_XMP),
    "trailing.webp": encoded(quarters(), "WEBP") + _BYTES,
    "exif.avif": encoded(quarters(), "AVIF", exif=exif()),
    "xmp.avif": encoded(quarters(), "AVIF", xmp=_XMP),
    "trailing.avif": encoded(quarters(), "AVIF") + _BYTES,
    "exif.heic": encoded(quarters(), "HEIF", exif=exif()),
    "xmp.heic": encoded(quarters(), "HEIF", xmp=_XMP),
    "trailing.heic": encoded(quarters(), "HEIF") + _BYTES,
}
"""By the ending under which it is uploaded."""


def has_canary(content):
    """Tell whether the canary is in `content`, in one of the encodings of text, or compressed."""
    return any(
        CANARY.encode(encoding) in part
        for part in (content, *_decompressed(content))
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    )


def _decompressed(content):
    start = content.find(b"\x78")
    while start != -1:
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(content[start:])
        start = content.find(b"\x78", start + 1)


def parts(content):
    """Return the kinds of the segments of a JPEG, or of the chunks of a PNG, which fill it to its end."""
    return _chunks(content) if content.startswith(b"\x89PNG") else _segments(content)


def _chunks(content):
    place, kinds = 8, []
    while place < len(content):
        (length,) = struct.unpack_from(">I", content, place)
        kinds.append(content[place + 4 : place + 8].decode("latin-1"))
        place += 12 + length
    return kinds


def _segments(content):
    place, kinds = 2, []
    while (marker := content[place + 1]) != 0xDA:
        (length,) = struct.unpack_from(">H", content, place + 2)
        is_for_applications = marker >= 0xE0
        name = content[place + 4 : place + 8].decode("latin-1") if is_for_applications else ""
        kinds.append(f"{marker:X} {name}".strip())
        place += 2 + length
    assert content.find(b"\xff\xd9") == len(content) - 2
    return kinds
