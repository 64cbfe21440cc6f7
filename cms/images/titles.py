"""Keeps names of files out of titles: a file is often named after the patient."""

import re
from pathlib import PurePath

from django.utils import timezone
from django.utils.dateformat import format as format_date
from wagtail.images.utils import get_allowed_image_extensions


def without_file_name(title, file_name="", *, kind="Picture", extensions=None):
    """Return `title`, or a neutral one such as “Picture of May 4, 2026” if it is the name of a file.

    That is: `file_name`, with or without its extension, or anything that ends with one of `extensions` (default:
    those of pictures). Wagtail's forms prefill the title with it. Case, punctuation and space make no difference.
    `kind` is the first word of the neutral title.
    """
    extensions = get_allowed_image_extensions() if extensions is None else extensions
    has_extension = PurePath(title).suffix.lower().lstrip(".") in extensions
    names = (_words(file_name), _words(PurePath(file_name).stem))
    if has_extension or (_words(title) and _words(title) in names):
        return f"{kind} of {format_date(timezone.localdate(), 'F j, Y')}"
    return title


def _words(text):
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
