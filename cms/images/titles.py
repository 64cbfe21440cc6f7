from functools import partial

from django.utils.translation import gettext_lazy as _
from wagtail.images.utils import get_allowed_image_extensions

from cms.uploads.titles import without_file_name as _without_file_name

without_file_name = partial(
    _without_file_name, neutral_title=_("Image of {date}"), extensions=get_allowed_image_extensions()
)
"""`cms.uploads.titles.without_file_name` for images."""
