"""What visitors and apps may see. Nothing else decides it."""

from wagtail.models import Page


def public_pages(queryset=None):
    """Return those pages of `queryset` (default: all) that are published and under no view restriction."""
    queryset = Page.objects.all() if queryset is None else queryset
    return queryset.live().public()
