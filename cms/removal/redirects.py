"""Redirects for the addresses of pages that are deleted or unpublished."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page


class RedirectForm(forms.Form):
    """Where visitors of `page`, which is about to disappear, are sent instead."""

    redirect_to = forms.ModelChoiceField(
        queryset=Page.objects.filter(depth__gt=1),
        required=False,
        widget=AdminPageChooser,
        label=_("Send visitors of its address to"),
        help_text=_(
            "So that links from other sites, bookmarks and search engines lead somewhere, also those to pages that "
            "disappear with it. If you leave it empty, visitors read that the page does not exist."
        ),
    )

    def __init__(self, page, data=None):
        parent = page.get_parent()
        super().__init__(data, initial={"redirect_to": parent if parent.live and not parent.is_root() else None})
        self.page = page

    def clean_redirect_to(self):
        target = self.cleaned_data["redirect_to"]
        if target and target.path.startswith(self.page.path):
            raise forms.ValidationError(gettext("Choose a page that stays: this one disappears, too."))
        if target and not target.live:
            raise forms.ValidationError(gettext("Choose a page that is published."))
        return target


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


def plan_redirects(page, target, *, is_permanent, with_descendants):
    """Return the redirects from the public addresses of `page` to the page `target`.

    Redirects that lead to the page now, such as those from its earlier addresses, are among them.
    """
    pages = Page.objects.filter(path__startswith=page.path) if with_descendants else Page.objects.filter(pk=page.pk)
    earlier = Redirect.objects.filter(redirect_page__in=pages).values_list("site_id", "old_path")
    addresses = set(earlier) if is_permanent else set()
    for public in pages.filter(live=True).iterator():
        if parts := public.get_url_parts():
            addresses.add((parts[0], Redirect.normalise_path(parts[2])))
    return PlannedRedirects(target, is_permanent, addresses)
