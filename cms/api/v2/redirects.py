"""The redirects endpoint."""

from django.db.models import Q
from django.http import Http404
from wagtail.contrib.redirects.api import RedirectsAPIViewSet as WagtailRedirectsAPIViewSet
from wagtail.contrib.redirects.api import RedirectSerializer as WagtailRedirectSerializer

from cms.api.v2.filters import FILTERS
from cms.api.v2.representing import CachedSerializersMixin
from cms.api.v2.serializers import ReusableSerializerMixin
from cms.api.v2.views import APIViewMixin
from cms.visibility import add_dependencies, current_audience, public_pages


class RedirectSerializer(ReusableSerializerMixin, WagtailRedirectSerializer):
    """Wagtail's redirect serializer, shared by requests."""


class RedirectsAPIViewSet(CachedSerializersMixin, APIViewMixin, WagtailRedirectsAPIViewSet):
    """Wagtail's redirects endpoint, without redirects to pages that are not public."""

    supports_scoped_tokens = True
    base_serializer_class = RedirectSerializer
    filter_backends = FILTERS
    find_query_parameters = WagtailRedirectsAPIViewSet.find_query_parameters | {"html_path"}

    def get_queryset(self):
        redirects = super().get_queryset().select_related("redirect_page")
        redirects = redirects.filter(Q(redirect_page=None) | Q(redirect_page__in=public_pages()))
        if sites := current_audience().sites:
            redirects = redirects.filter(Q(site=None) | Q(site__in=sites))
        return redirects

    def load(self, objects):
        """Add the target pages as dependencies, because the response contains their URLs."""
        add_dependencies(redirect.redirect_page for redirect in objects)

    def find_object(self, queryset, request):
        redirect = super().find_object(queryset, request)
        if redirect and not queryset.filter(pk=redirect.pk).exists():
            raise Http404
        return redirect
