"""Visibility of pages."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Q
from django.utils import timezone
from wagtail.models import Page, get_page_models

from cms.consent.models import ConsentRequired, patient_content_models
from cms.consent.policy import permitted
from cms.context.request import current_channel, current_context
from cms.plugins.placeholders.models import Placeholder
from cms.visibility.audience import current_audience
from cms.visibility.state import closed_to_audience, expired_pages


def public_pages(queryset=None, channel=None, at=None):
    """Return the pages of `queryset` (default: all) that are published, permitted by consents, and for the audience.

    `channel` and `at` are those of `cms.consent.policy.permitted` (default: the current channel and time).
    """
    queryset = Page.objects.all() if queryset is None else queryset
    return not_hidden(_for_audience(with_installed_types(queryset.live()), current_audience()), channel, at)


def public_by_row(queryset, among=None):
    """Like `public_pages`, as a condition that is evaluated for each row, in the order of `queryset`.

    A list then reads rows in the order of an index and stops after its last item, and no query plan can read or sort
    all pages. For that, `queryset` has to be ordered by columns of its own table. `among`, a queryset of `Page`,
    limits the pages further (default: all).
    """
    pages = Page.objects.all() if among is None else among
    return queryset.filter(pk__in=public_pages(pages.filter(pk=OuterRef("pk")).order_by()).values("pk"))


def pages_for_audience(queryset=None):
    """Return the pages of `queryset` (default: all) that are for the audience, whether published or not.

    It is for drafts. The caller has to check the consent of the draft, which may differ from the published one.
    """
    return _for_audience(
        with_installed_types(Page.objects.all() if queryset is None else queryset), current_audience()
    )


def with_installed_types(queryset):
    """Return the pages of `queryset` whose content type is installed and enabled."""
    if queryset.model is not Page:
        return queryset.none() if issubclass(queryset.model, Placeholder) else queryset
    return queryset.filter(content_type__in=installed_types())


def installed_types():
    """Return the ids of the content types of pages that are installed and enabled."""
    return current_context().memoize("installed types", _installed_types)


def not_hidden(queryset, channel=None, at=None):
    """Return the pages of `queryset` that have not expired and are permitted by consents."""
    for model in patient_content_models():
        if issubclass(model, queryset.model) or issubclass(queryset.model, model):
            queryset = queryset.exclude(pk__in=_not_permitted(model, channel, at))
    expired = expired_pages(at)
    return queryset.exclude(pk__in=expired) if expired else queryset


def _not_permitted(model, channel, at):
    """Return a subquery for the page of a row, if it is of the type `model` and not permitted by a consent.

    It is evaluated for each row, so it costs the same however many pages are not permitted. Search backends support
    no other form.
    """
    page = model._base_manager.filter(pk=OuterRef("pk")).order_by()
    return page.exclude(pk__in=permitted(page, channel, at).values("pk")).values("pk")


def is_visible(page):
    """Return whether `page`, a specific instance, has not expired and is permitted by consents."""
    if not isinstance(page, ConsentRequired):
        return page.pk not in expired_pages()
    return not_hidden(type(page)._base_manager.filter(pk=page.pk)).exists()


def visibility_key():
    """Return the cache key of everything that affects the visibility of pages, as hashable values.

    Consents depend on the date only, not on the time.
    """
    return current_context().memoize("visibility key", _visibility_key)


def _visibility_key():
    return (
        current_channel(),
        timezone.localdate(),
        current_audience(),
        closed_to_audience("page"),
        current_context().memoize("paths of the sites of the audience", _site_paths),
        expired_pages(),
        installed_types(),
    )


def _for_audience(queryset, audience):
    # Wagtail's `public()` runs a query each time.
    for path in closed_to_audience("page"):
        queryset = queryset.exclude(path__startswith=path)
    if audience.page_types:
        # Types that are not installed match no pages, so that a limit to them does not become unlimited.
        models = [model for model in apps.get_models() if model._meta.label in audience.page_types]
        queryset = queryset.exact_type(*models)
    if audience.sites:
        below = Q(pk__in=[])
        for path in current_context().memoize("paths of the sites of the audience", _site_paths):
            below |= Q(path__startswith=path)
        queryset = queryset.filter(below)
    return queryset


def _site_paths():
    """Return the tree paths of the root page of each site in `audience.sites`, and of its translations."""
    if not current_audience().sites:
        return ()
    roots = Page.objects.filter(sites_rooted_here__in=current_audience().sites)
    pages = Page.objects.filter(translation_key__in=roots.values("translation_key"))
    return tuple(pages.values_list("path", flat=True))


def _installed_types():
    models = [model for model in get_page_models() if not issubclass(model, Placeholder)]
    # Sorted, since it is part of keys.
    return tuple(sorted(found.pk for found in ContentType.objects.get_for_models(*models).values()))
