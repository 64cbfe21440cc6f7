"""Answers for pictures whose file is gone or could not be stored."""

from django.http import HttpResponse, HttpResponseNotFound, JsonResponse
from wagtail.images.models import SourceImageIOError

from cms.images.fields import ImageNotStoredError

FILE_IS_GONE = "The file of this picture is gone. It may have been deleted with its consent."


class MissingImageFileMiddleware:
    """Answers 404 and a sentence where a view, such as Wagtail's preview, needs a file that is gone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, SourceImageIOError):
            return HttpResponseNotFound(FILE_IS_GONE, content_type="text/plain; charset=utf-8")
        if isinstance(exception, ImageNotStoredError):  # where no form tells of it
            sentence = exception.messages[0]
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                return JsonResponse({"success": False, "error_message": sentence})
            return HttpResponse(sentence, status=507, content_type="text/plain; charset=utf-8")
        return None
