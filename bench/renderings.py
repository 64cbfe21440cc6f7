"""Counts the requests that the response cache did not answer, for `bench.cached`."""

from django.core.signals import request_started
from django.http import HttpResponse

_count = 0


def _increment(**kwargs):
    global _count
    _count += 1


request_started.connect(_increment)


def show(request):
    """Return how many requests came to Django before this one."""
    return HttpResponse(_count - 1, content_type="text/plain")
