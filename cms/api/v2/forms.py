"""The forms endpoint: list, describe and submit forms."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import path
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError, Throttled
from rest_framework.parsers import FormParser, JSONParser
from rest_framework.response import Response
from wagtail.api.rich_text import APIRichText
from wagtail.models import Page, get_page_models

from cms.api.tokens.models import Scope
from cms.api.v2.form_description import describe_forms
from cms.api.v2.pages import PagesAPIViewSet
from cms.api.v2.views import APIViewMixin
from cms.delivery.problems import PROBLEM, problem
from cms.forms.json_schema import form_data, form_fields, form_schema, refuse_invalid_unicode
from cms.forms.pages import FormPageMixin
from cms.images.representation import full_url
from cms.visibility import add_dependencies, add_list_dependency

MAX_BODY_BYTES = 256 * 1024
"""Maximum size of a submission, in bytes."""


class BodyTooLargeError(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = f"The request body exceeds {MAX_BODY_BYTES} bytes."


class FormJSONParser(JSONParser):
    """JSON parser that ignores the charset of the header, because JSON is always UTF-8.

    https://www.rfc-editor.org/rfc/rfc8259#section-8.1
    """

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            return super().parse(stream, media_type, (parser_context or {}) | {"encoding": "utf-8"})
        except RecursionError as error:
            raise ParseError("The JSON is nested too deeply.") from error


class UTF8FormParser(FormParser):
    """Form parser for URL-encoded UTF-8, the only encoding that the form pages accept."""

    def parse(self, stream, media_type=None, parser_context=None):
        return super().parse(stream, media_type, (parser_context or {}) | {"encoding": "utf-8"})


class FormsAPIViewSet(PagesAPIViewSet):
    """The public form pages of a site: pages of all types that extend `cms.forms.pages.FormPageMixin`.

    `POST` to a form submits it, like its page does. It uses no cookies and therefore needs no CSRF token.
    """

    name = "forms"
    token_scopes = APIViewMixin.token_scopes | {"POST": (Scope.SUBMIT_FORMS,)}
    body_fields = []
    meta_fields = []
    known_query_parameters = frozenset({"limit", "offset", "site", "rich_text_format", "format", "_"})
    filter_backends = []
    parser_classes = [FormJSONParser, UTF8FormParser]

    @classmethod
    def get_urlpatterns(cls):
        return [
            path("", cls.as_view({"get": "listing_view"}), name="listing"),
            path("<int:pk>/", cls.as_view({"get": "detail_view", "post": "submit_view"}), name="detail"),
        ]

    def get_object(self):
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"]).specific

    @classmethod
    def describe(cls, api, name):
        return describe_forms(api)

    def get_queryset(self):
        types = [model for model in get_page_models() if issubclass(model, FormPageMixin)]
        return self.get_base_queryset().type(*types).order_by("id")

    def listing_view(self, request):
        self.check_query_parameters(self.model.objects)
        pages = self.paginate_queryset(self.get_queryset())
        add_list_dependency(Page)
        add_dependencies(pages)
        return self.get_paginated_response([self._summary(page) for page in pages])

    def detail_view(self, request, pk):
        page = self._page()
        form = page.get_form(page=page, user=request.user)
        data = self._summary(page) | {
            "accept_label": page.accept_label,
            "submit_label": page.submit_label,
            "schema": form_schema(form),
            "fields": form_fields(form),
        }
        add_dependencies([page])
        return Response(data)

    def submit_view(self, request, pk):
        """Submit the form. Returns 201 with the thank-you text, or 422 with errors by field."""
        page = self._page()
        submission = page.submit(request, self._data(page))
        if submission.wait:
            # Django REST framework sets Retry-After.
            raise Throttled(wait=submission.wait, detail=submission.refusal)
        if submission.accepted:
            thank_you = APIRichText.serialize(page.thank_you, format=self.resolve_rich_text_format())
            return self._uncacheable(Response({"thank_you": thank_you}, status.HTTP_201_CREATED))
        refusal = problem(
            status.HTTP_422_UNPROCESSABLE_ENTITY,
            "The form was not accepted. “errors” has messages by field; “__all__” is the whole form.",
            errors={name: [str(error) for error in errors] for name, errors in submission.form.errors.items()},
            renewed=submission.form.renewed,
        )
        return self._uncacheable(Response(refusal, refusal["status"], content_type=PROBLEM))

    def _page(self):
        self.check_query_parameters(self.model.objects)
        self.resolve_rich_text_format()  # rejects an invalid format before the form is stored
        return self.get_object()

    def _data(self, page):
        """Return the submitted data as a QueryDict. Raises an APIException with the status 400, 413 or 415."""
        length = self.request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > MAX_BODY_BYTES:
            raise BodyTooLargeError
        data = self.request.data
        if not isinstance(data, QueryDict):
            data = form_data(page.get_form(page=page, user=self.request.user), data)
        refuse_invalid_unicode(data)
        return data

    def _summary(self, page):
        namespace = f"{self.request.wagtailapi_router.url_namespace}:forms"
        return {
            "id": page.pk,
            "meta": {
                "type": page.specific_class._meta.label,
                "detail_url": full_url(
                    self.request, self.get_object_detail_urlpath(self.model, page.pk, namespace=namespace)
                ),
                "html_url": page.get_full_url(self.request),
            },
            "title": page.title,
        }

    def _uncacheable(self, response):
        """Forbid caching of `response`, which contains the result of one submission."""
        self.request.cache_hints.private = True
        return response
