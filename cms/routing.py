"""Find the site and the page of a request, in two queries.

Wagtail keeps the addresses of sites in the cache for an hour, so that other processes with caches of their own answer
with old ones, and every page fails while the cache is away. Here they are read once for each answer.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http.request import split_domain_port
from wagtail.models import Page, Site, get_page_models
from wagtail.models.sites import SiteRootPath
from wagtail.views import serve as wagtail_serve

from cms import prepared_queries
from cms.context.request import current_context

SITE_COLUMNS = [field.attname for field in Site._meta.concrete_fields]
PAGE_COLUMNS = [field.attname for field in Page._meta.concrete_fields]


def serve(request, path):
    """Serve the page at `path` of the site of `request`, as Wagtail's own view does."""
    request._wagtail_route_for_request = find_route(request, path)
    return wagtail_serve(request, path)


def find_route(request, path):
    """Return the `RouteResult` for the page at `path`, or None where Wagtail has to find it, or there is none.

    All pages on the way are read in one query. A page type that routes in its own way is asked as Wagtail does.
    """
    site = Site.find_for_request(request)
    if site is None:
        return None
    ContentType.objects.get_for_models(*get_page_models())  # all in one query, where the process does not know them
    root = site.root_page.localized
    addresses = [root.url_path]
    for slug in filter(None, path.split("/")):
        addresses.append(f"{addresses[-1]}{slug}/")
    found = {page.url_path: page for page in Page.objects.filter(url_path__in=addresses)}
    pages = [found[address] for address in addresses if address in found]
    above = pages if len(pages) < len(addresses) else pages[:-1]
    if any(page.specific_class is None or page.specific_class.route is not Page.route for page in above):
        return root.specific.route(request, [slug for slug in path.split("/") if slug])
    if len(pages) < len(addresses):
        return None
    page = _specific(pages[-1])
    if above:
        page._cached_parent_obj = above[-1]
    page.ancestor_ids = [one.pk for one in above]
    return page.route(request, [])


def _specific(page):
    """Return `page` as its own type, with the rows that its template reads beside the loader's."""
    model = page.specific_class
    if model is None:
        return page.specific
    joined = getattr(model, "joined_when_served", ())  # a page type of another package may not know it
    return model._default_manager.select_related(*joined).get(pk=page.pk)


def find_site(request):
    """Return the `Site` of `request`, or None: Wagtail's own rules, over sites that are read once for an answer.

    An exact host and port come first, then the host of the default site, then a host that one site alone has, then
    the default site. See `wagtail.models.sites.get_site_for_hostname`.
    """
    hostname = split_domain_port(request._get_raw_host())[0]  # ALLOWED_HOSTS is checked elsewhere
    port = int(request.get_port())
    default = next((site for site in _sites() if site.is_default_site), None)
    of_host = [site for site in _sites() if site.hostname == hostname]
    for site in of_host:
        if site.port == port:
            return site
    if default in of_host:
        return default
    if default is None or len(of_host) == 1:
        return of_host[0] if len(of_host) == 1 else None
    return default


def site_root_paths():
    """Return the `SiteRootPath`s by which pages make their addresses, the most specific one first."""
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
    for *row, language_code in prepared_queries.fetch_rows(_site_rows, ()):
        site = Site.from_db(None, SITE_COLUMNS, row[: len(SITE_COLUMNS)])
        site.root_page = Page.from_db(None, PAGE_COLUMNS, row[len(SITE_COLUMNS) :])
        site.language_code = language_code
        sites.append(site)
    return sites


def _site_rows(_places):
    root = (f"root_page__{name}" for name in PAGE_COLUMNS)
    sites = Site.objects.order_by("-root_page__url_path", "-is_default_site", "hostname")
    return sites.values_list(*SITE_COLUMNS, *root, "root_page__locale__language_code")


def replace_site_root_paths():
    """Let Wagtail find sites and their root paths here. Both are private API of Wagtail's."""
    Site.get_site_root_paths = staticmethod(site_root_paths)
    Site._find_for_request = staticmethod(find_site)
