"""Text of drafts that no response may contain."""

from django.db import models

CANARY = "zqxcanary leaked"
"""The response to a search for the first word does not contain both."""


def is_free_text(field):
    """Return whether `field` of a model takes the canary."""
    return isinstance(field, models.CharField | models.TextField) and not field.choices
