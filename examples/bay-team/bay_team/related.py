from cms.plugins.api import RelatedContent

from .models import MemberPage


def related_content():
    yield RelatedContent("Who performs it", MemberPage.objects.order_by("title"))
