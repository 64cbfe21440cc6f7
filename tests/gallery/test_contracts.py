"""What the content type and its page types promise."""

import pytest

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

    @pytest.mark.once
    def test_what_is_stored_survives_each_way_of_writing_while_what_it_refers_to_is_hidden(
        self, site_root, admin_client, admin_user
    ):
        """Run for this type in `make test` as well, with blocks of its own."""
        self.assert_that_what_is_stored_survives(site_root, admin_client, admin_user)
