"""A factory for each page type of each enabled content type. `tests/test_page_types.py` insists on it."""

from tests.articles import factories as articles
from tests.home import factories as home

FACTORIES = {
    "articles.ArticleIndexPage": articles.ArticleIndexPageFactory,
    "articles.ArticlePage": articles.ArticlePageFactory,
    "articles.ProcedureIndexPage": articles.ProcedureIndexPageFactory,
    "articles.ProcedurePage": articles.ProcedurePageFactory,
    "articles.ReferencePage": articles.ReferencePageFactory,
    "home.ContactPage": home.ContactPageFactory,
    "home.HomePage": home.HomePageFactory,
    "home.StandardPage": home.StandardPageFactory,
}
