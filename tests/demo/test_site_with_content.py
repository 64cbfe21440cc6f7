import pytest
from wagtail.models import Site

from cms.images.models import ContentImage
from cms.sites.models import Menus, Practice
from tests.demo.loading import everything, load
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


def test_a_site_that_has_content_of_its_own_is_left_as_it_is(home):
    StandardPageFactory(parent=home, title="Our own page")
    before = everything()

    assert "content of its own" in load()

    assert everything() == before
    assert not ContentImage.objects.exists()


def test_a_welcome_page_that_somebody_edited_is_content_of_its_own():
    welcome = Site.objects.get(is_default_site=True).root_page
    welcome.save_revision().publish()
    before = everything()

    load()

    assert everything() == before


def test_a_new_site_that_was_looked_at_is_still_new(client):
    """Looking at a site writes nothing that would be in the way of its sample content."""
    client.get("/")
    client.get("/nothing-here/")

    assert not Practice.objects.exists()
    assert not Menus.objects.exists()
