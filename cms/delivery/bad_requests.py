"""Handle malformed admin requests: incomplete forms and invalid primary keys."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin.views.generic.chooser import CreationFormMixin
from wagtail.coreutils import resolve_model_string
from wagtail.models import Page

from cms.pages.incomplete_forms import IncompleteFormError

REQUIRED = {
    "wagtailadmin_choose_page_external_link": ["external-link-chooser-url"],
    "wagtailredirects:process_import": ["import_file_name", "input_format"],
}
"""The fields that a form has to contain, by the name of its view. The views of Wagtail fail without them."""


class BadRequestMiddleware:
    """Return 400 for an incomplete form, and 404 for a URL with an invalid primary key."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Raise Http404 if a primary key is invalid for its model, or if a chooser has no form to create something.

        A primary key may be a word where the model has integers, or an integer that the database does not have. Raise
        IncompleteFormError if a form lacks what is `REQUIRED`.
        """
        match = request.resolver_match
        if request.method == "POST":
            if not all(name in request.POST for name in REQUIRED.get(match.view_name, ())):
                raise IncompleteFormError
            if _lacks_form(view):
                raise Http404
        keys = [unquote(str(kwargs["pk"]))] if "pk" in kwargs else []
        is_chosen = match.url_name in ("chosen_multiple", "wagtailadmin_choose_page_chosen_multiple")
        if is_chosen or (match.view_name.startswith("wagtailadmin_api:") and request.path.endswith("/find/")):
            keys += request.GET.getlist("id")
        model = _model_of(view) or (Page if is_chosen else None)
        if not keys or model is None:
            return
        field = resolve_model_string(model)._meta.pk
        for key in keys:
            try:
                field.run_validators(field.to_python(key))
            except ValidationError as error:
                raise Http404 from error

    def process_exception(self, request, exception):
        # An OverflowError is a number that SQLite does not have.
        if not isinstance(exception, (IncompleteFormError, MultiValueDictKeyError, OverflowError)):
            return None
        sentence = str(IncompleteFormError())
        if request.accepts("text/html"):
            return HttpResponse(sentence, status=400, content_type="text/plain; charset=utf-8")
        error = {"success": False, "error_code": "incomplete_form", "error_message": sentence}
        return JsonResponse(error, status=400)


def _lacks_form(view):
    """Return whether `view` is that of a chooser which creates objects by a form, and has no form."""
    view_class = getattr(view, "view_class", None)
    # Choosers of images and documents have a form of their own.
    is_generic = getattr(view_class, "get_creation_form_class", None) is CreationFormMixin.get_creation_form_class
    return is_generic and view_class(**view.view_initkwargs).get_creation_form_class() is None


def _model_of(view):
    """Return the model, or its label, of a class-based view of Wagtail, or None."""
    options = getattr(view, "view_initkwargs", {})
    view_class = getattr(view, "view_class", None) or getattr(view, "cls", None)
    for name in ("model", "model_class"):
        model = options.get(name) or getattr(view_class, name, None)
        if isinstance(model, str) or hasattr(model, "_meta"):
            return model
    return None
