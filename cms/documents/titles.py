from functools import partial

from cms.images.titles import without_file_name as _without_file_name

from .types import PICTURE_EXTENSIONS, TYPES

without_file_name = partial(_without_file_name, kind="Document", extensions={*TYPES, *PICTURE_EXTENSIONS})
"""`cms.images.titles.without_file_name` for documents."""
