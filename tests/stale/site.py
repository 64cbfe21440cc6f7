"""A small site with content of each kind, which random changes modify."""

from random import Random

from django.contrib.auth.models import User
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Site

from cms.documents.models import ContentDocument
from cms.images.models import ContentImage, Rendition
from cms.sites.models import Practice
from cms.testing.bodies import stored, text
from cms.testing.factories import ClaimFactory, ConsentFactory, DocumentFactory, ImageFactory
from tests.articles.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    CitationFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    cite,
)
from tests.gallery.factories import CasePageFactory, GalleryIndexPageFactory, GalleryPageFactory, pairs
from tests.home.factories import ContactPageFactory, HomePageFactory, StandardPageFactory
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory, TestimonialFactory


class ChangingSite:
    """The site, and the source of chance for its changes."""

    def __init__(self, seed):
        self.random = Random(seed)  # noqa: S311 - chance that can be repeated
        self.number = 0
        self.user = User.objects.create_superuser("editor")
        self.site = Site.objects.get(is_default_site=True)
        self.home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home", title="Practice")
        Site.objects.filter(pk=self.site.pk).update(root_page=self.home)
        self.collections = [Collection.get_first_root_node()]
        self.collections.append(self.collections[0].add_child(instance=Collection(name="Others")))
        self._make_pages()

    def _make_pages(self):
        images = [ImageFactory() for _ in range(3)]
        leaflet, citation, testimonial = DocumentFactory(), CitationFactory(), TestimonialFactory()
        self.articles = ArticleIndexPageFactory(parent=self.home, title="Articles", slug="articles")
        self.procedures = ProcedureIndexPageFactory(parent=self.home, title="Procedures", slug="procedures")
        gallery = GalleryIndexPageFactory(parent=self.home, title="Gallery", slug="gallery")
        album = GalleryPageFactory(parent=gallery, title="Album", slug="album")
        stories = StoryIndexPageFactory(parent=self.home, title="Stories", slug="stories")
        procedure = ProcedurePageFactory(
            parent=self.procedures,
            title="Procedure",
            slug="procedure",
            listing_image=images[0],
            body=text(
                f'<p>Leaves {cite(citation)}, <a linktype="document" id="{leaflet.pk}">leaflet</a>, '
                f'<a linktype="page" id="{self.articles.pk}">articles</a></p>'
            ),
        )
        claims = [ClaimFactory() for _ in range(4)]
        embedded = text(f'<p>Words. <embed embedtype="claim" id="{claims[0].pk}"/></p>')
        chosen = stored([("claim", claim.pk) for claim in claims[1:]])
        ProcedurePageFactory(
            parent=self.procedures, title="Another procedure", slug="another", body=[*embedded, *chosen]
        )
        for number in range(4):
            ArticlePageFactory(
                parent=self.articles,
                title=f"Article {number}",
                slug=f"article-{number}",
                about=procedure,
                listing_image=images[number % 3],
                body=stored(
                    [
                        ("figure", {"image": {"image": images[1].pk, "decorative": False, "alt_text": "A leaf"}}),
                        ("testimonials", {"title": "", "testimonials": [testimonial.pk]}),
                    ]
                ),
            )
        consent = ConsentFactory()
        CasePageFactory(
            parent=album,
            title="Case",
            slug="case",
            consent=consent,
            procedures=[procedure],
            pairs=pairs((ImageFactory(consent=consent), ImageFactory(consent=consent))),
        )
        StoryPageFactory(parent=stories, title="Story", slug="story", about=procedure)
        ContactPageFactory(parent=self.home, slug="contact")
        StandardPageFactory(
            parent=self.home, title="About", slug="about", show_in_menus=True, body=text("<p>Leaf</p>")
        )
        Redirect.objects.create(old_path="/old", redirect_page=procedure)
        Practice.for_editing(self.site).save_revision().publish()

    def word(self):
        """Return a word that was not there before."""
        self.number += 1
        return f"word{self.number}"

    def some(self, queryset):
        """Return an object of `queryset` by chance, or None."""
        pks = list(queryset.order_by("pk").values_list("pk", flat=True))
        return queryset.get(pk=self.random.choice(pks)) if pks else None

    def page(self):
        """Return a page by chance, as its own type."""
        return self.some(Page.objects.filter(depth__gt=2)).specific

    def addresses(self):
        """Return all addresses whose responses may show content."""
        pages = Page.objects.filter(depth__gt=1)
        return [
            *(page.url_path.replace("/site-home", "", 1) for page in pages),
            *(f"{page.url_path.replace('/site-home', '', 1)}index.md" for page in pages),
            "/llms.txt",
            "/search/?q=leaf",
            "/sitemap.xml",
            "/old",
            "/robots.txt",
            "/api/v2/pages/?fields=*",
            "/api/v2/pages/?type=articles.ArticlePage&fields=*&order=-id",
            "/api/v2/pages/?search=word1",
            "/api/v2/pages/tree/",
            "/api/v2/images/",
            "/api/v2/documents/",
            "/api/v2/redirects/",
            "/api/v2/tags/",
            "/api/v2/practice/",
            "/api/v2/menus/",
            "/api/v2/forms/",
            *(f"/api/v2/pages/{pk}/" for pk in pages.values_list("pk", flat=True)),
            *(f"/api/v2/images/{pk}/" for pk in ContentImage.objects.values_list("pk", flat=True)[:4]),
            *(rendition.url for rendition in Rendition.objects.filter(filter_spec="width-480|format-avif")),
            *(document.url for document in ContentDocument.objects.all()),
        ]
