"""The search page."""

import re

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.pages.cards import CardList
from cms.pages.pagination import requested_page
from cms.visibility import add_list_dependency, public_pages

UNSEARCHABLE = re.compile(r'["\x00]')
"""Characters that break a search query: SQLite rejects unbalanced quotation marks, PostgreSQL rejects NUL."""
RESULTS_PER_PAGE = 10
LONGEST_QUERY = 200
"""Maximum length of a search query. Longer queries are truncated, because each word costs time."""


@require_safe
def search(request):
    """Search the public pages of this site: `?q=words&page=2`.

    Raises Http404 if no site matches the request or the page of results does not exist.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site matches this host and port.")
    query = UNSEARCHABLE.sub(" ", request.GET.get("q", "")).strip()[:LONGEST_QUERY]
    results = Page.objects.none()
    if query:
        results = public_pages(Page.objects.descendant_of(site.root_page, inclusive=True)).search(query)
    page_obj = requested_page(results, request, RESULTS_PER_PAGE)
    add_list_dependency(Page)
    cards = CardList(page.pk for page in page_obj)
    return render(request, "search.html", {"query": query, "page_obj": page_obj, "cards": cards})
