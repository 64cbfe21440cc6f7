"""Mixin for pages that cite literature. `articles.citing` numbers the citations."""

from functools import cached_property

from django.db import models
from wagtail.api import APIField

from articles.citing import Numbering
from articles.serializers import CitationsField, NumberedBodyField
from cms.plugins.api import references_in


class Citing(models.Model):
    """A page whose body has citations. Its template shows the works with `articles/components/citations.html`."""

    citing_api_fields = [
        APIField("body", serializer=NumberedBodyField(source="*")),
        APIField("citations", serializer=CitationsField(source="*")),
    ]

    class Meta:
        abstract = True

    @cached_property
    def numbering(self):
        return Numbering(references_in(self.body))
