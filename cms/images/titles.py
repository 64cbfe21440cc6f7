"""Keeps names of files out of titles: a file is often named after the patient."""

import re
from pathlib import PurePath

from django.utils import timezone
from django.utils.dateformat import format as format_date
from wagtail.images.utils import get_allowed_image_extensions


def without_file_name(title, file_name=""):
    """Return `title`, or a neutral one if it is `file_name`, with or without its ending, or the name of any picture.

    Wagtail's forms prefill the title with it. Case, punctuation and space make no difference.
    """
    name = PurePath(title)
    is_picture_name = name.suffix.lower().lstrip(".") in get_allowed_image_extensions()
    names = (_words(file_name), _words(PurePath(file_name).stem))
    if is_picture_name or (_words(title) and _words(title) in names):
        return f"Picture of {format_date(timezone.localdate(), 'F j, Y')}"
    return title


def _words(text):
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
