from wagtail import hooks
from wagtail.snippets.models import register_snippet

from articles.link_handlers import CitationLinkHandler
from articles.rich_text import register_citation_feature
from articles.viewsets import ArticlesViewSetGroup

register_snippet(ArticlesViewSetGroup)


@hooks.register("register_rich_text_features")
def register_citations(features):
    register_citation_feature(features)
    features.register_link_type(CitationLinkHandler)
