"""Pagination."""

from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import cached_property

from cms.prepared_queries import count_once


class CountedOncePaginator(Paginator):
    """A paginator that counts the rows of a queryset by `count_once`."""

    @cached_property
    def count(self):
        return count_once(self.object_list) if isinstance(self.object_list, QuerySet) else super().count


def requested_page(objects, request, size):
    """Return the page of `objects` that `?page=` asks for (default: the first), with `size` objects on each page.

    Raises Http404 for a page that does not exist. The first page always exists, and may be empty.
    """
    try:
        return CountedOncePaginator(objects, size).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404("This list has no such page.") from error
