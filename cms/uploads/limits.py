"""Limits of the size of uploads."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadhandler import FileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

OF_FORM = 2 * 1024 * 1024
"""Bytes of the other fields of a form with a file."""


class RequestSizeLimit(FileUploadHandler):
    """Refuse a form with files that is larger than the largest file, before any of it is read.

    Django limits the other fields of a form, and not its files.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803
        if content_length > settings.MAX_UPLOAD_SIZE + OF_FORM:
            raise RequestDataTooBig("The form and its files are too large.")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None


def check_size(size):
    """Raise ValidationError for a file of more than `MAX_UPLOAD_SIZE` bytes."""
    if size > settings.MAX_UPLOAD_SIZE:
        raise ValidationError(
            _("This file is too large: %(size)s. The limit is %(limit)s."),
            code="too_large",
            params={"size": filesizeformat(size), "limit": filesizeformat(settings.MAX_UPLOAD_SIZE)},
        )
