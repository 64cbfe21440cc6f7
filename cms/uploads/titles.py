"""Keep file names out of titles: files are often named after the patient."""

import re
from pathlib import PurePath

from django.utils import timezone
from django.utils.dateformat import format as format_date


def without_file_name(title, file_name="", *, neutral_title, extensions):
    """Return `title`, or a neutral title such as “Image of May 4, 2026” if `title` is a file name.

    A title is a file name if it equals `file_name`, with or without its extension, or if it ends with one of
    `extensions`. Wagtail's forms prefill titles with file names. Case, punctuation and
    white space are ignored. `neutral_title` has a placeholder `{date}`.
    """
    has_extension = PurePath(title).suffix.lower().lstrip(".") in extensions
    names = (_words(file_name), _words(PurePath(file_name).stem))
    if has_extension or (_words(title) and _words(title) in names):
        return neutral_title.format(date=format_date(timezone.localdate(), "F j, Y"))
    return title


def _words(text):
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
