"""What the content types offer for a page, without knowing of each other."""

from dataclasses import dataclass

from cms.content_types.plugin import RelatedContent
from cms.content_types.registry import registry

from .cards import card_pages, card_representation

MOST = 6
"""How many items one group shows; a page is no archive."""


@dataclass(frozen=True)
class RelatedGroup:
    """A heading, and what stands below it on the site and in the API."""

    heading: str
    type: str
    items: list
    template: str
    represent: object


def related_to(page):
    """Return what all plugins offer for `page`, as a list of `RelatedGroup`. Only what is public is in it."""
    groups = [_group(related, page) for plugin in registry for related in plugin.related_to(page)]
    return [group for group in groups if group.items]


def related_representation(page, request):
    """Return what all plugins offer for `page`, for the API."""
    return [
        {
            "heading": group.heading,
            "type": group.type,
            "items": [group.represent(item, request) for item in group.items],
        }
        for group in related_to(page)
    ]


def _group(related, page):
    if isinstance(related, RelatedContent):
        pages = card_pages(related.pages.exclude(pk=page.pk), MOST)
        return RelatedGroup(related.heading, "pages", pages, "components/card_grid.html", card_representation)
    items = list(related.items[:MOST])
    return RelatedGroup(related.heading, related.type, items, related.template, related.represent)
