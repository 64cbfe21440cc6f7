"""Find what refers to objects that are about to be deleted, unpublished or moved."""

from collections import defaultdict
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex

MOST_SOURCES = 100
"""Number of sources that a screen lists."""


class Source(NamedTuple):
    """An object that refers to others, for display."""

    title: str
    kind: str
    is_draft: bool
    url: str | None
    places: list
    """The labels of the fields and blocks that refer."""


def sources_of(objects, user):
    """Return the `Source`s that refer to `objects`, or to pages below them, and how many there are.

    Sources among the objects, or below them, are left out. The number of queries does not depend on that of sources.
    """
    if not objects:
        return [], 0
    references = ReferenceIndex.get_references_to_in_bulk(objects)
    if isinstance(objects[0], Page):
        below = Page.objects.filter(reduce(or_, (models.Q(path__startswith=page.path) for page in objects)))
        references = ReferenceIndex.get_references_to_in_bulk(below).exclude(
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id__in=below.values(text=Cast("pk", models.CharField())),
        )
    places = defaultdict(dict)
    for reference in references:
        source = reference.base_content_type_id, reference.object_id
        places[source][str(reference.describe_source_field())] = None
    shown = dict(list(places.items())[:MOST_SOURCES])
    finder = AdminURLFinder(user)
    found = [_source(instance, shown[key], finder) for key, instance in _instances(shown)]
    return sorted(found, key=lambda source: source.title), len(places)


def _instances(keys):
    """Yield each of `keys`, pairs of content type and id, with its object, in one query for each type."""
    by_type = defaultdict(list)
    for content_type_id, pk in keys:
        by_type[content_type_id].append(pk)
    for content_type_id, pks in by_type.items():
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is None:
            continue
        for instance in model._base_manager.filter(pk__in=pks):
            yield (content_type_id, str(instance.pk)), instance


def _source(instance, places, finder):
    is_page = isinstance(instance, Page)
    return Source(
        title=instance.get_admin_display_title() if is_page else str(instance),
        kind=str(instance.page_type_display_name if is_page else instance._meta.verbose_name),
        is_draft=not getattr(instance, "live", True),
        url=finder.get_edit_url(instance),
        places=list(places),
    )
