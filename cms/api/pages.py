"""The pages endpoint."""

from django.conf import settings
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet as WagtailPagesAPIViewSet
from wagtail.api.validators import SiteFilterValidator
from wagtail.models import Page

from cms.pages.public import public_pages

from .views import DeliveryMixin


class PagesAPIViewSet(DeliveryMixin, WagtailPagesAPIViewSet):
    """Wagtail's pages endpoint, which asks our one rule what is public."""

    follows_limits = True

    def get_base_queryset(self):
        return public_pages(self._pages_of_site())

    def _pages_of_site(self):
        """Return all pages of the site that is asked for, in each language.

        As Wagtail's own does, which however takes private pages out by who is logged in. Here the one rule does.
        """
        try:
            site = SiteFilterValidator(site=self.request.GET.get("site"), request=self.request).site_obj
        except ValueError as error:
            raise BadRequestError(str(error)) from error
        if site is None:
            return Page.objects.none()
        pages = Page.objects.descendant_of(site.root_page, inclusive=True)
        if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            for translation in site.root_page.get_translations():
                pages |= Page.objects.descendant_of(translation, inclusive=True)
        return pages
