"""Sends staff to the front end with a token, and answers the front end that brings it, and apps that read drafts."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.functional import cached_property
from wagtail.admin.userbar import Userbar
from wagtail.api.v2.utils import BadRequestError
from wagtail.users.models import UserProfile

from cms.api.json_schema import STRING
from cms.api.preview.front_end import front_end_of, preview_address
from cms.api.preview.models import PreviewDraft
from cms.api.tokens.authentication import InsufficientScopeError
from cms.api.tokens.models import Scope
from cms.api.v2.pages import PagesAPIViewSet
from cms.api.v2.parameters import ID, PARAMETERS, parameter
from cms.api.v2.sites import pages_of
from cms.api.v2.views import READING, APIViewMixin
from cms.consent.models import ConsentRequired
from cms.context.channels import PREVIEW, Channel
from cms.context.request import use_context
from cms.delivery.media.signatures import with_signatures
from cms.images.representation import full_url
from cms.visibility import pages_for_audience

ENDED = "This preview has ended, or its address is not complete. Open it anew from the editor."
"""Said for every token that does not hold, for the same words tell nobody whether a page exists."""
OF_PREVIEW = {
    "content_type": "Type of the page, as the preview’s address has it.",
    "token": "As the preview’s address has it.",
    "mode": "As the preview’s address has it, for types with several.",
    "in_preview_panel": "`true` in the panel of the editor.",
}
"""The parameters of a preview's address."""
NEEDED = ("content_type", "token")


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
    return make_private(HttpResponseRedirect(preview_address(front_end, draft, **more)))


def make_private(response):
    """Let no cache, no search engine and no other site learn of `response`, nor of the token in its address."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


class PagePreviewAPIViewSet(PagesAPIViewSet):
    """A draft in the shape of a page's detail.

    With the token of a preview, it is that draft as its editor sees it: also what no consent covers yet. Nobody knows
    who looks at an app: with a token that may read drafts, it gets the current draft of a page, with what that refers
    to as far as it is public, and no draft that shows a patient who does not allow apps.
    """

    name = "page_preview"
    token_scopes = dict.fromkeys(("GET", "HEAD", "OPTIONS"), (Scope.PREVIEW, *READING))
    known_query_parameters = PagesAPIViewSet.known_query_parameters.union(OF_PREVIEW)

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
        whole, selection = cls.describe_objects(api)
        answer = {"anyOf": [whole, selection]}
        of_preview = [parameter(key, STRING, text) for key, text in OF_PREVIEW.items()]
        needed = [one | {"required": True} if one["name"] in NEEDED else one for one in of_preview]
        shown = [PARAMETERS[key] for key in PARAMETERS if key in APIViewMixin.detail_query_parameters]
        pk = [parameter("id", ID, "Which page.", "path"), PARAMETERS["site"]]
        userbar = api.operation(
            "preview_userbar", "Wagtail’s user bar, for the preview that staff opened.", {}, needed
        )
        userbar["responses"]["200"]["content"] = {"text/html": {"schema": STRING}}
        return {
            "": {"get": api.operation(name, "A draft, for the preview that staff opened.", answer, needed + shown)},
            "userbar/": {"get": userbar},
            "{id}/": {
                "get": api.operation(
                    "get_draft",
                    "The current draft of a page, for a token that may read drafts; or that of a preview.",
                    answer,
                    pk + of_preview + shown,
                )
            },
        }

    def dispatch(self, request, *args, **kwargs):
        request.cache_hints.private = True
        return make_private(super().dispatch(request, *args, **kwargs))

    def detail_view(self, request, pk=None):
        if self.is_asked_by_app:
            return super().detail_view(request, pk)
        with use_context(PREVIEW, for_apps=True):
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

    @property
    def is_asked_by_app(self):
        """Whether the request names a page and has a token of the API in place of that of a preview."""
        return self.request.auth is not None and "pk" in self.kwargs and "token" not in self.request.GET

    def get_object(self):
        return self.current_draft() if self.is_asked_by_app else self.page

    def current_draft(self):
        """Return the page that the address names as it is in the editor now. Raises Http404 if that is not told."""
        if not self.request.auth.allows(Scope.PREVIEW):
            raise InsufficientScopeError(self.request.auth, [Scope.PREVIEW])
        page = get_object_or_404(pages_for_audience(pages_of(self.site)), pk=self.kwargs["pk"])
        draft = page.get_latest_revision_as_object()
        if isinstance(draft, ConsentRequired) and draft.consent_problem(channel=Channel.APPS):
            raise Http404
        return draft

    @cached_property
    def draft(self):
        """The draft that the parameters name. Raises BadRequestError for one that is missing, and else Http404."""
        parameters = self.request.GET
        missing = [name for name in NEEDED if not parameters.get(name)]
        if missing:
            instead = ", or the token of an app that may read drafts" if "pk" in self.kwargs else ""
            raise BadRequestError(f"missing: {', '.join(missing)}. Send what the preview’s address has{instead}.")
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
