"""The search page and its suggestions."""

from collections import Counter
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page, Site

from cms.context.clients import client_network
from cms.forms.rate_limit import seconds_to_wait
from cms.loader import announce, load_many
from cms.pages.cards import CardList
from cms.pages.pagination import requested_page
from cms.search import failed
from cms.search.engine import MAX_RESULTS, Results, SearchTimeout, highlights, prominent_pages, search, suggestions
from cms.search.expressions import query_words
from cms.search.querysets import paths_of
from cms.visibility import add_list_dependency, installed_types

RESULTS_PER_PAGE = 10
LONGEST_QUERY = 200
"""Maximum length of a search query. Longer queries are truncated."""


@require_safe
def search_page(request):
    """Search the public pages of this site: `?q=words&type=articles.ProcedurePage&page=2`.

    Raises Http404 if no site matches the request, there is no such type, or the page of results does not exist.
    """
    site = _site_of(request)
    query = _query(request)
    kind = _requested_type(request)
    context = {"query": query, "type": kind and kind.model_class()._meta.label, "results": Results()}
    if seconds := query and _seconds_to_wait(request):
        return _refuse(request, context | {"problem": "busy"}, 429, seconds)
    add_list_dependency(Page)
    try:
        context |= _results(request, site, query, kind)
    except SearchTimeout:
        return _refuse(request, context | {"problem": "timeout"}, 503, 60)
    context["canonical"] = _canonical(site, context) if context["hits"] else ""
    response = render(request, "search.html", context)
    if query and not (context["results"].pages and context["results"].has_all_words):
        failed.count(query, query_words(query))
        response["Cache-Control"] = "private, no-cache"  # so that the next one is counted as well
    return response


def _results(request, site, query, kind):
    """Return what the template shows of the results for `query`."""
    paths = paths_of(site)
    results = search(query, paths)
    pages = [pk for pk, content_type in results.pages if kind is None or content_type == kind.pk]
    page_obj = requested_page(pages, request, RESULTS_PER_PAGE)
    for references in hooks.get_hooks("references_of_every_page"):
        announce(references(request))
    found = highlights(results, list(page_obj))
    types = ContentType.objects.get_for_id
    type_of = {pk: types(content_type).model_class() for pk, content_type in results.pages if pk in found}
    hits = [
        {"page": page, "type": capfirst(type_of[page.pk]._meta.verbose_name)}
        | dict(zip(("label", "snippet"), found[page.pk], strict=True))
        for page in CardList(page_obj)
        if page.pk in found
    ]
    more = [] if pages or not query else CardList(prominent_pages(paths))
    counts = Counter(content_type for _pk, content_type in results.pages)
    by_type = [
        {"type": model._meta.label, "name": capfirst(model._meta.verbose_name_plural), "count": number}
        for pk, number in counts.most_common()
        if (model := types(pk).model_class())
    ]
    return {
        "results": results,
        "page_obj": page_obj,
        "hits": hits,
        "types": by_type,
        "total": len(results.pages),
        "limit": None if results.is_complete else MAX_RESULTS,
        "cards": more,
    }


@require_safe
def suggest(request):
    """Return names of public pages that begin as what was typed, as JSON: `?q=face`."""
    site = _site_of(request)
    query = _query(request)
    if seconds := _seconds_to_wait(request):
        return JsonResponse({"suggestions": []}, status=429, headers={"Retry-After": str(seconds)})
    add_list_dependency(Page)
    try:
        found = suggestions(query, paths_of(site))
    except SearchTimeout:
        return JsonResponse({"suggestions": []}, status=503, headers={"Retry-After": "60"})
    pages = load_many(Page, [pk for pk, _name in found])
    items = [
        {"name": name, "title": pages[pk].title, "url": pages[pk].get_url(request)}
        for pk, name in found
        if pk in pages
    ]
    return JsonResponse({"suggestions": items})


def _site_of(request):
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site matches this host and port.")
    return site


def _query(request):
    return " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]


def _requested_type(request):
    """Return the content type of `?type=`, or None without one."""
    label = request.GET.get("type")
    if not label:
        return None
    for pk in installed_types():
        found = ContentType.objects.get_for_id(pk)
        if found.model_class()._meta.label == label:
            return found
    raise Http404("There is no such type of pages.")


def _seconds_to_wait(request):
    return seconds_to_wait("search", client_network(request), settings.SEARCH_RATES)


def _refuse(request, context, status, seconds):
    response = render(request, "search.html", context, status=status)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def _canonical(site, context):
    """Return the address of this page of results, with nothing but what decides what it shows."""
    number = context["page_obj"].number
    parameters = {"q": context["query"], "type": context["type"], "page": number if number > 1 else None}
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{site.root_url}{reverse('search')}{'?' if query else ''}{query}"
