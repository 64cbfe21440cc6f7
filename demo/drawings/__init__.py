"""The demo site's sample pictures, drawn with Pillow: botanical and geometric prints in one palette.

Nothing here is a photograph, so nothing needs a licence or shows a person. The same arguments always give
the same pixels.
"""

import io
import random

from PIL import Image

from demo.drawings import pairs  # noqa: F401 (adds its forms)
from demo.drawings.forms import FORMS, PAINTERS
from demo.drawings.sheet import OVERSAMPLE, Sheet, grained

__all__ = ["FORMS", "draw", "jpeg"]


def draw(form: str, *, seed: int = 0, size: tuple[int, int] = (1200, 800)) -> Image.Image:
    """Draw a form as an RGB image; another seed gives another specimen, ground or side of the same form.

    The two forms of a pair, `…_before` and `…_after`, show the same specimen for the same seed.
    """
    if form not in PAINTERS:
        raise ValueError(f"There is no sample picture {form!r}; the known forms are {', '.join(FORMS)}.")
    specimen = form.removesuffix("_before").removesuffix("_after")
    sheet = Sheet(size, random.Random(f"{specimen} {seed}"))
    PAINTERS[form](sheet)
    return grained(sheet.image.reduce(OVERSAMPLE), sheet.rng)


def jpeg(form: str, *, seed: int = 0, size: tuple[int, int] = (1200, 800)) -> bytes:
    """Draw a form and return it as the bytes of a JPEG file without metadata."""
    file = io.BytesIO()
    draw(form, seed=seed, size=size).save(file, "JPEG", quality=88, optimize=True, progressive=True)
    return file.getvalue()
