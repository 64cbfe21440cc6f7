"""The context of a request, and what its answer tells caches."""

from cms.consent.channels import Channel, showing_on


class RequestContextMiddleware:
    """Decide what is public for the website and the sender of the request, unless a view says otherwise.

    Put it first. A request that may write remembers nothing: what it finds out can change while it is answered.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_safe = request.method in ("GET", "HEAD")
        with showing_on(Channel.WEBSITE, request=request, remembers=is_safe, notes=None) as context:
            response = self.get_response(request)
        if is_safe and response.status_code < 400:
            _tell_caches(response, context.notes)
        return response


def _tell_caches(response, notes):
    """Say in the headers what the answer depends on, and whether a cache may keep it.

    An answer that shows a patient may be kept by caches that ask before each use: a consent can end at any moment.
    """
    if notes.private:
        response.headers["Cache-Control"] = "private, no-store"
        return
    if "no-store" in response.headers.get("Cache-Control", ""):
        return
    notes.add_key_headers(response)
    if notes.must_revalidate:
        response.headers["Cache-Control"] = "no-cache"
