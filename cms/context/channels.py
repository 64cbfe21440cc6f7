"""Channels on which content is shown. A consent allows some of them and not others."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """A channel on which content is shown.

    A new channel needs a member here and a field `on_<value>` on `Consent` that is false by default: existing
    consents do not cover it.
    """

    WEBSITE = "website", _("the website")
    APPS = "apps", _("apps that read the API")


PREVIEW = "preview"
"""The channel of previews, in which staff see unpublished content. No consent has a field for it."""

ANY_CHANNEL = tuple(Channel)
"""All channels, for content that does not belong to a single one, such as an image file."""
