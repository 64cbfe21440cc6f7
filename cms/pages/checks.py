"""System checks of the addresses of the site: it has one, and answers to it.

Those that read the database are run by `manage.py migrate` and `manage.py check --database default`.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Tags, Warning, register
from django.db import connections
from django.http.request import validate_host
from wagtail.models import Site

PORTS = {"http": 80, "https": 443}


@register
def check_addresses_of_settings(app_configs, **kwargs):
    """Compare the settings that name the address of the site: BASE_URL, those of Wagtail, and ALLOWED_HOSTS."""
    warnings = [
        Warning(
            f"{name} is {getattr(settings, name)}, and BASE_URL is {settings.BASE_URL}.",
            hint=f"Remove {name} from the settings: cms/settings/base.py sets it to BASE_URL.",
            id="cms_pages.W002",
        )
        for name in ("WAGTAILADMIN_BASE_URL", "WAGTAILAPI_BASE_URL")
        if _parts(getattr(settings, name)) != _parts(settings.BASE_URL)
    ]
    host = urlsplit(settings.BASE_URL).hostname
    if not _is_allowed(host):
        warnings.append(
            Warning(
                f"ALLOWED_HOSTS does not contain {host}, the host of BASE_URL.",
                hint="Add it. Otherwise each request to the address of the site is answered with 400.",
                id="cms_pages.W003",
            )
        )
    return warnings


@register(Tags.database)
def check_hosts_of_sites(app_configs, databases=None, **kwargs):
    """Return a warning for each `Site` record whose host is not in ALLOWED_HOSTS."""
    return [
        Warning(
            f"ALLOWED_HOSTS does not contain {site.hostname}, the host of the site {site.root_url}.",
            hint="Add it, or correct the host of the site in the admin under Settings, Sites. The addresses of its "
            "pages lead there.",
            id="cms_pages.W004",
        )
        for alias in databases or ()
        for site in _sites(alias)
        if not _is_allowed(site.hostname)
    ]


@register(Tags.database)
def check_address_of_default_site(app_configs, databases=None, **kwargs):
    """Compare the address of the default `Site` record with the setting BASE_URL.

    The links of pages, their canonical addresses and the sitemap come from the record. The pictures that other sites
    show for a link, the links in mails and the addresses of files in the API come from the setting.
    """
    return [
        Warning(
            f"The default site has the address {site.root_url}, and BASE_URL is {settings.BASE_URL}.",
            hint="Visitors, search engines and apps get both addresses. Correct the host and port of the site in the "
            "admin under Settings, Sites (port 443 for https), or the variable BASE_URL.",
            id="cms_pages.W001",
        )
        for alias in databases or ()
        for site in _default_sites(alias)
        if _parts(site.root_url) != _parts(settings.BASE_URL)
    ]


def _default_sites(alias):
    return [site for site in _sites(alias) if site.is_default_site]


def _sites(alias):
    """Return the sites in the database `alias`: none before the first `migrate`."""
    if Site._meta.db_table not in connections[alias].introspection.table_names():
        return []
    return Site.objects.using(alias).only("hostname", "port", "is_default_site")


def _is_allowed(host):
    """Return whether the site answers to `host`. Django allows these of a machine for development by itself."""
    hosts = settings.ALLOWED_HOSTS or ([".localhost", "127.0.0.1", "[::1]"] if settings.DEBUG else [])
    return validate_host(host.lower(), hosts)


def _parts(address):
    """Return what makes two addresses equal, whether they name the standard port or not."""
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme], parts.path.rstrip("/")
