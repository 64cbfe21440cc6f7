"""Answers to requests that no page of the admin sends: incomplete forms and impossible keys."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from wagtail.coreutils import resolve_model_string

from cms.pages.blocks.lossless import IncompleteFormError


class BadRequestMiddleware:
    """Answers an incomplete form with 400 and a sentence, and an address with an impossible key with 404."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Raise Http404 if the address names an object by a key that its model cannot have, such as a word."""
        keys = [unquote(str(kwargs["pk"]))] if "pk" in kwargs else []
        if request.resolver_match.url_name == "chosen_multiple":
            keys += request.GET.getlist("id")
        model = _model_of(view)
        if not keys or model is None:
            return
        for key in keys:
            try:
                resolve_model_string(model)._meta.pk.to_python(key)
            except ValidationError as error:
                raise Http404 from error

    def process_exception(self, request, exception):
        if not isinstance(exception, IncompleteFormError):
            return None
        if request.accepts("text/html"):
            return HttpResponse(str(exception), status=400, content_type="text/plain; charset=utf-8")
        error = {"success": False, "error_code": "incomplete_form", "error_message": str(exception)}
        return JsonResponse(error, status=400)


def _model_of(view):
    """Return the model, or its label, of a class-based `view` of Wagtail's, or None."""
    options = getattr(view, "view_initkwargs", {})
    view_class = getattr(view, "view_class", None)
    for name in ("model", "model_class"):
        found = options.get(name) or getattr(view_class, name, None)
        if isinstance(found, str) or hasattr(found, "_meta"):
            return found
    return None
