"""Declare that a list of pages has a feed."""


class FeedMixin:
    """Mixin for page types that list pages, newest first. Put it before `ContentPage`."""

    has_feed = True

    def feed_pages(self):
        """Return a queryset of the public pages of the feed, the newest first."""
        raise NotImplementedError
