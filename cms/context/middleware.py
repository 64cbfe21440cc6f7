"""Middleware that sets the context of a request and writes its cache hints."""

from cms.context.channels import Channel
from cms.context.request import use_context


class RequestContextMiddleware:
    """Set the context of the website for a request, and write the cache hints of its response.

    It has to be the first middleware. A view may use another context. Results are not memoized for requests that may
    write, since their own writes can change the results.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_safe = request.method in ("GET", "HEAD")
        with use_context(Channel.WEBSITE, request=request, memoizes=is_safe, cache_hints=None) as context:
            response = self.get_response(request)
        if is_safe and response.status_code < 400:
            _add_cache_headers(response, context.cache_hints)
        return response


def _add_cache_headers(response, hints):
    """Add surrogate keys and Cache-Control to `response`.

    A response that shows a patient is `no-cache`: a consent can end at any moment.
    """
    if hints.private:
        response.headers["Cache-Control"] = "private, no-store"
        return
    if "no-store" in response.headers.get("Cache-Control", ""):
        return
    hints.add_key_headers(response)
    if hints.must_revalidate:
        response.headers["Cache-Control"] = "no-cache"
