from django.utils.translation import gettext_lazy as _

from cms.plugins.api import RelatedContent
from gallery.models import GalleryPage


def related_content():
    yield RelatedContent(_("Before and after"), GalleryPage.objects.order_by("path"))
