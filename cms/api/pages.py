"""The pages endpoint."""

from django.conf import settings
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet as WagtailPagesAPIViewSet
from wagtail.api.validators import SiteFilterValidator
from wagtail.models import Page

from cms.pages.public import public_pages

from .views import DeliveryMixin


def pages_of_site(request):
    """Return all pages of the site that `request` asks for, by `?site=` or by its host, in each language.

    As Wagtail's own does, which however takes private pages out by who is logged in. Here the one rule does.
    Raises ValueError if `?site=` is none, or not one alone.
    """
    site = SiteFilterValidator(site=request.GET.get("site"), request=request).site_obj
    if site is None:
        return Page.objects.none()
    pages = Page.objects.descendant_of(site.root_page, inclusive=True)
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        for translation in site.root_page.get_translations():
            pages |= Page.objects.descendant_of(translation, inclusive=True)
    return pages


class PagesAPIViewSet(DeliveryMixin, WagtailPagesAPIViewSet):
    """Wagtail's pages endpoint, which asks our one rule what is public."""

    follows_limits = True

    def get_base_queryset(self):
        try:
            return public_pages(pages_of_site(self.request))
        except ValueError as error:
            raise BadRequestError(str(error)) from error
