from functools import partial

from cms.documents.types import IMAGE_EXTENSIONS, TYPES
from cms.images.titles import without_file_name as _without_file_name

without_file_name = partial(_without_file_name, kind="Document", extensions={*TYPES, *IMAGE_EXTENSIONS})
"""`cms.images.titles.without_file_name` for documents."""
