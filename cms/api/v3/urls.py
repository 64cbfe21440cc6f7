"""Subset of Wagtail's API v3: the pages endpoints, for holders of an `ApiToken`.

In Wagtail 8, the API v3 is experimental, and its tokens have all permissions of their user: it lists drafts and
snippets, including consents, and exposes original image files. Therefore no endpoint of Wagtail is used unchanged.
Reads are limited by `cms.visibility`. Writes use Wagtail's views with the permissions of the user who created the
token, and their responses contain only the page's basic data.

https://docs.wagtail.org/en/stable/advanced_topics/api/v3/
"""

from django.http import HttpRequest
from django.urls import re_path
from ninja import NinjaAPI
from wagtail.api.v3.errors import problem_response, register_exception_handlers

from cms.api.v3.access import require_token
from cms.api.v3.reading import router
from cms.api.v3.writing import WRITES

for method, path, view, response_schema in WRITES:
    getattr(router, method)(path, response=response_schema, operation_id=f"pages_{view.__name__}")(view)

api = NinjaAPI(
    title="Pages of this practice",
    version="3.0.0",
    urls_namespace="wagtailapi_v3",  # required by the URLs in Wagtail's schemas
    openapi_url=None,
    docs_url=None,
)
register_exception_handlers(api)
api.add_router("/pages/", router)


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest):
    """Return the OpenAPI description of this API."""
    return api.get_openapi_schema()


def not_found(request):
    return problem_response(status=404, detail="Not found. The API v3 has only pages/ and openapi.json.")


_patterns, _app_name, _namespace = api.urls
for pattern in _patterns:
    pattern.callback = require_token(pattern.callback)
urls = ([*_patterns, re_path(r"", require_token(not_found))], _app_name, _namespace)
