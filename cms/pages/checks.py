"""System checks that read the database: `manage.py migrate` and `manage.py check --database default` run them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Tags, Warning, register
from django.db import connections
from wagtail.models import Site

PORTS = {"http": 80, "https": 443}


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
    """Return the default site in the database `alias`: none before the first `migrate`."""
    if Site._meta.db_table not in connections[alias].introspection.table_names():
        return []
    return Site.objects.using(alias).filter(is_default_site=True).only("hostname", "port")


def _parts(address):
    """Return what makes two addresses equal, whether they name the standard port or not."""
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme], parts.path.rstrip("/")
