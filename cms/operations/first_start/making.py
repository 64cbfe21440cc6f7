"""Make the first objects of a new installation: a site with the name of the practice, and the first administrator.

Each function returns whether it has made something. What exists already stays as it is.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from wagtail.models import Page, Site

from cms.plugins.registry import registry
from cms.sites.models import Practice

PORTS = {"http": 80, "https": 443}


@transaction.atomic
def make_site(practice_name):
    """Replace Wagtail's welcome page by the first page of a plugin, and give the site the address of BASE_URL."""
    site = default_site()
    if site and site.root_page.specific_class is not Page:
        return False
    page = next(filter(None, (plugin.make_first_page(practice_name) for plugin in registry)), None)
    if page is None:
        return False
    root = Page.get_first_root_node()
    if site and site.root_page.depth > root.depth:
        # Its slug is the one of the new page.
        Page.objects.filter(pk=site.root_page.pk).update(slug=f"{site.root_page.slug}-of-wagtail")
    root.add_child(instance=page)
    page.save_revision().publish()
    address = urlsplit(settings.BASE_URL)
    values = {
        "hostname": address.hostname,
        "port": address.port or PORTS[address.scheme],
        "root_page": page,
        "site_name": practice_name,
    }
    welcome = site.root_page if site else None
    Site.objects.update_or_create(is_default_site=True, defaults=values)
    if welcome and welcome.depth > root.depth and not welcome.get_children().exists():
        welcome.delete()
    return True


@transaction.atomic
def make_practice(name):
    """Publish the name of the practice, which stands in the header of each page."""
    site = default_site()
    if site is None or has_practice():
        return False
    practice = Practice.for_editing(site)
    practice.name = name
    practice.save_revision().publish()
    return True


def make_administrator(username, email):
    """Make the first account, a superuser without a password: a link lets its owner choose one.

    Raises:
        ValidationError: the name or the address is malformed.
    """
    if administrators().exists():
        return False
    user = get_user_model()(username=username, email=email, is_superuser=True, is_staff=True)
    user.set_unusable_password()
    user.full_clean()
    user.save()
    return True


def default_site():
    """Return the default site, or None."""
    return Site.objects.filter(is_default_site=True).select_related("root_page").first()


def has_practice():
    """Return whether the practice has a name. Its draft counts as well."""
    site = default_site()
    practice = site and Practice.objects.filter(site=site).first()
    return bool(practice and (practice.name or practice.latest_revision_id))


def administrators():
    """Return the accounts that may do everything."""
    return get_user_model().objects.filter(is_superuser=True, is_active=True)
