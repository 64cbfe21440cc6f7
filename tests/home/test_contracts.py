"""What the content type and its page types promise."""

import pytest

from cms.testing.contracts import ContentTypeContract
from tests.contracts import PageTypeContract
from tests.home.factories import ContactPageFactory, HomePageFactory, StandardPageFactory


class TestHome(ContentTypeContract):
    label = "home"


class TestHomePage(PageTypeContract):
    factory = HomePageFactory


class TestStandardPage(PageTypeContract):
    factory = StandardPageFactory

    @pytest.mark.once
    def test_what_is_stored_survives_each_way_of_writing_while_what_it_refers_to_is_hidden(
        self, site_root, admin_client, admin_user
    ):
        """Run for this type in `make test` as well, with every block of the core."""
        self.assert_that_what_is_stored_survives(site_root, admin_client, admin_user)


class TestContactPage(PageTypeContract):
    factory = ContactPageFactory
    internal = frozenset({"notify"})
