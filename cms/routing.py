"""Find the site and the page of a request, in two queries.

Wagtail caches the root paths of sites for an hour. Processes with caches of their own then use outdated paths, and
every page fails while the cache is unavailable. This module reads the sites when content has changed instead.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS
from django.http import Http404, HttpResponse
from django.http.request import split_domain_port
from django.urls import NoReverseMatch
from wagtail import hooks
from wagtail.coreutils import WAGTAIL_APPEND_SLASH
from wagtail.models import Page, Site, get_page_models
from wagtail.models.sites import SiteRootPath
from wagtail.views import serve as wagtail_serve

from cms import prepared_queries
from cms.content_stamp.kept import keep
from cms.context.addresses import path_of
from cms.context.request import current_context
from cms.prepared_queries import instance_of
from cms.visibility import add_dependencies

SITE_COLUMNS = [field.attname for field in Site._meta.concrete_fields]
PAGE_COLUMNS = tuple(field.attname for field in Page._meta.concrete_fields)


def serve(request, path):
    """Serve the page at `path` of the site of `request`, like Wagtail's own view."""
    request._wagtail_route_for_request = route = find_route(request, path)
    if route:
        add_dependencies([route.page])
    return wagtail_serve(request, path)


def serve_part(request, path, make):
    """Return `make(page)`, the response for a part of the page at `path`, such as its share image.

    It is as public as the page: the same hooks decide, in the same order as in Wagtail's own view. Raise Http404 if
    there is no such page, if it is hidden, and while it asks for a password or a login.
    """
    route = find_route(request, path)
    if route is None or route.args or route.kwargs:
        raise Http404
    request._wagtail_route_for_request = route
    add_dependencies([route.page])
    made = []

    def serve_page(page, *_args):
        made.append(make(page))
        return made[0]

    for wrap in reversed(hooks.get_hooks("on_serve_page")):
        serve_page = wrap(serve_page)
    arguments = route.page, request, route.args, route.kwargs
    for check in hooks.get_hooks("before_serve_page"):
        if isinstance(check(*arguments), HttpResponse):
            raise Http404
    response = serve_page(*arguments)
    if not made:
        raise Http404
    return response


def find_route(request, path):
    """Return the `RouteResult` for the page at `path`, or None if there is no such page.

    The page and its ancestors are read in one query. If one of them overrides `route`, routing is left to Wagtail.
    """
    site = Site.find_for_request(request)
    if site is None:
        return None
    ContentType.objects.get_for_models(*get_page_models())  # fills the cache of content types in one query
    root = site.root_page.localized
    url_paths = [root.url_path]
    for slug in filter(None, path.split("/")):
        url_paths.append(f"{url_paths[-1]}{slug}/")
    rows = prepared_queries.fetch_rows(_page_rows, (), url_paths, plan_once=True)
    found = [instance_of(Page, PAGE_COLUMNS, row) for row in rows]
    pages_by_path = {page.url_path: page for page in found}
    pages = [pages_by_path[url_path] for url_path in url_paths if url_path in pages_by_path]
    ancestors = pages if len(pages) < len(url_paths) else pages[:-1]
    if any(page.specific_class is None or page.specific_class.route is not Page.route for page in ancestors):
        return root.specific.route(request, [slug for slug in path.split("/") if slug])
    if len(pages) < len(url_paths):
        return None
    page = _specific(pages[-1])
    if ancestors:
        page._cached_parent_obj = ancestors[-1]
    page.ancestor_ids = [ancestor.pk for ancestor in ancestors]
    return page.route(request, [])


def _specific(page):
    """Return the specific instance of `page`, with the relations that its model lists in `joined_when_served`."""
    model = page.specific_class
    if model is None:
        return page.specific
    joined = getattr(model, "joined_when_served", ())  # page types that do not extend ContentPage lack it
    if type(model._default_manager) is not type(Page.objects):
        return model._default_manager.select_related(*joined).get(pk=page.pk)
    names = tuple(field.attname for field in model._meta.concrete_fields)
    (specific,) = prepared_queries.fetch_instances(_rows_of_type, model, names, tuple(joined), (), [page.pk])
    return specific


def _page_rows(placeholders):
    return Page.objects.filter(url_path__in=placeholders).order_by().values_list(*PAGE_COLUMNS)


def _rows_of_type(placeholders, model, columns):
    return model._default_manager.filter(id__in=placeholders).order_by().values_list(*columns)


def find_site(request):
    """Return the `Site` of `request`, or None, by the rules of `wagtail.models.sites.get_site_for_hostname`.

    In order of precedence: the site with this host and port, the default site if it has this host, the only site
    with this host, the default site.
    """
    hostname = split_domain_port(request._get_raw_host())[0]  # get_host() would raise DisallowedHost
    port = int(request.get_port())
    default = next((site for site in _sites() if site.is_default_site), None)
    host_sites = [site for site in _sites() if site.hostname == hostname]
    for site in host_sites:
        if site.port == port:
            return site
    if default in host_sites:
        return default
    if default is None or len(host_sites) == 1:
        return host_sites[0] if len(host_sites) == 1 else None
    return default


def site_root_paths():
    """Return the `SiteRootPath`s from which page URLs are built, the most specific path first."""
    return current_context().memoize("site root paths", _site_root_paths)


def _site_root_paths():
    paths = []
    for site in _sites():
        roots = [site.root_page]
        if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            roots = site.root_page.get_translations(inclusive=True).select_related("locale")
        for root in roots:
            language = root.locale.language_code if root.pk != site.root_page_id else site.language_code
            paths.append(SiteRootPath(site.pk, root.url_path, site.root_url, language))
    return paths


def _sites():
    return current_context().memoize("sites", _fetch_sites)


def _fetch_sites():
    sites = []
    for *row, language_code in keep("sites", lambda: prepared_queries.fetch_rows(_site_rows, ())):
        site = Site.from_db(DEFAULT_DB_ALIAS, SITE_COLUMNS, row[: len(SITE_COLUMNS)])
        site.root_page = instance_of(Page, PAGE_COLUMNS, row[len(SITE_COLUMNS) :])
        site.language_code = language_code
        sites.append(site)
    return sites


def _site_rows(_parameters):
    root = (f"root_page__{name}" for name in PAGE_COLUMNS)
    sites = Site.objects.order_by("-root_page__url_path", "-is_default_site", "hostname")
    return sites.values_list(*SITE_COLUMNS, *root, "root_page__locale__language_code")


def url_parts(page, request=None):
    """Return the id and URL of the site of `page`, and the path of the page, like `Page.get_url_parts`.

    Wagtail reverses the URL pattern anew for each link, and asks for the active language.
    """
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False) or not current_context().memoizes:
        return _url_parts_of_wagtail(page, request)
    parts = current_context().memoize(("URL", page.url_path), lambda: _url_parts(page.url_path))
    return _url_parts_of_wagtail(page, request) if parts is None else parts


def _url_parts(url_path):
    """Return the parts of the URL, or None unless the page belongs to exactly one site."""
    sites = [site for site in site_root_paths() if url_path.startswith(site.root_path)]
    if len(sites) != 1:
        return None
    (site,) = sites
    try:
        path = path_of("wagtail_serve", url_path[len(site.root_path) :])
    except NoReverseMatch:
        return site.site_id, None, None
    if not WAGTAIL_APPEND_SLASH and path != "/":
        path = path.rstrip("/")
    return site.site_id, site.root_url, path


_url_parts_of_wagtail = Page.get_url_parts


def replace_site_root_paths():
    """Replace Wagtail's lookups of sites and site root paths, and the URLs of pages that follow from them."""
    Site.get_site_root_paths = staticmethod(site_root_paths)
    Site._find_for_request = staticmethod(find_site)
    Page.get_url_parts = url_parts
