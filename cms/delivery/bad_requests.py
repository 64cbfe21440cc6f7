"""Handle malformed admin requests: incomplete forms and invalid primary keys."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from wagtail.coreutils import resolve_model_string

from cms.pages.incomplete_forms import IncompleteFormError


class BadRequestMiddleware:
    """Return 400 for an incomplete form, and 404 for a URL with an invalid primary key."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Raise Http404 if the primary key in the URL is invalid for its model, such as a word for an integer.

        Raise IncompleteFormError if a link to another site has no URL, which the form of Wagtail does not expect.
        """
        is_link = request.resolver_match.url_name == "wagtailadmin_choose_page_external_link"
        if is_link and request.method == "POST" and "external-link-chooser-url" not in request.POST:
            raise IncompleteFormError
        keys = [unquote(str(kwargs["pk"]))] if "pk" in kwargs else []
        is_find = request.resolver_match.view_name.startswith("wagtailadmin_api:") and request.path.endswith("/find/")
        if is_find or request.resolver_match.url_name == "chosen_multiple":
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
    """Return the model, or its label, of a class-based view of Wagtail, or None."""
    options = getattr(view, "view_initkwargs", {})
    view_class = getattr(view, "view_class", None) or getattr(view, "cls", None)
    for name in ("model", "model_class"):
        model = options.get(name) or getattr(view_class, name, None)
        if isinstance(model, str) or hasattr(model, "_meta"):
            return model
    return None
