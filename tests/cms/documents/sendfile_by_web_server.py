"""A backend like that of django-sendfile for Apache and Lighttpd."""

from django.http import HttpResponse


def sendfile(request, filename, **kwargs):
    return HttpResponse(headers={"X-Sendfile": filename})
