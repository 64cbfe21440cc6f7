"""Redirects for the addresses of pages that are deleted or unpublished."""

from functools import reduce
from operator import or_
from typing import NamedTuple

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page


class RedirectForm(forms.Form):
    """Where visitors of `pages`, which are about to disappear, are sent instead."""

    redirect_to = forms.ModelChoiceField(
        queryset=Page.objects.filter(depth__gt=1),
        required=False,
        widget=AdminPageChooser,
        label=_("Send visitors to"),
        help_text=_(
            "So that links from other sites, bookmarks and search engines lead somewhere, also those to pages that "
            "disappear with it. If you leave it empty, visitors read that the page does not exist."
        ),
    )

    def __init__(self, pages, data=None):
        super().__init__(data, initial={"redirect_to": _parent_of_all(pages)})
        self.pages = pages

    def clean_redirect_to(self):
        target = self.cleaned_data["redirect_to"]
        if target and any(target.path.startswith(page.path) for page in self.pages):
            raise forms.ValidationError(gettext("Choose a page that stays: this one disappears, too."))
        if target and not target.live:
            raise forms.ValidationError(gettext("Choose a page that is published."))
        return target


def removes_addresses(action):
    """Return whether `action`, a bulk action of Wagtail, removes pages from their addresses."""
    return action.model is Page and action.action_type in ("delete", "unpublish")


class PlannedRedirects(NamedTuple):
    """Redirects to create when the pages are gone."""

    target: Page
    is_permanent: bool
    addresses: set
    """Pairs of the id of a site and a path."""

    def create(self):
        for site_id in {site_id for site_id, _path in self.addresses}:
            paths = [path for site, path in self.addresses if site == site_id]
            Redirect.objects.filter(site_id=site_id, old_path__in=paths).delete()
        Redirect.objects.bulk_create(
            Redirect(old_path=path, site_id=site_id, redirect_page_id=self.target.pk, is_permanent=self.is_permanent)
            for site_id, path in self.addresses
        )


def plan_redirects(pages, target, *, is_permanent, with_descendants):
    """Return the redirects from the public addresses of `pages` to the page `target`.

    Redirects that lead to the pages now, such as those from their earlier addresses, are among them.
    """
    going = Q(pk__in=[page.pk for page in pages])
    if with_descendants:
        going = reduce(or_, (Q(path__startswith=page.path) for page in pages))
    going = Page.objects.filter(going)
    earlier = Redirect.objects.filter(redirect_page__in=going).values_list("site_id", "old_path")
    addresses = set(earlier) if is_permanent else set()
    for public in going.filter(live=True).iterator():
        if parts := public.get_url_parts():
            addresses.add((parts[0], Redirect.normalise_path(parts[2])))
    return PlannedRedirects(target, is_permanent, addresses)


def _parent_of_all(pages):
    """Return the page below which all of `pages` are, if it is published and not the root."""
    parents = {page.get_parent() for page in pages}
    parent = parents.pop() if len(parents) == 1 else None
    return parent if parent and parent.live and not parent.is_root() else None
