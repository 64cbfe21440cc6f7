"""What a page that cites the literature has."""

from functools import cached_property

from django.db import models
from wagtail.api import APIField

from cms.pages.rich_text import rich_texts_in

from ..api import CitationsField, NumberedBodyField
from ..citing import Numbering


class Citing(models.Model):
    """A page whose body cites. Its template shows the works with `articles/components/citations.html`."""

    citing_api_fields = [
        APIField("body", serializer=NumberedBodyField(source="*")),
        APIField("citations", serializer=CitationsField(source="*")),
    ]

    class Meta:
        abstract = True

    @cached_property
    def numbering(self):
        return Numbering(rich_texts_in(self.body))
