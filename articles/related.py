from django.utils.translation import gettext_lazy as _

from articles.models import ArticlePage, ReferencePage
from cms.plugins.api import RelatedContent


def related_content():
    yield RelatedContent(_("Articles about this"), ArticlePage.objects.order_by("-date"))
    yield RelatedContent(_("Literature"), ReferencePage.objects.order_by("title"))
