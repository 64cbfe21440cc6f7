"""The contract of page types, beside all the content types of this project."""

import os

import pytest
from django.test import override_settings

from cms.api.tokens.models import Scope
from cms.testing import contracts
from cms.testing.factories import ImageFactory
from cms.testing.writing import Writer
from tests.cms.api.factories import ApiTokenFactory, bearer
from tests.cms.bodies import every_block
from tests.factories import FACTORIES
from tests.gallery.factories import GalleryPageFactory
from tests.testimonials.factories import StoryPageFactory, TestimonialFactory

WRITTEN_IN_EVERY_WAY = ("home.StandardPage", "gallery.CasePage")
"""Page types that have every block of the core, and blocks of their own."""


class ProjectWriter(Writer):
    """Writes by API v3 as well, which is off by default. Most page types are written in every third way, in turn."""

    @property
    def ways(self):
        every, label = [*super().ways, self.api_v3], self.model._meta.label
        if label in WRITTEN_IN_EVERY_WAY or os.environ.get("EXHAUSTIVE"):
            return every
        return every[sorted(FACTORIES).index(label) % 3 :: 3]

    def api_v3(self):
        token = ApiTokenFactory(scopes=[Scope.WRITE], created_by=self.user)
        options = {"content_type": "application/json", "headers": bearer(token)}
        with override_settings(ROOT_URLCONF="tests.cms.api.urls_with_v3"):
            address = f"/api/v3/pages/{self.pk}/"
            assert self.client.patch(address, {"title": "By a program"}, **options).status_code == 200
            assert self.client.post(f"{address}actions/publish/", **options).status_code == 200
        return self.page


class PageTypeContract(contracts.PageTypeContract):
    """With the blocks that our content types add to the body of every page, and with what they say about a page."""

    writer_class = ProjectWriter

    def body(self, page, times=1):
        return every_block(page, times)

    def surround(self, page):
        for other in (GalleryPageFactory, StoryPageFactory):
            other(parent=page.get_site().root_page.specific, about=page, listing_image=ImageFactory())
        TestimonialFactory(about=page)

    @pytest.mark.once
    @pytest.mark.slow
    def test_the_api_asks_as_much_for_a_long_list_as_for_a_short_one(self, site_root, client):
        super().test_the_api_asks_as_much_for_a_long_list_as_for_a_short_one(site_root, client)

    @pytest.mark.once
    @pytest.mark.slow
    def test_its_queries_do_not_grow_with_its_body(self, site_root, client):
        super().test_its_queries_do_not_grow_with_its_body(site_root, client)

    @pytest.mark.once
    @pytest.mark.slow
    def test_what_is_stored_survives_each_way_of_writing_while_what_it_refers_to_is_hidden(
        self, site_root, admin_client, admin_user
    ):
        self.assert_that_what_is_stored_survives(site_root, admin_client, admin_user)
