"""What the content type and its page types promise."""

from cms.testing.contracts import ContentTypeContract
from tests.contracts import PageTypeContract
from tests.gallery.factories import CasePageFactory, GalleryIndexPageFactory, GalleryPageFactory


class TestGallery(ContentTypeContract):
    label = "gallery"


class TestGalleryIndexPage(PageTypeContract):
    factory = GalleryIndexPageFactory


class TestGalleryPage(PageTypeContract):
    factory = GalleryPageFactory


class TestCasePage(PageTypeContract):
    factory = CasePageFactory
