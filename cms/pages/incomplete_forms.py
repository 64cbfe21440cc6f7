"""The error of a form that no page of the admin sends."""

from django.core.exceptions import BadRequest
from django.utils.translation import gettext


class IncompleteFormError(BadRequest):
    """A posted form lacks a part without which its content cannot be read, or a part of it is damaged."""

    def __str__(self):
        return gettext("The form arrived incomplete, so nothing was saved. Go back, reload the page and try again.")
