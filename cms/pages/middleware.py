"""Redirects of the site."""

from urllib.parse import urlparse

from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.visibility import add_dependencies, public_pages


class PublicRedirectMiddleware(RedirectMiddleware):
    """Wagtail's redirect middleware, without redirects to hidden pages, whose URLs may reveal their content."""

    def process_response(self, request, response):
        if response.status_code == 404 and self._leads_to_something_hidden(request):
            return response
        return super().process_response(request, response)

    def _leads_to_something_hidden(self, request):
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        redirect = get_redirect(request, path) or get_redirect(request, urlparse(path).path)
        if not redirect or not redirect.redirect_page_id:
            return False
        page = Page.objects.filter(pk=redirect.redirect_page_id)
        page = public_pages(page).first()
        add_dependencies(filter(None, [page]))
        return page is None
