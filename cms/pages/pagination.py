"""Pagination."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404


def requested_page(objects, request, size):
    """Return the page of `objects` that `?page=` asks for (default: the first), with `size` objects on each page.

    Raises Http404 for a page that does not exist. The first page always exists, and may be empty.
    """
    try:
        return Paginator(objects, size).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404("This list has no such page.") from error
