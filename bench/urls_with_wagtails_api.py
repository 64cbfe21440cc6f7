"""The addresses of the site, and beside them Wagtail's own API v2 as it is documented, for `bench.uncached`."""

from django.urls import path
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.images.api.fields import ImageRenditionField
from wagtail.images.api.v2.views import ImagesAPIViewSet

from articles.models import ArticlePage
from bench import renderings
from cms.urls import urlpatterns as ours


class PlainPagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's, with fields as a project of its own would declare them."""

    @classmethod
    def get_body_fields(cls, model):
        fields = [APIField("id"), APIField("title")]
        if model is ArticlePage:
            thumbnail = ImageRenditionField("fill-480x320|format-webp")
            names = ("summary", "tags", "body", "date", "authors", "reviewed_by", "reviewed_on")
            fields += [APIField("listing_image", serializer=thumbnail), *map(APIField, names)]
        return fields


router = WagtailAPIRouter("wagtail_api")
router.register_endpoint("pages", PlainPagesAPIViewSet)
router.register_endpoint("images", ImagesAPIViewSet)

urlpatterns = [path("wagtail/", router.urls), path("bench/renderings/", renderings.show), *ours]
