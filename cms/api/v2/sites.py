"""Sites in the API: the parameter `site`, and endpoints with one response per site."""

from typing import get_type_hints

from django.conf import settings
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import path
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Page, Site

from cms.api.v2.parameters import PARAMETERS
from cms.api.v2.views import APIViewMixin


def site_for_request(request):
    """Return the site of `?site=hostname[:port]`, like Wagtail's pages endpoint, or else the site of the request.

    Raises Http404 for an unknown site, and BadRequestError for an invalid port or an ambiguous hostname.
    """
    wanted = request.GET.get("site")
    if not wanted:
        return Site.find_for_request(request)
    hostname, colon, port = wanted.partition(":")
    sites = Site.objects.filter(hostname=hostname)
    if colon:
        if not (port.isascii() and port.isdecimal()):
            raise BadRequestError(f"site: the port “{port}” is not a number. Example: www.example.com:8000.")
        sites = sites.filter(port=int(port))
    try:
        return get_object_or_404(sites)
    except Site.MultipleObjectsReturned as error:
        raise BadRequestError("site: several sites have this hostname. Add the port, like :8000.") from error


def pages_of(site, queryset=None):
    """Limit `queryset` (default: all pages) to `site`, in all its languages. Without a site, it is empty."""
    queryset = Page.objects.all() if queryset is None else queryset
    if site is None:
        return queryset.none()
    trees = Q(path__startswith=site.root_page.path)
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        for translation in site.root_page.get_translations():
            trees |= Q(path__startswith=translation.path)
    return queryset.filter(trees)


class SiteAPIViewSet(APIViewMixin, BaseAPIViewSet):
    """Endpoint with one response per site. A subclass sets `name` and `model`, and implements `represent`."""

    body_fields = []
    meta_fields = []
    known_query_parameters = frozenset({"site", "rich_text_format", "format", "_"})

    @classmethod
    def get_urlpatterns(cls):
        return [path("", cls.as_view({"get": "listing_view"}), name="listing")]

    @classmethod
    def describe(cls, api, name):
        schema = api.schemas.of_type(get_type_hints(cls.represent)["return"])
        parameters = [PARAMETERS["site"], PARAMETERS["rich_text_format"]]
        summary = (cls.__doc__ or f"Get {name}.").partition("\n")[0]
        return {"": {"get": api.operation(name, summary, schema, parameters)}}

    def listing_view(self, request):
        self.check_query_parameters(self.model.objects)
        return Response(self.represent(site_for_request(request)))

    def represent(self, site):
        """Return the content of the response for `site`, as a dict."""
        raise NotImplementedError
