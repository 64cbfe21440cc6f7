from functools import partial

from django.utils.translation import gettext_lazy as _

from cms.documents.types import IMAGE_EXTENSIONS, TYPES
from cms.uploads.titles import without_file_name as _without_file_name

without_file_name = partial(
    _without_file_name, neutral_title=_("Document of {date}"), extensions={*TYPES, *IMAGE_EXTENSIONS}
)
"""`cms.uploads.titles.without_file_name` for documents."""
