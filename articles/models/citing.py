"""Mixin for pages that cite literature. `articles.citing` numbers the citations."""

from functools import cached_property

from django.apps import apps
from django.db import models
from wagtail.api import APIField
from wagtail.search import index

from articles.citing import Numbering
from articles.serializers import CitationsField, NumberedBodyField
from cms.plugins.api import ContentPage, references_in


class Citing(models.Model):
    """A page whose body has citations. Its template shows the works with `articles/components/citations.html`."""

    citing_search_fields = [index.SearchField("cited_works", boost=0.5)]
    search_sources = (*ContentPage.search_sources, "articles.Citation")
    citing_api_fields = [
        APIField("body", serializer=NumberedBodyField(source="*")),
        APIField("citations", serializer=CitationsField(source="*")),
    ]

    class Meta:
        abstract = True

    @cached_property
    def numbering(self):
        return Numbering(references_in(self.body))

    def cited_works(self):
        """Return the cited works as texts, for the search."""
        citation = apps.get_model("articles.Citation")
        ids = {pk for model, pk in references_in(self.body) if model is citation}
        return [work.search_text for work in citation.objects.filter(pk__in=ids)] if ids else []
