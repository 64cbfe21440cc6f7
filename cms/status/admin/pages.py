"""The list of pages, with a filter by status."""

import django_filters
from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.models import Page

from cms.dashboard.pages import own_drafts
from cms.dashboard.sections import PageStatus
from cms.publishing.edit_views import DefaultPageViewSet
from cms.publishing.schedules import pages_not_published_in_time
from cms.visibility import hidden_pages


class StatusFilterSet(GenericPageFilterSet):
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=PageStatus.choices,
        empty_label=_("Any"),
        method="filter_status",
        widget=RadioSelect,
    )

    def filter_status(self, pages, name, value):
        return pages.filter(pk__in=self._pages_in(value).order_by().values("pk"))

    def _pages_in(self, status):
        if status == PageStatus.HIDDEN:
            return hidden_pages()
        if status == PageStatus.OWN_DRAFT:
            return own_drafts(self.request.user)
        if status == PageStatus.SCHEDULE:
            return pages_not_published_in_time()
        return Page.objects.live() if status == PageStatus.LIVE else Page.objects.filter(has_unpublished_changes=True)


class PageListView(ExplorableIndexView):
    base_filterset_class = StatusFilterSet


class StatusPageViewSet(DefaultPageViewSet):
    """The viewset of page types without a viewset of their own. It replaces Wagtail's default."""

    index_view_class = PageListView
