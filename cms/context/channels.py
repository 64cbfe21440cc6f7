"""Channels on which content is shown. A consent allows some of them and not others."""

from django.db import models


class Channel(models.TextChoices):
    """A channel on which content is shown.

    A new channel needs a member here and a field `on_<value>` on `Consent` that is false by default: existing
    consents do not cover it.
    """

    WEBSITE = "website", "the website"
    APPS = "apps", "apps that read the API"


PREVIEW = "preview"
"""Not a channel that a consent names: the preview in which staff see content before it is published."""

ANY_CHANNEL = tuple(Channel)
"""All channels: for content that belongs to no single one, such as the file of an image."""
