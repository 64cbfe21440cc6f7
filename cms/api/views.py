"""What all endpoints of the delivery API have in common."""

from functools import lru_cache

from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError, parse_fields_parameter

from cms.consent.channels import Channel, showing_on

from .serializers import serializing, shared


class DeliveryMixin:
    """Takes everyone for anonymous, answers in JSON alone, and shows what patients allow apps to show.

    A session would show its owner more than the public, and would make answers vary by cookie, which defeats caching.
    Put it before a view of Django REST framework or Wagtail's API.
    """

    authentication_classes = []
    renderer_classes = [JSONRenderer]

    def dispatch(self, request, *args, **kwargs):
        with showing_on(Channel.APPS):
            return super().dispatch(request, *args, **kwargs)

    def initialize_request(self, request, *args, **kwargs):
        request.session = {}
        return super().initialize_request(request, *args, **kwargs)


class SharedSerializers:
    """For an endpoint of Wagtail's: its serializers are built once for each set of fields, and shared by answers."""

    def listing_view(self, request):
        queryset = self.get_queryset()
        self.check_query_parameters(queryset)
        objects = self.paginate_queryset(self.filter_queryset(queryset))
        return self.get_paginated_response(self.represent(objects))

    def detail_view(self, request, pk):
        return Response(self.represent([self.get_object()])[0])

    def represent(self, objects):
        """Return `objects`, a list of objects of one type, as the request asks for them."""
        if not objects:
            return []
        self.load(objects)
        serializer = self.serializer_for(type(objects[0]))
        with serializing(self.get_serializer_context()):
            return [serializer.to_representation(one) for one in objects]

    def load(self, objects):
        """Fetch what `objects`, of one type, refer to in what the answer shows of them."""

    def names(self, model):
        """Return the names of the fields that the answer shows of an object of `model`."""
        return list(self.serializer_for(model).fields)

    def serializer_for(self, model):
        """Return the serializer for what the request asks of `model`. Raises BadRequestError."""
        fields = self.request.GET.get("fields", "")
        is_detail = self.action != "listing_view"
        return _serializer(type(self), self.request.wagtailapi_router, model, fields, is_detail)


@lru_cache(maxsize=512)
def _serializer(view_class, router, model, fields, is_detail):
    try:
        config = parse_fields_parameter(fields) if fields else []
    except ValueError as error:
        raise BadRequestError(f"fields error: {error}") from error
    own = view_class.get_field_serializer_overrides(model)
    selections = {name: nested for name, _negated, nested in config if nested and name in own}
    config = [(name, negated, None if name in own else nested) for name, negated, nested in config]
    serializer = shared(view_class._get_serializer_class(router, model, config, show_details=is_detail))
    serializer.selections = selections
    return serializer
