"""The base class of endpoints for the objects of a model, such as snippets."""

from django.core.exceptions import ImproperlyConfigured
from django.db.models import AutoField
from django.shortcuts import get_object_or_404
from wagtail.api.v2.serializers import StreamField
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.search.index import class_is_indexed

from cms.api.v2 import filters, page_filters
from cms.api.v2.filters import OrderingFilter
from cms.api.v2.pages import load_streams
from cms.api.v2.representing import CachedSerializersMixin
from cms.api.v2.serializers import load_references, relations_of
from cms.api.v2.views import APIViewMixin
from cms.loader import prefetch
from cms.pages.models import ContentPage
from cms.pages.ordering import unique_order
from cms.visibility import public_objects


class SearchFilter(filters.SearchFilter):
    """`?search=` by Wagtail's index in all objects, by relevance, then limited to `queryset`.

    Few columns are in that index, so the other filters run in the database.
    """

    def filter_queryset(self, request, queryset, view):
        if "search" not in request.GET:
            return queryset
        results = super().filter_queryset(request, queryset.model._default_manager.order_by(), view)
        if not hasattr(results, "get_queryset"):  # Wagtail's EmptySearchResults
            return queryset.none()
        return results.get_queryset().filter(pk__in=queryset.order_by().values("pk"))


class ModelAPIViewSet(CachedSerializersMixin, APIViewMixin, BaseAPIViewSet):
    """List and detail of the public objects of a model. A subclass sets `model`; the fields are its `api_fields`.

    Objects are public if they are published, have not expired and are permitted by consents. The list can be filtered
    and ordered by each column, and searched if the model is indexed. All fields are in lists as well: declare
    `listing_default_fields` for fewer. The number of queries is constant.
    """

    filter_backends = [SearchFilter, page_filters.FieldsFilter, OrderingFilter]
    listing_default_fields = None
    """Names of the fields that lists show without the parameter `fields`. All by default."""

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if getattr(cls, "model", None) and not class_is_indexed(cls.model):
            cls.known_query_parameters = cls.known_query_parameters - {"search", "search_operator"}

    @classmethod
    def get_listing_default_fields(cls, model):
        if cls.listing_default_fields is not None:
            return super().get_listing_default_fields(model)
        return [*cls.get_body_fields_names(model), *cls.get_meta_fields_names(model)]

    @classmethod
    def describe(cls, api, name):
        if not isinstance(cls.model._meta.pk, AutoField) or cls.model._meta.pk.name != "id":
            raise ImproperlyConfigured(
                f"The API endpoint “{name}” needs a model with an integer `id`: the primary key of "
                f"{cls.model._meta.label} is “{cls.model._meta.pk.name}”."
            )
        return super().describe(api, name)

    def get_queryset(self):
        # A subquery, because search backends do not support filters on related models.
        objects = self.model._default_manager.all()
        public = objects.filter(pk__in=public_objects(objects).order_by().values("pk"))
        return public.order_by(*unique_order(self.model._meta.ordering))

    def prepare_queryset(self, queryset):
        """Return `queryset` with the joins and prefetches for the requested fields."""
        fields = self.serializer_for(self.model).fields
        joined, prefetched = relations_of(fields, self.model)
        if joined:
            queryset = queryset.select_related(*joined)
        return queryset.prefetch_related(*prefetched)

    def paginate_queryset(self, queryset):
        return list(super().paginate_queryset(self.prepare_queryset(queryset)))

    def get_object(self):
        return get_object_or_404(self.prepare_queryset(self.get_queryset()), pk=self.kwargs["pk"])

    def load(self, objects):
        fields = self.serializer_for(self.model).fields
        load_streams(objects, [name for name, field in fields.items() if isinstance(field, StreamField)])
        names = list(fields)
        prefetch([reference for instance in objects for reference in ContentPage.api_references(instance, names)])
        load_references(objects, self.serializer_for(self.model))
