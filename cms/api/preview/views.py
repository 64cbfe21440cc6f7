"""Sends staff to the front end with a token, and answers the front end that brings it."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.functional import cached_property
from wagtail.admin.userbar import Userbar
from wagtail.api.v2.utils import BadRequestError
from wagtail.users.models import UserProfile

from cms.consent.channels import STAFF, showing_on
from cms.images.previews import with_signatures
from cms.images.representation import full_url

from ..pages import PagesAPIViewSet
from ..parameters import parameter
from .front_end import front_end_of, preview_address
from .models import PreviewDraft

ENDED = "This preview has ended, or its address is not complete. Open it anew from the editor."
"""Said for every token that does not hold, for the same words tell nobody whether a page exists."""


def preview_by_front_end(page, request, mode, extra):
    """Send staff who ask for a preview of `page` to the front end of its site. Returns None where it has none.

    `request` is theirs, and `extra` says whether they look at it in the panel of the editor.
    """
    front_end = front_end_of(page)
    if not front_end:
        return None
    more = {}
    if mode and len(page.preview_modes) > 1:
        more["mode"] = mode
    if extra.get("in_preview_panel"):
        more["in_preview_panel"] = "true"
    UserProfile.get_for_user(request.user)  # The user bar asks for it, and where there is none, that would write one.
    draft = PreviewDraft.keep(page, request.user)
    return for_nobody_else(HttpResponseRedirect(preview_address(front_end, draft, **more)))


def for_nobody_else(response):
    """Let no cache, no search engine and no other site learn of `response`, nor of the token in its address."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


class PagePreviewAPIViewSet(PagesAPIViewSet):
    """A draft in the shape of a page's detail, as its editor sees it: also what no consent covers yet."""

    name = "page_preview"
    known_query_parameters = PagesAPIViewSet.known_query_parameters.union(
        ["content_type", "token", "mode", "in_preview_panel"]
    )

    @classmethod
    def get_urlpatterns(cls):
        detail = cls.as_view({"get": "detail_view"})
        return [
            path("", detail, name="listing"),
            path("userbar/", cls.as_view({"get": "userbar_view"}), name="userbar"),
            # As in the documentation of wagtail-headless-preview, where the token alone says which page it is.
            path("<int:pk>/", detail, name="detail"),
        ]

    @classmethod
    def describe(cls, api, name):
        whole, _selection = cls.describe_objects(api)
        names = {
            "content_type": "Type of the page, as the preview’s address has it.",
            "token": "As the address has it.",
        }
        parameters = [parameter(name, {"type": "string"}, description) for name, description in names.items()]
        return {"": {"get": api.operation(name, "A draft, for the preview that staff opened.", whole, parameters)}}

    def dispatch(self, request, *args, **kwargs):
        request.answer.private = True
        return for_nobody_else(super().dispatch(request, *args, **kwargs))

    def detail_view(self, request, pk=None):
        with showing_on(STAFF, for_apps=True):
            response = super().detail_view(request, pk)
            response.data = with_signatures(response.data, full_url(request, ""))
        return response

    def userbar_view(self, request):
        """Answer with Wagtail's user bar, as HTML for the page of the front end that shows this preview.

        It brings the content checker, and keeps the place to which the panel was scrolled.
        https://docs.wagtail.org/en/stable/advanced_topics/headless.html
        """
        request = request._request
        # The links are those that the person may follow who opened the preview. No cookie says who that is.
        request.user = self.draft.user
        request.in_preview_panel = request.GET.get("in_preview_panel") == "true"
        return HttpResponse(Userbar(object=self.draft.page).render_html({"request": request}))

    def get_object(self):
        return self.page

    @cached_property
    def draft(self):
        """The draft that the parameters name. Raises BadRequestError for one that is missing, and else Http404."""
        parameters = self.request.GET
        missing = [name for name in ("content_type", "token") if not parameters.get(name)]
        if missing:
            raise BadRequestError(f"missing: {', '.join(missing)}. Send what the address of the preview has.")
        draft = PreviewDraft.of_token(parameters["token"], parameters["content_type"])
        if draft is None:
            raise Http404(ENDED)
        return draft

    @cached_property
    def page(self):
        page = self.draft.as_page()
        if page is None:
            raise Http404(ENDED)
        return page
