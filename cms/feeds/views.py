"""Serve feeds."""

from datetime import UTC, datetime, time

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.loader import load_many
from cms.routing import serve_part
from cms.sites.models import Practice
from cms.visibility import add_list_dependency

SIZE = 20
"""How many pages a feed has, the newest."""


@require_safe
def serve_feed(request, path):
    """Return the feed of the list at `path`, for those who may see the list. Raise Http404 if it has none."""

    def make(page):
        if not getattr(page, "has_feed", False):
            raise Http404("This page has no feed.")
        add_list_dependency(Page)
        return PageFeed(page, Practice.for_request(request))(request)

    return serve_part(request, path, make)


UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of a page that an import made live without a date: Atom requires one."""


class DatedAtomFeed(Atom1Feed):
    """An Atom feed that, while it is empty, has the date of its page. Django's has the current time."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.feed["page_date"]


class PageFeed(Feed):
    """The pages that a page with `FeedMixin` lists.

    An entry has title, summary and dates. It has no text and no image: readers keep copies, which a consent that ends
    does not reach.
    """

    feed_type = DatedAtomFeed

    def __init__(self, page, practice):
        self.page, self.practice = page, practice

    def title(self):
        return " – ".join(filter(None, (self.page.title, self.practice.name)))

    def link(self):
        return self.page.full_url

    def feed_url(self):
        return f"{self.page.full_url}feed.xml"

    def subtitle(self):
        return getattr(self.page, "summary", "")

    def author_name(self):
        return self.practice.name or self.page.title

    def feed_extra_kwargs(self, obj):
        return {"page_date": self.page.last_published_at or UNDATED}

    def items(self):
        return list(load_many(Page, self.page.feed_pages().values_list("pk", flat=True)[:SIZE]).values())

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return escape(item.summary)  # readers take it for HTML

    def item_link(self, item):
        return item.full_url

    def item_pubdate(self, item):
        """Return the date that the page shows, or the time of its first publication."""
        if item.card_date:
            return timezone.make_aware(datetime.combine(item.card_date, time.min))
        return item.first_published_at

    def item_updateddate(self, item):
        return item.last_published_at or UNDATED
