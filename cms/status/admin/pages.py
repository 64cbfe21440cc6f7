"""The filter of the list of pages by status."""

from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.models import Page

from cms.dashboard.pages import own_drafts
from cms.dashboard.sections import PageStatus
from cms.publishing.edit_views import DefaultPageViewSet
from cms.publishing.schedules import pages_not_published_in_time
from cms.status.filters import StatusFilter
from cms.visibility import hidden_pages


class StatusFilterSet(GenericPageFilterSet):
    status = StatusFilter(choices=PageStatus.choices)

    def in_status(self, status):
        if status == PageStatus.HIDDEN:
            hidden = hidden_pages()
            # A search embeds the list of pages in its query, for which SQLite's parser would be too small.
            return (
                hidden
                if not self.data.get("q")
                else Page.objects.filter(pk__in=list(hidden.values_list("pk", flat=True)))
            )
        if status == PageStatus.OWN_DRAFT:
            return own_drafts(self.request.user)
        if status == PageStatus.SCHEDULE:
            return pages_not_published_in_time()
        return Page.objects.live() if status == PageStatus.LIVE else Page.objects.filter(has_unpublished_changes=True)


class StatusPageViewSet(DefaultPageViewSet):
    """The viewset of page types without a viewset of their own. It replaces Wagtail's default."""

    filterset_class = StatusFilterSet
