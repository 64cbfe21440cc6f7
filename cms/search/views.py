"""Views of the public site that are not pages."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.pages.cards import CardList
from cms.pages.pagination import requested_page
from cms.visibility import add_list_dependency, public_pages

UNSEARCHABLE = re.compile(r'["\x00]')
"""Characters that a database's search takes for its own; a quote that is not closed is an error to SQLite."""
RESULTS_PER_PAGE = 10
LONGEST_QUERY = 200
"""Longer searches are cut: nobody types them, and a search costs time by the word."""


@require_safe
def search(request):
    """Search the public pages of this site: `?q=words&page=2`.

    Raises Http404 where no site matches the request, and for a page of results that does not exist.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site matches this host and port.")
    query = UNSEARCHABLE.sub(" ", request.GET.get("q", "")).strip()[:LONGEST_QUERY]
    results = Page.objects.none()
    if query:
        results = public_pages(Page.objects.descendant_of(site.root_page, inclusive=True)).search(query)
    found = requested_page(results, request, RESULTS_PER_PAGE)
    add_list_dependency(Page)
    cards = CardList(page.pk for page in found)
    return render(request, "search.html", {"query": query, "found": found, "cards": cards})


@require_safe
def robots(request):
    """Tell robots where the map is, and to stay out of the admin."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
