"""Wagtail's API v3, as far as it is safe here: pages alone, with one of our tokens alone.

Wagtail 8 calls it a preview, and takes a token for all that its person may do: it lists drafts, gives images with
their original files, and everything that is a snippet, consents among them. So none of Wagtail's endpoints is here
as it is. Reading goes by our one rule, `cms.visibility`. Writing is Wagtail's, in the name of the person who made
the token, and answers with no content.

https://docs.wagtail.org/en/stable/advanced_topics/api/v3/
"""

from django.http import HttpRequest
from django.urls import re_path
from ninja import NinjaAPI
from wagtail.api.v3.errors import problem_response, register_exception_handlers

from cms.api.v3.access import for_tokens
from cms.api.v3.reading import router
from cms.api.v3.writing import WRITES

for method, address, write, answer in WRITES:
    getattr(router, method)(address, response=answer, operation_id=f"pages_{write.__name__}")(write)

api = NinjaAPI(
    title="Pages of this practice",
    version="3.0.0",
    urls_namespace="wagtailapi_v3",  # by which Wagtail's schemas make addresses
    openapi_url=None,
    docs_url=None,
)
register_exception_handlers(api)
api.add_router("/pages/", router)


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest):
    """Describe this API, to tokens alone like all of it."""
    return api.get_openapi_schema()


def not_found(request):
    return problem_response(status=404, detail="There is nothing here. The API v3 has pages/ and openapi.json alone.")


_patterns, _app_name, _namespace = api.urls
for pattern in _patterns:
    pattern.callback = for_tokens(pattern.callback)
urls = ([*_patterns, re_path(r"", for_tokens(not_found))], _app_name, _namespace)
