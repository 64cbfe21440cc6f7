"""A factory for each page type of each enabled content type. `tests/test_page_types.py` insists on it."""

from tests.articles import factories as articles
from tests.gallery import factories as gallery
from tests.home import factories as home
from tests.testimonials import factories as testimonials

FACTORIES = {
    "articles.ArticleIndexPage": articles.ArticleIndexPageFactory,
    "articles.ArticlePage": articles.ArticlePageFactory,
    "articles.ProcedureIndexPage": articles.ProcedureIndexPageFactory,
    "articles.ProcedurePage": articles.ProcedurePageFactory,
    "articles.ReferencePage": articles.ReferencePageFactory,
    "gallery.CasePage": gallery.CasePageFactory,
    "gallery.GalleryIndexPage": gallery.GalleryIndexPageFactory,
    "gallery.GalleryPage": gallery.GalleryPageFactory,
    "home.ContactPage": home.ContactPageFactory,
    "home.HomePage": home.HomePageFactory,
    "home.StandardPage": home.StandardPageFactory,
    "testimonials.StoryIndexPage": testimonials.StoryIndexPageFactory,
    "testimonials.StoryPage": testimonials.StoryPageFactory,
}
