"""The site's WSGI application, which counts its renderings: requests that the response cache did not answer."""

from django.core.signals import request_started

from cms.wsgi import application as site

RENDERINGS = "/bench/renderings/"
_renderings = 0


def _count(**kwargs):
    global _renderings
    _renderings += 1


request_started.connect(_count)


def application(environ, start_response):
    if environ["PATH_INFO"] != RENDERINGS:
        return site(environ, start_response)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(_renderings).encode()]
