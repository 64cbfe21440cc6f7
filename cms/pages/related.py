"""What the content types offer for a page, without knowing of each other."""

from cms.content_types.registry import registry

from .cards import card_pages, card_representation

MOST = 6
"""How many cards one group shows; a page is no archive."""


def related_to(page):
    """Return what all plugins offer for `page`, as `(heading, pages)` pairs. Only public pages are in it."""
    groups = [
        (related.heading, card_pages(related.pages.exclude(pk=page.pk), MOST))
        for plugin in registry
        for related in plugin.related_to(page)
    ]
    return [(heading, pages) for heading, pages in groups if pages]


def related_representation(page, request):
    """Return what all plugins offer for `page`, for the API."""
    return [
        {"heading": heading, "pages": [card_representation(one, request) for one in pages]}
        for heading, pages in related_to(page)
    ]
