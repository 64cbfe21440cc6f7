"""What all endpoints of the delivery API have in common."""

from rest_framework.renderers import JSONRenderer

from cms.consent.channels import Channel, showing_on


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
