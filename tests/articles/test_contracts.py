"""What the content type and its page types promise."""

from cms.testing.contracts import ContentTypeContract
from tests.articles.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    ReferencePageFactory,
)
from tests.contracts import PageTypeContract


class TestArticles(ContentTypeContract):
    label = "articles"


class TestArticleIndexPage(PageTypeContract):
    factory = ArticleIndexPageFactory


class TestArticlePage(PageTypeContract):
    factory = ArticlePageFactory


class TestProcedureIndexPage(PageTypeContract):
    factory = ProcedureIndexPageFactory


class TestProcedurePage(PageTypeContract):
    factory = ProcedurePageFactory


class TestReferencePage(PageTypeContract):
    factory = ReferencePageFactory
