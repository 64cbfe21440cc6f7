"""Previews: the redirect of staff to the front end, and the endpoint for drafts."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.functional import cached_property
from wagtail.admin.userbar import Userbar
from wagtail.api.v2.utils import BadRequestError
from wagtail.users.models import UserProfile

from cms.api.json_schema import STRING
from cms.api.preview.front_end import front_end_url, preview_url
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

INVALID_PREVIEW = "This preview has expired, or its URL is incomplete. Open it again from the editor."
"""One message for all failures, so that the existence of a page is not revealed."""
PREVIEW_PARAMETERS = {
    "content_type": "Page type, from the URL of the preview.",
    "token": "Preview token, from the URL of the preview.",
    "mode": "Preview mode, from the URL of the preview. Only for page types with several modes.",
    "in_preview_panel": "`true` in the preview panel of the editor.",
}
"""Query parameters of the preview URL on the front end."""
REQUIRED_PARAMETERS = ("content_type", "token")


def preview_by_front_end(page, request, mode, extra):
    """Redirect a preview of `page` to the front end of its site, or return None if it has none.

    Registered for the hook `preview_page`. `extra` has `in_preview_panel` if the preview panel shows the page.
    """
    front_end = front_end_url(page)
    if not front_end:
        return None
    parameters = {}
    if mode and len(page.preview_modes) > 1:
        parameters["mode"] = mode
    if extra.get("in_preview_panel"):
        parameters["in_preview_panel"] = "true"
    UserProfile.get_for_user(request.user)  # The user bar needs it, and would create it in a GET request.
    draft = PreviewDraft.store(page, request.user)
    return make_private(HttpResponseRedirect(preview_url(front_end, draft, **parameters)))


def make_private(response):
    """Set headers that keep `response` and the token in its URL from caches, search engines and other sites."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


class PagePreviewAPIViewSet(PagesAPIViewSet):
    """A draft, in the representation of a page's detail.

    - A preview token gives access to its draft as the editor sees it, including content without a consent.
    - An API token with the scope `preview` gives access to the current draft of a page. It shows only public related
      objects, and no draft whose consent does not cover apps, because the users of an app are unknown.
    """

    name = "page_preview"
    token_scopes = dict.fromkeys(("GET", "HEAD", "OPTIONS"), (Scope.PREVIEW, *READING))
    known_query_parameters = PagesAPIViewSet.known_query_parameters.union(PREVIEW_PARAMETERS)

    @classmethod
    def get_urlpatterns(cls):
        detail = cls.as_view({"get": "detail_view"})
        return [
            path("", detail, name="listing"),
            path("userbar/", cls.as_view({"get": "userbar_view"}), name="userbar"),
            # wagtail-headless-preview documents this URL. With a preview token, the id is ignored.
            path("<int:pk>/", detail, name="detail"),
        ]

    @classmethod
    def describe(cls, api, name):
        whole, selection = cls.describe_objects(api)
        schema = {"anyOf": [whole, selection]}
        of_preview = [parameter(key, STRING, text) for key, text in PREVIEW_PARAMETERS.items()]
        required = [item | {"required": True} if item["name"] in REQUIRED_PARAMETERS else item for item in of_preview]
        detail_parameters = [PARAMETERS[key] for key in PARAMETERS if key in APIViewMixin.detail_query_parameters]
        pk = [parameter("id", ID, "Id of the page.", "path"), PARAMETERS["site"]]
        userbar = api.operation("preview_userbar", "Wagtail’s user bar for a preview.", {}, required)
        userbar["responses"]["200"]["content"] = {"text/html": {"schema": STRING}}
        return {
            "": {"get": api.operation(name, "Get the draft of a preview.", schema, required + detail_parameters)},
            "userbar/": {"get": userbar},
            "{id}/": {
                "get": api.operation(
                    "get_draft",
                    "Get the current draft of a page with an API token, or the draft of a preview.",
                    schema,
                    pk + of_preview + detail_parameters,
                )
            },
        }

    def dispatch(self, request, *args, **kwargs):
        request.cache_hints.private = True
        return make_private(super().dispatch(request, *args, **kwargs))

    def detail_view(self, request, pk=None):
        if self.has_api_token:
            return super().detail_view(request, pk)
        with use_context(PREVIEW, for_apps=True):
            response = super().detail_view(request, pk)
            response.data = with_signatures(response.data, full_url(request, ""))
        return response

    def userbar_view(self, request):
        """Return Wagtail's user bar as HTML, for the front end's page that shows this preview.

        It includes the content checker, and restores the scroll position of the preview panel.
        https://docs.wagtail.org/en/stable/advanced_topics/headless.html
        """
        request = request._request
        # The front end sends no session cookie, so links depend on the user who opened the preview.
        request.user = self.draft.user
        request.in_preview_panel = request.GET.get("in_preview_panel") == "true"
        return HttpResponse(Userbar(object=self.draft.page).render_html({"request": request}))

    @property
    def has_api_token(self):
        """Whether the request has an API token and a page id instead of a preview token."""
        return self.request.auth is not None and "pk" in self.kwargs and "token" not in self.request.GET

    def get_object(self):
        return self.current_draft() if self.has_api_token else self.page

    def current_draft(self):
        """Return the latest draft of the page in the URL. Raises Http404 if the token gives no access to it."""
        if not self.request.auth.allows(Scope.PREVIEW):
            raise InsufficientScopeError(self.request.auth, [Scope.PREVIEW])
        page = get_object_or_404(pages_for_audience(pages_of(self.site)), pk=self.kwargs["pk"])
        draft = page.get_latest_revision_as_object()
        if isinstance(draft, ConsentRequired) and draft.consent_problem(channel=Channel.APPS):
            raise Http404
        return draft

    @cached_property
    def draft(self):
        """Return the draft of the preview token.

        Raises BadRequestError for missing parameters, and Http404 for an invalid token.
        """
        parameters = self.request.GET
        missing = [name for name in REQUIRED_PARAMETERS if not parameters.get(name)]
        if missing:
            alternative = " Or send an API token with the scope preview." if "pk" in self.kwargs else ""
            raise BadRequestError(
                f"missing: {', '.join(missing)}. Send the parameters of the preview URL.{alternative}"
            )
        draft = PreviewDraft.from_token(parameters["token"], parameters["content_type"])
        if draft is None:
            raise Http404(INVALID_PREVIEW)
        return draft

    @cached_property
    def page(self):
        page = self.draft.as_page()
        if page is None:
            raise Http404(INVALID_PREVIEW)
        return page
