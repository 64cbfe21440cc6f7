"""Middleware that measures requests."""

import time

from cms.logs.routes import route_of
from cms.metrics.registry import counter, histogram_of_seconds

responses = counter(
    "cms_responses", "Responses of the application, without hits of the response cache.", "route", "status"
)
duration = histogram_of_seconds("cms_request_duration_seconds", "Duration of these requests.", "route")


class RequestMetricsMiddleware:
    """Count responses by route and status, and measure their duration."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        started = time.perf_counter()
        response = self.get_response(request)
        route = route_of(request)
        duration.labels(route).observe(time.perf_counter() - started)
        responses.labels(route, response.status_code).inc()
        return response
